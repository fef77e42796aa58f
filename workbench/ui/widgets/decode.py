"""Pictures of strangers, decoded safely: known formats by their first bytes, size before pixels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from workbench.base.texts import _

MOST_BYTES = 32 * 2**20
ALLOCATION_MB = 64
MOST_SIDE = 30_000
MOST_JPEG_PIXELS = 100_000_000  # a JPEG shrinks while it is read, so it may be larger than memory


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture, or the reason why not; ``width`` and ``height`` are those of the file."""

    image: QImage | None
    reason: str = ""
    width: int = 0
    height: int = 0


def sniff(head: bytes) -> str:
    """The format by its first bytes: png, jpeg, gif, webp, bmp; empty for all others (SVG too)."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return "bmp" if head.startswith(b"BM") else ""


def decode(source: Path | bytes, *, side: int = 0) -> Decoded:
    """Decode a png, jpg, gif (first frame), webp or bmp; ``side`` bounds the longer side (0: none).

    Never raises for what is in the file: whatever cannot be shown comes back with a reason. May
    run on any thread.
    """
    try:
        data = source if isinstance(source, bytes) else _read(source)
    except OSError:
        return Decoded(None, _("This file could not be read."))
    if len(data) > MOST_BYTES:
        return Decoded(None, _("Over 32 MB: too large to be shown."))
    kind = sniff(data[:16])
    if not kind:
        return Decoded(None, _("Only PNG, JPG, GIF, WebP and BMP are shown."))
    return _decode(data, kind, side)


def _read(path: Path) -> bytes:
    with path.open("rb") as handle:
        return handle.read(MOST_BYTES + 1)


def _decode(data: bytes, kind: str, side: int) -> Decoded:
    QImageReader.setAllocationLimit(ALLOCATION_MB)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    wide, tall = size.width(), size.height()
    if not size.isValid() or size.isEmpty():
        return Decoded(None, _("This picture is damaged."))
    target = _target(size, side)
    if _too_large(reader, kind, size, target or size):
        return Decoded(None, _("Too many pixels to be shown safely."), wide, tall)
    if target is not None:
        reader.setScaledSize(target)
    image = reader.read()
    if image.isNull():
        return Decoded(None, _("This picture is damaged."), wide, tall)
    plain = QImage.Format.Format_ARGB32_Premultiplied
    return Decoded(image.convertToFormat(plain), "", wide, tall)


def _target(size: QSize, side: int) -> QSize | None:
    if not side or max(size.width(), size.height()) <= side:
        return None
    return size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


def _too_large(reader: QImageReader, kind: str, size: QSize, target: QSize) -> bool:
    pixels = size.width() * size.height()
    if max(size.width(), size.height()) > MOST_SIDE:
        return True
    if kind == "jpeg":
        if pixels > MOST_JPEG_PIXELS:
            return True
        pixels = target.width() * target.height()
    bits = QImage.toPixelFormat(reader.imageFormat()).bitsPerPixel()
    return pixels * max(32, bits) // 8 > ALLOCATION_MB * 2**20
