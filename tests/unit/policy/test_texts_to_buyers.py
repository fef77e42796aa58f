"""The texts that packs put into a message: polite, short, nothing that platforms punish."""

from __future__ import annotations

import pytest

from workbench.domain.policy.model import Policy
from workbench.services.policies import default_book

PACKS = default_book().packs
# WORD-1: counterfeit, money outside the platform, promises that break, contact data, insults.
RISKY = (
    "高仿", "精仿", "A货", "支付宝", "微信", "转账", "线下", "银行卡", "不发货", "一定退", "保证退",
    "加我", "QQ", "手机号", "好评", "改成七天", "改原因", "骗", "无理取闹", "恶意", "自己看",
)  # fmt: skip
LONG_ITEM = "2026春秋新款加厚纯棉圆领卫衣男女同款宽松"
each_pack = pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.ruleset)


def texts(pack: Policy) -> list[tuple[str, str]]:
    explained = [(one.id, one.text) for one in pack.negotiation.explanations]
    refused = [(one.id, one.default_text) for one in pack.refusal_reasons if one.default_text]
    return [*explained, *refused]


@each_pack
def test_nothing_risky_is_put_into_a_message(pack: Policy) -> None:
    found = [(name, word) for name, text in texts(pack) for word in RISKY if word in text]
    assert found == []


@each_pack
def test_a_text_speaks_politely_and_is_one_of_a_kind(pack: Policy) -> None:
    said = [text for _name, text in texts(pack)]
    for text in said:
        assert "您" in text
        assert "你" not in text
        assert "！" not in text
        assert text.endswith(("。", "？"))
        assert 25 <= len(text) <= 90, text
    assert len(set(said)) == len(said)


@each_pack
def test_a_text_fits_the_limit_with_its_places_filled(pack: Policy) -> None:
    for one in pack.negotiation.explanations:
        filled = one.text.format(amount="¥12,345.00", item=LONG_ITEM, buyer="会员昵称")
        assert len(filled.encode()) <= pack.negotiation.message_bytes, one.id


@each_pack
def test_asking_the_buyer_to_withdraw_because_it_is_settled_needs_a_picture(pack: Policy) -> None:
    for one in pack.negotiation.explanations:
        if one.kind == "invite_cancel":
            assert one.picture, one.id
