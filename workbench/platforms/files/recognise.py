"""Which export a table is, by the set of its headers: any order, extra columns, other spellings."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.base.errors import KnownError
from workbench.base.texts import Text, text
from workbench.domain.kinds import Platform

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.domain.policy.model import ColumnMap, PolicyBook, ValueWords

HEADER_ROWS = 10  # some files have a title above the header
SIBLINGS = frozenset({Platform.TAOBAO, Platform.TMALL})  # their exports have equal headers
_QUOTES = "\"'`‘’“”="
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One known export of one platform, ready to be compared."""

    platform: Platform
    map: ColumnMap
    words: ValueWords
    required: frozenset[str]
    fields: dict[str, str]  # header as compared -> field, "ignore:..." too
    titles: dict[str, str]  # header as compared -> header as the platform writes it

    @property
    def digest(self) -> str:
        """Stands for the column map and the words: the same row means the same as long as it is."""
        said = repr((self.map, self.words)).encode()
        return f"{self.map.id}:{hashlib.blake2b(said, digest_size=6).hexdigest()}"

    @property
    def siblings(self) -> frozenset[Platform]:
        """Platforms whose files look the same."""
        return SIBLINGS if self.platform in SIBLINGS else frozenset({self.platform})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """The header of a file, understood. ``fields`` has the field of every column, "" where new."""

    shape: Shape
    platform: Platform
    assumed: bool
    line: int
    headers: tuple[str, ...]
    fields: tuple[str, ...]
    warnings: tuple[Text, ...] = ()


def canonical(header: str) -> str:
    """A header as it is compared: NFKC, no blanks at all, no quotes around it, lower case."""
    plain = unicodedata.normalize("NFKC", header).translate(_UNSEEN)
    return "".join(plain.split()).strip(_QUOTES).casefold()


def shapes(book: PolicyBook, now: int) -> tuple[Shape, ...]:
    """Every export that the packs in force know. A platform without packs knows none."""
    found: list[Shape] = []
    for platform in Platform:
        try:
            policy = book.at(platform, now)
        except LookupError:
            continue
        found += [_shape(platform, item, policy.words) for item in policy.column_maps]
    return tuple(found)


def _shape(platform: Platform, columns: ColumnMap, words: ValueWords) -> Shape:
    fields = {canonical(header): field for header, field in columns.columns}
    titles = {canonical(header): header for header, _ in columns.columns}
    for spelling, header in columns.aliases:
        fields.setdefault(canonical(spelling), fields.get(canonical(header), ""))
        titles.setdefault(canonical(spelling), header)
    return Shape(
        platform=platform,
        map=columns,
        words=words,
        required=frozenset(canonical(header) for header in columns.required),
        fields=fields,
        titles=titles,
    )


def missing(shape: Shape, headers: frozenset[str]) -> list[str]:
    """The required headers (as the platform writes them) that a file lacks in any spelling."""
    known = {canonical(shape.titles[name]) for name in headers if name in shape.titles}
    return [
        title
        for title in shape.map.required
        if canonical(title) not in headers and canonical(title) not in known
    ]


def recognise(
    line: int, cells: Sequence[str], known: Iterable[Shape], platform: Platform | None
) -> Recognised | None:
    """The header in ``cells``, or None. ``platform`` None: a new shop of an unknown platform.

    Raises ``KnownError`` where it is the export of another platform than the shop's.
    """
    names = tuple(map(canonical, cells))
    present = frozenset(names)
    fitting = [shape for shape in known if not missing(shape, present)]
    ours = [shape for shape in fitting if platform in (None, shape.platform)]
    if not ours and platform in SIBLINGS:
        ours = [shape for shape in fitting if platform in shape.siblings]
    if not ours:
        if fitting and platform is not None:
            raise _other_platform(fitting[0], platform)
        return None
    best = max(ours, key=lambda shape: sum(name in shape.fields for name in present))
    chosen = Platform.TAOBAO if best.platform in SIBLINGS else best.platform
    return Recognised(
        shape=best,
        platform=platform or chosen,
        assumed=platform is None and best.platform in SIBLINGS,
        line=line,
        headers=tuple(cell.strip() for cell in cells),
        fields=_fields(best, names),
        warnings=_twice(names, cells),
    )


def _fields(shape: Shape, names: Sequence[str]) -> tuple[str, ...]:
    """The field of every column; a header that comes twice counts once, the first time."""
    seen: set[str] = set()
    fields: list[str] = []
    for name in names:
        fields.append("" if name in seen else shape.fields.get(name, ""))
        seen.add(name)
    return tuple(fields)


def _twice(names: Sequence[str], cells: Sequence[str]) -> tuple[Text, ...]:
    twice = {cells[i].strip(): None for i, name in enumerate(names) if name and name in names[:i]}
    return tuple(
        text("The column {column} is there twice: only the first one is read.", column=title)
        for title in twice
    )


def unrecognised(
    heads: Iterable[Sequence[str]], known: Iterable[Shape], platform: Platform | None
) -> KnownError:
    """The refusal of a table that no known export looks like: what the closest one would need."""
    closest: tuple[float, Shape, list[str]] | None = None
    for cells in heads:
        present = frozenset(map(canonical, cells))
        for shape in known:
            if platform is not None and platform not in shape.siblings:
                continue
            lacking = missing(shape, present)
            share = 1 - len(lacking) / max(len(shape.map.required), 1)
            if share > 0 and (closest is None or share > closest[0]):
                closest = (share, shape, lacking)
    if closest is None:
        why = text(
            "It is no refund export that is known here: choose the file that the "
            "platform's refund page exported.",
        )
    else:
        why = text(
            "It looks like {shape}, but the columns {columns} are missing: export it "
            "with all columns.",
            shape=closest[1].map.title or closest[1].map.id,
            columns="、".join(closest[2]),
        )
    return KnownError("unrecognised", why, exit_code=3)


def _other_platform(shape: Shape, platform: Platform) -> KnownError:
    return KnownError(
        "other_platform",
        text(
            "It is an export of {found}, but the shop is on {platform}: choose the right shop.",
            found=str(shape.platform),
            platform=str(platform),
        ),
        exit_code=3,
    )
