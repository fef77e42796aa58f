"""Taking buyers' data and secrets out of text that leaves the program's own records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

HIDDEN = "[hidden]"

# Names of fields whose value is never written to a log: secrets, then what tells who a buyer is.
# Every repetition has an upper bound: a hostile text must not make a log line slow.
_SECRET = (
    r"[\w-]{0,40}(?:token|secret|passw(?:or)?d|passphrase|credential)[\w-]{0,40}"
    r"|pwd|session(?:_?(?:id|key))?|(?:app|api|access|private)_?key|authorization|(?:set-)?cookie"
    r"|sign|signature"
)
_PERSON = (
    r"[\w-]{0,40}(?:address|mobile|phone|telephone)[\w-]{0,40}|addr|tel"
    r"|(?:buyer|receiver|consignee)_(?:name|nick)|id_?(?:card|number)|bank_?(?:card|account)"
    r"|input_value|收货地址|地址|收货人|姓名|买家昵称|电话|手机号?|身份证号?|银行卡号?"
)
# key=value, key: value, "key": "value", 'key': b'value'. A quoted value goes whole, a bare secret
# up to the next blank, a bare address (it may have blanks) up to the next mark.
_FIELD = re.compile(
    rf"""(?ix)
    (?P<head> (?<![\w-]) (?P<quote>["']?)
        (?: (?P<secret>{_SECRET}) | (?P<person>{_PERSON}) )
        (?P=quote) \s{{0,9}} [:=：＝] \s{{0,9}} (?: [bru]{{1,2}} (?=["']) )?
    )
    (?: (?P<quoted> '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" )
      | (?: (?:Bearer|Basic|Digest) \s+ )?
        (?: (?(secret) [^\s,;，；&)}}\]"']+ | [^\n,;，；&)}}\]"']+ ) )
    )
    """
)
# A mobile number, also grouped 3-4-4 and with +86; never a piece of a longer run of digits.
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_LONG_NUMBER = re.compile(r"(?<![\dA-Za-z])\d{15,18}[\dXx](?![\dA-Za-z])")
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,9}(?:省|自治区|市)[\w ·-]{2,60}(?:路|街|道|巷|弄|村|号|栋|幢|室)"
    r"[\w-]{0,40}"
)
_ID_CARD = re.compile(r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def redact(words: str) -> str:
    """``words`` with phone numbers, secrets, addresses, mail, id and bank cards hidden.

    Order ids of 16 to 19 digits stay readable, unless one happens to be a valid card number.
    """
    words = _FIELD.sub(_hide_value, words)
    for pattern in (_MOBILE, _LANDLINE, _MAIL, _PLACE):
        words = pattern.sub(HIDDEN, words)
    return _LONG_NUMBER.sub(_hide_card, words)


def _hide_value(found: re.Match[str]) -> str:
    quote = (found["quoted"] or "")[:1]
    return f"{found['head']}{quote}{HIDDEN}{quote}"


def _hide_card(found: re.Match[str]) -> str:
    checks: tuple[Callable[[str], bool], ...] = (is_id_card, is_bank_card)
    return HIDDEN if any(check(found[0]) for check in checks) else found[0]


def is_id_card(digits: str) -> bool:
    """True for a well-formed resident id number (GB 11643-1999, with its check digit)."""
    if not _ID_CARD.fullmatch(digits):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _ID_WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == digits[17].upper()


def is_bank_card(digits: str) -> bool:
    """True for a UnionPay card number: 16 to 19 digits from 62 on, with the Luhn check digit."""
    if not digits.startswith("62") or not digits.isdigit():
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0
