"""The shop that imported files belong to: found, made, or set right (IMP-1)."""

from __future__ import annotations

from dataclasses import replace

from workbench.base.errors import KnownError
from workbench.base.ids import new_id
from workbench.base.texts import text
from workbench.domain.case import Shop
from workbench.domain.kinds import Platform, ShopId, ShopKind


def new_shop(name: str, platform: Platform | None) -> Shop:
    """A shop that lives from files; the first file settles its platform where nobody said it."""
    return Shop(
        id=ShopId(new_id()),
        name=name.strip(),
        platform=platform or Platform.TAOBAO,
        kind=str(ShopKind.FILES),
    )


def platform_of(word: str) -> Platform | None:
    """The platform a person named; None for "". Raises ``KnownError`` for another word."""
    if not word:
        return None
    try:
        return Platform(word)
    except ValueError:
        known = ", ".join(Platform)
        why = text("{word} is no platform: use one of {known}.", word=word, known=known)
        raise KnownError("usage", why) from None


def same_platform(known: Shop, wanted: Platform | None) -> Shop:
    """The shop, if it may take files of ``wanted``; an assumed platform may still be set right.

    Raises ``KnownError`` where it may not.
    """
    if known.kind == ShopKind.SANDBOX:
        why = text(
            "{shop} is a sandbox shop: files belong to a shop of their own.", shop=known.name
        )
        raise KnownError("sandbox_shop", why)
    if wanted is None or wanted is known.platform:
        return replace(known, platform_assumed=False) if wanted else known
    if known.platform_assumed:
        return replace(known, platform=wanted, platform_assumed=False)
    why = text(
        "{shop} is on {platform}, not on {wanted}: choose the right shop.",
        shop=known.name,
        platform=str(known.platform),
        wanted=str(wanted),
    )
    raise KnownError("usage", why)
