"""Calls and imports that have one home, or none; each rule says what to do instead."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.tree import Check, Module, calls, dotted, imports

# The only places where everything may be caught: where a failure ends, for a person or a process.
EDGES = (
    "workbench/services/bus.py",
    "workbench/ui/operations.py",
    "workbench/ui/application.py",
    "workbench/cli/main.py",
    "workbench/platforms/files/sheet_child.py",
)
CLOCKS = ("workbench/base/clock.py", "workbench/base/ids.py")
ENGINE = ("workbench/base/engine.py", "workbench/base/engine_errors.py")
# There the moment at which a process is killed is what is drawn by lot.
KILLERS = ("tests/end2end/test_kill_storm.py",)
TIPS = ("workbench/ui/widgets", "workbench/ui/theme/plain.py")

WALL_CLOCKS = frozenset(
    {
        "time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime",
        "datetime.now", "datetime.utcnow", "datetime.today", "date.today",
        "QDateTime.currentDateTime", "QDateTime.currentDateTimeUtc",
        "QDateTime.currentMSecsSinceEpoch", "QDateTime.currentSecsSinceEpoch",
        "QDate.currentDate", "QTime.currentTime",
    }
)  # fmt: skip
STATIC_BOXES = frozenset({"information", "warning", "critical", "question", "about", "aboutQt"})
RICH_CALLS = frozenset({"setHtml", "insertHtml", "appendHtml", "setMarkdown", "QErrorMessage"})
RICH_FORMATS = frozenset({"RichText", "AutoText", "MarkdownText"})
LOADERS = frozenset({"import_module", "__import__", "run_module", "run_path"})


def _broad_excepts(module: Module) -> Iterator[tuple[int, str]]:
    if module.below(*EDGES):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler) and _catches_all(node.type):
            last = node.body[-1]
            if not (isinstance(last, ast.Raise) and last.exc is None):
                yield node.lineno, "everything is caught here"


def _catches_all(kind: ast.expr | None) -> bool:
    names = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(name is None or dotted(name) in {"Exception", "BaseException"} for name in names)


def _clock_reads(module: Module) -> Iterator[tuple[int, str]]:
    if module.below(*CLOCKS):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            name = ".".join(dotted(node).split(".")[-2:])
            if name in WALL_CLOCKS:
                yield node.lineno, f"{name} reads the clock"
    for line, name in imports(module):
        if name in WALL_CLOCKS:
            yield line, f"{name} reads the clock"


def _engines(module: Module) -> Iterator[tuple[int, str]]:
    if module.below(*ENGINE):
        return
    for line, name in imports(module):
        if name.split(".")[0] in {"sqlcipher3", "sqlite3"}:
            yield line, f"{name} is imported"
    for node, name in calls(module):
        if name in {"Database", "sqlite_utils.Database"}:
            yield node.lineno, "a Database is opened"


def _broken_calls(module: Module) -> Iterator[tuple[int, str]]:
    for node, name in calls(module):
        method = name.rpartition(".")[2]
        given = {
            word.arg
            for word in node.keywords
            if not (isinstance(word.value, ast.Constant) and word.value.value is False)
        }
        if method == "create_index" and "find_unique_name" in given:
            yield node.lineno, "create_index(find_unique_name=True) raises on this engine"
        if "alter" in given and "." in name:
            yield node.lineno, f"{method}(alter=True) raises on this engine"
        if method == "drop" and "ignore" in given:
            yield node.lineno, "drop(ignore=True) raises on this engine"
        if method == "cached_counts":
            yield node.lineno, "cached_counts() raises on this engine"
        if method == "query" and node.args and " returning " in _literal(node.args[0]):
            yield node.lineno, "query() with RETURNING raises on this engine"


def _literal(node: ast.expr) -> str:
    """The words of a string literal, f-strings included, lower and with single blanks."""
    words = [
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]
    return f" {' '.join(' '.join(words).lower().split())} "


def _loaders(module: Module) -> Iterator[tuple[int, str]]:
    if not module.below("workbench"):
        return
    for node, name in calls(module):
        if name.rpartition(".")[2] in LOADERS:
            yield node.lineno, f"{name} loads a module"
    for line, name in imports(module):
        if name.startswith(("importlib.util", "importlib.machinery", "runpy")):
            yield line, f"{name} loads modules"


def _rich_text(module: Module) -> Iterator[tuple[int, str]]:
    if not module.below("workbench/ui"):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute | ast.Name):
            name = dotted(node).rpartition(".")[2]
            if name in RICH_CALLS or (name in RICH_FORMATS and isinstance(node, ast.Attribute)):
                yield node.lineno, f"{name} shows markup"


def _static_boxes(module: Module) -> Iterator[tuple[int, str]]:
    for node, name in calls(module):
        owner, _, method = name.rpartition(".")
        if owner.rpartition(".")[2] == "QMessageBox" and method in STATIC_BOXES:
            yield node.lineno, f"QMessageBox.{method}() waits for a person"


def _tips(module: Module) -> Iterator[tuple[int, str]]:
    if not module.below("workbench/ui") or module.below(*TIPS):
        return
    for node, name in calls(module):
        if name.rpartition(".")[2] == "setToolTip":
            yield node.lineno, "setToolTip guesses whether its words are markup"


def _single_shots(module: Module) -> Iterator[tuple[int, str]]:
    for node, name in calls(module):
        if module.below("workbench/ui") and name == "QTimer.singleShot":
            yield node.lineno, "QTimer.singleShot outlives the widget it is for"


def _fixed_waits(module: Module) -> Iterator[tuple[int, str]]:
    for node, name in calls(module):
        method = name.rpartition(".")[2]
        if method in {"qWait", "qSleep"} or _bot_waits(node, name):
            yield node.lineno, f"{name} waits for a fixed time"
        watched = module.below("tests", "workbench/ui") and not module.below(*KILLERS)
        if name == "time.sleep" and watched:
            yield node.lineno, "time.sleep waits for a fixed time"


def _bot_waits(node: ast.Call, name: str) -> bool:
    """``bot.wait(100)`` of whatever is called a bot; ``started.wait(10)`` ends with its event."""
    owner, _, method = name.rpartition(".")
    given = [*node.args, *(word.value for word in node.keywords)]
    return (
        method == "wait"
        and "bot" in owner.rpartition(".")[2].lower()
        and len(given) == 1
        and isinstance(given[0], ast.Constant)
        and isinstance(given[0].value, int | float)
    )


CHECKS = (
    Check(
        "catching everything",
        "catch what you can mend, or let it rise to an edge (the list is EDGES in this file)",
        _broad_excepts,
        ("workbench/store/x.py", "try:\n    go()\nexcept (OSError, Exception):\n    pass\n"),
        ("workbench/store/x.py", "try:\n    go()\nexcept BaseException:\n    undo()\n    raise\n"),
    ),
    Check(
        "reading the clock",
        "take `now` as an argument, or ask a Clock of workbench.base.clock",
        _clock_reads,
        ("workbench/cli/x.py", "import datetime\nat = datetime.datetime.now(tz=None)\n"),
        ("workbench/cli/x.py", "def f(clock: Clock) -> int:\n    return clock.now()\n"),
    ),
    Check(
        "opening a database",
        "use workbench.base.engine: connect, database, write_tx, and its error classes",
        _engines,
        ("workbench/store/x.py", "import sqlcipher3\nc = sqlcipher3.connect('a')\n"),
        ("workbench/store/x.py", "db = engine.database(path)\n"),
    ),
    Check(
        "calls of sqlite-utils that catch the stock module's exceptions",
        "name the index, create the columns in a migration, ask for existence first, or use SQL",
        _broken_calls,
        ("workbench/store/x.py", "db.query(f'insert into {t} values (1)\\n  returning id')\n"),
        ("workbench/store/x.py", "db.execute('insert into t values (1) returning id')\n"),
    ),
    Check(
        "loading modules by name",
        "import plainly: import contracts cannot see through a name made at run time",
        _loaders,
        ("workbench/ui/x.py", "import importlib\nimportlib.import_module('workbench.store')\n"),
        ("workbench/ui/x.py", "from importlib import metadata\n"),
    ),
    Check(
        "markup",
        "show plain text; what must stand out is a widget or a delegate of its own",
        _rich_text,
        ("workbench/ui/x.py", "label.setTextFormat(Qt.TextFormat.RichText)\n"),
        ("workbench/ui/x.py", "label.setTextFormat(Qt.TextFormat.PlainText)\n"),
    ),
    Check(
        "static message boxes",
        "open a panel or a dialog of workbench.ui.widgets with open(), which does not block",
        _static_boxes,
        ("workbench/ui/x.py", "QMessageBox.question(self, 'a', 'b')\n"),
        ("workbench/ui/x.py", "log.warning('a')\n"),
    ),
    Check(
        "tool tips",
        "use set_tip of workbench.ui.theme.plain, which shows words as words",
        _tips,
        ("workbench/ui/queue/x.py", "button.setToolTip(case.title)\n"),
        ("workbench/ui/widgets/x.py", "button.setToolTip(tip(title))\n"),
    ),
    Check(
        "single shots",
        "use later of workbench.ui.later, which goes with its owner",
        _single_shots,
        ("workbench/ui/x.py", "QTimer.singleShot(50, self, self._tell)\n"),
        ("workbench/ui/x.py", "later(self, self._tell, ms=50)\n"),
    ),
    Check(
        "fixed waits",
        "wait for what should happen: qtbot.waitUntil, waitSignal, Event.wait, join",
        _fixed_waits,
        ("tests/gui/x.py", "def test_a(desk: Desk) -> None:\n    desk.qbot.wait(100)\n"),
        ("tests/gui/x.py", "qtbot.waitUntil(lambda: done)\nassert room.halfway.wait(5)\n"),
    ),
)
