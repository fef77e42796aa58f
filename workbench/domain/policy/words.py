"""The platform's words as data: what it calls a stage, a type, a state of goods (CASE-2)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from workbench.domain.kinds import CaseType, GoodsStatus, Phase, Stage

PARTIES = ("buyer", "merchant", "carrier", "shared", "none")
SCOPES = ("full", "partial")
PARCEL_STATES = (
    "none",
    "picked_up",
    "in_transit",
    "out_for_delivery",
    "signed",
    "refused",
    "returning",
    "returned",
)
SUCCESS_OF: dict[CaseType, Stage] = {
    CaseType.REFUND_ONLY_UNSHIPPED: Stage.REFUNDED,
    CaseType.REFUND_ONLY_SHIPPED: Stage.REFUNDED,
    CaseType.RETURN_REFUND: Stage.REFUNDED,
    CaseType.PRICE_PROTECT: Stage.REFUNDED,
    CaseType.EXCHANGE: Stage.EXCHANGED,
    CaseType.RESHIP: Stage.RESHIPPED,
    CaseType.REPAIR: Stage.REPAIRED,
}


def plain(text: str) -> str:
    """A word or header as it is compared: NFKC, without blanks around it."""
    return unicodedata.normalize("NFKC", text).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueWords:
    """Word for word what is known; every other word stays unknown, never guessed (CASE-2).

    ``refund_only`` are type words that leave open whether the goods were shipped, ``unshipped``
    and ``shipped`` the words that tell. ``success`` are state words whose final stage depends on
    the type. Words are kept and compared as ``plain`` makes them.
    """

    stages: tuple[tuple[str, Stage], ...] = ()
    success: tuple[str, ...] = ()
    negotiating: tuple[str, ...] = ()  # an offer waits for the buyer; the stage stays (CLK-4)
    types: tuple[tuple[str, CaseType], ...] = ()
    refund_only: tuple[str, ...] = ()
    unshipped: tuple[str, ...] = ()
    shipped: tuple[str, ...] = ()
    goods: tuple[tuple[str, GoodsStatus], ...] = ()
    phases: tuple[tuple[str, Phase], ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    intervening: tuple[str, ...] = ()  # the platform is deciding now
    not_intervening: tuple[str, ...] = ()  # it never was asked, or it is done
    evidence_owed: tuple[str, ...] = ()  # it waits for our evidence
    responsible: tuple[tuple[str, str], ...] = ()  # a word of PARTIES
    scopes: tuple[tuple[str, str], ...] = ()  # a word of SCOPES
    parcels: tuple[tuple[str, str], ...] = ()  # a word of PARCEL_STATES

    def stage(self, text: str, type: CaseType = CaseType.UNKNOWN) -> Stage:  # noqa: A002
        """The stage of a state word; UNKNOWN where nobody said what it means."""
        word = plain(text)
        if word in self.success:
            return SUCCESS_OF.get(type, Stage.UNKNOWN)
        return next((stage for known, stage in self.stages if known == word), Stage.UNKNOWN)

    def waits_for_reply(self, text: str) -> bool:
        """Whether a state word says that an offer of ours waits for the buyer."""
        return plain(text) in self.negotiating

    def type(self, text: str, *, shipped: bool | None = None) -> CaseType:
        """The type of a type word; ``shipped`` decides where the word leaves it open."""
        word = plain(text)
        if word in self.refund_only and shipped is not None:
            open_type = CaseType.REFUND_ONLY_SHIPPED
            return open_type if shipped else CaseType.REFUND_ONLY_UNSHIPPED
        return next((found for known, found in self.types if known == word), CaseType.UNKNOWN)

    def goods_status(self, text: str) -> GoodsStatus:
        """Where the goods are; UNKNOWN for words nobody explained."""
        word = plain(text)
        return next((goods for known, goods in self.goods if known == word), GoodsStatus.UNKNOWN)

    def phase(self, text: str) -> Phase | None:
        """During or after the sale; None where it is not said."""
        word = plain(text)
        return next((phase for known, phase in self.phases if known == word), None)

    def was_shipped(self, text: str) -> bool | None:
        """Whether a word says that the goods left; None where it does not say."""
        return _either(plain(text), self.shipped, self.unshipped)

    def truth(self, text: str) -> bool | None:
        """Yes or no; None for anything else."""
        return _either(plain(text), self.yes, self.no)

    def intervention(self, text: str) -> bool | None:
        """Whether the platform is deciding now; an empty word says no, a strange one None."""
        word = plain(text)
        return _either(word, (*self.intervening, *self.evidence_owed), ("", *self.not_intervening))

    def owes_evidence(self, text: str) -> bool:
        """Whether the platform waits for our evidence (CLK-7)."""
        return plain(text) in self.evidence_owed

    def responsible_party(self, text: str) -> str:
        """A word of ``PARTIES``; "" where it is not said."""
        return _found(self.responsible, text)

    def scope(self, text: str) -> str:
        """A word of ``SCOPES``; "" where it is not said."""
        return _found(self.scopes, text)

    def parcel(self, text: str) -> str:
        """A word of ``PARCEL_STATES``; "" for words nobody explained."""
        return _found(self.parcels, text)


def _either(word: str, true: tuple[str, ...], false: tuple[str, ...]) -> bool | None:
    if word in true:
        return True
    return False if word in false else None


def _found(pairs: tuple[tuple[str, str], ...], text: str) -> str:
    word = plain(text)
    return next((meaning for known, meaning in pairs if known == word), "")
