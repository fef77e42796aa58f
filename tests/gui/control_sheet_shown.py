"""What tells and shows on the control sheet: notes, states, figures, a case, places to drop."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.ui.widgets.bars import ActionBar, Box, PanelBar, ProgressRow
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.dropzone import DropZone
from workbench.ui.widgets.facts import FactsGrid
from workbench.ui.widgets.labels import ElidedLabel, label
from workbench.ui.widgets.marks import Divider
from workbench.ui.widgets.meters import BudgetBar, IntervalBar, PurseBar, RatioBar
from workbench.ui.widgets.notes import Banner, Note
from workbench.ui.widgets.states import EmptyState, SkeletonRows
from workbench.ui.widgets.steps import Steps
from workbench.ui.widgets.tabs import Tabs
from workbench.ui.widgets.toast import Toast


class ShownParts(QWidget):
    """The parts that only show; they go into ``column``."""

    column: QVBoxLayout
    toast: Toast

    def show_parts(self) -> None:
        """Lay all of them out, one below the other."""
        for part in (
            self._notes,
            self._toast,
            self._waiting,
            self._figures,
            self._case,
            self._places,
        ):
            part()

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

    def _toast(self) -> None:
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
