"""What an act on its way says: what it does, to which card, what comes next and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from workbench.base import texts
from workbench.base.texts import Text, _, phrase
from workbench.domain.kinds import Delivery, Fault
from workbench.services.outbox import WHAT_TO_DO
from workbench.ui import phrases, values
from workbench.ui.outbox import stock
from workbench.ui.theme.plain import CHAT_LIMIT, NAME_LIMIT, REASON_LIMIT, visible
from workbench.ui.values import ChipKind, ChipView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.ui.outbox.stock import Parcel


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelView:
    """Everything one act shows; strings are final and safe, but ``text`` and ``url``: as sent."""

    id: str
    group: str
    mark: str
    title: str
    subject: str
    line: str
    chip: ChipView
    at: str
    warning: str = ""
    words: str = ""  # of the platform
    advice: str = ""
    undo: str = ""
    case: bool = False
    text: str = ""
    shown_text: str = ""
    url: str = ""
    checks: tuple[str, ...] = ()


_CHIPS = {
    stock.WAITING: ("send", ChipKind.PLAIN),
    stock.SENDING: ("loader", ChipKind.PLAIN),
    stock.UNKNOWN: ("circle-question-mark", ChipKind.SOON),
    stock.REFUSED: ("circle-x", ChipKind.CRIT),
    stock.BY_HAND: ("external-link", ChipKind.INFO),
    stock.DONE: ("circle-check", ChipKind.OK),
}


def group_title(group: str) -> str:
    """The head of a group."""
    return {
        stock.BY_HAND: _("For you to do on the platform"),
        stock.UNKNOWN: _("Result unknown"),
        stock.REFUSED: _("Refused by the platform"),
        stock.WAITING: _("Waiting"),
        stock.SENDING: _("Being sent"),
        stock.DONE: _("Done lately"),
    }[group]


def group_hint(group: str) -> str:
    """What happens to the acts of a group."""
    return {
        stock.BY_HAND: _("copy the words, open the page, tick it; the next import checks"),
        stock.UNKNOWN: _("being looked up; nothing is sent twice"),
        stock.REFUSED: _("nothing was done there: decide again"),
        stock.WAITING: _("goes out by itself"),
        stock.SENDING: "",
        stock.DONE: "",
    }[group]


def view(parcel: Parcel, now: int, soon_ms: int) -> ParcelView:
    """An act as it is shown now."""
    item, card = parcel.item, parcel.card
    icon, kind = _CHIPS[parcel.group]
    advice = _advice(item.last_error)
    words = visible(item.platform_words, REASON_LIMIT) if item.platform_words else ""
    text = str(item.result.get("text") or "") if parcel.group == stock.BY_HAND else ""
    handing = parcel.group == stock.BY_HAND
    return ParcelView(
        id=parcel.id,
        group=parcel.group,
        mark=_mark(parcel),
        title=_title(parcel),
        subject=_subject(parcel),
        line=_line(parcel, now),
        chip=ChipView(_chip(item.state), kind, icon),
        at=phrases.when(item.finished_at or item.created_at, now),
        warning=_warning(parcel, now, soon_ms),
        words=words,
        advice=advice if parcel.group in (stock.REFUSED, stock.UNKNOWN, stock.WAITING) else "",
        undo=_undo(parcel, now),
        case=card is not None,
        text=text,
        shown_text=visible(text, CHAT_LIMIT, lines=True),
        url=page(str(item.result.get("url") or ""), parcel.hosts) if handing else "",
        checks=checks(item.result.get("check")) if handing else (),
    )


def _chip(state: Delivery) -> str:
    return {
        Delivery.WAITING: _("waiting"),
        Delivery.REVIEW: _("waits for a reviewer"),
        Delivery.SENDING: _("being sent"),
        Delivery.UNKNOWN: _("unknown"),
        Delivery.REFUSED: _("refused"),
        Delivery.HANDOFF: _("for you to do"),
        Delivery.HANDOFF_DONE: _("ticked, not confirmed yet"),
        Delivery.DONE: _("confirmed"),
    }.get(state, str(state))


def _mark(parcel: Parcel) -> str:
    from workbench.domain.kinds import Platform

    known = {str(one): one for one in Platform}.get(parcel.platform)
    return values.platform_mark(known, language=texts.language()) if known is not None else ""


def _title(parcel: Parcel) -> str:
    act, card = phrases.action(parcel.item.action), parcel.card
    if card is None:
        return act
    fen = parcel.item.args.get("amount_fen")
    amount = phrases.amount(fen) if isinstance(fen, int) else ""
    return f"{act} {amount}".strip()


def _subject(parcel: Parcel) -> str:
    card = parcel.card
    if card is None:
        return _("Order {number}").format(number=phrases.grouped(visible(parcel.item.order_id, 64)))
    goods = " ".join(part for part in (card.item_title, card.sku) if part)
    return visible(goods, NAME_LIMIT) or _("goods not known")


def _line(parcel: Parcel, now: int) -> str:
    item, card = parcel.item, parcel.card
    parts = [visible(parcel.shop_name, NAME_LIMIT)]
    if item.case_id:
        number = phrases.grouped(visible(item.case_id, 64))
        parts.append(_("case {number}").format(number=number))
    if card is not None and card.due_at is not None and parcel.group != stock.DONE:
        parts.append(_("deadline {time}").format(time=phrases.when(card.due_at, now)))
    parts.append(_("by {who}").format(who=visible(item.actor, 64)))
    if item.tries > 1:
        parts.append(_("tried {n} times").format(n=item.tries))
    return "  ·  ".join(part for part in parts if part)


def _warning(parcel: Parcel, now: int, soon_ms: int) -> str:
    if stock.late(parcel, now):
        return _("This will miss the deadline of {time}: do it on the platform's page now.").format(
            time=phrases.when(parcel.due_at(), now)
        )
    due = parcel.due_at()
    if due is not None and stock.soon_late(parcel, now, soon_ms):
        return _("The deadline is in {span}; watch that it arrives.").format(
            span=phrases.duration(due - now)
        )
    return ""


def _undo(parcel: Parcel, now: int) -> str:
    if parcel.group != stock.WAITING:
        return ""
    left = parcel.item.hold_until - now
    if left > 0:
        return _("can be taken back for {n} s").format(n=-(-left // 1000))
    return _("can be taken back until it leaves")


def _advice(error: str) -> str:
    known = {str(fault): fault for fault in Fault}.get(error)
    return phrase(WHAT_TO_DO[known]) if known in WHAT_TO_DO and known is not None else ""


def checks(raw: object) -> tuple[str, ...]:
    """The steps of a hand-off; each came as the parts of a ``Text``, broken ones are left out."""
    if not isinstance(raw, list):
        return ()
    found = []
    for step in raw:
        if isinstance(step, str):
            found.append(visible(step, REASON_LIMIT))
        elif isinstance(step, dict) and isinstance(step.get("msgid"), str):
            found.append(visible(_step(step), REASON_LIMIT))
    return tuple(found)


def _step(step: dict[str, object]) -> str:
    said, plural = step.get("values"), step.get("plural")
    given = {str(key): value for key, value in said.items()} if isinstance(said, dict) else {}
    item = Text(str(step["msgid"]), given, plural if isinstance(plural, str) else None)
    try:
        return phrase(item)
    except (KeyError, IndexError, ValueError):
        return item.msgid


def page(url: str, hosts: Sequence[str]) -> str:
    """The page if it may be opened: https, a listed host, no name, no port; "" else."""
    if not url.isascii() or any(sign.isspace() or sign in '\\"<>' for sign in url):
        return ""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    plain = parts.scheme == "https" and port is None and parts.netloc == (parts.hostname or "")
    return url if plain and parts.netloc in set(hosts) else ""
