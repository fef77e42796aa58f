"""The clocks of one case in words: the countdown, what happens at zero, why it is so (CLK)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.base import texts
from workbench.base.texts import _
from workbench.domain import deadline as domain
from workbench.domain.kinds import (
    AtZero,
    Confidence,
    DeadlineSource,
    NegotiationClock,
    Stage,
    Turn,
    Urgency,
)
from workbench.ui import phrases, promises, values
from workbench.ui.theme.plain import visible

if TYPE_CHECKING:
    from workbench.domain.case import Case
    from workbench.domain.policy.model import Policy, StageRule
    from workbench.domain.promise import Promise
    from workbench.services.queries import Thresholds

WORD_LIMIT = 24
SECONDS = {
    "10min": values.SecondsShown.TEN_MINUTES,
    "1h": values.SecondsShown.HOUR,
    "always": values.SecondsShown.ALWAYS,
}
_REFUNDS = (AtZero.REFUND, AtZero.CONVERT_TO_REFUND)
_GIVEN = (DeadlineSource.PLATFORM, DeadlineSource.FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadClock:
    """The large clock of the head: ``line`` says what happens at zero, ``others`` stand behind it.

    ``ticks`` is True where the figures change every second.
    """

    urgency: Urgency
    countdown: str
    icon: str
    ink: str
    line: str
    others: tuple[str, ...] = ()
    ticks: bool = False


def evidence_first(case: Case) -> bool:
    """Evidence owed by us is the nearest clock (CLK-7)."""
    if case.evidence_due_at is None or case.final:
        return False
    due = case.deadline.at
    return (
        case.deadline.paused
        or case.turn is not Turn.MERCHANT
        or due is None
        or case.evidence_due_at <= due
    )


def head_clock(
    case: Case, now: int, limits: Thresholds, *, seconds_shown: str = "1h", stale: bool = False
) -> HeadClock:
    """The clocks of a case now; ``stale`` greys them (CASE-13)."""
    urgency = domain.urgency_of(case, now, critical_ms=limits.critical_ms, soon_ms=limits.soon_ms)
    owed = promises.first(case)
    if owed is not None:
        return _promise_clock(case, owed, now, urgency, SECONDS[seconds_shown])
    if case.final:
        line = phrases.stamp(case.times.final_at, now) if case.times.final_at else ""
        word = visible(phrases.stage(case.stage, case.stage_raw), WORD_LIMIT)
        return HeadClock(
            urgency=urgency, countdown=word, icon="check", ink="text3", line=line
        )  # fmt: skip
    evidence = evidence_first(case)
    at = case.evidence_due_at if evidence else case.deadline.at
    paused = case.deadline.paused and not evidence
    left = domain.remaining(case.deadline, now) if not evidence else (at or now) - now
    if left is None:
        return HeadClock(
            urgency=urgency, countdown="—", icon="clock", ink="text2",
            line=_("No deadline is known: see the platform"), others=_others(case, now),
        )  # fmt: skip
    shown = SECONDS[seconds_shown]
    countdown = values.countdown_text(
        left, urgency=urgency, paused=paused, language=texts.language(), seconds_shown=shown
    )
    return HeadClock(
        urgency=urgency,
        countdown=countdown,
        icon=values.urgency_icon(urgency),
        ink="text3" if stale else values.urgency_ink(urgency),
        line=_line(case, now, evidence=evidence),
        others=_others(case, now),
        ticks=values.ticks(left, urgency=urgency, seconds_shown=shown) and not paused,
    )


def _promise_clock(
    case: Case, owed: Promise, now: int, urgency: Urgency, shown: values.SecondsShown
) -> HeadClock:
    """Our own promise is the nearest; it goes on after the case has ended (PROM-1)."""
    left = (owed.due_at or now) - now
    return HeadClock(
        urgency=urgency,
        countdown=values.countdown_text(
            left, urgency=urgency, language=texts.language(), seconds_shown=shown
        ),
        icon=values.urgency_icon(urgency),
        ink=values.urgency_ink(urgency),
        line=promises.line(owed, now),
        others=_others(case, now),
        ticks=values.ticks(left, urgency=urgency, seconds_shown=shown),
    )


def _line(case: Case, now: int, *, evidence: bool) -> str:
    if evidence:
        return _("Evidence is due at {time}").format(time=phrases.when(case.evidence_due_at, now))
    deadline = case.deadline
    if deadline.paused:
        return _("The platform has stopped this clock")
    what = phrases.at_zero_sentence(deadline.at_zero, deadline.at_zero_confidence)
    if domain.past_zero(case, now):
        return _due_now(case)
    time = phrases.when(deadline.at, now)
    if deadline.at_zero is AtZero.UNKNOWN:
        return _("Until {time}; what happens then is not known").format(time=time)
    if deadline.at_zero in _REFUNDS:
        return _("At {time} it {what}: {amount}").format(
            time=time, what=what, amount=phrases.amount(case.claim_fen)
        )
    return _("At {time} it {what}").format(time=time, what=what)


def _due_now(case: Case) -> str:
    """The platform's own act is due (CLK-8); 可能 where it, or the time itself, is unconfirmed."""
    deadline = case.deadline
    sure = deadline.at_zero_confidence
    if deadline.source not in _GIVEN:
        sure = Confidence.UNCONFIRMED
    return phrases.past_zero_sentence(deadline.at_zero, sure)


def _others(case: Case, now: int) -> tuple[str, ...]:
    """The clocks that stand behind the large one (CLK-9)."""
    owed = promises.first(case)
    if owed is not None:
        found = [promises.price(owed.cost_fen)]
        if case.final:
            return tuple(filter(None, found))
        found.append(_line(case, now, evidence=evidence_first(case)))
    else:
        found = _behind(case, now)
    talks = case.open_negotiation
    if talks is not None and talks.reply_by is not None:
        found.append(
            _("The buyer may answer until {time}").format(time=phrases.when(talks.reply_by, now))
        )
    entered = case.deadline.entered_at
    if entered is not None and entered < now:
        found.append(_("In this stage for {time}").format(time=phrases.duration(now - entered)))
    return tuple(filter(None, found))


def _behind(case: Case, now: int) -> list[str]:
    """What stands behind a clock that is no promise: the other clock, and a promise."""
    found: list[str] = []
    if evidence_first(case):
        left = domain.remaining(case.deadline, now)
        if case.deadline.paused and left is not None:
            found.append(
                _("The case's own clock stands, {left} left").format(left=phrases.duration(left))
            )
        elif case.deadline.at is not None:
            found.append(_line(case, now, evidence=False))
    elif case.evidence_due_at is not None:
        found.append(_("Evidence is due at {time}").format(
            time=phrases.when(case.evidence_due_at, now)
        ))  # fmt: skip
    if case.owed is not None:
        found.append(promises.behind(case.owed, now))
    return found


def talks_note(policy: Policy | None) -> str:
    """Whether negotiating stops the clock (CLK-4)."""
    if policy is None:
        return ""
    if policy.negotiation.clock is NegotiationClock.BUYER:
        return _("while you negotiate it is the buyer's turn")
    return _("negotiating does not stop it")


# ---------------------------------------------------------------------- why it is first (CLK-10)


def stake(case: Case, now: int) -> str:
    """One sentence: what is at stake and until when ("¥128.00 leaves by itself in 41 min")."""
    return phrases.spaced(_stake(case, now))


def _stake(case: Case, now: int) -> str:
    owed = promises.first(case)
    if owed is not None:
        return phrases.sentences(
            promises.line(owed, now), promises.standing(owed, now), promises.price(owed.cost_fen)
        )
    if case.final:
        return _("Nothing more happens on the platform.")
    if case.evidence_due_at is not None and evidence_first(case):
        left = case.evidence_due_at - now
        if left <= 0:
            return _("Our evidence is late by {time}; it can still be sent.").format(
                time=phrases.duration(-left)
            )
        return _("Our evidence is due in {time}; without it the platform decides alone.").format(
            time=phrases.duration(left)
        )
    if case.deadline.paused:
        return _("The platform decides; the clock stands until then.")
    if domain.past_zero(case, now):
        return _past(case)
    if case.deadline.at is None:
        return _("No deadline is known here: look at the platform today.")
    left_words = phrases.duration(case.deadline.at - now)
    if case.turn is not Turn.MERCHANT:
        return _("It is the {turn}: {time} left, then it {what}.").format(
            turn=phrases.turn(case.turn), time=left_words,
            what=phrases.at_zero_sentence(
                case.deadline.at_zero, case.deadline.at_zero_confidence
            ),
        )  # fmt: skip
    return _ours(case, left_words)


def _past(case: Case) -> str:
    if case.deadline.source not in _GIVEN:
        after = _("The time was only computed: look before you decide.")
    elif domain.read_since_zero(case):
        after = _("It was read since then and is still open.")
    else:
        after = _("Acts are closed until the case is read again.")
    return phrases.sentences(_due_now(case), after)


def _ours(case: Case, left: str) -> str:
    deadline, amount = case.deadline, phrases.amount(case.claim_fen)
    unsure = deadline.at_zero_confidence == Confidence.UNCONFIRMED
    what = phrases.at_zero_sentence(deadline.at_zero, deadline.at_zero_confidence)
    if deadline.at_zero in _REFUNDS:
        words = (
            _("{amount} may leave by itself in {time}.") if unsure
            else _("{amount} leaves by itself in {time}.")
        )  # fmt: skip
        return words.format(amount=amount, time=left)
    if deadline.at_zero in (AtZero.CLOSE, AtZero.COMPLETE):
        return _("In {time} it {what}; nothing of ours is lost.").format(time=left, what=what)
    if deadline.at_zero in (AtZero.UNKNOWN, AtZero.MANUAL):
        return _("{time} left; what happens then is not known, {amount} is at stake.").format(
            time=left, amount=amount
        )
    return _("In {time} it {what}; {amount} is at stake.").format(
        time=left, what=what, amount=amount
    )


# ---------------------------------------------------------------------------- the clause (CLK-11)


def rule_of(case: Case, policy: Policy | None) -> StageRule | None:
    """The policy's line for the stage the case is in."""
    if policy is None or case.final:
        return None
    entry = case.deadline.entered_at
    return policy.stage_rule(case.type, case.stage, entry if entry is not None else case.as_of)


def clause_title(case: Case) -> str:
    """The words of the link that opens the clause."""
    deadline = case.deadline
    version = version_of(deadline.ruleset or case.ruleset)
    if deadline.hours is not None:
        words = _("Clause: {type} {hours} h, {version}").format(
            type=visible(phrases.case_type(case.type, case.type_raw), WORD_LIMIT),
            hours=_hours(deadline.hours), version=version,
        )  # fmt: skip
    elif deadline.source in _GIVEN:
        words = _("Clause: {source}").format(source=phrases.source(deadline.source))
    else:
        words = _("Clause: no hours known")
    unsure = Confidence.UNCONFIRMED in (deadline.confidence, deadline.at_zero_confidence)
    return _("{words} (possibly)").format(words=words) if unsure else words


def version_of(ruleset: str) -> str:
    """The dated part of a ruleset: ``tmall@2026-08-11+o7`` is ``2026-08-11+o7``."""
    return ruleset.partition("@")[2] or ruleset or "—"


def _hours(hours: float) -> str:
    return f"{hours:g}"


def clause(case: Case, policy: Policy | None, now: int) -> list[tuple[str, str]]:
    """Ruleset, version, source, how it was computed: label and words, line by line."""
    deadline = case.deadline
    rule = rule_of(case, policy)
    rows = [
        (_("Ends"), _ends(case, now)),
        (_("Comes from"), phrases.source(deadline.source)),
        (_("How"), how(case, now)),
        (
            _("Then"),
            _("it {what} ({confidence})").format(
                what=phrases.at_zero_sentence(deadline.at_zero, deadline.at_zero_confidence),
                confidence=phrases.confidence(deadline.at_zero_confidence),
            ),
        ),
        (_("Ruleset"), deadline.ruleset or case.ruleset or "—"),
        (_("Version"), version_of(deadline.ruleset or case.ruleset)),
    ]
    if rule is not None:
        rows.append((
            _("Source of the hours"),
            _sourced(rule.hours_source, phrases.confidence(rule.hours_confidence)),
        ))  # fmt: skip
        rows.append((
            _("Source of the act at zero"),
            _sourced(rule.at_zero_source, phrases.confidence(rule.at_zero_confidence)),
        ))  # fmt: skip
    return rows


def _sourced(source: str, sure: str) -> str:
    return f"{source or '—'} · {sure}"


def _ends(case: Case, now: int) -> str:
    deadline = case.deadline
    if deadline.paused:
        left = deadline.remaining_ms
        return (
            _("stopped by the platform")
            if left is None
            else _("stopped by the platform with {time} left").format(time=phrases.duration(left))
        )
    return phrases.stamp(deadline.at, now)


def how(case: Case, now: int) -> str:
    """How the deadline was computed, with its figures."""
    deadline = case.deadline
    hours = _hours(deadline.hours) if deadline.hours is not None else "?"
    entered = phrases.stamp(deadline.entered_at, now)
    match deadline.how:
        case "given":
            return _("the value given for this stage; nothing is computed")
        case "hours":
            return _("{entered} (stage entered) + {hours} h").format(entered=entered, hours=hours)
        case "event":
            return _("counted from an event that came earlier than {entered} + {hours} h").format(
                entered=entered, hours=hours
            )
        case "resumed":
            return _("went on with what was left when the platform stopped the clock")
        case "paused":
            return _("the platform has stopped the clock; what was left is kept")
        case "no_entry":
            return _("the source does not say when the stage began, so nothing can be computed")
        case "no_rule":
            return _("the ruleset has no hours for this stage")
        case _:
            return _("the case is finished") if case.final else "—"


STEPS_AT = {
    Stage.BUYER_AFTER_REFUSAL: "refused",
    Stage.INTERVENTION: "platform",
    Stage.INTERCEPTING: "stopping",
}
