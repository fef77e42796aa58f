"""The rows of files as they came (IMP-3): the newest of each case, its headers kept once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.services.import_ports import Remembered
from workbench.store.codec import encode_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.domain.case import CaseKey
    from workbench.store.session import Session

_KEEP = (
    "insert into rows (case_row, file_id, header, cells) values"
    " ((select id from cases where case_id = ? and shop = ?), ?, ?, ?)"
    " on conflict (case_row) do update set file_id = excluded.file_id,"
    " header = excluded.header, cells = excluded.cells"
)
_KEPT = (
    "select c.case_id, r.file_id, r.header, r.cells,"
    " c.intent_state in ('', 'done', 'refused', 'undone') and c.doc ->> '$.absent' is null"
    " and c.promise_what = ''"
    " from json_each(?) as j cross join cases as c on c.case_id = j.value and c.shop = ?"
    " join rows as r on r.case_row = c.id"
)


class Rows:
    """Belongs to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._numbers: dict[tuple[str, ...], int] = {}
        self._names: dict[int, tuple[str, ...]] = {}

    def keep(
        self, file_id: str, rows: Iterable[tuple[CaseKey, tuple[str, ...], Sequence[str]]]
    ) -> None:
        """Keep (case, headers, cells); the cases must have been saved."""
        self._session.write_many(
            _KEEP,
            [
                (key.case_id, key.shop, file_id, self._number(names), encode_json(list(cells)))
                for key, names, cells in rows
            ],
        )

    def kept(self, shop: str, case_ids: Sequence[str]) -> dict[str, Remembered]:
        """What is kept, by case id; cases without a row are left out."""
        found = self._session.execute(_KEPT, (encode_json(list(case_ids)), shop))
        return {
            case_id: Remembered(file_id, self._name(header), json.loads(cells), bool(quiet))
            for case_id, file_id, header, cells, quiet in found
        }

    def as_it_came(self, key: CaseKey) -> dict[str, str]:
        """Header and cell; where a header comes twice, the first one. Empty without a file."""
        kept = self.kept(key.shop, [key.case_id]).get(key.case_id)
        row: dict[str, str] = {}
        for name, cell in zip(kept.names, kept.cells, strict=False) if kept else ():
            row.setdefault(name, cell)
        return row

    def _number(self, names: tuple[str, ...]) -> int:
        number = self._numbers.get(names)
        if number is None:
            text = encode_json(names)
            self._session.write("insert or ignore into headers (names) values (?)", (text,))
            found = self._session.execute("select id from headers where names = ?", (text,))
            number = self._numbers[names] = int(found.fetchone()[0])
        return number

    def _name(self, number: int) -> tuple[str, ...]:
        names = self._names.get(number)
        if names is None:
            found = self._session.execute("select names from headers where id = ?", (number,))
            names = self._names[number] = tuple(json.loads(found.fetchone()[0]))
        return names
