"""The colour roles of the workbench, light and dark: the one table every colour comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One theme. Every value is ``#RRGGBB``; what a role is for stands in its comment."""

    name: str
    app: str  # rail and status line
    surface: str  # lists, panes, fields
    sunken: str  # headers, action bar
    raised: str  # toast, tooltip, menu
    hover: str  # row or button under the pointer
    pressed: str  # button held down
    line: str  # hairlines (decoration)
    line2: str  # borders of chips and key caps (decoration)
    track: str  # empty part of bars (decoration)
    edge: str  # border of everything that can be clicked or typed in
    text1: str  # content
    text2: str  # second lines, labels
    text3: str  # quotes, rule ids, hints, disabled text
    accent: str  # links, fill of the primary button, focus
    accent_hover: str
    accent_press: str
    on_accent: str  # text and icon in a primary button
    sel: str  # selected row, value tokens
    sel_line: str  # its bottom line, band of an interval
    crit: str  # under one hour, must change, refused by the platform
    crit_soft: str
    crit_line: str
    over: str  # overdue block, last-step danger, badge of the rail
    on_over: str
    soon: str  # under six hours, warnings, unknown result
    soon_soft: str
    soon_line: str
    soon_bar: str  # a shape, never text
    ok: str  # confirmed by the platform
    ok_soft: str
    ok_line: str
    nego: str  # talks
    nego_soft: str
    nego_line: str
    fill: str  # a shape: bars of charts, progress, purse
    series1: str
    series2: str
    series3: str
    series4: str
    series5: str
    flag_red: str
    flag_yellow: str
    flag_green: str
    flag_blue: str
    flag_purple: str
    flag_gray: str

    @property
    def focus(self) -> str:
        """The colour of the focus ring."""
        return self.accent

    @property
    def dark(self) -> bool:
        """Whether this is the dark theme."""
        return self.name == "dark"


LIGHT = Tokens(
    name="light",
    app="#F1F3F5",
    surface="#FFFFFF",
    sunken="#F7F8FA",
    raised="#FFFFFF",
    hover="#F2F5F9",
    pressed="#E6EAF0",
    line="#E2E5EA",
    line2="#CBD0D8",
    track="#E2E5EA",
    edge="#868E9A",
    text1="#191D23",
    text2="#464D58",
    text3="#5F6672",
    accent="#1A5AC8",
    accent_hover="#164CAA",
    accent_press="#123F8E",
    on_accent="#FFFFFF",
    sel="#E4EDFC",
    sel_line="#A9C4F2",
    crit="#BA2018",
    crit_soft="#FCEDEB",
    crit_line="#E9A7A1",
    over="#A8190F",
    on_over="#FFFFFF",
    soon="#8C4B00",
    soon_soft="#FDF3E4",
    soon_line="#E6BE86",
    soon_bar="#D4780A",
    ok="#17693C",
    ok_soft="#E8F4ED",
    ok_line="#9CCFB1",
    nego="#5F3AA6",
    nego_soft="#F2EDFB",
    nego_line="#C4B0E8",
    fill="#2F6BD3",
    series1="#1A5AC8",
    series2="#C2610C",
    series3="#17807A",
    series4="#7A45B8",
    series5="#6B7280",
    flag_red="#C0392F",
    flag_yellow="#8A5C00",
    flag_green="#1F7A47",
    flag_blue="#1F66C2",
    flag_purple="#7A45B8",
    flag_gray="#5F6672",
)

DARK = Tokens(
    name="dark",
    app="#121519",
    surface="#1A1E23",
    sunken="#16191E",
    raised="#22272E",
    hover="#20252B",
    pressed="#2A3038",
    line="#2B3038",
    line2="#3D444E",
    track="#2F353D",
    edge="#737C88",
    text1="#E7EAEE",
    text2="#B9BFC8",
    text3="#98A0AB",
    accent="#8DB6FF",
    accent_hover="#A6C6FF",
    accent_press="#7AA5F2",
    on_accent="#0E1B33",
    sel="#1E3150",
    sel_line="#3B5F99",
    crit="#FF9389",
    crit_soft="#3A2021",
    crit_line="#7A3B38",
    over="#C43A30",
    on_over="#FFFFFF",
    soon="#F3B765",
    soon_soft="#33291A",
    soon_line="#6E5427",
    soon_bar="#E09A3A",
    ok="#78D19C",
    ok_soft="#1B2F25",
    ok_line="#35664B",
    nego="#C7AEF7",
    nego_soft="#2B2540",
    nego_line="#584A80",
    fill="#4C7FD0",
    series1="#8DB6FF",
    series2="#F0A35E",
    series3="#5CC8BF",
    series4="#BE9CF0",
    series5="#9AA3AE",
    flag_red="#F0857C",
    flag_yellow="#E3B341",
    flag_green="#6FCB93",
    flag_blue="#7FB0F5",
    flag_purple="#BE9CF0",
    flag_gray="#98A0AB",
)

THEMES = {"light": LIGHT, "dark": DARK}

FIGURES = "0123456789"
TEXT_RATIO = 4.5
SHAPE_RATIO = 3.0

# Which ink may stand on which ground; the contrast test walks this table.
TEXT_PAIRS: dict[str, tuple[str, ...]] = {
    "text1": ("app", "surface", "sunken", "raised", "hover", "pressed", "sel", "soon_soft"),
    "text2": ("app", "surface", "sunken", "raised", "hover", "sel", "crit_soft", "soon_soft"),
    "text3": ("app", "surface", "sunken", "raised", "hover", "sel"),
    "accent": ("app", "surface", "sunken", "raised", "hover", "sel", "soon_soft"),
    "on_accent": ("accent", "accent_hover", "accent_press"),
    "crit": ("surface", "sunken", "hover", "sel", "crit_soft"),
    "on_over": ("over",),
    "soon": ("surface", "sunken", "hover", "sel", "soon_soft"),
    "ok": ("surface", "sunken", "hover", "sel", "ok_soft"),
    "nego": ("surface", "sunken", "hover", "sel", "nego_soft"),
    "flag_red": ("surface", "hover"),
    "flag_yellow": ("surface", "hover"),
    "flag_green": ("surface", "hover"),
    "flag_blue": ("surface", "hover"),
    "flag_purple": ("surface", "hover"),
    "flag_gray": ("surface", "hover"),
}
SHAPE_PAIRS: dict[str, tuple[str, ...]] = {
    "edge": ("surface", "raised", "sunken"),
    "soon_bar": ("surface",),
    "fill": ("surface",),
    "accent": ("surface", "sel", "app"),
    "series1": ("surface",),
    "series2": ("surface",),
    "series3": ("surface",),
    "series4": ("surface",),
    "series5": ("surface",),
}


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB`` by WCAG 2: 0 is black, 1 is white."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, ground: str) -> float:
    """Contrast ratio of two ``#RRGGBB`` colours, 1 to 21."""
    dark, light = sorted((luminance(ink), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


def too_faint(tokens: Tokens) -> list[str]:
    """Every pair of the two tables that is under its ratio, as words; empty when all is well."""
    found: list[str] = []
    for pairs, least in ((TEXT_PAIRS, TEXT_RATIO), (SHAPE_PAIRS, SHAPE_RATIO)):
        for ink, grounds in pairs.items():
            for ground in grounds:
                ratio = contrast(getattr(tokens, ink), getattr(tokens, ground))
                if ratio < least:
                    found.append(f"{tokens.name}: {ink} on {ground} is {ratio:.2f} < {least}")
    return found
