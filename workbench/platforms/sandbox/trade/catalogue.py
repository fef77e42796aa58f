"""The invented shops, goods and complaints, read from ``resources/demo``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from workbench.base import resources
from workbench.domain.kinds import CaseType, GoodsStatus, Platform


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """One article; ``skus`` are (words, fen). ``days`` is its after-sale period."""

    code: str
    title: str
    category: str
    skus: tuple[tuple[str, int], ...]
    labels: tuple[str, ...] = ()
    days: int = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One kind of complaint: who may have it, its reason per platform, and how buyers put it."""

    types: tuple[CaseType, ...]
    goods: GoodsStatus
    reasons: dict[str, str]
    words: tuple[str, ...]
    categories: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    weight: int = 1
    label: str = ""

    def reason(self, platform: Platform) -> str:
        """The reason as this platform words it; Tmall has Taobao's list."""
        key = "taobao" if platform is Platform.TMALL else str(platform)
        return self.reasons[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopSeed:
    """One invented shop. ``addresses`` are (name, phone, text), the first is the default."""

    id: str
    name: str
    platform: Platform
    categories: tuple[str, ...]
    addresses: tuple[tuple[str, str, str], ...]
    big: bool = False  # only in big stores


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything there is to trade with."""

    shops: tuple[ShopSeed, ...]
    goods: dict[str, tuple[Goods, ...]]  # by category
    claims: tuple[Claim, ...]
    carriers: tuple[str, ...]
    surnames: str
    nick_heads: tuple[str, ...]
    nick_tails: tuple[str, ...]
    agents: tuple[str, ...]
    remarks: tuple[str, ...]
    talk: dict[str, tuple[str, ...]]


def _read(name: str) -> dict[str, Any]:
    path = resources.folder("demo") / name
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def catalogue() -> Catalogue:
    """The whole catalogue, read once per process."""
    goods: dict[str, list[Goods]] = {}
    for row in _read("goods.toml")["goods"]:
        item = Goods(
            code=row["code"],
            title=row["title"],
            category=row["category"],
            skus=tuple((words, fen) for words, fen in row["skus"]),
            labels=tuple(sorted(row.get("labels", ()))),
            days=row.get("days", 15),
        )
        goods.setdefault(item.category, []).append(item)
    people, words = _read("people.toml"), _read("words.toml")
    return Catalogue(
        shops=tuple(_shop(row) for row in _read("shops.toml")["shops"]),
        goods={name: tuple(items) for name, items in goods.items()},
        claims=tuple(_claim(row) for row in words["claims"]),
        carriers=tuple(people["carriers"]),
        surnames=people["surnames"],
        nick_heads=tuple(people["nick_heads"]),
        nick_tails=tuple(people["nick_tails"]),
        agents=tuple(people["agents"]),
        remarks=tuple(people["remarks"]),
        talk={name: tuple(lines) for name, lines in words["talk"].items()},
    )


def _shop(row: dict[str, Any]) -> ShopSeed:
    return ShopSeed(
        id=row["id"],
        name=row["name"],
        platform=Platform(row["platform"]),
        categories=tuple(row["categories"]),
        addresses=tuple((item["name"], item["phone"], item["text"]) for item in row["addresses"]),
        big=row.get("big", False),
    )


def _claim(row: dict[str, Any]) -> Claim:
    return Claim(
        types=tuple(CaseType(name) for name in row["types"]),
        goods=GoodsStatus(row["goods"]),
        reasons=dict(row["reasons"]),
        words=tuple(row["words"]),
        categories=tuple(row.get("categories", ())),
        pictures=tuple(row.get("pictures", ())),
        weight=row.get("weight", 1),
        label=row.get("label", ""),
    )


@cache
def fitting(
    category: str, labels: frozenset[str], platform: Platform
) -> tuple[tuple[Claim, ...], tuple[int, ...]]:
    """The complaints that this article can meet on this platform, with running weights."""
    key = "taobao" if platform is Platform.TMALL else str(platform)
    found = tuple(
        claim
        for claim in catalogue().claims
        if key in claim.reasons
        and (not claim.categories or category in claim.categories)
        and (not claim.label or claim.label in labels)
        and not ("virtual" in labels and _needs_goods(claim))
    )
    running: list[int] = []
    for claim in found:
        running.append((running[-1] if running else 0) + claim.weight)
    return found, tuple(running)


def _needs_goods(claim: Claim) -> bool:
    """Courses and codes cannot be sent back, broken or lost."""
    return claim.label != "virtual"
