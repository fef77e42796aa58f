"""Hand-offs: words to copy, a page that may be opened, steps to check (OUT-4; check 24)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.files import tables
from workbench.base.texts import Text
from workbench.domain.case import Shop
from workbench.domain.kinds import Action, Delivery, Platform, ShopId
from workbench.platforms.handoff import pages
from workbench.platforms.handoff.gateway import HandoffGateway
from workbench.services.ports import Act, Answer

ACT = Act(
    command_id="c-1",
    shop="s",
    case_id="171234567890123456",
    order_id="4601234567890123456",
    action=str(Action.AGREE_REFUND),
    args={},
    platform_version="",
    at=tables.NOW,
)
SENT_OUT = [
    action
    for action in Action
    if action
    not in (
        Action.CONTACT, Action.RAISE, Action.REMARK, Action.FLAG, Action.TAG, Action.ASSIGN,
        Action.NOTE, Action.CHECK,
    )
]  # fmt: skip


def deliver(act: Act, platform: Platform = Platform.TAOBAO) -> Answer:
    """The answer of a file shop's gateway."""
    shop = Shop(id=ShopId("s"), name="岚屿", platform=platform, kind="files")
    return HandoffGateway(tables.book(), shop).deliver(act)


def steps(answer: Answer) -> list[str]:
    """The steps in English."""
    told = answer.result["check"]
    assert isinstance(told, list)
    return [Text(one["msgid"], one["values"], one["plural"]).english() for one in told]


@pytest.mark.parametrize("action", SENT_OUT)
@pytest.mark.parametrize("platform", list(Platform))
def test_every_act_is_a_hand_off_with_a_page_and_steps(action: Action, platform: Platform) -> None:
    answer = deliver(replace(ACT, action=str(action)), platform)
    assert answer.state is Delivery.HANDOFF
    assert str(answer.result["url"]).startswith("https://")
    assert ACT.case_id in str(answer.result["url"])
    assert len(steps(answer)) >= 2
    assert "{" not in str(answer.result["text"])


def test_agreeing_a_return_names_address_and_freight() -> None:
    args: dict[str, object] = {
        "address_text": "退货组 400-000-0000 杭州样例路 8 号", "return_freight": "merchant",
    }  # fmt: skip
    words = str(deliver(replace(ACT, action="agree_return", args=args)).result["text"])
    assert "杭州样例路 8 号" in words
    assert "运费由我们承担" in words


def test_the_amount_is_checked_on_the_page() -> None:
    answer = deliver(replace(ACT, args={"amount_fen": 129_900}))
    assert any("¥1,299.00" in step for step in steps(answer))


def test_refusing_names_the_reason_and_the_proofs() -> None:
    policy = tables.book().at(Platform.TMALL, tables.NOW)
    reason = next(one for one in policy.refusal_reasons if one.proofs and not one.forbidden)
    files = (("unpacking_video", "/tmp/a.mp4"), ("chat_record", "/tmp/b.png"))
    act = replace(ACT, action="refuse", args={"reason": reason.id}, files=files)
    answer = deliver(act, Platform.TMALL)
    told = " ".join(steps(answer))
    assert reason.text in told
    assert "2 files" in told
    assert answer.result["text"] == reason.default_text


def test_the_agents_own_words_go_before_ours() -> None:
    act = replace(ACT, action="refuse", args={"reason": "别的原因", "text": "亲，视频里是好的"})
    assert deliver(act).result["text"] == "亲，视频里是好的"


def test_plans_are_listed_for_the_buyer() -> None:
    args: dict[str, object] = {
        "kind": "offer",
        "message": "实在抱歉",
        "plans": [
            {"kind": "cash_payout", "amount_fen": 500},
            {"kind": "partial_refund", "amount_fen": 2_000},
        ],
    }
    words = str(deliver(replace(ACT, action="negotiate", args=args)).result["text"])
    assert words.startswith("实在抱歉")
    assert "1. 补偿您 ¥5.00" in words
    assert "2. 部分退款 ¥20.00" in words


def test_opening_an_entry_leads_to_the_order() -> None:
    answer = deliver(replace(ACT, action="open_entry", case_id=""), Platform.TMALL)
    assert ACT.order_id in str(answer.result["url"])


def test_nothing_is_on_its_way() -> None:
    shop = Shop(id=ShopId("s"), name="岚屿", platform=Platform.TAOBAO, kind="files")
    gateway = HandoffGateway(tables.book(), shop)
    assert gateway.settled(sent_at=0, sent_wall=0, now=0, wall=0)
    page = gateway.changes("s", "7")
    assert (page.readings, page.cursor, page.more) == ((), "7", False)


HOSTS = ("refund2.taobao.com",)


@pytest.mark.parametrize(
    "address",
    [
        "http://refund2.taobao.com/a", "https://evil.example/a", "file:///etc/passwd",
        "javascript:alert(1)", "https://refund2.taobao.com@evil.example/", "//refund2.taobao.com/",
        "https://refund2.taobao.com:8443/", "https://refund2.taobao.com.evil.example/",
        "https://refund2.taobаo.com/", "https://user:pw@refund2.taobao.com/", "smb://refund2.taobao.com/",
        "https://refund2.taobao.com\\@evil.example", "https:// refund2.taobao.com/", "", "https://[::1]/",
        "https://REFUND2.taobao.com.", "ms-settings:x", "https://refund2.taobao.com:x/",
    ],
)  # fmt: skip
def test_other_addresses_are_never_opened(address: str) -> None:
    assert not pages.allowed(address, HOSTS)


def test_an_id_cannot_break_out_of_the_address() -> None:
    answer = deliver(replace(ACT, case_id="1/../../@evil.example?x=1#y"))
    url = str(answer.result["url"])
    assert url.startswith("https://refund2.taobao.com/")
    assert "@" not in url
    assert "#" not in url


def test_a_page_on_another_host_is_left_out() -> None:
    policy = replace(tables.book().at(Platform.TAOBAO, tables.NOW), hosts=("other.example",))
    assert not pages.case_page(policy, "1", "2")
