"""Loads the scripts of ``packaging/``, which are no package, as modules that tests can call."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


@cache
def tool(name: str) -> ModuleType:
    """The script ``packaging/<name>.py`` as a module; loaded once per process."""
    label = f"packaging_tool_{name}"
    spec = importlib.util.spec_from_file_location(label, ROOT / "packaging" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(name)
    module = importlib.util.module_from_spec(spec)
    sys.modules[label] = module
    spec.loader.exec_module(module)
    return module
