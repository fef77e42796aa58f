"""Panels of marks: flag, tag, whose case it is. One key or click does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from workbench.base.texts import _
from workbench.domain.kinds import Action, Flag
from workbench.ui import phrases, values
from workbench.ui.case import facts
from workbench.ui.case.flow import Flow
from workbench.ui.case.form import FormBody
from workbench.ui.case.layouts import focus_on, row
from workbench.ui.case.panel import Panel, digit
from workbench.ui.widgets.buttons import KeyButton
from workbench.ui.widgets.fields import Field
from workbench.ui.widgets.labels import label
from workbench.ui.widgets.marks import IconLabel

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent

    from workbench.domain.case import Case
    from workbench.services.queries import Queries
    from workbench.ui.case.loading import Loaded
    from workbench.ui.case.panel import Env


class FlagPanel(Panel):
    """A flag by colour; its meaning on this platform stands beside it."""

    action = Action.FLAG
    keeps_draft = False

    def __init__(self, loaded: Loaded, form: Any, env: Env, parent: QObject | None = None) -> None:
        super().__init__(loaded, form, env, parent)
        self._chosen: Flag | None = loaded.case.local.flag
        self._picked = False
        body = FormBody()
        self.buttons: dict[Flag | None, KeyButton] = {}
        flow = Flow(gap=8)
        for number, flag in enumerate([*Flag, None], 1):
            button = KeyButton(key=str(number % 7), small=True)
            button.clicked.connect(lambda _on=False, flag=flag: self.pick(flag))
            flow.addWidget(_flagged(flag, button))
            self.buttons[flag] = button
        body.across(flow)
        self.body = body
        self.retranslate()

    def retranslate(self) -> None:
        policy = self.loaded.policy
        meanings = {item.flag: item.meaning for item in policy.flags} if policy else {}
        for flag, button in self.buttons.items():
            words = _("No flag")
            if flag is not None:
                words = phrases.flag(flag)
                meaning = facts.word(meanings.get(flag, ""))
                words = f"{words}  {meaning}" if meaning else words
            button.set_words(words)

    def pick(self, flag: Flag | None) -> None:
        """Set it, at once."""
        self._chosen, self._picked = flag, True
        self.changed.emit()
        self.sends.emit()

    def missing(self) -> list[str]:
        return [] if self._picked else [_("a colour")]

    def args(self) -> dict[str, object]:
        return {"flag": str(self._chosen) if self._chosen is not None else None}

    def send_look(self) -> tuple[str, str]:
        return "default", "flag"

    def first(self) -> QWidget | None:
        return self.buttons[self._chosen or Flag.RED]

    def key(self, event: QKeyEvent) -> bool:
        number, _shift = digit(event)
        order = [None, *Flag]
        if 0 <= number < len(order):
            self.pick(order[number])
            return True
        return False


def _flagged(flag: Flag | None, button: KeyButton) -> QWidget:
    """The flag's icon in its colour beside its button; they never part."""
    if flag is None:
        return button
    holder = QWidget()
    holder.setLayout(row(IconLabel("flag", ink=values.flag_ink(flag), size=20), button, gap=4))
    return holder


class _NamePanel(Panel):
    """Known names as buttons with digits, and a field for another one."""

    keeps_draft = False
    argument = "tag"

    def __init__(self, loaded: Loaded, form: Any, env: Env, parent: QObject | None = None) -> None:
        super().__init__(loaded, form, env, parent)
        self._value = ""
        self._names: list[str] = []
        self.buttons: list[KeyButton] = []
        body = FormBody()
        self.flow = Flow(gap=6)
        self.field = Field()
        self.field.textEdited.connect(self._on_typed)
        self.field.returnPressed.connect(self.sends)
        self._hint = label(size=12, ink="text2", wrap=True)
        body.across(self.flow)
        body.across(row(self.field))
        body.across(self._hint)
        self.body = body
        self.retranslate()

    def choices(self) -> list[tuple[str, str, bool]]:
        """(words, value, whether it is on now)."""
        raise NotImplementedError

    def field_words(self) -> str:
        """The placeholder of the field."""
        raise NotImplementedError

    def know(self, found: Any) -> None:
        self._names = [str(name) for name in found][:30]
        typing = self.field.hasFocus()
        self.retranslate()
        if not typing:
            focus_on(self.first() or self.field)

    def retranslate(self) -> None:
        self.field.setPlaceholderText(self.field_words())
        self.field.setAccessibleName(self.field_words())
        self.flow.clear()
        self.buttons = []
        for number, (words, value, on) in enumerate(self.choices(), 1):
            button = KeyButton(words, key=str(number) if number < 10 else "", small=True,
                               kind="value" if on else "default")  # fmt: skip
            button.clicked.connect(lambda _on=False, value=value: self.pick(value))
            self.flow.addWidget(button)
            self.buttons.append(button)
        self._hint.setVisible(bool(self._hint.text()))

    def _on_typed(self, words: str) -> None:
        self._value = words.strip()
        self.changed.emit()

    def pick(self, value: str) -> None:
        """Take it, at once."""
        self._value = value
        self.changed.emit()
        self.sends.emit()

    def send_look(self) -> tuple[str, str]:
        return "default", "check"

    def first(self) -> QWidget | None:
        return self.buttons[0] if self.buttons else self.field

    def key(self, event: QKeyEvent) -> bool:
        number, _shift = digit(event)
        if 1 <= number <= len(self.buttons):
            self.buttons[number - 1].click()
            return True
        return False


class TagPanel(_NamePanel):
    """Put a tag on or take it off."""

    action = Action.TAG

    @staticmethod
    def look(queries: Queries, case: Case) -> list[str]:
        del case
        return queries.tags()

    def choices(self) -> list[tuple[str, str, bool]]:
        on = self.case.local.tags
        others = [name for name in self._names if name not in on]
        return [
            *((_("{tag}: take off").format(tag=facts.word(tag)), tag, True) for tag in on),
            *((facts.word(tag), tag, False) for tag in others),
        ]

    def field_words(self) -> str:
        return _("a new tag")

    def missing(self) -> list[str]:
        return [] if self._value else [_("a tag")]

    def args(self) -> dict[str, object]:
        return {"tag": self._value, "remove": self._value in self.case.local.tags}

    def send_words(self) -> str:
        if self._value and self._value in self.case.local.tags:
            return _("Take the tag off")
        return _("Put the tag on")


class AssignPanel(_NamePanel):
    """Give the case to somebody, or back to everybody (TEAM-1)."""

    action = Action.ASSIGN
    _EVERYBODY = ""

    def __init__(self, loaded: Loaded, form: Any, env: Env, parent: QObject | None = None) -> None:
        self._picked = False
        super().__init__(loaded, form, env, parent)

    @staticmethod
    def look(queries: Queries, case: Case) -> list[str]:
        del case
        return queries.assignees()

    def choices(self) -> list[tuple[str, str, bool]]:
        me, owner = self.env.session.actor, self.case.local.assignee
        others = [name for name in self._names if name not in (me, "")]
        return [
            (_("me"), me, owner == me),
            (_("everybody"), "", owner == ""),
            *((facts.word(name), name, owner == name) for name in others),
        ]

    def field_words(self) -> str:
        return _("another name")

    def pick(self, value: str) -> None:
        self._picked = True
        super().pick(value)

    def missing(self) -> list[str]:
        return [] if self._value or self._picked else [_("a name")]

    def args(self) -> dict[str, object]:
        return {"to": self._value}

    def send_words(self) -> str:
        return phrases.action(self.action)
