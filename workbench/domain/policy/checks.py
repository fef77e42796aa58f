"""What types cannot say of a pack: ranges, names that must exist, things that stand once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING

from workbench.base.texts import Text, text
from workbench.domain.case import StageTimes
from workbench.domain.kinds import (
    FINAL_STAGES,
    Action,
    AtZero,
    CaseType,
    Confidence,
    NegotiationKind,
    Stage,
)
from workbench.domain.policy import offer_checks
from workbench.domain.policy import words as vocabulary
from workbench.domain.policy.columns import IMPORT_FIELDS, NEEDED_FIELDS, known_field
from workbench.domain.policy.decode import Fault, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.domain.policy.model import (
        ColumnMap,
        Holiday,
        NegotiationPolicy,
        Policy,
        RefusalReason,
        Scene,
        StageRule,
    )

EVENTS = tuple(one.name for one in fields(StageTimes))
SCENES = ("review", "receipt")
FREIGHTS = ("buyer", "merchant", "by_fault", "by_agreement", "none")
BUYER_EVIDENCE = ("yes", "no", "maybe")
WAYS = ("platform", "handoff", "absent")
COUNTS = ("wall", "business", "night_from_8")
PROMISES = ("payout", "coupon", "refund", "reship", "exchange_ship", "repair_answer")
PERIODS = ("day", "week")
PLACES = ("amount", "item", "buyer")
PAGE_PLACES = ("case_id", "order_id")
AGREES = {
    AtZero.AGREE_RETURN: CaseType.RETURN_REFUND,
    AtZero.AGREE_EXCHANGE: CaseType.EXCHANGE,
    AtZero.AGREE_RESHIP: CaseType.RESHIP,
    AtZero.AGREE_REPAIR: CaseType.REPAIR,
}
_HOST = re.compile(r"https://([^/]+)/")
_PLACE = re.compile(r"\{([^{}]*)\}")


def faults(policy: Policy) -> Iterator[Fault]:
    """Every problem of a pack whose shape is right."""
    yield from _head(policy)
    yield from _stages(policy.stages, ("stages",))
    for at, holiday in enumerate(policy.holidays):
        yield from _holiday(holiday, policy.holidays[:at], ("holidays", at))
    yield from _clocks(policy)
    yield from _reasons(policy)
    yield from _scenes(policy.refuse_blocked, "refuse_blocked")
    yield from _scenes(policy.cannot_refuse, "cannot_refuse")
    yield from _negotiation(policy.negotiation)
    yield from _limits(policy)
    yield from _costs(policy)
    for number, columns in enumerate(policy.column_maps):
        yield from _columns(columns, ("column_maps", number))
    yield from _words(policy)


def _fault(place: Place, field: str | int, wrong: Text) -> Fault:
    return Fault((*place, field), wrong)


def _one_of(place: Place, field: str | int, value: str, known: Iterable[str]) -> Iterator[Fault]:
    if value not in known:
        said = ", ".join(known)
        wrong = text("expected one of: {words}, found {found}", words=said, found=value)
        yield _fault(place, field, wrong)


def _positive(place: Place, field: str, value: float | None) -> Iterator[Fault]:
    if value is not None and value <= 0:
        yield _fault(place, field, text("expected more than 0, found {found}", found=str(value)))


def _no_debt(place: Place, field: str, value: int) -> Iterator[Fault]:
    if value < 0:
        yield _fault(place, field, text("expected 0 or more, found {found}", found=str(value)))


def _filled(place: Place, field: str, value: str) -> Iterator[Fault]:
    if not value.strip():
        yield _fault(place, field, text("expected a text that is not empty"))


def _once(place: Place, field: str | None, values: Iterable[object]) -> Iterator[Fault]:
    """Every entry of a list that stands there a second time."""
    seen: Counter[object] = Counter()
    for at, value in enumerate(values):
        seen[value] += 1
        if seen[value] > 1:
            where = (*place, at) if field is None else (*place, at, field)
            wrong = text("{value} stands here twice, expected once", value=_said(value))
            yield Fault(where, wrong)


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(str(one) for one in value if one is not None)
    return str(value)


def _head(policy: Policy) -> Iterator[Fault]:
    wanted = f"{policy.platform}@{policy.valid_from.isoformat()}"
    if policy.ruleset != wanted:
        yield _fault((), "ruleset", text("expected {wanted}", wanted=wanted))
    for field, url in (("page_url", policy.page_url), ("order_url", policy.order_url)):
        if not url:
            continue
        host = _HOST.match(url)
        if host is None or host[1] not in policy.hosts:
            hosts = ", ".join(policy.hosts)
            wrong = text("expected an https address on one of: {hosts}", hosts=hosts)
            yield _fault((), field, wrong)
        for name in _PLACE.findall(url):
            yield from _one_of((), field, name, PAGE_PLACES)
    yield from _positive((), "max_applications", policy.max_applications)


def _sure(place: Place, field: str, confidence: Confidence, source: str) -> Iterator[Fault]:
    """What is official or from a seed names where it is from (POL-1)."""
    if confidence is not Confidence.UNCONFIRMED and not source.strip():
        wrong = text("expected a source, because the confidence is {word}", word=confidence.value)
        yield _fault(place, field, wrong)


def _stages(rules: tuple[StageRule, ...], place: Place) -> Iterator[Fault]:
    for at, rule in enumerate(rules):
        here = (*place, at)
        yield from _positive(here, "hours", rule.hours)
        yield from _positive(here, "alt_hours", rule.alt_hours)
        if (rule.alt_event is None) != (rule.alt_hours is None):
            field = "alt_event" if rule.alt_event is None else "alt_hours"
            yield _fault(here, field, text("expected both alt_event and alt_hours, or neither"))
        if rule.alt_event is not None:
            yield from _one_of(here, "alt_event", rule.alt_event, EVENTS)
        if rule.stage in FINAL_STAGES or rule.stage is Stage.UNKNOWN:
            wrong = text("expected a stage that can end, found {found}", found=rule.stage.value)
            yield _fault(here, "stage", wrong)
        agreed = AGREES.get(rule.at_zero)
        if agreed is not None and rule.type not in (None, agreed):
            wrong = text("expected an act that fits the type, found {found}", found=rule.at_zero)
            yield _fault(here, "at_zero", wrong)
        yield from _sure(here, "hours_source", rule.hours_confidence, rule.hours_source)
        yield from _sure(here, "at_zero_source", rule.at_zero_confidence, rule.at_zero_source)
    yield from _once(place, "stage", ((rule.type, rule.stage) for rule in rules))


def _holiday(holiday: Holiday, before: tuple[Holiday, ...], place: Place) -> Iterator[Fault]:
    yield from _filled(place, "name", holiday.name)
    if holiday.end <= holiday.first:
        wrong = text("expected a day after {first}", first=holiday.first.isoformat())
        yield _fault(place, "end", wrong)
    for other in before:
        if holiday.first < other.end and other.first < holiday.end:
            wrong = text("expected days that do not overlap with {name}", name=other.name)
            yield _fault(place, "first", wrong)
    yield from _positive(place, "evidence_hours", holiday.evidence_hours)
    yield from _stages(holiday.stages, (*place, "stages"))


def _clocks(policy: Policy) -> Iterator[Fault]:
    for at, clock in enumerate(policy.label_clocks):
        here = ("label_clocks", at)
        yield from _filled(here, "label", clock.label)
        yield from _positive(here, "hours", clock.hours)
        yield from _one_of(here, "counts", clock.counts, COUNTS)
        yield from _sure(here, "hours_source", clock.hours_confidence, clock.hours_source)
        yield from _sure(here, "at_zero_source", clock.at_zero_confidence, clock.at_zero_source)


def _reasons(policy: Policy) -> Iterator[Fault]:
    for at, reason in enumerate(policy.reasons):
        here: Place = ("reasons", at)
        yield from _filled(here, "text", reason.text)
        if reason.freight:
            yield from _one_of(here, "freight", reason.freight, FREIGHTS)
        if reason.buyer_evidence:
            yield from _one_of(here, "buyer_evidence", reason.buyer_evidence, BUYER_EVIDENCE)
        yield from _sure(here, "source", reason.confidence, reason.source)
    yield from _once(("reasons",), "text", ((one.code, one.text) for one in policy.reasons))
    proofs = [kind for kind, _name in policy.evidence.kinds]
    for at, refusal in enumerate(policy.refusal_reasons):
        yield from _refusal(refusal, proofs, ("refusal_reasons", at))
    yield from _once(("refusal_reasons",), "id", (one.id for one in policy.refusal_reasons))


def _refusal(reason: RefusalReason, proofs: list[str], place: Place) -> Iterator[Fault]:
    yield from _filled(place, "id", reason.id)
    yield from _filled(place, "text", reason.text)
    yield from _one_of(place, "scene", reason.scene, SCENES)
    for field, kinds in (("proofs", reason.proofs), ("instead", reason.instead)):
        for at, kind in enumerate(kinds):
            yield from _one_of((*place, field), at, kind, proofs)
    if reason.forbidden:
        yield from _filled(place, "risk", reason.risk)
        if reason.default_text:
            wrong = text("expected no text to send, because this reason is forbidden (REF-4)")
            yield _fault(place, "default_text", wrong)
    yield from _sure(place, "source", reason.confidence, reason.source)


def _scenes(scenes: tuple[Scene, ...], name: str) -> Iterator[Fault]:
    for at, scene in enumerate(scenes):
        here = (name, at)
        yield from _filled(here, "why", scene.why)
        yield from _one_of(here, "way_out", scene.way_out, [str(one) for one in Action])
        yield from _sure(here, "source", scene.confidence, scene.source)


def _negotiation(talks: NegotiationPolicy) -> Iterator[Fault]:
    place: Place = ("negotiation",)
    for field, value in (
        ("window_hours", talks.window_hours),
        ("rounds", talks.rounds),
        ("max_plans", talks.max_plans),
        ("picture_bytes", talks.picture_bytes),
        ("message_bytes", talks.message_bytes),
    ):
        yield from _positive(place, field, value)
    for field in ("lead_minutes", "max_pictures"):
        yield from _no_debt(place, field, getattr(talks, field))
    if bool(talks.plans) != (NegotiationKind.OFFER in talks.kinds):
        wrong = text("expected plans where the kind offer is there, and none where it is not")
        yield _fault(place, "plans", wrong)
    yield from _once((*place, "kinds"), None, talks.kinds)
    yield from _once((*place, "plans"), None, talks.plans)
    kinds = [str(kind) for kind in talks.kinds]
    for at, scene in enumerate(talks.scenes):
        yield from _sure((*place, "scenes", at), "source", scene.confidence, scene.source)
    for at, rule in enumerate(talks.executors):
        yield from _one_of((*place, "executors", at), "kind", rule.kind, kinds)
    every: Place = (*place, "explanations")
    for at, one in enumerate(talks.explanations):
        here = (*every, at)
        yield from _filled(here, "id", one.id)
        yield from _filled(here, "title", one.title)
        yield from _filled(here, "text", one.text)
        yield from _one_of(here, "kind", one.kind, kinds)
        size = len(one.text.encode())
        if size > talks.message_bytes:
            most = talks.message_bytes
            wrong = text("expected at most {most} bytes, found {size}", most=most, size=size)
            yield _fault(here, "text", wrong)
        for name in _PLACE.findall(one.text):
            yield from _one_of(here, "text", name, PLACES)
        if one.picture and not talks.max_pictures:
            yield _fault(here, "picture", text("expected false: no picture can be sent here"))
        yield from _sure(here, "source", one.confidence, one.source)
    yield from _once(every, "id", (one.id for one in talks.explanations))
    yield from offer_checks.faults(talks)


def _limits(policy: Policy) -> Iterator[Fault]:
    entry, evidence = policy.entry, policy.evidence
    yield from _one_of(("entry",), "way", entry.way, WAYS)
    if entry.way == "absent":
        yield from _filled(("entry",), "instead", entry.instead)
    for field in ("valid_days", "after_sale_days", "long_days", "history_months"):
        yield from _positive(("entry",), field, getattr(entry, field))
    yield from _sure(("entry",), "source", entry.way_confidence, entry.source)
    for field in ("window_hours", "max_files", "max_bytes", "after_buyer_hours"):
        yield from _positive(("evidence",), field, getattr(evidence, field))
    yield from _sure(("evidence",), "source", evidence.window_confidence, evidence.source)
    yield from _once(("evidence", "kinds"), None, (kind for kind, _name in evidence.kinds))
    days = policy.escalate.not_received_wait_days
    yield from _no_debt(("escalate",), "not_received_wait_days", days)
    yield from _positive(("batch",), "max_cases", policy.batch.max_cases)
    yield from _positive(("batch",), "max_fen", policy.batch.max_fen)
    yield from _once(("flags",), "number", (one.number for one in policy.flags))
    if policy.lightning:
        for field in ("max_paid_fen", "days_after_signed"):
            yield from _positive(("lightning",), field, getattr(policy.lightning, field))
    if policy.instant:
        yield from _positive(("instant",), "max_paid_fen", policy.instant.max_paid_fen)


def _costs(policy: Policy) -> Iterator[Fault]:
    for at, (_act, weight) in enumerate(policy.loss_weights):
        if not 0 <= weight <= 100:
            wrong = text("expected 0 to 100, found {found}", found=str(weight))
            yield Fault(("loss_weights", at, 1), wrong)
    yield from _once(("loss_weights",), None, (act for act, _weight in policy.loss_weights))
    for at, penalty in enumerate(policy.penalties):
        here: Place = ("penalties", at)
        if not 0 <= penalty.percent <= 100:
            wrong = text("expected 0 to 100, found {found}", found=str(penalty.percent))
            yield _fault(here, "percent", wrong)
        if not 0 <= penalty.least_fen <= penalty.most_fen:
            yield _fault(here, "most_fen", text("expected no less than least_fen, and no debts"))
        yield from _sure(here, "source", penalty.confidence, penalty.source)
    yield from _once(("penalties",), "id", (one.id for one in policy.penalties))
    ids = [one.id for one in policy.penalties]
    for at, term in enumerate(policy.promises):
        here = ("promises", at)
        yield from _one_of(here, "what", term.what, PROMISES)
        yield from _positive(here, "hours", term.hours)
        if term.penalty:
            yield from _one_of(here, "penalty", term.penalty, ids)
        yield from _sure(here, "source", term.confidence, term.source)
    yield from _once(("promises",), "what", (one.what for one in policy.promises))
    for at, budget in enumerate(policy.budgets):
        here = ("budgets", at)
        yield from _one_of(here, "per", budget.per, PERIODS)
        yield from _positive(here, "limit", budget.limit)
        yield from _sure(here, "source", budget.confidence, budget.source)
    yield from _once(("budgets",), "id", (one.id for one in policy.budgets))


def _columns(columns: ColumnMap, place: Place) -> Iterator[Fault]:
    yield from _filled(place, "id", columns.id)
    headers = [header for header, _field in columns.columns]
    named = [field for _header, field in columns.columns]
    for at, (header, field) in enumerate(columns.columns):
        here = (*place, "columns", at)
        yield from _plain(here, 0, header)
        if not known_field(field):
            wrong = text("expected an importer's field or ignore:name, found {name}", name=field)
            yield _fault(here, 1, wrong)
    yield from _once((*place, "columns"), None, headers)
    yield from _once((*place, "columns"), None, [one for one in named if one in IMPORT_FIELDS])
    for needed in NEEDED_FIELDS:
        if needed not in named:
            yield _fault(place, "columns", text("expected a column for {field}", field=needed))
    for at, header in enumerate(columns.required):
        if header not in headers:
            wrong = text("expected a header of the columns, found {found}", found=header)
            yield _fault((*place, "required"), at, wrong)
    for at, (spelling, header) in enumerate(columns.aliases):
        here = (*place, "aliases", at)
        yield from _plain(here, 0, spelling)
        if spelling in headers or header not in headers:
            wrong = text("expected another spelling and a header, found {found}", found=header)
            yield _fault(here, 1, wrong)


def _plain(place: Place, field: str | int, word: str) -> Iterator[Fault]:
    wanted = vocabulary.plain(word)
    if word != wanted or not word:
        wrong = text("expected {wanted} (NFKC, no blanks around)", wanted=wanted)
        yield _fault(place, field, wrong)


def _words(policy: Policy) -> Iterator[Fault]:
    words = policy.words
    for one in fields(words):
        place: Place = ("words", one.name)
        known = [pair if isinstance(pair, str) else pair[0] for pair in getattr(words, one.name)]
        for at, word in enumerate(known):
            yield from _plain(place, at, word)
        yield from _once(place, None, known)
    for field, meanings in (
        ("responsible", vocabulary.PARTIES),
        ("scopes", vocabulary.SCOPES),
        ("parcels", vocabulary.PARCEL_STATES),
    ):
        for at, (_word, meaning) in enumerate(getattr(words, field)):
            yield from _one_of(("words", field, at), 1, meaning, meanings)
    for left, right in (
        ("success", [word for word, _stage in words.stages]),
        ("refund_only", [word for word, _type in words.types]),
        ("unshipped", words.shipped),
        ("yes", words.no),
        ("intervening", words.not_intervening),
        ("evidence_owed", words.not_intervening),
    ):
        for at, word in enumerate(getattr(words, left)):
            if word in right:
                wrong = text("{value} means two things, expected one", value=word)
                yield _fault(("words", left), at, wrong)
