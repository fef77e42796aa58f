"""Keeping a store well: a checked copy, and a doctor who says what is wrong and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.base import engine
from workbench.base.errors import KnownError
from workbench.base.texts import Text, text
from workbench.store import outbox, schema, shape
from workbench.store.restoring import restore

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.store.unit import Store

__all__ = ["backup", "doctor", "restore"]

_RECOUNT = """
    select count(*) from (
      select shop, platform, type, stage, flag, assignee, n from counters where n > 0
      except select shop, platform, type, stage, flag, assignee, count(*)
      from cases group by shop, platform, type, stage, flag, assignee
    )"""
_HOMELESS = f"""
    select command_id from outbox as o where case_id <> '' and {outbox.IS_OPEN} and not exists
    (select 1 from cases as c where c.case_id = o.case_id and c.shop = o.shop) limit 1"""
_FORGOTTEN = f"""
    select shop || '/' || case_id from cases as c where c.final = 0 and {
    outbox.IS_OPEN.replace("state", "intent_state", 1)
}
    and not exists (select 1 from outbox as o where o.command_id = c.intent_command_id) limit 1"""


def backup(store: Store, file: Path) -> dict[str, Any]:
    """A whole, verified copy of the store in ``file``: ``{file, size, cases, audit}``.

    Others may write meanwhile. Attachments are not in it. Raises ``KnownError``
    ``backup_over_store`` or those of ``engine.backup``.
    """
    if file.exists() and file.samefile(store.path):
        raise KnownError(
            "backup_over_store",
            text("{file} is the store itself: choose another name for the backup.", file=str(file)),
        )
    report = engine.backup(store.path, file)
    connection = engine.connect(file, readonly=True)
    try:
        cases, entries = connection.execute(
            "select (select count(*) from cases), (select count(*) from audit)"
        ).fetchone()
    finally:
        connection.close()
    return {"file": str(file), "size": report.size, "cases": cases, "audit": entries}


def doctor(store: Store) -> list[Text]:
    """Everything that is wrong with the store, each in one sentence; reads the whole file."""
    report = engine.verify(store.path)
    found = [
        text("The store is damaged ({what}): restore the newest good backup.", what=problem)
        for problem in report.problems
    ]
    if found:
        return found
    connection = store.connections.reader()
    with engine.translated(store.path):
        odd = shape.foreign_part(connection, schema.version_of(connection, store.path))
        if odd is not None:
            return [
                text(
                    "The store holds something that it should not ({part}): restore a backup.",
                    part=odd,
                )
            ]
        found += _audit(store)
        found += _contents(connection)
    return found


def _audit(store: Store) -> list[Text]:
    with store.read() as unit:
        ok, entries, bad = unit.audit.verify()
    if ok:
        return []
    if bad is None:
        return [
            text(
                "The file audit.head is missing, so nothing tells whether the end of the audit "
                "({entries} entries) was cut off: find out who removed it.",
                entries=entries,
            )
        ]
    return [
        text(
            "Entry {number} of the audit was changed, removed or moved: compare it with a backup.",
            number=bad,
        )
    ]


def _contents(connection: engine.Connection) -> list[Text]:
    def one(sql: str) -> Any:
        row = connection.execute(sql).fetchone()
        return None if row is None else row[0]

    found: list[Text] = []
    if (command := one(_HOMELESS)) is not None:
        found.append(
            text("Act {command} is on its way for a case that is not there.", command=command)
        )
    if (case := one(_FORGOTTEN)) is not None:
        found.append(
            text("Case {case} waits for an act that is not among those on their way.", case=case)
        )
    cases, indexed = one("select count(*) from cases"), one("select count(*) from search_docsize")
    if cases != indexed:
        found.append(
            text(
                "The search knows {indexed} of {cases} cases: restore a backup.",
                indexed=indexed,
                cases=cases,
            )
        )
    if one(_RECOUNT) or one("select coalesce(sum(n), 0) from counters") != cases:
        found.append(text("The counts of the views are wrong: restore a backup."))
    return found
