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
        self._texts = columns.pick(
            "case_id", "order_id", "type", "need_return", "goods_status", "stage_raw",
            "stage_detail", "intervention", "phase", "line_id", "item_title", "sku", "item_desc",
            "seller_sku", "quantity", "buyer_nick", "buyer_note", "reason", "reason_label",
            "remark_label", "merchant_remark", "order_remark",
        )  # fmt: skip
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
            padded = [*row, ""]
            texts = self._texts(padded)
            case_id = _id("case_id", texts[0])
            return self._reading(case_id, texts, padded)
        except Problem as problem:
            return Rejected(
                line=line,
                column=self._columns.title(problem.field),
                value=problem.value[:SHOWN],
                reason=problem.bad.reason,
                row_id=case_id,
            )

    def _reading(self, case_id: str, texts: list[str], row: list[str]) -> Reading:
        (
            _, order, type_word, need_return, goods_word, stage_raw, stage_detail, asked, phase,
            line_id, item_title, sku, item_desc, seller_sku, pieces, nick, note, reason, label,
            remark_label, remark, order_remark,
        ) = texts  # fmt: skip
        order_id = _id("order_id", order)
        claim, paid = self._amounts.read(row)
        times = self._times.read(row)
        outbound = self._out.read(row)
        goods, shipped = self._goods_of(goods_word, parcel=outbound is not None)
        kind = self._type(type_word, need_return, shipped=shipped)
        stage = self._stage(kind, stage_raw, stage_detail)
        stage, back_to, owed = self._intervened(stage, asked)
        final = stage in FINAL_STAGES
        stage_times, text_of = times.of_stage(final=final), cells.words
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
            line_id=line_id,
            phase=self._phase_of(phase),
            type_raw=type_word or need_return,
            stage_raw=stage_raw,
            goods_status=goods,
            item_title=text_of(item_title, 500),
            sku=text_of(sku or item_desc, 500),
            seller_sku=text_of(seller_sku, 200),
            quantity=_quantity(pieces),
            buyer_nick=text_of(nick, 200),
            buyer_note=text_of(note, 16_000),
            reason=text_of(reason),
            reason_label=text_of(label, 500),
            paid_fen=paid,
            refunded_fen=claim if stage is Stage.REFUNDED else None,
            times=stage_times,
            given_due=None if final else times.due,
            evidence_due_at=times.evidence_due if owed else None,
            back_to=back_to,
            outbound=outbound,
            back=self._back.read(row),
            remark=_remark(remark_label, remark, order_remark) or None,
            events=_events(kind, stage_times),
        )

    def _goods_of(self, word: str, *, parcel: bool) -> tuple[GoodsStatus, bool]:
        """Where the goods are, and whether they were shipped (IMP-1)."""
        goods, shipped = self._goods[word], self._shipped[word]
        if shipped is None:
            if word and goods is GoodsStatus.UNKNOWN:
                self._strange("goods_status", word)
            shipped = parcel or goods in (GoodsStatus.RECEIVED, GoodsStatus.RETURNED)
        return goods, shipped

    def _type(self, word: str, need_return: str, *, shipped: bool) -> CaseType:
        if word:
            kind = self._types[shipped][word]
            if kind is CaseType.UNKNOWN:
                self._strange("type", word)
            return kind
        answer = self._truth[need_return]
        if answer:
            return CaseType.RETURN_REFUND
        if answer is None:
            self._strange(
                "need_return" if self._columns.has("need_return") else "type", need_return
            )
            return CaseType.UNKNOWN
        return CaseType.REFUND_ONLY_SHIPPED if shipped else CaseType.REFUND_ONLY_UNSHIPPED

    def _stage(self, kind: CaseType, raw: str, detail: str) -> Stage:
        known = self._stages[kind]
        stage = known[raw]
        if stage is Stage.UNKNOWN and detail:
            stage = known[detail]
        if stage is Stage.UNKNOWN:
            self._strange("stage_raw", raw)
        return stage

    def _intervened(self, stage: Stage, asked: str) -> tuple[Stage, Stage | None, bool]:
        """Stage, the one it came from where the platform is deciding, and whether evidence may be
        owed: not once it is over, nor where the file says that nobody asked."""
        if stage in FINAL_STAGES:
            return stage, None, False
        if asked in cells.NOTHING:
            return stage, None, True
        under_way = self._intervention[asked]
        if under_way is None:
            self._strange("intervention", asked)
        if not under_way:
            return stage, None, under_way is None
        return Stage.INTERVENTION, (None if stage is Stage.UNKNOWN else stage), True

    def _phase_of(self, word: str) -> Phase | None:
        phase = self._phase[word]
        if phase is None and word:
            self._strange("phase", word)
        return phase

    def _strange(self, field: str, word: str) -> None:
        key = (self._columns.title(field), word[:SHOWN])
        if key in self.unknown or len(self.unknown) < MEMO:
            self.unknown[key] += 1


def _id(field: str, cell: str) -> str:
    try:
        cleaned = cells.clean_id(cell)
        if not cleaned:
            raise BadCell(MISSING)
    except BadCell as bad:
        raise Problem(field, cell, bad) from bad
    return cleaned


def _quantity(cell: str) -> int | None:
    try:
        return cells.count(cell) if cell else None
    except BadCell as bad:
        raise Problem("quantity", cell, bad) from bad


def _remark(label: str, remark: str, order_remark: str) -> str:
    """The after-sale remark goes before the order's (facts.md 5.1); its label stands first."""
    said = cells.words(remark) or cells.words(order_remark)
    return f"[{cells.words(label, 200)}] {said}".strip() if label else said


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
