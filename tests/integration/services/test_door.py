"""The door on a simulated platform: what strangers found with the command line."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from workbench.base.errors import KnownError
from workbench.bootstrap.place import Place
from workbench.bootstrap.world import make_world
from workbench.domain.kinds import Action, Delivery, ShopKind, Stage
from workbench.services import authorize, obliging
from workbench.services.workbench import ActRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workbench.domain.case import Case
    from workbench.services.door import Workbench

ANNA = "owner:anna"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("door") / "template"
    place = Place(folder)
    make_world(place, cases=120, pending=90, seed=3, platforms=["tmall", "douyin"], clock=None)
    place.close()
    return folder


@pytest.fixture
def place(template: Path, tmp_path: Path) -> Iterator[Place]:
    shutil.copytree(template, tmp_path / "data")
    place = Place(tmp_path / "data")
    yield place
    place.close()


def _case(place: Place, platform: str) -> Case:
    with place.store.read() as uow:
        for shop in uow.shops.all():
            for case in uow.cases.get_many(uow.cases.open_keys(shop.id)).values():
                fits = case.platform == platform and case.type == "return_refund"
                if fits and case.stage is Stage.MERCHANT_REVIEW and not case.negotiations:
                    return case
    raise AssertionError(platform)


def _count(door: Workbench) -> int:
    with door.deps.store.read() as uow:
        return uow.audit.verify()[1]


def test_a_refused_opening_says_why(place: Place) -> None:
    """The entry is looked up before the unit of work is over."""
    door = place.door()
    order = next(o for o in place.queries().orders(limit=999) if o.success_at is None)
    results = door.open_entries([("", order.order_id)])
    assert [r.rule for r in results[0].refused] == ["OPEN-2"]


def test_an_unknown_order_stops_a_batch_before_it_begins(place: Place) -> None:
    door = place.door()
    good = next(o for o in place.queries().orders(limit=999) if not door.eligibility(o))
    with pytest.raises(KnownError):
        door.open_entries([("", good.order_id), ("", "nowhere")])
    with place.store.read() as uow:
        assert uow.outbox.unfinished() == []


@pytest.mark.parametrize("executor", ["merchant", "platform"])
def test_an_accepted_plan_makes_one_hand_off_or_none(place: Place, executor: str) -> None:
    """NEG-7."""
    door = place.door()
    case = _case(place, "douyin" if executor == "merchant" else "tmall")
    args = {"kind": "offer", "message": "x", "plans": [{"kind": "cash_payout", "amount_fen": 100}]}
    done = door.act(ActRequest(key=case.key, action=Action.NEGOTIATE, args=args, hold_seconds=0))
    door.pump(only=done.command_id)
    place.sandbox.buyer(str(case.key), "accept")
    for _ in range(3):
        door.sync()
    owed = door.handoffs()
    assert [obliging.owed(item) for item in owed] == [True] * (executor == "merchant")
    for item in owed:
        assert door.undo(item.command_id).ok is False
        assert door.handoff_done(item.command_id).delivery == Delivery.DONE
    assert door.handoffs() == []


def test_rights_are_asked_for_every_command(place: Place) -> None:
    """ACC-5: whoever calls."""
    door = place.door()
    case = _case(place, "tmall")
    held = door.act(ActRequest(key=case.key, action=Action.AGREE_RETURN, hold_seconds=60))
    order = place.queries().orders(limit=1)[0]
    shop = door.shops()[0]
    address = door.addresses(shop.id)[0]
    assert door.act(ActRequest(key=case.key, action=Action.NOTE, args={"text": "x"}), ANNA).denied
    assert door.undo(held.command_id, ANNA).denied
    opened = door.open_entries([("", order.order_id)], frozenset(), ANNA)
    assert opened[0].refused[0].rule == "ACC-2"
    calls: list[Callable[[], object]] = [
        lambda: door.save_shop(shop, ANNA),
        lambda: door.save_address(address, ANNA),
        lambda: door.save_order(order, ANNA),
        lambda: door.record_setting("rounds", 3, ANNA),
        lambda: door.import_files([], shop="x", actor=ANNA),
    ]
    for call in calls:
        with pytest.raises(KnownError) as refused:
            call()
        assert refused.value.exit_code == 4
    assert authorize.denied(authorize.OWNER, "manage.shops", shop.id) is None


def test_what_was_refused_is_in_the_audit(place: Place) -> None:
    """AUD-1: a clash of ids and a late undo are decisions too."""
    door = place.door()
    case = _case(place, "tmall")
    note = ActRequest(key=case.key, action=Action.NOTE, args={"text": "x"}, command_id="N")
    door.act(note)
    before = _count(door)
    clash = ActRequest(key=case.key, action=Action.NOTE, args={"text": "y"}, command_id="N")
    assert door.act(clash).ok is False
    agreed = door.act(ActRequest(key=case.key, action=Action.AGREE_RETURN, hold_seconds=0))
    door.pump(only=agreed.command_id)
    assert door.undo(agreed.command_id).ok is False
    assert _count(door) - before == 4  # clash, decision, the platform's answer, the late undo


def test_files_belong_to_acts_that_take_them(place: Place, tmp_path: Path) -> None:
    proof = tmp_path / "a.png"
    proof.write_bytes(b"x")
    case = _case(place, "tmall")
    request = ActRequest(
        key=case.key, action=Action.AGREE_RETURN, files=(("picture", proof),), hold_seconds=0
    )
    with pytest.raises(KnownError):
        place.door().act(request)


def test_syncing_reads_again_what_is_past_zero(place: Place) -> None:
    """CLK-8: the platform has not acted, and only asking tells us so."""
    door = place.door()
    case = _case(place, "tmall")
    assert case.deadline.at is not None
    stale = case.deadline.at - door.now()
    with place.sandbox.desk() as desk:
        desk.connection.execute("delete from agenda where kind = 'zero'")  # the platform is late
    place.sandbox.advance(stale + 1_000)
    assert door.act(ActRequest(key=case.key, action=Action.AGREE_RETURN)).refused[0].rule == "CLK-8"
    door.sync()
    with place.store.read() as uow:
        again = uow.cases.get(case.key)
    assert again is not None
    if again.stage is Stage.MERCHANT_REVIEW:
        assert again.as_of > case.deadline.at
        assert door.act(ActRequest(key=case.key, action=Action.AGREE_RETURN)).ok
    assert door.shops()[0].kind == ShopKind.SANDBOX
