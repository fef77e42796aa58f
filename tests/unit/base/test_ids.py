"""Ids are UUIDs of version 7: unique, and sorted by the time they were made."""

from __future__ import annotations

import uuid

from workbench.base import clock, ids


def test_an_id_is_a_version_7_uuid_of_now() -> None:
    before = clock.wall_ms()
    made = uuid.UUID(ids.new_id())
    after = clock.wall_ms()
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert before <= made.int >> 80 <= after


def test_ids_do_not_repeat_and_have_one_form() -> None:
    made = [ids.new_id() for _ in range(10_000)]
    assert len(set(made)) == len(made)
    assert all(str(uuid.UUID(item)) == item for item in made[:100])


def test_a_standing_clock_moves_only_when_told() -> None:
    standing = clock.StandingClock(5)
    standing.at += 10
    assert standing.now() == 15


def test_an_offset_clock_runs_beside_the_real_one() -> None:
    ahead = clock.OffsetClock(3_600_000)
    assert 3_599_000 < ahead.now() - clock.wall_ms() < 3_601_000
