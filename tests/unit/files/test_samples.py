"""The samples that come with the program: read as recorded, and made anew the same."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.unit.files import tables
from workbench.base import resources
from workbench.base.texts import phrase
from workbench.domain import beijing
from workbench.domain.kinds import Millis, Platform, ShopId, Stage
from workbench.platforms.files.container import Source
from workbench.services.import_ports import Rejected

HERE = Path(__file__).resolve().parent
PACKAGING = HERE.parents[2] / "packaging"
SAMPLES = {
    "taobao_51.csv": None,
    "taobao_38.xls": None,
    "tmall_51.xlsx": Platform.TMALL,
    "douyin_50.xlsx": None,
    "wechat_37.csv": None,
}


def summary(path: Path, platform: Platform | None) -> dict[str, Any]:
    """What the golden file keeps of a sample."""
    reader = tables.reader()
    (source,) = reader.sources(path)
    with reader.open(source, platform=platform, now=tables.NOW) as file:
        rows = [plain(row.outcome) for row in file.rows(ShopId("s"))]
        return {
            "encoding": file.encoding,
            "recognised_as": file.recognised_as,
            "platform": str(file.platform),
            "platform_assumed": file.platform_assumed,
            "unknown": [list(item) for item in file.unknown()],
            "rows": rows,
        }


def plain(outcome: Any) -> list[Any]:
    """One row: the facts that a decision rests on, or why it is rejected."""
    if isinstance(outcome, Rejected):
        return ["rejected", outcome.line, outcome.column, outcome.value,
                phrase(outcome.reason, language="en")]  # fmt: skip
    return [
        outcome.key.case_id, outcome.order_id, str(outcome.type), str(outcome.stage),
        outcome.claim_fen, outcome.paid_fen, when(outcome.applied_at), when(outcome.given_due),
        when(outcome.times.final_at), outcome.reason,
        outcome.outbound.waybill if outcome.outbound else "",
        outcome.back.waybill if outcome.back else "",
    ]  # fmt: skip


def when(at: int | None) -> str:
    """An instant, readable in a golden file."""
    return "" if at is None else beijing.iso(at)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_reads_as_recorded(name: str) -> None:
    """``WRITE_GOLDEN=1`` records anew, after a look at what changed."""
    golden = HERE / "golden" / f"{name}.json"
    told = summary(resources.folder("samples") / name, SAMPLES[name])
    if os.environ.get("WRITE_GOLDEN"):
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in told.pop("rows"))
        head = json.dumps(told, ensure_ascii=False)[:-1]
        golden.write_text(f'{head}, "rows": [\n{lines}\n]}}\n', encoding="utf-8")
        return
    assert told == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_has_open_and_final_cases(name: str) -> None:
    rows = summary(resources.folder("samples") / name, SAMPLES[name])["rows"]
    stages = {row[3] for row in rows if row[0] != "rejected"}
    assert 25 <= len(rows) <= 60
    assert Stage.MERCHANT_REVIEW in stages
    assert Stage.REFUNDED in stages


def test_the_samples_are_what_the_script_makes(tmp_path: Path) -> None:
    made = script().make(tmp_path)
    assert [path.name for path in made] == list(SAMPLES)
    for path in made:
        kept = resources.folder("samples") / path.name
        assert lines_of(path) == lines_of(kept), f"run python packaging/samples.py ({path.name})"


def test_another_day_moves_the_times_and_nothing_else(tmp_path: Path) -> None:
    path = script().make(tmp_path, base_date="2027-03-01T09:30")[0]
    rows = summary(path, None)["rows"]
    kept = summary(resources.folder("samples") / path.name, None)["rows"]
    assert [row[:6] for row in rows] == [row[:6] for row in kept]
    assert all(row[6] > "2027" for row in rows if row[0] != "rejected")


def script() -> ModuleType:
    """``packaging/samples.py``, which is no package of the product."""
    spec = importlib.util.spec_from_file_location("samples", PACKAGING / "samples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def lines_of(path: Path) -> list[list[str]]:
    """All cells of a table, header included, whatever the bytes of the file are."""
    from workbench.platforms.files.reader import Table
    from workbench.platforms.files.sheets import ChildLimits

    source = Source(
        name=path.name,
        kind=tables.reader().sources(path)[0].kind,
        path=path,
        size=path.stat().st_size,
        modified_at=Millis(0),
    )
    with Table(source, ChildLimits()).open() as sheets:
        return [row for sheet in sheets for _, row in sheet.rows]
