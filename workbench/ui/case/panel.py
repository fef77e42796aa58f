"""What every work panel is: something that fills one act, says what is missing, keeps a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.kinds import Action
from workbench.domain.wording.model import Use
from workbench.ui import phrases
from workbench.ui.case.wording import WordWatch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent

    from workbench.domain.case import Case
    from workbench.domain.refusal import Refusal
    from workbench.services.queries import Queries
    from workbench.services.workbench import WorkbenchDoor
    from workbench.ui.case.hands import Hands
    from workbench.ui.case.loading import Loaded
    from workbench.ui.case.wording_view import FindingsBox
    from workbench.ui.session import Session
    from workbench.ui.widgets.fields import TextArea

Draft = dict[str, object]


@dataclass(frozen=True, slots=True)
class Env:
    """What a panel works with beside the case."""

    session: Session
    hands: Hands


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another way out of a panel: an act, its words, its key, how loud."""

    action: str
    words: str
    key: str = ""
    icon: str = ""
    kind: str = "default"
    blocked: str | None = None


class Panel(QObject):
    """The logic of one panel; ``body`` is its layout.

    ``changed`` after every edit by a person, ``wants(name)`` when another act is asked for,
    ``sends`` when something in the body means "send now".
    """

    changed = Signal()
    wants = Signal(str)
    sends = Signal()

    action: ClassVar[Action]
    wide: ClassVar[bool] = False
    keeps_draft: ClassVar[bool] = True
    counts: ClassVar[bool] = False  # the button itself says how much is missing

    def __init__(self, loaded: Loaded, form: Any, env: Env, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.loaded, self.form, self.env = loaded, form, env
        self.body: QWidget = QWidget()
        self.watches: list[WordWatch] = []  # the editors whose words leave
        self.open_ticks = 0  # set by the host: how many ticks are still missing

    @property
    def case(self) -> Case:
        """The case as last read."""
        return self.loaded.case

    # What the door or the store must be asked before the panel opens; they run on the workers.

    @staticmethod
    def gather(door: WorkbenchDoor, case: Case) -> Any:
        """What the panel needs of the door."""
        del door, case
        return None

    @staticmethod
    def look(queries: Queries, case: Case) -> Any:
        """What the panel needs of the store; given to ``know`` after it has opened."""
        del queries, case
        return None

    def question(self) -> Callable[[Queries], Any]:
        """What is asked of the store once the panel is open: made here, run on the worker."""
        look, case = self.look, self.case
        return lambda queries: look(queries, case)

    def know(self, found: Any) -> None:
        """Take what was found."""
        del found

    # Words.

    def title(self) -> str:
        """The title of the panel."""
        return phrases.action(self.action)

    def subtitle(self) -> str:
        """What it does, beside the title."""
        return ""

    def send_words(self) -> str:
        """The words of the button that sends."""
        return phrases.action(self.action)

    def send_look(self) -> tuple[str, str]:
        """Kind and icon of the button that sends."""
        return "primary", "send"

    def beside(self) -> str:
        """A warning beside the button that sends, also when nothing is missing."""
        return ""

    def others(self) -> tuple[Other, ...]:
        """Other ways out, shown before the button that sends."""
        return ()

    # What is filled in.

    def missing(self) -> list[str]:
        """What is still missing, in short words; empty: it can be sent."""
        return []

    def blocked(self) -> str | None:
        """Why it cannot be sent at all, or None."""
        return None

    def args(self) -> dict[str, object]:
        """The arguments of the act."""
        return {}

    def files(self) -> tuple[tuple[str, Path], ...]:
        """The files of the act, (kind of proof, path)."""
        return ()

    def draft(self) -> Draft | None:
        """What a person typed, as plain values; None where nothing is worth keeping."""
        return None

    def restore(self, draft: Draft) -> None:
        """Put a draft back."""
        del draft

    # Words that leave.

    def watch(self, area: TextArea, box: FindingsBox, use: Use = Use.BUYER) -> None:
        """Mark risky words of an editor and tell them in ``box`` (WORD-1)."""
        made = WordWatch(area, box, use, self)
        made.changed.connect(self.changed)
        made.know(self.loaded.words, self.loaded.policy)
        self.watches.append(made)

    def words(self) -> tuple[str, ...]:
        """Its texts that leave, as they stand."""
        return tuple(one.text() for one in self.watches)

    def words_stop(self) -> int:
        """How many places in its texts must change before it may go."""
        return sum(one.stops() for one in self.watches)

    def words_asked(self) -> list[Refusal]:
        """What in its texts goes once it is ticked."""
        return [item for one in self.watches for item in one.asks()]

    def words_key(self, event: QKeyEvent) -> bool:
        """A key that no editor took; True where it replaced words."""
        return any(one.key(event) for one in self.watches)

    def words_now(self) -> None:
        """Look at what was typed last, without the pause."""
        for one in self.watches:
            one.hurry()

    def words_again(self) -> None:
        """The case was read again, or the language changed."""
        for one in self.watches:
            one.know(self.loaded.words, self.loaded.policy)
            one.phrase()

    # What happens to it.

    def refresh(self, loaded: Loaded) -> None:
        """The case was read again."""
        self.loaded = loaded
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of the language now chosen."""

    def first(self) -> QWidget | None:
        """Where the focus begins."""
        return None

    def key(self, event: QKeyEvent) -> bool:
        """A key that no editor took; True where it was for the panel."""
        del event
        return False


def utf8(words: str) -> int:
    """Bytes as the platform counts them."""
    return len(words.encode())


def digit(event: QKeyEvent) -> tuple[int, bool]:
    """The digit of a key (0 for none but 0 too: see ``is_digit``) and whether Shift was held."""
    shifted = {
        Qt.Key.Key_Exclam: 1, Qt.Key.Key_At: 2, Qt.Key.Key_NumberSign: 3, Qt.Key.Key_Dollar: 4,
        Qt.Key.Key_Percent: 5, Qt.Key.Key_AsciiCircum: 6, Qt.Key.Key_Ampersand: 7,
        Qt.Key.Key_Asterisk: 8, Qt.Key.Key_ParenLeft: 9,
    }  # fmt: skip
    key = Qt.Key(event.key())
    if key in shifted:
        return shifted[key], True
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    other = event.modifiers() & ~(
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    )
    if Qt.Key.Key_0 <= key <= Qt.Key.Key_9 and not other:
        return int(key) - int(Qt.Key.Key_0), shift
    return -1, False
