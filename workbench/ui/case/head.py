"""The head of the pane in words: what it is, how much, whose, where it stands, until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.base import texts
from workbench.ui import phrases, values
from workbench.ui.case import clock, facts, telling

if TYPE_CHECKING:
    from workbench.base.settings import Settings
    from workbench.services.queries import Thresholds
    from workbench.ui.case.clock import HeadClock
    from workbench.ui.case.loading import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadWords:
    """Everything both heads show; strangers' words are safe already."""

    type: str
    amount: str
    paid: str
    mark: str
    platform: str
    shop: str
    truth: str
    case_id: str
    shown_id: str
    steps: tuple[str, ...]
    step: int
    goods: str
    clock: HeadClock
    talks: str
    why: str
    clause: str


def head_words(loaded: Loaded, now: int, settings: Settings, limits: Thresholds) -> HeadWords:
    """The head of a case now."""
    case = loaded.case
    names, step = telling.steps(case)
    shop = facts.word(loaded.shop.name) if loaded.shop is not None else ""
    quote = facts.name(case.buyer_note)
    said = [facts.name(f"{case.item_title} {case.sku}".strip()), facts.name(case.reason)]
    goods = "  ·  ".join(part for part in said if part)
    return HeadWords(
        type=facts.word(phrases.case_type(case.type, case.type_raw)),
        amount=phrases.amount(case.claim_fen),
        paid=facts.paid(case),
        mark=values.platform_mark(case.platform, language=texts.language()),
        platform=phrases.platform(case.platform),
        shop=shop,
        truth=facts.truth(loaded.shop, case, now),
        case_id=case.key.case_id,
        shown_id=facts.name(phrases.grouped(case.key.case_id)),
        steps=tuple(names),
        step=step,
        goods=f"{goods} {phrases.quoted(quote)}" if quote else goods,
        clock=clock.head_clock(
            case, now, limits, seconds_shown=settings.seconds_shown,
            stale=facts.stale(loaded, now),
        ),
        talks=clock.talks_note(loaded.policy),
        why=clock.stake(case, now),
        clause=clock.clause_title(case),
    )  # fmt: skip
