"""The 22 states of a card (design, section 5) in both languages, for the gallery and the tests."""

from __future__ import annotations

from dataclasses import replace

from workbench.domain.kinds import Urgency
from workbench.ui.values import CardView, ChipKind, ChipView

_P, _N, _S, _C, _I = (
    ChipKind.PLAIN,
    ChipKind.NEGO,
    ChipKind.SOON,
    ChipKind.CRIT,
    ChipKind.INFO,
)


def states(language: str) -> dict[str, CardView]:
    """Name of the state -> an invented card in it."""
    return _chinese() if language.startswith("zh") else _english()


def _card(  # noqa: PLR0917 - a table of cards, one line each
    urgency: Urgency,
    countdown: str,
    at_zero: str,
    kind: str,
    goods: str,
    mark: str,
    reason: str,
    quote: str,
    amount: str,
    *chips: ChipView,
    owner: str = "",
) -> CardView:
    return CardView(
        urgency=urgency, countdown=countdown, at_zero=at_zero, type=kind, goods=goods, mark=mark,
        reason=reason, quote=quote, amount=amount, chips=chips, owner=owner,
    )  # fmt: skip


def _finish(found: dict[str, CardView], undo_text: str) -> dict[str, CardView]:
    """States that are flags on another card."""
    today = found["today"]
    found["hover"] = replace(today, hover=True)
    found["selected"] = replace(today, selected=True)
    found["selected + focused"] = replace(today, selected=True, focused=True)
    found["multi-selected"] = replace(found["multi-selected"], multi=True)
    found["undo running"] = replace(found["undo running"], undo=0.65, undo_text=undo_text)
    found["done, leaving"] = replace(found["done, leaving"], done=True)
    return {name: found[name] for name in ORDER}


ORDER = (
    "overdue", "critical", "soon", "today", "later", "waiting", "paused", "in negotiation",
    "back from talks", "past zero", "hover", "selected", "selected + focused", "multi-selected",
    "someone else", "undo running", "sending", "delivery unknown", "refused by platform",
    "hand-off", "changed meanwhile", "done, leaving",
)  # fmt: skip


def _chinese() -> dict[str, CardView]:
    u, auto, ret, only = Urgency, "自动同意退货", "退货退款", "仅退款"
    found = {
        "overdue": _card(u.OVERDUE, "超2小时14分", "每迟一单罚 ¥5", "承诺打款", "空气炸锅 5L 白 · 已应允补偿 ¥40.00", "猫", "承诺 24 小时内到账，凭证未上传", "", "¥40.00", owner="我"),
        "critical": _card(u.CRITICAL, "00:41:07", auto, ret, "双面羊毛呢大衣 燕麦色 L", "猫", "与描述不符", "“颜色偏黄，和详情页差别很大”", "¥1,299.00", owner="我"),
        "soon": _card(u.SOON, "1小时26分", auto, ret, "三合一冲锋衣 黑 XL", "抖", "质量问题", "“拉链头掉了”", "¥699.00", owner="我"),
        "today": _card(u.TODAY, "7小时12分", auto, ret, "北欧短绒地毯 160×230 灰", "淘", "与描述不符", "“比图片薄，边角有点卷”", "¥468.00", owner="我"),
        "later": _card(u.LATER, "1天2小时", auto, ret, "亚麻窗帘 2.7×2.4m 一对", "视", "七天无理由", "", "¥276.00", owner="我"),
        "waiting": _card(u.WAITING, "6天20小时", "到点自动关闭", ret, "手冲咖啡壶套装 600ml", "淘", "等买家寄回，未填单号", "", "¥218.00", owner="我"),
        "paused": _card(u.PAUSED, "余 21小时", "平台介入中", ret, "空气炸锅 5L 白", "猫", "退件不是本店商品", "", "¥329.00", ChipView("举证 3小时29分", _S, "gavel")),
        "in negotiation": _card(u.CRITICAL, "00:48:32", "自动退款", only, "阳光玫瑰葡萄 5 斤装 顺丰冷链", "视", "质量问题", "“有十几颗烂果”", "¥89.90", ChipView("协商中 1/3", _N, "messages-square"), owner="我"),
        "back from talks": _card(u.SOON, "5小时31分", "自动退款", only, "在线瑜伽课 12 节", "视", "不想要了", "“只看了两节”", "¥199.00", ChipView("买家拒绝第 1 轮", _N, "undo-2"), owner="我"),
        "past zero": _card(u.PAST_ZERO, "已到点", "平台应已退款", only, "折叠收纳箱 3 只装", "淘", "请看平台结果，再导入", "", "¥69.90", ChipView("去核对", _P, "external-link")),
        "multi-selected": _card(u.SOON, "4小时10分", auto, "换货", "儿童学步鞋 22 码 米白", "猫", "尺码不合", "“偏大半码”", "¥158.00", owner="我"),
        "someone else": _card(u.CRITICAL, "00:18:44", "自动退款", only, "护眼台灯 国 AA 级 白色", "淘", "快递长时间未送达", "“三天没更新”", "¥229.00", ChipView("阿禾 正在处理", _P, "eye")),
        "undo running": _card(u.SOON, "3小时38分", auto, ret, "手冲咖啡壶套装 600ml", "淘", "方案“优惠券 ¥20”将发出", "", "¥218.00"),
        "sending": _card(u.SOON, "3小时37分", auto, ret, "手冲咖啡壶套装 600ml", "淘", "方案“优惠券 ¥20”", "", "¥218.00", ChipView("正在发", _P, "loader")),
        "delivery unknown": _card(u.SOON, "2小时47分", "自动退款", only, "入耳式蓝牙耳机 白", "抖", "同意退款：平台未回，先核对", "", "¥199.00", ChipView("结果未知", _S, "circle-question-mark")),
        "refused by platform": _card(u.SOON, "4小时02分", auto, ret, "全棉四件套 雾蓝 1.8m 床", "视", "拒绝没发成：要先协商", "", "¥359.00", ChipView("平台退回", _C, "circle-x")),
        "hand-off": _card(u.TODAY, "8小时40分", auto, ret, "定制刻字钢笔 胡桃木盒", "淘", "已定：同意退货", "", "¥128.00", ChipView("待你到平台点", _I, "external-link")),
        "changed meanwhile": _card(u.TODAY, "9小时31分", auto, ret, "护颈乳胶枕 高低款", "猫", "买家把金额改成 ¥60.00", "", "¥149.00", ChipView("已变，先看", _S, "bell-dot"), ChipView("大额", _P, "flag", "flag_red"), owner="我"),
        "done, leaving": _card(u.LATER, "已同意", "等买家寄回", ret, "亚麻窗帘 2.7×2.4m 一对", "视", "移开后进“等买家”", "", "¥276.00", owner="我"),
    }  # fmt: skip
    return _finish(found, "6 秒内可撤回")


def _english() -> dict[str, CardView]:
    u, auto, ret, only = Urgency, "agrees to return", "Return", "Refund only"
    found = {
        "overdue": _card(u.OVERDUE, "+2h 14m", "¥5 per late one", "Promise", "Air fryer 5 L · ¥40.00 agreed", "TM", "Due within 24 h, no proof of payment yet", "", "¥40.00", owner="me"),
        "critical": _card(u.CRITICAL, "00:41:07", auto, ret, "Double-face wool coat, oat, L", "TM", "Not as described", "'yellower than on the page'", "¥1,299.00", owner="me"),
        "soon": _card(u.SOON, "1h 26m", auto, ret, "3-in-1 shell jacket, black, XL", "DY", "Quality", "'zip puller came off'", "¥699.00", owner="me"),
        "today": _card(u.TODAY, "7h 12m", auto, ret, "Short-pile rug 160×230, grey", "TB", "Not as described", "'thinner than on the page'", "¥468.00", owner="me"),
        "later": _card(u.LATER, "1d 2h", auto, ret, "Linen curtains 2.7×2.4 m, pair", "WX", "Changed my mind", "", "¥276.00", owner="me"),
        "waiting": _card(u.WAITING, "6d 20h", "closes itself", ret, "Pour-over coffee set 600 ml", "TB", "Buyer sends back, no waybill yet", "", "¥218.00", owner="me"),
        "paused": _card(u.PAUSED, "21h left", "with the platform", ret, "Air fryer 5 L white", "TM", "Returned goods are not ours", "", "¥329.00", ChipView("Evidence 3h 29m", _S, "gavel")),
        "in negotiation": _card(u.CRITICAL, "00:48:32", "refunds itself", only, "Shine Muscat grapes, 2.5 kg", "WX", "Quality", "'a dozen are rotten'", "¥89.90", ChipView("In talks 1/3", _N, "messages-square"), owner="me"),
        "back from talks": _card(u.SOON, "5h 31m", "refunds itself", only, "Online yoga course, 12 lessons", "WX", "Not wanted", "'only watched two'", "¥199.00", ChipView("Round 1 declined", _N, "undo-2"), owner="me"),
        "past zero": _card(u.PAST_ZERO, "At zero", "refund is due", only, "Folding boxes, set of 3", "TB", "Look at the platform, then import", "", "¥69.90", ChipView("Check", _P, "external-link")),
        "multi-selected": _card(u.SOON, "4h 10m", auto, "Exchange", "Toddler shoes, size 22", "TM", "Wrong size", "'half a size too big'", "¥158.00", owner="me"),
        "someone else": _card(u.CRITICAL, "00:18:44", "refunds itself", only, "Desk lamp, grade AA, white", "TB", "Not delivered", "'no scan for 3 days'", "¥229.00", ChipView("Ahe is on it", _P, "eye")),
        "undo running": _card(u.SOON, "3h 38m", auto, ret, "Pour-over coffee set 600 ml", "TB", "Coupon ¥20 goes out", "", "¥218.00"),
        "sending": _card(u.SOON, "3h 37m", auto, ret, "Pour-over coffee set 600 ml", "TB", "Coupon ¥20", "", "¥218.00", ChipView("Sending", _P, "loader")),
        "delivery unknown": _card(u.SOON, "2h 47m", "refunds itself", only, "In-ear headphones, white", "DY", "Refund sent, no answer yet: checking first", "", "¥199.00", ChipView("Unknown", _S, "circle-question-mark")),
        "refused by platform": _card(u.SOON, "4h 02m", auto, ret, "Cotton bedding set, mist blue", "WX", "Refusal not taken: negotiate first", "", "¥359.00", ChipView("Sent back", _C, "circle-x")),
        "hand-off": _card(u.TODAY, "8h 40m", auto, ret, "Engraved pen, walnut box", "TB", "Decided: agree to the return", "", "¥128.00", ChipView("Yours to click", _I, "external-link")),
        "changed meanwhile": _card(u.TODAY, "9h 31m", auto, ret, "Latex pillow, two heights", "TM", "Buyer now claims ¥60.00", "", "¥149.00", ChipView("Changed, look", _S, "bell-dot"), ChipView("Big", _P, "flag", "flag_red"), owner="me"),
        "done, leaving": _card(u.LATER, "agreed", "buyer sends back", ret, "Linen curtains 2.7×2.4 m, pair", "WX", "Moves on to Buyer's turn", "", "¥276.00", owner="me"),
    }  # fmt: skip
    return _finish(found, "Undo for 6 s")
