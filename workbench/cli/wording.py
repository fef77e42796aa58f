"""``check-wording``: what a text would be marked for before it leaves (WORD-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import _, phrase
from workbench.cli import speaking
from workbench.domain.guards.wording import plain
from workbench.domain.kinds import Platform
from workbench.domain.wording.check import check
from workbench.domain.wording.model import Use
from workbench.domain.wording.risks import RISKS
from workbench.services.policies import default_book

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

    from workbench.cli.house import Desk


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Declare the commands of this family."""
    parser = commands.add_parser("check-wording", help=_("what a text would be marked for"))
    parser.add_argument("text", metavar="TEXT")
    parser.add_argument("--platform", choices=[str(one) for one in Platform], default="")
    parser.add_argument("--use", choices=[str(one) for one in Use], default=str(Use.BUYER))
    parser.set_defaults(run=run)


def run(desk: Desk, args: Namespace) -> int:
    """The findings, in the order of the text."""
    house, use = desk.house, Use(args.use)
    found = check(
        args.text,
        house.door.wording(),
        use=use,
        platform=args.platform,
        max_bytes=_limit(args.platform, house.door.now()) if use is Use.BUYER else 0,
    )
    if desk.options.json:
        speaking.document({"findings": [plain(one) for one in found]})
    elif not found:
        speaking.lines([_("Nothing to change.")])
    else:
        words = {"block": _("must change"), "warn": _("better change")}
        speaking.table(
            (_("from"), _("to"), _("words"), _("what to do"), _("risk"), _("other words")),
            [
                (one.start, one.end, one.text, words[one.severity], phrase(RISKS[one.kind]),
                 one.instead)
                for one in found
            ],
        )  # fmt: skip
    return 0


def _limit(platform: str, now: int) -> int:
    """The bytes of a message there; 0, not counted, where no platform is named."""
    if not platform:
        return 0
    return default_book().at(Platform(platform), now).negotiation.message_bytes
