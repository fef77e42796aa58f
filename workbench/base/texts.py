"""Texts in two languages: values travel with their key, and are phrased where they are shown.

A ``Text`` holds the English source sentence (the gettext msgid) with ``{named}`` places and the
values for them. Services and domain return ``Text``; window and command line phrase it.
``_()`` is for the rings that phrase at once (ui, cli); ``N_()`` only marks a literal.
Catalogues: every ``resources/i18n/<lang>/*.po``, compiled to ``.mo`` beside them.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.base import resources

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("zh_CN", "en")

_state: dict[str, gettext.NullTranslations] = {}
_language = "zh_CN"


def N_(message: str) -> str:  # noqa: N802 - the usual name of the gettext marker
    """Mark ``message`` for extraction without translating it now."""
    return message


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence not yet phrased: English source, its values, and a plural form where counted.

    Values may be ``str``, ``int`` or another ``Text``; ``n`` picks the plural.
    """

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None

    def english(self) -> str:
        """The sentence in English, whatever language is chosen."""
        return phrase(self, language="en")


def text(msgid: str, /, **values: object) -> Text:
    """A ``Text`` from an English sentence and its values."""
    return Text(msgid, values)


def counted(one: str, many: str, /, *, n: int, **values: object) -> Text:
    """A ``Text`` with a plural, chosen by ``n``."""
    return Text(one, {"n": n, **values}, many)


def _load(language: str) -> gettext.NullTranslations:
    found = _state.get(language)
    if found is not None:
        return found
    chain: gettext.NullTranslations = gettext.NullTranslations()
    folder = resources.folder("i18n") / language
    if folder.is_dir():
        for path in sorted(folder.glob("*.mo")):
            with path.open("rb") as handle:
                catalogue = gettext.GNUTranslations(handle)
            catalogue.add_fallback(chain)
            chain = catalogue
    _state[language] = chain
    return chain


def set_language(language: str) -> None:
    """Choose the language of ``_`` and ``phrase`` from now on (``zh_CN`` or ``en``)."""
    global _language  # noqa: PLW0603 - one chosen language per process
    if language not in LANGUAGES:
        raise ValueError(language)
    _language = language


def language() -> str:
    """The language chosen now."""
    return _language


def _(message: str) -> str:
    """``message`` in the chosen language."""
    return _load(_language).gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The counted form of ``one``/``many`` in the chosen language."""
    return _load(_language).ngettext(one, many, n)


def phrase(item: Text | str, *, language: str | None = None) -> str:
    """A ``Text`` as a sentence in ``language`` (default: the chosen one); a ``str`` stays as is."""
    if isinstance(item, str):
        return item
    chosen = language or _language
    catalogue = _load(chosen)
    values = {
        name: phrase(value, language=chosen) if isinstance(value, Text) else value
        for name, value in item.values.items()
    }
    if item.plural is not None:
        count = values.get("n")
        template = catalogue.ngettext(
            item.msgid, item.plural, count if isinstance(count, int) else 2
        )
    else:
        template = catalogue.gettext(item.msgid) if item.msgid else ""
    return template.format(**values) if values else template
