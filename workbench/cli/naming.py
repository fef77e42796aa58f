"""What people type for a case, an order, a file, a duration, and what it means."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.base.errors import KnownError
from workbench.base.texts import text
from workbench.domain.case import CaseKey
from workbench.domain.kinds import CaseId, ShopId

if TYPE_CHECKING:
    from workbench.cli.house import House

_DURATION = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")
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
    with house.door.deps.store.read() as uow:
        found = uow.cases.find(case_id, shop_id(house, shop) if shop else None)
    if not found:
        raise KnownError("no_case", text("There is no case {case} here.", case=case_id))
    if len(found) > 1:
        shops = ", ".join(sorted(key.shop for key in found))
        raise KnownError(
            "ambiguous",
            text("Several shops have a case {case} ({shops}): write SHOP/CASE.", case=case_id,
                 shops=shops),
        )  # fmt: skip
    return found[0]


def plain_case(typed: str) -> CaseKey:
    """SHOP/CASE taken apart without asking the store."""
    shop, _, case_id = typed.rpartition("/")
    return CaseKey(ShopId(shop), CaseId(case_id))


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
    """Milliseconds of "90m", "2d3h", "45s". Raises ``KnownError``."""
    match = _DURATION.fullmatch(typed.strip())
    if not typed.strip() or match is None or not any(match.groups()):
        raise KnownError(
            "usage", text("“{typed}” is no duration; write 30m, 6h or 1d12h.", typed=typed)
        )
    return sum(int(n or 0) * unit for n, unit in zip(match.groups(), _UNITS, strict=True))
