"""Cases: rows, timeline, tags, search index, counters and the row as it came, always together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.domain.case import Case, CaseKey, TimelineEntry
from workbench.services.ports import Change
from workbench.store import words
from workbench.store.codec import COLUMNS, READ_COLUMNS, decode, encode, encode_json
from workbench.store.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workbench.services.import_ports import Remembered
    from workbench.store.ledger import Ledger, Slot
    from workbench.store.session import Session

SELECT_CASE = f"select {', '.join(READ_COLUMNS)} from cases"
_SELECT_MANY = (
    f"select {', '.join(f'c.{name}' for name in READ_COLUMNS)}"
    " from json_each(?) as j cross join cases as c"
    " on c.case_id = j.value ->> 0 and c.shop = j.value ->> 1"
)
# What saving must know of cases that are there already; asked for many at once.
_KNOWN = (
    "select j.key, c.id, c.words, c.tags, c.shop, c.platform, c.type, c.stage, c.flag, c.assignee,"
    " c.applied_at, c.final_at from json_each(?) as j cross join cases as c"
    " on c.case_id = j.value ->> 0 and c.shop = j.value ->> 1"
)
_ALL = (*COLUMNS, "words")
_INSERT = f"insert into cases (id, {', '.join(_ALL)}) values (?{', ?' * len(_ALL)})"
_UPDATE = f"update cases set {', '.join(f'{name} = ?' for name in _ALL)} where id = ?"
_NOTE = (
    "insert or ignore into timeline (case_row, at, kind, actor, text, source, seq)"
    " values (?, ?, ?, ?, ?, ?, ?)"
)

BATCH = 5_000  # cases kept in memory before they are written

Row = tuple[Any, ...]


class Batch:
    """Rows of many cases on their way into the file, each table fed in one go."""

    def __init__(self) -> None:
        self.inserts: list[Row] = []
        self.updates: list[Row] = []
        self.unindexed: list[tuple[int]] = []
        self.indexed: list[tuple[int, str]] = []
        self.untagged: list[tuple[int]] = []
        self.tagged: list[tuple[str, int]] = []
        self.notes: list[Row] = []

    def write(self, session: Session) -> None:
        """Everything collected; the case rows first, for the keys that point to them."""
        for sql, rows in (
            (_INSERT, self.inserts),
            (_UPDATE, self.updates),
            ("delete from search where rowid = ?", self.unindexed),
            ("insert into search (rowid, x) values (?, ?)", self.indexed),
            ("delete from tags where case_row = ?", self.untagged),
            ("insert into tags (tag, case_row) values (?, ?)", self.tagged),
            (_NOTE, self.notes),
        ):
            if rows:
                session.write_many(sql, rows)


def _parts(
    items: Iterable[tuple[Case, tuple[TimelineEntry, ...]]],
) -> Iterator[list[tuple[Case, tuple[TimelineEntry, ...]]]]:
    """Parts in which no key comes twice."""
    part: list[tuple[Case, tuple[TimelineEntry, ...]]] = []
    keys: set[CaseKey] = set()
    for item in items:
        if item[0].key in keys or len(part) >= BATCH:
            yield part
            part, keys = [], set()
        part.append(item)
        keys.add(item[0].key)
    if part:
        yield part


class Cases:
    """The repository of one unit of work."""

    def __init__(self, session: Session, ledger: Ledger) -> None:
        self._session = session
        self._ledger = ledger
        self._rows = Rows(session)

    # --------------------------------------------------------------------------- reading

    def get(self, key: CaseKey) -> Case | None:
        """The case, or None."""
        row = self._session.execute(
            f"{SELECT_CASE} where case_id = ? and shop = ?", (key.case_id, key.shop)
        ).fetchone()
        return None if row is None else decode(row)

    def get_many(self, keys: Sequence[CaseKey]) -> dict[CaseKey, Case]:
        """Those of ``keys`` that exist."""
        found: dict[CaseKey, Case] = {}
        for first in range(0, len(keys), BATCH):
            asked = encode_json([(key.case_id, key.shop) for key in keys[first : first + BATCH]])
            for row in self._session.execute(_SELECT_MANY, (asked,)):
                case = decode(row)
                found[case.key] = case
        return found

    def find(self, case_id: str, shop: str | None = None) -> list[CaseKey]:
        """Cases of that id, of one shop or of all."""
        sql, values = "select shop, case_id from cases where case_id = ?", [case_id]
        if shop is not None:
            sql, values = f"{sql} and shop = ?", [case_id, shop]
        rows = self._session.execute(f"{sql} order by shop", values)
        return [CaseKey(*row) for row in rows]

    def of_order(self, shop: str, order_id: str) -> list[Case]:
        """Every case of an order, the oldest application first."""
        rows = self._session.execute(
            f"{SELECT_CASE} where order_id = ? and shop = ? order by applied_at, id",
            (order_id, shop),
        )
        return [decode(row) for row in rows]

    def of_parcel(self, case: Case) -> list[Case]:
        """Cases of other orders under the same outbound waybill (CASE-8)."""
        if case.outbound is None or not case.outbound.waybill:
            return []
        rows = self._session.execute(
            f"{SELECT_CASE} indexed by cases_parcel where waybill = ? and waybill <> ''"
            " and shop = ? and order_id <> ? order by id limit 20",
            (case.outbound.waybill, case.key.shop, case.order_id),
        )
        return [decode(row) for row in rows]

    def timeline(self, key: CaseKey) -> list[TimelineEntry]:
        """What happened, in time order; entries of one instant in the order they were told."""
        rows = self._session.execute(
            "select at, actor, kind, text, source from timeline where case_row ="
            " (select id from cases where case_id = ? and shop = ?) order by at, seq",
            (key.case_id, key.shop),
        )
        return [
            TimelineEntry(at=at, actor=actor, kind=kind, text=text, source=source)
            for at, actor, kind, text, source in rows
        ]

    def open_keys(self, shop: str) -> list[CaseKey]:
        """Cases of the shop that are not final."""
        rows = self._session.execute(
            "select shop, case_id from cases where final = 0 and shop = ? order by id", (shop,)
        )
        return [CaseKey(*row) for row in rows]

    def owing_keys(self, shop: str) -> list[CaseKey]:
        """Cases of the shop with an open promise, final or not (PROM-1)."""
        rows = self._session.execute(
            "select shop, case_id from cases indexed by cases_promised"
            " where promise_what <> '' and shop = ? order by id",
            (shop,),
        )
        return [CaseKey(*row) for row in rows]

    def count(self) -> int:
        """How many cases there are."""
        return int(self._session.execute("select count(*) from cases").fetchone()[0])

    # --------------------------------------------------------------------------- writing

    def save(self, case: Case, timeline: Iterable[TimelineEntry] = ()) -> None:
        """Write the case and those entries of its timeline that are not there yet."""
        self.save_many([(case, tuple(timeline))])

    def save_many(self, items: Iterable[tuple[Case, tuple[TimelineEntry, ...]]]) -> int:
        """The same for many at once; a later one of the same key wins. Returns how many."""
        following = self._next_id()
        count = 0
        for part in _parts(items):
            batch = Batch()
            known = self._known([case.key for case, _ in part])
            for place, (case, entries) in enumerate(part):
                row = known.get(place)
                self._collect(batch, case, entries, row, following)
                following += row is None
            batch.write(self._session)
            count += len(part)
        return count

    def _known(self, keys: Sequence[CaseKey]) -> dict[int, Row]:
        """What is there already, by its place among ``keys``."""
        asked = encode_json([(key.case_id, key.shop) for key in keys])
        return {row[0]: row[1:] for row in self._session.execute(_KNOWN, (asked,))}

    def _next_id(self) -> int:
        last = self._session.execute("select max(id) from cases").fetchone()[0]
        return int(last or 0) + 1

    def _collect(
        self,
        batch: Batch,
        case: Case,
        entries: tuple[TimelineEntry, ...],
        known: Row | None,
        following: int,
    ) -> None:
        said = words.words_of(case)
        mark = words.fingerprint(said, final=case.final)
        row = encode(case)
        if known is None:
            number, seq, old = following, 0, None
            batch.inserts.append((number, *row, mark))
        else:
            number, old = known[0], known[3:9]
            batch.updates.append((*row, mark, number))
            seq = self._next_seq(number) if entries else 0
        if known is None or known[1] != mark:
            if known is not None:
                batch.unindexed.append((number,))
            batch.indexed.append((number, words.tokens(said, final=case.final)))
        self._collect_tags(batch, case, number, known)
        batch.notes += [
            (number, item.at, item.kind, item.actor, item.text, item.source, seq + place)
            for place, item in enumerate(entries)
        ]
        self._tell(case, number, old, known)

    def _collect_tags(self, batch: Batch, case: Case, number: int, known: Row | None) -> None:
        tags = case.local.tags
        if known is not None and known[2]:
            batch.untagged.append((number,))
        batch.tagged += [(tag, number) for tag in dict.fromkeys(tags)]

    def _tell(self, case: Case, number: int, old: Slot | None, known: Row | None) -> None:
        local, shop = case.local, case.key.shop
        flag = str(local.flag or "")
        self._ledger.moved(old, (shop, case.platform, case.type, case.stage, flag, local.assignee))
        self._ledger.dirty(shop, (case.applied_at, case.times.final_at))
        if known is not None:
            self._ledger.dirty(shop, known[9:11])
        self._ledger.changed(Change("case", str(case.key)), number)

    def _next_seq(self, number: int) -> int:
        last = self._session.execute(
            "select max(seq) from timeline where case_row = ?", (number,)
        ).fetchone()[0]
        return 0 if last is None else int(last) + 1

    # ------------------------------------------------------------------ the row as it came

    def remember_row(self, key: CaseKey, file_id: str, row: dict[str, str]) -> None:
        """IMP-3: the newest row as it came. The case must have been saved."""
        self._rows.keep(file_id, [(key, tuple(row), list(row.values()))])

    def remember_rows(
        self, file_id: str, rows: Iterable[tuple[CaseKey, tuple[str, ...], Sequence[str]]]
    ) -> None:
        """The same for many: (case, headers, cells)."""
        self._rows.keep(file_id, rows)

    def remembered(self, shop: str, case_ids: Sequence[str]) -> dict[str, Remembered]:
        """The newest rows, by case id; cases without one are left out."""
        return self._rows.kept(shop, case_ids)

    def row_as_it_came(self, key: CaseKey) -> dict[str, str]:
        """The newest row a file had of this case; empty where no file spoke of it."""
        return self._rows.as_it_came(key)
