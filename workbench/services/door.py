"""``Workbench``: the use cases behind one door, for one thread."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.base.ids import new_id
from workbench.domain.kinds import Delivery, Millis, ShopId
from workbench.services import authorize, forms, recording, suggesting, syncing
from workbench.services.handlers import deciding, reopening, surroundings, undoing
from workbench.services.model import ActResult
from workbench.services.outbox import Outbox, told
from workbench.services.workbench import EntryResult

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from workbench.domain.case import Address, Case, CaseKey, Order, Shop
    from workbench.domain.guards.context import Context
    from workbench.domain.policy.model import Policy
    from workbench.domain.refusal import Refusal
    from workbench.services.deps import Deps
    from workbench.services.importing import ExportReader
    from workbench.services.model import ActOption
    from workbench.services.ports import Change, OutboxItem, UnitOfWork
    from workbench.services.workbench import (
        ActRequest,
        NegotiationForm,
        RefusalForm,
        SyncReport,
    )

_MANAGE = "manage.shops"
_RESTING = (Delivery.DONE, Delivery.REFUSED, Delivery.UNKNOWN, Delivery.HANDOFF, Delivery.UNDONE)


class Workbench:
    """See ``WorkbenchDoor``. Belongs to the thread whose store connection it holds."""

    def __init__(self, deps: Deps, reader: ExportReader | None = None) -> None:
        self.deps = deps
        self.wording = deps.words
        self._reader = reader

    def now(self) -> int:
        """The directory's now, UTC epoch ms."""
        return self.deps.now()

    # ------------------------------------------------------------ deciding

    def act(self, request: ActRequest, actor: str = authorize.OWNER) -> ActResult:
        """Do or store one act; delivery happens in ``pump``."""
        return deciding.act(self.deps, request, actor)

    def act_many(
        self, requests: Sequence[ActRequest], actor: str = authorize.OWNER
    ) -> list[ActResult]:
        """Each act by itself, each with its own result."""
        return [deciding.act(self.deps, request, actor) for request in requests]

    def undo(self, command_id: str, actor: str = authorize.OWNER) -> ActResult:
        """Take a waiting act back."""
        return undoing.undo(self.deps, command_id, actor)

    def resting(self, command_id: str) -> str:
        """Where an act stands if it rests there (done, refused, unknown, handoff), else ""."""
        with self.deps.store.read() as uow:
            item = uow.outbox.get(command_id)
        return str(item.state) if item is not None and item.state in _RESTING else ""

    def outcome(self, result: ActResult) -> ActResult:
        """A result again, with what has become of it meanwhile."""
        with self.deps.store.read() as uow:
            item = uow.outbox.get(result.command_id)
            if item is None:
                return result
            case = uow.cases.get(recording.key_of(item)) if item.case_id else None
        refused, words = told(item)
        return replace(
            result,
            ok=item.state not in (Delivery.REFUSED, Delivery.UNDONE),
            delivery=str(item.state),
            version=case.version if case is not None else result.version,
            negotiation_id=str(item.result.get("negotiation_id", "")),
            refused=refused,
            words=words,
        )

    def options(self, case: Case) -> tuple[ActOption, ...]:
        """Every act, allowed or with every rule that stands in the way."""
        return forms.options(case, self._context(case))

    def policy_of(self, case: Case) -> Policy:
        """The policy of the stage the case is in (POL-3)."""
        return self._context(case).policy

    def negotiation_form(self, case: Case) -> NegotiationForm:
        """What may be proposed now, with how it went in this shop before."""
        return suggesting.negotiation_form(self.deps, case)

    def refusal_form(self, case: Case) -> RefusalForm:
        """What refusing needs and may cost."""
        return forms.refusal_form(case, self._context(case))

    def _context(self, case: Case) -> Context:
        with self.deps.store.read() as uow:
            return surroundings.context_of(self.deps, uow, case)

    # ------------------------------------------------------------ entries

    def eligibility(self, order: Order) -> tuple[Refusal, ...]:
        """Every rule that stands against reopening this order (OPEN)."""
        with self.deps.store.read() as uow:
            return reopening.eligibility(self.deps, uow, order)

    def open_entries(
        self,
        orders: Sequence[tuple[str, str]],
        confirm: frozenset[str] = frozenset(),
        actor: str = authorize.OWNER,
    ) -> list[EntryResult]:
        """Open each (shop, order) by itself and try to deliver it at once.

        Raises ``KnownError`` before the first where one of them is not known.
        """
        with self.deps.store.read() as uow:
            for shop, order_id in orders:
                reopening.order_of(uow, shop, order_id)
        results = []
        for shop, order_id in orders:
            result = reopening.open_entry(self.deps, shop, order_id, confirm, actor)
            if result.command_id:
                Outbox(self.deps).pump(only=result.command_id)
                result = self.entry_outcome(result)
            results.append(result)
        return results

    def entry_outcome(self, result: EntryResult) -> EntryResult:
        """A result again, with what has become of it meanwhile."""
        with self.deps.store.read() as uow:
            item = uow.outbox.get(result.command_id)
            entry = uow.orders.entry(item.shop, item.order_id) if item is not None else None
        if item is None or entry is None:
            return result
        return EntryResult(
            order_id=result.order_id,
            opened=item.state is Delivery.DONE,
            state=str(entry.state),
            valid_until=entry.valid_until,
            refused=told(item)[0] or result.refused,
            command_id=result.command_id,
            delivery=str(item.state),
        )

    # ------------------------------------------------------------ platform

    def pump(self, only: str = "") -> tuple[Change, ...]:
        """Send what is due, look after what is unknown."""
        self.deps.gateways.tick()
        return Outbox(self.deps).pump(only=only)

    def sync(self, shop: str = "") -> list[SyncReport]:
        """Read every shop's changes."""
        return syncing.sync(self.deps, shop)

    def look_again(self, key: CaseKey) -> tuple[Change, ...]:
        """Read one case from its platform now."""
        return syncing.look_again(self.deps, key)

    def handoffs(self) -> list[OutboxItem]:
        """What a person has to do on a platform's page, the oldest first."""
        with self.deps.store.read() as uow:
            return [i for i in uow.outbox.unfinished() if i.state is Delivery.HANDOFF]

    def handoff_done(self, command_id: str, actor: str = authorize.OWNER) -> ActResult:
        """Tick a hand-off; the next reading confirms or contradicts it (OUT-4)."""
        from workbench.services.handlers import handing_off

        return handing_off.done(self.deps, command_id, actor)

    # ------------------------------------------------------------ shops, orders, drafts

    def shops(self) -> list[Shop]:
        """All shops of this directory."""
        with self.deps.store.read() as uow:
            return uow.shops.all()

    def save_shop(self, shop: Shop, actor: str = authorize.OWNER) -> Shop:
        """Add or change a shop."""
        authorize.require(actor, _MANAGE, shop.id)
        saved = shop if shop.id else replace(shop, id=ShopId(new_id()))
        with self.deps.store.write() as uow:
            uow.shops.save(saved)
            self._audit(uow, actor, "save_shop", saved.id, {"name": saved.name})
            uow.changed("shop", saved.id)
            uow.commit()
        return saved

    def addresses(self, shop: str) -> list[Address]:
        """The shop's address book, the default first."""
        with self.deps.store.read() as uow:
            found = uow.shops.addresses(surroundings.shop_of(uow, shop).id)
        return sorted(found, key=lambda address: not address.default)

    def save_address(self, address: Address, actor: str = authorize.OWNER) -> Address:
        """Add or change an address; a new default takes the place of the old one."""
        authorize.require(actor, _MANAGE, address.shop)
        saved = address if address.id else replace(address, id=new_id())
        with self.deps.store.write() as uow:
            others = uow.shops.addresses(saved.shop)
            if not any(o.default for o in others if o.id != saved.id):
                saved = replace(saved, default=True)
            for other in others:
                if saved.default and other.default and other.id != saved.id:
                    uow.shops.save_address(replace(other, default=False))
            uow.shops.save_address(saved)
            self._audit(uow, actor, "save_address", saved.id, {"default": saved.default})
            uow.changed("shop", saved.shop)
            uow.commit()
        return saved

    def save_order(self, order: Order, actor: str = authorize.OWNER) -> Order:
        """IMP-6: one order by hand."""
        authorize.require(actor, _MANAGE, order.shop)
        with self.deps.store.write() as uow:
            uow.orders.save(order)
            self._audit(uow, actor, "save_order", f"{order.shop}/{order.order_id}", {})
            uow.changed("order", f"{order.shop}/{order.order_id}")
            uow.commit()
        return order

    def record_setting(self, key: str, value: object, actor: str = authorize.OWNER) -> None:
        """AUD-1: a setting was changed (it lives in a file of its own)."""
        authorize.require(actor, _MANAGE, "")
        with self.deps.store.write() as uow:
            self._audit(uow, actor, "set_setting", key, {"value": value})
            uow.commit()

    def _audit(
        self, uow: UnitOfWork, actor: str, command: str, subject: str, facts: dict[str, object]
    ) -> None:
        uow.audit.append(
            at=Millis(self.now()), actor=actor, command=command, subject=subject,
            decision="accepted", facts=facts,
        )  # fmt: skip

    def draft(self, key: str) -> dict[str, object] | None:
        """A draft as it was left, also after a crash."""
        with self.deps.store.read() as uow:
            kept = uow.values.get(f"draft:{key}")
        if kept is None:
            return None
        value: dict[str, object] = json.loads(kept)
        return value

    def save_draft(self, key: str, value: dict[str, object] | None) -> None:
        """Keep a draft; None forgets it."""
        with self.deps.store.write() as uow:
            plain = None if value is None else json.dumps(value, ensure_ascii=False)
            uow.values.set(f"draft:{key}", plain)
            uow.commit()

    # ------------------------------------------------------------ files

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        shop: str,
        platform: str = "",
        dry_run: bool = False,
        progress: Callable[[int, int], bool] | None = None,
        actor: str = authorize.OWNER,
    ) -> dict[str, object]:
        """Import exports, or only preview them; the JSON of the command line."""
        from workbench.services import importing

        authorize.require(actor, _MANAGE, shop)
        if self._reader is None:
            raise RuntimeError("no reader of exports was given")
        return importing.import_files(
            self.deps, self._reader, paths, shop=shop, platform=platform, dry_run=dry_run,
            progress=progress, actor=actor,
        )  # fmt: skip
