"""The gateway of shops that live from files: every act becomes a sheet for a person (OUT-4).

Nothing travels by itself, so nothing can be lost on the way: the next import tells the truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.kinds import Delivery
from workbench.platforms.handoff import pages, writing
from workbench.services.ports import Answer, Page

if TYPE_CHECKING:
    from workbench.base.texts import Text
    from workbench.domain.case import Shop
    from workbench.domain.policy.model import PolicyBook
    from workbench.services.ports import Act


class HandoffGateway:
    """``services.ports.Gateway`` of one file shop."""

    def __init__(self, policies: PolicyBook, shop: Shop) -> None:
        self._policies = policies
        self._shop = shop

    @property
    def by_id(self) -> bool:
        """Nothing is known of what a person does."""
        return False

    def deliver(self, act: Act) -> Answer:
        """Always a hand-off. ``result``: text to copy, url to open ("" where none is allowed) and
        the steps to check, each as ``{"msgid", "values", "plural"}``, which is a ``Text``."""
        policy = self._policies.at(self._shop.platform, act.at)
        sheet = writing.write(act, policy)
        by_order = act.action == "open_entry" or not act.case_id
        url = (
            pages.order_page(policy, act.order_id)
            if by_order
            else pages.case_page(policy, act.case_id, act.order_id)
        )
        return Answer(
            state=Delivery.HANDOFF,
            result={
                "text": sheet.words,
                "url": url,
                "check": [_plain(step) for step in sheet.steps],
            },
        )

    def look_up(self, act: Act) -> None:
        """Nothing was sent, so there is nothing to look up."""
        del act

    def settled(self, *, sent_at: int, sent_wall: int, now: int, wall: int) -> bool:
        """Nothing is on its way that could still happen."""
        del sent_at, sent_wall, now, wall
        return True

    def read_case(self, shop: str, case_id: str) -> None:
        """Only an import reads."""
        del shop, case_id

    def changes(self, shop: str, cursor: str, limit: int = 500) -> Page:
        """Only an import reads."""
        del shop, limit
        return Page(readings=(), cursor=cursor, more=False)

    def now(self) -> None:
        """Files have no clock."""


def _plain(step: Text) -> dict[str, object]:
    return {"msgid": step.msgid, "values": dict(step.values), "plural": step.plural}
