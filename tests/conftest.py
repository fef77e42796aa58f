"""Set-up of the whole suite: no display, own folders, fresh texts, and the allergic guards."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

# Before anything loads Qt.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_LOGGING_RULES"] = "qt.qpa.*=false"

import hypothesis
import pytest

from tests.helpers.tools import tool
from workbench.base import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest_plugins = ["tests.helpers.allergic"]

# dev looks for new examples each time; ci (packaging/test) tries the same ones on every machine.
hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


def pytest_sessionstart() -> None:
    """Compile catalogues that are older than their source; the folder may be a fresh checkout."""
    tool("texts").compile_stale()


@pytest.fixture(scope="session", autouse=True)
def own_folders() -> Iterator[None]:
    """Send every default folder to a throw-away place: no test touches the person's own data."""
    with (
        tempfile.TemporaryDirectory(prefix="workbench-tests-") as home,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            patch.setenv(name, f"{home}/{name.lower()}")
        patch.delenv("WORKBENCH_PASSWORD", raising=False)
        yield


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Every test starts in the product's first language, whatever the one before chose."""
    texts.set_language("zh_CN")
    yield
    texts.set_language("zh_CN")
