"""The command line's front: global options anywhere, one command, an exit that means something."""

from __future__ import annotations

import io
import os
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import __version__
from workbench.base import texts
from workbench.base.errors import KnownError
from workbench.base.texts import _, text
from workbench.cli import speaking
from workbench.cli.house import Desk, Globals
from workbench.cli.usage import Parser
from workbench.services.authorize import OWNER

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from workbench.cli.house import House

FAULT = 70
INTERRUPTED = 130  # the shell's own word for Ctrl-C


_VALUED = {"--data-dir": "data_dir", "--as": "actor", "--lang": "lang", "--password-file": "file"}


def split(argv: Sequence[str]) -> tuple[Globals, list[str], bool]:
    """Global options, wherever they stand before ``--``, and the rest; then whether ``--version``.

    Raises ``KnownError`` (usage) for a missing or wrong value.
    """
    found: dict[str, str] = {}
    rest: list[str] = []
    as_json = version = False
    items = list(argv)
    while items:
        item = items.pop(0)
        name, sign, value = item.partition("=")
        if item == "--":
            rest += [item, *items]
            break
        if item == "--json":
            as_json = True
        elif item == "--version":
            version = True
        elif name in _VALUED:
            if not sign and items and not items[0].startswith("--"):
                value = items.pop(0)
            if not value:
                raise KnownError("usage", text("{option} needs a value.", option=name))
            found[_VALUED[name]] = value
        else:
            rest.append(item)
    if found.get("lang", "en") not in texts.LANGUAGES:
        raise KnownError("usage", text("--lang takes zh_CN or en."))
    options = Globals(
        data_dir=Path(found["data_dir"]) if "data_dir" in found else None,
        actor=found.get("actor", OWNER),
        lang=found.get("lang", ""),
        json=as_json,
        password_file=Path(found["file"]) if "file" in found else None,
    )
    return options, rest, version


def _parser() -> Parser:
    from workbench.cli import (
        acting,
        cases,
        explaining,
        forecast,
        importing,
        orders,
        sandbox,
        shops,
        upkeep,
        wording,
    )

    parser = Parser(prog="workbench", description=_("After-sale workbench"))
    parser.add_argument("--data-dir", metavar="DIR", help=_("where everything is kept"))
    parser.add_argument("--as", metavar="ACCOUNT", help=_("who is working"))
    parser.add_argument("--password-file", metavar="FILE")
    parser.add_argument("--lang", metavar="zh_CN|en")
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.add_argument("--version", action="store_true")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for family in (
        upkeep,
        cases,
        acting,
        wording,
        forecast,
        orders,
        shops,
        importing,
        sandbox,
        explaining,
    ):
        family.add(commands)
    return parser


def run(argv: Sequence[str], opener: Callable[[Globals], House]) -> int:
    """Run one command and return its exit code; no traceback ever reaches the person."""
    options = Globals(json="--json" in argv)
    try:
        texts.set_language(_language(argv))
        _printable(as_json=options.json)
        options, rest, version = split(argv)
        _readable(argv)
        if version:
            _version(options)
            return 0
        desk = Desk(options, opener)
        try:
            code = _command(desk, rest)
            sys.stdout.flush()  # a reader that went away is noticed here, not at the very end
            return code
        except (KnownError, BrokenPipeError):
            raise
        except Exception as problem:
            _note(problem)
            raise
        finally:
            desk.close()
    except KnownError as problem:
        speaking.error(problem, as_json=options.json)
        return problem.exit_code
    except BrokenPipeError:
        _nobody_reads()
        return 0
    except KeyboardInterrupt:
        speaking.error(
            KnownError("interrupted", text("Interrupted; what was decided before stays.")),
            as_json=options.json,
        )
        return INTERRUPTED
    except Exception as problem:  # noqa: BLE001 - an edge: no traceback ever reaches the person
        return _our_fault(problem, options)


def _language(argv: Sequence[str]) -> str:
    """The language asked for, as far as it can be told before anything is understood."""
    asked = [value for name, value in pairwise(argv) if name == "--lang"]
    asked += [item.partition("=")[2] for item in argv if item.startswith("--lang=")]
    return asked[-1] if asked and asked[-1] in texts.LANGUAGES else "zh_CN"


def _printable(*, as_json: bool) -> None:
    """Whatever the terminal's encoding is: documents are UTF-8, and no sign is unprintable."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if as_json else None, errors="backslashreplace")


def _readable(argv: Sequence[str]) -> None:
    """Bytes that are no text would break the store later: say so now."""
    for item in argv:
        try:
            item.encode()
        except UnicodeEncodeError:
            shown = item.encode(errors="replace").decode()
            raise KnownError("usage", text("“{typed}” is no text in UTF-8.", typed=shown)) from None


def _version(options: Globals) -> None:
    if options.json:
        speaking.document({"version": __version__})
    else:
        print(__version__)


def _command(desk: Desk, rest: Sequence[str]) -> int:
    if not rest:
        if desk.options.json:
            raise KnownError("usage", text("--json needs a command (see --help)."))
        return desk.house.window()
    args = _parser().parse_args(rest)
    _known_account(desk.options)
    run_it: Callable[[Desk, argparse.Namespace], int] = args.run
    return run_it(desk, args)


def _known_account(options: Globals) -> None:
    """Only the main account exists so far; anybody else has no right (exit 4)."""
    if options.password_file is not None:
        try:
            options.password_file.read_bytes()
        except OSError:
            raise KnownError(
                "unreadable",
                text("{path} cannot be read as text.", path=str(options.password_file)),
                exit_code=3,
            ) from None
    if options.actor != OWNER:
        raise KnownError(
            "no_right",
            text("There is no account “{name}” here.", name=options.actor),
            exit_code=4,
        )


def _nobody_reads() -> None:
    """The reader went away: what is still in the buffer goes nowhere, and nothing complains."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - not a real file


def _note(problem: Exception) -> None:
    import logging

    log = logging.getLogger("workbench")
    if log.hasHandlers():  # else Python would print the traceback itself
        log.error("command failed", exc_info=problem)


def _our_fault(problem: Exception, options: Globals) -> int:
    speaking.error(
        KnownError(
            "bug",
            text("Something went wrong inside the program ({name}); the log has the details.",
                 name=type(problem).__name__),
        ),
        as_json=options.json,
    )  # fmt: skip
    return FAULT
