"""A fake merchant with orders, entries, an outbox, addresses and files, for the four screens."""

# ruff: noqa: ARG002 - the contract's signatures

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tests.helpers import fake_goods as goods
from tests.helpers.fake_door import FakeDoor, thresholds
from tests.helpers.fake_queries import FakeQueries
from tests.helpers.fake_world import NOW, FakeWorld
from workbench.base.settings import Settings, checked
from workbench.base.texts import text
from workbench.domain.beijing import DAY, HOUR, MINUTE
from workbench.domain.case import Address, Entry, Order, Shop
from workbench.domain.guards import reopening
from workbench.domain.kinds import (
    Delivery,
    EntryState,
    Fen,
    Millis,
    OrderId,
    Platform,
    ShopId,
    ShopKind,
)
from workbench.services.policies import default_book
from workbench.services.workbench import EntryResult, SyncReport
from workbench.ui.operations import Operations
from workbench.ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytestqt.qtbot import QtBot

    from workbench.domain.refusal import Refusal
    from workbench.services.model import ActResult
    from workbench.services.ports import OutboxItem

FILES_SHOP = Shop(
    id=ShopId("s5"), name="岚屿文件店", platform=Platform.TAOBAO, kind=ShopKind.FILES,
    platform_assumed=True, as_of=Millis(NOW - 15 * HOUR),
)  # fmt: skip


def order(
    number: str, item: int, *, shop: Shop = goods.SHOPS[0], created: int = 40, success: int = 30,
    days: int = 15, asked: int = 0, **more: object,
) -> Order:  # fmt: skip
    """An order; ``created`` and ``success`` days ago (0: still running), ``asked`` minutes ago."""
    title, sku, price = goods.GOODS[item]
    made = Order(
        shop=shop.id, platform=shop.platform, order_id=OrderId(number), paid_fen=Fen(price),
        created_at=Millis(NOW - created * DAY),
        success_at=Millis(NOW - success * DAY) if success else None,
        after_sale_days=days, item_title=title, sku=sku, buyer_nick="晴**7", quantity=1,
        entry_requested_at=Millis(NOW - asked * MINUTE) if asked else None,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def entry(of: Order, state: str, *, left: int = 0, whole: int = 30 * DAY, **more: object) -> Entry:
    """The entry of an order with ``left`` ms still to run."""
    until = Millis(NOW + left)
    made = Entry(
        shop=of.shop, order_id=of.order_id, state=state, opened_at=Millis(until - whole),
        valid_until=until, command_id=f"open-{of.order_id}", delivery=Delivery.DONE,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


@dataclass
class OrderWorld(FakeWorld):
    """``FakeWorld`` with orders. ``answers`` says what opening an order comes to (done)."""

    orders: dict[tuple[str, str], Order] = field(default_factory=dict)
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    items: dict[str, OutboxItem] = field(default_factory=dict)
    books: dict[str, list[Address]] = field(default_factory=dict)
    reports: dict[str, SyncReport] = field(default_factory=dict)
    answers: dict[str, Delivery] = field(default_factory=dict)
    allow_old: bool = True
    saved: list[Settings] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    imports: list[dict[str, object]] = field(default_factory=list)
    importer: Callable[..., dict[str, object]] | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        self.shops = [*goods.SHOPS, FILES_SHOP]
        self.books = {goods.SHOPS[0].id: [goods.ADDRESS]}

    def add(self, *orders: Order) -> None:
        """Keep orders."""
        for one in orders:
            self.orders[(one.shop, one.order_id)] = one

    def open(self, *entries: Entry) -> None:
        """Keep entries."""
        for one in entries:
            self.entries[(one.shop, one.order_id)] = one


@dataclass
class OrderDoor(FakeDoor):
    """The use cases the four screens need."""

    world: OrderWorld

    def eligibility(self, order: Order) -> tuple[Refusal, ...]:
        self._enter("eligibility")
        return self._check(order)

    def _check(self, one: Order, confirmed: frozenset[str] = frozenset()) -> tuple[Refusal, ...]:
        shop = next(shop for shop in self.world.shops if shop.id == one.shop)
        policy = default_book().at(one.platform, self.now()).entry
        cases = [
            case for case in self.world.made.values()
            if case.order_id == one.order_id and case.key.shop == one.shop
        ]  # fmt: skip
        return reopening.check(
            one, self.world.entries.get((one.shop, one.order_id)), cases, policy, now=self.now(),
            shop_kind=shop.kind, allow_old=self.world.allow_old, confirmed=confirmed,
        )  # fmt: skip

    def open_entries(
        self, orders: Sequence[tuple[str, str]], confirm: frozenset[str], actor: str = "owner"
    ) -> list[EntryResult]:
        self._enter("open_entries")
        return [self._open(self.world.orders[(shop, number)], confirm) for shop, number in orders]

    def _open(self, one: Order, confirm: frozenset[str]) -> EntryResult:
        refused = self._check(one, confirm)
        if refused:
            return EntryResult(order_id=one.order_id, opened=False, state="", refused=refused)
        answer = self.world.answers.get(one.order_id, Delivery.DONE)
        opened = answer is Delivery.DONE
        state = EntryState.OPEN if opened else EntryState.OPENING
        if answer is Delivery.REFUSED:
            state = EntryState.REFUSED
        made = entry(one, state, left=30 * DAY, delivery=answer)
        self.world.open(made)
        from workbench.domain.guards.context import refuse

        words = text("The platform refused: {words}", words="<b>系统繁忙</b>")
        return EntryResult(
            order_id=one.order_id, opened=opened, state=state, command_id=made.command_id,
            valid_until=made.valid_until if opened else None,
            refused=(refuse("OPEN-6", words),) if answer is Delivery.REFUSED else (),
        )  # fmt: skip

    def save_order(self, order: Order, actor: str = "owner") -> Order:
        self._enter("save_order")
        self.world.add(order)
        return order

    def save_shop(self, shop: Shop, actor: str = "owner") -> Shop:
        self._enter("save_shop")
        saved = shop if shop.id else replace(shop, id=ShopId(f"new{len(self.world.shops)}"))
        self.world.shops = [one for one in self.world.shops if one.id != saved.id] + [saved]
        return saved

    def addresses(self, shop: str) -> list[Address]:
        self._enter("addresses")
        return sorted(self.world.books.get(shop, []), key=lambda one: not one.default)

    def save_address(self, address: Address, actor: str = "owner") -> Address:
        self._enter("save_address")
        book = self.world.books.setdefault(address.shop, [])
        saved = address if address.id else replace(address, id=f"new{len(book)}")
        if saved.default:
            book[:] = [replace(one, default=False) for one in book]
        book[:] = [one for one in book if one.id != saved.id] + [saved]
        return saved

    def sync(self, shop: str = "") -> list[SyncReport]:
        self._enter("sync")
        return [
            self.world.reports.get(
                one.id, SyncReport(shop=one.id, read=12, changed=3, unknown_words=0)
            )
            for one in self.world.shops
            if shop in ("", one.id)
        ]

    def undo(self, command_id: str, actor: str = "owner") -> ActResult:
        self._enter("undo")
        from workbench.services.model import ActResult

        item = self.world.items[command_id]
        self.world.undone.append(command_id)
        self.world.items[command_id] = replace(item, state=Delivery.UNDONE)
        return ActResult(
            shop=item.shop, case_id=item.case_id, action=item.action, command_id=command_id,
            ok=True, delivery="undone",
        )  # fmt: skip

    def handoff_done(self, command_id: str, actor: str = "owner") -> ActResult:
        self._enter("handoff_done")
        from workbench.services.model import ActResult

        item = self.world.items[command_id]
        self.world.done.append(command_id)
        self.world.items[command_id] = replace(
            item, state=Delivery.HANDOFF_DONE, finished_at=self.now()
        )
        return ActResult(
            shop=item.shop, case_id=item.case_id, action=item.action, command_id=command_id,
            ok=True, delivery="handoff_done",
        )  # fmt: skip

    def import_files(
        self, paths: Sequence[Path], *, shop: str, platform: str = "", dry_run: bool = False,
        progress: Callable[[int, int], bool] | None = None, actor: str = "owner",
    ) -> dict[str, object]:  # fmt: skip
        self._enter("import_files")
        self.world.imports.append(
            {"paths": list(paths), "shop": shop, "platform": platform, "dry_run": dry_run,
             "thread": threading.current_thread().name}
        )  # fmt: skip
        assert self.world.importer is not None
        return self.world.importer(
            paths, shop=shop, platform=platform, dry_run=dry_run, progress=progress
        )


@dataclass
class OrderQueries(FakeQueries):
    """Orders, entries and the outbox of an ``OrderWorld``."""

    world: OrderWorld

    def orders(
        self, *, shop: str = "", sku: str = "", first: int | None = None, last: int | None = None,
        search: str = "", requested: bool | None = None, limit: int = 200,
    ) -> list[Order]:  # fmt: skip
        self._enter("orders")
        words = search.casefold()
        return [
            one for one in self.world.orders.values()
            if shop in ("", one.shop) and sku in one.sku
            and (first is None or one.created_at >= first)
            and (last is None or one.created_at <= last)
            and (not words or words in f"{one.order_id} {one.item_title} {one.buyer_nick}".lower())
            and (requested is None or (one.entry_requested_at is not None) is requested)
        ][:limit]  # fmt: skip

    def entries(self, *, shop: str = "", states: Sequence[str] = ()) -> list[Entry]:
        self._enter("entries")
        return [
            one for one in self.world.entries.values()
            if shop in ("", one.shop) and (not states or one.state in states)
        ]  # fmt: skip

    def outbox(self, *, states: Sequence[str] = (), limit: int = 200) -> list[OutboxItem]:
        self._enter("outbox")
        found = [one for one in self.world.items.values() if not states or one.state in states]
        return sorted(found, key=lambda one: -one.created_at)[:limit]


def order_session(
    world: OrderWorld, data_dir: Path, settings: Mapping[str, object] | None = None
) -> Session:
    """A session with real operations over ``world``; ``world.saved`` keeps what is written."""
    return Session(
        operations=Operations(lambda: OrderDoor(world), lambda: OrderQueries(world)),
        clock=world.clock,
        settings=checked({"theme": "light", **(settings or {})}),
        save_settings=world.saved.append, data_dir=data_dir, actor="小满", demo=False,
        thresholds=thresholds,
    )  # fmt: skip


def hosted(qtbot: QtBot, screen: QWidget, width: int = 1376, height: int = 824) -> QWidget:
    """Show a screen in a window of a fixed size, as the frame does; gives the window."""
    host = QWidget()
    qtbot.addWidget(host)
    screen.setParent(host)
    host.resize(width, height)
    screen.resize(width, height)
    screen.show()
    host.show()
    host.activateWindow()
    return host


def picture_world() -> OrderWorld:
    """What picture 06 shows."""
    tmall, taobao, douyin, wechat = goods.SHOPS
    world = OrderWorld(60)
    asked = [
        order("2198440377160021", 0, asked=7, created=35, success=20),
        order("2197882011453308", 7, shop=taobao, asked=21, created=32, success=18),
        order("2184091755238140", 5, asked=39, created=120, success=104),
        order("2195336108724419", 16, shop=taobao, asked=51),
        order("2193774066519027", 3, asked=660, days=90, created=20, success=10),
        order("6938221577403316", 6, shop=douyin, asked=744, created=20, success=12),
        order("3720118655082240", 14, shop=wechat, asked=826),
    ]
    world.add(*asked)
    world.open(entry(asked[3], EntryState.EXPIRED, left=-DAY))
    lots = (
        ("2179330455180072", 17, tmall, 46 * MINUTE + 12_000),
        ("2180112790436615", 10, taobao, 4 * HOUR + 12 * MINUTE),
        ("2185771900263348", 1, tmall, 6 * DAY + 11 * HOUR),
        ("6937001822549917", 4, douyin, 17 * DAY + 3 * HOUR),
        *((f"21960042118{n:05d}", 0, tmall, 29 * DAY + 23 * HOUR) for n in range(48, 55)),
    )
    for number, item, shop, left in lots:
        one = order(number, item, shop=shop, created=60, success=45)
        world.add(one)
        world.open(entry(one, EntryState.OPEN, left=left))
    return world
