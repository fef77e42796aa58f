"""The fields of a row that take more than one column: money, times, parcels (IMP-1, IMP-2)."""

from __future__ import annotations

import re
from operator import itemgetter
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


class Columns:
    """Where each field of the importer stands in this file."""

    def __init__(self, recognised: Recognised) -> None:
        self._headers = recognised.headers
        self._places: dict[str, list[int]] = {}
        for place, field in enumerate(recognised.fields):
            if field and not field.startswith("ignore:"):
                self._places.setdefault(field, []).append(place)

    def pick(self, *fields: str) -> Callable[[Sequence[str]], list[str]]:
        """A reader of several fields at once, without blanks around them; "" where there is none.

        It wants a row with one empty cell more at its end (``padded``): fields that the file
        lacks are read from there. Where a field has several columns, the first filled one counts.
        """
        nowhere = len(self._headers)
        places = [tuple(self._places.get(field, ())) or (nowhere,) for field in fields]
        get = itemgetter(*(one[0] for one in places))
        others = [(place, one[1:]) for place, one in enumerate(places) if len(one) > 1]

        def read(row: Sequence[str]) -> list[str]:
            cells = list(map(str.strip, get(row)))
            for place, rest in others:
                if not cells[place]:
                    cells[place] = next((cell for at in rest if (cell := row[at].strip())), "")
            return cells

        return read

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
        if columns.has("claim"):
            self._claim_fields: tuple[str, ...] = ("claim",)
        else:
            self._claim_fields = ("claim_goods", "claim_freight", "claim_tax", "claim_discount")
        self._paid_fields = ("paid",) if columns.has("paid") else ("payable", "discount")
        # With one field more than there are, so that even one comes back in a list.
        self._claim_cells = columns.pick(*self._claim_fields, "")
        self._paid_cells = columns.pick(*self._paid_fields, "")

    def read(self, row: Sequence[str]) -> tuple[Fen, Fen | None]:
        """(claim, paid), in fen; paid is None where the file does not say."""
        return self._claim(row), self._paid(row)

    def _claim(self, row: Sequence[str]) -> Fen:
        found = self._claim_cells(row)
        first, *rest = _amounts(self._claim_fields, found)
        if first is None:
            raise Problem(self._claim_fields[0], found[0], BadCell(NO_CLAIM))
        claim = first
        if rest:
            freight, tax, discount = rest
            claim = Fen(first + (freight or 0) + (tax or 0) - abs(discount or 0))
        if claim < 0:
            raise Problem(self._claim_fields[0], found[0], BadCell(NEGATIVE))
        return claim

    def _paid(self, row: Sequence[str]) -> Fen | None:
        found = self._paid_cells(row)
        first, *rest = _amounts(self._paid_fields, found)
        if first is None:
            return None
        paid = Fen(first - abs(rest[0] or 0)) if rest else first
        if paid < 0:
            raise Problem(self._paid_fields[0], found[0], BadCell(LESS_THAN_DISCOUNT))
        return paid


def _amounts(fields: tuple[str, ...], found: list[str]) -> list[Fen | None]:
    told: list[Fen | None] = []
    for field, cell in zip(fields, found, strict=False):
        try:
            told.append(cells.amount(cell))
        except BadCell as bad:
            raise Problem(field, cell, bad) from bad
    return told


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
        self._fields = ("applied_at", *(field for field in fields if columns.has(field)))
        self._cells = columns.pick(*self._fields, "")
        self._nothing: dict[str, Millis | None] = dict.fromkeys(fields)

    def read(self, row: Sequence[str]) -> RowTimes:
        """The times of a row; the application's must be there."""
        told = self._nothing.copy()
        found = self._cells(row)
        for field, cell in zip(self._fields, found, strict=False):
            if cell:
                try:
                    told[field] = cells.moment(cell)
                except BadCell as bad:
                    raise Problem(field, cell, bad) from bad
        applied = told.get("applied_at")
        if applied is None:
            raise Problem("applied_at", found[0], BadCell(MISSING))
        return RowTimes(told, applied)


class Logistics:
    """One parcel of a row: outbound, or on its way back."""

    def __init__(self, columns: Columns, way: str, state_of: Callable[[str], str]) -> None:
        self._cells = columns.pick(
            f"{way}_waybill", f"{way}_company", f"{way}_state", f"{way}_logistics"
        )
        self._known = Memo(state_of)

    def read(self, row: Sequence[str]) -> Parcel | None:
        """The parcel; None where nothing is said of one (a state "not picked up" is nothing)."""
        found = self._cells(row)
        if not any(found):
            return None
        waybill, company = _waybill(found[0]), cells.words(found[1], 200)
        state, info = cells.words(found[2], 500), cells.words(found[3], 500)
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
