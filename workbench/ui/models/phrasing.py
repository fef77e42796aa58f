"""A stored row becomes a card: urgency, countdown, what happens at zero, chips, owner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.base.texts import _
from workbench.domain import deadline
from workbench.domain.beijing import HOUR, MINUTE, SECOND
from workbench.domain.kinds import (
    Action,
    Delivery,
    Flag,
    NegotiationState,
    Platform,
    ShopKind,
    Stage,
    Turn,
    Urgency,
)
from workbench.domain.money import yuan_signed
from workbench.ui import phrases, promises
from workbench.ui.models import words
from workbench.ui.theme.plain import NAME_LIMIT, visible
from workbench.ui.values import (
    CardView,
    ChipKind,
    ChipView,
    SecondsShown,
    countdown_text,
    flag_ink,
    ordered_chips,
    platform_mark,
    ticks,
)

if TYPE_CHECKING:
    from workbench.services.queries import CardRow, Thresholds

STALE_MS = 12 * HOUR  # CASE-13: older truth of a file shop makes its countdowns grey
EVIDENCE, PROMISE = "evidence", "promise"  # whose clock is the nearest
_SECONDS = {
    "10min": SecondsShown.TEN_MINUTES,
    "1h": SecondsShown.HOUR,
    "always": SecondsShown.ALWAYS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a card's words depend on beside its row."""

    now: int
    thresholds: Thresholds
    actor: str
    language: str = "zh_CN"
    seconds_shown: SecondsShown = SecondsShown.HOUR
    rounds: int = 2
    undo_ms: int = 8 * SECOND


def seconds_shown(setting: str) -> SecondsShown:
    """The setting's word as the values' word."""
    return _SECONDS[setting]


def urgency_of(row: CardRow, around: Around) -> Urgency:
    """CLK-7 of a row."""
    return deadline.urgency(
        turn=Turn(row.turn),
        final=row.final,
        due_at=row.due_at,
        paused=row.paused_ms is not None,
        evidence_due_at=row.evidence_due_at,
        promise_due_at=row.promise_due_at,
        now=around.now,
        critical_ms=around.thresholds.critical_ms,
        soon_ms=around.thresholds.soon_ms,
    )


def undo_left(row: CardRow, now: int) -> int | None:
    """Milliseconds in which the row's decision can be taken back; None where there is none."""
    if row.intent_state != Delivery.WAITING or row.intent_hold_until <= now:
        return None
    return row.intent_hold_until - now


def stale(row: CardRow, now: int) -> bool:
    """CASE-13: a file shop whose truth is too old for its countdowns to be believed."""
    return row.shop_kind == ShopKind.FILES and not row.final and now - row.as_of > STALE_MS


def compose(row: CardRow, around: Around, *, left: bool = False, ticked: bool = False) -> CardView:
    """The card of a row now. ``left``: it stands in this view no more and goes with the
    selection; ``ticked``: chosen among several."""
    urgency = urgency_of(row, around)
    reason, quote = _reason(row, around)
    view = CardView(
        urgency=urgency,
        countdown=_countdown(row, urgency, around),
        at_zero=_at_zero(row, urgency, around),
        type=visible(phrases.case_type_short(row.type, row.type_raw), NAME_LIMIT),
        goods=_goods(row),
        mark=platform_mark(Platform(row.platform), language=around.language),
        reason=reason,
        quote=quote,
        amount=yuan_signed(row.claim_fen),
        owner=_owner(row, around),
        chips=ordered_chips(_chips(row, urgency, around)),
        dimmed=urgency is Urgency.PAST_ZERO,
        multi=ticked,
    )
    remaining = undo_left(row, around.now)
    if remaining is not None:
        seconds = -(-remaining // SECOND)
        return replace(
            view,
            undo=min(1.0, remaining / max(1, around.undo_ms)),
            undo_text=_("Undo for {n} s").format(n=seconds),
            chips=(),
        )
    if _clock(row)[1] == PROMISE:
        return _owing(row, view)
    if stale(row, around.now):
        view = replace(view, urgency=Urgency.NONE, at_zero=_("import again"))
    if row.intent_state == Delivery.HANDOFF and not row.final:
        return view  # nothing is done yet: a person must still click on the platform
    return _leaving(row, view) if left or row.final else view


def _owing(row: CardRow, view: CardView) -> CardView:
    """PROM-1: the promise is what counts; it goes on after the case has ended."""
    told = promises.what(row.promise_what, row.promise_fen)
    return replace(
        view,
        type=_("Promise"),
        goods=f"{told} · {view.goods}",
        amount=yuan_signed(row.promise_fen) if row.promise_fen else view.amount,
        dimmed=False,
    )


def _leaving(row: CardRow, view: CardView) -> CardView:
    action = Action(row.intent_action) if row.intent_action else None
    if row.final:
        ended = words.ENDED.get(Stage(row.stage))
        now_is, after = _(ended) if ended else phrases.stage(row.stage), ""
    elif action in words.DECIDED and row.intent_state != Delivery.UNDONE:
        now_is = _(words.DECIDED[action])
        after = words.next_word(row.stage)
        if row.intent_state != Delivery.DONE:
            after = _("on its way")
    else:
        now_is, after = _("Moved on"), words.next_word(row.stage)
    return replace(view, done=True, countdown=now_is, at_zero=after, chips=(), quote="")


def _clock(row: CardRow) -> tuple[int | None, str]:
    """The nearest instant that counts (CLK-9), and whose it is: "" the platform's."""
    at, whose = _other_clock(row)
    owed = row.promise_due_at
    if owed is None:
        return at, whose
    theirs = whose == "" and (row.turn != Turn.MERCHANT or row.paused_ms is not None)
    if row.final or theirs or at is None or owed <= at:
        return owed, PROMISE
    return at, whose


def _other_clock(row: CardRow) -> tuple[int | None, str]:
    if row.evidence_due_at is not None and (
        row.due_at is None or row.evidence_due_at <= row.due_at or row.turn != Turn.MERCHANT
    ):
        return row.evidence_due_at, EVIDENCE
    return row.due_at, ""


def _countdown(row: CardRow, urgency: Urgency, around: Around) -> str:
    at, _whose = _clock(row)
    if urgency is Urgency.PAUSED:
        left = row.paused_ms or 0
    elif at is not None:
        left = at - around.now
    else:
        return _no_clock(row)
    return countdown_text(
        left,
        urgency=urgency,
        paused=urgency is Urgency.PAUSED,
        language=around.language,
        seconds_shown=around.seconds_shown,
    )


def _no_clock(row: CardRow) -> str:
    if row.turn == Turn.MERCHANT:
        return _("No clock")
    return _("Platform's") if row.turn == Turn.PLATFORM else _("Buyer's")


def _at_zero(row: CardRow, urgency: Urgency, around: Around) -> str:
    at, whose = _clock(row)
    late = at is not None and at <= around.now
    if urgency is Urgency.PAUSED:
        return _("platform decides")
    if whose == PROMISE:
        return promises.price(row.promise_cost_fen) or (_("is late") if late else _("promised"))
    if whose == EVIDENCE:
        return _("evidence is late") if late else _("evidence due")
    if urgency is Urgency.PAST_ZERO:
        return words.past_zero_word(row.at_zero)
    if at is None:
        return _("see the platform") if row.turn == Turn.MERCHANT else words.next_word(row.stage)
    return phrases.at_zero(row.at_zero, row.at_zero_confidence)


def _goods(row: CardRow) -> str:
    many = f" ×{row.quantity}" if row.quantity and row.quantity > 1 else ""
    return visible(f"{row.item_title} {row.sku}".strip() + many, NAME_LIMIT)


def _reason(row: CardRow, around: Around) -> tuple[str, str]:
    """The second line: what is on its way or went wrong, else reason and buyer's words."""
    if row.contradicted:
        return visible(row.contradicted, NAME_LIMIT), ""
    if row.intent_action and row.intent_state not in (Delivery.DONE, Delivery.UNDONE, ""):
        return _intent_words(row, around), ""
    reason = visible(row.reason, NAME_LIMIT)
    if not row.buyer_note:
        return reason, ""
    note = visible(row.buyer_note, NAME_LIMIT)
    return reason, phrases.quoted(note)


def _intent_words(row: CardRow, around: Around) -> str:
    act = phrases.action(row.intent_action)
    match Delivery(row.intent_state):
        case Delivery.WAITING if undo_left(row, around.now) is not None:
            return _("{act}: goes out then").format(act=act)
        case Delivery.UNKNOWN:
            return _("{act}: no answer yet, check first").format(act=act)
        case Delivery.REFUSED:
            said = visible(row.platform_words, NAME_LIMIT)
            return _("{act} did not go: {words}").format(act=act, words=said or "-")
        case Delivery.HANDOFF:
            return _("Decided: {act}").format(act=act)
        case Delivery.HANDOFF_DONE:
            return _("{act}: done on the platform, import to confirm").format(act=act)
        case Delivery.REVIEW:
            return _("{act}: waits for a second pair of eyes").format(act=act)
        case _:
            return _("{act}: on its way").format(act=act)


def _owner(row: CardRow, around: Around) -> str:
    if not row.assignee:
        return ""
    return _("me") if row.assignee == around.actor else visible(row.assignee, 24)


def _chips(row: CardRow, urgency: Urgency, around: Around) -> list[tuple[str, ChipView]]:
    found: list[tuple[str, ChipView]] = []
    found += _delivery_chips(row)
    if row.contradicted:
        found.append(("changed", ChipView(_("Changed, look"), ChipKind.SOON, "bell-dot")))
    if urgency is Urgency.PAST_ZERO:
        found.append(("check", ChipView(_("Check"), ChipKind.PLAIN, "external-link")))
    if row.paused_ms is not None and row.evidence_due_at is None and row.due_at is not None:
        left = countdown_text(
            row.due_at - around.now, urgency=Urgency.SOON, language=around.language
        )
        found.append(("clock", ChipView(left, ChipKind.SOON, "gavel")))
    if row.promise_due_at is not None and _clock(row)[1] != PROMISE:
        left = countdown_text(
            row.promise_due_at - around.now, urgency=Urgency.SOON, language=around.language
        )
        said = _("Promise {left}").format(left=left)
        found.append(("clock", ChipView(said, ChipKind.INFO, "hourglass")))
    talks = _talks(row, around)
    if talks is not None:
        found.append(("talks", talks))
    if row.flag:
        flag = Flag(row.flag)
        meaning = visible(row.tags[0], 12) if row.tags else _(words.FLAGS[flag])
        found.append(("flag", ChipView(meaning, ChipKind.PLAIN, "flag", flag_ink(flag))))
    elif row.tags:
        found.append(("flag", ChipView(visible(row.tags[0], 12))))
    return found


def _delivery_chips(row: CardRow) -> list[tuple[str, ChipView]]:
    match row.intent_state:
        case Delivery.UNKNOWN:
            chip = ChipView(_("No answer"), ChipKind.SOON, "circle-question-mark")
            return [("unknown", chip)]
        case Delivery.REFUSED:
            return [("refused", ChipView(_("Platform refused"), ChipKind.CRIT, "circle-x"))]
        case Delivery.SENDING:
            return [("sending", ChipView(_("Sending"), ChipKind.PLAIN, "loader"))]
        case Delivery.WAITING:
            return [("sending", ChipView(_("In the outbox"), ChipKind.PLAIN, "send"))]
        case Delivery.REVIEW:
            return [("sending", ChipView(_("In review"), ChipKind.PLAIN, "eye"))]
        case Delivery.HANDOFF:
            return [("handoff", ChipView(_("Yours to click"), ChipKind.INFO, "external-link"))]
        case Delivery.HANDOFF_DONE:
            return [("handoff", ChipView(_("Import to confirm"), ChipKind.INFO, "refresh-cw"))]
    return []


def _talks(row: CardRow, around: Around) -> ChipView | None:
    match row.negotiation_state:
        case NegotiationState.OPEN | NegotiationState.SENDING:
            most = max(row.negotiation_round, around.rounds)
            text = _("In talks {round}/{most}").format(round=row.negotiation_round, most=most)
            return ChipView(text, ChipKind.NEGO, "messages-square")
        case NegotiationState.REFUSED:
            text = _("Round {round} declined").format(round=row.negotiation_round)
            return ChipView(text, ChipKind.NEGO, "undo-2")
        case NegotiationState.EXPIRED:
            return ChipView(_("No reply"), ChipKind.NEGO, "undo-2")
        case NegotiationState.ACCEPTED:
            return ChipView(_("Plan accepted"), ChipKind.OK, "check")
    return None


def moves(row: CardRow, around: Around) -> bool:
    """Whether this card changes every second."""
    if undo_left(row, around.now) is not None:
        return True
    at, _whose = _clock(row)
    return at is not None and ticks(
        at - around.now,
        urgency=urgency_of(row, around),
        seconds_shown=around.seconds_shown,
    )


def stake_reason(row: CardRow, around: Around, place: int) -> str:
    """CLK-10: why a card stands where it does when the list goes by expected loss."""
    urgency = urgency_of(row, around)
    at, whose = _clock(row)
    money = yuan_signed(row.loss_fen)
    if urgency is Urgency.OVERDUE:
        return _("No. {place}: late already and still to be done").format(place=place)
    if urgency is Urgency.PAST_ZERO:
        return _("No. {place}: past zero, look whether the platform has acted").format(place=place)
    if at is None:
        return _("No. {place}: no clock known, look at the platform").format(place=place)
    left = countdown_text(
        max(MINUTE, at - around.now),
        urgency=urgency,
        language=around.language,
        seconds_shown=SecondsShown.TEN_MINUTES,
    )
    if whose == PROMISE:
        return _("No. {place}: a promise is due in {left}").format(place=place, left=left)
    if whose == EVIDENCE:
        return _("No. {place}: evidence is due in {left}").format(place=place, left=left)
    if not row.loss_fen:
        return _("No. {place}: nothing is lost in {left}").format(place=place, left=left)
    if row.loss_fen >= row.claim_fen:
        return _("No. {place}: {money} leaves by itself in {left}").format(
            place=place, money=money, left=left
        )
    return _("No. {place}: {money} at stake, decided by itself in {left}").format(
        place=place, money=money, left=left
    )
