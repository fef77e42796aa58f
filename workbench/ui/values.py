"""What a card shows, phrased and ready to paint; also countdown words and the models' roles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.base.texts import N_, Text, phrase
from workbench.domain.beijing import DAY, HOUR, MINUTE, SECOND
from workbench.domain.kinds import Flag, Platform, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable

# Roles of models: Qt.ItemDataRole.UserRole is 0x0100.
CARD_ROLE = 0x0101  # CardView of a row
ID_ROLE = 0x0102  # the id a row stands for (str)
VALUE_ROLE = 0x0103  # the typed value behind a cell, for sorting and copying


class Density(StrEnum):
    """Height of cards: 40, 48 or 56 pixels at 100 %."""

    COMPACT = "compact"
    NORMAL = "normal"
    LOOSE = "loose"


class SecondsShown(StrEnum):
    """From when on a countdown shows its seconds."""

    TEN_MINUTES = "ten_minutes"
    HOUR = "hour"
    ALWAYS = "always"


class ChipKind(StrEnum):
    """Look of a chip; its meaning is always also an icon and a word."""

    PLAIN = "plain"
    NEGO = "nego"
    SOON = "soon"
    CRIT = "crit"
    OK = "ok"
    INFO = "info"  # blue: you can act here


@dataclass(frozen=True, slots=True)
class ChipView:
    """One chip: what it says, how it looks; ``ink`` is the colour role of a flag's icon."""

    text: str
    kind: ChipKind = ChipKind.PLAIN
    icon: str = ""
    ink: str = ""


# The chips of a card stand in this order from the right (design, section 5).
CHIP_ORDER = (
    "unknown",
    "refused",
    "changed",
    "rules_disagree",
    "sending",
    "clock",
    "check",
    "someone_else",
    "talks",
    "handoff",
    "flag",
)


def ordered_chips(chips: Iterable[tuple[str, ChipView]]) -> tuple[ChipView, ...]:
    """The two weightiest of the named chips, the first one to stand rightmost."""
    known = sorted(chips, key=lambda pair: CHIP_ORDER.index(pair[0]))
    return tuple(chip for _name, chip in known[:2])


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """Everything one card shows; strings are final, nothing is looked up while painting."""

    urgency: Urgency = Urgency.NONE
    countdown: str = ""
    at_zero: str = ""
    type: str = ""
    goods: str = ""
    mark: str = ""
    reason: str = ""
    quote: str = ""
    amount: str = ""
    owner: str = ""
    chips: tuple[ChipView, ...] = ()
    undo: float | None = None  # share of the undo time left, 1 to 0; None: nothing to take back
    undo_text: str = ""
    undo_key: str = "Ctrl Z"
    selected: bool = False
    hover: bool = False
    focused: bool = False
    multi: bool = False  # ticked while several are chosen
    dimmed: bool = False  # the words on the right in text3
    done: bool = False  # decided, leaves with the selection
    placeholder: bool = False  # not loaded yet: grey blocks

    @property
    def past_zero(self) -> bool:
        """The clock ran out and the platform acts by itself: only "check" works."""
        return self.urgency is Urgency.PAST_ZERO and not self.done

    def spoken(self) -> str:
        """The card as one sentence for a screen reader."""
        parts = (
            self.countdown,
            self.at_zero,
            self.type,
            self.amount,
            self.goods,
            self.reason,
            self.quote,
            *(chip.text for chip in self.chips),
            self.undo_text,
            self.owner,
        )
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class UrgencyLook:
    """How an urgency is told apart: icon, ink and weight of the countdown, bar and ground."""

    icon: str
    ink: str
    bold: bool
    bar: str = ""  # colour role of a solid bar; "hatch" and "dash" are drawn
    ground: str = ""  # colour role under column A


LOOKS: dict[Urgency, UrgencyLook] = {
    Urgency.OVERDUE: UrgencyLook("circle-alert", "on_over", True, "", "over"),
    Urgency.PAST_ZERO: UrgencyLook("refresh-cw", "text2", True, "hatch"),
    Urgency.CRITICAL: UrgencyLook("alarm-clock", "crit", True, "crit", "crit_soft"),
    Urgency.SOON: UrgencyLook("hourglass", "soon", True, "soon_bar"),
    Urgency.TODAY: UrgencyLook("clock", "text1", True),
    Urgency.LATER: UrgencyLook("calendar-days", "text2", False),
    Urgency.WAITING: UrgencyLook("user-round", "text3", False),
    Urgency.PAUSED: UrgencyLook("pause", "text3", False, "dash"),
    Urgency.NONE: UrgencyLook("minus", "text3", False),
}


def urgency_icon(urgency: Urgency) -> str:
    """The name of an urgency's icon."""
    return LOOKS[urgency].icon


def urgency_ink(urgency: Urgency) -> str:
    """The colour role of an urgency's words on a plain ground (overdue is filled on cards)."""
    return "crit" if urgency is Urgency.OVERDUE else LOOKS[urgency].ink


_MARKS: dict[Platform, tuple[str, str]] = {
    Platform.TAOBAO: ("淘", "TB"),
    Platform.TMALL: ("猫", "TM"),
    Platform.DOUYIN: ("抖", "DY"),
    Platform.WECHAT: ("视", "WX"),
}


def platform_mark(platform: Platform, *, language: str) -> str:
    """The sign of a platform in its box: one Han character, or two letters in English."""
    return _MARKS[platform][0 if language.startswith("zh") else 1]


def flag_ink(flag: Flag) -> str:
    """The colour role of a flag's icon."""
    return f"flag_{flag.value}"


@dataclass(frozen=True, slots=True)
class _Words:
    """Durations of a language. Not in the catalogue: they are exact forms, phrased each second."""

    days: str
    hours: str
    minutes: str
    late: str
    left: str


_WORDS = {
    "zh": _Words("{d}天{h}小时", "{h}小时{m:02}分", "{m}分", "超{}", "余 {}"),
    "en": _Words("{d}d {h}h", "{h}h {m:02}m", "{m}m", "+{}", "{} left"),
}
_WHOLE_DAYS = {"zh": "{d}天", "en": "{d}d"}
_AT_ZERO = Text(N_("At zero"))
_WHOLE_HOURS = {"zh": "{h}小时", "en": "{h}h"}


def countdown_text(
    remaining_ms: int,
    *,
    urgency: Urgency,
    paused: bool = False,
    language: str = "zh_CN",
    seconds_shown: SecondsShown = SecondsShown.HOUR,
) -> str:
    """The countdown as design section 2 writes it.

    ``remaining_ms`` is negative once past. Seconds are cut, never rounded up, so that no more
    time is promised than there is. Past its zero the words come from the catalogue.
    """
    lang = "zh" if language.startswith("zh") else "en"
    words = _WORDS[lang]
    if paused or urgency is Urgency.PAUSED:
        return words.left.format(_paused(max(0, remaining_ms), lang))
    if urgency is Urgency.PAST_ZERO:
        return phrase(_AT_ZERO, language="zh_CN" if lang == "zh" else "en")
    if remaining_ms < 0 and urgency is Urgency.OVERDUE:
        return words.late.format(_span(max(MINUTE, -remaining_ms), lang))
    left = max(0, remaining_ms)
    if _ticks(left, seconds_shown):
        seconds = left // SECOND
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return _span(left, lang)


def ticks(remaining_ms: int, *, urgency: Urgency, seconds_shown: SecondsShown) -> bool:
    """Whether this countdown changes every second (and its card repaints with the heartbeat)."""
    still = urgency in {Urgency.PAUSED, Urgency.PAST_ZERO, Urgency.OVERDUE}
    return not still and _ticks(max(0, remaining_ms), seconds_shown)


def _ticks(left: int, shown: SecondsShown) -> bool:
    if shown is SecondsShown.TEN_MINUTES:
        return left < 10 * MINUTE
    return left < (HOUR if shown is SecondsShown.HOUR else DAY)


def _span(length: int, lang: str) -> str:
    words = _WORDS[lang]
    if length >= 100 * DAY:  # hours would not fit the column, and say nothing any more
        return _WHOLE_DAYS[lang].format(d=length // DAY)
    if length >= DAY:
        return words.days.format(d=length // DAY, h=length % DAY // HOUR)
    if length >= HOUR:
        return words.hours.format(h=length // HOUR, m=length % HOUR // MINUTE)
    return words.minutes.format(m=length // MINUTE)


def _paused(length: int, lang: str) -> str:
    if HOUR <= length < DAY:
        return _WHOLE_HOURS[lang].format(h=length // HOUR)
    return _span(length, lang)


def grouped_id(text: str) -> str:
    """An id in groups of four for reading: ``1790 4402 8816 2531`` (copy the id itself)."""
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))
