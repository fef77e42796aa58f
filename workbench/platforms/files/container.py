"""What a file really is, whatever its name says; hostile ones are refused before they are parsed.

Limits are looked up in an archive's directory first and kept again while every byte is read.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from workbench.base.errors import KnownError
from workbench.base.texts import Text, text
from workbench.domain import beijing

if TYPE_CHECKING:
    from collections.abc import Iterator

MB = 2**20
HEAD = 8192
CHUNK = 256 * 1024
END_MARK, ZIP64_MARK, MEMBER_MARK = b"PK\x05\x06", b"PK\x06\x07", b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What people drop by mistake: (first bytes, what it is called).
STRANGERS = (
    (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"%PDF", "PDF"),
    (b"MZ", "EXE"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gzip"),
    (b"\x7fELF", "ELF"), (b"SQLite format 3", "SQLite"),
)  # fmt: skip
BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,
    ValueError, struct.error, OverflowError,
)  # fmt: skip


class Kind(StrEnum):
    """What a table file can hold."""

    XLSX = "xlsx"
    XLS = "xls"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may cost us. Sizes are bytes; ``ratio`` is unpacked to packed."""

    file_bytes: int = 300 * MB
    unpacked_bytes: int = 300 * MB
    ratio: int = 200
    ratio_from: int = MB  # smaller members may be as dense as they like
    members: int = 1_000
    directory_bytes: int = MB
    tables: int = 20  # exports in one archive


LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One table file: on disk, or (``member``) inside an archive. ``name`` is what is shown."""

    name: str
    kind: Kind
    path: Path
    size: int
    modified_at: int
    member: str = ""

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Its bytes, from the beginning. Raises ``KnownError`` where it is gone or broken."""
        try:
            if not self.member:
                with self.path.open("rb") as handle:
                    yield handle
                return
            with zipfile.ZipFile(self.path) as archive:
                content = archive.read(self.member)
        except BROKEN_ZIP as error:
            raise gone(error) from error
        yield io.BytesIO(content)


def unreadable(why: Text) -> KnownError:
    """The refusal of a whole file: exit 3, one sentence ("It ..."; the file is named beside it)."""
    return KnownError("unreadable", why, exit_code=3)


def gone(error: BaseException) -> KnownError:
    """The refusal of a file that cannot be opened or read to its end."""
    if isinstance(error, FileNotFoundError):
        why = text("It is not there: check its name and folder.")
    elif isinstance(error, PermissionError):
        why = text("It may not be read: close the program that has it open, or copy it.")
    elif isinstance(error, OSError) and error.strerror:
        why = text("It cannot be read ({why}): copy it to this computer first.", why=error.strerror)
    else:
        why = text("It is damaged or cut off: export or download it again.")
    return unreadable(why)


def sources(path: Path, limits: Limits = LIMITS) -> list[Source]:
    """The table files of ``path``: itself, or the exports in the archive that it is.

    Raises ``KnownError`` (``unreadable``, exit 3) for everything that is no table, and for
    everything hostile.
    """
    name = path.name
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            raise unreadable(text("It is no file: choose the export itself."))
        with path.open("rb") as handle:
            kind = sniff(handle.read(HEAD), info.st_size, limits)
            modified = info.st_mtime_ns // 1_000_000
            if kind is not None:
                return [Source(name=name, kind=kind, path=path, size=info.st_size,
                               modified_at=modified)]  # fmt: skip
            return _archive(path, handle, modified, limits)
    except BROKEN_ZIP as error:
        raise gone(error) from error


def sniff(head: bytes, size: int, limits: Limits = LIMITS) -> Kind | None:
    """What the first bytes say; None for an archive. Raises ``KnownError`` where it is no table."""
    if size == 0:
        raise unreadable(text("It is empty: export it again."))
    if size > limits.file_bytes:
        raise unreadable(
            text(
                "It is larger than {limit} MB: split the time range of the export.",
                limit=limits.file_bytes // MB,
            ),
        )
    for mark, called in STRANGERS:
        if head.startswith(mark):
            raise unreadable(text("It is {kind}, no table: choose the export itself.", kind=called))
    if head.startswith((MEMBER_MARK, END_MARK)):
        return None
    if head.startswith(OLE_MARK):
        return Kind.XLS
    if (
        head.lstrip()[:16]
        .lower()
        .startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta"))
    ):
        raise unreadable(
            text(
                "It is a web page named like a table: open it in a spreadsheet program and save "
                "it as XLSX."
            )
        )
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise unreadable(text("It is no text and no spreadsheet: choose the export itself."))
    return Kind.TEXT


# --------------------------------------------------------------------------------- archives


def _archive(path: Path, handle: BinaryIO, modified: int, limits: Limits) -> list[Source]:
    """A workbook, or an archive of exports; every member is read once, and thrown away."""
    name = path.name
    members = check_archive(handle, limits)
    names = {item.filename for item in members}
    if _is_workbook(names):
        return [
            Source(name=name, kind=Kind.XLSX, path=path, size=path.stat().st_size,
                   modified_at=modified)
        ]  # fmt: skip
    found: list[Source] = []
    budget = limits.unpacked_bytes - sum(item.file_size for item in members)
    with zipfile.ZipFile(handle) as archive:
        for item in members:
            shown = f"{name}/{item.filename}"
            if _is_litter(item):
                continue
            content = archive.read(item)
            kind = sniff(content[:HEAD], len(content), limits)
            if kind is None:
                kind, used = _packed_workbook(content, limits, budget)
                budget -= used
            found.append(
                Source(name=shown, kind=kind, path=path, size=len(content),
                       modified_at=_written_at(item) or modified, member=item.filename)
            )  # fmt: skip
    if not found:
        raise unreadable(text("There is no table in the archive: choose the export itself."))
    if len(found) > limits.tables:
        raise unreadable(
            text(
                "There are more than {limit} files in the archive: import them in parts.",
                limit=limits.tables,
            )
        )
    return found


def _packed_workbook(content: bytes, limits: Limits, budget: int) -> tuple[Kind, int]:
    """An archive in an archive is a workbook, or it is refused."""
    inner = Limits(
        file_bytes=limits.file_bytes,
        unpacked_bytes=max(budget, 0),
        ratio=limits.ratio,
        members=limits.members,
    )
    members = check_archive(io.BytesIO(content), inner)
    if not _is_workbook({item.filename for item in members}):
        raise _hostile()
    return Kind.XLSX, sum(item.file_size for item in members)


def check_archive(handle: BinaryIO, limits: Limits) -> list[zipfile.ZipInfo]:
    """The members of an archive that keeps within the limits, each read to its end once.

    Raises ``KnownError``: too large unpacked, too dense, too many, encrypted, names that leave
    the folder, archives inside, wrong check sums, document types (entities) in XML.
    """
    _check_directory_size(handle, limits)
    try:
        with zipfile.ZipFile(handle) as archive:
            members = [item for item in archive.infolist() if not item.is_dir()]
            _check_directory(members, limits)
            workbook = _is_workbook({item.filename for item in members})
            for item in members:
                _check_content(archive, item, workbook=workbook)
    except BROKEN_ZIP as error:
        raise gone(error) from error
    return members


def _check_directory_size(handle: BinaryIO, limits: Limits) -> None:
    """Refuse a directory that would be costly merely to read (``ZipFile`` reads it whole)."""
    size = handle.seek(0, io.SEEK_END)
    handle.seek(max(0, size - 66_000))
    tail = handle.read()
    handle.seek(0)
    place = tail.rfind(END_MARK)
    if place < 0 or len(tail) < place + 22:
        raise gone(EOFError())
    entries, length = struct.unpack("<HI", tail[place + 10 : place + 16])
    large = tail[max(0, place - 20) : place].startswith(ZIP64_MARK)
    if large or entries > limits.members or length > limits.directory_bytes:
        raise _hostile()


def _check_directory(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(members) > limits.members:
        raise _hostile()
    total = sum(item.file_size for item in members)
    packed = sum(item.compress_size for item in members)
    if total > limits.unpacked_bytes or _dense(total, packed, limits):
        raise _hostile()
    seen: set[str] = set()
    for item in members:
        if item.flag_bits & 0x1:
            raise unreadable(_PASSWORD)
        escapes = not _stays_inside(item.filename) or stat.S_ISLNK(item.external_attr >> 16)
        if escapes or item.filename in seen or _dense(item.file_size, item.compress_size, limits):
            raise _hostile()
        seen.add(item.filename)


def _dense(unpacked: int, packed: int, limits: Limits) -> bool:
    return unpacked > limits.ratio_from and unpacked > limits.ratio * max(packed, 1)


def _check_content(archive: zipfile.ZipFile, item: zipfile.ZipInfo, *, workbook: bool) -> None:
    """Read a member to its end: size and check sum are what the directory says."""
    with archive.open(item) as member:
        chunk = member.read(HEAD)
        if workbook and chunk.startswith((MEMBER_MARK, OLE_MARK)):
            raise _hostile()
        if workbook and (b"<!DOCTYPE" in chunk.upper() or b"<!ENTITY" in chunk.upper()):
            raise _hostile()
        done = len(chunk)
        while chunk:
            chunk = member.read(CHUNK)
            done += len(chunk)
        if done != item.file_size:
            raise gone(EOFError())


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        bool(name)
        and not path.is_absolute()
        and ".." not in path.parts
        and not any(sign in name for sign in "\\:\0")
        and len(name) <= 255
    )


def _is_workbook(names: set[str]) -> bool:
    return "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names)


def _is_litter(item: zipfile.ZipInfo) -> bool:
    """What archivers of other systems leave beside the files."""
    parts = PurePosixPath(item.filename).parts
    return "__MACOSX" in parts or parts[-1] in (".DS_Store", "Thumbs.db", "desktop.ini")


def _written_at(item: zipfile.ZipInfo) -> int | None:
    try:
        return beijing.from_datetime(datetime(*item.date_time))  # noqa: DTZ001 - Beijing time
    except ValueError:
        return None


_PASSWORD = text("It has a password: export it again without one.")


def _hostile() -> KnownError:
    return unreadable(
        text(
            "It is built like no export (too much packed into it, or archives inside it): export "
            "it again on the platform."
        )
    )


def password() -> KnownError:
    """The refusal of an encrypted file."""
    return unreadable(_PASSWORD)
