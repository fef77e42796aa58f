"""The reading side of one thread: its connection, and answers that are one consistent moment."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from workbench.base import engine
from workbench.store.session import Session, end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.store.connections import Connections


class Asking:
    """Belongs to the thread that made it."""

    def __init__(self, connections: Connections) -> None:
        self._path = connections.path
        self._connection = connections.reader()
        self._session = Session(self._connection, writable=False)

    @contextmanager
    def _moment(self) -> Iterator[None]:
        with engine.translated(self._path):
            if self._connection.in_transaction:  # inside a unit of work that reads
                yield
                return
            self._connection.execute("begin")
            try:
                yield
                self._connection.execute("commit")  # keeps what a search found (hits.py)
            finally:
                end(self._connection)
