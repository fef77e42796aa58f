"""Draws the pictures that invented buyers attach.

    QT_QPA_PLATFORM=offscreen python draw_pictures.py

Simple, flat and small on purpose (PNG of few colours, 20 kB at most); the files beside it are
what the program uses, this script only makes them again.
"""

from __future__ import annotations

import math
import random
import struct
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QRadialGradient,
)

WIDTH, HEIGHT = 400, 300
LIMIT = 20_000
Draw = Callable[[QPainter, random.Random], None]


def colour(text: str, alpha: int = 255) -> QColor:
    found = QColor(f"#{text}")
    found.setAlpha(alpha)
    return found


def fill(p: QPainter, brush: str | QBrush, pen: str | None = None, width: float = 2) -> None:
    p.setBrush(QBrush(colour(brush)) if isinstance(brush, str) else brush)
    if pen is None:
        p.setPen(Qt.PenStyle.NoPen)
    else:
        p.setPen(QPen(colour(pen), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                      Qt.PenJoinStyle.RoundJoin))  # fmt: skip


def line(p: QPainter, text: str, width: float, *points: tuple[float, float]) -> None:
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.setPen(QPen(colour(text), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                  Qt.PenJoinStyle.RoundJoin))  # fmt: skip
    p.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def shape(p: QPainter, *points: tuple[float, float]) -> None:
    p.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))


def soft(p: QPainter, start: tuple[float, float], *curves: tuple[float, ...]) -> QPainterPath:
    path = QPainterPath(QPointF(*start))
    for c in curves:
        if len(c) == 2:
            path.lineTo(*c)
        elif len(c) == 4:
            path.quadTo(*c)
        else:
            path.cubicTo(*c)
    path.closeSubpath()
    p.drawPath(path)
    return path


def shade(top: str, bottom: str) -> QBrush:
    ramp = QLinearGradient(0, 0, WIDTH * 0.3, HEIGHT)
    ramp.setColorAt(0, colour(top))
    ramp.setColorAt(1, colour(bottom))
    return QBrush(ramp)


def glow(x: float, y: float, r: float, inner: str, outer: str) -> QBrush:
    ramp = QRadialGradient(x - r * 0.3, y - r * 0.35, r * 1.4)
    ramp.setColorAt(0, colour(inner))
    ramp.setColorAt(1, colour(outer))
    return QBrush(ramp)


# ------------------------------------------------------------------------------ grounds


def wood(p: QPainter, dice: random.Random) -> None:
    p.fillRect(0, 0, WIDTH, HEIGHT, colour("c9a27a"))
    for y in range(0, HEIGHT, 50):
        p.fillRect(0, y, WIDTH, 49, colour(dice.choice(("c49b72", "cda780", "c8a078"))))
        for _ in range(3):
            at = y + dice.randint(6, 44)
            line(p, "b88d63", 1, (0, at), (WIDTH * 0.4, at + 3), (WIDTH, at - 2))


def cloth(p: QPainter, tone: str, fold: str) -> None:
    p.fillRect(0, 0, WIDTH, HEIGHT, colour(tone))
    fill(p, fold)
    for x in (40, 180, 310):
        soft(p, (x, 0), (x + 60, 140, x - 10, HEIGHT), (x + 26, HEIGHT), (x + 80, 130, x + 24, 0))


def tiles(p: QPainter, tone: str = "d9dde2") -> None:
    p.fillRect(0, 0, WIDTH, HEIGHT, colour(tone))
    for x in range(0, WIDTH, 100):
        line(p, "bcc2ca", 2, (x, 0), (x - 30, HEIGHT))
    for y in range(20, HEIGHT, 80):
        line(p, "bcc2ca", 2, (0, y), (WIDTH, y))


def table(p: QPainter, top: str = "e9e4dc", edge: str = "cfc7bb") -> None:
    p.fillRect(0, 0, WIDTH, 120, colour("b9c0c6"))
    p.fillRect(0, 120, WIDTH, 180, colour(top))
    p.fillRect(0, 118, WIDTH, 5, colour(edge))


def shadow(p: QPainter, x: float, y: float, w: float, h: float) -> None:
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(colour("000000", 50))
    p.drawEllipse(QRectF(x, y, w, h))


def words(p: QPainter, x: float, y: float, text: str, size: int, tone: str = "30343a") -> None:
    font = QFont("Noto Sans CJK SC")
    font.setPixelSize(size)
    p.setFont(font)
    p.setPen(colour(tone))
    p.drawText(QPointF(x, y), text)


def ring(p: QPainter, x: float, y: float, w: float, h: float) -> None:
    """The red ring with which buyers point at something."""
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.setPen(QPen(colour("d8261c"), 4))
    p.drawEllipse(QRectF(x, y, w, h))


# ------------------------------------------------------------------------------ clothes


def coat(p: QPainter, body: str, dark: str, *, dx: float = 0, dy: float = 0) -> None:
    p.save()
    p.translate(dx, dy)
    fill(p, body, dark, 2)
    soft(
        p,
        (140, 60),
        (120, 70, 96, 100),
        (70, 230),
        (104, 240),
        (122, 150),
        (118, 270),
        (282, 270),
        (278, 150),
        (296, 240),
        (330, 230),
        (304, 100),
        (280, 70, 260, 60),
    )
    fill(p, dark)
    soft(p, (160, 60), (200, 170), (240, 60), (214, 52), (200, 70), (186, 52))
    fill(p, body, dark, 2)
    soft(p, (160, 58), (146, 96), (186, 150), (200, 170), (176, 96))
    soft(p, (240, 58), (254, 96), (214, 150), (200, 170), (224, 96))
    for y in (190, 222, 252):
        fill(p, dark)
        p.drawEllipse(QRectF(205, y, 9, 9))
    line(p, dark, 2, (200, 170), (200, 268))
    p.restore()


def coat_yellow(p: QPainter, _: random.Random) -> None:
    cloth(p, "dcd3c4", "d2c8b8")
    coat(p, "d6bd63", "a98d3d")


def coat_bed(p: QPainter, _: random.Random) -> None:
    cloth(p, "8d8680", "847d77")
    p.save()
    p.translate(60, 90)
    p.rotate(-14)
    p.scale(0.85, 0.7)
    coat(p, "cbb05a", "937a34")
    p.restore()
    fill(p, "b99c4b")
    soft(p, (90, 210), (180, 180, 300, 230), (310, 262), (200, 290, 96, 250))


def fabric_thin(p: QPainter, _: random.Random) -> None:
    p.fillRect(0, 0, WIDTH, HEIGHT, colour("f2ead8"))
    fill(p, glow(250, 130, 120, "fffbe8", "e8d9ae"))
    p.drawEllipse(QRectF(150, 30, 210, 210))
    for x in range(0, WIDTH, 7):
        line(p, "d8caa6", 1, (x, 0), (x + 8, HEIGHT))
    fill(p, "e9b99a", "c48d6b", 2)
    for i in range(4):
        p.drawRoundedRect(QRectF(120 + i * 34, 150 - abs(1.5 - i) * 16, 26, 150), 13, 13)
    p.fillRect(0, 0, WIDTH, HEIGHT, colour("e6d6ac", 120))


def seam_open(p: QPainter, dice: random.Random) -> None:
    cloth(p, "4a5a73", "43526a")
    fill(p, "1d232c")
    soft(p, (110, 150), (200, 108, 300, 146), (206, 176, 110, 150))
    for x in range(60, 350, 14):
        y = 150 - 20 * math.sin((x - 60) / 290 * math.pi)
        if not 112 < x < 290:
            line(p, "aeb9cb", 3, (x, y), (x + 8, y - 2))
    for x in range(120, 290, 18):
        line(p, "c6cfdd", 2, (x, 146), (x + dice.randint(-8, 8), 160 + dice.randint(0, 12)))
    ring(p, 92, 92, 220, 100)


def zip_broken(p: QPainter, _: random.Random) -> None:
    cloth(p, "2c3034", "34393e")
    for y in range(0, HEIGHT, 12):
        gap = max(0, (y - 60) / 240) * 90
        fill(p, "a9afb6")
        p.drawRoundedRect(QRectF(190 - gap, y, 12, 7), 2, 2)
        p.drawRoundedRect(QRectF(202 + gap, y + 6, 12, 7), 2, 2)
    p.save()
    p.translate(300, 210)
    p.rotate(35)
    fill(p, "c8cdd3", "7b828a", 2)
    p.drawRoundedRect(QRectF(-16, -22, 32, 44), 6, 6)
    p.drawRoundedRect(QRectF(-8, 14, 16, 54), 8, 8)
    p.restore()


def stain(p: QPainter, _: random.Random) -> None:
    cloth(p, "c3d0dc", "b9c7d4")
    fill(p, colour_brush("8a7344", 190))
    soft(p, (170, 120), (210, 90, 250, 130), (280, 150, 240, 180), (210, 215, 180, 180),
         (140, 170, 170, 120))  # fmt: skip
    fill(p, colour_brush("6f5a30", 160))
    p.drawEllipse(QRectF(188, 132, 40, 34))
    for x, y, r in ((270, 110, 10), (150, 200, 8), (262, 196, 12)):
        p.drawEllipse(QRectF(x, y, r, r))
    ring(p, 132, 84, 166, 136)


def colour_brush(text: str, alpha: int) -> QBrush:
    return QBrush(colour(text, alpha))


def pilling(p: QPainter, dice: random.Random) -> None:
    p.fillRect(0, 0, WIDTH, HEIGHT, colour("8b5a63"))
    for y in range(0, HEIGHT, 10):
        line(p, "7d4f58", 2, *[(x, y + 4 * math.sin(x / 9 + y)) for x in range(0, WIDTH + 9, 9)])
    for _ in range(70):
        x, y, r = dice.randint(40, 360), dice.randint(30, 270), dice.randint(4, 10)
        fill(p, "a9777f")
        p.drawEllipse(QRectF(x, y, r, r))
        fill(p, "bd8f96")
        p.drawEllipse(QRectF(x + 1, y + 1, r * 0.5, r * 0.5))


def size_tape(p: QPainter, _: random.Random) -> None:
    cloth(p, "3f4448", "484d52")
    fill(p, "20242a", "5a6068", 2)
    soft(p, (60, 70), (340, 70), (330, 120, 344, 160), (56, 160), (70, 120, 60, 70))
    fill(p, "f3d34a", "c6a823", 2)
    p.drawRect(QRectF(40, 182, 330, 34))
    for i in range(34):
        x = 46 + i * 9.6
        tall = 20 if i % 5 == 0 else 10
        line(p, "4b4012", 2, (x, 182), (x, 182 + tall))
    for i in range(7):
        words(p, 42 + i * 48, 212, str(30 + i), 13, "4b4012")


def baby_shoe(p: QPainter, dice: random.Random) -> None:
    wood(p, dice)
    for dx, dy, tilt in ((0, 0, -8), (130, 46, 10)):
        p.save()
        p.translate(80 + dx, 70 + dy)
        p.rotate(tilt)
        fill(p, "7d8792")
        p.drawRoundedRect(QRectF(-6, 92, 158, 20), 10, 10)
        fill(p, "f1ece2", "c8bfae", 2)
        soft(p, (0, 100), (-8, 20, 40, 10), (70, 6, 78, 40), (150, 44, 150, 100))
        fill(p, "e3a9a0")
        p.drawRoundedRect(QRectF(38, 44, 56, 14), 7, 7)
        p.restore()
    fill(p, "f3d34a", "c6a823", 1)
    p.drawRect(QRectF(60, 262, 260, 18))
    for i in range(27):
        line(p, "4b4012", 1, (64 + i * 9.6, 262), (64 + i * 9.6, 270))


def label_blur(p: QPainter, dice: random.Random) -> None:
    cloth(p, "caa9a0", "c19f96")
    p.save()
    p.translate(200, 150)
    p.rotate(4)
    fill(p, "faf8f4", "b9b2a8", 2)
    p.drawRect(QRectF(-110, -70, 220, 140))
    for i, width in enumerate((120, 170, 150, 90)):
        y = -40 + i * 28
        for shift in (0, 3):
            p.fillRect(QRectF(-84 + shift, y + shift, width, 9), colour("5b5f66", 150))
    p.restore()
    for x in range(92, 310, 16):
        line(p, "8d6f68", 2, (x, 78 + dice.randint(-4, 4)), (x + 9, 80 + dice.randint(-4, 4)))


# ------------------------------------------------------------------------------ devices


def lamp_dead(p: QPainter, _: random.Random) -> None:
    table(p, "d8cfc2")
    shadow(p, 120, 236, 150, 24)
    fill(p, "eceff2", "aeb6bf", 2)
    p.drawEllipse(QRectF(130, 222, 130, 30))
    line(p, "8f98a3", 12, (196, 232), (180, 130), (240, 70))
    fill(p, "eceff2", "aeb6bf", 2)
    p.save()
    p.translate(250, 66)
    p.rotate(18)
    p.drawRoundedRect(QRectF(-70, -16, 150, 30), 14, 14)
    fill(p, "7c838b")
    p.drawRoundedRect(QRectF(-56, 4, 122, 8), 4, 4)
    p.restore()
    line(p, "4a4f55", 4, (130, 244), (70, 262), (20, 250))


def earphone(p: QPainter, dice: random.Random) -> None:
    wood(p, dice)
    shadow(p, 100, 200, 200, 40)
    fill(p, "f6f7f9", "b7bec7", 2)
    p.drawRoundedRect(QRectF(110, 120, 180, 110), 44, 44)
    line(p, "c6ccd4", 3, (112, 160), (288, 160))
    for x, tone in ((150, "f6f7f9"), (232, "dfe3e8")):
        fill(p, tone, "aab2bc", 2)
        p.drawEllipse(QRectF(x - 22, 66, 44, 44))
        p.drawRoundedRect(QRectF(x - 8, 96, 16, 56), 8, 8)
        fill(p, "4a5058")
        p.drawEllipse(QRectF(x - 10, 78, 20, 20))
    ring(p, 202, 52, 64, 112)


def kettle_crack(p: QPainter, _: random.Random) -> None:
    table(p)
    shadow(p, 110, 238, 180, 24)
    fill(p, colour_brush("d5e6ee", 220), "8fa9b6", 3)
    soft(p, (140, 90), (110, 150, 120, 240), (280, 240), (290, 150, 260, 90))
    fill(p, "3b4046")
    p.drawRoundedRect(QRectF(130, 70, 140, 24), 8, 8)
    p.drawRoundedRect(QRectF(118, 232, 164, 20), 8, 8)
    line(p, "3b4046", 14, (276, 110), (326, 130), (318, 200), (282, 214))
    line(p, "40525c", 3, (176, 112), (190, 140), (178, 160), (204, 184), (196, 222))
    line(p, "40525c", 2, (190, 140), (214, 150))
    line(p, "40525c", 2, (204, 184), (226, 180), (236, 196))


def fryer_dent(p: QPainter, _: random.Random) -> None:
    table(p, "e2ddd3")
    shadow(p, 100, 250, 210, 26)
    fill(p, "f1f2f2", "b5b9bd", 3)
    soft(p, (120, 40), (96, 150, 112, 262), (290, 262), (306, 150, 282, 40), (200, 14, 120, 40))
    fill(p, "2f3338")
    p.drawRoundedRect(QRectF(140, 58, 122, 40), 10, 10)
    p.drawRoundedRect(QRectF(168, 150, 66, 84), 12, 12)
    fill(p, glow(268, 176, 30, "9aa0a5", "eceeee"))
    soft(p, (246, 150), (268, 140, 296, 152), (284, 180, 294, 206), (262, 204, 246, 150))
    line(p, "8d9398", 2, (250, 156), (272, 176), (286, 200))
    ring(p, 232, 130, 78, 86)


def wrong_item(p: QPainter, _: random.Random) -> None:
    tiles(p)
    box(p, 60, 110, 280, 150, open_top=True)
    fill(p, "3d7dc4", "2a5a91", 2)
    p.drawRoundedRect(QRectF(120, 84, 70, 76), 10, 10)
    fill(p, "d4573f", "9a3a27", 2)
    p.drawRoundedRect(QRectF(206, 78, 76, 82), 10, 10)
    p.fillRect(60, 150, 280, 110, colour("c59a66"))
    line(p, "9a744a", 3, (60, 150), (340, 150))
    fill(p, "f7f4ee")
    p.drawRect(QRectF(96, 186, 120, 56))
    for i in range(4):
        p.fillRect(QRectF(104, 194 + i * 11, 60 + 14 * (i % 3), 4), colour("7b7f85"))
    words(p, 232, 228, "?", 54, "b3261c")


def box(p: QPainter, x: float, y: float, w: float, h: float, *, open_top: bool = False) -> None:
    shadow(p, x - 6, y + h - 14, w + 12, 28)
    fill(p, "c59a66", "9a744a", 3)
    p.drawRect(QRectF(x, y, w, h))
    if open_top:
        fill(p, "8d6a43", "9a744a", 2)
        shape(p, (x, y), (x + w, y), (x + w - 26, y + 34), (x + 26, y + 34))
        fill(p, "d3ab79", "9a744a", 2)
        shape(p, (x, y), (x - 34, y - 36), (x + 40, y - 30), (x + 26, y + 2))
        shape(p, (x + w, y), (x + w + 34, y - 36), (x + w - 40, y - 30), (x + w - 26, y + 2))


def box_crushed(p: QPainter, _: random.Random) -> None:
    tiles(p, "cfd3d8")
    shadow(p, 70, 240, 270, 34)
    fill(p, "c1955f", "8f6b41", 3)
    shape(p, (80, 110), (190, 96), (210, 130), (250, 92), (330, 116), (336, 250), (76, 256))
    fill(p, "a57d4d")
    shape(p, (190, 96), (210, 130), (250, 92), (236, 168), (204, 176))
    for points in (((206, 176), (180, 214), (196, 252)), ((236, 168), (280, 190), (334, 186)),
                   ((110, 120), (140, 168), (120, 214))):  # fmt: skip
        line(p, "8a6539", 3, *points)
    p.fillRect(QRectF(80, 176, 256, 20), colour("e4d6ae", 150))


def box_empty(p: QPainter, dice: random.Random) -> None:
    wood(p, dice)
    p.fillRect(QRectF(70, 50, 260, 210), colour("a97f4f"))
    p.fillRect(QRectF(96, 76, 208, 158), colour("6f5231"))
    line(p, "5a4226", 3, (70, 50), (96, 76))
    line(p, "5a4226", 3, (330, 50), (304, 76))
    line(p, "5a4226", 3, (70, 260), (96, 234))
    line(p, "5a4226", 3, (330, 260), (304, 234))
    p.save()
    p.translate(200, 160)
    p.rotate(-12)
    fill(p, "f4f1ea", "cfc9bd", 1)
    p.drawRect(QRectF(-40, -28, 80, 56))
    for i in range(4):
        p.fillRect(QRectF(-30, -18 + i * 11, 44 - i * 6, 4), colour("9aa0a6"))
    p.restore()


def parcel_missing(p: QPainter, _: random.Random) -> None:
    table(p, "e7e0d2")
    shadow(p, 70, 222, 130, 24)
    fill(p, shade("e8a9a4", "c97b76"), "9c5a56", 2)
    p.drawRoundedRect(QRectF(76, 120, 116, 116), 6, 6)
    fill(p, "f8efe9")
    p.drawEllipse(QRectF(104, 148, 60, 60))
    pen = QPen(colour("8c9096"), 3, Qt.PenStyle.DashLine)
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.setPen(pen)
    p.drawRoundedRect(QRectF(220, 120, 116, 116), 6, 6)
    words(p, 262, 196, "?", 46, "8c9096")


# ------------------------------------------------------------------------------ fresh, beauty


def grapes_rotten(p: QPainter, dice: random.Random) -> None:
    p.fillRect(0, 0, WIDTH, HEIGHT, colour("e9ecef"))
    fill(p, "f7f9fa", "c9d0d6", 3)
    p.drawRoundedRect(QRectF(40, 40, 320, 230), 26, 26)
    for row in range(6):
        for column in range(8):
            x, y = 66 + column * 36 + (row % 2) * 16, 60 + row * 33
            bad = dice.random() < 0.32
            inner, outer = ("8f6a3c", "4f3a22") if bad else ("d6e58d", "86a63c")
            fill(p, glow(x + 16, y + 16, 18, inner, outer))
            p.drawEllipse(QRectF(x, y, 34, 34))
            if bad and dice.random() < 0.5:
                fill(p, "d9d6cf")
                p.drawEllipse(QRectF(x + 8, y + 10, 12, 9))


def orange_mould(p: QPainter, _: random.Random) -> None:
    p.fillRect(0, 0, WIDTH, HEIGHT, colour("c7a87c"))
    for x, y, r in ((60, 50, 62), (190, 40, 64), (310, 60, 58), (110, 160, 66), (250, 170, 70)):
        fill(p, glow(x + r / 2, y + r / 2, r, "ffc46a", "e0801b"))
        p.drawEllipse(QRectF(x - r * 0.3, y - r * 0.2, r * 1.5, r * 1.5))
    fill(p, "6f8f6b")
    soft(p, (240, 190), (280, 160, 310, 200), (330, 236, 286, 246), (244, 240, 240, 190))
    fill(p, "dfe6da")
    p.drawEllipse(QRectF(262, 194, 42, 34))
    fill(p, "8fb08a")
    p.drawEllipse(QRectF(272, 202, 20, 16))
    ring(p, 226, 158, 118, 104)


def crab_dead(p: QPainter, dice: random.Random) -> None:
    p.fillRect(0, 0, WIDTH, HEIGHT, colour("b9c6cc"))
    fill(p, "e5eef2")
    for _ in range(16):
        p.drawRoundedRect(QRectF(dice.randint(0, 370), dice.randint(0, 270), 40, 30), 8, 8)
    for cx, cy, tone in ((120, 110, "6b6f4a"), (280, 120, "6b6f4a"), (200, 210, "8a8577")):
        for side in (-1, 1):
            for i in range(4):
                line(p, "55583a", 6, (cx + side * 40, cy - 12 + i * 12),
                     (cx + side * 66, cy - 24 + i * 18), (cx + side * 74, cy + i * 16))  # fmt: skip
        fill(p, tone, "4a4d33", 3)
        p.drawEllipse(QRectF(cx - 48, cy - 32, 96, 66))
        fill(p, "3a3c2a")
        p.drawEllipse(QRectF(cx - 18, cy - 34, 8, 8))
        p.drawEllipse(QRectF(cx + 10, cy - 34, 8, 8))
    ring(p, 138, 160, 126, 104)


def plant_wilted(p: QPainter, _: random.Random) -> None:
    table(p, "dfe3dc")
    shadow(p, 140, 252, 130, 20)
    for tip in ((90, 190), (120, 230), (290, 200), (316, 170), (260, 236)):
        line(p, "7d6b3f", 5, (200, 180), ((200 + tip[0]) / 2, 120), tip)
        fill(p, "9a8a4c", "6d5f31", 1)
        p.drawEllipse(QRectF(tip[0] - 20, tip[1] - 10, 40, 18))
    fill(p, "b5623f", "85452b", 3)
    shape(p, (150, 180), (250, 180), (236, 262), (164, 262))
    p.drawRoundedRect(QRectF(142, 168, 116, 20), 6, 6)
    line(p, "5e2f1c", 3, (206, 188), (198, 214), (212, 236), (204, 262))


def bottle_leak(p: QPainter, dice: random.Random) -> None:
    wood(p, dice)
    fill(p, colour_brush("f3e8d2", 200))
    soft(p, (110, 226), (150, 190, 240, 214), (330, 210, 330, 250), (240, 290, 120, 262))
    p.save()
    p.translate(190, 160)
    p.rotate(68)
    fill(p, shade("f5d9df", "d79aa8"), "a96a78", 3)
    p.drawRoundedRect(QRectF(-44, -70, 88, 130), 14, 14)
    fill(p, "f6f2ee", "a9a29a", 2)
    p.drawRoundedRect(QRectF(-18, -104, 36, 38), 6, 6)
    fill(p, "fffaf4")
    p.drawRect(QRectF(-32, -30, 64, 50))
    p.restore()
    fill(p, colour_brush("f3e8d2", 220))
    p.drawEllipse(QRectF(282, 176, 26, 18))


def lipstick_broken(p: QPainter, dice: random.Random) -> None:
    cloth(p, "e8dcd6", "dfd2cb")
    fill(p, shade("3b3035", "1e181b"), "0f0c0d", 2)
    p.drawRoundedRect(QRectF(70, 150, 110, 60), 8, 8)
    fill(p, "d8b878", "a98b4e", 2)
    p.drawRect(QRectF(180, 156, 44, 48))
    fill(p, "b3354a", "7f2233", 2)
    shape(p, (224, 160), (252, 166), (244, 182), (256, 200), (224, 200))
    p.save()
    p.translate(310, 200)
    p.rotate(28)
    soft(p, (-34, -20), (20, -22, 34, 4), (14, 22), (-30, 20), (-22, 4))
    p.restore()
    for _ in range(14):
        x, y = dice.randint(240, 330), dice.randint(214, 250)
        p.drawEllipse(QRectF(x, y, dice.randint(3, 8), dice.randint(2, 5)))


def cup_broken(p: QPainter, _: random.Random) -> None:
    tiles(p, "d3cfc8")
    shadow(p, 110, 216, 180, 30)
    fill(p, "f7f5f0", "b9b3a8", 3)
    soft(p, (120, 90), (150, 110), (168, 84), (196, 116), (214, 96), (220, 140, 210, 230),
         (140, 230), (122, 160, 120, 90))  # fmt: skip
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.setPen(QPen(colour("e4e0d8"), 12))
    p.drawArc(QRectF(84, 120, 60, 70), 90 * 16, 180 * 16)
    for points in (
        ((250, 210), (286, 176), (306, 214)),
        ((300, 240), (340, 226), (326, 262)),
        ((236, 246), (262, 236), (270, 264)),
        ((330, 190), (352, 178), (350, 204)),
    ):
        fill(p, "f7f5f0", "b9b3a8", 2)
        shape(p, *points)
    line(p, "8ba7c4", 4, (128, 180), (206, 186))


def ring_text(p: QPainter, _: random.Random) -> None:
    cloth(p, "45414f", "3d3947")
    for x, y in ((140, 160), (250, 150)):
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.setPen(QPen(colour("8f959c"), 26))
        p.drawEllipse(QRectF(x - 62, y - 62, 124, 124))
        p.setPen(QPen(colour("dfe4e9"), 16))
        p.drawEllipse(QRectF(x - 62, y - 62, 124, 124))
    p.save()
    p.translate(210, 98)
    p.rotate(19)
    words(p, 0, 0, "X & Y 2O26", 17, "4b5158")
    p.restore()
    ring(p, 196, 70, 124, 74)


# ------------------------------------------------------------------------------ screens


def phone(p: QPainter, title: str) -> None:
    p.fillRect(0, 0, WIDTH, HEIGHT, colour("aab2bb"))
    fill(p, "1b1e23")
    p.drawRoundedRect(QRectF(104, 8, 192, 330), 22, 22)
    fill(p, "f5f6f8")
    p.drawRoundedRect(QRectF(112, 18, 176, 320), 14, 14)
    words(p, 126, 46, title, 17)
    line(p, "d9dce1", 1, (112, 58), (288, 58))


def track(p: QPainter, _: random.Random) -> None:
    phone(p, "物流详情")
    rows = ("运输中", "已到中转站", "已揽收", "商家已发货")
    for i, row in enumerate(rows):
        y = 90 + i * 52
        fill(p, "e07a10" if i == 0 else "b9bfc7")
        p.drawEllipse(QRectF(126, y - 10, 11, 11))
        if i < 3:
            line(p, "cfd4da", 2, (131, y + 4), (131, y + 40))
        words(p, 148, y, row, 15, "30343a" if i == 0 else "7a818a")
        p.fillRect(QRectF(148, y + 8, 96 - i * 10, 5), colour("d5d9df"))


def course(p: QPainter, _: random.Random) -> None:
    phone(p, "我的课程")
    fill(p, shade("8fb3c9", "5c8197"))
    p.drawRoundedRect(QRectF(124, 70, 152, 84), 8, 8)
    fill(p, "ffffff")
    shape(p, (190, 94), (190, 130), (220, 112))
    words(p, 126, 180, "已学 2 / 12 节", 15)
    p.fillRect(QRectF(126, 192, 146, 8), colour("dfe3e8"))
    p.fillRect(QRectF(126, 192, 26, 8), colour("2f6bd3"))
    for i in range(4):
        p.fillRect(QRectF(126, 216 + i * 20, 120 - (i % 2) * 26, 7), colour("d5d9df"))


PICTURES: dict[str, Draw] = {
    "baby-shoe": baby_shoe,
    "bottle-leak": bottle_leak,
    "box-crushed": box_crushed,
    "box-empty": box_empty,
    "coat-bed": coat_bed,
    "coat-yellow": coat_yellow,
    "course": course,
    "crab-dead": crab_dead,
    "cup-broken": cup_broken,
    "earphone": earphone,
    "fabric-thin": fabric_thin,
    "fryer-dent": fryer_dent,
    "grapes-rotten": grapes_rotten,
    "kettle-crack": kettle_crack,
    "label-blur": label_blur,
    "lamp-dead": lamp_dead,
    "lipstick-broken": lipstick_broken,
    "orange-mould": orange_mould,
    "parcel-missing": parcel_missing,
    "pilling": pilling,
    "plant-wilted": plant_wilted,
    "ring-text": ring_text,
    "seam-open": seam_open,
    "size-tape": size_tape,
    "stain": stain,
    "track": track,
    "wrong-item": wrong_item,
    "zip-broken": zip_broken,
}


def light(p: QPainter) -> None:
    """The light of a room: brighter above, darker in the corners."""
    ramp = QRadialGradient(WIDTH * 0.45, HEIGHT * 0.35, WIDTH * 0.75)
    ramp.setColorAt(0, colour("ffffff", 26))
    ramp.setColorAt(0.6, colour("000000", 0))
    ramp.setColorAt(1, colour("000000", 70))
    p.fillRect(0, 0, WIDTH, HEIGHT, QBrush(ramp))


def encode(image: QImage) -> bytes:
    """PNG with a palette of its own: as many colours as fit into the limit."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    raw, stride = bytes(plain.constBits()), plain.bytesPerLine()
    pixels = [
        (raw[at], raw[at + 1], raw[at + 2])
        for y in range(HEIGHT)
        for at in range(y * stride, y * stride + WIDTH * 3, 3)
    ]
    content = b""
    for most in (256, 128, 64, 32, 16):
        palette = palette_of(pixels, most)
        content = png(pixels, palette)
        if len(content) <= LIMIT:
            return content
    raise SystemExit(f"{len(content)} bytes are too many")


Pixel = tuple[int, int, int]


def palette_of(pixels: list[Pixel], most: int) -> list[Pixel]:
    """Median cut: halve the box with the widest side until there are enough."""
    boxes = [sorted(Counter(pixels).items())]
    while len(boxes) < most:
        found = max(boxes, key=lambda box: span(box)[0] * (len(box) > 1))
        if len(found) < 2:
            break
        boxes.remove(found)
        axis = span(found)[1]
        found.sort(key=lambda item: item[0][axis])
        half, total, cut = sum(n for _, n in found) / 2, 0, 1
        for place, (_, count) in enumerate(found, start=1):
            total += count
            if total >= half:
                cut = min(max(place, 1), len(found) - 1)
                break
        boxes += [found[:cut], found[cut:]]
    return [mean(box) for box in boxes]


def span(box: list[tuple[Pixel, int]]) -> tuple[float, int]:
    """The widest side of a box and its axis, weighted by how much is in it."""
    weight = math.sqrt(sum(count for _, count in box))
    sides = [
        max(pixel[axis] for pixel, _ in box) - min(pixel[axis] for pixel, _ in box)
        for axis in range(3)
    ]
    widest = max(range(3), key=lambda axis: sides[axis])
    return sides[widest] * weight, widest


def mean(box: list[tuple[Pixel, int]]) -> Pixel:
    """The average colour of a box."""
    total = sum(count for _, count in box)
    red, green, blue = (
        round(sum(pixel[axis] * count for pixel, count in box) / total) for axis in range(3)
    )
    return red, green, blue


def png(pixels: list[Pixel], palette: list[Pixel]) -> bytes:
    """An indexed PNG (https://www.w3.org/TR/png-3/)."""
    near: dict[Pixel, int] = {}

    def index(pixel: Pixel) -> int:
        if pixel not in near:
            near[pixel] = min(
                range(len(palette)),
                key=lambda place: sum((a - b) ** 2 for a, b in zip(pixel, palette[place],
                                                                  strict=True)),
            )  # fmt: skip
        return near[pixel]

    rows = b"".join(
        b"\0" + bytes(index(pixel) for pixel in pixels[y * WIDTH : (y + 1) * WIDTH])
        for y in range(HEIGHT)
    )
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    parts = (
        (b"IHDR", header),
        (b"PLTE", b"".join(map(bytes, palette))),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )


def main() -> None:
    """Draw them all."""
    application = QGuiApplication([])
    folder = Path(__file__).parent / "pictures"
    folder.mkdir(exist_ok=True)
    for name, draw in PICTURES.items():
        image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, random.Random(name))
        light(painter)
        painter.end()
        (folder / f"{name}.png").write_bytes(encode(image))
    del application


if __name__ == "__main__":
    main()
