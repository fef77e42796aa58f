"""``import``: exports of the platforms come in, with the window's preview as ``--dry-run``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.base.texts import _
from workbench.cli import speaking
from workbench.domain.kinds import Platform
from workbench.domain.money import yuan_signed

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

    from workbench.cli.house import Desk


def add(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("import", help=_("read exports of the platforms"))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--shop", required=True)
    parser.add_argument("--platform", choices=[str(p) for p in Platform], default="")
    parser.add_argument("--dry-run", action="store_true")
    parser.set_defaults(run=run)


def run(desk: Desk, args: Namespace) -> int:
    """Import every file; an unreadable one does not keep the others out (exit 3 then)."""
    report = desk.house.door.import_files(
        args.files,
        shop=args.shop,
        platform=args.platform,
        dry_run=args.dry_run,
        actor=desk.options.actor,
    )
    if desk.options.json:
        speaking.document(report)
    else:
        _print(report)
    files: Any = report["files"]
    return 3 if any(item.get("error") for item in files) else 0


def _print(report: dict[str, Any]) -> None:
    for item in report["files"]:
        if item.get("error"):
            print(f"{item['file']}: {item['error']['message']}", file=sys.stderr)
            continue
        print(
            _("{file}: {rows} rows, {added} added, {updated} updated, {unchanged} unchanged, "
              "{rejected} rejected; claims {claim}").format(
                file=item["file"], rows=item["rows"], added=item["added"],
                updated=item["updated"], unchanged=item["unchanged"],
                rejected=len(item["rejected"]), claim=yuan_signed(item["totals"]["claim_fen"]),
            )
        )  # fmt: skip
        for bad in item["rejected"]:
            print(
                _("  line {line}, {column} “{value}”: {reason}").format(
                    line=bad["line"], column=bad["column"], value=bad["value"],
                    reason=bad["reason"],
                )
            )  # fmt: skip
        for warning in item["warnings"]:
            print(f"  {warning}")
