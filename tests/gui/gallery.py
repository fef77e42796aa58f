"""A sheet to look at: 22 card states and the controls in both themes, as one picture.

``python tests/gui/gallery.py OUT.png [--language en] [--percent 125]``
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.card_states import states
from tests.gui.control_sheet import ControlSheet
from workbench.base import texts
from workbench.ui.delegates.card import card_metrics, paint_card
from workbench.ui.theme.theme import Theme
from workbench.ui.values import Density
from workbench.ui.widgets.ring import FocusRing

CARD_WIDTH = 466


def cards(theme: Theme, language: str, density: Density, width: int) -> QImage:
    """All states below each other, as one image."""
    metrics = card_metrics(theme, density)
    views = states(language)
    ratio = 2.0
    size = (round(width * ratio), round(len(views) * metrics.height * ratio))
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(theme.color("surface"))
    painter = QPainter(image)
    for row, view in enumerate(views.values()):
        rect = QRect(0, row * metrics.height, width, metrics.height)
        paint_card(painter, rect, view, metrics, theme)
    painter.end()
    return image


def controls(theme: Theme) -> QImage:
    """The sheet of controls as an image."""
    sheet = ControlSheet()
    sheet.resize(sheet.sizeHint())
    sheet.show()
    QApplication.processEvents()
    sheet.settle()
    QApplication.processEvents()
    image = render(sheet, theme)
    sheet.close()
    sheet.deleteLater()
    QApplication.processEvents()
    return image


def render(widget: QWidget, theme: Theme) -> QImage:
    """A widget as an image at twice its pixels."""
    image = QImage(widget.size() * 2, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    image.fill(theme.color("surface"))
    widget.render(image, QPoint())
    return image


def beside(images: list[QImage]) -> QImage:
    """Images side by side."""
    wide = sum(image.width() for image in images)
    tall = max(image.height() for image in images)
    whole = QImage(wide, tall, QImage.Format.Format_RGB32)
    whole.fill(0x808080)
    painter = QPainter(whole)
    x = 0
    for image in images:
        image.setDevicePixelRatio(1)
        painter.drawImage(x, 0, image)
        x += image.width()
    painter.end()
    return whole


def main() -> int:
    """Write the picture."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("out", type=Path)
    ask.add_argument("--language", default="zh_CN", choices=texts.LANGUAGES)
    ask.add_argument("--percent", type=int, default=100)
    ask.add_argument("--density", default="normal", choices=[d.value for d in Density])
    ask.add_argument("--width", type=int, default=CARD_WIDTH)
    ask.add_argument("--part", default="all", choices=["all", "cards", "controls"])
    given = ask.parse_args()
    app = QApplication(sys.argv[:1])
    texts.set_language(given.language)
    theme = Theme.current()
    theme.set_scale(given.percent)
    FocusRing.install()
    parts: list[QImage] = []
    for name in ("light", "dark"):
        theme.set_theme(name)
        app.processEvents()
        if given.part != "controls":
            parts.append(cards(theme, given.language, Density(given.density), given.width))
        if given.part != "cards":
            parts.append(controls(theme))
    return 0 if beside(parts).save(str(given.out)) else 1


if __name__ == "__main__":
    sys.exit(main())
