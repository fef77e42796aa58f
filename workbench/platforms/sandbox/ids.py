"""Ids as the platforms write them: 16 to 19 digits, made from counters, and readable back."""

from __future__ import annotations

from workbench.domain.kinds import Platform
from workbench.platforms.sandbox.flags import FLAGS

# Coprime to ten, so that counting walks over all numbers of a length before it repeats one.
_STEP = 618_033_988_749_891
_START = 4_402_881_625_317
_ORDER_STEP = 271_828_182_845_907

HISTORY, PENDING, ARRIVED, ASKED = 0, 100_000_000, 200_000_000, 300_000_000


def case_id(platform: Platform, number: int) -> str:
    """The case id of a counter's value."""
    flags = FLAGS[platform]
    return _write(flags.case_prefix, flags.case_digits, number * _STEP + _START)


def order_id(platform: Platform, number: int) -> str:
    """The order id of a counter's value."""
    flags = FLAGS[platform]
    return _write(flags.order_prefix, flags.order_digits, number * _ORDER_STEP + _START)


def case_number(platform: Platform, text: str) -> int | None:
    """The counter's value behind a case id; None where it is none of this platform's."""
    flags = FLAGS[platform]
    if len(text) != flags.case_digits or not text.startswith(flags.case_prefix):
        return None
    tail = text[len(flags.case_prefix) :]
    if not (tail.isascii() and tail.isdigit()):
        return None
    size = 10 ** len(tail)
    inverse: int = pow(_STEP, -1, size)
    number: int = (int(tail) - _START) * inverse % size
    return number


def _write(prefix: str, digits: int, value: int) -> str:
    width = digits - len(prefix)
    return f"{prefix}{value % 10**width:0{width}d}"


_WAYBILLS: dict[str, str] = {
    "顺丰速运": "SF{:013d}",
    "中通快递": "7{:013d}",
    "圆通速递": "YT{:013d}",
    "韵达快递": "43{:013d}",
    "申通快递": "77{:013d}",
    "极兔速递": "JT{:013d}",
    "京东快递": "JD{:013d}",
    "邮政快递包裹": "98{:011d}",
}


def waybill_of(company: str, number: int) -> str:
    """A waybill as the carrier writes them."""
    return _WAYBILLS.get(company, "88{:013d}").format(number)
