"""The project's Python files as parsed trees, and what a check on them is."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Module:
    """One file: its place as ``workbench/ui/x.py``, its text and its tree."""

    place: str
    text: str
    tree: ast.Module

    def below(self, *folders: str) -> bool:
        """True when the file is in one of ``folders``, or is one of these files."""
        return any(
            self.place == folder or self.place.startswith(f"{folder}/") for folder in folders
        )


@dataclass(frozen=True, slots=True)
class Check:
    """A rule about the code, what to do instead, and proof that it bites.

    ``find`` yields (line, what) for each violation. ``planted`` is (place, text) of a file that
    breaks the rule, ``fine`` of one that looks alike and does not.
    """

    name: str
    instead: str
    find: Callable[[Module], Iterator[tuple[int, str]]]
    planted: tuple[str, str]
    fine: tuple[str, str]

    def violations(self, modules: list[Module]) -> list[str]:
        """One line per violation, each with what to do instead."""
        return [
            f"{module.place}:{line}: {what}: {self.instead}"
            for module in modules
            for line, what in self.find(module)
        ]


def parse(place: str, text: str) -> Module:
    """A file that exists only here."""
    return Module(place, text, ast.parse(text, place))


@cache
def modules(*folders: str) -> list[Module]:
    """Every Python file below ``folders`` of the project."""
    return [
        parse(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
    ]


def dotted(node: ast.AST) -> str:
    """``a.b.c`` of names and attributes; calls inside are skipped (``a().b`` is ``.b``)."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def calls(module: Module) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the dotted name of what is called."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def imports(module: Module) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported: ``from a import b`` is ``a.b``."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            for name in node.names:
                yield node.lineno, f"{node.module}.{name.name}"
