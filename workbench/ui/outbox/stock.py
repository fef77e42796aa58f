"""Reads what is on its way, groups it, and judges whether it will come in time (OUT-3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.domain.case import CaseKey
from workbench.domain.kinds import CaseId, Delivery, ShopId
from workbench.services.policies import default_book

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.domain.kinds import Platform
    from workbench.services.ports import Change, OutboxItem
    from workbench.services.queries import CardRow, Queries
    from workbench.services.workbench import WorkbenchDoor
    from workbench.ui.session import Session

WAITING, SENDING, UNKNOWN, REFUSED = "waiting", "sending", "unknown", "refused"
BY_HAND, DONE = "by_hand", "done"
GROUPS = (BY_HAND, UNKNOWN, REFUSED, WAITING, SENDING, DONE)
GROUP_OF = {
    Delivery.WAITING: WAITING, Delivery.REVIEW: WAITING, Delivery.SENDING: SENDING,
    Delivery.UNKNOWN: UNKNOWN, Delivery.REFUSED: REFUSED, Delivery.HANDOFF: BY_HAND,
    Delivery.HANDOFF_DONE: DONE, Delivery.DONE: DONE,
}  # fmt: skip
LIMIT = 300
SHOWN = {DONE: 30}
MOST = 100
_NEWS = frozenset({"outbox", "case", "entry"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One act on its way, and the card it belongs to (None: an act on an order)."""

    item: OutboxItem
    group: str
    card: CardRow | None = None
    platform: str = ""
    shop_name: str = ""
    hosts: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Its command id."""
        return self.item.command_id

    def due_at(self) -> int | None:
        """The deadline of its case."""
        return self.card.due_at if self.card is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """Everything on its way by group; ``more`` per group were left out."""

    groups: dict[str, tuple[Parcel, ...]] = field(default_factory=dict)
    more: dict[str, int] = field(default_factory=dict)

    def all(self) -> list[Parcel]:
        """Every parcel, group by group."""
        return [parcel for group in GROUPS for parcel in self.groups.get(group, ())]


def late(parcel: Parcel, now: int) -> bool:
    """OUT-3: it will leave, or leaves, only after the deadline of its case."""
    due = parcel.due_at()
    if due is None or parcel.group not in (WAITING, SENDING, BY_HAND):
        return False
    return max(parcel.item.hold_until, now) > due


def soon_late(parcel: Parcel, now: int, limit: int) -> bool:
    """Not late yet, but the deadline of its case comes within ``limit`` ms."""
    due = parcel.due_at()
    if due is None or parcel.group not in (WAITING, BY_HAND, UNKNOWN) or late(parcel, now):
        return False
    return due - now < limit


def read(queries: Queries) -> list[tuple[OutboxItem, CardRow | None]]:
    """The acts and their cards; runs on the reading worker."""
    items = [
        item
        for item in queries.outbox(states=tuple(GROUP_OF), limit=LIMIT)
        if item.state in GROUP_OF
    ]
    numbers: dict[CaseKey, int] = {}
    for item in items:
        key = CaseKey(ShopId(item.shop), CaseId(item.case_id))
        if item.case_id and key not in numbers:
            number = queries.card_id(key)
            if number is not None:
                numbers[key] = number
    cards = {card.id: card for card in queries.cards(list(numbers.values()))}
    found = []
    for item in items:
        number = numbers.get(CaseKey(ShopId(item.shop), CaseId(item.case_id)))
        found.append((item, cards.get(number) if number is not None else None))
    return found


class Keeper(QObject):
    """Keeps the stock fresh: ``loaded(Stock)``, ``failed(error)``."""

    loaded = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._busy = self._again = False
        self._shops: dict[str, tuple[str, Platform]] = {}
        self._hosts: dict[str, tuple[str, ...]] = {}
        session.changed.connect(self._on_changes)
        session.shop_changed.connect(self._shop_changed)

    def reload(self) -> None:
        """Read again; while a reading is under way, once more after it."""
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        if not self._shops:
            self._session.operations.write(_surroundings, self._know, self._fail)
        else:
            self._session.operations.read(read, self._came, self._fail)

    def _know(
        self, found: tuple[dict[str, tuple[str, Platform]], dict[str, tuple[str, ...]]]
    ) -> None:
        self._shops, self._hosts = found
        self._session.operations.read(read, self._came, self._fail)

    def _came(self, found: list[tuple[OutboxItem, CardRow | None]]) -> None:
        self._busy = False
        parcels = [self._parcel(item, card) for item, card in found]
        groups: dict[str, tuple[Parcel, ...]] = {}
        more: dict[str, int] = {}
        for group in GROUPS:
            inside = [one for one in parcels if one.group == group and self._wanted(one)]
            inside.sort(key=_order(group))
            most = SHOWN.get(group, MOST)
            groups[group], more[group] = tuple(inside[:most]), max(0, len(inside) - most)
        self.loaded.emit(Stock(groups=groups, more=more))
        if self._again:
            self.reload()

    def _wanted(self, parcel: Parcel) -> bool:
        return self._session.shop in ("", parcel.item.shop)

    def _parcel(self, item: OutboxItem, card: CardRow | None) -> Parcel:
        name, platform = self._shops.get(item.shop, ("", ""))
        return Parcel(
            item=item, group=GROUP_OF[item.state], card=card, platform=str(platform),
            shop_name=name, hosts=self._hosts.get(str(platform), ()),
        )  # fmt: skip

    def _fail(self, error: Exception) -> None:
        self._busy = self._again = False
        self.failed.emit(error)

    def _shop_changed(self, shop: str) -> None:
        del shop
        self.reload()

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        if any(change.kind == "shop" for change in changes):
            self._shops = {}
        if any(change.kind in _NEWS or change.kind == "shop" for change in changes):
            self.reload()


def _surroundings(
    door: WorkbenchDoor,
) -> tuple[dict[str, tuple[str, Platform]], dict[str, tuple[str, ...]]]:
    """Names and platforms of the shops, and the hosts whose pages may be opened."""
    book, now = default_book(), door.now()
    shops = {str(shop.id): (shop.name, shop.platform) for shop in door.shops()}
    platforms = {platform for _name, platform in shops.values()}
    return shops, {str(one): book.at(one, now).hosts for one in platforms}


def _order(group: str) -> Callable[[Parcel], tuple[int, int]]:
    def key(parcel: Parcel) -> tuple[int, int]:
        item = parcel.item
        if group == DONE:
            return (-(item.finished_at or item.sent_at or item.created_at), 0)
        due = parcel.due_at()
        return (due if due is not None else 1 << 62, item.created_at)

    return key
