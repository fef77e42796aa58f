"""A fake importer: reports as the command line prints them, with progress, a stop and mistakes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.base.errors import KnownError
from workbench.base.texts import text

HOSTILE = "<img src=x onerror=alert(1)>\u202e退款.csv"
REJECTED = (
    (88, "买家退款金额", "1,2O9.00", "不是金额，混了字母 O", "179044028816000088"),
    (143, "退款编号", "1.79044E+15", "编号被表格软件改成科学计数，丢了位", ""),
    (402, "超时时间", "2026-13-02 09:00", "没有 13 月", "179044028816000402"),
    (517, "订单编号", "", "缺订单编号，认不出是哪一单", "179044028816000517"),
    (903, "买家退款金额", "-42.00", "退款不会是负数", "179044028816000903"),
    (1107, "退款的申请时间", '=HYPERLINK("http://x")', "<b>不是时间</b>", "1790440288160001107"),
)


def report(name: str = "退款管理_20261123.csv", *, rejected: int = len(REJECTED),
           assumed: bool = False) -> dict[str, object]:  # fmt: skip
    """One file as the picture shows it."""
    return {
        "file": name, "encoding": "gb18030", "recognised_as": "taobao_51",
        "platform": "taobao", "platform_assumed": assumed, "rows": 1241 + rejected,
        "added": 312, "updated": 871, "unchanged": 58,
        "rejected": [
            {"line": line, "column": column, "value": value, "reason": reason, "row_id": row}
            for line, column, value, reason, row in REJECTED[:rejected]
        ],
        "warnings": ["“卖家已同意待发券”在退款状态里不认识（3 行）：照原文留着。",
                     "“百补专享”在业务类型里不认识（6 行）：照原文留着。"],
        "totals": {"claim_fen": 12_486_30, "paid_fen": 18_902_80},
    }  # fmt: skip


def broken(name: str) -> dict[str, object]:
    """A file that cannot be used."""
    return {"file": name, "error": {"kind": "unrecognised", "message": "认不出是哪个平台的导出。"}}


@dataclass
class Importer:
    """Answers ``import_files``. ``gate`` holds it at half of the rows; the stop is looked at then.

    ``asked`` lists (dry run, platform, shop).
    """

    files: Sequence[dict[str, object]] = field(default_factory=lambda: [report()])
    gate: threading.Event = field(default_factory=threading.Event)
    halfway: threading.Event = field(default_factory=threading.Event)
    hold: bool = False
    deaf: bool = False  # never looks at the stop
    error: KnownError | None = None
    asked: list[tuple[bool, str, str]] = field(default_factory=list)

    def __call__(
        self, paths: Sequence[Path], *, shop: str, platform: str, dry_run: bool,
        progress: Callable[[int, int], bool] | None,
    ) -> dict[str, object]:  # fmt: skip
        self.asked.append((dry_run, platform, shop))
        del paths
        files = list(self.files)
        if progress is not None:
            going = progress(620, 1248)
            self.halfway.set()
            if self.hold:
                self.gate.wait(20)
                going = progress(621, 1248)
            if going is False and not self.deaf:
                raise KnownError("cancelled", text("The import was stopped: nothing was changed."))
        if self.error is not None:
            raise self.error
        return {"files": files}
