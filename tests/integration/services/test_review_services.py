"""What a strict reviewer found in the services: each finding with the run that showed it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from workbench.bootstrap.place import Place
from workbench.bootstrap.world import make_world
from workbench.domain.case import Case, CaseKey, Shop
from workbench.domain.kinds import (
    Action,
    Flag,
    NegotiationState,
    Platform,
    ShopId,
    Turn,
)
from workbench.platforms.sandbox.gateway import SandboxGateway
from workbench.services.ports import Page
from workbench.services.workbench import ActRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workbench.domain.reading import Reading

HOUR = 3_600_000


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review") / "template"
    place = Place(folder)
    make_world(place, cases=120, pending=90, seed=3, platforms=["tmall"], clock=None)
    place.close()
    return folder


@pytest.fixture
def place(template: Path, tmp_path: Path) -> Iterator[Place]:
    shutil.copytree(template, tmp_path / "data")
    place = Place(tmp_path / "data")
    yield place
    place.close()


def _open_cases(place: Place) -> list[Case]:
    with place.store.read() as uow:
        keys = [key for shop in uow.shops.all() for key in uow.cases.open_keys(shop.id)]
        return list(uow.cases.get_many(keys).values())


def _first(place: Place, wanted: Callable[[Case], bool]) -> Case:
    return next(case for case in _open_cases(place) if wanted(case))


def _reviewed(case: Case) -> bool:
    """A case that one may agree to refund."""
    left = case.deadline.at is not None and case.deadline.at - case.as_of > 5 * HOUR
    shape = case.type == "refund_only_shipped" and case.stage == "merchant_review"
    return shape and left and not case.negotiations


def _again(place: Place, key: CaseKey) -> Case:
    with place.store.read() as uow:
        found = uow.cases.get(key)
    assert found is not None
    return found


def _put(place: Place, case: Case) -> None:
    with place.store.write() as uow:
        uow.cases.save(case)
        uow.commit()


# ---------------------------------------------------------------------------- syncing


def test_a_shop_that_is_not_connected_stops_only_itself(place: Place) -> None:
    """#8: the other shops are read."""
    door = place.door()
    door.save_shop(Shop(id=ShopId("0"), name="strange", platform=Platform.TMALL, kind="api"))
    reports = door.sync()
    assert [report.shop for report in reports if report.failed is not None] == ["strange"]
    assert len(reports) == 2


def test_a_shop_renamed_during_the_sync_keeps_its_name(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """#20: a sync writes the time of the reading and nothing else."""
    door, plain = place.door(), SandboxGateway.changes

    def changes(self: SandboxGateway, shop: str, cursor: str, limit: int = 500) -> Page:
        page = plain(self, shop, cursor, limit)
        door.save_shop(replace(door.shops()[0], name="renamed"))
        return page

    monkeypatch.setattr(SandboxGateway, "changes", changes)
    place.sandbox.advance(HOUR)
    door.sync()
    assert [shop.name for shop in door.shops()] == ["renamed"]
    assert door.shops()[0].as_of == place.sandbox.now()


def test_a_negotiation_that_nobody_answered_is_read_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """#19, NEG-6: also where the feed of changes says nothing."""
    door = place.door()
    case = _first(place, lambda c: c.open_negotiation is not None and c.stage == "merchant_review")
    talk = case.open_negotiation
    assert talk is not None
    assert talk.reply_by is not None
    read, plain = list[str](), SandboxGateway.read_case

    def silent(self: SandboxGateway, shop: str, cursor: str, limit: int = 500) -> Page:
        del self, shop, limit
        return Page(readings=(), cursor=cursor, more=False)

    def noted(self: SandboxGateway, shop: str, case_id: str) -> Reading | None:
        read.append(case_id)
        return plain(self, shop, case_id)

    monkeypatch.setattr(SandboxGateway, "changes", silent)
    monkeypatch.setattr(SandboxGateway, "read_case", noted)
    place.sandbox.advance(talk.reply_by - place.sandbox.now() - 60_000)
    read.clear()
    door.sync()
    assert case.key.case_id not in read
    assert _again(place, case.key).open_negotiation == talk
    place.sandbox.advance(120_000)
    door.sync()
    assert read.count(case.key.case_id) == 1
    after = _again(place, case.key).last_negotiation
    assert after is not None
    assert after.state is not NegotiationState.OPEN
    door.sync()
    assert read.count(case.key.case_id) == 1


# ---------------------------------------------------------------------------- deciding


def test_no_act_is_held_past_zero_whosever_turn_it_is(place: Place) -> None:
    """#18, OUT-1: hold = min(undo seconds, max(0, due - now - 60 s))."""
    door = place.door()
    case = _first(place, _reviewed)
    case = replace(case, turn=Turn.BUYER)  # whatever the platform means by it
    _put(place, case)
    done = door.act(ActRequest(key=case.key, action=Action.NOTE, args={"text": "x"}))
    assert done.hold_until is None
    done = door.act(ActRequest(key=case.key, action=Action.AGREE_REFUND, hold_seconds=864_000))
    assert done.ok, done.refused
    assert case.deadline.at is not None
    assert done.hold_until == case.deadline.at - 60_000


def test_evidence_is_not_held_past_its_own_window(place: Place, tmp_path: Path) -> None:
    """#18: the clock of a submission is the evidence's."""
    proof = tmp_path / "a.png"
    proof.write_bytes(b"\x89PNG x")
    case = _first(place, lambda c: c.stage == "intervention" and c.evidence_due_at is not None)
    request = ActRequest(
        key=case.key, action=Action.EVIDENCE, args={"statement": "x"}, hold_seconds=8_640_000,
        files=(("chat_record", proof),), confirm=frozenset({"DISP-2"}),
    )  # fmt: skip
    done = place.door().act(request)
    assert done.ok, done.refused
    assert case.evidence_due_at is not None
    assert done.hold_until == case.evidence_due_at - 60_000


def test_a_new_decision_ends_what_contradicted_the_last_one(place: Place) -> None:
    """#23: the loud line was about another act."""
    door = place.door()
    case = _first(place, _reviewed)
    _put(place, replace(case, local=replace(case.local, contradicted="agree_refund:x:1")))
    door.act(ActRequest(key=case.key, action=Action.NOTE, args={"text": "x"}))
    assert _again(place, case.key).local.contradicted
    assert door.act(ActRequest(key=case.key, action=Action.AGREE_REFUND, hold_seconds=60)).ok
    assert _again(place, case.key).local.contradicted == ""


def test_an_undone_remark_or_flag_leaves_what_was_there(place: Place) -> None:
    """#21: what never left is not shown as said."""
    door = place.door()
    case = _first(place, _reviewed)
    local = replace(case.local, remark="old", flag=Flag.BLUE)
    _put(place, replace(case, local=local))
    place.sandbox.fail("session_expired", None, 9)
    remark = door.act(ActRequest(key=case.key, action=Action.REMARK, args={"text": "secret"}))
    flag = door.act(ActRequest(key=case.key, action=Action.FLAG, args={"flag": "red"}))
    door.pump()
    now = _again(place, case.key).local
    assert (now.remark, now.flag) == ("secret", Flag.RED)
    assert door.undo(remark.command_id).ok
    assert door.undo(flag.command_id).ok
    assert _again(place, case.key).local == local


def test_an_undone_remark_does_not_take_a_newer_one_with_it(place: Place) -> None:
    door = place.door()
    case = _first(place, _reviewed)
    first = door.act(ActRequest(key=case.key, action=Action.REMARK, args={"text": "first"}))
    door.act(ActRequest(key=case.key, action=Action.REMARK, args={"text": "second"}))
    assert door.undo(first.command_id).ok
    assert _again(place, case.key).local.remark == "second"
