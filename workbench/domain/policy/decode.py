"""A strict reader of plain data (TOML, JSON) into frozen values; every problem says where and what.

Packs are read at each start, before the first paint. Importing pydantic and building its models
costs about 0.12 s there, reading the same values by their own annotations a few milliseconds.
``pack_model`` holds the pydantic models of the same values; a test compares the two readers.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache, partial
from math import isfinite
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from workbench.base.texts import Text, text

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem: the keys and positions that lead to it, and what is wrong."""

    place: Place
    wrong: Text


Reader = Callable[[object, Place, list[Fault]], Any]
T = TypeVar("T")


def decode(kind: type[T], data: object) -> tuple[T | None, tuple[Fault, ...]]:
    """A value of the dataclass ``kind`` out of plain data, or None and every problem found."""
    faults: list[Fault] = []
    value = reader(cast("Any", kind))(data, (), faults)
    return (None if faults else value), tuple(faults)


@cache
def reader(kind: Any) -> Reader:
    """The reader of one annotation: dataclass, scalar, StrEnum, ``X | None`` or a tuple."""
    if is_dataclass(kind):
        return _table_reader(cast("type[Any]", kind))
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (one for one in arguments if one is not type(None))
        return reader(inner)  # TOML has no null: absent is None
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return partial(_read_list, reader(arguments[0]))
        return partial(_read_group, tuple(reader(one) for one in arguments))
    if issubclass(kind, StrEnum):
        return partial(_read_word, {str(one): one for one in kind})
    return _SCALARS[kind]


def _expect(place: Place, faults: list[Fault], expected: Text, value: object) -> None:
    wrong = text("expected {expected}, found {found}", expected=expected, found=_short(value))
    faults.append(Fault(place, wrong))


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 40 else shown[:37] + "..."


def _read_str(value: object, place: Place, faults: list[Fault]) -> str | None:
    if type(value) is str:
        return value
    _expect(place, faults, text("a text in quotes"), value)
    return None


def _read_int(value: object, place: Place, faults: list[Fault]) -> int | None:
    if type(value) is int:
        return value
    _expect(place, faults, text("a whole number"), value)
    return None


def _read_float(value: object, place: Place, faults: list[Fault]) -> float | None:
    if type(value) is int or (type(value) is float and isfinite(value)):
        return float(value)
    _expect(place, faults, text("a number"), value)
    return None


def _read_bool(value: object, place: Place, faults: list[Fault]) -> bool | None:
    if type(value) is bool:
        return value
    _expect(place, faults, text("true or false"), value)
    return None


def _read_date(value: object, place: Place, faults: list[Fault]) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    _expect(place, faults, text("a date such as 2026-08-11, without quotes"), value)
    return None


_SCALARS: dict[Any, Reader] = {
    str: _read_str,
    int: _read_int,
    float: _read_float,
    bool: _read_bool,
    date: _read_date,
}


def _read_word(words: dict[str, StrEnum], value: object, place: Place, faults: list[Fault]) -> Any:
    if type(value) is str and value in words:
        return words[value]
    _expect(place, faults, text("one of: {words}", words=", ".join(words)), value)
    return None


def _read_list(inner: Reader, value: object, place: Place, faults: list[Fault]) -> Any:
    if type(value) is list:
        return tuple([inner(one, (*place, at), faults) for at, one in enumerate(value)])
    _expect(place, faults, text("a list"), value)
    return None


def _read_group(inner: tuple[Reader, ...], value: object, place: Place, faults: list[Fault]) -> Any:
    if type(value) is list and len(value) == len(inner):
        pairs = enumerate(zip(inner, value, strict=True))
        return tuple([read(one, (*place, at), faults) for at, (read, one) in pairs])
    _expect(place, faults, text("a list of {n} values", n=len(inner)), value)
    return None


def _table_reader(kind: type[Any]) -> Reader:
    hints = get_type_hints(kind)
    readers = {one.name: reader(hints[one.name]) for one in fields(kind)}
    needed = [
        one.name
        for one in fields(kind)
        if one.default is MISSING and one.default_factory is MISSING
    ]

    def read(value: object, place: Place, faults: list[Fault]) -> Any:
        if type(value) is not dict:
            _expect(place, faults, text("a table"), value)
            return None
        before = len(faults)
        found = {}
        for key, one in value.items():
            known = readers.get(key)
            if known is None:
                names = ", ".join(readers)
                wrong = text("this name is not known here; known are: {names}", names=names)
                faults.append(Fault((*place, key), wrong))
            else:
                found[key] = known(one, (*place, key), faults)
        faults.extend(
            Fault((*place, name), text("is missing")) for name in needed if name not in value
        )
        return kind(**found) if len(faults) == before else None

    return read
