"""IMP-4: which of two tellings of one case is the newer one, from what they say themselves."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from workbench.domain.kinds import FINAL_STAGES, DeadlineSource

if TYPE_CHECKING:
    from workbench.domain.case import Case, Parcel, StageTimes
    from workbench.domain.reading import Reading

_SHARED = attrgetter(
    "line_id", "type_raw", "stage_raw", "item_title", "sku", "seller_sku", "quantity", "buyer_nick",
    "buyer_note", "reason", "reason_code", "reason_label", "paid_fen", "refunded_fen",
    "evidence_due_at",
)  # fmt: skip
_TIMES = attrgetter(
    "modified_at", "refused_at", "agreed_at", "returned_at", "signed_at", "received_at",
    "shipped_at", "intervened_at", "final_at",
)  # fmt: skip
_PARCEL = attrgetter("company", "waybill", "state")
_NOTHING = (None, "")


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides: is it over, the latest of its own times (deadlines too), filled cells."""

    final: bool
    at: int
    filled: int

    def beats(self, other: Standing) -> bool:
        """Final beats open; else the later of the own times; equal: more filled cells."""
        if self.final != other.final:
            return self.final
        if self.at != other.at:
            return self.at > other.at
        return self.filled > other.filled


def standing_of_reading(reading: Reading) -> Standing:
    """Of a row that was read just now."""
    return _standing(
        reading,
        final=reading.stage in FINAL_STAGES,
        due=reading.given_due,
        remark=reading.remark,
    )


def standing_of_case(case: Case) -> Standing:
    """Of what is known; a deadline that we computed is no time that anybody told us."""
    deadline = case.deadline
    told = deadline.source in (DeadlineSource.FILE, DeadlineSource.PLATFORM)
    return _standing(
        case,
        final=case.final,
        due=deadline.at if told else None,
        remark=case.local.remark,
    )


def _standing(
    told: Reading | Case, *, final: bool, due: int | None, remark: str | None
) -> Standing:
    times: StageTimes = told.times
    moments = [at for at in _TIMES(times) if at is not None]
    filled = len(moments) + sum(value not in _NOTHING for value in _SHARED(told))
    filled += (due is not None) + bool(remark) + _told_of(told.outbound) + _told_of(told.back)
    moments.append(told.applied_at)
    if due is not None:
        moments.append(due)
    if told.evidence_due_at is not None:
        moments.append(told.evidence_due_at)
    return Standing(final, max(moments), filled)


def _told_of(parcel: Parcel | None) -> int:
    return 0 if parcel is None else sum(map(bool, _PARCEL(parcel)))


def same_facts(case: Case, reading: Reading) -> bool:
    """Whether a decision would rest on the same: then it does not matter which one is newer."""
    return (
        case.stage is reading.stage
        and case.type is reading.type
        and case.claim_fen == reading.claim_fen
        and case.evidence_due_at == reading.evidence_due_at
        and (reading.given_due is None or reading.given_due == case.deadline.at)
    )


def happened_at(reading: Reading) -> int:
    """The last thing that had happened when the row was written (deadlines lie ahead)."""
    return max(reading.applied_at, *(at or 0 for at in _TIMES(reading.times)))
