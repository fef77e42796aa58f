"""A process that imports a file and says where it is, to be killed (run as a script)."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.unit.files import tables
from workbench.services.importing import Importer
from workbench.store.opening import open_store


def tell(done: int, total: int) -> bool:
    """One line for each batch."""
    sys.stdout.write(f"{done} {total}\n")
    sys.stdout.flush()
    return True


def main(store: str, file: str) -> None:
    """Import ``file`` into the shop of the test."""
    importer = Importer(
        store=open_store(Path(store)),
        reader=tables.reader(),
        policies=tables.book(),
        now=lambda: tables.NOW,
        batch=50,
    )
    importer.run([Path(file)], shop="岚屿", progress=tell)
    sys.stdout.write("done\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
