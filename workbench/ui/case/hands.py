"""What the pane does outside the window: open a page, choose files, fill the clipboard."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.domain.case import Case
    from workbench.domain.policy.model import Policy


def _open(url: str) -> bool:
    return bool(QDesktopServices.openUrl(QUrl(url)))


def _copy(words: str) -> None:
    QGuiApplication.clipboard().setText(words)


def _choose(
    parent: QWidget, title: str, suffixes: Sequence[str], take: Callable[[list[Path]], None]
) -> None:
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    patterns = " ".join(f"*{suffix}" for suffix in suffixes) or "*"
    dialog.setNameFilter(f"{title} ({patterns})")
    dialog.filesSelected.connect(lambda names: take([Path(name) for name in names]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


@dataclass(frozen=True, slots=True)
class Hands:
    """The outside world; tests give their own."""

    open_url: Callable[[str], bool] = field(default=_open)
    copy: Callable[[str], None] = field(default=_copy)
    choose: Callable[
        [QWidget, str, Sequence[str], Callable[[list[Path]], None]], None
    ] = field(default=_choose)  # fmt: skip


def page_of(case: Case, policy: Policy | None) -> str:
    """The platform's page of a case; "" where there is none that may be opened.

    Ids come from outside: they are quoted, and the result must be https on a listed host.
    """
    if policy is None:
        return ""
    for template in (policy.page_url, policy.order_url):
        if not template:
            continue
        url = template.replace("{case_id}", quote(case.key.case_id, safe="")).replace(
            "{order_id}", quote(case.order_id, safe="")
        )
        if allowed(url, policy.hosts):
            return url
    return ""


def allowed(url: str, hosts: Sequence[str]) -> bool:
    """https on a host that is listed exactly: no name, port, blank, quote or look-alike in it."""
    if not url.isascii() or any(sign.isspace() or sign in '\\"<>' for sign in url):
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    return (
        parts.scheme == "https"
        and port is None
        and parts.netloc == (parts.hostname or "")
        and parts.netloc in hosts
    )
