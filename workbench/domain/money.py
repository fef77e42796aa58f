"""Money is an integer of fen (CASE-3); text is parsed and written here and nowhere else."""

from __future__ import annotations

import re

from workbench.domain.kinds import Fen

LIMIT = 10**11  # one billion yuan: anything above is a broken file, not an amount

_YUAN = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d{1,2})?", re.ASCII)


def parse_yuan(text: str) -> Fen:
    """Fen from "1,234.00", "-12.5", "¥39.90" or "39.90元".

    Raises ``ValueError`` for anything else: exponents, full-width digits, underscores, more than
    two decimals, "-0", amounts of a billion yuan and more.
    """
    cleaned = text.strip().removeprefix("¥").removeprefix("￥").removesuffix("元").strip()
    if not _YUAN.fullmatch(cleaned):
        raise ValueError(text)
    sign = -1 if cleaned.startswith("-") else 1
    whole, _, part = cleaned.lstrip("-").replace(",", "").partition(".")
    fen = int(whole) * 100 + int(part.ljust(2, "0") or "0")
    if (sign < 0 and fen == 0) or fen >= LIMIT:
        raise ValueError(text)
    return Fen(sign * fen)


def yuan(fen: int) -> str:
    """Fen as "1,299.00", without a sign of currency."""
    sign = "-" if fen < 0 else ""
    whole, part = divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{part:02d}"


def yuan_signed(fen: int) -> str:
    """Fen as "¥1,299.00" (design: no space, two decimals)."""
    return ("-¥" if fen < 0 else "¥") + yuan(abs(fen))


def split(total: int, parts: int) -> list[Fen]:
    """``total`` fen in ``parts`` whole shares that sum exactly; the first ones get the rest."""
    if parts <= 0:
        raise ValueError("parts must be positive")
    share, rest = divmod(total, parts)
    return [Fen(share + (1 if index < rest else 0)) for index in range(parts)]
