"""The suite's own guards: each one is seen to fail a test that deserves it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

# What is wrong -> (a suite that does it, what it must be told)
GUILTY = {
    "unexpected log": (
        """
import logging

def test_it():
    logging.getLogger("shop").warning("odd")
""",
        "WARNING shop: odd",
    ),
    "announced and silent": (
        """
def test_it(log_guard):
    log_guard.expect("never")
""",
        "announced with log_guard.expect but never logged: never",
    ),
    "leaked window": (
        """
from PySide6.QtWidgets import QLabel

def test_it(qtbot):
    global kept
    kept = QLabel("x")
    kept.show()
""",
        "top window QLabel",
    ),
    "running timer": (
        """
from PySide6.QtCore import QTimer

def test_it(qtbot):
    global kept
    kept = QTimer()
    kept.start(50)
""",
        "running timer QTimer",
    ),
    "running timer with a parent": (
        """
from PySide6.QtCore import QObject, QTimer

def test_it(qtbot):
    global kept
    kept = QObject()
    QTimer(kept).start(50)
""",
        "running timer QTimer of QObject",
    ),
    "modal dialog": (
        """
from PySide6.QtWidgets import QMessageBox

def test_it(qtbot):
    box = QMessageBox()
    qtbot.addWidget(box)
    box.exec()
""",
        "QMessageBox was opened with exec()",
    ),
    "warning": (
        """
import warnings

def test_it():
    warnings.warn("old way")
""",
        "UserWarning: old way",
    ),
    "Qt message": (
        """
from PySide6.QtCore import qWarning

def test_it(qtbot):
    qWarning("bad")
""",
        "Qt messages with level WARNING or above emitted",
    ),
}
INNOCENT = """
import logging

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel


def test_window(qtbot, log_guard):
    log_guard.expect("shop: odd")
    logging.getLogger("shop").warning("odd")
    label = QLabel("x")
    qtbot.addWidget(label)
    label.show()
    timer = QTimer(label)
    timer.start(50)


def test_without_qt():
    pass
"""


def run(folder: Path, code: str) -> tuple[int, str]:
    """The exit code and the report of a suite that consists of ``code``."""
    (folder / "test_planted.py").write_text(code, "utf-8")
    done = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-q", "-p", "tests.helpers.allergic",
            "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml"),
            "--rootdir", str(folder), str(folder / "test_planted.py"),
        ],
        cwd=folder, capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("name", GUILTY)
def test_a_guilty_test_fails_and_is_told_why(tmp_path: Path, name: str) -> None:
    code, complaint = GUILTY[name]
    outcome, report = run(tmp_path, code)
    assert outcome == 1, report
    assert complaint in report


def test_an_innocent_test_passes(tmp_path: Path) -> None:
    outcome, report = run(tmp_path, INNOCENT)
    assert outcome == 0, report
