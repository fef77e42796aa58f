"""Every part of ``workbench.ui.widgets`` on one sheet, after design picture 14."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from workbench.ui.widgets.bars import ActionBar, Box, PanelBar, ProgressRow
from workbench.ui.widgets.base import set_ground
from workbench.ui.widgets.buttons import IconButton, KeyButton, LinkButton
from workbench.ui.widgets.choices import CheckItem, CheckList, Combo, Switch
from workbench.ui.widgets.dropzone import DropZone
from workbench.ui.widgets.facts import FactsGrid
from workbench.ui.widgets.fields import Field, SearchBox, TextArea
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import Chip, Divider, KeyCap, LoaderIcon, PlatformMark
from workbench.ui.widgets.meters import BudgetBar, IntervalBar, PurseBar, RatioBar
from workbench.ui.widgets.notes import Banner, Note
from workbench.ui.widgets.rail import Rail, RailItem
from workbench.ui.widgets.states import EmptyState, SkeletonRows
from workbench.ui.widgets.steps import Steps
from workbench.ui.widgets.tabs import Tabs
from workbench.ui.widgets.toast import Toast

WIDTH = 760


class ControlSheet(QWidget):
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
        for part in (
            self._buttons,
            self._fields,
            self._chips,
            self._notes,
            self._waiting,
            self._figures,
            self._case,
            self._places,
        ):
            part()

    def settle(self) -> None:
        """Put the focus where the picture wants it."""
        self.activateWindow()
        self.focused.setFocus()
        self.busy.set_busy("发送中")

    def _row(self, *widgets: QWidget, stretch: bool = True) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in widgets:
            row.addWidget(widget)
        if stretch:
            row.addStretch(1)
        self.column.addLayout(row)

    def _title(self, text: str, hint: str = "") -> None:
        self._row(label(text, bold=True), label(hint, size=12, ink="text3"))

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

    def _notes(self) -> None:
        self._title("告知、横幅和撤回条")
        self.column.addWidget(Note("soon", title="只能交一次", body="交出后不能补、不能改。"))
        self.column.addWidget(
            Note(
                "plain",
                icon="lock",
                title="无权限，请去申请权限",
                body="打开售后入口 · OPEN-6",
                action="申请权限",
            )
        )
        self.column.addWidget(
            Note(
                "crit",
                title="没发成",
                body="平台说：售后单已变更（版本 41，你看的是 40）。先看变化，再决定。",
                action="看变化",
            )
        )
        self.column.addWidget(
            Note(
                "info",
                icon="scale",
                title="若拒绝：多半判买家赢",
                body="描述不符＋退货退款，计入纠纷率。能改变结果的：同光源对比图。",
                stacked=True,
            )
        )
        self.column.addWidget(
            Banner(
                "soon",
                icon="wifi-off",
                title="没有网",
                text="3 个动作在排队，最早的一单 41 分后到点，怕来不及",
                action="改用手机到平台点",
            )
        )
        self.column.addWidget(
            Banner(
                "sel",
                icon="flask-conical",
                text="演示店：时间可以快进，什么都不会弄坏",
                action="快进 1 小时",
                action_icon="fast-forward",
            )
        )
        holder = QWidget()
        holder.setFixedHeight(48)
        self.column.addWidget(holder)
        self.toast = Toast(holder)
        self.toast.anchor(0, 46)
        self.toast.announce(
            "方案“优惠券 ¥20”",
            strong="6 秒后发出",
            icon="send",
            action="撤回",
            key="Ctrl Z",
            progress=True,
        )

    def _waiting(self) -> None:
        self._title("等、空、坏")
        empty = EmptyState(
            "circle-check",
            "待处理清空了",
            "今天处理 126 单，没有一单拖到点。",
            action="看等买家 41",
            key="Ctrl 4",
            ink="ok",
        )
        skeleton = SkeletonRows(3)
        skeleton.setFixedHeight(146)
        self._row(skeleton, empty, stretch=False)
        progress = ProgressRow()
        progress.set_progress(57_400, 124_800, "读了 57,400 / 124,800 行")
        self.column.addWidget(progress)

    def _figures(self) -> None:
        self._title("数", "等宽数字；区间和次数一起写")
        budget = BudgetBar(3, 5, planned=1)
        budget.setFixedWidth(140)
        self._row(
            label("接受 38%", size=12),
            IntervalBar(0.27, 0.38, 0.5),
            label("27–50%，61 次", size=12, ink="text2"),
            label("无故拒绝 3 / 5", size=12, bold=True),
            budget,
        )
        self._row(
            PurseBar(0.32), RatioBar(0.25, [(0.3, "30% 警告"), (0.6, "60% 扣款")]), stretch=False
        )
        self._row(
            label("¥12,486.30", size=26, bold=True),
            label("00:41:07", size=20, bold=True),
            label("1小时26分", size=16, bold=True),
            label("¥699.00", size=14, bold=True),
            label("13 正文 0123456789"),
            label("12 注 0123456789", size=12, ink="text3"),
        )

    def _case(self) -> None:
        tabs = Tabs(height=40)
        for text, count in (("事实", None), ("时间线", 12), ("方案", 3), ("凭证", 2), ("R&D", 1)):
            tabs.add_tab(text, count)
        self.column.addWidget(tabs)
        self.column.addWidget(PanelBar("协商", "第 1 轮，最多 3 轮", close="收起"))
        self.column.addWidget(Steps(["买家申请", "商家审核", "买家退货", "商家收货", "退款"], 1))
        self.column.addWidget(
            Steps(["写好", "试算", "试运行 7 天，只记不做", "运行"], 2, numbered=True)
        )
        facts = FactsGrid()
        facts.set_facts(
            [
                ("申请", "11-21 22:13"),
                ("签收", "11-20 15:42"),
                ("货物", "买家已收到"),
                ("买家", "晴**7"),
                ("历史", "4 单，售后 1 次"),
                ("收货地", "很长的地址" * 12),
            ]
        )
        box = Box("现在能做什么", "按本店历史排", ruled=True)
        box.body.addWidget(facts)
        box.body.addWidget(ElidedLabel("省略到最后的一行：" + "双面羊毛呢大衣 燕麦色 L " * 8))
        self.column.addWidget(box)

    def _places(self) -> None:
        self.column.addWidget(Divider())
        self._row(
            DropZone("拖入或粘贴"),
            label("此说明可带图，不强制。JPG/PNG/GIF，每张 ≤ 500 KB", size=12, ink="text2"),
        )
        bar = ActionBar()
        bar.left.addWidget(KeyButton("协商", key="N", icon="messages-square", kind="primary"))
        bar.left.addWidget(KeyButton("同意退货", key="A", icon="check"))
        bar.right.addWidget(KeyButton("更多", key="M", icon="ellipsis", kind="ghost"))
        self.column.addWidget(bar)


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
