"""WORD-1 and DISP-3 as guards: which texts leave, what stops them, what a confirmation lifts."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from tests.helpers.cases import NOW, make_case
from workbench.domain import commands
from workbench.domain.case import Plan
from workbench.domain.guards import acts, wording
from workbench.domain.guards.context import Context
from workbench.domain.kinds import Action, Fen, NegotiationKind, PlanKind, Stage
from workbench.services.actions import SPECS, Travel
from workbench.services.policies import default_book
from workbench.services.wording import shipped

BOOK = default_book()
CASE = make_case()
FAKE, SURE, NO_SHIP, GUESS = "这是高 仿", "一定退", "我们不发货了", "我们怀疑买家"
OFFER = (Plan(kind=PlanKind.PARTIAL_REFUND, amount_fen=Fen(2_000)),)


def talk(message: str, plan: str = "") -> commands.Negotiate:
    plans = (Plan(kind=PlanKind.PARTIAL_REFUND, amount_fen=Fen(2_000), message=plan),)
    return commands.Negotiate(kind=NegotiationKind.OFFER, message=message, plans=plans)


def words_in_the_way(action: Action, command: commands.Command, **more: Any) -> list[str]:
    around = Context(
        now=NOW, policy=BOOK.at(CASE.platform, NOW), **{"words": shipped(), **more}
    )  # fmt: skip
    found = acts.check(action, CASE, around, command)
    return [
        r.rule + ("?" if r.confirmable else "") for r in found if r.rule in {"WORD-1", "DISP-3"}
    ]


TABLE: list[tuple[Action, commands.Command, list[str]]] = [
    (Action.MESSAGE, commands.Message(text="您好，马上为您核实"), []),
    (Action.MESSAGE, commands.Message(text=FAKE), ["WORD-1"]),
    (Action.MESSAGE, commands.Message(text=SURE), []),
    (Action.MESSAGE, commands.Message(text=NO_SHIP), ["WORD-1?"]),
    (Action.MESSAGE, commands.Message(text=FAKE + "，" + NO_SHIP), ["WORD-1", "WORD-1?"]),
    (Action.MESSAGE, commands.Message(text=GUESS), []),
    (Action.NEGOTIATE, talk(FAKE), ["WORD-1"]),
    (Action.NEGOTIATE, talk("您好", "加微信转您"), ["WORD-1"]),
    (Action.AGREE_RETURN, commands.AgreeReturn(message="zfb 转 您"), ["WORD-1"]),
    (Action.REFUSE, commands.Refuse(reason="x", text="你是骗子"), ["WORD-1"]),
    (Action.REMARK, commands.SetRemark(text=FAKE), ["WORD-1"]),
    (Action.REMARK, commands.SetRemark(text="加微信聊过 13800138000"), []),
    (Action.ESCALATE, commands.Escalate(statement=GUESS), ["DISP-3?"]),
    (Action.ESCALATE, commands.Escalate(statement="小本生意"), []),
    (Action.EVIDENCE, commands.SubmitEvidence(statement=GUESS + FAKE), ["WORD-1", "DISP-3?"]),
    (Action.EVIDENCE, commands.SubmitEvidence(statement="日" * 501), ["DISP-3"]),
    (Action.NOTE, commands.AddNote(text=FAKE), []),
    (Action.RAISE, commands.Raise(note=FAKE), []),
    (
        Action.CONTACT,
        commands.RecordContact(channel="phone", outcome="reached", note="13800138000"),
        [],
    ),
]


@pytest.mark.parametrize(("action", "command", "wanted"), TABLE)
def test_words_stand_in_the_way_of_what_leaves(
    action: Action, command: commands.Command, wanted: list[str]
) -> None:
    assert words_in_the_way(action, command) == wanted


def test_a_confirmation_lifts_what_it_may_lift_and_nothing_else() -> None:
    both = commands.Message(text=FAKE + "，" + NO_SHIP)
    confirmed = frozenset({"WORD-1"})
    assert words_in_the_way(Action.MESSAGE, both, confirmed=confirmed) == ["WORD-1"]
    one = commands.Message(text=NO_SHIP)
    assert words_in_the_way(Action.MESSAGE, one, confirmed=confirmed) == []


def test_without_a_list_the_table_would_fail() -> None:
    wrong = [
        command
        for action, command, wanted in TABLE
        if words_in_the_way(action, command, words=None) != wanted
    ]
    assert len(wrong) >= 8


def test_the_refusal_carries_each_finding_with_its_place() -> None:
    around = Context(now=NOW, policy=BOOK.at(CASE.platform, NOW), words=shipped())
    (refusal,) = wording.guard(around, talk("您好", "可以加薇信转您"))
    assert refusal.facts["findings"] == [
        {
            "argument": "plans.0.message", "start": 2, "end": 7, "text": "加薇信转您",
            "kind": "outside_money", "severity": "block", "instead": "由平台打到您的账户",
        }
    ]  # fmt: skip
    assert "加薇信转您" in refusal.message.english()
    assert refusal.helps is not None
    assert "由平台打到您的账户" in refusal.helps.english()


def test_a_shorter_statement_is_a_matter_of_the_list() -> None:
    from dataclasses import replace

    short = replace(shipped(), limits=replace(shipped().limits, statement_chars=5))
    said = commands.Escalate(statement="日" * 6)
    assert words_in_the_way(Action.ESCALATE, said, words=short) == ["DISP-3"]


# Arguments that are ids, names or numbers of the platform rather than words to somebody.
_NO_WORDS = {"address", "reason", "explanation", "company", "waybill", "tag", "to", "kind"}


def unchecked(kinds: dict[Action, type[Any]]) -> list[str]:
    """Free texts of acts that leave and that the one place does not look at."""
    found = []
    for action, kind in kinds.items():
        texts = [f.name for f in fields(kind) if f.type == "str" and f.name not in _NO_WORDS]
        needed = {f.name: "x" for f in fields(kind) if f.name in {"company", "waybill", "reason"}}
        more = {"kind": NegotiationKind.OFFER} if kind is commands.Negotiate else {}
        said = {name: f"words of {name}" for name in texts}
        looked = {name for name, _words, _use in wording.leaving(kind(**needed, **more, **said))}
        found += [f"{action}.{name}" for name in texts if name not in looked]
    return found


def test_every_free_text_of_an_act_that_leaves_is_looked_at() -> None:
    leaves = {
        action: spec.command for action, spec in SPECS.items() if spec.travel is not Travel.LOCAL
    }
    assert unchecked(leaves) == []
    assert unchecked({Action.NOTE: commands.AddNote}) == ["note.text"]  # it would be noticed


def test_what_is_asked_before_anything_is_typed_is_not_about_words() -> None:
    around = Context(now=NOW, policy=BOOK.at(CASE.platform, NOW), words=shipped())
    found = acts.check(Action.MESSAGE, make_case(stage=Stage.MERCHANT_REVIEW), around, None)
    assert found == ()
