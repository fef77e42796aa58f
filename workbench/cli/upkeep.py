"""``backup``, ``restore``, ``doctor``, ``audit``, ``bench``, ``demo``: the house itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.base.texts import _, phrase
from workbench.cli import speaking

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

    from workbench.cli.house import Desk


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Declare the commands of this family."""
    demo = commands.add_parser("demo", help=_("a living shop to try everything on"))
    demo.add_argument("--tour", type=Path, metavar="DIR", help=_("play it and take pictures"))
    demo.set_defaults(run=show)
    for name, run, help_text in (
        ("backup", backup, _("a checked copy of the store")),
        ("restore", restore, _("put a backup in place; the old store is kept aside")),
    ):
        parser = commands.add_parser(name, help=help_text)
        parser.add_argument("file", type=Path)
        parser.set_defaults(run=run)
    commands.add_parser("doctor", help=_("look for what is wrong")).set_defaults(run=doctor)
    audit = commands.add_parser("audit", help=_("the chain of everything that was done"))
    acts = audit.add_subparsers(dest="what", required=True)
    acts.add_parser("verify").set_defaults(run=verify)
    bench = commands.add_parser("bench", help=_("speed, as ratios against a floor"))
    bench.add_argument("--cases", type=int, default=100_000)
    bench.add_argument("--save", type=Path, metavar="FILE")
    bench.set_defaults(run=measure)


def show(desk: Desk, args: Namespace) -> int:
    """The demo, or its tour."""
    if args.tour is None:
        return desk.house.demo()
    pictures = desk.house.tour(args.tour)
    if desk.options.json:
        speaking.document({"pictures": pictures})
    else:
        speaking.lines(pictures)
    return 0


def backup(desk: Desk, args: Namespace) -> int:
    """A checked copy."""
    made = desk.house.backup(args.file)
    if desk.options.json:
        speaking.document(made)
    else:
        print(_("saved to {file}").format(file=args.file))
    return 0


def restore(desk: Desk, args: Namespace) -> int:
    """Put a backup in place."""
    done = desk.house.restore(args.file)
    if desk.options.json:
        speaking.document(done)
    else:
        print(_("restored from {file}; the store before it is {aside}").format(
            file=args.file, aside=done.get("aside", "-")))  # fmt: skip
    return 0


def doctor(desk: Desk, args: Namespace) -> int:
    """Everything that is wrong, in sentences."""
    del args
    problems = [phrase(item) for item in desk.house.doctor()]
    if desk.options.json:
        speaking.document({"ok": not problems, "problems": problems})
    else:
        speaking.lines(problems or [_("Nothing is wrong.")])
    return 1 if problems else 0


def verify(desk: Desk, args: Namespace) -> int:
    """Check the audit chain."""
    del args
    ok, entries, first_bad = desk.house.verify_audit()
    if desk.options.json:
        speaking.document({"ok": ok, "entries": entries, "first_bad": first_bad})
    elif ok:
        print(_("{n} entries, unbroken").format(n=entries))
    else:
        print(_("broken at entry {n}").format(n=first_bad))
    return 0 if ok else 1


def measure(desk: Desk, args: Namespace) -> int:
    """The benchmarks, as ratios taken in one run."""
    report = desk.house.bench(args.cases, args.save)
    if desk.options.json:
        speaking.document(report)
    else:
        header = (_("what"), _("value"), _("floor"), _("ratio"), _("unit"))
        rows = [
            (r["id"], f"{r['value']:.4g}", f"{r['floor']:.4g}", f"{r['ratio']:.3g}", r["unit"])
            for r in report["rows"]
        ]
        speaking.table(header, rows)
    return 0
