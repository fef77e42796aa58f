"""Sentences of after-sale trade, kept as text: what must stay unmarked, and what must not."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent


def harmless() -> list[str]:
    """One sentence per line."""
    return (HERE / "harmless.txt").read_text("utf-8").splitlines()


def risky() -> list[tuple[str, str]]:
    """Kind and sentence per line."""
    lines = (HERE / "risky.txt").read_text("utf-8").split("\n")
    pairs = [line.partition("\t") for line in lines if line]
    return [(kind, words) for kind, _tab, words in pairs]
