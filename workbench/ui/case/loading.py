"""Reading one case for the pane: facts first, then what may be done; read again when it changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.domain.kinds import Action, Delivery

if TYPE_CHECKING:
    from workbench.domain.case import Case, CaseKey, Shop
    from workbench.domain.policy.model import Policy
    from workbench.domain.wording.model import WordData
    from workbench.services.model import ActOption
    from workbench.services.ports import Change, OutboxItem
    from workbench.services.queries import CaseDetail
    from workbench.services.workbench import NegotiationForm, RefusalForm, WorkbenchDoor
    from workbench.ui.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A case as the pane shows it. ``asked`` is False until the door has said what may be done."""

    detail: CaseDetail
    shop: Shop | None = None
    policy: Policy | None = None
    options: tuple[ActOption, ...] = ()
    talks: NegotiationForm | None = None
    refusing: RefusalForm | None = None
    handoff: OutboxItem | None = None
    words: WordData | None = None
    asked: bool = False

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.detail.case

    def option(self, action: str) -> ActOption | None:
        """What the door said about an act."""
        return next((option for option in self.options if option.action == action), None)

    def may(self, action: str) -> bool:
        """Whether an act goes, be it after a confirmation."""
        option = self.option(action)
        return option is not None and goes(option)


def goes(option: ActOption) -> bool:
    """Allowed, or stopped by nothing that a tick would not lift."""
    return option.allowed or (bool(option.refusals) and not option.blocking)


def ask(door: WorkbenchDoor, loaded: Loaded) -> Loaded:
    """Everything the door says about a case; runs on the writing worker."""
    case = loaded.case
    fresh = replace(
        loaded,
        options=door.options(case),
        policy=door.policy_of(case),
        words=door.wording(),
        shop=next((shop for shop in door.shops() if shop.id == case.key.shop), None),
        asked=True,
    )
    talks = door.negotiation_form(case) if fresh.may(Action.NEGOTIATE) else None
    refusing = door.refusal_form(case) if fresh.may(Action.REFUSE) else None
    handoff = None
    intent = case.intent
    if intent is not None and intent.state in (Delivery.HANDOFF, Delivery.HANDOFF_DONE):
        handoff = next(
            (item for item in door.handoffs() if item.command_id == intent.command_id), None
        )
    return replace(fresh, talks=talks, refusing=refusing, handoff=handoff)


class CaseLoader(QObject):
    """Loads the case that is shown, off the UI thread, and again when news concern it.

    ``loaded`` comes twice per load: with the facts, and once the door was asked (what the door
    said before stands in the first one, so that nothing flickers). ``gone``: no such case.
    ``failed`` with the error; ``unsure`` where only the door failed.
    """

    loaded = Signal(object)
    gone = Signal()
    failed = Signal(object)
    unsure = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._key: CaseKey | None = None
        self._last: Loaded | None = None
        self._turn = 0
        self._busy = False
        self._again = False
        self._shops: dict[str, Shop] = {}
        session.changed.connect(self._on_changes)

    @property
    def last(self) -> Loaded | None:
        """What was loaded last for the case shown."""
        return self._last

    def show(self, key: CaseKey | None) -> None:
        """Load another case, or none."""
        self._turn += 1
        self._key, self._last = key, None
        self._busy = self._again = False
        if key is not None:
            self.reload()

    def reload(self) -> None:
        """Read the case again; while a reading is under way, once more after it."""
        key = self._key
        if key is None:
            return
        if self._busy:
            self._again = True
            return
        self._busy, turn = True, self._turn
        self._session.operations.read(
            lambda queries: queries.detail(key),
            lambda detail: self._have(turn, detail),
            lambda error: self._fail(turn, error, facts=False),
        )

    def _have(self, turn: int, detail: CaseDetail | None) -> None:
        if turn != self._turn:
            return
        if detail is None:
            self._busy = False
            self._last = None
            self.gone.emit()
            return
        before = self._last
        shop = self._shops.get(detail.case.key.shop)
        fresh = (
            Loaded(detail=detail, shop=shop) if before is None else replace(before, detail=detail)
        )
        self._last = fresh
        self.loaded.emit(fresh)
        self._session.operations.write(
            lambda door: ask(door, fresh),
            lambda whole: self._know(turn, whole),
            lambda error: self._fail(turn, error, facts=True),
        )

    def _know(self, turn: int, whole: Loaded) -> None:
        if turn != self._turn:
            return
        self._busy = False
        self._last = whole
        if whole.shop is not None:
            self._shops[whole.shop.id] = whole.shop
        if self._again:
            self._again = False
            self.reload()
            return
        self.loaded.emit(whole)

    def _fail(self, turn: int, error: Exception, *, facts: bool) -> None:
        if turn != self._turn:
            return
        self._busy = self._again = False
        (self.unsure if facts else self.failed).emit(error)

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        if self._key is not None and any(self._concerns(change) for change in changes):
            self.reload()

    def _concerns(self, change: Change) -> bool:
        key = self._key
        if key is None:
            return False
        if change.kind == "case":
            return change.id == str(key) or self._related(change.id)
        if self._last is None:
            return False
        case = self._last.case
        if change.kind == "outbox":
            return case.intent is not None and change.id == case.intent.command_id
        if change.kind in ("order", "entry"):
            return case.order_id in change.id
        return change.kind in ("setting", "address") or (
            change.kind == "shop" and change.id == key.shop
        )

    def _related(self, case_id: str) -> bool:
        if self._last is None:
            return False
        detail = self._last.detail
        rows = (*detail.of_order, *detail.of_buyer)
        return any(case_id == f"{row.shop}/{row.case_id}" for row in rows)
