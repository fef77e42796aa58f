"""How commands speak: one JSON document, or lines for people; errors in one sentence."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from workbench.base.texts import Text, _, phrase
from workbench.domain import beijing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.base.errors import KnownError
    from workbench.domain.refusal import Refusal


def document(value: object) -> None:
    """The one JSON document on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return phrase(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return str(value)


def lines(rows: Iterable[str]) -> None:
    """Plain lines on standard output."""
    for row in rows:
        print(row)


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns under a header; Chinese characters count double, as terminals draw them."""
    body = [[str(cell) for cell in row] for row in rows]
    widths = [max([_width(h), *(_width(r[i]) for r in body)]) for i, h in enumerate(header)]
    for row in [list(header), *body]:
        cells = (cell + " " * (widths[i] - _width(cell)) for i, cell in enumerate(row))
        print("  ".join(cells).rstrip())


def _width(cell: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in cell)


def refusal(item: Refusal) -> dict[str, Any]:
    """A refusal as JSON."""
    return {
        "rule": item.rule,
        "message": phrase(item.message),
        "helps": phrase(item.helps) if item.helps is not None else "",
        "confirmable": item.confirmable,
        "facts": {name: _fact(value) for name, value in item.facts.items()},
    }


_INSTANT = 10**12  # no amount and no count is as high, every instant since 2001 is


def _fact(value: object) -> object:
    """Times are ISO 8601 at +08:00 wherever they stand."""
    instant = isinstance(value, int) and not isinstance(value, bool) and value >= _INSTANT
    return beijing.iso(value) if instant else value  # type: ignore[arg-type]


def sentence(item: Refusal) -> str:
    """A refusal for people: "refused by OPEN-3: ...", what would help, how to confirm."""
    said = _("refused by {rule}: {message}").format(rule=item.rule, message=phrase(item.message))
    if item.helps is not None:
        said += " " + phrase(item.helps)
    if item.confirmable:
        said += " " + _("(--confirm {rule} goes on)").format(rule=item.rule)
    return said


def error(problem: KnownError, *, as_json: bool) -> None:
    """One sentence that says what to do."""
    message = phrase(problem.text)
    if as_json:
        document({"error": {"kind": problem.kind, "message": message}})
    else:
        print(message, file=sys.stderr)
