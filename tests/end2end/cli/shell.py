"""A shell over one data directory: commands run in this process, and what they said is kept."""

from __future__ import annotations

import io
import json
import shlex
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workbench.bootstrap.house import open_house
from workbench.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

SAFE_S = 4 * 3600  # far enough from zero that nothing happens by itself in a short story

Value = Any


@dataclass(frozen=True)
class Said:
    """What one command said."""

    code: int
    out: str
    err: str


@dataclass
class Shell:
    """Commands on one data directory. ``names`` are filled into ``{places}`` of command lines."""

    folder: Path
    lang: str = "en"
    names: dict[str, str] = field(default_factory=dict)

    def run(self, *argv: str, stdin: str | None = None) -> Said:
        """One command; no traceback ever."""
        out, err, before = io.StringIO(), io.StringIO(), sys.stdin
        if stdin is not None:
            sys.stdin = io.StringIO(stdin)
        try:
            with redirect_stdout(out), redirect_stderr(err):
                code = run(["--data-dir", str(self.folder), "--lang", self.lang, *argv], open_house)
        finally:
            sys.stdin = before
        said = Said(code, out.getvalue(), err.getvalue())
        assert "Traceback" not in said.out + said.err
        return said

    def json(self, *argv: str, stdin: str | None = None) -> tuple[int, Value]:
        """One command with ``--json``: standard output is one document and nothing else."""
        said = self.run(*argv, "--json", stdin=stdin)
        assert said.err == ""
        return said.code, json.loads(said.out)

    def line(self, line: str, stdin: str | None = None) -> tuple[int, Value]:
        """A command line with its places filled."""
        words = [word.format_map(self.names) for word in shlex.split(line)]
        return self.json(*words, stdin=stdin)

    def ok(self, line: str) -> Value:
        """A command line that must succeed."""
        code, value = self.line(line)
        assert code == 0, (line, value)
        return value

    def case(self, name: str = "case") -> Value:
        """A case by the name it has here."""
        return self.ok(f"case {{{name}}}")

    def cases(self, **filters: str) -> list[Value]:
        """Cases of all views."""
        options = [part for name, value in filters.items() for part in (f"--{name}", value)]
        code, value = self.json("cases", "--view", "all", "--limit", "5000", *options)
        assert code == 0, value
        found: list[Value] = value["items"]
        return found

    def find(
        self,
        wanted: Callable[[Value], bool] = lambda _: True,
        name: str = "case",
        filters: Mapping[str, str] | None = None,
        **more: str,
    ) -> Value:
        """Name the first quiet case of the filters: nothing under way, hours left."""
        filters = {"stage": "merchant_review", **(filters or {}), **more}
        for item in self.cases(**filters):
            left = item["deadline"]["remaining_s"]
            quiet = item["intent"] is None and not item["negotiations"]
            quiet &= "无理由" not in item["reason"] or "reason" in filters  # REF-2 has its row
            if quiet and (left is None or left > SAFE_S) and wanted(item):
                self.names[name] = item["case_id"]
                return item
        raise AssertionError(f"the world has no such case: {filters}")

    def order(self, wanted: Callable[[Value], bool], name: str = "order") -> Value:
        """Name the first order that fits."""
        for item in self.ok("orders --limit 5000")["items"]:
            if wanted(item):
                self.names[name] = item["order_id"]
                return item
        raise AssertionError("the world has no such order")


def result(value: Value) -> Value:
    """The one result of ``do``."""
    assert len(value["results"]) == 1
    return value["results"][0]


def rule_of(value: Value) -> str | None:
    """The rule that refused the one case of ``do``."""
    return str(value["refused"]["rule"]) if "refused" in value else None


def rules_of(value: Value) -> set[str]:
    """The rule that refused an act, or all that stand against the order."""
    orders = {rule["rule"] for item in value.get("orders", ()) for rule in item["refused"]}
    one = rule_of(value)
    return orders | ({one} if one else set())


def look(value: Value, path: str) -> Value:
    """A value by its dotted path; numbers count from 0, negative ones from the end."""
    for part in path.split("."):
        plain = part.removeprefix("-")
        value = value[int(part)] if plain.isdigit() and isinstance(value, list) else value[part]
    return value
