"""Properties of imports over made-up tables, each seen to fail under a planted bug (check 26).

Every row read is imported or rejected with a reason, totals are the file's, a second time changes
nothing, and overlapping exports end in the same state whatever their order.
"""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.files import tables
from tests.unit.files.fakes import MemoryStore
from workbench.domain import beijing, intake
from workbench.domain.case import Case
from workbench.domain.kinds import CaseId, Millis
from workbench.domain.reading import Reading
from workbench.platforms.files import delimited
from workbench.platforms.files.container import Source
from workbench.platforms.files.mapping import RowMapper
from workbench.services import import_merge
from workbench.services.import_newer import Standing
from workbench.services.import_ports import Rejected, RowRead
from workbench.services.import_report import FileReport
from workbench.services.importing import Importer, ImportReport

FORMATS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "xlsx")
SHAPES = ("taobao_51", "taobao_38", "douyin_50", "wechat_37")
AMOUNTS = {"taobao_51": "买家退款金额", "taobao_38": "买家退款金额", "douyin_50": "退商品金额(元)",
           "wechat_37": "退款金额"}  # fmt: skip
IDS = {
    "taobao_51": "退款编号",
    "taobao_38": "退款编号",
    "douyin_50": "售后单号",
    "wechat_37": "售后单号",
}
NOTES = {"taobao_51": "买家退款说明", "taobao_38": "买家退款说明", "douyin_50": "用户售后说明",
         "wechat_37": "具体描述"}  # fmt: skip
BAD = "1,2O9.00"

# What people write: any letters a table can hold (no control signs: XML has none of them).
words = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=30
)


@dataclass(frozen=True)
class Table:
    """A table: its shape, and (case number, fen, words, is the amount readable) for every row."""

    shape: str
    rows: tuple[tuple[int, int, str, bool], ...]

    def lines(self) -> list[list[str]]:
        """Header and rows as text."""
        changes = [
            {
                IDS[self.shape]: f"17{number:017}",
                AMOUNTS[self.shape]: f"{fen / 100:,.2f}" if good else BAD,
                NOTES[self.shape]: note,
            }
            for number, fen, note, good in self.rows
        ]
        return tables.table(self.shape, *changes)

    def write(self, folder: Path, form: str) -> Path:
        """As a file of a form."""
        if form == "xlsx":
            return tables.write_xlsx(folder / "t.xlsx", [*self.lines()])
        return tables.write_csv(folder / "t.csv", self.lines(), form)


made_tables = st.builds(
    Table,
    shape=st.sampled_from(SHAPES),
    rows=st.lists(
        st.tuples(st.integers(1, 12), st.integers(100_00, 999_999_99), words, st.booleans()),
        max_size=12,
    ).map(tuple),
)
few = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def importer(store: MemoryStore) -> Importer:
    """The use case; two rows in a batch, so that batches matter."""
    return Importer(
        store=store,  # type: ignore[arg-type]  # as much of it as an import needs
        reader=tables.reader(),
        policies=tables.book(),
        now=lambda: tables.NOW,
        batch=2,
    )


def take(store: MemoryStore, path: Path) -> ImportReport:
    """Import one file into the shop."""
    return importer(store).run([path], shop="岚屿")


# ------------------------------------------------------------------ every row is accounted for


def check_accounted(table: Table, form: str) -> None:
    """Rows read = imported + rejected; the same ids, words and totals as in the table."""
    with tempfile.TemporaryDirectory() as folder:
        store = MemoryStore()
        path = table.write(Path(folder), form)
        if not table.rows:
            return
        (report,) = take(store, path).files
    assert report.rows == len(table.rows)
    assert report.rows == report.added + report.updated + report.unchanged + len(report.rejected)
    bad = [line for line, row in enumerate(table.rows, 2) if not row[3]]
    assert [item.line for item in report.rejected] == bad
    assert all(item.value == BAD and item.reason.english() for item in report.rejected)
    good = [row for row in table.rows if row[3]]
    assert report.claim_fen == sum(claim_of(table.shape, fen) for _, fen, _, _ in good)
    last = {f"17{number:017}": note for number, _, note, _ in good}
    stored = {key.case_id: case for key, case in store.shelf.cases.items()}
    assert set(stored) == set(last)
    for case_id, note in last.items():
        assert stored[CaseId(case_id)].buyer_note == kept_of(note)


def claim_of(shape: str, fen: int) -> int:
    """The claim of a usual row with another amount of goods."""
    return fen if shape != "douyin_50" else fen + 500 - 500


def kept_of(note: str) -> str:
    """A text as it is kept: without blanks around it, "" for the signs of nothing."""
    from workbench.platforms.files.cells import words as text_of

    return text_of(note.strip())


@given(made_tables, st.sampled_from(FORMATS))
@few
def test_every_row_is_imported_or_rejected_with_a_reason(table: Table, form: str) -> None:
    check_accounted(table, form)


TWO = Table("taobao_51", ((1, 200_00, "尺码偏大", True), (2, 300_00, "起球了", False)))


def test_a_row_that_gets_lost_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = FileReport.count

    def losing(self: FileReport, row: RowRead) -> Reading | None:
        """The seeded bug: a rejected row is counted and not told."""
        if isinstance(row.outcome, Rejected):
            self.rows += 1
            return None
        return usual(self, row)

    monkeypatch.setattr(FileReport, "count", losing)
    with pytest.raises(AssertionError):
        check_accounted(TWO, "utf-8")


def test_words_that_turn_to_nonsense_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    right = delimited.rows

    def garbled(source: Source, how: delimited.Plan) -> Iterator[tuple[int, list[str]]]:
        """The seeded bug: messages decoded with another encoding than the header."""
        for line, cells in right(source, how):
            yield line, [nonsense(cell) if line > 1 and "偏大" in cell else cell for cell in cells]

    def nonsense(cell: str) -> str:
        return cell.encode().decode("gb18030", "replace")

    monkeypatch.setattr(delimited, "rows", garbled)
    with pytest.raises(AssertionError):
        check_accounted(TWO, "utf-8")


# ------------------------------------------------------------------------------- twice is once


def always(ours: Standing, other: Standing) -> bool:
    """A seeded bug: whatever comes is newer."""
    del ours, other
    return True


def fewer(ours: Standing, other: Standing) -> bool:
    """A seeded bug: who says less wins."""
    return ours.filled < other.filled


def check_repeatable(table: Table, form: str) -> None:
    """A second import of the same file changes nothing, not even the timeline."""
    with tempfile.TemporaryDirectory() as folder:
        store = MemoryStore()
        path = table.write(Path(folder), form)
        if not any(row[3] for row in table.rows):
            return
        take(store, path)
        before = store.shelf.copy()
        (report,) = take(store, path).files
    assert (report.added, report.updated) == (0, 0)
    assert store.shelf.cases == before.cases
    assert store.shelf.timeline == before.timeline


@given(made_tables, st.sampled_from(FORMATS))
@few
def test_a_second_import_changes_nothing(table: Table, form: str) -> None:
    check_repeatable(table, form)


def test_a_version_that_moves_by_itself_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Standing, "beats", always)
    right = intake.take_in

    def restless(case: Case | None, *rest: object) -> object:
        """The seeded bug: every reading counts as a change."""
        taken = right(case, *rest)  # type: ignore[arg-type]
        return taken if case is None else replace(taken, changed=True)

    monkeypatch.setattr(import_merge, "take_in", restless)
    with pytest.raises(AssertionError):
        check_repeatable(TWO, "utf-8")


# ---------------------------------------------------------- overlapping exports, in any order

T0 = beijing.parse_iso("2026-11-10T08:00:00")
LIFE: tuple[dict[str, str | int], ...] = (
    {"售后状态": "待商家处理"},
    {"售后状态": "待买家退货", "同意售后申请时间": 1},
    {"售后状态": "待商家收货", "退货发货时间": 2, "退货物流单号": "43200000000002"},
    {"售后状态": "同意退款，退款成功", "售后完结时间": 3, "用户到账时间": 3},
)


def when(hours: int) -> str:
    """Hours after the beginning, as an export writes it."""
    return beijing.to_datetime(T0 + hours * beijing.HOUR).strftime("%Y-%m-%d %H:%M:%S")


def row_at(number: int, start: int, pace: int, hours: int) -> dict[str, str] | None:
    """What an export at an hour says of a case; None before it began."""
    if hours < start:
        return None
    steps = min((hours - start) // pace, len(LIFE) - 1)
    row = {"售后单号": f"14{number:017}", "售后申请时间": when(start)}
    for step in range(steps + 1):
        for column, value in LIFE[step].items():
            row[column] = value if isinstance(value, str) else when(start + pace * value)
    over = steps == len(LIFE) - 1
    row["自动处理截止时间"] = "" if over else when(start + pace * steps + 48 + 24 * steps)
    return row


@dataclass(frozen=True)
class World:
    """Cases with their beginning and pace; exports with their hour and the cases in them."""

    cases: tuple[tuple[int, int], ...]
    exports: tuple[tuple[int, frozenset[int]], ...]

    def files(self, folder: Path) -> list[Path]:
        """The exports as files, dated by their hour."""
        made = []
        for place, (hour, chosen) in enumerate(self.exports):
            rows = [
                row
                for number, (start, pace) in enumerate(self.cases)
                if number in chosen and (row := row_at(number, start, pace, hour)) is not None
            ]
            path = tables.write_csv(folder / f"{place}.csv", tables.table("douyin_50", *rows))
            at = (T0 + hour * beijing.HOUR) / 1000
            os.utime(path, (at, at))
            made.append(path)
        return made


worlds = st.builds(
    World,
    cases=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), min_size=1, max_size=4).map(
        tuple
    ),
    exports=st.lists(
        st.tuples(st.integers(0, 200), st.frozensets(st.integers(0, 3))), min_size=1, max_size=3
    ).map(tuple),
)


def facts(case: Case) -> tuple[object, ...]:
    """What must not depend on the order of the imports."""
    return (
        case.stage, case.type, case.claim_fen, case.applied_at, case.times, case.deadline.at,
        case.deadline.source, case.refunded_fen, case.back, case.turn, case.paid_fen,
    )  # fmt: skip


def check_convergent(world: World) -> None:
    """Every order of the files ends in the same facts."""
    with tempfile.TemporaryDirectory() as folder:
        files = world.files(Path(folder))
        ends = []
        for order in itertools.permutations(files):
            store = MemoryStore()
            for path in order:
                importer(store).run([path], shop="岚屿", platform="douyin")
            ends.append({key.case_id: facts(case) for key, case in store.shelf.cases.items()})
    assert all(end == ends[0] for end in ends)


@given(worlds)
@few
def test_overlapping_exports_end_the_same_in_any_order(world: World) -> None:
    check_convergent(world)


MOVED = World(cases=((0, 10),), exports=((5, frozenset({0})), (25, frozenset({0}))))


@pytest.mark.parametrize(
    "bug",
    [always, fewer],
    ids=["the last file wins", "less is more"],
)
def test_a_merge_by_the_order_of_files_would_be_found(
    bug: Callable[[Standing, Standing], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = RowMapper.read

    def undated(self: RowMapper, line: int, row: list[str]) -> Reading | Rejected:
        """All files told at the same moment, so that only the standing decides."""
        told = usual(self, line, row)
        return replace(told, as_of=Millis(tables.NOW)) if isinstance(told, Reading) else told

    monkeypatch.setattr(RowMapper, "read", undated)
    check_convergent(MOVED)
    monkeypatch.setattr(Standing, "beats", bug)
    with pytest.raises(AssertionError):
        check_convergent(MOVED)
