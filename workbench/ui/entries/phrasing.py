"""What a line says: verdict, reason, what would help; countdowns of running entries (OPEN)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.base import texts
from workbench.base.texts import _, phrase
from workbench.domain import beijing
from workbench.domain.guards.reopening import after_sale_until
from workbench.domain.kinds import Delivery, EntryState, Urgency
from workbench.ui import phrases, values
from workbench.ui.theme.plain import NAME_LIMIT, visible
from workbench.ui.values import ChipKind, ChipView

if TYPE_CHECKING:
    from workbench.domain.case import Entry
    from workbench.domain.refusal import Refusal
    from workbench.services.queries import Thresholds
    from workbench.ui.entries.book import OrderLine

# Verdicts.
LOOKING, CAN, CHECK, NO = "looking", "can", "check", "no"
_SECONDS = {
    "10min": values.SecondsShown.TEN_MINUTES,
    "1h": values.SecondsShown.HOUR,
    "always": values.SecondsShown.ALWAYS,
}
_TAKEN = (EntryState.OPENING, EntryState.OPEN, EntryState.USED, EntryState.EXPIRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """Everything one row shows; strings are final and safe."""

    mark: str = ""
    title: str = ""
    at: str = ""
    number: str = ""
    chip: ChipView = field(default_factory=lambda: ChipView(""))
    reason: str = ""
    button: str = ""
    act: str = ""  # open, tick, case, outbox
    primary: bool = False

    def spoken(self) -> str:
        """The row as one sentence for a screen reader."""
        parts = (self.title, self.number, self.chip.text, self.reason, self.at)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningView:
    """One running entry: countdown, share of its time that is left, what became of it."""

    mark: str
    number: str
    title: str
    urgency: Urgency
    countdown: str
    share: float
    state: str
    link: bool = False
    ticks: bool = False

    def spoken(self) -> str:
        """The row as one sentence for a screen reader."""
        return ", ".join((self.number, self.title, self.countdown, self.state))


def verdict(line: OrderLine, ticked: frozenset[str] = frozenset()) -> str:
    """Whether it may be opened, also with the rules that were ticked."""
    if line.refusals is None:
        return LOOKING
    left = [item for item in line.refusals if not (item.confirmable and item.rule in ticked)]
    if not left:
        return CAN
    return CHECK if all(item.confirmable for item in left) else NO


def taken(line: OrderLine) -> bool:
    """Whether an entry is on its way, open, used or over."""
    return line.entry is not None and line.entry.state in _TAKEN


def row(
    line: OrderLine, now: int, *, ticked: frozenset[str] = frozenset(), asked: bool = False
) -> RowView:
    """The row of an order; ``asked`` shows when the buyer asked in place of the order's day."""
    order = line.order
    at = order.entry_requested_at if asked else order.created_at
    when = phrases.stamp(at, now)
    words = _("asked {time}") if asked and at else _("ordered {time}")
    chip, reason, button, act = _standing(line, now, ticked)
    return RowView(
        mark=values.platform_mark(order.platform, language=texts.language()),
        title=goods(line),
        at=words.format(time=when),
        number=_("Order {number}").format(number=grouped(order.order_id)),
        chip=chip,
        reason=reason,
        button=button,
        act=act,
        primary=act == "open",
    )


def goods(line: OrderLine) -> str:
    """What was bought, safe to show."""
    words = " ".join(part for part in (line.order.item_title, line.order.sku) if part)
    return visible(words, NAME_LIMIT) or _("goods not known")


def grouped(number: str) -> str:
    """An order id for reading, safe to show."""
    return phrases.grouped(visible(number, 64))


def _standing(line: OrderLine, now: int, ticked: frozenset[str]) -> tuple[ChipView, str, str, str]:
    """Chip, reason, button, act."""
    if taken(line) and line.entry is not None:
        return _entered(line.entry, now)
    said = verdict(line, ticked)
    if said == LOOKING:
        return ChipView(_("Looking"), ChipKind.PLAIN, "search"), "", "", ""
    if said == CAN:
        chip = ChipView(_("Can be opened"), ChipKind.OK, "circle-check")
        return chip, why_not_closed(line, now), _("Open the entry"), "open"
    first = (line.refusals or ())[0]
    if said == CHECK:
        chip = ChipView(_("Check first"), ChipKind.SOON, "list-checks")
        return chip, short(first), _("Check it"), "tick"
    chip = ChipView(_("Not possible"), ChipKind.PLAIN, "lock" if _denied(first) else "ban")
    if case_of(line.refusals or ()):
        return chip, short(first), _("See the case"), "case"
    return chip, short(first), "", ""


def _entered(entry: Entry, now: int) -> tuple[ChipView, str, str, str]:
    word = phrases.entry_state(entry.state)
    if entry.state == EntryState.OPEN:
        until = phrases.stamp(entry.valid_until, now)
        chip = ChipView(word, ChipKind.OK, "door-open")
        return chip, _("The buyer can apply until {time}").format(time=until), "", ""
    if entry.state == EntryState.USED:
        chip = ChipView(word, ChipKind.PLAIN, "check")
        return chip, _("The buyer has applied"), _("See the case"), "case" if entry.case_id else ""
    if entry.state == EntryState.EXPIRED:
        until = phrases.stamp(entry.valid_until, now)
        chip = ChipView(word, ChipKind.PLAIN, "circle-minus")
        return chip, _("Ran out at {time} without being used").format(time=until), "", ""
    return _opening(entry)


def _opening(entry: Entry) -> tuple[ChipView, str, str, str]:
    if entry.delivery is Delivery.UNKNOWN:
        chip = ChipView(_("Result unknown"), ChipKind.SOON, "circle-question-mark")
        return chip, _("Being looked up; nothing is sent twice"), _("See the outbox"), "outbox"
    if entry.delivery is Delivery.HANDOFF:
        chip = ChipView(_("For you to do"), ChipKind.INFO, "external-link")
        return chip, _("Open it on the platform's page, then tick it"), _("Do it"), "outbox"
    chip = ChipView(phrases.entry_state(entry.state), ChipKind.PLAIN, "send")
    return chip, _("On its way to the platform"), "", ""


def why_not_closed(line: OrderLine, now: int) -> str:
    """Why an eligible order may be opened, in a few words."""
    until = after_sale_until(line.order)
    if until is None:
        return ""
    return _("After-sale ended {day}, never applied for").format(day=day(until, now))


def day(at: int, now: int) -> str:
    """A day as ``11-21``, in other years ``2025-11-21``."""
    then, today = beijing.to_datetime(at), beijing.to_datetime(now)
    return then.strftime("%m-%d" if then.year == today.year else "%Y-%m-%d")


def short(refusal: Refusal) -> str:
    """A refusal in one line with its rule."""
    return f"{visible(phrase(refusal.message)).rstrip('。.')} · {refusal.rule}"


def _denied(refusal: Refusal) -> bool:
    return refusal.rule == "OPEN-6"


def case_of(refusals: tuple[Refusal, ...]) -> str:
    """The case that stands in the way, if one does."""
    for item in refusals:
        found = item.facts.get("case_id")
        if isinstance(found, str) and found:
            return found
    return ""


def running(
    line: OrderLine, now: int, limits: Thresholds, *, seconds_shown: str = "1h"
) -> RunningView:
    """A running entry with its countdown (OPEN-5)."""
    entry = line.entry
    until = entry.valid_until if entry is not None else None
    left = None if until is None else until - now
    urgency = _urgency(left, limits)
    shown = _SECONDS[seconds_shown]
    countdown = "—" if left is None else values.countdown_text(
        left, urgency=urgency, language=texts.language(), seconds_shown=shown
    )  # fmt: skip
    state, link = _running_state(line)
    return RunningView(
        mark=values.platform_mark(line.order.platform, language=texts.language()),
        number=grouped(line.order.order_id),
        title=goods(line),
        urgency=urgency,
        countdown=countdown,
        share=_share(entry, left),
        state=state,
        link=link,
        ticks=left is not None and values.ticks(left, urgency=urgency, seconds_shown=shown),
    )


def _urgency(left: int | None, limits: Thresholds) -> Urgency:
    if left is None:
        return Urgency.NONE
    if left <= 0:
        return Urgency.PAST_ZERO
    if left < limits.critical_ms:
        return Urgency.CRITICAL
    return Urgency.SOON if left < limits.soon_ms else Urgency.LATER


def _share(entry: Entry | None, left: int | None) -> float:
    if entry is None or left is None or entry.opened_at is None or entry.valid_until is None:
        return 0.0
    whole = entry.valid_until - entry.opened_at
    if whole <= 0:
        return 0.0
    # In steps of a hundredth: a bar that differs by less is the same, and is not painted again.
    return round(max(0.0, min(1.0, left / whole)), 2)


def _running_state(line: OrderLine) -> tuple[str, bool]:
    entry = line.entry
    if entry is None:
        return "", False
    if entry.case_id:
        return _("applied, case …{tail}").format(tail=visible(entry.case_id[-4:])), True
    if entry.state == EntryState.OPEN:
        return _("not used yet"), False
    return _opening(entry)[0].text, False
