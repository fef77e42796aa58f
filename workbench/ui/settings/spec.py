"""Every setting as a row: group, name, what it changes, and how it is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.base.texts import N_

SWITCH, CHOICE, NUMBER, MONEY = "switch", "choice", "number", "money"
LOOK, TIME, TALKS, NOISE, PLATFORM = "look", "time", "talks", "noise", "platform"

GROUPS: dict[str, str] = {
    LOOK: N_("Look and language"),
    TIME: N_("Deadlines"),
    TALKS: N_("Deciding and talking"),
    NOISE: N_("Being told"),
    PLATFORM: N_("Platforms"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One setting. ``choices`` are (value, msgid); numbers go from ``low`` to ``high``.

    ``unit`` is a msgid; ``plain`` choices are names of languages, the same in every language.
    """

    key: str
    group: str
    title: str
    why: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()
    low: int = 0
    high: int = 0
    step: int = 1
    unit: str = ""


ROWS: tuple[Row, ...] = (
    Row(
        key="language", group=LOOK, kind=CHOICE, title=N_("Language"),
        why=N_("Everything switches at once; what buyers are sent stays Chinese."),
        choices=(("zh_CN", "简体中文"), ("en", "English")),
    ),
    Row(
        key="theme", group=LOOK, kind=CHOICE, title=N_("Colours"),
        why=N_("Light, dark, or whatever the computer is set to."),
        choices=(("system", N_("like the system")), ("light", N_("light")), ("dark", N_("dark"))),
    ),
    Row(
        key="font_percent", group=LOOK, kind=NUMBER, title=N_("Size of words"),
        why=N_("Words and heights grow together; fewer cards fit on the screen then."),
        low=90, high=150, step=5, unit=N_("%"),
    ),
    Row(
        key="density", group=LOOK, kind=CHOICE, title=N_("Height of cards"),
        why=N_("Compact shows about three more cards on a laptop screen."),
        choices=(
            ("compact", N_("compact")), ("normal", N_("normal")), ("loose", N_("loose")),
        ),
    ),
    Row(
        key="reduced_motion", group=LOOK, kind=SWITCH, title=N_("Less motion"),
        why=N_("Loaders stand still and the undo time counts in words only."),
    ),
    Row(
        key="critical_minutes", group=TIME, kind=NUMBER, title=N_("Red below"),
        why=N_("A card with less time left is critical: it turns red, sounds, and is counted in "
               "the window's title."),
        low=1, high=24 * 60, step=5, unit=N_("min"),
    ),
    Row(
        key="soon_hours", group=TIME, kind=NUMBER, title=N_("Orange below"),
        why=N_("A card with less time left stands in the view “Soon”."),
        low=1, high=7 * 24, unit=N_("h"),
    ),
    Row(
        key="seconds_shown", group=TIME, kind=CHOICE, title=N_("Seconds are shown"),
        why=N_("Above that a countdown changes once a minute and stays calm."),
        choices=(
            ("10min", N_("under 10 minutes")), ("1h", N_("under an hour")),
            ("always", N_("under a day")),
        ),
    ),
    Row(
        key="undo_seconds", group=TALKS, kind=NUMBER, title=N_("Time to take back"),
        why=N_("So long a decision waits before it leaves; never past its deadline. 0 sends at "
               "once."),
        low=0, high=60, unit=N_("s"),
    ),
    Row(
        key="rounds", group=TALKS, kind=NUMBER, title=N_("Rounds of talks"),
        why=N_("After so many offers on one card the next one is refused with NEG-6."),
        low=1, high=9,
    ),
    Row(
        key="purse_case_fen", group=TALKS, kind=MONEY, title=N_("Purse for one card"),
        why=N_("The most that may be offered on one card beyond the refund; empty means no limit."),
    ),
    Row(
        key="purse_day_fen", group=TALKS, kind=MONEY, title=N_("Purse for a day"),
        why=N_("The most that may be offered on all cards of a day; empty means no limit."),
    ),
    Row(
        key="allow_old_entries", group=TALKS, kind=SWITCH, title=N_("Reopen old orders"),
        why=N_("Lets the entry of an order older than three months be opened after a tick that you "
               "checked it on the platform. The platforms' own pages contradict each other here "
               "(OPEN-4), so it is off unless you know better."),
    ),
    Row(
        key="sounds", group=NOISE, kind=SWITCH, title=N_("Sound"),
        why=N_("One short sound when a card gets critical."),
    ),
    Row(
        key="notifications", group=NOISE, kind=SWITCH, title=N_("Notifications"),
        why=N_("The system's note when a card gets critical and the window is not in front."),
    ),
    Row(
        key="open_links", group=PLATFORM, kind=SWITCH, title=N_("Open the platform's pages"),
        why=N_("Opens them in your browser; switched off, the address goes to the clipboard."),
    ),
    Row(
        key="autosync_seconds", group=PLATFORM, kind=NUMBER, title=N_("Sync every"),
        why=N_("How often connected shops are read; file shops wait for the next import."),
        low=5, high=24 * 3600, step=5, unit=N_("s"),
    ),
)  # fmt: skip
