"""Pictures of strangers: known formats only, size before pixels, refusals with their reason."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.gui import looks
from tests.gui.looks import grab
from workbench.ui.widgets import decode as decoding
from workbench.ui.widgets.decode import decode, sniff
from workbench.ui.widgets.dropzone import DropZone
from workbench.ui.widgets.pictures import Picture, PictureStrip
from workbench.ui.widgets.viewer import PictureViewer

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = looks.OFFSCREEN

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'


def encoded(kind: str, wide: int = 40, tall: int = 30) -> bytes:
    """A real picture in a format."""
    image = QImage(wide, tall, QImage.Format.Format_RGB32)
    image.fill(QColor("#17693C"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, kind.encode())
    assert writer.write(image), writer.errorString()
    return bytes(buffer.data().data())


def bomb(wide: int, tall: int) -> bytes:
    """A PNG of a few bytes whose header promises many pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        check = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", wide, tall, 8, 6, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 10_000, 9)
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


GIF = (
    b"GIF89a\x02\x00\x02\x00\x80\x00\x00\xff\x00\x00\x00\xff\x00,\x00\x00\x00\x00\x02\x00\x02\x00"
    b"\x00\x02\x03\x44\x02\x05\x00;"
)


@pytest.mark.parametrize("kind", ["png", "jpg", "webp", "bmp"])
def test_usual_formats_are_decoded_and_bounded(kind: str) -> None:
    data = encoded(kind, 400, 300)
    whole, small = decode(data), decode(data, side=100)
    assert whole.image is not None
    assert (whole.width, whole.height, whole.reason) == (400, 300, "")
    assert small.image is not None
    assert max(small.image.width(), small.image.height()) == 100
    assert (small.width, small.height) == (400, 300)


def test_the_first_frame_of_a_gif_is_shown() -> None:
    assert decode(GIF).image is not None


@pytest.mark.parametrize(
    "data",
    [SVG, b"<?xml version='1.0'?>" + SVG, b"%PDF-1.7", b"MZ\x90", b"", b"II*\0", b"icns\0\0",
     b"<html><img src=x>"],
)  # fmt: skip
def test_what_is_no_known_picture_is_refused_whatever_its_name(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(data)
    for source in (data, path):
        found = decode(source)
        assert found.image is None
        assert found.reason == "只显示 PNG、JPG、GIF、WebP 和 BMP。"


@pytest.mark.parametrize("side", [(30_000, 30_000), (8_192, 8_192), (40_000, 2), (5_000, 5_000)])
def test_a_bomb_is_refused_by_its_header(
    side: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_self: object) -> QImage:
        raise AssertionError("the pixels of a bomb were read")

    monkeypatch.setattr(QImageReader, "read", read)
    found = decode(bomb(*side), side=64)
    assert found.image is None
    assert found.reason == "像素太多，为了安全不显示。"
    assert (found.width, found.height) == side


def test_the_bomb_would_be_read_without_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    touched: list[object] = []

    def read(reader: object) -> QImage:
        touched.append(reader)
        return QImage()

    monkeypatch.setattr(decoding, "_too_large", lambda *_args: False)
    monkeypatch.setattr(QImageReader, "read", read)
    decode(bomb(8_192, 8_192))
    assert len(touched) == 1


def test_a_large_photo_shrinks_while_it_is_read() -> None:
    photo = encoded("jpg", 6_000, 4_000)  # 96 MB of pixels
    assert decode(photo).image is None
    assert decode(photo, side=1_500).image is not None


@pytest.mark.qt_log_ignore("JPEG|marker|Huffman|libpng|PNG")
def test_a_picture_cut_at_any_place_never_raises() -> None:
    for kind in ("png", "jpg", "webp", "bmp"):
        data = encoded(kind)
        for cut in range(0, len(data), max(1, len(data) // 12)):
            found = decode(data[:cut])
            assert found.image is not None or found.reason


def test_a_file_that_is_gone_or_too_large_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert decode(tmp_path / "gone.png").reason == "这个文件没能读出来。"
    monkeypatch.setattr(decoding, "MOST_BYTES", 100)
    assert decode(encoded("bmp")).reason == "超过 32 MB，太大，不显示。"


def test_sniffing_looks_at_bytes_and_not_at_names() -> None:
    assert sniff(encoded("png")[:16]) == "png"
    assert sniff(b"RIFF\0\0\0\0WEBPVP8 ") == "webp"
    assert sniff(b"RIFF\0\0\0\0WAVEfmt ") == ""


def test_a_strip_opens_and_removes_by_mouse_and_key(qtbot: QtBot) -> None:
    strip = PictureStrip(side=64, removable=True, numbered=True)
    qtbot.addWidget(strip)
    strip.set_pictures(
        [Picture(encoded("png"), "<b>a.png", "312 KB 可用", "ok"), Picture(SVG, "b.png")]
    )
    strip.resize(strip.sizeHint())
    strip.show()
    one, two = strip.thumbnail(0), strip.thumbnail(1)
    qtbot.waitUntil(lambda: one.loaded() and two.loaded())
    assert (one.reason(), two.reason()) == ("", "只显示 PNG、JPG、GIF、WebP 和 BMP。")
    assert two.toolTip().endswith(two.reason())
    opened: list[int] = []
    removed: list[int] = []
    strip.opened.connect(opened.append)
    strip.removed.connect(removed.append)
    QTest.mouseClick(one, Qt.MouseButton.LeftButton, pos=one.rect().center())
    QTest.keyClick(two, Qt.Key.Key_Return)
    QTest.keyClick(two, Qt.Key.Key_Delete)
    QTest.mouseClick(one, Qt.MouseButton.LeftButton, pos=one._cross().center().toPoint())
    assert (opened, removed) == ([0, 1], [1, 0])
    grab(strip)
    strip.set_pictures([])
    assert strip.count() == 0


def test_a_strip_that_goes_before_its_pictures_come_is_no_accident(qtbot: QtBot) -> None:
    for _round in range(5):
        strip = PictureStrip()
        qtbot.addWidget(strip)
        strip.set_pictures([Picture(encoded("jpg", 900, 900)) for _n in range(3)])
        strip.set_pictures([])
    qtbot.waitUntil(lambda: strip.count() == 0)


def test_the_viewer_fits_zooms_walks_and_closes(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(640, 480)
    parent.show()
    viewer = PictureViewer(parent=parent)
    pictures = [Picture(encoded("png", 2_000, 1_000), "一"), Picture(SVG, "二")]
    viewer.show_pictures(pictures)
    canvas = viewer.canvas
    qtbot.waitUntil(lambda: canvas.image() is not None)
    assert viewer.geometry() == parent.rect()
    assert canvas.scale() == pytest.approx(640 / 2_000, abs=0.01)
    QTest.keyClick(viewer, Qt.Key.Key_1)
    assert canvas.scale() == 1.0
    QTest.keyClick(viewer, Qt.Key.Key_Plus)
    assert canvas.scale() == 1.25
    canvas.step(False, QPointF(10, 10))
    grab(viewer)
    QTest.keyClick(viewer, Qt.Key.Key_0)
    assert canvas.scale() < 1
    QTest.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.index() == 1
    qtbot.waitUntil(lambda: canvas._words.startswith("只显示"))
    assert canvas.image() is None
    with qtbot.waitSignal(viewer.closed):
        QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert viewer.isHidden()


def test_a_drop_zone_takes_local_files_of_its_kind_only(qtbot: QtBot, tmp_path: Path) -> None:
    zone = DropZone("拖入或粘贴", suffixes=(".png",))
    qtbot.addWidget(zone)
    good, other = tmp_path / "a.PNG", tmp_path / "b.exe"
    for path in (good, other):
        path.write_bytes(b"x")
    taken: list[list[Path]] = []
    refused: list[str] = []
    zone.files_dropped.connect(taken.append)
    zone.refused.connect(refused.append)
    mime = QMimeData()
    mime.setUrls(
        [
            QUrl.fromLocalFile(str(good)),
            QUrl.fromLocalFile(str(other)),
            QUrl.fromLocalFile(str(tmp_path)),
            QUrl("file://evil.example/share/x.png"),
            QUrl("https://evil.example/x.png"),
            QUrl.fromLocalFile(str(tmp_path / "gone.png")),
        ]
    )
    assert zone.take(mime)
    assert taken == [[good]]
    assert len(refused) == 5
    assert "b.exe" in refused[0]
    picture = QMimeData()
    picture.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(zone.image_pasted):
        assert zone.take(picture)
    assert not zone.take(QMimeData())


def test_a_path_on_another_machine_is_never_asked_for(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def is_file(path: object) -> bool:
        asked.append(path)
        return True

    monkeypatch.setattr("workbench.ui.widgets.dropzone.Path.is_file", is_file)
    zone = DropZone("拖入")
    qtbot.addWidget(zone)
    mime = QMimeData()
    mime.setUrls([QUrl("file://evil.example/share/x.png"), QUrl.fromLocalFile("//evil/x.png")])
    assert not zone.take(mime)
    assert asked == []


def test_a_drop_zone_can_be_pressed_by_key(qtbot: QtBot) -> None:
    zone = DropZone("拖入")
    qtbot.addWidget(zone)
    zone.resize(300, 40)
    line = grab(zone)
    zone.resize(300, 90)
    assert grab(zone) != line
    with qtbot.waitSignal(zone.clicked):
        QTest.keyClick(zone, Qt.Key.Key_Return)
