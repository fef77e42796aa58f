"""The command line's front: global options anywhere, one command, an exit that means something."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from workbench import __version__
from workbench.base import texts
from workbench.base.errors import KnownError
from workbench.base.texts import _, text
from workbench.cli import speaking
from workbench.cli.house import Desk, Globals
from workbench.services.authorize import OWNER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.cli.house import House

FAULT = 70


class _Usage(Exception):
    """What argparse has to say."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _Usage(message)


_VALUED = {"--data-dir": "data_dir", "--as": "actor", "--lang": "lang", "--password-file": "file"}


def split(argv: Sequence[str]) -> tuple[Globals, list[str], bool]:
    """Global options, wherever they stand, and the rest; the last value says ``--version``.

    Raises ``KnownError`` (usage) for a missing or wrong value.
    """
    found: dict[str, str] = {}
    rest: list[str] = []
    as_json = version = False
    items = list(argv)
    while items:
        item = items.pop(0)
        name, sign, value = item.partition("=")
        if item == "--json":
            as_json = True
        elif item == "--version":
            version = True
        elif name in _VALUED:
            if not sign:
                if not items:
                    raise KnownError("usage", text("{option} needs a value.", option=name))
                value = items.pop(0)
            found[_VALUED[name]] = value
        else:
            rest.append(item)
    lang = found.get("lang", "")
    if lang and lang not in texts.LANGUAGES:
        raise KnownError("usage", text("--lang takes zh_CN or en."))
    folder = found.get("data_dir")
    options = Globals(
        data_dir=Path(folder) if folder else None,
        actor=found.get("actor", OWNER),
        lang=lang,
        json=as_json,
    )
    return options, rest, version


def _parser() -> _Parser:
    from workbench.cli import acting, cases, importing, orders, sandbox, shops, upkeep

    parser = _Parser(prog="workbench", description=_("After-sale workbench"))
    parser.add_argument("--data-dir", metavar="DIR", help=_("where everything is kept"))
    parser.add_argument("--as", metavar="ACCOUNT", help=_("who is working"))
    parser.add_argument("--password-file", metavar="FILE")
    parser.add_argument("--lang", metavar="zh_CN|en")
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.add_argument("--version", action="store_true")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for family in (upkeep, cases, acting, orders, shops, importing, sandbox):
        family.add(commands)
    return parser


def run(argv: Sequence[str], opener: Callable[[Globals], House]) -> int:
    """Run one command and return its exit code; no traceback ever reaches the person."""
    options = Globals(json="--json" in argv)
    try:
        options, rest, version = split(argv)
        if version:
            print(__version__)
            return 0
        texts.set_language(options.lang or "zh_CN")
        desk = Desk(options, opener)
        try:
            return _command(desk, rest)
        finally:
            desk.close()
    except KnownError as problem:
        speaking.error(problem, as_json=options.json)
        return problem.exit_code
    except _Usage as problem:
        speaking.error(
            KnownError("usage", text("{problem} (see --help)", problem=str(problem))),
            as_json=options.json,
        )
        return 2
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - the reader went away
        return 0
    except Exception as problem:  # noqa: BLE001 - an edge: no traceback ever reaches the person
        return _our_fault(problem, options)


def _command(desk: Desk, rest: Sequence[str]) -> int:
    if not rest:
        return desk.house.window()
    args = _parser().parse_args(rest)
    _known_account(desk.options)
    run_it: Callable[[Desk, argparse.Namespace], int] = args.run
    return run_it(desk, args)


def _known_account(options: Globals) -> None:
    """Only the main account exists so far; anybody else has no right (exit 4)."""
    if options.actor != OWNER:
        raise KnownError(
            "no_right",
            text("There is no account “{name}” here.", name=options.actor),
            exit_code=4,
        )


def _our_fault(problem: Exception, options: Globals) -> int:
    import logging

    logging.getLogger("workbench").error("command failed", exc_info=problem)
    speaking.error(
        KnownError(
            "bug",
            text("Something went wrong inside the program ({name}); the log has the details.",
                 name=type(problem).__name__),
        ),
        as_json=options.json,
    )  # fmt: skip
    return FAULT
