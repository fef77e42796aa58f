"""Files made to hurt: built in memory, small on disk, each a different trick."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.unit.files import tables

TYPES = b"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.\
spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-\
officedocument.spreadsheetml.worksheet+xml"/></Types>"""
RELS = b"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/\
2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/\
2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
BOOK = b"""<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/\
2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>\
<sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>"""
BOOK_RELS = b"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/\
2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/\
2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""
SHEET = """<?xml version="1.0"?>{doctype}<worksheet xmlns="http://schemas.openxmlformats.org/\
spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"""


def workbook(rows: str, doctype: str = "", extra: Mapping[str, bytes] | None = None) -> bytes:
    """A minimal workbook with this sheet data."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELS)
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", BOOK_RELS)
        sheet = SHEET.format(doctype=doctype, rows=rows)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def packed(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A plain archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def cell(place: str, words: str) -> str:
    """One row with one text cell."""
    number = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{number}"><c r="{place}" t="inlineStr"><is><t>{words}</t></is></c></row>'


def good_xlsx(folder: Path) -> bytes:
    """A real export, to be spoiled."""
    return tables.write_xlsx(folder / "good.xlsx", tables.table("taobao_51", {})).read_bytes()


def bomb(folder: Path) -> bytes:
    """A megabyte on disk that unpacks to more than 300."""
    del folder
    return workbook(cell("A1", "x" * (310 * 2**20)))


def dense(folder: Path) -> bytes:
    """Within the size, but a thousand times denser than any export."""
    del folder
    return workbook(cell("A1", "x" * (20 * 2**20)))


def far_corner(folder: Path) -> bytes:
    """One cell in the last row and column: a dense grid of it would take hundreds of GB."""
    del folder
    return workbook(cell("A1", "退款编号") + cell("XFD1048576", "x"))


def nested(folder: Path) -> bytes:
    """An archive in an archive."""
    del folder
    return packed({"a.zip": packed({"b.csv": b"1,2\n"})})


def workbook_with_archive(folder: Path) -> bytes:
    """A workbook with an archive embedded."""
    del folder
    return workbook(cell("A1", "x"), extra={"xl/embeddings/a.bin": packed({"b.csv": b"1,2\n"})})


def xxe(folder: Path) -> bytes:
    """An entity that reads a file of ours."""
    del folder
    doctype = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return workbook(cell("A1", "&a;"), doctype)


def laughs(folder: Path) -> bytes:
    """Entities that multiply."""
    del folder
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "ha">{steps}]>'
    return workbook(cell("A1", "&e9;"), doctype)


def truncated(folder: Path) -> bytes:
    """The first two thirds of an export."""
    content = good_xlsx(folder)
    return content[: len(content) * 2 // 3]


def wrong_crc(folder: Path) -> bytes:
    """One check sum in the directory is not that of the content."""
    content = bytearray(good_xlsx(folder))
    place = content.index(b"PK\x01\x02", content.index(b"xl/worksheets/sheet1.xml"))
    while b"sheet1.xml" not in content[place : place + 80]:
        place = content.index(b"PK\x01\x02", place + 4)
    content[place + 16] ^= 0xFF
    return bytes(content)


def lying_size(folder: Path) -> bytes:
    """The directory says a kilobyte, the content has twenty megabytes."""
    del folder
    content = bytearray(workbook(cell("A1", "x" * (20 * 2**20))))
    place = content.index(b"PK\x01\x02")
    while b"sheet1.xml" not in content[place : place + 80]:
        place = content.index(b"PK\x01\x02", place + 4)
    struct.pack_into("<I", content, place + 24, 1024)
    return bytes(content)


def traversal(folder: Path) -> bytes:
    """A member that would land outside."""
    del folder
    return packed({"../../evil.csv": b"1,2\n"})


def encrypted_zip(folder: Path) -> bytes:
    """The flag of an encrypted member."""
    content = bytearray(packed({"a.csv": b"1,2\n"}))
    del folder
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def many_members(folder: Path) -> bytes:
    """Ten thousand sheets."""
    del folder
    return packed({f"xl/worksheets/sheet{n}.xml": b"<x/>" for n in range(10_000)})


def endless_quote(folder: Path) -> bytes:
    """A quote that never ends, in a file with two thousand rows."""
    del folder
    lines = tables.table("taobao_51", *({"退款编号": f"17{n:016}"} for n in range(2_000)))
    content = [",".join(line) for line in lines]
    content[3] = '"' + content[3]
    return "\n".join(content).encode()


def stray_quote(folder: Path) -> bytes:
    """One quote too many, closed by another one further down."""
    del folder
    lines = tables.table("taobao_51", *({"退款编号": f"17{n:016}"} for n in range(40)))
    content = [",".join(line) for line in lines]
    content[3] = '"' + content[3]
    content[9] = content[9] + '"x'
    return "\n".join(content).encode()


def long_line(folder: Path) -> bytes:
    """A line of five megabytes (two hundred in the real one)."""
    del folder
    return b"a," * (5 * 2**20 // 2)


def mixed_encodings(folder: Path) -> bytes:
    """Two files put together, one of them in another encoding."""
    del folder
    first, second = tables.table(
        "taobao_51", {"买家退款说明": "尺码偏大，想退掉换小一号，谢谢客服"}
    )[:2]
    return ",".join(first).encode("gb18030") + b"\n" + ",".join(second).encode() + b"\n"


def fake_ole(folder: Path) -> bytes:
    """The first bytes of an old workbook, and rubbish."""
    del folder
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + zlib.compress(b"rubbish" * 100) * 20


def png(folder: Path) -> bytes:
    """A picture."""
    del folder
    return b"\x89PNG\r\n\x1a\n" + bytes(200)


def html(folder: Path) -> bytes:
    """What some shops' tools call an .xls."""
    del folder
    return b"<html><table><tr><td>1</td></tr></table></html>"


def binary(folder: Path) -> bytes:
    """No text, no spreadsheet."""
    del folder
    return bytes(range(256)) * 10


def wrong_letters(folder: Path) -> bytes:
    """No UTF-8 and no GB18030."""
    del folder
    return b"\xff\x30\xff\x30," * 30 + b"\n"


def nothing(folder: Path) -> bytes:
    """An empty file."""
    del folder
    return b""


HOSTILE: dict[str, Callable[[Path], bytes]] = {
    "bomb.xlsx": bomb,
    "dense.xlsx": dense,
    "far_corner.xlsx": far_corner,
    "nested.zip": nested,
    "embedded.xlsx": workbook_with_archive,
    "xxe.xlsx": xxe,
    "laughs.xlsx": laughs,
    "truncated.xlsx": truncated,
    "wrong_crc.xlsx": wrong_crc,
    "lying_size.xlsx": lying_size,
    "traversal.zip": traversal,
    "encrypted.zip": encrypted_zip,
    "many_members.xlsx": many_members,
    "endless_quote.csv": endless_quote,
    "stray_quote.csv": stray_quote,
    "long_line.csv": long_line,
    "mixed.csv": mixed_encodings,
    "fake.xls": fake_ole,
    "picture.xlsx": png,
    "page.xls": html,
    "binary.csv": binary,
    "letters.csv": wrong_letters,
    "empty.xlsx": nothing,
}
