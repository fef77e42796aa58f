"""Build hook: compiles the catalogues, so that the wheel carries texts that are ready to use."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface[Any]):
    """Runs before files are collected; ``resources/`` then goes into the wheel as it stands."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile what is stale below the project's root."""
        del version, build_data
        root = Path(self.root)
        tool = runpy.run_path(str(root / "packaging" / "texts.py"))
        tool["compile_stale"](root)
