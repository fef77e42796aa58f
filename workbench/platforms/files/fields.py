"""The fields of a row that take more than one column: money, times, parcels (IMP-1, IMP-2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Generic, TypeVar

from workbench.base.texts import N_
from workbench.domain.case import Parcel, StageTimes
from workbench.domain.kinds import Fen, Millis
from workbench.platforms.files import cells
from workbench.platforms.files.cells import BadCell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.platforms.files.recognise import Recognised

V = TypeVar("V")

MISSING = N_("It is missing: without it nobody can tell which case this is.")
NO_CLAIM = N_("It is missing: without it nobody can tell what the buyer asks for.")
NEGATIVE = N_("A refund is never negative: this is probably a booking line, leave it out.")
LESS_THAN_DISCOUNT = N_("It is less than the discount: look at this order on the platform.")

MEMO = 4_096  # distinct words kept per column; free text would fill it otherwise
_MOVING = frozenset({"picked_up", "in_transit", "out_for_delivery", "signed", "refused",
                     "returning", "returned"})  # fmt: skip
_WAYBILL = re.compile(r"[A-Za-z]{0,4}\d{9,24}", re.ASCII)
_BETWEEN = " :：,，;；/|"


class Memo(dict[str, V], Generic[V]):
    """Answers a question about a word once."""

    def __init__(self, ask: Callable[[str], V]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, word: str) -> V:
        if len(self) >= MEMO:
            self.clear()
        answer = self[word] = self._ask(word)
        return answer


def getter(places: tuple[int, ...]) -> Callable[[Sequence[str]], str]:
    """Reads the first filled of some columns, without blanks around it; "" where there is none."""
    if not places:
        return lambda row: ""  # noqa: ARG005 - same shape as the others
    if len(places) == 1:
        place = places[0]
        return lambda row: row[place].strip()
    return lambda row: next((cell for at in places if (cell := row[at].strip())), "")


class Columns:
    """Where each field of the importer stands in this file."""

    def __init__(self, recognised: Recognised) -> None:
        self._headers = recognised.headers
        self._places: dict[str, list[int]] = {}
        for place, field in enumerate(recognised.fields):
            if field and not field.startswith("ignore:"):
                self._places.setdefault(field, []).append(place)

    def get(self, field: str) -> Callable[[Sequence[str]], str]:
        """A reader of the field."""
        return getter(tuple(self._places.get(field, ())))

    def has(self, field: str) -> bool:
        """Whether the file has the field at all."""
        return field in self._places

    def title(self, field: str) -> str:
        """The header of the field's first column; "" where the file has none."""
        places = self._places.get(field)
        return self._headers[places[0]] if places else ""


class Problem(Exception):
    """A field of a row cannot be used."""

    def __init__(self, field: str, value: str, bad: BadCell) -> None:
        super().__init__(field)
        self.field = field
        self.value = value
        self.bad = bad


class Amounts:
    """Claim and payment of a row (CASE-3, IMP-1)."""

    def __init__(self, columns: Columns) -> None:
        self._read = {
            field: columns.get(field)
            for field in ("claim", "claim_goods", "claim_freight", "claim_tax", "claim_discount",
                          "paid", "payable", "discount")
        }  # fmt: skip
        self._whole = columns.has("claim")
        self._simple_paid = columns.has("paid")

    def read(self, row: Sequence[str]) -> tuple[Fen, Fen | None]:
        """(claim, paid), in fen; paid is None where the file does not say."""
        return self._claim(row), self._paid(row)

    def _claim(self, row: Sequence[str]) -> Fen:
        if self._whole:
            field, claim = "claim", self._one("claim", row)
        else:
            field, goods = "claim_goods", self._one("claim_goods", row)
            rest = self._or_0("claim_freight", row) + self._or_0("claim_tax", row)
            less = abs(self._or_0("claim_discount", row))
            claim = None if goods is None else Fen(goods + rest - less)
        if claim is None:
            raise Problem(field, self._read[field](row), BadCell(NO_CLAIM))
        if claim < 0:
            raise Problem(field, self._read[field](row), BadCell(NEGATIVE))
        return claim

    def _paid(self, row: Sequence[str]) -> Fen | None:
        if self._simple_paid:
            field, paid = "paid", self._one("paid", row)
        else:
            field, payable = "payable", self._one("payable", row)
            paid = None if payable is None else Fen(payable - abs(self._or_0("discount", row)))
        if paid is not None and paid < 0:
            raise Problem(field, self._read[field](row), BadCell(LESS_THAN_DISCOUNT))
        return paid

    def _one(self, field: str, row: Sequence[str]) -> Fen | None:
        cell = self._read[field](row)
        try:
            return cells.amount(cell)
        except BadCell as bad:
            raise Problem(field, cell, bad) from bad

    def _or_0(self, field: str, row: Sequence[str]) -> int:
        return self._one(field, row) or 0


class RowTimes:
    """The times of one row."""

    __slots__ = ("agreed", "applied", "due", "ended", "evidence_due", "returned")

    def __init__(self, told: dict[str, Millis | None], applied: Millis) -> None:
        self.applied = applied
        self.agreed = told["agreed_at"]
        self.returned = told["returned_at"]
        self.ended = told["final_at"] or told["refunded_at"] or told["closed_at"]
        self.due = told["deadline_at"]
        self.evidence_due = told["evidence_deadline_at"]

    @property
    def latest(self) -> Millis:
        """The last thing that had happened when the row was written."""
        return max(self.applied, self.agreed or self.applied, self.returned or self.applied,
                   self.ended or self.applied)  # fmt: skip

    def of_stage(self, *, final: bool) -> StageTimes:
        """As far as the case keeps them; an end counts only where the stage is final."""
        return StageTimes(
            agreed_at=self.agreed,
            returned_at=self.returned,
            final_at=self.ended if final else None,
        )


class Times:
    """All time columns of a file."""

    def __init__(self, columns: Columns) -> None:
        fields = ("agreed_at", "returned_at", "final_at", "refunded_at", "closed_at",
                  "deadline_at", "evidence_deadline_at")  # fmt: skip
        self._applied = columns.get("applied_at")
        self._fields = tuple((field, columns.get(field)) for field in fields if columns.has(field))
        self._nothing: dict[str, Millis | None] = dict.fromkeys(fields)

    def read(self, row: Sequence[str]) -> RowTimes:
        """The times of a row; the application's must be there."""
        told = self._nothing.copy()
        field, cell = "applied_at", self._applied(row)
        try:
            applied = cells.moment(cell)
            if applied is None:
                raise BadCell(MISSING)
            for field, get in self._fields:
                cell = get(row)
                if cell:
                    told[field] = cells.moment(cell)
        except BadCell as bad:
            raise Problem(field, cell, bad) from bad
        return RowTimes(told, applied)


class Logistics:
    """One parcel of a row: outbound, or on its way back."""

    def __init__(self, columns: Columns, way: str, state_of: Callable[[str], str]) -> None:
        self._waybill = columns.get(f"{way}_waybill")
        self._company = columns.get(f"{way}_company")
        self._state = columns.get(f"{way}_state")
        self._info = columns.get(f"{way}_logistics")
        self._known = Memo(state_of)

    def read(self, row: Sequence[str]) -> Parcel | None:
        """The parcel; None where nothing is said of one (a state "not picked up" is nothing)."""
        waybill, company = self._waybill(row), self._company(row)
        state, info = self._state(row), self._info(row)
        if not (waybill or company or state or info):
            return None
        waybill = _waybill(waybill)
        company = cells.words(company, 200)
        state = cells.words(state, 500)
        info = cells.words(info, 500)
        if info:
            waybill, company, state = self._split(info, waybill, company, state)
        known = self._known[state] if state else ""
        if not waybill and not info and known not in _MOVING:
            return None
        return Parcel(company=company, waybill=waybill, state=known or state)

    def _split(self, info: str, waybill: str, company: str, state: str) -> tuple[str, str, str]:
        """Waybill, company and state out of one text like "中通快递 73100000000001 已签收"."""
        found = _WAYBILL.search(info)
        if found is None:
            return waybill, company, state or info
        before, after = info[: found.start()].strip(_BETWEEN), info[found.end() :].strip(_BETWEEN)
        return waybill or found[0], company or before, state or after


def _waybill(cell: str) -> str:
    try:
        return cells.clean_id(cell)
    except BadCell:
        return cells.words(cell, 100)
