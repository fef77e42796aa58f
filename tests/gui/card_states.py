"""The 22 states of a card (design, section 5) in both languages, for the gallery and the tests.

The invented cards stand in ``card_states.csv``; chips there are ``kind/icon/ink/text`` joined by
semicolons, with ``|`` for a slash in the text.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from workbench.domain.kinds import Urgency
from workbench.ui.values import CardView, ChipKind, ChipView

ORDER = (
    "overdue", "critical", "soon", "today", "later", "waiting", "paused", "in negotiation",
    "back from talks", "past zero", "hover", "selected", "selected + focused", "multi-selected",
    "someone else", "undo running", "sending", "delivery unknown", "refused by platform",
    "hand-off", "changed meanwhile", "done, leaving",
)  # fmt: skip


def states(language: str) -> dict[str, CardView]:
    """Name of the state -> an invented card in it, in the order of the picture."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as handle:
        found = {
            row["state"]: _card(row)
            for row in csv.DictReader(handle)
            if row["language"] == language
        }
    today = found["today"]
    found["hover"] = replace(today, hover=True)
    found["selected"] = replace(today, selected=True)
    found["selected + focused"] = replace(today, selected=True, focused=True)
    found["multi-selected"] = replace(found["multi-selected"], multi=True)
    found["undo running"] = replace(found["undo running"], undo=0.65)
    found["done, leaving"] = replace(found["done, leaving"], done=True)
    return {name: found[name] for name in ORDER}


def _card(row: dict[str, str]) -> CardView:
    return CardView(
        urgency=Urgency(row["urgency"]),
        countdown=row["countdown"],
        at_zero=row["at_zero"],
        type=row["type"],
        goods=row["goods"],
        mark=row["mark"],
        reason=row["reason"],
        quote=row["quote"],
        amount=row["amount"],
        owner=row["owner"],
        chips=tuple(_chip(part) for part in row["chips"].split(";") if part),
        undo_text=row["undo_text"],
    )


def _chip(text: str) -> ChipView:
    kind, icon, ink, words = text.split("/")
    return ChipView(words.replace("|", "/"), ChipKind(kind), icon, ink)
