"""The store and its unit of work: one transaction over all repositories."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from workbench.base import engine
from workbench.base.errors import BugError
from workbench.services.ports import Change
from workbench.store.audit import Audit, head_file
from workbench.store.cases import Cases
from workbench.store.connections import Connections
from workbench.store.ledger import Ledger
from workbench.store.orders import Orders
from workbench.store.outbox import Outbox
from workbench.store.results import Results
from workbench.store.session import Session, end
from workbench.store.shops import Shops
from workbench.store.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Unit:
    """One transaction; leaving it without ``commit()`` rolls everything back."""

    def __init__(self, session: Session, outside: Path) -> None:
        self._session = session
        self._ledger = Ledger(session)
        self.cases = Cases(session, self._ledger)
        self.orders = Orders(session, self._ledger)
        self.shops = Shops(session, self._ledger)
        self.outbox = Outbox(session, self._ledger)
        self.audit = Audit(session, outside)
        self.values = Values(session)
        self.results = Results(session)

    def changed(self, kind: str, id: str) -> None:  # noqa: A002 - the port's word
        """Tell screens about something that the repositories do not tell by themselves."""
        self._ledger.changed(Change(kind, id))

    def commit(self) -> tuple[Change, ...]:
        """Make everything durable; returns what changed. The unit is over then."""
        if not self._session.writable:
            raise BugError("this unit of work only reads: nothing to commit")
        self.audit.flush()
        changes = self._ledger.flush()
        self._session.write("commit")
        self._session.live = False
        self.audit.committed()
        return changes


class Store:
    """One data directory's store. Any thread may use it; each has connections of its own."""

    def __init__(self, connections: Connections) -> None:
        self.connections = connections
        self.path = connections.path

    @contextmanager
    def write(self) -> Iterator[Unit]:
        """A writing transaction; waits up to 5 s for another writer.

        Raises ``KnownError``; ``database_io`` at the commit means that it may be saved all the
        same: look before anything is repeated.
        """
        yield from self._unit(self.connections.writer(), "begin immediate", writable=True)

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """A consistent look at one moment."""
        yield from self._unit(self.connections.reader(), "begin", writable=False)

    def _unit(self, connection: engine.Connection, begin: str, *, writable: bool) -> Iterator[Unit]:
        if connection.in_transaction:
            raise BugError("a unit of work is already open in this thread")
        session = Session(connection, writable=writable)
        with engine.translated(self.path):
            connection.execute(begin)
            try:
                yield Unit(session, head_file(self.path))
            finally:
                session.live = False
                end(connection)

    def close(self) -> None:
        """Close the connections of the calling thread."""
        self.connections.close()
