"""The rulebook in words: what each rule says and what helps, from ``resources/help``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from workbench.base import resources
from workbench.base.texts import N_

# The families of rules in the order of the book; the names are msgids.
FAMILIES: dict[str, str] = {
    "CASE": N_("The case"),
    "CLK": N_("Deadlines"),
    "NEG": N_("Negotiating"),
    "REF": N_("Refusing"),
    "WORD": N_("Wording"),
    "DISP": N_("Intervention and evidence"),
    "VER": N_("Forecast of a verdict"),
    "PROM": N_("Promises"),
    "OPEN": N_("Reopening the entry"),
    "AUTO": N_("Automation"),
    "TEAM": N_("Working together"),
    "ACC": N_("Accounts and rights"),
    "OUT": N_("What leaves for the platform"),
    "IMP": N_("Files"),
    "POL": N_("Policies"),
    "AUD": N_("The audit chain"),
}

RULE_ID = re.compile(rf"\b(?:{'|'.join(FAMILIES)})-[1-9]\d?\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One rule in words. ``helps`` is "" where there is nothing to do about it."""

    rule: str
    title: str
    says: str
    helps: str = ""

    @property
    def family(self) -> str:
        """What the rule belongs to, the word before the dash."""
        return self.rule.partition("-")[0]


@cache
def articles(language: str) -> tuple[Article, ...]:
    """The whole book in one language (zh_CN, en), by family and number.

    Raises ``FileNotFoundError`` for a language the book is not written in.
    """
    path = resources.folder("help") / language / "rules.toml"
    order = list(FAMILIES)
    found = [
        Article(rule=rule, title=entry["title"], says=entry["says"], helps=entry.get("helps", ""))
        for rule, entry in tomllib.loads(path.read_text(encoding="utf-8")).items()
    ]
    return tuple(
        sorted(found, key=lambda one: (order.index(one.family), int(one.rule.partition("-")[2])))
    )


def article(rule: str, language: str) -> Article | None:
    """One rule, however its id is typed ("open-3"); None where the book has no such rule."""
    wanted = rule.strip().upper()
    return next((one for one in articles(language) if one.rule == wanted), None)


def search(words: str, language: str) -> tuple[Article, ...]:
    """The articles that hold every word, in the order of the book; all of them for none."""
    parts = words.casefold().split()
    return tuple(
        one
        for one in articles(language)
        if all(
            part in f"{one.rule} {one.title} {one.says} {one.helps}".casefold() for part in parts
        )
    )
