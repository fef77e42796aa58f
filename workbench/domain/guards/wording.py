"""The one place where a text that leaves for a platform is checked (WORD-1, DISP-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import Text, text
from workbench.domain import commands
from workbench.domain.guards.context import Context, refuse
from workbench.domain.guards.disputing import STATEMENT_LIMIT
from workbench.domain.wording.check import check
from workbench.domain.wording.model import OF_STATEMENTS, Finding, Kind, Use
from workbench.domain.wording.risks import RISKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workbench.domain.refusal import Refusal
    from workbench.domain.wording.model import WordData

NAMED = 5  # so many of the words are named in a sentence


def leaving(command: commands.Command | None) -> tuple[tuple[str, str, Use], ...]:
    """The texts of an act that leave for the platform: argument, words, who will read them."""
    match command:
        case commands.Message(text=words):
            return (("text", words, Use.BUYER),)
        case commands.Negotiate(message=words, plans=plans):
            offered = [(f"plans.{n}.message", p.message, Use.BUYER) for n, p in enumerate(plans)]
            return (("message", words, Use.BUYER), *offered)
        case commands.AgreeReturn(message=words):
            return (("message", words, Use.BUYER),)
        case commands.Refuse(text=words):
            return (("text", words, Use.BUYER),)
        case commands.Escalate(statement=words) | commands.SubmitEvidence(statement=words):
            return (("statement", words, Use.STATEMENT),)
        case commands.SetRemark(text=words):
            return (("text", words, Use.REMARK),)
        case _:
            return ()


def guard(context: Context, command: commands.Command | None) -> Iterator[Refusal]:
    """A refusal per rule for what does not go, and one for what goes once it is confirmed."""
    if context.words is None:
        return
    yield from refusals(leaving(command), context.words, str(context.policy.platform))


def refusals(
    texts: Iterable[tuple[str, str, Use]], rules: WordData, platform: str
) -> Iterator[Refusal]:
    """The refusals of texts, as ``leaving`` gives them."""
    told: dict[tuple[str, bool], list[tuple[str, Finding]]] = {}
    for argument, words, use in texts:
        for one in _counting(words, rules, use, platform):
            if one.blocks or one.asks:
                rule = "DISP-3" if one.kind in OF_STATEMENTS else "WORD-1"
                told.setdefault((rule, one.asks), []).append((argument, one))
    for (rule, asks), found in sorted(told.items(), key=lambda item: (item[0][1], item[0][0])):
        yield _refusal(rule, found, confirmable=asks)


def _counting(words: str, rules: WordData, use: Use, platform: str) -> Iterator[Finding]:
    """The findings, but for a length that another rule of the act has refused already."""
    for one in check(words, rules, use=use, platform=platform):
        if one.kind is not Kind.LENGTH or len(words) <= STATEMENT_LIMIT:
            yield one


def _refusal(rule: str, found: Sequence[tuple[str, Finding]], *, confirmable: bool) -> Refusal:
    return refuse(
        rule,
        _sentence([one for _argument, one in found], confirmable=confirmable),
        helps=text("Use other words: {words}.", words=_others(found)) if _others(found) else None,
        confirmable=confirmable,
        findings=[{"argument": argument, **plain(one)} for argument, one in found],
    )


def _sentence(found: Sequence[Finding], *, confirmable: bool) -> Text:
    first = found[0]
    if first.kind is Kind.LENGTH:
        return text("The statement is longer than it may be: {risk}.", risk=RISKS[first.kind])
    words = "” “".join(dict.fromkeys(one.text[:40] for one in found[:NAMED]))
    if confirmable:
        return text("“{words}” is better changed: {risk}.", words=words, risk=RISKS[first.kind])
    return text("“{words}” must not go out: {risk}.", words=words, risk=RISKS[first.kind])


def _others(found: Sequence[tuple[str, Finding]]) -> str:
    words = dict.fromkeys(one.instead for _argument, one in found[:NAMED] if one.instead)
    return " ".join(f"“{one}”" for one in words)


def plain(one: Finding) -> dict[str, object]:
    """A finding as plain JSON values."""
    return {
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "kind": str(one.kind),
        "severity": str(one.severity),
        "instead": one.instead,
    }
