"""What people type for a case, an order, a file, a duration, and what it means."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.base.errors import KnownError
from workbench.base.texts import text

if TYPE_CHECKING:
    from workbench.cli.house import House
    from workbench.domain.case import CaseKey

_LONGEST_DAYS = 3_660
_DURATION = re.compile(r"(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?", re.ASCII)
_UNITS = (86_400_000, 3_600_000, 60_000, 1_000)


def shop_id(house: House, name: str) -> str:
    """The id of a shop by name or id. Raises ``KnownError``."""
    for shop in house.door.shops():
        if name in (shop.id, shop.name):
            return shop.id
    raise KnownError(
        "no_shop", text("There is no shop “{name}”; “workbench shops list” shows them.", name=name)
    )


def case_key(house: House, typed: str) -> CaseKey:
    """CASE or SHOP/CASE. Raises ``KnownError`` where it is unknown or ambiguous."""
    shop, _, case_id = typed.rpartition("/")
    wanted = shop_id(house, shop) if shop else None
    with house.door.deps.store.read() as uow:
        found = uow.cases.find(case_id, wanted)
    if not found:
        raise KnownError("no_case", text("There is no case {case} here.", case=case_id))
    if len(found) > 1:
        names = {shop.id: shop.name for shop in house.door.shops()}
        shops = ", ".join(sorted(names.get(key.shop, key.shop) for key in found))
        raise KnownError(
            "ambiguous",
            text("Several shops have a case {case} ({shops}): write SHOP/CASE.", case=case_id,
                 shops=shops),
        )  # fmt: skip
    return found[0]


def platform_case(house: House, typed: str) -> str:
    """CASE or SHOP/CASE for the simulated platform, which may know more cases than we do.

    Raises ``KnownError`` for an unknown shop, or where several shops have that case.
    """
    shop, _, case_id = typed.rpartition("/")
    if shop:
        return f"{shop_id(house, shop)}/{case_id}"
    with house.door.deps.store.read() as uow:
        known = uow.cases.find(case_id, None)
    return str(case_key(house, typed)) if known else case_id


def platform_order(house: House, typed: str) -> str:
    """ORDER or SHOP/ORDER for the simulated platform. Raises ``KnownError``."""
    shop, _, order_id = typed.rpartition("/")
    return f"{shop_id(house, shop)}/{order_id}" if shop else order_id


def split_order(typed: str) -> tuple[str, str]:
    """ORDER or SHOP/ORDER."""
    shop, _, order_id = typed.rpartition("/")
    return shop, order_id


def proof_file(typed: str) -> tuple[str, Path]:
    """KIND=PATH. Raises ``KnownError``."""
    kind, sign, path = typed.partition("=")
    if not sign or not kind or not path:
        raise KnownError("usage", text("“{typed}” must be KIND=PATH, such as "
                                       "chat_record=talk.png.", typed=typed))  # fmt: skip
    return kind, Path(path)


def duration(typed: str) -> int:
    """Milliseconds of "90m", "2d3h", "45s", ten years at most. Raises ``KnownError``."""
    match = _DURATION.fullmatch(typed.strip())
    if not typed.strip() or match is None or not any(match.groups()):
        raise KnownError(
            "usage", text("“{typed}” is no duration; write 30m, 6h or 1d12h.", typed=typed)
        )
    total = sum(int(n or 0) * unit for n, unit in zip(match.groups(), _UNITS, strict=True))
    if total > _LONGEST_DAYS * _UNITS[0]:
        raise KnownError(
            "usage",
            text("“{typed}” is too long: {days} days at most.", typed=typed, days=_LONGEST_DAYS),
        )
    return total


def json_object(source: str) -> dict[str, Any]:
    """The JSON object of JSON, @FILE or - (standard input). Raises ``KnownError``."""
    raw = _given(source)
    try:
        value = json.loads(raw)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):  # also signs that are no text
        value = None
    if not isinstance(value, dict):
        raise KnownError("usage", text("--args takes one JSON object."))
    return value


def _given(source: str) -> str:
    if source == "-":
        try:
            return sys.stdin.read()
        except (OSError, UnicodeDecodeError):
            raise _no_text("-") from None
    if not source.startswith("@"):
        return source
    path = Path(source[1:])
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise _no_text(str(path)) from None


def _no_text(path: str) -> KnownError:
    return KnownError("unreadable", text("{path} cannot be read as text.", path=path), exit_code=3)
