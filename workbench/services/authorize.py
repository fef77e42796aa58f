"""The one place where rights are decided (ACC-5): who may run which command on which shop.

Today the main account may do everything and nobody else exists; screens and command line ask here
and nowhere else, so that rights beyond the owner change this module alone.
"""

from __future__ import annotations

from workbench.base.errors import KnownError
from workbench.base.texts import text
from workbench.domain.refusal import Refusal

OWNER = "owner"


def require(actor: str, right: str, shop: str) -> None:
    """Raises ``KnownError`` (exit 4) where ``actor`` may not: for commands without a result."""
    refusal = denied(actor, right, shop)
    if refusal is not None:
        raise KnownError("no_right", refusal.message, exit_code=4)


def denied(actor: str, right: str, shop: str) -> Refusal | None:
    """None where ``actor`` may; else the refusal with its way out (exit 4)."""
    if actor == OWNER:
        return None
    return Refusal(
        rule="ACC-2",
        message=text("No permission for this: ask for it."),
        helps=text("The main account can grant “{right}”.", right=right),
        facts={"right": right, "shop": shop, "actor": actor},
    )
