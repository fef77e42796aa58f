"""A desk for one case: a world, a door that can be told what to answer, a pane in a window."""

# ruff: noqa: ARG002 - the contract's signatures

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QApplication

from tests.gui.case import scenes
from tests.helpers.fake_door import FakeDoor, thresholds
from tests.helpers.fake_queries import FakeQueries
from tests.helpers.fake_world import FakeWorld
from workbench.base.settings import checked
from workbench.domain.kinds import Delivery
from workbench.services.model import ActOption, ActResult
from workbench.services.ports import OutboxItem
from workbench.ui.case.hands import Hands
from workbench.ui.case.pane import CasePane
from workbench.ui.operations import Operations
from workbench.ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from workbench.domain.case import Address, Case, CaseKey
    from workbench.domain.policy.model import Policy
    from workbench.services.queries import CaseDetail
    from workbench.services.workbench import ActRequest, NegotiationForm, RefusalForm

WAIT = 5_000


@dataclass
class Orders:
    """What the door and the queries are told to answer; what they were asked."""

    details: dict[CaseKey, CaseDetail] = field(default_factory=dict)
    options: dict[str, ActOption] = field(default_factory=dict)
    only: tuple[ActOption, ...] | None = None
    talks: NegotiationForm | None = None
    refusing: RefusalForm | None = None
    policy: Policy | None = None
    addresses: list[Address] = field(default_factory=lambda: list(scenes.ADDRESSES))
    answers: list[ActResult | Exception] = field(default_factory=list)
    handoff: dict[str, object] = field(default_factory=dict)
    requests: list[ActRequest] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    looked: list[CaseKey] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)
    chosen: list[Path] = field(default_factory=list)


@dataclass
class CaseDoor(FakeDoor):
    """The fake door, but for what ``orders`` say."""

    orders: Orders = field(default_factory=Orders)

    def act(self, request: ActRequest, actor: str = "owner") -> ActResult:
        self.orders.requests.append(request)
        if self.orders.answers:
            answer = self.orders.answers.pop(0)
            self._enter("act")
            if isinstance(answer, Exception):
                raise answer
            return replace(
                answer,
                shop=request.key.shop,
                case_id=request.key.case_id,
                action=request.action,
                command_id=request.command_id,
            )
        return super().act(request, actor)

    def options(self, case: Case) -> tuple[ActOption, ...]:
        if self.orders.only is not None:
            self._enter("options")
            return self.orders.only
        usual = {option.action: option for option in super().options(case)}
        return tuple({**usual, **self.orders.options}.values())

    def policy_of(self, case: Case) -> Policy:
        return self.orders.policy or super().policy_of(case)

    def negotiation_form(self, case: Case) -> NegotiationForm:
        usual = super().negotiation_form(case)
        return self.orders.talks or usual

    def refusal_form(self, case: Case) -> RefusalForm:
        usual = super().refusal_form(case)
        return self.orders.refusing or usual

    def addresses(self, shop: str) -> list[Address]:
        return self.orders.addresses

    def look_again(self, key: CaseKey) -> Any:
        self.orders.looked.append(key)
        return super().look_again(key)

    def handoffs(self) -> list[OutboxItem]:
        return [replace(item, result=self.orders.handoff) for item in super().handoffs()]

    def handoff_done(self, command_id: str, actor: str = "owner") -> ActResult:
        self.orders.done.append(command_id)
        row, case = next(
            (row, case)
            for row, case in self.world.made.items()
            if case.intent is not None and case.intent.command_id == command_id
        )
        assert case.intent is not None
        intent = replace(case.intent, state=Delivery.HANDOFF_DONE)
        change = self.world.put(row, replace(case, intent=intent))
        return ActResult(
            shop=case.key.shop,
            case_id=case.key.case_id,
            action=intent.action,
            command_id=command_id,
            ok=True,
            delivery="handoff_done",
            changes=(change,),
        )


@dataclass
class CaseQueries(FakeQueries):
    """The fake queries, but for the details that are told."""

    told: Orders = field(default_factory=Orders)

    def detail(self, key: CaseKey) -> CaseDetail | None:
        usual = super().detail(key)
        if usual is None:
            return None
        told = self.told.details.get(key)
        return usual if told is None else replace(told, case=usual.case)


class Desk:
    """A pane over a world, shown in a window of a size; ``show`` waits until the door answered."""

    def __init__(self, qtbot: QtBot, folder: Path, **settings: Any) -> None:
        self.qtbot = qtbot
        self.world = FakeWorld(60)
        self.orders = Orders()
        self.session = Session(
            operations=Operations(
                lambda: CaseDoor(self.world, orders=self.orders),
                lambda: CaseQueries(self.world, told=self.orders),
            ),
            clock=self.world.clock,
            settings=checked({"theme": "light", **settings}),
            save_settings=lambda _settings: None,
            data_dir=folder,
            actor="小满",
            demo=False,
            thresholds=thresholds,
        )
        self.told: list[tuple[str, str]] = []
        self.asked: list[tuple[str, object]] = []
        self.acted: list[ActResult] = []
        self.failed: list[object] = []
        self.session.told.connect(lambda words, kind: self.told.append((words, kind)))
        self.session.asked.connect(lambda name, value: self.asked.append((name, value)))
        self.session.acted.connect(self.acted.append)
        self.session.operations.failed.connect(self.failed.append)
        self.pane = CasePane(self.session, hands=self._hands())
        qtbot.addWidget(self.pane)
        self.pane.resize(776, 756)

    def _hands(self) -> Hands:
        def choose(
            _parent: QWidget,
            _title: str,
            _suffixes: Sequence[str],
            take: Callable[[list[Path]], None],
        ) -> None:
            take(list(self.orders.chosen))

        def open_url(url: str) -> bool:
            self.orders.opened.append(url)
            return True

        return Hands(open_url=open_url, copy=self.orders.copied.append, choose=choose)

    # -- the world

    def case(self, number: int = 1) -> Case:
        """A case of the world."""
        return self.world.case(number)

    def put(self, number: int = 1, **values: Any) -> Case:
        """Change a case quietly, before it is shown."""
        case = replace(self.world.case(number), **values)
        self.world.put(number, case, quiet=True)
        return case

    def rich(self, number: int = 1) -> Case:
        """Give a case everything a case can have."""
        case = scenes.rich(self.world.case(number), self.world.clock.now())
        self.world.put(number, case, quiet=True)
        self.orders.details[case.key] = scenes.detail(case, self.world.clock.now())
        for name in case.buyer_pictures:
            picture(self.session.data_dir / "attachments" / name, "#C9B87A")
        return case

    # -- the pane

    def show(self, number: int = 1) -> CasePane:
        """Show a case and wait until all is known of it."""
        self.pane.show()
        self.pane.activateWindow()
        self.qtbot.waitUntil(self.pane.isActiveWindow, timeout=WAIT)
        self.pane.show_case(self.world.case(number).key)
        self.settle()
        return self.pane

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(self._known, timeout=WAIT)

    def _known(self) -> bool:
        loaded = self.pane.loaded
        return loaded is not None and loaded.asked and not self.pane.loader._busy

    def turn(self) -> None:
        """Let the window do what it has queued, without waiting."""
        for _ in range(3):
            QApplication.processEvents()

    def quiet(self) -> None:
        """Wait until the workers did all they were given, and the window heard of it."""
        self._round()
        self._round()  # an answer may ask again
        self.turn()

    def _round(self) -> None:
        heard: list[str] = []
        operations = self.session.operations
        operations.write(lambda _door: "writer", heard.append)
        operations.read(lambda _queries: "reader", heard.append)
        operations.reach(lambda _door: "network", heard.append)
        self.qtbot.waitUntil(lambda: len(heard) == 3, timeout=WAIT)

    def open(self, name: str) -> Any:
        """Run an act and wait for its panel."""
        self.pane.run_action(name)
        return self.panel()

    def panel(self) -> Any:
        """The open panel, once it is there."""
        self.qtbot.waitUntil(lambda: self.pane.host.panel is not None, timeout=WAIT)
        return self.pane.host.panel

    def closed(self) -> None:
        """Wait until the panel is gone."""
        self.qtbot.waitUntil(lambda: self.pane.host.panel is None, timeout=WAIT)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """A key to whatever has the focus."""
        focus = QApplication.focusWidget()
        if focus is None:
            focus = self.pane
        if modifier is None:
            self.qtbot.keyClick(focus, key)
        else:
            self.qtbot.keyClick(focus, key, modifier)

    def click(self, widget: QWidget) -> None:
        """A real click in the middle."""
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def send(self) -> None:
        """Ctrl+Enter."""
        self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def request(self, count: int = 1) -> ActRequest:
        """The last act that reached the door."""
        self.qtbot.waitUntil(lambda: len(self.orders.requests) >= count, timeout=WAIT)
        return self.orders.requests[-1]

    def close(self) -> None:
        """End the workers."""
        self.session.operations.close()


def picture(path: Path, color: str, *, side: int = 160, noise: bool = False) -> Path:
    """A picture file; with ``noise`` one that does not compress."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    painter = QPainter(image)
    painter.fillRect(side // 4, side // 5, side // 2, side // 2, QColor("#EFE6C8"))
    painter.end()
    if noise:
        import random

        rng = random.Random(1)
        for y in range(side):
            for x in range(side):
                image.setPixel(x, y, rng.getrandbits(24))
    QImageWriter(str(path), b"png").write(image)
    return path
