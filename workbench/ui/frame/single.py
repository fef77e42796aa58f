"""One window per data folder: a second start brings the first to the front and ends."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

if TYPE_CHECKING:
    from pathlib import Path

WAIT_MS = 2_000


def server_name(data_dir: Path) -> str:
    """A short name for the folder's socket (paths of sockets are limited to some 100 bytes)."""
    digest = hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:20]
    return f"aftersale-{digest}"


class SingleWindow(QObject):
    """``first`` is True where this process has the window; ``called`` when another one started."""

    called = Signal()

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = server_name(data_dir)
        data_dir.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(data_dir / "window.lock"))
        self._lock.setStaleLockTime(0)  # only a dead process gives it up, never mere age
        self._server: QLocalServer | None = None
        self.first = self._lock.tryLock(0)
        if self.first:
            self._listen()

    def call_first(self) -> bool:
        """Ask the window that is open to come to the front; False where it does not answer."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(WAIT_MS):
            return False
        socket.disconnectFromServer()  # that somebody called is all there is to say
        return True

    def close(self) -> None:
        """Give the place up."""
        if self._server is not None:
            self._server.close()
        if self.first:
            self._lock.unlock()

    def _listen(self) -> None:
        QLocalServer.removeServer(self._name)  # what a killed process left behind
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_call)
        self._server.listen(self._name)

    def _on_call(self) -> None:
        if self._server is None:
            return
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            self.called.emit()
