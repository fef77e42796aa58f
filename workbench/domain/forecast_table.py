"""The rule table of the forecast as values (VER-1), and what can be wrong with one.

A rule says of a case "where this holds, the platform probably decides so": the condition is a few
words of a small vocabulary, never code, so that anybody can read the table and a shop can correct
it. Sentences stand in both languages because they are data, not the program's own words.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.base.texts import Text, text
from workbench.domain.kinds import Action, CaseType, GoodsStatus, Phase, Platform, ReasonClass
from workbench.domain.policy.decode import Fault, Place, decode
from workbench.domain.policy.schema import PackError, PackProblem, describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ACTS = (Action.REFUSE, Action.ESCALATE)


class Outcome(StrEnum):
    """How the platform probably decides; ``NO_EFFECT``: what one hopes for does not follow."""

    BUYER = "buyer"
    RETURN_REFUND = "return_refund"  # for the buyer, but the goods come back first
    REFUND_ONLY = "refund_only"  # for the buyer, who keeps the goods
    MERCHANT = "merchant"
    NO_EFFECT = "no_effect"


class Party(StrEnum):
    """Who is held responsible; only ``MERCHANT`` counts against the shop (DISP-4)."""

    BUYER = "buyer"
    MERCHANT = "merchant"
    CARRIER = "carrier"
    SHARED = "shared"
    NONE = "none"


class Certainty(StrEnum):
    """Where a rule comes from: a platform's text, practice, nobody knows, this very case."""

    OFFICIAL = "official"
    SEED = "seed"
    UNCONFIRMED = "unconfirmed"
    CASE_FACT = "case_fact"


class Trait(StrEnum):
    """What may hold of a case, as it stood when the platform stepped in (or stands now)."""

    NEGOTIATED = "negotiated"  # a proposal was sent
    REACHED = "reached"  # a contact in which the buyer was reached is recorded
    AGREED = "agreed"  # the shop had agreed to what is claimed
    ADMITTED = "admitted"  # a message of ours admits that the goods are counterfeit
    BUYER_PROOF = "buyer_proof"  # the buyer gave pictures or files
    PROOF = "proof"  # we have at least one file
    FULL_PROOF = "full_proof"  # ... and every proof that some reason of the list asks for
    SENT_UNSEEN = "sent_unseen"  # evidence was sent, but its files are not known here
    VOUCHERS = "vouchers"  # where the goods were bought, or the brand's licence
    OPENED_ON_FILM = "opened_on_film"  # the unpacking is filmed, or the carrier certifies
    SHIPPED = "shipped"
    DELIVERED = "delivered"  # the buyer signed for the goods
    RETURNING = "returning"  # the buyer sent the goods back: there is a waybill
    SIGNED_BACK = "signed_back"  # we signed for what came back
    REASON_CHANGED = "reason_changed"
    REFUSED_BEFORE = "refused_before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence in both languages."""

    zh: str
    en: str

    def words(self, language: str) -> str:
        """The sentence in ``language`` (``zh_CN`` or ``en``)."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a reason is about: it holds one of ``words`` and none of ``unless``."""

    id: str
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text that rules rest on; ``date`` as far as it is known."""

    id: str
    name: Said
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Everything that is named must hold; within a list any one will do, but ``has`` needs all
    and ``lacks`` allows none. An empty list asks for nothing."""

    acts: tuple[Action, ...] = ()
    platforms: tuple[Platform, ...] = ()
    types: tuple[CaseType, ...] = ()
    goods: tuple[GoodsStatus, ...] = ()
    phases: tuple[Phase, ...] = ()
    reason_classes: tuple[ReasonClass, ...] = ()
    topics: tuple[str, ...] = ()
    not_topics: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    has: tuple[Trait, ...] = ()
    lacks: tuple[Trait, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of the table. ``weight`` 1 to 100: how much it says, and its place in the list."""

    id: str
    weight: int
    when: When
    condition: Said
    consequence: Said
    outcome: Outcome
    responsible: Party
    would_change: Said
    source: str
    confidence: Certainty

    @property
    def side(self) -> str:
        """Whom it speaks for: "buyer", "merchant" or "" (nobody)."""
        if self.outcome is Outcome.NO_EFFECT:
            return ""
        return "merchant" if self.outcome is Outcome.MERCHANT else "buyer"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastTable:
    """All rules, what reasons are about, and the words that admit counterfeit goods.

    ``least`` verdicts must be recorded before anything is said about how often a rule was right
    (VER-2).
    """

    version: str
    least: int
    topics: tuple[Topic, ...]
    sources: tuple[Source, ...]
    rules: tuple[Rule, ...]
    admitting: tuple[str, ...] = ()

    def source(self, rule: Rule) -> Source:
        """The text a rule rests on (checked when the table is read)."""
        return next(one for one in self.sources if one.id == rule.source)

    def about(self, reason: str) -> frozenset[str]:
        """The topics of a reason's text."""
        return frozenset(
            topic.id
            for topic in self.topics
            if any(word in reason for word in topic.words)
            and not any(word in reason for word in topic.unless)
        )


def parse_table(data: Mapping[str, object], *, file: str) -> ForecastTable:
    """The table in ``data``, as ``tomllib`` reads it.

    Raises ``PackError`` with every problem found: file, entry, field, what was expected.
    """
    table, faults = decode(ForecastTable, dict(data))
    if table is not None:
        faults = tuple(_faults(table))
    if table is None or faults:
        raise PackError(tuple(_problem(fault, data, file) for fault in faults))
    return table


def _problem(fault: Fault, data: object, file: str) -> PackProblem:
    entry, field = describe(fault.place, data)
    return PackProblem(file=file, entry=entry, field=field, wrong=fault.wrong)


def _faults(table: ForecastTable) -> Iterator[Fault]:
    if table.least < 1:
        yield _fault(("table",), "least", _at_least(1, table.least))
    for name in ("topics", "sources", "rules"):
        yield from _once(name, (one.id for one in getattr(table, name)))
    for at, topic in enumerate(table.topics):
        if not topic.words:
            yield _fault(("topics", at), "words", text("expected at least one entry"))
    topics = {one.id for one in table.topics}
    sources = {one.id for one in table.sources}
    for at, rule in enumerate(table.rules):
        yield from _rule(rule, ("rules", at), topics, sources)


def _rule(rule: Rule, here: Place, topics: set[str], sources: set[str]) -> Iterator[Fault]:
    when: Place = (*here, "when")
    if not 1 <= rule.weight <= 100:
        yield _fault(here, "weight", text("expected 1 to 100, found {found}",
                                          found=str(rule.weight)))  # fmt: skip
    if rule.source not in sources:
        yield _unknown(here, "source", rule.source, sources)
    for field in ("topics", "not_topics"):
        for name in getattr(rule.when, field):
            if name not in topics:
                yield _unknown(when, field, name, topics)
    for act in rule.when.acts:
        if act not in ACTS:
            yield _unknown(when, "acts", str(act), (str(one) for one in ACTS))
    for trait in set(rule.when.has) & set(rule.when.lacks):
        wrong = text("{value} stands in “has” and in “lacks”: it never holds", value=str(trait))
        yield _fault(when, "has", wrong)
    if not any(getattr(rule.when, one.name) for one in fields(When) if one.name != "acts"):
        yield _fault(here, "when", text("expected at least one condition"))
    for field in ("condition", "consequence", "would_change"):
        said: Said = getattr(rule, field)
        for language in ("zh", "en"):
            if not getattr(said, language).strip():
                yield _fault((*here, field), language, text("expected a text that is not empty"))
    if rule.outcome is Outcome.MERCHANT and rule.responsible is Party.MERCHANT:
        wrong = text("a verdict for the merchant does not hold the merchant responsible")
        yield _fault(here, "responsible", wrong)


def _fault(place: Place, field: str, wrong: Text) -> Fault:
    return Fault((*place, field), wrong)


def _at_least(least: int, found: int) -> Text:
    return text("expected {least} or more, found {found}", least=least, found=found)


def _unknown(place: Place, field: str, value: str, known: Iterable[str]) -> Fault:
    said = ", ".join(sorted(known))
    wrong = text("expected one of: {words}, found {found}", words=said, found=value)
    return _fault(place, field, wrong)


def _once(name: str, ids: Iterable[str]) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for at, value in enumerate(ids):
        seen[value] += 1
        if seen[value] > 1:
            wrong = text("{value} stands here twice, expected once", value=value)
            yield Fault((name, at, "id"), wrong)
