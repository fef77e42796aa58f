"""Search words: runs of letters and digits cut into overlapping pieces, the same way for index
and question, so that Chinese words of any length and parts of ids are found.

NFKC and casefold first. At every character a piece of two begins; of three where all three are
ASCII, because pairs of digits are in every id and say nothing. The lone last character keeps runs
apart. A question of one Chinese character asks for all pieces that begin with it; for questions
of one or two ASCII characters each such character and pair is kept once more, without its place.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from operator import add
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.domain.case import Case

_RUN = re.compile(r"[^\W_]+")
_ASCII = re.compile(r"[0-9a-z]+")
# No run can hold the sign, so these can be mistaken for nothing.
OPEN = "§o"  # in the index of every case that is not final
_END = "§"


def folded(text: str) -> str:
    """One spelling for full-width forms, ligatures, capitals."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return text.casefold()


def runs(text: str) -> list[str]:
    """The runs of letters and digits of ``text``, in one spelling."""
    return _RUN.findall(folded(text))


def _piece(run: str, at: int) -> str:
    three = run[at : at + 3]
    return three if three.isascii() else three[:2]


def tokens(fields: Iterable[str], *, final: bool) -> str:
    """What goes into the index for the words of a case."""
    plain = folded("\n".join(fields))
    out: list[str] = []
    for run in _RUN.findall(plain):
        if run.isascii():
            out += [run[i : i + 3] for i in range(len(run) - 2)]
            out.append(_END)
        elif _ASCII.search(run) is None:
            out += map(add, run, run[1:])
            out.append(run[-1])
        else:
            out += [_piece(run, i) for i in range(len(run))]
    small: set[str] = set()
    for word in _ASCII.findall(plain):
        small.update(word, map(add, word, word[1:]))
    out += small
    if not final:
        out.append(OPEN)
    return " ".join(out)


def _asked(run: str) -> str:
    if run.isascii():
        pieces = [run] if len(run) < 3 else [run[i : i + 3] for i in range(len(run) - 2)]
        return f'"{" ".join(pieces)}"'
    if len(run) == 1:
        return f'"{run}"*'
    pieces = [_piece(run, i) for i in range(len(run) - 1)]
    # The last piece is cut short where two ASCII characters end the question.
    return f'"{" ".join(pieces)}"' + ("*" if pieces[-1].isascii() else "")


def question(text: str, *, final: bool | None = None) -> str:
    """The MATCH expression for ``text``; "" when it holds nothing to search for.

    ``final`` False looks among the open cases only, True among the others.
    """
    parts = [_asked(run) for run in runs(text)]
    if not parts:
        return ""
    if final is False:
        parts.append(f'"{OPEN}"')
    asked = " AND ".join(parts)
    return f'({asked}) NOT "{OPEN}"' if final else asked


def spread(text: str) -> bool:
    """Whether the question gathers many pieces: cheap once, dear when asked row by row."""
    return "*" in question(text)


def words_of(case: Case) -> list[str]:
    """Everything a case can be found by, field by field."""
    local = case.local
    parts = [
        case.order_id,
        case.key.case_id,
        case.item_title,
        case.sku,
        case.seller_sku,
        case.buyer_nick,
        case.buyer_note,
        case.reason,
        local.remark,
        local.assignee,
        *local.tags,
    ]
    parts += [parcel.waybill for parcel in (case.outbound, case.back) if parcel is not None]
    return [part for part in parts if part]


def fingerprint(fields: Iterable[str], *, final: bool) -> int:
    """64 bits that change when the index of a case must change."""
    raw = blake2b("\0".join(fields).encode(), digest_size=8, salt=b"f" if final else b"o").digest()
    return int.from_bytes(raw, "big", signed=True)
