"""Risky words while they are typed: marked in the editor, told below it, replaced by one key."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
)

from workbench.domain.guards import wording
from workbench.domain.wording.check import check
from workbench.domain.wording.model import MEASURED, Finding, Severity, Use
from workbench.ui.widgets.base import follow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.policy.model import Policy
    from workbench.domain.refusal import Refusal
    from workbench.domain.wording.model import WordData
    from workbench.ui.case.wording_view import FindingsBox
    from workbench.ui.widgets.fields import TextArea

PAUSE_MS = 150  # so long after the last key the text is looked at


def units(text: str, at: int) -> int:
    """The place of a character as Qt counts: a sign beyond the basic plane takes two."""
    return at + sum(ord(one) > 0xFFFF for one in text[:at])


def places(text: str, found: Sequence[Finding]) -> list[tuple[int, int, Severity]]:
    """Where findings stand as Qt counts, in one walk along the text."""
    wide = list(accumulate((ord(one) > 0xFFFF for one in text), initial=0))
    return [(f.start + wide[f.start], f.end + wide[f.end], f.severity) for f in found]


def ranked(found: Sequence[Finding]) -> list[Finding]:
    """What must change first, then what is better changed; each in the order of the text."""
    return sorted(found, key=lambda one: (one.severity is not Severity.BLOCK, one.start))


class Marks(QSyntaxHighlighter):
    """A wave below risky words and a soft ground behind them."""

    def __init__(self, area: TextArea) -> None:
        super().__init__(area.edit.document())
        self._spans: list[tuple[int, int, Severity]] = []
        self._theme = follow(self)

    def mark(self, text: str, found: Sequence[Finding]) -> None:
        """Mark these findings of the text, and nothing else."""
        spans = places(text, found)
        if spans != self._spans:
            self._spans = spans
            self.rehighlight()

    def restyle(self) -> None:
        """Take new colours."""
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        first = self.currentBlock().position()
        last = first + units(text, len(text))
        at = max(0, bisect_left(self._spans, (first,)) - 1)  # one may have begun a line above
        for start, end, severity in islice(self._spans, at, None):
            if start >= last:
                break
            begin, stop = max(start, first), min(end, last)
            if begin < stop:
                self.setFormat(begin - first, stop - begin, self._look(severity))

    def _look(self, severity: Severity) -> QTextCharFormat:
        line, ground = (
            ("crit", "crit_soft") if severity is Severity.BLOCK else ("soon_bar", "soon_soft")
        )
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(QColor(self._theme.color(line)))
        look.setBackground(QColor(self._theme.color(ground)))
        return look


class WordWatch(QObject):
    """One editor under watch. ``changed`` when the findings have changed.

    The text is looked at a moment after the last key, so that typing never waits for it; what is
    sent in between is checked by the door.
    """

    changed = Signal()

    def __init__(self, area: TextArea, box: FindingsBox, use: Use, parent: QObject) -> None:
        super().__init__(parent)
        self._area, self._box, self._use = area, box, use
        self._rules: WordData | None = None
        self._platform = ""
        self._text = ""
        self.found: tuple[Finding, ...] = ()
        self._marks = Marks(area)
        self._pause = QTimer(self)
        self._pause.setObjectName("wording pause")
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look)
        area.edit.textChanged.connect(self._on_text)
        area.edit.installEventFilter(self)
        box.chosen.connect(self.replace)

    def know(self, rules: WordData | None, policy: Policy | None) -> None:
        """Take the list and the platform it is for, and look at what stands there."""
        self._platform = str(policy.platform) if policy is not None else ""
        if rules is not self._rules:
            self._rules = rules
            self.look()

    def text(self) -> str:
        """The text as it stands."""
        return self._area.text()

    def hurry(self) -> None:
        """Look now, if a look is due."""
        if self._pause.isActive():
            self.look()

    def look(self) -> None:
        """Look at the text now."""
        self._pause.stop()
        self._text = self._area.text()
        found = (
            ()
            if self._rules is None
            else check(self._text, self._rules, use=self._use, platform=self._platform)
        )
        self._marks_only(self._text, found)
        if found != self.found:
            self.found = found
            self.phrase()
            self.changed.emit()

    def phrase(self) -> None:
        """Say the findings in the language now chosen."""
        self._box.show_findings(ranked(self.found))

    def stops(self) -> int:
        """How many of them must change before the text may go."""
        return sum(one.blocks and one.kind not in MEASURED for one in self.found)

    def asks(self) -> list[Refusal]:
        """What goes once it is ticked."""
        if self._rules is None or not any(one.asks for one in self.found):
            return []
        said = (("", self._text, self._use),)
        return [
            one
            for one in wording.refusals(said, self._rules, self._platform)
            if one.confirmable
        ]  # fmt: skip

    def replace(self, number: int) -> bool:
        """Put the other words of a row (0 the first) in the place of the risky ones."""
        rows = [one for one in ranked(self.found) if one.instead]
        if not 0 <= number < len(rows):
            return False
        one, text = rows[number], self._area.text()
        if text == self._text:  # else something was typed since: the rows are about to change
            cursor = QTextCursor(self._area.edit.document())
            cursor.setPosition(units(text, one.start))
            cursor.setPosition(units(text, one.end), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(one.instead)
        self.look()
        return True

    def key(self, event: QKeyEvent) -> bool:
        """Alt+1..9 replaces; True where it was such a key and there was such a row."""
        number = event.key() - int(Qt.Key.Key_1)
        alt = (
            event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ) == Qt.KeyboardModifier.AltModifier
        return alt and 0 <= number <= 8 and self.replace(number)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self.key(event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _on_text(self) -> None:
        if self._area.text() != self._text:  # marking is no change
            self._pause.start()

    def _marks_only(self, text: str, found: Sequence[Finding]) -> None:
        """Mark without saying that the text has changed."""
        before = self._area.edit.blockSignals(True)
        self._marks.mark(text, found)
        self._area.edit.blockSignals(before)
