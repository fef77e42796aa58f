"""What happened and where an act stands, in words: timeline, steps, delivery, changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.base.texts import N_, _, ngettext
from workbench.domain.kinds import CaseType, Delivery, Fault, Stage
from workbench.ui import phrases, promises
from workbench.ui.case.fates import FATES

if TYPE_CHECKING:
    from workbench.domain.case import Case, Intent, TimelineEntry


# ------------------------------------------------------------------------------------- timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line of the timeline. ``detail`` may hold strangers' words: show them as such."""

    at: str
    short: str
    icon: str
    title: str
    detail: str = ""
    who: str = ""
    source: str = ""
    loud: bool = False


def who(actor: str, me: str = "") -> str:
    """Whoever did something, as a word."""
    known = {
        "buyer": _("buyer"), "platform": _("platform"), "merchant": _("merchant"),
        "": "", "system": _("workbench"),
    }  # fmt: skip
    if actor in known:
        return known[actor]
    if me and actor == me:
        return _("you")
    if actor.startswith("rule:"):
        return _("rule {name}").format(name=phrases.quoted(actor.removeprefix("rule:")))
    return actor


def told(entry: TimelineEntry, now: int, me: str = "") -> Told:
    """A timeline entry in words (CASE-6); what is not known is shown as it came."""
    title, detail, icon, loud = _title(entry.kind, entry.text, now)
    sources = {"platform": _("platform"), "file": _("file"), "here": ""}
    return Told(
        at=phrases.stamp(entry.at, now), short=phrases.when(entry.at, now), icon=icon,
        title=title, detail=detail, loud=loud, who=who(entry.actor, me),
        source=sources.get(entry.source, entry.source),
    )  # fmt: skip


def _title(kind: str, words: str, now: int) -> tuple[str, str, str, bool]:
    head, colon, rest = kind.partition(":")
    if colon and head == "act":
        return phrases.action(rest), promises.said(words), "send", False
    if colon and head == "undone":
        return _("{act}: taken back").format(act=phrases.action(rest)), words, "undo-2", False
    if colon and head in FATES:
        sentence, icon, loud = FATES[head]
        return _(sentence).format(act=phrases.action(rest)), words, icon, loud
    before, _arrow, after = words.partition("→")
    if kind in _CHANGES:
        return _changed(kind, before, after, now)
    if kind == "negotiation":
        return _talks(words)
    if kind == "applied":
        return _("The buyer applied"), words, "user-round", False
    if kind in promises.TOLD:
        return promises.told(kind, words)
    if kind in _KINDS:
        icon, loud = _KINDS[kind]
        said = _(_STABLE[words]) if words in _STABLE else phrases.parcel(words)
        return _(_TOLD[kind]), said, icon, loud
    return kind.replace("_", " "), words, "info", False


_CHANGES = frozenset(
    {"stage", "jump", "type_changed", "claim_changed", "reason_changed", "refunded",
     "deadline_moved"}
)  # fmt: skip
_KINDS: dict[str, tuple[str, bool]] = {
    "message": ("messages-square", False),
    "buyer_message": ("message-square-quote", False),
    "contact": ("user-round", False),
    "evidence": ("paperclip", False),
    "evidence_over": ("hourglass", True),
    "note": ("pencil", False),
    "modified": ("git-compare-arrows", True),
    "cancelled": ("minus", False),
    "verdict": ("gavel", True),
    "intervened": ("gavel", True),
    "manual": ("users", False),
    "waybill": ("refresh-cw", False),
    "parcel": ("refresh-cw", False),
    "signed": ("circle-check", False),
    "outbound_signed": ("circle-check", False),
    "buyer_confirmed": ("circle-check", False),
    "auto_agreed": ("alarm-clock", True),
    "auto_refunded": ("alarm-clock", True),
    "closed": ("minus", False),
    "completed": ("circle-check", False),
    "paid": ("banknote", False),
    "payout": ("banknote", False),
    "pay_failed": ("circle-x", True),
    "instant_refund": ("fast-forward", False),
    "lightning_return": ("fast-forward", False),
    "contradicted": ("circle-x", True),
    "imported": ("file-check", False),
    "assigned": ("user-plus", False),
}
_TOLD: dict[str, str] = {
    "message": N_("Message to the buyer"),
    "buyer_message": N_("Message of the buyer"),
    "contact": N_("Contact"),
    "evidence": N_("Evidence sent"),
    "evidence_over": N_("The time for evidence ran out"),
    "note": N_("Note for colleagues"),
    "modified": N_("The buyer changed the application"),
    "cancelled": N_("The buyer withdrew the application"),
    "verdict": N_("The platform decided"),
    "intervened": N_("The platform stepped in"),
    "manual": N_("The platform's staff took it over"),
    "waybill": N_("The buyer sent the goods back"),
    "parcel": N_("The return parcel moved"),
    "signed": N_("The return parcel was signed for"),
    "outbound_signed": N_("The buyer signed for the goods"),
    "buyer_confirmed": N_("The buyer confirmed the receipt"),
    "auto_agreed": N_("The platform agreed by itself at zero"),
    "auto_refunded": N_("The platform refunded by itself at zero"),
    "closed": N_("The case was closed"),
    "completed": N_("The case was completed"),
    "paid": N_("The refund was paid"),
    "payout": N_("The compensation was paid"),
    "pay_failed": N_("The payment did not go through"),
    "instant_refund": N_("Refunded at once by the platform"),
    "lightning_return": N_("Lightning return of the platform"),
    "contradicted": N_("The platform contradicts our act"),
    "imported": N_("Read from a file"),
    "assigned": N_("Assigned"),
}
_STABLE = {"timeout": N_("nobody acted in time"), "negotiation": N_("after the negotiation")}


def _changed(kind: str, before: str, after: str, now: int) -> tuple[str, str, str, bool]:
    match kind:
        case "stage" | "jump":
            title = _("Now: {stage}").format(stage=phrases.stage(after))
            detail = _("before: {stage}").format(stage=phrases.stage(before)) if before else ""
            if kind == "jump":
                jumped = _("a step that the usual course does not know")
                detail = phrases.sentences(f"{detail}.", jumped) if detail else jumped
            return title, detail, "git-compare-arrows", kind == "jump"
        case "type_changed":
            return (
                _("The buyer changed the type"),
                _arrow(phrases.case_type(before), phrases.case_type(after)),
                "git-compare-arrows", True,
            )  # fmt: skip
        case "claim_changed":
            return (
                _("The buyer changed the amount"), _arrow(_fen(before), _fen(after)),
                "banknote", True,
            )  # fmt: skip
        case "reason_changed":
            return _("The buyer changed the reason"), _arrow(before, after), "triangle-alert", True
        case "refunded":
            return _("Refunded {amount}").format(amount=_fen(after)), "", "banknote", False
        case _:
            return (
                _("The deadline moved"),
                _arrow(_time(before, now), _time(after, now)), "clock", False,
            )  # fmt: skip


def _talks(words: str) -> tuple[str, str, str, bool]:
    parts = words.split(":")
    if len(parts) != 3:
        return _("Negotiation"), words, "messages-square", False
    kind, number, state = parts
    title = _("Round {n}: {state}").format(n=number, state=phrases.negotiation_state(state))
    return title, phrases.negotiation_kind(kind), "messages-square", state == "refused"


def _arrow(before: str, after: str) -> str:
    return f"{before or '—'} → {after or '—'}"


def _fen(words: str) -> str:
    return phrases.amount(int(words)) if words.isascii() and words.isdigit() else words


def _time(words: str, now: int) -> str:
    return phrases.stamp(int(words), now) if words.isascii() and words.isdigit() else words


# ---------------------------------------------------------------------------------------- steps

_REVIEW = frozenset({
    Stage.MERCHANT_REVIEW, Stage.MERCHANT_REVIEW_MODIFIED, Stage.BUYER_AFTER_REFUSAL,
    Stage.INTERVENTION, Stage.INTERCEPTING,
})  # fmt: skip
_PATHS: dict[CaseType, tuple[str, ...]] = {
    CaseType.RETURN_REFUND: ("applied", "review", "back", "receipt", "refund"),
    CaseType.EXCHANGE: ("applied", "review", "back", "receipt", "ship", "done"),
    CaseType.REPAIR: ("applied", "review", "back", "receipt", "ship", "done"),
    CaseType.RESHIP: ("applied", "review", "ship", "done"),
}
_STEP_OF: dict[Stage, str] = {
    **dict.fromkeys(_REVIEW, "review"),
    Stage.BUYER_RETURN_WAYBILL: "back",
    Stage.MERCHANT_CONFIRM_RECEIPT: "receipt",
    Stage.MERCHANT_SHIP: "ship",
    Stage.BUYER_CONFIRM: "done",
    Stage.REFUNDING: "refund",
    Stage.REFUND_FAILED: "refund",
}


def steps(case: Case) -> tuple[list[str], int]:
    """Names of the steps of this type, and which one is now (all done: one past the last)."""
    path = _PATHS.get(case.type, ("applied", "review", "refund"))
    names = {
        "applied": _("Applied"), "review": _("Our review"), "back": _("Sent back"),
        "receipt": _("Arrived"), "refund": _("Refund"), "ship": _("We send"),
        "done": _("Finished"),
    }  # fmt: skip
    here = _STEP_OF.get(case.stage, "")
    if case.stage is Stage.INTERVENTION and case.back_to is not None:
        here = _STEP_OF.get(case.back_to, "review")
    if here == "refund" and here not in path:
        path = (*path[:-1], "refund")
    said = [names[name] for name in path]
    if case.stage in (Stage.CLOSED, Stage.CANCELLED):
        return [said[0], phrases.stage(case.stage)], 2
    if case.final:
        return said, len(said)
    at = path.index(here) if here in path else 1
    special = {
        Stage.INTERVENTION: _("Platform decides"),
        Stage.BUYER_AFTER_REFUSAL: _("Refused"),
        Stage.INTERCEPTING: _("Stopping the parcel"),
    }.get(case.stage)
    if special:
        said[at] = special
    return said, at


# ------------------------------------------------------------------------------------- delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where our act stands: note kind, icon, title, words, and the one thing to do.

    ``act`` is undo, check, done, negotiate or "" (nothing to do).
    """

    kind: str
    icon: str
    title: str
    body: str = ""
    act: str = ""
    act_words: str = ""
    key: str = ""
    loader: bool = False


def standing(intent: Intent, now: int, *, still: bool = False) -> Standing | None:
    """Where an intent stands (OUT-1); None where there is nothing left to say."""
    act = phrases.action(intent.action)
    refund = intent.args.get("amount_fen")
    if isinstance(refund, int) and refund:
        act = f"{act} {phrases.amount(refund)}"
    match intent.state:
        case Delivery.WAITING:
            return _waiting(act, intent, now, still)
        case Delivery.SENDING:
            return Standing(
                kind="plain", icon="loader", title=_("{act}: being sent").format(act=act),
                body=_("Nothing else can be decided until the platform answers."), loader=True,
            )  # fmt: skip
        case Delivery.REVIEW:
            return Standing(
                kind="plain", icon="users",
                title=_("{act}: waits for a reviewer").format(act=act),
                body=_("The deadline keeps running."), act="undo", act_words=_("Take back"),
                key="Ctrl Z",
            )  # fmt: skip
        case Delivery.UNKNOWN:
            return Standing(
                kind="soon", icon="circle-question-mark",
                title=_("{act}: no answer yet, checking").format(act=act),
                body=_("Nothing is sent twice."), act="check", act_words=_("Check now"),
            )  # fmt: skip
        case Delivery.REFUSED:
            return _refused(act, intent)
        case Delivery.HANDOFF:
            return Standing(
                kind="info", icon="external-link",
                title=_("{act}: do it on the platform").format(act=act),
                body=_("No connection here: copy the words, click there, then tick it."),
                act="done", act_words=_("Done there"),
            )  # fmt: skip
        case Delivery.HANDOFF_DONE:
            return Standing(
                kind="info", icon="clock",
                title=_("{act}: ticked as done").format(act=act),
                body=_("The next reading of the case confirms or contradicts it."),
                act="check", act_words=_("Check now"),
            )  # fmt: skip
        case Delivery.DONE:
            return Standing(
                kind="ok", icon="circle-check",
                title=_("{act}: confirmed by the platform").format(act=act),
            )  # fmt: skip
        case _:
            return None


def _waiting(act: str, intent: Intent, now: int, still: bool) -> Standing:
    left = -(-(intent.hold_until - now) // 1000)
    if left > 0:
        title = ngettext("{act}: goes out in {n} s", "{act}: goes out in {n} s", left).format(
            act=act, n=left
        )
        return Standing(
            kind="plain", icon="send", title=title, act="undo", act_words=_("Take back"),
            key="Ctrl Z",
        )  # fmt: skip
    body = ""
    if intent.last_error:
        wrong, do = phrases.fault(intent.last_error)
        body = phrases.sentences(
            _("Not sent yet: {why}.").format(why=wrong or intent.last_error), do
        )
    return Standing(
        kind="soon" if body else "plain", icon="send", title=_("{act}: on its way").format(act=act),
        body=body, act="undo", act_words=_("Take back"), key="Ctrl Z", loader=not (body or still),
    )  # fmt: skip


def _refused(act: str, intent: Intent) -> Standing:
    wrong, do = phrases.fault(intent.last_error)
    said = intent.platform_words
    words = _("The platform says: {words}.").format(words=said.rstrip("。.")) if said else ""
    if not words and wrong:
        words = _("Why: {why}.").format(why=wrong)
    first = intent.last_error == Fault.NEGOTIATE_FIRST
    return Standing(
        kind="crit", icon="circle-x", title=_("{act}: refused by the platform").format(act=act),
        body=phrases.sentences(words, do), act="negotiate" if first else "check",
        act_words=phrases.action("negotiate") if first else _("Check now"),
        key="N" if first else "",
    )  # fmt: skip


# -------------------------------------------------------------------------------------- changes


def changes(old: Case, new: Case, now: int) -> list[str]:
    """What a decision rested on and is different now (CASE-5), one sentence each."""
    found: list[str] = []
    if old.claim_fen != new.claim_fen:
        found.append(_("The buyer now claims {amount} (before: {before}).").format(
            amount=phrases.amount(new.claim_fen), before=phrases.amount(old.claim_fen)
        ))  # fmt: skip
    if old.type is not new.type:
        found.append(_("The type is now {type}.").format(
            type=phrases.case_type(new.type, new.type_raw)
        ))  # fmt: skip
    if old.reason != new.reason:
        found.append(_("The reason is now {reason}.").format(reason=phrases.quoted(new.reason)))
    if old.stage is not new.stage:
        found.append(_("Now: {stage}.").format(stage=phrases.stage(new.stage, new.stage_raw)))
    if old.deadline.at != new.deadline.at or old.deadline.paused != new.deadline.paused:
        found.append(_("The deadline is now {time}.").format(
            time=phrases.stamp(new.deadline.at, now)
        ))  # fmt: skip
    before, after = old.open_negotiation, new.open_negotiation
    if (before and before.id) != (after and after.id):
        found.append(_("A proposal is open now.") if after else _("The open proposal has ended."))
    return found


def contradiction(words: str) -> str:
    """What the platform said against an act ticked as done: "act:stage:time" or plain words."""
    parts = words.split(":")
    if len(parts) == 3 and parts[2].isdigit():
        return _("{act} was ticked as done here, but the platform shows: {stage}.").format(
            act=phrases.action(parts[0]), stage=phrases.stage(parts[1])
        )
    return words
