"""What a check may look at beside the case itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.case import CaseKey
from workbench.domain.kinds import ShopKind
from workbench.domain.refusal import Refusal

if TYPE_CHECKING:
    from workbench.base.texts import Text
    from workbench.domain.case import Case, Order
    from workbench.domain.policy.model import Policy, Scene
    from workbench.domain.wording.model import WordData

CONTACT_HOLDS_HOURS = 48  # REF-1: a contact counts for so long


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A file offered with an act: kind of proof, size in bytes."""

    kind: str
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The surroundings of a decision. ``siblings`` are the other cases of the order.

    Money is in fen; purses None: no limit. ``confirmed`` are rule ids the person ticked.
    """

    now: int
    policy: Policy
    shop_kind: str = ShopKind.SANDBOX
    has_address: bool = True
    addresses: frozenset[str] | None = None  # ids of the shop's book; None: nobody looked
    order: Order | None = None
    siblings: tuple[Case, ...] = ()
    same_parcel: tuple[Case, ...] = ()  # cases of other orders under the same waybill (CASE-8)
    proofs: tuple[Proof, ...] = ()
    confirmed: frozenset[str] = frozenset()
    rounds: int = 2
    purse_case_fen: int | None = None
    purse_day_fen: int | None = None
    spent_day_fen: int = 0
    in_flight: tuple[CaseKey, ...] = ()
    words: WordData | None = None  # WORD-1; None: nothing is said that leaves
    actor: str = ""  # who asks; "" where nobody is named yet


def refuse(
    rule: str,
    message: Text,
    *,
    helps: Text | None = None,
    confirmable: bool = False,
    help_action: str = "",
    **facts: object,
) -> Refusal:
    """A refusal with its facts given by name."""
    return Refusal(
        rule=rule,
        message=message,
        helps=helps,
        confirmable=confirmable,
        facts=facts,
        help_action=help_action,
    )


def scene_of(case: Case, scenes: tuple[Scene, ...]) -> Scene | None:
    """The first scene of a policy list that the case stands in."""
    for scene in scenes:
        if scene.matches(
            type=case.type,
            stage=case.stage,
            goods=case.goods_status,
            phase=case.phase,
            reason_class=case.reason_class,
            reason=case.reason,
            labels=case.labels,
        ):
            return scene
    return None
