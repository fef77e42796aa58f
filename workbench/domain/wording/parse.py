"""From plain data to a word list; errors name file, entry, field, what was expected (WORD-2)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from workbench.base.texts import Text, text
from workbench.domain.policy.decode import Fault, decode
from workbench.domain.policy.schema import PackError, PackProblem, describe
from workbench.domain.wording.canon import canon, folding
from workbench.domain.wording.model import MEASURED, OF_STATEMENTS, Entry, Use, WordData
from workbench.domain.wording.patterns import SHAPES, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_LISTS = {"entries": "id", "tokens": "name"}


def parse(
    data: Mapping[str, object], *, file: str, base: Mapping[str, object] | None = None
) -> WordData:
    """The list in ``data``, laid over ``base`` if one is given.

    Raises ``PackError`` with every problem; ``file`` is only named in them.
    """
    whole = dict(data) if base is None else laid_over(base, data)
    whole.pop("remove", None)
    found, faults = decode(WordData, whole)
    if found is not None:
        faults = tuple(_faults(found))
    if base is not None:
        faults = (*_removals(data, base), *faults)
    if found is None or faults:
        raise PackError(tuple(_problem(one, whole, file) for one in faults))
    return found


def laid_over(base: Mapping[str, object], data: Mapping[str, object]) -> dict[str, object]:
    """``data`` over ``base``: entries by ``id`` and tokens by ``name`` take the fields given,
    ``folds`` are added, ``limits`` go key by key, and ``remove`` lists ids to leave out."""
    whole: dict[str, Any] = {**base, **data}
    for name, mark in _LISTS.items():
        ours, theirs = _tables(base.get(name)), data.get(name, [])
        if isinstance(theirs, list) and all(isinstance(one, dict) for one in theirs):
            merged = {str(one.get(mark)): one for one in ours}
            for one in theirs:
                known = str(one.get(mark))
                merged[known] = {**merged.get(known, {}), **one}
            whole[name] = list(merged.values())
    removed = data.get("remove")
    if isinstance(removed, list):
        whole["entries"] = [one for one in whole["entries"] if one.get("id") not in removed]
    if isinstance(data.get("folds"), list):
        folds = base.get("folds")
        whole["folds"] = [*(folds if isinstance(folds, list) else []), *whole["folds"]]
    limits, new = base.get("limits"), data.get("limits")
    if isinstance(limits, dict) and isinstance(new, dict):
        whole["limits"] = {**limits, **new}
    return whole


def _tables(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []


def _removals(data: Mapping[str, object], base: Mapping[str, object]) -> Iterator[Fault]:
    removed = data.get("remove", [])
    known = {one.get("id") for one in _tables(base.get("entries"))}
    if not isinstance(removed, list):
        found = repr(removed)[:40]
        wrong = text("expected {expected}, found {found}", expected=text("a list"), found=found)
        yield Fault(("remove",), wrong)
        return
    for at, one in enumerate(removed):
        if one not in known:
            yield Fault(("remove", at), text("there is no entry “{id}” to leave out", id=str(one)))


def _faults(found: WordData) -> Iterator[Fault]:
    folds = folding([line for line in found.folds if line])
    for at, line in enumerate(found.folds):
        if len(line) < 2:
            yield Fault(("folds", at), text("expected at least two characters"))
    names = [one.name for one in found.tokens]
    yield from _twice("tokens", "name", names)
    yield from _twice("entries", "id", [one.id for one in found.entries])
    for at, token in enumerate(found.tokens):
        if token.name in SHAPES:
            wrong = text("“{name}” has a meaning of its own", name=token.name)
            yield Fault(("tokens", at, "name"), wrong)
        if not token.spellings:
            yield Fault(("tokens", at, "spellings"), text("expected at least one word"))
        for place, word in enumerate(token.spellings):
            if not canon(word, folds).chars:
                yield Fault(("tokens", at, "spellings", place), _NO_WORDS)
    known = {*names, *SHAPES}
    for at, entry in enumerate(found.entries):
        for fault in _entry(entry, known, folds):
            yield Fault(("entries", at, *fault.place), fault.wrong)


def _entry(entry: Entry, known: set[str], folds: Mapping[str, str]) -> Iterator[Fault]:
    if not entry.words:
        yield Fault(("words",), text("expected at least one word"))
    if not entry.uses:
        yield Fault(("uses",), text("expected at least one word"))
    if entry.kind in MEASURED:
        wrong = text("“{kind}” is counted, not listed", kind=str(entry.kind))
        yield Fault(("kind",), wrong)
    if entry.kind in OF_STATEMENTS and entry.uses != (Use.STATEMENT,):
        wrong = text("“{kind}” is only for statements", kind=str(entry.kind))
        yield Fault(("uses",), wrong)
    for name, patterns in (("words", entry.words), ("unless", entry.unless)):
        for at, pattern in enumerate(patterns):
            wrong_there = _pattern(pattern, known, folds)
            if wrong_there is not None:
                yield Fault((name, at), wrong_there)


_NO_WORDS = text("expected a letter, a digit or a character")


def _pattern(pattern: str, known: set[str], folds: Mapping[str, str]) -> Text | None:
    try:
        parts = pieces(pattern)
    except ValueError:
        return text("expected words, {{token}} or <n>, found “{found}”", found=pattern[:40])
    for part in parts:
        if part["token"] and part["token"] not in known:
            return text("there is no token “{name}”", name=part["token"])
    solid = any(part["token"] or canon(part["words"] or "", folds).chars for part in parts)
    ends = parts[0]["reach"] or parts[-1]["reach"]
    return _NO_WORDS if not solid or ends else None


def _twice(name: str, field: str, values: Iterable[str]) -> Iterator[Fault]:
    values = list(values)
    for value, count in Counter(values).items():
        if count > 1:
            at = len(values) - 1 - values[::-1].index(value)
            yield Fault((name, at, field), text("“{value}” is there twice", value=value))


def _problem(fault: Fault, whole: Mapping[str, object], file: str) -> PackProblem:
    entry, field = describe(fault.place, whole)
    return PackProblem(file=file, entry=entry, field=field, wrong=fault.wrong)
