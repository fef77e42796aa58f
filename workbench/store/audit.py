"""The audit: entries bound to each other by hashes, so that a change in the middle shows (AUD-1).

Each hash covers the one before and everything its entry says. A cut tail leaves a sound chain, so
the last hash is also kept in the key-value table and in the file ``audit.head`` beside the store.
Who can write all three can forge: it is evidence against edits of the file, not a wall.
"""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING, Any

from workbench.base import files
from workbench.services.ports import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.store.session import Session

_log = logging.getLogger(__name__)

HEAD_KEY = "audit.head"
START = "0" * 64
_COLUMNS = "seq, at, actor, command, subject, decision, facts, hash"
Head = tuple[int, str]


def canonical(value: object) -> str:
    """JSON that is the same for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def bind(before: str, entry: Sequence[object]) -> str:
    """The hash of (seq, at, actor, command, subject, decision, facts as stored)."""
    return hashlib.sha256((before + canonical(list(entry))).encode()).hexdigest()


def head_file(store: Path) -> Path:
    """Where the head is kept outside the store."""
    return store.with_name("audit.head")


def write_heads(path: Path, *heads: Head) -> None:
    """Keep ``heads`` outside, instead of what was there; several where either may be right."""
    temp = files.sibling_temp(path)
    try:
        temp.write_text("".join(f"{seq} {mark}\n" for seq, mark in heads), encoding="ascii")
        temp.chmod(files.OWNER_ONLY)
        temp.replace(path)
    finally:
        temp.unlink(missing_ok=True)


def read_heads(path: Path) -> list[Head]:
    """The heads kept outside; none where the file is missing or unreadable."""
    try:
        pairs = [line.split() for line in path.read_text(encoding="ascii").splitlines()]
        return [(int(seq), mark) for seq, mark in pairs]
    except (OSError, ValueError):
        return []


def read_entry(row: tuple[Any, ...]) -> AuditEntry:
    """The entry of a row."""
    seq, at, actor, command, subject, decision, facts, mark = row
    return AuditEntry(
        seq=seq, at=at, actor=actor, command=command, subject=subject, decision=decision,
        facts=json.loads(facts), hash=mark,
    )  # fmt: skip


def entries_where(session: Session, where: str, values: Sequence[object]) -> list[AuditEntry]:
    """Entries by a condition (and order) of our own making."""
    rows = session.execute(f"select {_COLUMNS} from audit {where}", values)
    return [read_entry(row) for row in rows]


class Audit:
    """The chain in one unit of work; ``outside`` is the file that keeps its head."""

    def __init__(self, session: Session, outside: Path) -> None:
        self._session = session
        self._outside = outside
        self._fresh: Head | None = None
        self._replace = False

    def append(
        self,
        *,
        at: int,
        actor: str,
        command: str,
        subject: str,
        decision: str,
        facts: dict[str, object],
    ) -> None:
        """One more entry; it counts when the unit of work is committed."""
        last, before = self._fresh or self._last()
        entry = (last + 1, at, actor, command, subject, decision, canonical(facts))
        mark = bind(before, entry)
        self._session.write(
            f"insert into audit ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?)", (*entry, mark)
        )
        self._fresh = (last + 1, mark)

    def head(self) -> str:
        """The hash of the last entry."""
        return (self._fresh or self._last())[1]

    def _last(self) -> Head:
        row = self._session.execute(
            "select seq, hash from audit order by seq desc limit 1"
        ).fetchone()
        return (int(row[0]), str(row[1])) if row else (0, START)

    def flush(self) -> None:
        """Before the commit: keep the head in the key-value table too."""
        if self._fresh:
            self._replace = self._vouched(read_heads(self._outside))
            self._session.write(
                "insert into kv (key, value) values (?, ?)"
                " on conflict (key) do update set value = excluded.value",
                (HEAD_KEY, f"{self._fresh[0]} {self._fresh[1]}"),
            )

    def _vouched(self, kept: list[Head]) -> bool:
        """Whether a head kept outside is one of this chain.

        If not, the file stays: it is the evidence of a cut tail (or another process was faster).
        """
        return any(
            head == (0, START)
            or self._session.execute(
                "select 1 from audit where seq = ? and hash = ?", head
            ).fetchone()
            for head in kept
        )

    def committed(self) -> None:
        """After the commit: keep the head outside.

        What was committed is durable whatever becomes of the file: the older head in it vouches
        until the next one is written.
        """
        fresh, self._fresh = self._fresh, None
        if fresh is None or not self._replace:
            return
        try:
            write_heads(self._outside, fresh)
        except OSError as error:
            _log.warning("the audit's head was not kept outside: %s", error)

    def verify(self) -> tuple[bool, int, int | None]:
        """(ok, entries, seq of the first bad, missing or moved entry).

        Not ok without a number: the chain is sound, but no head outside vouches for its end.
        """
        kept = read_heads(self._outside)
        wanted = dict(kept)
        before, count, vouched = START, 0, (0, START) in kept
        rows = self._session.execute(f"select {_COLUMNS} from audit order by seq")
        for *entry, mark in rows:
            count += 1
            if entry[0] != count or mark != bind(before, entry):
                return False, count, count
            vouched = vouched or wanted.get(count) == mark
            before = mark
        said = self._session.execute("select value from kv where key = ?", (HEAD_KEY,)).fetchone()
        if (said[0] if said else f"0 {START}") != f"{count} {before}":
            return False, count, count + 1
        if vouched:
            return True, count, None
        return (
            False,
            count,
            min([seq for seq, _ in kept if seq <= count], default=count + 1) if (kept) else None,
        )
