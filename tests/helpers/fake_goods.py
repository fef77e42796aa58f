"""Believable words for invented cases: goods, reasons, buyers' sentences, shops, agents."""

from __future__ import annotations

from workbench.domain.case import Address, Shop
from workbench.domain.kinds import (
    AtZero,
    CaseType,
    Flag,
    Platform,
    ReasonClass,
    ShopId,
    ShopKind,
    Stage,
)

SHOPS = (
    Shop(id=ShopId("s1"), name="岚屿旗舰店", platform=Platform.TMALL, kind=ShopKind.SANDBOX),
    Shop(id=ShopId("s2"), name="山野小铺", platform=Platform.TAOBAO, kind=ShopKind.SANDBOX),
    Shop(id=ShopId("s3"), name="暖冬家居", platform=Platform.DOUYIN, kind=ShopKind.SANDBOX),
    Shop(id=ShopId("s4"), name="果园直送", platform=Platform.WECHAT, kind=ShopKind.SANDBOX),
)
ADDRESS = Address(
    id="a1",
    shop=ShopId("s1"),
    name="仓库",
    phone="0571-0000000",
    text="杭州余杭仓 8 号",
    default=True,
)
AGENTS = ("小满", "阿禾", "小序", "仓库", "")
NICKS = ("晴**7", "一**猫", "海**风", "t**88", "南**木", "小**鱼", "青**山", "云**朵")
GOODS = (
    ("双面羊毛呢大衣", "燕麦色 L", 129900),
    ("空气炸锅 5L", "白", 32900),
    ("阳光玫瑰葡萄 5 斤", "顺丰冷链", 8990),
    ("护眼台灯", "国 AA 级 白色", 22900),
    ("三合一冲锋衣", "黑 XL", 69900),
    ("全棉四件套", "雾蓝 1.8m 床", 35900),
    ("入耳式蓝牙耳机", "白", 19900),
    ("手冲咖啡壶套装", "600ml", 21800),
    ("儿童学步鞋", "22 码 米白", 15800),
    ("在线瑜伽课", "12 节", 19900),
    ("北欧短绒地毯", "160×230 灰", 46800),
    ("白桃乌龙茶礼盒", "×2", 7980),
    ("折叠收纳箱", "3 只装", 6990),
    ("电动牙刷替换头", "4 支", 7900),
    ("亚麻窗帘", "2.7×2.4m 一对", 27600),
    ("家用缝纫机", "升级款", 45900),
    ("定制刻字钢笔", "胡桃木盒", 12800),
    ("护颈乳胶枕", "高低款", 14900),
    ("不锈钢保温杯", "500ml 墨绿", 8900),
    ("无线机械键盘", "茶轴 87 键", 39900),
)
REASONS = (
    ("与商品描述不符", "颜色偏黄，和详情页差别很大", ReasonClass.MERCHANT),
    ("质量问题", "拉链头掉了，装不回去", ReasonClass.MERCHANT),
    ("快递长时间未送达", "三天没更新", ReasonClass.LOGISTICS),
    ("尺码不合", "偏大半码，想换小一码", ReasonClass.SUBJECTIVE),
    ("不想要了", "只看了两节", ReasonClass.SUBJECTIVE),
    ("少件/漏发", "两盒只收到一盒", ReasonClass.MERCHANT),
    ("七天无理由", "", ReasonClass.SUBJECTIVE),
    ("材质与描述不符", "比图片薄，边角有点卷", ReasonClass.MERCHANT),
)
TYPES = (
    (CaseType.RETURN_REFUND, 45),
    (CaseType.REFUND_ONLY_SHIPPED, 20),
    (CaseType.REFUND_ONLY_UNSHIPPED, 20),
    (CaseType.EXCHANGE, 7),
    (CaseType.RESHIP, 5),
    (CaseType.REPAIR, 3),
)
STAGES = (
    (Stage.MERCHANT_REVIEW, 50),
    (Stage.MERCHANT_REVIEW_MODIFIED, 4),
    (Stage.BUYER_RETURN_WAYBILL, 15),
    (Stage.BUYER_AFTER_REFUSAL, 5),
    (Stage.MERCHANT_CONFIRM_RECEIPT, 10),
    (Stage.INTERVENTION, 3),
    (Stage.REFUNDING, 3),
    (Stage.REFUNDED, 8),
    (Stage.CLOSED, 2),
)
FLAGS = (Flag.RED, Flag.YELLOW, Flag.GREEN, Flag.BLUE, Flag.PURPLE)
TAGS = ("大额", "待验货", "老客", "急")

AT_ZERO = {
    CaseType.RETURN_REFUND: AtZero.AGREE_RETURN,
    CaseType.EXCHANGE: AtZero.AGREE_EXCHANGE,
    CaseType.RESHIP: AtZero.AGREE_RESHIP,
    CaseType.REPAIR: AtZero.AGREE_REPAIR,
}


def at_zero(case_type: CaseType, stage: Stage) -> AtZero:
    """What the invented platform does when the countdown of a stage has run out."""
    if stage in (Stage.BUYER_RETURN_WAYBILL, Stage.BUYER_AFTER_REFUSAL):
        return AtZero.CLOSE
    if stage is Stage.MERCHANT_CONFIRM_RECEIPT:
        return AtZero.REFUND
    return AT_ZERO.get(case_type, AtZero.REFUND)
