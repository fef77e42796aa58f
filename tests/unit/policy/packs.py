"""The shipped packs as plain data, and a small pack of its own for tests that break things."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from functools import cache
from typing import Any

from workbench.base import resources
from workbench.domain.policy import schema
from workbench.services import policies

Data = dict[str, Any]

SMALL: Data = {
    "platform": "tmall",
    "ruleset": "tmall@2026-01-01",
    "stages": [
        {"type": "return_refund", "stage": "merchant_review", "hours": 36, "at_zero": "refund"},
        {"stage": "buyer_after_refusal", "hours": 120, "at_zero": "close"},
    ],
    "negotiation": {
        "clock": "runs",
        "scenes": [{"stage": "merchant_review"}],
        "kinds": ["offer"],
        "plans": ["soothe"],
        "executors": [{"kind": "offer", "executor": "platform"}],
        "explanations": [{"id": "soothe", "kind": "offer", "title": "致歉", "text": "很抱歉"}],
    },
    "entry": {"way": "handoff"},
    "escalate": {"offered": True},
    "evidence": {"window_hours": 72, "kinds": [["picture", "商品照片"]]},
    "refusal_reasons": [{"id": "late", "scene": "review", "text": "已发货"}],
}


@cache
def _raw() -> dict[str, Data]:
    folder = resources.folder("policies")
    return {
        f"{path.parent.name}/{path.stem}": policies.read_toml(path)
        for path in sorted(folder.glob("*/*.toml"))
    }


def names() -> tuple[str, ...]:
    """Every shipped pack as ``platform/valid_from``."""
    return tuple(_raw())


def shipped(name: str) -> Data:
    """The data of a shipped pack with all it takes over from others; yours to change."""
    data: Data = pickle.loads(_pickled(name))  # three times as fast as copying it
    return data


@cache
def _pickled(name: str) -> bytes:
    return pickle.dumps(schema.resolve(_raw()[name], file=name, bases=_raw()))


def small() -> Data:
    """The smallest pack that is worth breaking; yours to change."""
    return {**copy.deepcopy(SMALL), "valid_from": date(2026, 1, 1)}
