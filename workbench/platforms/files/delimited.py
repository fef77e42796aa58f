"""CSV and TAB separated text: which encoding it is in as a whole, and its rows with line numbers.

Byte order mark, then strict UTF-8 over the whole file, then strict GB18030, then refused: a wrong
guess would turn words into nonsense without an error.
"""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from workbench.base.texts import Text, text
from workbench.platforms.files.container import MB, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.base.errors import KnownError
    from workbench.platforms.files.container import Source

LONGEST_LINE = MB
LONGEST_RECORD = 200  # physical lines: a buyer's message with line breaks, not a lost quote
MIXED_FROM = 24  # bytes beyond ASCII in a line: eight hanzi are never UTF-8 by chance

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read a text file: the Python codec, the separator, about how many lines it has."""

    encoding: str
    delimiter: str
    lines: int


def plan(source: Source) -> Plan:
    """Read the whole file once and decide. Raises ``KnownError`` where nothing fits."""
    with source.open() as handle:
        encoding = _encoding(handle)
    with source.open() as handle:
        lines = _line_count(handle)
    with source.open() as handle:
        first = _first_line(handle, encoding)
    return Plan(encoding, _delimiter(first), lines)


def _encoding(handle: BinaryIO) -> str:
    head = handle.read(4)
    marked = next((codec for mark, codec in MARKS if head.startswith(mark)), None)
    for codec in ("utf-8", "gb18030") if marked is None else (marked,):
        handle.seek(0)
        if codec and _decodes(handle, codec):
            if codec == "gb18030":
                handle.seek(0)
                _check_mixture(handle)
            return codec
    raise unreadable(
        text(
            "Its letters are in no known encoding (UTF-8, GB18030): export it again, and do not "
            "save it in between."
        )
    )


def _decodes(handle: BinaryIO, codec: str) -> bool:
    """Strictly, from the first byte to the last; also looks for lines without an end."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    run = 0
    try:
        while chunk := handle.read(MB):
            words = decoder.decode(chunk)
            if "\0" in words:
                raise unreadable(text("It is no text: choose the export itself."))
            last = max(words.rfind("\n"), words.rfind("\r"))
            run = run + len(words) if last < 0 else len(words) - last
            if run > LONGEST_LINE:
                raise too_long()
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _check_mixture(handle: BinaryIO) -> None:
    """Refuse GB18030 with lines of UTF-8 in it: both would decode, one of them to nonsense."""
    while line := handle.readline(LONGEST_LINE):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if sum(byte > 127 for byte in line) >= MIXED_FROM:
            raise unreadable(
                text(
                    "Two encodings are mixed in it (UTF-8 and GB18030): import the files that "
                    "were put together one by one."
                )
            )


def _line_count(handle: BinaryIO) -> int:
    count, last = 0, b"\n"
    while chunk := handle.read(MB):
        count += chunk.count(b"\n")
        last = chunk
    return count + (not last.rstrip(b"\0").endswith(b"\n"))


def _first_line(handle: BinaryIO, encoding: str) -> str:
    with io.TextIOWrapper(handle, encoding=encoding, newline="") as reader:
        return next((line for line in _lines(reader) if line.strip()), "")


def _delimiter(line: str) -> str:
    """The separator that cuts the first line into more parts; the comma where both do the same."""

    def parts(sign: str) -> int:
        return sum(bool(part.strip()) for part in line.split(sign))

    return "\t" if parts("\t") > parts(",") else ","


def rows(source: Source, how: Plan) -> Iterator[tuple[int, list[str]]]:
    """Records with the line they begin on; blank lines are left out.

    Raises ``KnownError`` for quotes in wrong places (also one that never ends) and for lines
    longer than any export's.
    """
    with (
        source.open() as handle,
        io.TextIOWrapper(handle, encoding=how.encoding, newline="") as reader,
    ):
        table = csv.reader(_lines(reader), delimiter=how.delimiter, strict=True)
        begin = 1
        try:
            for record in table:
                if table.line_num - begin > LONGEST_RECORD:
                    raise _lost_quote(begin)
                if any(record):
                    yield begin, record
                begin = table.line_num + 1
        except csv.Error as error:
            raise _lost_quote(begin) from error
        except UnicodeDecodeError as error:
            raise unreadable(_CHANGED) from error


def _lines(reader: io.TextIOWrapper) -> Iterator[str]:
    read = reader.readline
    while line := read(LONGEST_LINE):
        if len(line) >= LONGEST_LINE:
            raise too_long()
        yield line


def too_long() -> KnownError:
    """The refusal of a line that no export has."""
    return unreadable(text("It has a line longer than 1 MB, which no export has."))


def _lost_quote(line: int) -> KnownError:
    return unreadable(
        text(
            "A quotation mark is in the wrong place near line {line}, so rows cannot be told "
            "apart: export it again.",
            line=line,
        )
    )


_CHANGED: Text = text("It changed while it was read: import it again.")
