"""Stable words as sentences in the language now chosen: what every screen says about a case.

Nothing here is cached: a screen phrases again when ``Session.language_changed`` comes. Words of
strangers are not made safe here; they go through ``ui.theme.plain.visible`` where they are shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.base import texts
from workbench.base.texts import _
from workbench.domain import beijing, money
from workbench.domain.beijing import DAY, HOUR, MINUTE
from workbench.domain.kinds import AtZero, CaseType, Confidence, Stage
from workbench.ui import values
from workbench.ui import word_tables as words

if TYPE_CHECKING:
    from collections.abc import Mapping


def _word(table: Mapping[str, str], word: str) -> str:
    found = table.get(word)
    return _(found) if found is not None else word.replace("_", " ")


def case_type(kind: str, raw: str = "") -> str:
    """A type as in a head; the platform's own word where ours is unknown (CASE-2)."""
    return (
        raw
        if kind == CaseType.UNKNOWN and raw
        else _(words.TYPES.get(kind, words.TYPES[CaseType.UNKNOWN])[0])
    )


def case_type_short(kind: str, raw: str = "") -> str:
    """A type as in the column of a list."""
    return (
        raw
        if kind == CaseType.UNKNOWN and raw
        else _(words.TYPES.get(kind, words.TYPES[CaseType.UNKNOWN])[1])
    )


def stage(word: str, raw: str = "") -> str:
    """A stage in words; the platform's own where it is unknown."""
    return raw if word == Stage.UNKNOWN and raw else _word(words.STAGES, word)


def turn(word: str) -> str:
    """Whose turn it is."""
    return _word(words.TURNS, word)


def _zero(word: str) -> tuple[str, str, str, str]:
    return words.AT_ZERO.get(word, words.AT_ZERO[AtZero.UNKNOWN])


def at_zero(word: str, confidence: str = Confidence.OFFICIAL) -> str:
    """What happens at zero, as short as on a card; 可能 where it is unconfirmed (CLK-5)."""
    return _(_zero(word)[2 if confidence == Confidence.UNCONFIRMED else 0])


def at_zero_sentence(word: str, confidence: str = Confidence.OFFICIAL) -> str:
    """What happens at zero as the end of a sentence: "agrees to the return by itself"."""
    return _(_zero(word)[3 if confidence == Confidence.UNCONFIRMED else 1])


def past_zero_sentence(word: str, confidence: str = Confidence.OFFICIAL) -> str:
    """What the platform has done by itself since zero, as far as can be told (CLK-5, CLK-8)."""
    found = words.PAST_ZERO.get(word)
    if found is None:
        return _("At zero: what happened is not known, see the platform")
    if confidence == Confidence.UNCONFIRMED:
        return _("At zero: the platform may have {what}").format(what=_(found))
    return _("At zero: the platform should have {what}").format(what=_(found))


def action(word: str) -> str:
    """The title of an act."""
    return _word(words.ACTIONS, word)


def goods(word: str) -> str:
    """Where the goods are."""
    return _word(words.GOODS, word)


def phase(word: str) -> str:
    """Before or after the completion of the order."""
    return _word(words.PHASES, word)


def reason_class(word: str) -> str:
    """The class of a buyer's reason."""
    return _word(words.CLASSES, word)


def plan(word: str) -> str:
    """A kind of plan."""
    return _word(words.PLANS, word)


def negotiation_kind(word: str) -> str:
    """A kind of negotiation (NEG-2)."""
    return _word(words.TALKS, word)


def negotiation_kind_short(word: str) -> str:
    """A kind of negotiation as on a small button."""
    return _word(words.TALKS_SHORT, word)


def negotiation_state(word: str) -> str:
    """What became of a negotiation (NEG-6)."""
    return _word(words.TALK_STATES, word)


def delivery(word: str) -> str:
    """Where an act stands on its way (OUT-1)."""
    return _word(words.DELIVERIES, word)


def fault(word: str) -> tuple[str, str]:
    """What is wrong and what to do (OUT-5); two empty strings for an unknown word."""
    found = words.FAULTS.get(word)
    return (_(found[0]), _(found[1])) if found is not None else ("", "")


def confidence(word: str) -> str:
    """How sure a fact is."""
    return _word(words.CONFIDENCE, word)


def source(word: str) -> str:
    """Where a deadline comes from."""
    return _word(words.SOURCES, word)


def flag(word: str) -> str:
    """The colour of a flag."""
    return _word(words.FLAGS, word)


def platform(word: str) -> str:
    """The name of a platform."""
    return _word(words.PLATFORMS, word)


def shop_kind(word: str) -> str:
    """How a shop meets the outside world."""
    return _word(words.SHOP_KINDS, word)


def entry_state(word: str) -> str:
    """Where a reopened entry stands (OPEN-5)."""
    return _word(words.ENTRIES, word)


def freight(word: str) -> str:
    """Who pays the return freight (CASE-10)."""
    return _word(words.FREIGHT, word)


def parcel(word: str) -> str:
    """Where a parcel is; the platform's own words stay as they are."""
    found = words.PARCELS.get(word.strip().lower().replace(" ", "_"))
    return _(found) if found is not None else word


def channel(word: str) -> str:
    """By what a buyer was contacted."""
    return _word(words.CHANNELS, word)


def outcome(word: str) -> str:
    """How a contact ended."""
    return _word(words.OUTCOMES, word)


# ------------------------------------------------------------------ money, times, sizes, ids


def amount(fen: int | None) -> str:
    """Fen as "¥1,299.00"; a dash where it is not known."""
    return "—" if fen is None else money.yuan_signed(fen)


def when(at: int | None, now: int) -> str:
    """A time as ``11-21 22:13``, as ``10:13`` today, as ``2025-11-21`` in other years."""
    if at is None:
        return "—"
    then, today = beijing.to_datetime(at), beijing.to_datetime(now)
    if then.date() == today.date():
        return then.strftime("%H:%M")
    return then.strftime("%m-%d %H:%M" if then.year == today.year else "%Y-%m-%d")


def stamp(at: int | None, now: int) -> str:
    """A time with its day always: ``11-21 22:13``, ``2025-11-21`` in other years."""
    if at is None:
        return "—"
    then = beijing.to_datetime(at)
    same = then.year == beijing.to_datetime(now).year
    return then.strftime("%m-%d %H:%M" if same else "%Y-%m-%d")


def duration(ms: int) -> str:
    """A length in words of at most two units, cut: ``41 min``, ``7 h 12 min``, ``2 d 3 h``."""
    ms = max(0, ms)
    if ms >= DAY:
        days, hours = ms // DAY, ms % DAY // HOUR
        return _("{d} d {h} h").format(d=days, h=hours) if hours else _("{d} d").format(d=days)
    if ms >= HOUR:
        hours, minutes = ms // HOUR, ms % HOUR // MINUTE
        if not minutes:
            return _("{h} h").format(h=hours)
        return _("{h} h {m} min").format(h=hours, m=minutes)
    if ms >= MINUTE:
        return _("{m} min").format(m=ms // MINUTE)
    return _("less than a minute")


def size(count: int) -> str:
    """Bytes as "402 KB" or "4.7 MB"."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, count // 1000)} KB"


def share(accepted: int, offered: int) -> str:
    """Accepted of offered, without decimals; under ten cases only the counts (design 2)."""
    if offered < 10:
        return f"{accepted} / {offered}"
    return f"{round(100 * accepted / offered)}%"


def grouped(text: str) -> str:
    """An id in groups of four for reading."""
    return values.grouped_id(text)


def chinese() -> bool:
    """Whether the words are Chinese now."""
    return texts.language().startswith("zh")


def quoted(said: str) -> str:
    """Strangers' words in the quotation marks of the language."""
    return f"“{said}”" if chinese() else f"'{said}'"


def spaced(text: str) -> str:
    """A blank between Han and figures or letters, where parts were put together (design 2)."""
    if not chinese():
        return text
    text = re.sub(r"([\u4e00-\u9fff])([A-Za-z0-9¥])", r"\1 \2", text)
    return re.sub(r"([A-Za-z0-9%])([\u4e00-\u9fff])", r"\1 \2", text)


def colon() -> str:
    """What stands between a name and what is said of it."""
    return "：" if chinese() else ": "


def listed(parts: list[str]) -> str:
    """Words in a row: ``a、b`` in Chinese, ``a, b`` in English."""
    return ("、" if chinese() else ", ").join(parts)


def sentences(*parts: str) -> str:
    """Several sentences after one another, empty ones left out; each but the last gets its stop."""
    said = [part for part in parts if part]
    stop, gap = ("。", "") if chinese() else (".", " ")
    ended = [part if part[-1] in "。.！!？?；;：:…" else part + stop for part in said[:-1]]
    return gap.join([*ended, *said[-1:]])
