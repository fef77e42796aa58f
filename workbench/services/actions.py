"""The registry of acts: name, title, key, right, the command it fills, and how it travels."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from workbench.base.errors import KnownError
from workbench.base.texts import N_, Text, text
from workbench.domain import commands, money
from workbench.domain.kinds import Action


class Travel(StrEnum):
    """``decision``: at most one unfinished per case, with undo; ``sent``: goes out beside one;
    ``local``: stays here."""

    DECISION = "decision"
    SENT = "sent"
    LOCAL = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSpec:
    """One act. ``right`` is a leaf of the permission tree (ACC-2); ``key`` as in product.md."""

    action: Action
    title: str
    command: type[Any]
    right: str
    travel: Travel
    key: str = ""
    files: bool = False
    money: bool = False


_D, _S, _L = Travel.DECISION, Travel.SENT, Travel.LOCAL

SPECS: dict[Action, ActionSpec] = {
    spec.action: spec
    for spec in (
        ActionSpec(
            action=Action.AGREE_REFUND,
            title=N_("Agree to refund"),
            key="A",
            money=True,
            command=commands.AgreeRefund,
            right="decide.agree_refund",
            travel=_D,
        ),
        ActionSpec(
            action=Action.AGREE_RETURN,
            title=N_("Agree to return"),
            key="A",
            money=True,
            command=commands.AgreeReturn,
            right="decide.agree_return",
            travel=_D,
        ),
        ActionSpec(
            action=Action.AGREE_EXCHANGE,
            title=N_("Agree to exchange"),
            key="A",
            command=commands.AgreeExchange,
            right="decide.agree_return",
            travel=_D,
        ),
        ActionSpec(
            action=Action.AGREE_RESHIP,
            title=N_("Agree to send again"),
            key="A",
            command=commands.AgreeReship,
            right="decide.ship",
            travel=_D,
        ),
        ActionSpec(
            action=Action.AGREE_REPAIR,
            title=N_("Agree to repair"),
            key="A",
            command=commands.AgreeRepair,
            right="decide.agree_return",
            travel=_D,
        ),
        ActionSpec(
            action=Action.REFUSE,
            title=N_("Refuse"),
            key="R",
            files=True,
            command=commands.Refuse,
            right="decide.refuse",
            travel=_D,
        ),
        ActionSpec(
            action=Action.CONFIRM_RECEIPT,
            title=N_("Confirm receipt"),
            key="C",
            money=True,
            command=commands.ConfirmReceipt,
            right="decide.receipt",
            travel=_D,
        ),
        ActionSpec(
            action=Action.SHIP,
            title=N_("Ship"),
            key="S",
            command=commands.Ship,
            right="decide.ship",
            travel=_D,
        ),
        ActionSpec(
            action=Action.NEGOTIATE,
            title=N_("Negotiate"),
            key="N",
            files=True,
            command=commands.Negotiate,
            right="negotiate.propose",
            travel=_D,
        ),
        ActionSpec(
            action=Action.WITHDRAW,
            title=N_("Withdraw the proposal"),
            key="W",
            command=commands.Withdraw,
            right="negotiate.propose",
            travel=_D,
        ),
        ActionSpec(
            action=Action.MESSAGE,
            title=N_("Message"),
            key="M",
            files=True,
            command=commands.Message,
            right="decide.message",
            travel=_S,
        ),
        ActionSpec(
            action=Action.CONTACT,
            title=N_("Record a contact"),
            key="P",
            files=True,
            command=commands.RecordContact,
            right="decide.message",
            travel=_L,
        ),
        ActionSpec(
            action=Action.ESCALATE,
            title=N_("Ask the platform"),
            key="X",
            files=True,
            command=commands.Escalate,
            right="dispute.escalate",
            travel=_D,
        ),
        ActionSpec(
            action=Action.EVIDENCE,
            title=N_("Submit evidence"),
            key="E",
            files=True,
            command=commands.SubmitEvidence,
            right="dispute.evidence",
            travel=_D,
        ),
        ActionSpec(
            action=Action.RAISE,
            title=N_("Hand to a supervisor"),
            key="H",
            command=commands.Raise,
            right="case.annotate",
            travel=_L,
        ),
        ActionSpec(
            action=Action.REMARK,
            title=N_("Remark"),
            key="B",
            command=commands.SetRemark,
            right="case.annotate",
            travel=_S,
        ),
        ActionSpec(
            action=Action.FLAG,
            title=N_("Flag"),
            key="F",
            command=commands.SetFlag,
            right="case.annotate",
            travel=_S,
        ),
        ActionSpec(
            action=Action.TAG,
            title=N_("Tag"),
            key="L",
            command=commands.SetTag,
            right="case.annotate",
            travel=_L,
        ),
        ActionSpec(
            action=Action.ASSIGN,
            title=N_("Assign"),
            key="G",
            command=commands.Assign,
            right="case.annotate",
            travel=_L,
        ),
        ActionSpec(
            action=Action.NOTE,
            title=N_("Note"),
            key="I",
            command=commands.AddNote,
            right="case.annotate",
            travel=_L,
        ),
        ActionSpec(
            action=Action.PROMISE,
            title=N_("Write a promise down"),
            key="Q",
            command=commands.MakePromise,
            right="negotiate.propose",
            travel=_L,
        ),
        ActionSpec(
            action=Action.PROVE,
            title=N_("Prove a promise"),
            key="U",
            files=True,
            command=commands.ProvePromise,
            right="negotiate.propose",
            travel=_L,
        ),
        ActionSpec(
            action=Action.RELEASE,
            title=N_("Release a promise"),
            key="Y",
            command=commands.ReleasePromise,
            right="negotiate.propose",
            travel=_L,
        ),
    )
}


@cache
def adapter(action: Action) -> TypeAdapter[Any]:
    """The validator of an act's arguments."""
    return TypeAdapter(SPECS[action].command)


def schema(action: Action) -> dict[str, Any]:
    """JSON Schema of an act's arguments."""
    return adapter(action).json_schema()


def action_named(name: str) -> Action:
    """The act by its name, dashes or underscores. Raises ``KnownError`` (usage)."""
    try:
        action = Action(name.replace("-", "_"))
    except ValueError:
        action = None
    if action is None or action not in SPECS:
        raise KnownError(
            "unknown_action",
            text("There is no act “{name}”; “workbench actions” lists them.", name=name),
        )
    return action


def parse(action: Action, args: dict[str, Any]) -> commands.Command:
    """The command from plain arguments. Raises ``KnownError`` (usage) naming the first bad one."""
    known = set(schema(action).get("properties", {}))
    stray = sorted(set(args) - known)
    if stray:
        raise KnownError(
            "bad_argument",
            text(
                "“{name}” is no argument of {action}; it takes: {known}.",
                name=stray[0],
                action=action.value,
                known=", ".join(sorted(known)) or "-",
            ),
        )
    try:
        command: commands.Command = adapter(action).validate_python(args)
        _within(args)
        return command
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or action.value
        raise KnownError(
            "bad_argument",
            text("{action} needs {place}: {problem}.", action=action.value, place=place,
                 problem=_problem(first["type"], first["msg"], first.get("ctx", {}))),
        ) from error  # fmt: skip


def _problem(kind: str, words: str, facts: dict[str, Any]) -> Text | str:
    """What is wrong, in our languages; a rare problem keeps the words of the validator."""
    if kind == "missing":
        return text("it is missing")
    if kind in ("enum", "literal_error"):
        return text(
            "one of {known}", known=str(facts["expected"]).replace("'", "").replace(" or ", ", ")
        )
    if kind.startswith("int_"):
        return text("a whole number")
    if kind in ("string_type", "bool_parsing", "bool_type", "tuple_type"):
        return text("another kind of value")
    return words


def _within(value: Any, name: str = "") -> None:
    """Raises ``KnownError`` for an amount that is no money any more."""
    if isinstance(value, dict):
        for key, item in value.items():
            _within(item, str(key))
    elif isinstance(value, (list, tuple)):
        for item in value:
            _within(item, name)
    elif name.endswith("_fen") and value is not None and abs(int(value)) >= money.LIMIT:
        raise KnownError("bad_argument", text("{name} is no amount of money.", name=name))


def dump(action: Action, command: commands.Command) -> dict[str, Any]:
    """Plain JSON values of a command, for the outbox and the audit."""
    value: dict[str, Any] = adapter(action).dump_python(command, mode="json")
    return value
