"""Makes the bundled fonts: the GB2312 part of Noto Sans CJK SC, regular and bold.

    apt-get install fonts-noto-cjk
    python packaging/fonts.py [folder with NotoSansCJK-Regular.ttc and -Bold.ttc]

The licence (OFL 1.1, resources/fonts/OFL.txt) allows the subset and the new name; ``Noto`` is no
reserved name there, but a name of its own keeps the subset from hiding a complete Noto that is
installed. Only the features ``kern`` and ``tnum`` stay: with ``locl`` Qt writes PDF files whose
digits cannot be copied or searched.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTCollection  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "fonts"
SOURCE = Path("/usr/share/fonts/opentype/noto")
FAMILY = "Workbench Sans SC"
NOTO_FAMILY = "Noto Sans CJK SC"
WEIGHTS = ("Regular", "Bold")
FEATURES = ["kern", "tnum"]
# Beyond GB2312 and ASCII: Latin-1, general punctuation, currency, arrows, marks the window draws,
# CJK punctuation and full-width forms.
RANGES = (
    (0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x203B), (0x20AC, 0x20AC), (0x2103, 0x2103),
    (0x2116, 0x2116), (0x2122, 0x2122), (0x2190, 0x2199), (0x2212, 0x2212), (0x2248, 0x2265),
    (0x23CE, 0x23CE), (0x25A0, 0x25CF), (0x2605, 0x2606), (0x2713, 0x2717), (0x3000, 0x301F),
    (0xFF01, 0xFF5E), (0xFFE5, 0xFFE5), (0xFFFD, 0xFFFD),
)  # fmt: skip


def characters() -> set[int]:
    """Code points of the subset: the 7,445 of GB2312 and the ranges above."""
    found = {point for first, last in RANGES for point in range(first, last + 1)}
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found


def make(weight: str, source: Path) -> Path:
    """Write one font and return its path. Raises ``FileNotFoundError`` without the collection."""
    collection = TTCollection(source / f"NotoSansCJK-{weight}.ttc")
    font = next(item for item in collection if item["name"].getDebugName(1) == NOTO_FAMILY)
    options = subset.Options(
        layout_features=FEATURES,
        hinting=False,
        desubroutinize=True,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
    )
    worker = subset.Subsetter(options)
    worker.populate(unicodes=characters())
    worker.subset(font)
    _rename(font, weight)
    path = TARGET / f"NotoSansSC-{weight}.otf"
    font.save(path)
    return path


def _rename(font: Any, weight: str) -> None:
    """Give the font its own family name, in every language record, and drop the others."""
    table = font["name"]
    full = FAMILY if weight == "Regular" else f"{FAMILY} {weight}"
    postscript = f"{FAMILY.replace(' ', '')}-{weight}"
    table.names = [
        item for item in table.names if item.nameID in {0, 5, 13, 14} and item.langID == 0x409
    ]
    for number, words in {1: FAMILY, 2: weight, 3: postscript, 4: full, 6: postscript}.items():
        table.setName(words, number, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames = [postscript]
    top.topDictIndex[0].FamilyName = FAMILY
    top.topDictIndex[0].FullName = full


def main(arguments: list[str]) -> int:
    """Make both weights and say how big they are."""
    source = Path(arguments[0]) if arguments else SOURCE
    for weight in WEIGHTS:
        try:
            path = make(weight, source)
        except FileNotFoundError:
            print(f"NotoSansCJK-{weight}.ttc is not in {source}: apt-get install fonts-noto-cjk.")
            return 1
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
