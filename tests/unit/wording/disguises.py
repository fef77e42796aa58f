"""Every listed word in every dress: patterns spelled out, and the ways to hide them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from workbench.domain.wording.patterns import pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.domain.wording.model import Finding, WordData

SHAPED = {
    "phone": "13800138000", "landline": "057188886666", "digits": "12345678", "id": " kefu8888",
}  # fmt: skip
BLANKS = (
    " ",
    ".",
    "-",
    "*",
    "·",
    "_",
    "/",
    "\u200b",
    "\u2060",
    "\ufeff",
    "❤️",
    "🙂",
    "、",
    "，",
    "。",
)


def spelled(rules: WordData) -> list[tuple[str, str]]:
    """(entry, words) for each pattern with each spelling of its first token."""
    tokens = {one.name: one.spellings for one in rules.tokens} | {
        name: (value,) for name, value in SHAPED.items()
    }
    return [
        (entry.id, words)
        for entry in rules.entries
        for pattern in entry.words
        if pattern != "{mail}"
        for words in _written(pattern, tokens)
    ]


def _written(pattern: str, tokens: dict[str, tuple[str, ...]]) -> Iterator[str]:
    choices = [
        tokens[piece["token"]] if piece["token"] else (piece["words"] or "",)
        for piece in pieces(pattern)
    ]
    yield from ("".join(parts) for parts in itertools.islice(itertools.product(*choices), 40))


def wide(words: str) -> str:
    """Full-width letters and digits."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in words)


def capitals(words: str) -> str:
    """Capitals."""
    return words.upper()


def circled(words: str) -> str:
    """Circled letters and digits."""
    return "".join(
        chr(0x24D0 + ord(c) - 97) if "a" <= c <= "z"
        else chr(0x2460 + ord(c) - 49) if "1" <= c <= "9" else c for c in words
    )  # fmt: skip


def folded(rules: WordData, pick: int) -> Callable[[str], str]:
    """Traditional and look-alike characters, the ``pick``-th of each line."""
    other = {line[0]: line[1 + pick % (len(line) - 1)] for line in rules.folds}
    return lambda words: "".join(other.get(c, c) for c in words)


def spread(words: str, blank: str) -> str:
    """Something between all the characters."""
    return blank.join(words)


def stays_found(check: Callable[[str], tuple[Finding, ...]], hidden: str) -> bool:
    """Whether hidden words are found inside a sentence, at their place in the text as typed."""
    head = "亲亲，🙂\u200b"
    text = f"{head}{hidden}。谢谢"
    first, last = len(head), len(head) + len(hidden)
    return any(
        text[one.start : one.end] == one.text
        and first <= one.start < one.end <= last
        and (one.start == first or one.end == last)
        for one in check(text)
    )
