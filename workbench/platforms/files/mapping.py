"""From a row of an export to a reading: the words of the platform become the words of the field.

Compiled once per file: every field knows its columns, every word is looked up once. What nobody
explained stays as it came, is shown as unknown, and is counted (CASE-2).
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from workbench.base.texts import N_
from workbench.domain.case import CaseKey, StageTimes, TimelineEntry
from workbench.domain.kinds import (
    FINAL_STAGES,
    Action,
    CaseId,
    CaseType,
    DeadlineSource,
    GoodsStatus,
    Millis,
    OrderId,
    Phase,
    ShopId,
    Stage,
)
from workbench.domain.reading import Reading
from workbench.platforms.files import cells
from workbench.platforms.files.cells import BadCell
from workbench.platforms.files.fields import (
    MEMO,
    MISSING,
    Amounts,
    Columns,
    Logistics,
    Memo,
    Problem,
    Times,
)
from workbench.services.import_ports import Rejected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.platforms.files.recognise import Recognised

CELLS = N_("The row has {found} cells, the header has {wanted}: a comma or a quote is misplaced.")

SHOWN = 200  # characters of a bad cell that are repeated to the person


class RowMapper:
    """Turns rows of one recognised file into readings. ``said_at`` is when the file spoke."""

    def __init__(self, recognised: Recognised, shop: ShopId, said_at: Millis) -> None:
        self._at = recognised
        self._width = len(recognised.headers)
        self._shop = shop
        self._said_at = said_at
        self._columns = columns = Columns(recognised)
        self.unknown: Counter[tuple[str, str]] = Counter()  # (column, word)
        self._get = {
            field: columns.get(field)
            for field in (
                "case_id", "order_id", "line_id", "type", "need_return", "stage_raw",
                "stage_detail", "goods_status", "intervention", "phase", "item_title", "sku",
                "item_desc", "seller_sku", "quantity", "buyer_nick", "buyer_note", "reason",
                "reason_label", "remark_label", "merchant_remark", "order_remark",
            )
        }  # fmt: skip
        self._amounts = Amounts(columns)
        self._times = Times(columns)
        self._out = Logistics(columns, "out", self._at.shape.words.parcel)
        self._back = Logistics(columns, "return", self._at.shape.words.parcel)
        words = recognised.shape.words
        self._goods = Memo(words.goods_status)
        self._shipped = Memo(words.was_shipped)
        self._truth = Memo(words.truth)
        self._phase = Memo(words.phase)
        self._intervention = Memo(words.intervention)
        self._stages = {kind: Memo[Stage](partial(words.stage, type=kind)) for kind in CaseType}
        self._types = {
            gone: Memo[CaseType](partial(words.type, shipped=gone)) for gone in (True, False)
        }

    def read(self, line: int, row: Sequence[str]) -> Reading | Rejected:
        """The reading of a row, or why it cannot be one (IMP-3)."""
        case_id = ""
        try:
            if len(row) != self._width:
                counts = {"found": len(row), "wanted": self._width}
                raise Problem("", "", BadCell(CELLS, counts))
            case_id = self._id("case_id", row)
            return self._reading(case_id, row)
        except Problem as problem:
            return Rejected(
                line=line,
                column=self._columns.title(problem.field),
                value=problem.value[:SHOWN],
                reason=problem.bad.reason,
                row_id=case_id,
            )

    def _id(self, field: str, row: Sequence[str]) -> str:
        cell = self._get[field](row)
        try:
            cleaned = cells.clean_id(cell)
            if not cleaned:
                raise BadCell(MISSING)
        except BadCell as bad:
            raise Problem(field, cell, bad) from bad
        return cleaned

    def _reading(self, case_id: str, row: Sequence[str]) -> Reading:
        get = self._get
        order_id = self._id("order_id", row)
        claim, paid = self._amounts.read(row)
        times = self._times.read(row)
        outbound = self._out.read(row)
        goods, kind, type_raw = self._type(row, shipped=outbound is not None)
        stage_raw = get["stage_raw"](row)
        stage = self._stage(kind, stage_raw, get["stage_detail"](row))
        asked, intervening = self._asked(get["intervention"](row))
        back_to = None
        if intervening and stage not in FINAL_STAGES:
            back_to, stage = (None if stage is Stage.UNKNOWN else stage), Stage.INTERVENTION
        final = stage in FINAL_STAGES
        stage_times = times.of_stage(final=final)
        owed = times.evidence_due and not final and (not asked or intervening is not False)
        return Reading(
            key=CaseKey(self._shop, CaseId(case_id)),
            platform=self._at.platform,
            order_id=OrderId(order_id),
            type=kind,
            stage=stage,
            claim_fen=claim,
            applied_at=times.applied,
            as_of=max(self._said_at, times.latest),
            source=DeadlineSource.FILE,
            line_id=get["line_id"](row),
            phase=self._phase_of(get["phase"](row)),
            type_raw=type_raw,
            stage_raw=stage_raw,
            goods_status=goods,
            item_title=cells.words(get["item_title"](row), 500),
            sku=cells.words(get["sku"](row) or get["item_desc"](row), 500),
            seller_sku=cells.words(get["seller_sku"](row), 200),
            quantity=self._quantity(row),
            buyer_nick=cells.words(get["buyer_nick"](row), 200),
            buyer_note=cells.words(get["buyer_note"](row), 16_000),
            reason=cells.words(get["reason"](row)),
            reason_label=cells.words(get["reason_label"](row), 500),
            paid_fen=paid,
            refunded_fen=claim if stage is Stage.REFUNDED else None,
            times=stage_times,
            given_due=None if final else times.due,
            evidence_due_at=times.evidence_due if owed else None,
            back_to=back_to,
            outbound=outbound,
            back=self._back.read(row),
            remark=self._remark(row) or None,
            events=_events(kind, stage_times),
        )

    def _type(self, row: Sequence[str], *, shipped: bool) -> tuple[GoodsStatus, CaseType, str]:
        """Goods status, type, and the type's word as it came (IMP-1)."""
        word = self._get["goods_status"](row)
        goods = self._goods[word]
        said = self._shipped[word]
        if said is None:
            said = shipped or goods in (GoodsStatus.RECEIVED, GoodsStatus.RETURNED)
            if word and goods is GoodsStatus.UNKNOWN:
                self._strange("goods_status", word)
        raw = self._get["type"](row)
        if raw:
            kind = self._types[said][raw]
            if kind is CaseType.UNKNOWN:
                self._strange("type", raw)
            return goods, kind, raw
        raw = self._get["need_return"](row)
        answer = self._truth[raw]
        if answer:
            return goods, CaseType.RETURN_REFUND, raw
        if answer is None:
            self._strange("need_return" if self._columns.has("need_return") else "type", raw)
            return goods, CaseType.UNKNOWN, raw
        open_type = CaseType.REFUND_ONLY_SHIPPED if said else CaseType.REFUND_ONLY_UNSHIPPED
        return goods, open_type, raw

    def _stage(self, kind: CaseType, raw: str, detail: str) -> Stage:
        known = self._stages[kind]
        stage = known[raw]
        if stage is Stage.UNKNOWN and detail:
            stage = known[detail]
        if stage is Stage.UNKNOWN:
            self._strange("stage_raw", raw)
        return stage

    def _asked(self, word: str) -> tuple[str, bool | None]:
        """What the file says of the platform's intervention, and whether it is under way."""
        if word in cells.NOTHING:
            return "", False
        under_way = self._intervention[word]
        if under_way is None:
            self._strange("intervention", word)
        return word, under_way

    def _phase_of(self, word: str) -> Phase | None:
        phase = self._phase[word]
        if phase is None and word:
            self._strange("phase", word)
        return phase

    def _quantity(self, row: Sequence[str]) -> int | None:
        cell = self._get["quantity"](row)
        try:
            return cells.count(cell)
        except BadCell as bad:
            raise Problem("quantity", cell, bad) from bad

    def _remark(self, row: Sequence[str]) -> str:
        """The after-sale remark goes before the order's (facts.md 5.1); its label stands first."""
        get = self._get
        remark = cells.words(get["merchant_remark"](row)) or cells.words(get["order_remark"](row))
        label = cells.words(get["remark_label"](row), 200)
        return f"[{label}] {remark}".strip() if label else remark

    def _strange(self, field: str, word: str) -> None:
        key = (self._columns.title(field), word[:SHOWN])
        if key in self.unknown or len(self.unknown) < MEMO:
            self.unknown[key] += 1


# What "agreed at" was the agreement to.
_AGREED: dict[CaseType, Action] = {
    CaseType.REFUND_ONLY_UNSHIPPED: Action.AGREE_REFUND,
    CaseType.REFUND_ONLY_SHIPPED: Action.AGREE_REFUND,
    CaseType.PRICE_PROTECT: Action.AGREE_REFUND,
    CaseType.RETURN_REFUND: Action.AGREE_RETURN,
    CaseType.EXCHANGE: Action.AGREE_EXCHANGE,
    CaseType.RESHIP: Action.AGREE_RESHIP,
    CaseType.REPAIR: Action.AGREE_REPAIR,
}


def _events(kind: CaseType, times: StageTimes) -> tuple[TimelineEntry, ...]:
    """What the row tells of the past, for the timeline (CASE-6); the same row tells the same."""
    told: list[TimelineEntry] = []
    source = str(DeadlineSource.FILE)
    if times.agreed_at is not None and kind in _AGREED:
        told.append(
            TimelineEntry(
                at=times.agreed_at, actor="merchant", kind=f"act:{_AGREED[kind]}", source=source
            )
        )
    if times.returned_at is not None:
        told.append(
            TimelineEntry(at=times.returned_at, actor="buyer", kind="waybill", source=source)
        )
    return tuple(told)


def strange_words(unknown: Counter[tuple[str, str]], limit: int = 20) -> list[tuple[str, str, int]]:
    """(column, word, rows), the most frequent first."""
    return [(column, word, rows) for (column, word), rows in unknown.most_common(limit)]
