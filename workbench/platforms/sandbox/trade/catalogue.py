"""The invented shops, goods and complaints, read from ``resources/demo``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
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
    tags: frozenset[str] = frozenset()
    days: int = 15


@dataclass(frozen=True, slots=True)
class Words:
    """One way to put a complaint: for articles with one of ``tags``, with a picture or without."""

    text: str
    tags: frozenset[str]
    needs: frozenset[str]
    picture: str

    def fit(self, goods: Goods) -> bool:
        """True where a buyer of this article may say it."""
        return self.needs <= goods.tags and (not self.tags or bool(self.tags & goods.tags))


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One kind of complaint: who may have it, its reason per platform, and how buyers put it."""

    types: tuple[CaseType, ...]
    goods: GoodsStatus
    reasons: dict[str, str]
    words: tuple[Words, ...]
    categories: tuple[str, ...] = ()
    second: str = ""
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
            tags=frozenset(row.get("tags", ())),
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
        words=tuple(_words(text) for text in row["words"]),
        categories=tuple(row.get("categories", ())),
        second=row.get("second", ""),
        weight=row.get("weight", 1),
        label=row.get("label", ""),
    )


def _words(line: str) -> Words:
    """``tags|words|picture``, of which only the words must be there."""
    parts = line.split("|")
    if len(parts) == 2 and " " not in parts[1] and parts[1].isascii():
        tags, text, picture = "", parts[0], parts[1]
    else:
        tags, text, picture = (*parts, "")[:3] if len(parts) > 1 else ("", line, "")
    slots = {"{color}": "colour", "{size}": "sized"}
    return Words(
        text=text,
        tags=frozenset(tags.split(",")) if tags else frozenset(),
        needs=frozenset(tag for slot, tag in slots.items() if slot in text),
        picture=f"{picture}.png" if picture else "",
    )


@cache
def fitting(goods: Goods, platform: Platform) -> tuple[tuple[Claim, ...], tuple[int, ...]]:
    """The complaints that this article can meet on this platform, with running weights."""
    key = "taobao" if platform is Platform.TMALL else str(platform)
    found = tuple(
        claim
        for claim in catalogue().claims
        if key in claim.reasons
        and (not claim.categories or goods.category in claim.categories)
        and (not claim.label or claim.label in goods.labels)
        and any(words.fit(goods) for words in claim.words)
    )
    return found, tuple(accumulate(claim.weight for claim in found))
