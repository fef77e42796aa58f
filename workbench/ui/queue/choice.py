"""What the list shows, as a value: in words, as plain data, and with filters taken off."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from workbench.base.texts import _
from workbench.domain.case import CaseKey
from workbench.domain.kinds import CaseId, CaseType, Flag, Platform, ShopId, Sort, Stage, View
from workbench.domain.money import yuan_signed
from workbench.services.queries import CaseQuery
from workbench.ui import phrases
from workbench.ui.models import words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from workbench.services.queries import CardRow

FILTERS = (
    "platform", "type", "stage", "reason", "assignee", "flag", "tag", "order", "min_fen", "max_fen",
)  # fmt: skip


_KINDS: dict[str, type] = {
    "shop": str, "reason": str, "assignee": str, "tag": str, "order": str, "search": str,
    "min_fen": int, "max_fen": int, "descending": bool,
}  # fmt: skip
_MAKERS: dict[str, type[StrEnum]] = {
    "view": View, "sort": Sort, "platform": Platform, "type": CaseType, "stage": Stage,
    "flag": Flag,
}  # fmt: skip


def key_of(row: CardRow) -> CaseKey:
    """The key of a card."""
    return CaseKey(ShopId(row.shop), CaseId(row.case_id))


def cleared(query: CaseQuery) -> CaseQuery:
    """The same view and order without filters and search; the shop switch stays."""
    return CaseQuery(view=query.view, shop=query.shop, sort=query.sort, descending=query.descending)


def filtered(query: CaseQuery) -> int:
    """How many filters are set, the search included."""
    empty = CaseQuery()
    return sum(getattr(query, name) != getattr(empty, name) for name in (*FILTERS, "search"))


def to_plain(query: CaseQuery) -> dict[str, object]:
    """The query as JSON values, only what differs from the default."""
    empty = CaseQuery()
    return {
        field.name: getattr(query, field.name)
        for field in fields(CaseQuery)
        if getattr(query, field.name) != getattr(empty, field.name)
    }


def from_plain(data: Mapping[str, object]) -> CaseQuery:
    """The query of ``to_plain``; what is unknown or of a wrong kind is left out."""
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name in _MAKERS:
            with suppress(ValueError):
                values[name] = _MAKERS[name](str(value)) if value else ""
        elif isinstance(value, _KINDS.get(name, ())):
            values[name] = value
    return CaseQuery(**values)


def in_words(query: CaseQuery) -> list[tuple[str, str]]:
    """Every filter that is set, as (field, words), for the chips of the list head."""
    found: list[tuple[str, str]] = []
    if query.search:
        found.append(("search", _("Search: {words}").format(words=query.search)))
    if query.platform:
        found.append(("platform", phrases.platform(query.platform)))
    if query.type:
        found.append(("type", words.type_choice(CaseType(query.type))))
    if query.stage:
        found.append(("stage", phrases.stage(query.stage)))
    if query.flag:
        found.append(("flag", _(words.FLAGS[Flag(query.flag)])))
    plain = ("reason", "assignee", "tag", "order")
    found += [(name, getattr(query, name)) for name in plain if getattr(query, name)]
    if query.min_fen is not None:
        found.append(("min_fen", _("from {money}").format(money=yuan_signed(query.min_fen))))
    if query.max_fen is not None:
        found.append(("max_fen", _("up to {money}").format(money=yuan_signed(query.max_fen))))
    return found


def without(query: CaseQuery, field: str) -> CaseQuery:
    """The query with one filter taken off."""
    return replace(query, **{field: getattr(CaseQuery(), field)})
