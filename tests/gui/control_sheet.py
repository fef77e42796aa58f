"""Every part of ``workbench.ui.widgets`` on one sheet, after design picture 14."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from tests.gui.control_sheet_shown import ShownParts
from workbench.ui.widgets.base import set_ground
from workbench.ui.widgets.buttons import IconButton, KeyButton, LinkButton
from workbench.ui.widgets.choices import CheckItem, CheckList, Combo, Switch
from workbench.ui.widgets.fields import Field, SearchBox, TextArea
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import Chip, KeyCap, LoaderIcon, PlatformMark
from workbench.ui.widgets.rail import Rail, RailItem

WIDTH = 760


class ControlSheet(ShownParts):
    """A rail at the left, parts below each other at the right."""

    def __init__(self) -> None:
        super().__init__()
        set_ground(self, "surface")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(_rail())
        right = QWidget()
        right.setFixedWidth(WIDTH)
        self.column = QVBoxLayout(right)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.setSpacing(10)
        outer.addWidget(right)
        self._buttons()
        self._fields()
        self._chips()
        self.show_parts()

    def settle(self) -> None:
        """Put the focus where the picture wants it."""
        self.activateWindow()
        self.focused.setFocus()
        self.busy.set_busy("发送中")

    def _buttons(self) -> None:
        self._title("按钮", "一屏只有一个实底主按钮；按不了的写明为什么")
        self._row(
            KeyButton("发送", key="Ctrl ↵", icon="send", kind="primary"),
            KeyButton("同意退货", key="A", icon="check"),
            KeyButton("拒绝", key="R", icon="x", kind="danger"),
            KeyButton("更多", key="M", icon="ellipsis", kind="ghost"),
            KeyButton("小号", icon="download", small=True),
            KeyButton("全部店铺（4）", icon="store", trail="chevron-down"),
        )
        self.focused = KeyButton("焦点")
        blocked = KeyButton("举证", key="E", icon="paperclip")
        blocked.set_blocked("平台还没介入，暂时用不上 · DISP-1")
        self.busy = KeyButton("发送 ¥20", icon="send")
        checked = KeyButton("30 天", small=True)
        checked.setCheckable(True)
        checked.setChecked(True)
        self._row(
            self.focused,
            blocked,
            label("平台还没介入，暂时用不上 · DISP-1", size=12, ink="text2"),
            KeyButton("仍要拒绝", icon="x", kind="over"),
            self.busy,
        )
        self._row(
            checked,
            KeyButton("7 天", small=True),
            KeyButton("¥100.00", kind="value", small=True),
            LinkButton("看全部 3 条依据"),
            LinkButton("时限依据", icon="book-open-text"),
            IconButton("copy", "复制"),
            KeyCap("Ctrl K"),
            KeyCap("?"),
            LoaderIcon(),
        )

    def _fields(self) -> None:
        self._title("输入")
        off = Field("不能改")
        off.setEnabled(False)
        wrong = Field(money=True)
        wrong.setText("¥1,500.00")
        wrong.set_error("要少于申请金额 ¥468.00")
        counted = Field("备注", limit=50)
        counted.setText("下午回电话")
        self._row(
            SearchBox("搜买家、订单号", key="Ctrl K"),
            Combo([("商品与页面有出入，愿意补偿", 1), ("别的", 2)]),
            off,
            stretch=False,
        )
        self._row(wrong, label("要少于申请金额 ¥468.00", ink="crit"), counted, stretch=False)
        on, off_switch = Switch("开", "关"), Switch("开", "关")
        on.setChecked(True)
        part = QCheckBox("一部分")
        part.setTristate(True)
        part.setCheckState(part.checkState().PartiallyChecked)
        ticked, radio = QCheckBox("选了"), QRadioButton("单选")
        ticked.setChecked(True)
        radio.setChecked(True)
        self._row(QCheckBox("没选"), ticked, part, QRadioButton("单选"), radio, off_switch, on)
        area = TextArea(limit=400, unit="字节", lines=3, measure=lambda text: len(text.encode()))
        area.set_text(
            "亲，给您添麻烦了。地毯实物厚 9 毫米，页面写的是“约 10 毫米”，边角卷是压缩包装造成的。"
        )
        area.add_foot(KeyButton("话术", icon="message-square-quote", kind="ghost", small=True))
        area.set_note("这套话术留住 31%（23–42%），86 次")
        self.column.addWidget(area)
        self.column.addWidget(
            CheckList(
                [
                    CheckItem(
                        "a",
                        "我知道：没协商就拒绝，可能赔买家 ¥50.00，并记今天第 4 次无故拒绝。",
                        "REF-1，要单独确认",
                    )
                ]
            )
        )

    def _chips(self) -> None:
        self._title("标和旗")
        chips = (
            ("平台介入中", "plain", "gavel"),
            ("协商中 1/3", "nego", "messages-square"),
            ("结果未知", "soon", "circle-question-mark"),
            ("平台退回", "crit", "circle-x"),
            ("可以打开", "ok", "circle-check"),
            ("待你到平台点", "info", "external-link"),
        )
        self._row(
            *(Chip(text, kind=kind, icon=icon) for text, kind, icon in chips),
            *(PlatformMark(mark) for mark in "淘猫抖视"),
            PlatformMark("TB"),
        )
        flags = (
            ("大额", "red"),
            ("待验货", "yellow"),
            ("已补寄", "green"),
            ("拦截中", "blue"),
            ("老客", "purple"),
            ("自动", "gray"),
        )
        self._row(*(Chip(text, icon="flag", ink=f"flag_{color}") for text, color in flags))


def _rail() -> Rail:
    rooms = (
        ("queue", "队列", "inbox"),
        ("entries", "入口", "door-open"),
        ("disputes", "纠纷", "gavel"),
        ("metrics", "指标", "chart-line"),
        ("rules", "规则", "workflow"),
        ("team", "团队", "users"),
        ("shops", "店铺", "store"),
        ("settings", "设置", "settings"),
    )
    rail = Rail([RailItem(*room, bottom=room[0] == "settings") for room in rooms])
    rail.set_current("queue")
    rail.set_badge("queue", 3, loud=True)
    rail.set_badge("entries", 7)
    return rail
