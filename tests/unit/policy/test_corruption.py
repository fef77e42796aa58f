"""Whatever single value of a pack is spoiled: the pack is refused and the error names that value.

The check itself is checked: with a planted fault in the reader it must fail.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.unit.policy.packs import Data, names, shipped
from workbench.domain.policy import decode, pack_model, schema
from workbench.domain.policy.model import Policy
from workbench.domain.policy.schema import PackError, PackProblem, parse_pack

if TYPE_CHECKING:
    from collections.abc import Iterator

Place = tuple[str | int, ...]
FILE = "some/pack.toml"


def places(value: object, place: Place = ()) -> Iterator[Place]:
    """Where every value of a pack stands, containers included."""
    if place:
        yield place
    inside = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        inside = enumerate(value)  # type: ignore[assignment]
    for key, one in inside:
        yield from places(one, (*place, key))


def spoiled(value: object) -> tuple[object, ...]:
    """Values that can never stand where ``value`` stands."""
    if isinstance(value, dict | list):
        return (7, "text", [] if isinstance(value, dict) else {})
    if isinstance(value, bool):
        return (1, "true", [])
    if isinstance(value, str):
        return (7, True, ["text"], {})
    return ("7", True, [7], {})  # numbers and dates


def inside(data: Any, place: Place) -> Any:
    for step in place:
        data = data[step]
    return data


@cache
def shapes() -> tuple[tuple[str, Place], ...]:
    """One place of every kind in some pack: the same keys, whatever the position in a list."""
    seen: dict[tuple[object, ...], tuple[str, Place]] = {}
    for name in names():
        for place in places(shipped(name)):
            kind = tuple("#" if isinstance(step, int) else step for step in place)
            seen.setdefault(kind, (name, place))
    return tuple(seen.values())


@cache
def everywhere() -> tuple[tuple[str, Place], ...]:
    return tuple((name, place) for name in names() for place in places(shipped(name)))


def spoil(data: Data, place: Place, value: object) -> Data:
    inside(data, place[:-1])[place[-1]] = value
    return data


def problems_of(data: Data) -> tuple[PackProblem, ...]:
    """What is wrong with a pack; nothing where it is taken."""
    try:
        parse_pack(data, file=FILE)
    except PackError as error:
        return error.problems
    return ()


def named(data: Data, place: Place) -> None:
    """Assert that the pack is refused and that the error names ``place``."""
    problems = problems_of(data)
    assert problems, f"not refused: {place}"
    keys = [step for step in place if isinstance(step, str)]
    told = [
        one
        for one in problems
        if one.field.split("[")[0] == keys[-1]
        and [word for word in one.entry.split() if word in keys[:-1]] == keys[:-1]
    ]
    assert told, (place, [one.text.english() for one in problems])
    assert {one.file for one in problems} == {FILE}
    assert all(one.wrong.english() for one in problems)


def every_shape_is_named() -> None:
    for name, place in shapes():
        for value in spoiled(inside(shipped(name), place)):
            named(spoil(shipped(name), place, value), place)


def test_every_kind_of_value_is_refused_by_its_name() -> None:
    every_shape_is_named()


@settings(max_examples=300)
@given(st.data())
def test_any_single_spoiled_value_is_refused_by_its_name(data: st.DataObject) -> None:
    name, place = data.draw(st.sampled_from(everywhere()))
    value = data.draw(st.sampled_from(spoiled(inside(shipped(name), place))))
    named(spoil(shipped(name), place, value), place)


@cache
def tables() -> tuple[tuple[str, Place], ...]:
    packs = {name: shipped(name) for name in names()}
    return tuple(one for one in everywhere() if isinstance(inside(packs[one[0]], one[1]), dict))


@settings(max_examples=150)
@given(st.data())
def test_a_word_that_nobody_knows_is_refused_in_any_table(data: st.DataObject) -> None:
    name, place = data.draw(st.sampled_from(tables()))
    key = data.draw(st.sampled_from(["hour", "Stage", "备注", "type_", "x"]))
    pack = shipped(name)
    inside(pack, place)[key] = "?"
    named(pack, (*place, key))


@settings(max_examples=150)
@given(st.data())
def test_both_readers_refuse_the_same_places(data: st.DataObject) -> None:
    name, place = data.draw(st.sampled_from(everywhere()))
    value = data.draw(st.sampled_from(spoiled(inside(shipped(name), place))))
    pack = spoil(shipped(name), place, value)
    _policy, faults = decode.decode(Policy, pack)
    with pytest.raises(ValidationError) as caught:
        pack_model.validate(pack)
    ours = {fault.place for fault in faults}
    theirs = {error["loc"] for error in caught.value.errors()}
    assert {one[: len(place)] for one in ours} == {one[: len(place)] for one in theirs} == {place}


def test_a_reader_that_lets_numbers_pass_for_texts_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(decode._SCALARS, str, lambda value, _place, _faults: str(value))
    decode.reader.cache_clear()
    try:
        with pytest.raises(AssertionError):
            every_shape_is_named()
    finally:
        monkeypatch.undo()
        decode.reader.cache_clear()


def test_a_reader_that_takes_true_for_one_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def loose(value: object, place: Place, faults: list[decode.Fault]) -> object:
        if isinstance(value, int):  # a truth is an int to Python
            return value
        return decode._read_int(value, place, faults)

    monkeypatch.setitem(decode._SCALARS, int, loose)
    decode.reader.cache_clear()
    try:
        with pytest.raises(AssertionError):
            every_shape_is_named()
    finally:
        monkeypatch.undo()
        decode.reader.cache_clear()


def test_an_error_that_names_another_field_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "describe", lambda _place, _data: ("pack", "something"))
    with pytest.raises(AssertionError):
        every_shape_is_named()
