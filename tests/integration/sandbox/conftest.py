"""Fixtures of the simulated platform's tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.sandbox.bench import Bench, make_bench

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """An empty world of four shops, whose buyers do nothing by themselves."""
    made = make_bench(tmp_path)
    yield made
    made.sandbox.close()
