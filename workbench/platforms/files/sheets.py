"""Spreadsheets, read by a child process with limits: whatever a file does, we only hear of it.

Rows come back as text in batches, so that memory here stays flat however large the file is.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from workbench.base.texts import Text, text
from workbench.platforms.files import container, sheet_child

if TYPE_CHECKING:
    from workbench.base.errors import KnownError
    from workbench.platforms.files.container import Source

Row = tuple[int, list[str]]

MEMORY_MB = 768  # 100,000 rows of 51 columns take about 400
SECONDS = 60
CHUNK = 1 << 20
LONGEST_LINE = 48 * container.MB  # what the child tells at once is shorter


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, how many rows it says it has, and its rows (once)."""

    name: str
    height: int
    rows: Iterator[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLimits:
    """What the child may use. ``seconds`` counts processor time, and our waiting for it."""

    memory_mb: int = MEMORY_MB
    seconds: float = SECONDS


@contextmanager
def open_workbook(source: Source, limits: ChildLimits | None = None) -> Iterator[Iterator[Sheet]]:
    """The sheets of a spreadsheet, in its order. Leaving ends the child.

    Raises ``KnownError`` (``unreadable``) while iterating, where the child gave up or had to be
    stopped.
    """
    child = _Child(source, limits or ChildLimits())
    try:
        child.feed()
        yield child.sheets()
    finally:
        child.stop()


def command(limits: ChildLimits) -> list[str]:
    """How the child is started: a bare interpreter on one script; in a frozen program, itself."""
    sizes = [str(limits.memory_mb), str(max(1, round(limits.seconds)))]
    if getattr(sys, "frozen", False):
        return [sys.executable, "--sheet-child", *sizes]
    return [sys.executable, "-E", "-P", str(Path(sheet_child.__file__)), *sizes]


class _Child:
    """One child process and the talk with it."""

    def __init__(self, source: Source, limits: ChildLimits) -> None:
        self._source = source
        self._left = float(limits.seconds)
        self._timed_out = False
        self._pending: dict[str, Any] | None = None
        self._process = subprocess.Popen(
            command(limits),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
            close_fds=True,
        )

    def feed(self) -> None:
        """Give it the bytes of the file; a child that died early is found out when it is read."""
        pipe = self._process.stdin
        assert pipe is not None
        with self._source.open() as handle, suppress(BrokenPipeError):
            while chunk := handle.read(CHUNK):
                pipe.write(chunk)
        with suppress(BrokenPipeError):
            pipe.close()

    def sheets(self) -> Iterator[Sheet]:
        """Sheet after sheet; rows that were not asked for are skipped."""
        self._pending = self._told()
        while (word := self._pending) is not None and "sheet" in word:
            self._pending = None
            rows = self._rows()
            yield Sheet(str(word["sheet"]), int(word["rows"]), rows)
            for _ in rows:
                pass
        self._check_end(self._pending)

    def _rows(self) -> Iterator[Row]:
        while True:
            word = self._told()
            if not isinstance(word, list):
                self._pending = word
                return
            lines, rows = word
            yield from zip(lines, rows, strict=True)

    def _check_end(self, word: Any) -> None:
        if not (isinstance(word, dict) and word.get("end")):
            error = word.get("error", "") if isinstance(word, dict) else ""
            raise self._refusal(str(error))

    def _told(self) -> Any:
        """The next line of the child; None where it ended without a word."""
        pipe = self._process.stdout
        assert pipe is not None
        began = monotonic()
        timer = threading.Timer(max(self._left, 0.01), self._time_is_up)
        timer.daemon = True
        timer.start()
        try:
            line = pipe.readline(LONGEST_LINE)
        finally:
            timer.cancel()
            self._left -= monotonic() - began
        if not line.endswith(b"\n"):
            return None
        try:
            return json.loads(line)
        except ValueError:
            return None

    def _time_is_up(self) -> None:
        self._timed_out = True
        self._process.kill()

    def _refusal(self, error: str) -> KnownError:
        code = self._process.wait()
        if error == "encrypted" or (error == "broken" and _locked(self._source)):
            return container.password()
        return container.unreadable(self._why(error, code))

    def _why(self, error: str, code: int) -> Text:
        if self._timed_out or code in (-24, -9):  # SIGXCPU, SIGKILL
            return text("Opening it took too long: split the time range, or export it as CSV.")
        if error == "missing":
            return text("The reader of spreadsheets is missing: install the workbench again.")
        if error == "memory" or code < 0:
            return text(
                "Opening it would take too much memory: split the time range, or export it as CSV."
            )
        return text("It is damaged, or no spreadsheet at all: export it again.")

    def stop(self) -> None:
        """End the child and take it off the process table."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()


def _locked(source: Source) -> bool:
    """An old container with a new workbook in it, encrypted."""
    if source.kind is not container.Kind.XLS:
        return False
    with source.open() as handle:
        return "EncryptedPackage".encode("utf-16-le") in handle.read()
