"""``explain``: the rulebook in words, for whoever meets a rule's id in an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base import texts
from workbench.base.texts import _, text
from workbench.cli import speaking, usage
from workbench.services import manual

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

    from workbench.cli.house import Desk


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("explain", help=_("what a rule says and what helps"))
    parser.add_argument("rules", nargs="*", metavar="RULE")
    parser.add_argument("--search", default="", metavar="TEXT")
    parser.set_defaults(run=explain)


def explain(desk: Desk, args: Namespace) -> int:
    """The rules named, or the whole book.

    JSON: ``{rules:[{rule, family, title, says, helps}]}``. Exit 2 for an unknown rule.
    """
    language = texts.language()
    found = list(manual.search(args.search, language))
    if args.rules:
        found = [_known(rule, language) for rule in args.rules]
    if desk.options.json:
        speaking.document(
            {
                "rules": [
                    {
                        "rule": one.rule, "family": one.family, "title": one.title,
                        "says": one.says, "helps": one.helps or None,
                    }
                    for one in found
                ]
            }
        )  # fmt: skip
    elif len(found) > 1:
        speaking.table((_("rule"), _("what it says")), [(one.rule, one.title) for one in found])
    else:
        for one in found:
            speaking.lines([f"{one.rule}  {one.title}", one.says, *([one.helps] * bool(one.helps))])
    return 0


def _known(rule: str, language: str) -> manual.Article:
    found = manual.article(rule, language)
    if found is None:
        raise usage.wrong(
            text("There is no rule {rule}; “workbench explain” lists them all.", rule=rule)
        )
    return found
