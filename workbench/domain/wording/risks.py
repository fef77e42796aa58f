"""What each kind of finding risks, in one short sentence."""

from __future__ import annotations

from workbench.base.texts import Text, text
from workbench.domain.wording.model import Kind

RISKS: dict[Kind, Text] = {
    Kind.COUNTERFEIT: text("reads as admitting counterfeit; the platform takes it as proof"),
    Kind.OUTSIDE_MONEY: text("money outside the platform is punished"),
    Kind.PROMISE: text("a promise that is not kept counts against the shop"),
    Kind.UNTRUE_REASON: text("asking for an untrue reason is punished"),
    Kind.INSULT: text("insults are punished and lose the dispute"),
    Kind.CONTACT: text("contact data that leads away from the platform is punished"),
    Kind.BYTES: text("more than the platform takes"),
    Kind.MOTIVE: text("a guess about motives weakens the statement"),
    Kind.UNRELATED: text("has nothing to do with this case"),
    Kind.LENGTH: text("too long; the referee reads the beginning"),
}
