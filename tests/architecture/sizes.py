"""How big things may grow, and how a file begins."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.tree import Check, Module

FILE_LINES = 400
CLASS_LINES = 250
FUNCTION_LINES = 50
CONSTRUCTOR_LINES = 40


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    """Lines from ``def`` or ``class`` to the last one, decorators not counted."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _long_files(module: Module) -> Iterator[tuple[int, str]]:
    count = len(module.text.splitlines())
    if count > FILE_LINES:
        yield 1, f"the file has {count} lines, {FILE_LINES} are the limit"


def _long_classes(module: Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and lines_of(node) > CLASS_LINES:
            yield node.lineno, f"class {node.name} has {lines_of(node)} lines of {CLASS_LINES}"


def _functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _long_functions(module: Module) -> Iterator[tuple[int, str]]:
    for node in _functions(module):
        if node.name != "__init__" and lines_of(node) > FUNCTION_LINES:
            yield node.lineno, f"{node.name} has {lines_of(node)} lines of {FUNCTION_LINES}"


def _long_constructors(module: Module) -> Iterator[tuple[int, str]]:
    for node in _functions(module):
        if node.name == "__init__" and lines_of(node) > CONSTRUCTOR_LINES:
            yield node.lineno, f"__init__ has {lines_of(node)} lines of {CONSTRUCTOR_LINES}"


def _no_opening(module: Module) -> Iterator[tuple[int, str]]:
    words = ast.get_docstring(module.tree) or ""
    first = words.partition("\n\n")[0].strip()
    if not first:
        yield 1, "the file does not say what it is for"
    elif not first.endswith((".", ":", "?", "!")):
        yield 1, "the opening is no sentence (it has no end)"


def _busy_packages(module: Module) -> Iterator[tuple[int, str]]:
    if not module.place.endswith("/__init__.py"):
        return
    for node in module.tree.body:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__version__":
            continue
        yield node.lineno, "a package's __init__ holds its charter and nothing else"
        return


def _long(head: str, count: int) -> str:
    """``head`` and as many lines of a body as make ``count`` in all."""
    indent = " " * (len(head) - len(head.lstrip()) + 4)
    return f"{head}\n" + f"{indent}pass\n" * (count - 1)


CHECKS = (
    Check(
        "file size",
        "is there a second subject in it? Give that a file of its own",
        _long_files,
        ("workbench/x.py", "a = 1\n" * 401),
        ("workbench/x.py", "a = 1\n" * 400),
    ),
    Check(
        "class size",
        "split it: what it shows from what it decides, or by subject",
        _long_classes,
        ("workbench/x.py", _long("class A:", 251)),
        ("workbench/x.py", _long("class A:", 250)),
    ),
    Check(
        "function size",
        "give its parts names",
        _long_functions,
        ("workbench/x.py", _long("def f():", 51)),
        ("workbench/x.py", _long("def f():", 50)),
    ),
    Check(
        "constructor size",
        "build the parts in methods of their own, or split layout from logic",
        _long_constructors,
        ("workbench/x.py", "class A:\n" + _long("    def __init__(self):", 41)),
        ("workbench/x.py", "class A:\n" + _long("    def __init__(self):", 40)),
    ),
    Check(
        "opening sentence",
        "open it with a docstring: one sentence that says what the module is for",
        _no_opening,
        ("workbench/x.py", '"""Helpers"""\n'),
        ("workbench/x.py", '"""What it is for, in two\nlines."""\n'),
    ),
    Check(
        "package charter",
        "put the code into a module and import it from there",
        _busy_packages,
        ("workbench/x/__init__.py", '"""Charter."""\nfrom a import b\n'),
        ("workbench/x/__init__.py", '"""Charter."""\n__version__ = "1"\n'),
    ),
)
