"""What is sold and said in the sandbox: enough of it, in order, and never nonsense."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from workbench.base import resources
from workbench.domain.kinds import CaseType, Platform, ReasonClass
from workbench.platforms.sandbox.trade import deals
from workbench.platforms.sandbox.trade.catalogue import ShopSeed, catalogue, fitting
from workbench.services.policies import default_book

SHOPS = catalogue().shops
PICTURES = resources.folder("demo") / "pictures"


def test_there_is_enough_of_everything() -> None:
    book = catalogue()
    assert sum(map(len, book.goods.values())) >= 120
    lines = {words.text for claim in book.claims for words in claim.words}
    assert len(lines) >= 200
    assert len({item.code for goods in book.goods.values() for item in goods}) >= 120
    assert [shop.platform for shop in SHOPS if not shop.big] == [
        Platform.TMALL, Platform.TAOBAO, Platform.DOUYIN, Platform.WECHAT
    ]  # fmt: skip
    assert len(SHOPS) == 7


@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.id)
def test_every_article_has_complaints_and_every_line_is_whole(shop: ShopSeed) -> None:
    dice = random.Random(1)
    for category in shop.categories:
        for goods in catalogue().goods[category]:
            claims, running = fitting(goods, shop.platform)
            assert claims, f"nothing ever goes wrong with {goods.title}"
            assert running[-1] > 0
    for _ in range(2_000):
        chosen = deals.pick(dice, shop)
        said = deals.words_of(dice, chosen)
        assert said
        assert not set("{}|") & set(said)
        assert chosen.type in chosen.claim.types
        assert chosen.words.fit(chosen.goods)


def test_the_pictures_are_there_small_and_all_in_use() -> None:
    named = {w.picture for claim in catalogue().claims for w in claim.words if w.picture}
    there = {path.name for path in PICTURES.glob("*.png")}
    assert named == there
    assert len(there) >= 24
    for path in PICTURES.glob("*.png"):
        content = path.read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) <= 20_000


def test_most_reasons_have_a_class_in_the_packs_that_ship() -> None:
    book, classes = default_book(), Counter[ReasonClass]()
    for shop in SHOPS:
        dice = random.Random(shop.id)
        policy = book.at(shop.platform, 1_795_397_460_000)
        for _ in range(300):
            reason = deals.pick(dice, shop).claim.reason(shop.platform)
            found = policy.reason_of("", reason)
            classes[ReasonClass.OTHER if found is None else found.reason_class] += 1
    assert classes[ReasonClass.OTHER] / classes.total() < 0.2
    assert classes[ReasonClass.SUBJECTIVE] > 0
    assert classes[ReasonClass.MERCHANT] > 0
    assert classes[ReasonClass.LOGISTICS] > 0


def test_services_cannot_be_sent_back() -> None:
    dice = random.Random(2)
    wechat = next(shop for shop in SHOPS if shop.platform is Platform.WECHAT)
    for _ in range(3_000):
        chosen = deals.pick(dice, wechat)
        if "virtual" in chosen.goods.labels:
            assert chosen.type is CaseType.REFUND_ONLY_SHIPPED
