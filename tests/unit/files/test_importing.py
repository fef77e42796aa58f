"""Imports as a use case: preview, merge, cancel, repeat, absence (IMP-3, IMP-4; check 26)."""

from __future__ import annotations

import json
import os
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.unit.files import tables
from tests.unit.files.fakes import MemoryStore, RememberingCases, Unit
from workbench.base.errors import KnownError
from workbench.domain.case import Case, CaseKey, Intent, Shop
from workbench.domain.kinds import (
    Action,
    CaseId,
    CommandId,
    Delivery,
    Millis,
    Platform,
    ShopId,
    Stage,
)
from workbench.services import import_merge
from workbench.services.import_report import ImportReport
from workbench.services.importing import Cancelled, Importer

FIRST = "171234567890123456"
SECOND = "171234567890123457"
THIRD = "171234567890123458"
LATER = {"退款编号": SECOND, "退款的申请时间": "2026-11-22 10:00:00"}
LAST = {"退款编号": THIRD, "退款的申请时间": "2026-11-22 11:00:00"}


class Desk:
    """An importer over a store of dictionaries, and files with dates."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = MemoryStore()
        self.now = int(tables.NOW)
        self.importer = Importer(
            store=self.store,  # type: ignore[arg-type]  # as much of it as an import needs
            reader=tables.reader(),
            policies=tables.book(),
            now=lambda: self.now,
            batch=2,
        )

    def file(
        self, name: str, *changes: dict[str, str], at: str = "", shape: str = "taobao_51"
    ) -> Path:
        """A file of the shape, dated ``at``."""
        path = tables.write_csv(self.folder / name, tables.table(shape, *changes), "gb18030")
        seconds = (tables.at(at) if at else tables.NOW) / 1000
        os.utime(path, (seconds, seconds))
        return path

    def take(self, *paths: Path, **options: Any) -> ImportReport:
        """Import into the shop."""
        return self.importer.run(list(paths), **{"shop": "岚屿", **options})

    def case(self, case_id: str = FIRST) -> Case:
        """The case as it is stored."""
        (shop,) = self.store.shelf.shops
        return self.store.shelf.cases[CaseKey(ShopId(shop), CaseId(case_id))]

    def put(self, case: Case) -> None:
        """Store a case as it is."""
        self.store.shelf.cases[case.key] = case


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with an empty store."""
    return Desk(tmp_path)


def counts(report: ImportReport) -> list[tuple[int, int, int, int, int]]:
    """(rows, added, updated, unchanged, rejected) of every file."""
    return [
        (one.rows, one.added, one.updated, one.unchanged, len(one.rejected)) for one in report.files
    ]


def test_the_report_is_the_json_of_the_command_line(desk: Desk) -> None:
    path = desk.file("a.csv", {}, LATER, {"退款编号": "见备注"})
    files: Any = desk.take(path).as_json()["files"]
    document = files[0]
    assert document == {
        "file": "a.csv",
        "encoding": "gb18030",
        "recognised_as": "taobao_51",
        "platform": "taobao",
        "platform_assumed": True,
        "rows": 3,
        "added": 2,
        "updated": 0,
        "unchanged": 0,
        "rejected": [
            {
                "line": 4,
                "column": "退款编号",
                "value": "见备注",
                "reason": document["rejected"][0]["reason"],
                "row_id": "",
            }
        ],
        "warnings": [],
        "totals": {"claim_fen": 259_800, "paid_fen": 259_800},
    }
    json.dumps(document)


def test_a_preview_says_the_same_and_writes_nothing(desk: Desk) -> None:
    path = desk.file("a.csv", {}, LATER, {"退款编号": "x y"})
    seen = desk.take(path, dry_run=True).as_json()
    assert desk.store.commits == 0
    assert not desk.store.shelf.shops
    assert seen == desk.take(path).as_json()


def test_a_second_time_changes_nothing(desk: Desk) -> None:
    path = desk.file("a.csv", {}, LATER)
    desk.take(path)
    before = desk.store.shelf.copy()
    assert counts(desk.take(path)) == [(2, 0, 0, 2, 0)]
    after = desk.store.shelf
    assert after.cases == before.cases
    assert after.timeline == before.timeline
    assert after.rows == before.rows


def test_the_row_is_kept_as_it_came(desk: Desk) -> None:
    desk.take(desk.file("a.csv", {"商家备注": " 原文 "}))
    assert desk.store.shelf.rows[desk.case().key]["商家备注"] == " 原文 "


def test_rejected_rows_are_kept_as_they_came(desk: Desk) -> None:
    desk.take(desk.file("a.csv", {}, {**LATER, "买家退款金额": "1,2O9.00"}))
    (kept,) = desk.store.shelf.values.values()
    assert json.loads(kept)[0]["买家退款金额"] == "1,2O9.00"


def test_a_newer_row_moves_the_case(desk: Desk) -> None:
    desk.take(desk.file("a.csv", {}, at="2026-11-22T12:00:00"))
    newer = {"退款状态": "卖家已经同意退款，等待买家退货", "超时时间": "2026-11-30 09:00:00"}
    report = desk.take(desk.file("b.csv", newer))
    assert counts(report) == [(1, 0, 1, 0, 0)]
    assert desk.case().stage is Stage.BUYER_RETURN_WAYBILL
    assert ("stage", "merchant_review", "buyer_return_waybill") in report.files[0].lines[0].moved


def test_an_older_row_changes_nothing(desk: Desk) -> None:
    newer = {"退款状态": "卖家已经同意退款，等待买家退货", "超时时间": "2026-11-30 09:00:00"}
    desk.take(desk.file("b.csv", newer))
    assert counts(desk.take(desk.file("a.csv", {}))) == [(1, 0, 0, 1, 0)]
    assert desk.case().stage is Stage.BUYER_RETURN_WAYBILL


def test_final_beats_open_whatever_the_dates_say(desk: Desk) -> None:
    desk.take(desk.file("open.csv", {}))
    over = {"退款状态": "退款成功", "完结时间": "2026-11-22 20:00:00", "超时时间": ""}
    assert counts(desk.take(desk.file("over.csv", over, at="2026-11-22T21:00:00"))) == [
        (1, 0, 1, 0, 0)
    ]
    assert desk.case().stage is Stage.REFUNDED
    assert counts(desk.take(desk.file("open.csv", {}))) == [(1, 0, 0, 1, 0)]


def test_equal_times_and_more_cells_update(desk: Desk) -> None:
    desk.take(desk.file("a.csv", {}))
    assert counts(desk.take(desk.file("b.csv", {"商家备注": "已联系"}))) == [(1, 0, 1, 0, 0)]
    assert desk.case().local.remark == "已联系"


def test_equal_times_and_cells_change_nothing(desk: Desk) -> None:
    desk.take(desk.file("a.csv", {}))
    assert counts(desk.take(desk.file("b.csv", {"买家退款金额": "90.00"}))) == [(1, 0, 0, 1, 0)]
    assert desk.case().claim_fen == 129_900


def test_a_deadline_that_moved_back_is_taken_from_a_file_told_later(desk: Desk) -> None:
    desk.take(desk.file("a.csv", {}, at="2026-11-22T12:00:00"))
    earlier = {"超时时间": "2026-11-23 18:00:00"}
    fresh = {**LATER, "退款的申请时间": "2026-11-23 08:00:00"}
    desk.take(desk.file("b.csv", earlier, fresh))
    assert desk.case().deadline.at == tables.at("2026-11-23T18:00:00")


def test_a_deadline_that_moved_back_is_not_taken_without_proof(desk: Desk) -> None:
    desk.take(desk.file("a.csv", {}, at="2026-11-23T11:00:00"))
    desk.take(desk.file("b.csv", {"超时时间": "2026-11-23 18:00:00"}, LATER))
    assert desk.case().deadline.at == tables.at("2026-11-23T21:00:00")


def test_the_same_id_twice_in_a_file_the_last_row_counts(desk: Desk) -> None:
    path = desk.file("a.csv", {"买家退款金额": "10.00"}, LATER, {"买家退款金额": "20.00"}, LAST)
    report = desk.take(path)
    assert counts(report) == [(4, 3, 0, 1, 0)]
    assert "more than once" in report.files[0].warnings[0].english()
    assert desk.case().claim_fen == 2_000
    assert len(desk.case().applications) == 1
    assert counts(desk.take(path)) == [(4, 0, 0, 4, 0)]


def test_a_case_missing_from_a_newer_export_is_left_alone_and_marked(desk: Desk) -> None:
    desk.take(desk.file("a.csv", {}, LATER, LAST, at="2026-11-22T12:00:00"))
    before = desk.case(SECOND)
    report = desk.take(desk.file("b.csv", {}, LAST))
    assert report.absent == 1
    after = desk.case(SECOND)
    assert after.local.absent
    assert replace(after, local=before.local) == before
    assert desk.take(desk.file("b.csv", {}, LAST)).absent == 0
    desk.take(desk.file("c.csv", {}, LATER, LAST))
    assert not desk.case(SECOND).local.absent


def test_marking_a_case_absent_keeps_what_was_decided_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take(desk.file("a.csv", {}, LATER, LAST, at="2026-11-22T12:00:00"))
    plain, intents = desk.store.write, iter((None, handed_off(at="2026-11-23T12:00:00")))

    def write() -> AbstractContextManager[Unit]:
        """Before the marks, and not before the file, another process decides."""
        desk.put(replace(desk.case(SECOND), intent=next(intents)))
        return plain()

    monkeypatch.setattr(desk.store, "write", write)
    assert desk.take(desk.file("b.csv", {}, LAST)).absent == 1
    assert desk.case(SECOND).local.absent
    assert desk.case(SECOND).busy


def test_a_part_of_an_export_says_nothing_of_other_days(desk: Desk) -> None:
    desk.take(desk.file("a.csv", {}, at="2026-11-22T12:00:00"))
    other = {"退款编号": SECOND, "退款的申请时间": "2026-11-10 10:00:00"}
    assert desk.take(desk.file("b.csv", other)).absent == 0


def test_files_of_one_import_are_one_export(desk: Desk) -> None:
    first, second = desk.file("a.csv", {}, LAST), desk.file("b.csv", LATER)
    assert desk.take(first, second).absent == 0
    assert desk.take(first, second).absent == 0


def test_an_older_export_marks_nothing(desk: Desk) -> None:
    desk.take(desk.file("a.csv", {}, LATER, LAST))
    assert desk.take(desk.file("b.csv", {}, LAST, at="2026-11-22T12:00:00")).absent == 0


def test_stopping_leaves_everything_as_it_was(desk: Desk) -> None:
    path = desk.file("a.csv", *({"退款编号": f"17{n:016}"} for n in range(9)))
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 6

    with pytest.raises(Cancelled):
        desk.take(path, progress=stop)
    assert told == [(2, 9), (4, 9), (6, 9)]
    assert not desk.store.shelf.cases
    assert desk.store.commits == 0


def test_a_file_that_breaks_off_changes_nothing(desk: Desk) -> None:
    path = desk.file("a.csv", *({"退款编号": f"17{n:016}"} for n in range(9)))
    path.write_bytes(path.read_bytes().rstrip() + b'\n"broken')
    report = desk.take(path)
    assert report.exit_code == 3
    assert not desk.store.shelf.cases


def test_a_hand_off_is_contradicted_by_a_later_telling_of_the_same(desk: Desk) -> None:
    desk.take(desk.file("a.csv", {}, at="2026-11-22T12:00:00"))
    desk.put(replace(desk.case(), intent=handed_off(at="2026-11-22T13:00:00")))
    desk.take(desk.file("b.csv", {}))
    intent = desk.case().intent
    assert intent is not None
    assert intent.state is Delivery.REFUSED
    assert desk.case().local.contradicted


def test_a_hand_off_is_confirmed_by_its_effect(desk: Desk) -> None:
    desk.take(desk.file("a.csv", {}, at="2026-11-22T12:00:00"))
    desk.put(replace(desk.case(), intent=handed_off(at="2026-11-22T13:00:00")))
    agreed = {"退款状态": "卖家已经同意退款，等待买家退货", "超时时间": "2026-11-30 09:00:00"}
    desk.take(desk.file("b.csv", agreed))
    intent = desk.case().intent
    assert intent is not None
    assert intent.state is Delivery.DONE


def handed_off(*, at: str) -> Intent:
    """An act ticked as done on the platform's page."""
    moment = Millis(tables.at(at))
    return Intent(
        command_id=CommandId("c-1"),
        action=Action.AGREE_RETURN,
        state=Delivery.HANDOFF_DONE,
        actor="owner",
        decided_at=moment,
        hold_until=moment,
        ticked_at=moment,
    )


def test_an_assumed_platform_may_be_set_right(desk: Desk) -> None:
    path = desk.file("a.csv", {})
    assert desk.take(path).files[0].platform_assumed
    report = desk.take(path, platform="tmall")
    assert (report.files[0].platform, report.files[0].platform_assumed) == (Platform.TMALL, False)
    with pytest.raises(KnownError):
        desk.take(path, platform="douyin")


@pytest.mark.parametrize("options", [{"platform": "pdd"}, {"shop": "  "}])
def test_wrong_arguments_are_usage(desk: Desk, options: dict[str, str]) -> None:
    with pytest.raises(KnownError) as refused:
        desk.take(desk.file("a.csv", {}), **options)
    assert refused.value.exit_code == 2


def test_a_sandbox_shop_takes_no_files(desk: Desk) -> None:
    shop = Shop(id=ShopId("s"), name="岚屿", platform=Platform.TAOBAO, kind="sandbox")
    desk.store.shelf.shops[shop.id] = shop
    with pytest.raises(KnownError):
        desk.take(desk.file("a.csv", {}))


def test_the_shop_knows_how_old_its_truth_is(desk: Desk) -> None:
    desk.take(desk.file("a.csv", {}, at="2026-11-22T12:00:00"))
    (shop,) = desk.store.shelf.shops.values()
    assert shop.as_of == tables.at("2026-11-22T12:00:00")
    desk.take(desk.file("b.csv", {}, at="2026-11-22T11:00:00"))
    (shop,) = desk.store.shelf.shops.values()
    assert shop.as_of == tables.at("2026-11-22T12:00:00")


def test_every_import_is_in_the_audit(desk: Desk) -> None:
    desk.take(desk.file("a.csv", {}), actor="主账号:小满")
    (entry,) = desk.store.shelf.audit
    assert (entry["actor"], entry["command"], entry["facts"]["rows"]) == (
        "主账号:小满",
        "import",
        1,
    )


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose store finds the rows it took in last; the preview shows no lines."""
    monkeypatch.setattr(import_merge, "SHOWN_LINES", 0)
    made = Desk(tmp_path)
    made.store.cases_of = RememberingCases
    return made


def test_a_row_that_was_taken_in_already_is_not_even_compared(memory: Desk) -> None:
    path = memory.file("a.csv", {}, LATER)
    memory.take(path)
    memory.store.shelf.loaded = 0
    assert counts(memory.take(path)) == [(2, 0, 0, 2, 0)]
    assert memory.store.shelf.loaded == 0


def test_a_changed_cell_is_compared(memory: Desk) -> None:
    memory.take(memory.file("a.csv", {}, LATER))
    path = memory.file("b.csv", {"商家备注": "已联系"}, LATER)
    assert counts(memory.take(path)) == [(2, 0, 1, 1, 0)]
    assert counts(memory.take(path)) == [(2, 0, 0, 2, 0)]


def test_a_hand_off_is_looked_at_though_the_row_is_the_same(memory: Desk) -> None:
    memory.take(memory.file("a.csv", {}, at="2026-11-22T12:00:00"))
    memory.put(replace(memory.case(), intent=handed_off(at="2026-11-22T13:00:00")))
    memory.take(memory.file("b.csv", {}))
    assert memory.case().local.contradicted


def test_a_case_that_is_back_in_the_export_loses_its_mark(memory: Desk) -> None:
    memory.take(memory.file("a.csv", {}, LATER, LAST, at="2026-11-22T12:00:00"))
    memory.take(memory.file("b.csv", {}, LAST, at="2026-11-22T13:00:00"))
    assert memory.case(SECOND).local.absent
    memory.take(memory.file("c.csv", {}, LATER, LAST))
    assert not memory.case(SECOND).local.absent


def test_a_platform_set_right_is_taken_over_though_the_rows_are_the_same(memory: Desk) -> None:
    path = memory.file("a.csv", {}, LATER)
    memory.take(path)
    assert counts(memory.take(path, platform="tmall")) == [(2, 0, 2, 0, 0)]
    assert memory.case().platform is Platform.TMALL
