"""Cases made up for the sample exports, and the words each platform has for them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import samples_words as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples_words import Item, Reasons


HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
FORMAT = "%Y-%m-%d %H:%M:%S"


@dataclass
class Told:
    """One case, before a platform's words."""

    case_id: str
    order_id: str
    item: Item
    kind: str  # unshipped, not_received, received, return, exchange
    stage: str  # review, refused, waybill, receipt, ship, intervention, refunded, closed, strange
    reason: str
    note: str
    paid: int
    claim: int
    paid_at: datetime
    applied: datetime
    agreed: datetime | None = None
    returned: datetime | None = None
    final: datetime | None = None
    due: datetime | None = None
    evidence_due: datetime | None = None
    out: tuple[str, str, str] = ("", "", "")  # company, waybill, state
    back: tuple[str, str, str] = ("", "", "")
    remark: str = ""
    nick: str = ""
    quantity: int = 1
    discount: int = 0

    @property
    def over(self) -> bool:
        """Final on the platform."""
        return self.stage in {"refunded", "closed"}


# kind, stage, hours since the application, hours until the deadline (None: over).
STORIES: tuple[tuple[str, str, float, float | None], ...] = (
    ("received", "review", 35.3, 0.7),
    ("return", "review", 33.1, 2.9),
    ("unshipped", "review", 20.4, 3.6),
    ("received", "review", 28.0, 8.0),
    ("return", "review", 9.5, 26.5),
    ("not_received", "review", 5.2, 30.8),
    ("exchange", "review", 14.0, 10.0),
    ("return", "waybill", 60.0, 120.0),
    ("return", "waybill", 130.0, 41.0),
    ("return", "receipt", 150.0, 20.5),
    ("return", "receipt", 190.0, 5.4),
    ("exchange", "ship", 120.0, 52.0),
    ("received", "refused", 50.0, 71.0),
    ("not_received", "intervention", 96.0, 44.0),
)
DONE: tuple[tuple[str, str], ...] = (
    ("return", "refunded"), ("received", "refunded"), ("unshipped", "refunded"),
    ("return", "closed"), ("not_received", "refunded"), ("exchange", "refunded"),
    ("return", "refunded"), ("received", "closed"),
)  # fmt: skip


class Teller:
    """Makes cases up: the same ones for the same seed and base date."""

    def __init__(
        self, name: str, seed: int, base: datetime, goods: Sequence[Item], reasons: Reasons
    ) -> None:
        self.dice = random.Random(f"{name}:{seed}")
        self.base = base
        self.goods = goods
        self.reasons = reasons

    def cases(self, count: int, digits: tuple[int, int], lead: str) -> list[Told]:
        """``count`` cases: the open stories first, then cases of the weeks before."""
        told = [
            self._case(kind, stage, age, left, digits, lead)
            for kind, stage, age, left in STORIES[:count]
        ]
        for number in range(count - len(told)):
            kind, stage = DONE[number % len(DONE)]
            age = 24.0 * self.dice.uniform(3, 21)
            told.append(self._case(kind, stage, age, None, digits, lead))
        self.dice.shuffle(told)
        return told

    def number(self, lead: str, digits: int) -> str:
        """An id of that many digits."""
        rest = digits - len(lead)
        return lead + str(self.dice.randrange(10 ** (rest - 1), 10**rest))

    def _case(
        self, kind: str, stage: str, age: float, left: float | None,
        digits: tuple[int, int], lead: str,
    ) -> Told:  # fmt: skip
        dice = self.dice
        item = dice.choice(self.goods)
        reason, note = dice.choice(self.reasons[kind])
        quantity = 2 if item.fen < 7_000 and dice.random() < 0.3 else 1
        discount = dice.choice((0, 0, 500, 1_000, 2_000)) if item.fen > 5_000 else 0
        paid = item.fen * quantity - discount
        part = kind == "received" and dice.random() < 0.4
        claim = paid * dice.choice((30, 50)) // 100 if part else paid
        applied = self._second(self.base - age * HOUR)
        told = Told(
            case_id=self.number(lead, digits[0]),
            order_id=self.number("46", digits[1]),
            item=item, kind=kind, stage=stage, reason=reason, note=note,
            paid=paid, claim=claim, quantity=quantity, discount=discount,
            paid_at=self._second(applied - dice.uniform(0.5, 9) * DAY),
            applied=applied,
            due=None if left is None else self._second(self.base + left * HOUR),
            remark=dice.choice(words.REMARKS), nick=dice.choice(words.NICKS),
        )  # fmt: skip
        self._travel(told, age)
        return told

    def _travel(self, told: Told, age: float) -> None:
        """Parcels and the times of what happened."""
        dice, hours = self.dice, age
        if told.kind != "unshipped":
            state = "在途" if told.kind == "not_received" else "已签收"
            told.out = (dice.choice(words.COMPANIES), self.number("73", 14), state)
        if told.stage in {"waybill", "receipt", "ship", "refunded"} and told.kind in {
            "return", "exchange",
        }:  # fmt: skip
            told.agreed = self._second(told.applied + min(hours * 0.2, 20) * HOUR)
            if told.stage != "waybill":
                told.returned = self._second(told.agreed + min(hours * 0.3, 60) * HOUR)
                told.back = (dice.choice(words.COMPANIES), self.number("43", 13), "已签收")
        if told.over:
            told.final = self._second(told.applied + min(hours * 0.8, 160) * HOUR)
        if told.stage == "intervention":
            told.evidence_due, told.due = told.due, None

    def _second(self, at: datetime) -> datetime:
        return at.replace(microsecond=0) + timedelta(seconds=self.dice.randrange(60))


def yuan(fen: int, *, commas: bool = False) -> str:
    """Money as exports write it."""
    return f"{fen / 100:,.2f}" if commas else f"{fen / 100:.2f}"


def when(at: datetime | None) -> str:
    """A time as exports write it."""
    return "" if at is None else at.strftime(FORMAT)


# ------------------------------------------------------------------ the platforms' words

TAOBAO_STAGES = {
    "review": "买家已经申请退款，等待卖家同意", "refused": "卖家拒绝退款",
    "waybill": "卖家已经同意退款，等待买家退货", "receipt": "买家已经退货，等待卖家确认收货",
    "ship": "待发出换货商品", "intervention": "卖家拒绝退款", "refunded": "退款成功",
    "closed": "退款关闭", "strange": "卖家已同意待发券",
}  # fmt: skip
DOUYIN_STAGES = {
    "review": "待商家处理", "refused": "商家拒绝", "waybill": "待买家退货", "receipt": "待商家收货",
    "ship": "待商家发货", "intervention": "商家拒绝", "refunded": "同意退款，退款成功",
    "closed": "售后关闭", "strange": "待平台核实",
}  # fmt: skip
WECHAT_STAGES = {
    "review": "待商家处理", "refused": "商家拒绝退款", "waybill": "待用户退货",
    "receipt": "待商家收货", "ship": "待商家发货", "intervention": "商家拒绝退款",
    "refunded": "退款成功", "closed": "用户取消申请", "strange": "商家打款中",
}  # fmt: skip


def taobao(told: Told) -> dict[str, str]:
    """By header of the 51 and 38 columns."""
    shipped = told.kind != "unshipped"
    back, out = told.back, told.out
    goods = {"unshipped": "卖家未发货", "not_received": "买家未收到货"}.get(
        told.kind, "买家已收到货"
    )
    success = "换货成功" if told.kind == "exchange" else "退款成功"
    status = success if told.stage == "refunded" else TAOBAO_STAGES[told.stage]
    types = {"return": "退货退款", "exchange": "换货"}
    return {
        "订单编号": told.order_id, "退款编号": told.case_id,
        "支付单号": f"20261108220014{told.order_id[-14:]}",
        "支付宝交易号": f"20261108220014{told.order_id[-14:]}",
        "订单付款时间": when(told.paid_at), "商品id": f"68{told.order_id[-10:]}",
        "商品编码": told.item.code, "商家编码": told.item.code,
        "退款完结时间": when(told.final), "完结时间": when(told.final),
        "买家会员名称": told.nick, "买家实际支付金额": yuan(told.paid, commas=True),
        "宝贝标题": told.item.title, "买家退款金额": yuan(told.claim, commas=True),
        "手工退款/系统退款": "手工退款", "售后类型": types.get(told.kind, "仅退款"),
        "是否需要退货": "是" if told.kind == "return" else "否",
        "退款的申请时间": when(told.applied), "超时时间": when(told.due),
        "退款状态": status, "货物状态": goods if not back[1] else "买家已退货",
        "退货物流信息": f"{back[0]} {back[1]} {back[2]}".strip() if back[1] else "",
        "发货物流信息": f"{out[0]} {out[1]} {out[2]}".strip() if shipped else "",
        "客服介入状态": "举证中" if told.stage == "intervention" else "未介入",
        "卖家真实姓名": "退货组", "卖家退货地址": "浙江省杭州市余杭区样例路 8 号 2 号仓",
        "卖家邮编": "311100", "退货物流单号": back[1], "退货物流公司": back[0],
        "买家退款原因": told.reason, "买家退款说明": told.note, "买家退货时间": when(told.returned),
        "售中或售后": "售中退款" if told.kind in {"unshipped", "not_received"} else "售后退款",
        "商家备注": told.remark,
        "部分退款/全部退款": "全部退款" if told.claim == told.paid else "部分退款",
        "举证超时": when(told.evidence_due), "是否零秒响应": "否", "业务类型": "普通退款",
        "是否帮他退款": "否", "淘特订单": "否",
    }  # fmt: skip


def douyin(told: Told) -> dict[str, str]:
    """By header of the 50 columns; discounts are written negative."""
    gross = told.paid + told.discount
    share = told.discount * told.claim // max(told.paid, 1)
    shipped = {"unshipped": "未发货"}.get(told.kind, "已发货")
    types = {"return": "退货退款", "exchange": "换货", "unshipped": "未发货仅退款"}
    status = DOUYIN_STAGES[told.stage]
    if told.kind == "exchange" and told.stage == "refunded":
        status = "换货成功"
    return {
        "售后单号": told.case_id, "订单号": told.order_id, "商品单号": f"{told.order_id}1",
        "商品名称": told.item.title, "商品ID": f"35{told.order_id[-17:]}",
        "应付金额(元)": yuan(gross), "商品运费(元)": "0.00", "支付优惠(元)": yuan(-told.discount),
        "商品税费(元)": "0.00", "商品发货状态": shipped,
        "售后类型": types.get(told.kind, "已发货仅退款"),
        "退商品金额(元)": yuan(told.claim + share), "退运费金额(元)": "0.00",
        "退支付优惠(元)": yuan(-share), "退税费金额(元)": "0.00", "售后状态": status,
        "售后申请时间": when(told.applied), "退款方式": "原路退回", "是否已上传退款凭证": "否",
        "售后原因": told.reason, "售后原因标签": "", "退货物流单号": told.back[1],
        "退货发货时间": when(told.returned), "退货物流公司": told.back[0],
        "自动处理截止时间": when(told.due), "同意售后申请时间": when(told.agreed),
        "商家退款时间": when(told.final if told.stage == "refunded" else None),
        "用户到账时间": when(told.final if told.stage == "refunded" else None),
        "售后关闭时间": when(told.final if told.stage == "closed" else None),
        "仲裁状态": "待商家举证" if told.stage == "intervention" else "无",
        "是否极速退款": "否", "是否拒签后退款": "否", "发货物流单号": told.out[1],
        "发货物流状态": told.out[2], "退货物流状态": told.back[2], "售后完结时间": when(told.final),
        "订单备注": "", "用户售后说明": told.note, "售后备注": told.remark, "操作人": "系统",
        "商家编码": told.item.code, "门店名称": "",
    }  # fmt: skip


def wechat(told: Told) -> dict[str, str]:
    """By header of the 37 columns; the file has no deadline."""
    types = {"return": "退货退款", "exchange": "换货"}
    status = WECHAT_STAGES[told.stage]
    if told.stage == "refunded" and told.kind == "exchange":
        status = "换货成功"
    return {
        "售后单号": told.case_id, "售后申请时间": when(told.applied),
        "商品编码(平台)": f"1000{told.order_id[-10:]}", "商品编码(自定义)": told.item.code[:5],
        "SKU编码(自定义)": told.item.code, "同意售后申请时间": when(told.agreed),
        "用户到账时间": when(told.final if told.stage == "refunded" else None),
        "售后完结时间": when(told.final), "订单编号": told.order_id,
        "发货状态": "待发货" if told.kind == "unshipped" else "已发货",
        "商品名称": told.item.title, "商品描述": told.item.sku,
        "商品价格": f"¥{yuan(told.item.fen)}",
        "申请售后数量": str(told.quantity), "备注": told.remark, "实付款": f"¥{yuan(told.paid)}",
        "退款类型": types.get(told.kind, "退款"), "退款原因": told.reason, "具体描述": told.note,
        "退款金额": f"¥{yuan(told.claim)}", "退款状态": status, "状态描述": "",
        "平台纠纷介入": "待商家举证" if told.stage == "intervention" else "未介入", "执行方式": "",
        "发货物流状态": told.out[2], "发货物流单号": told.out[1], "发货物流公司": told.out[0],
        "用户退换货发货时间": when(told.returned), "退换货物流状态": told.back[2],
        "退换货物流单号": told.back[1], "退换货物流公司": told.back[0],
    }  # fmt: skip
