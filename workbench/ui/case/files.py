"""Files of a case: where pictures lie, what may be sent, and making a picture small enough."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from workbench.base import resources
from workbench.base.ids import new_id
from workbench.base.texts import _
from workbench.ui import phrases
from workbench.ui.widgets.decode import decode

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")
PROOFS = (*PICTURES, ".mp4", ".mov", ".pdf")
LONGEST = 200  # bytes of a file name; more is no name of ours
_SIDES = (2_400, 1_600, 1_200, 800, 560, 400)
_QUALITIES = (88, 78, 66)


def resolve(name: str, data_dir: Path) -> Path | None:
    """Where a file of a case lies: among the attachments, else among the demo's pictures.

    ``name`` comes from a platform: only its last part counts, so that no path is ever followed.
    """
    plain = PurePosixPath(PureWindowsPath(name).name).name
    if plain in ("", ".", "..") or not plain.isprintable() or len(plain.encode()) > LONGEST:
        return None
    kept = data_dir / "attachments"
    places = (
        kept / plain,
        kept / plain[:2] / plain,
        resources.folder("demo") / "pictures" / plain,
    )
    return next((place for place in places if place.is_file()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file ready to be sent: ``size`` bytes now, ``before`` as it came; ``reason`` why not."""

    path: Path
    size: int
    before: int
    reason: str = ""

    @property
    def caption(self) -> str:
        """Its size in words, and whether it was made smaller."""
        if self.reason:
            return self.reason
        size = phrases.size(self.size)
        return _("made {size}").format(size=size) if self.size < self.before else size


def prepare(path: Path, limit: int, folder: Path, *, picture: bool) -> Prepared:
    """A file as it may be sent; a picture over ``limit`` bytes is made smaller, the original stays.

    Runs on a worker. Never raises for what is in the file: the reason is in the answer.
    """
    try:
        before = path.stat().st_size
    except OSError:
        return Prepared(path=path, size=0, before=0, reason=_("This file cannot be read."))
    if before <= limit:
        return Prepared(path=path, size=before, before=before)
    if not picture and path.suffix.casefold() not in PICTURES:
        return Prepared(
            path=path, size=before, before=before,
            reason=_("Over {limit}: the platform does not take it.").format(
                limit=phrases.size(limit)
            ),
        )  # fmt: skip
    return _shrink(path, before, limit, folder)


def _shrink(path: Path, before: int, limit: int, folder: Path) -> Prepared:
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{new_id()}.jpg"
    for side in _SIDES:
        decoded = decode(path, side=side)
        if decoded.image is None:
            return Prepared(path=path, size=before, before=before, reason=decoded.reason)
        plain = _on_white(decoded.image)
        for quality in _QUALITIES:
            if _write(plain, target, b"JPEG", quality) and target.stat().st_size <= limit:
                return Prepared(path=target, size=target.stat().st_size, before=before)
    target.unlink(missing_ok=True)
    return Prepared(
        path=path, size=before, before=before,
        reason=_("Over {limit}: the platform does not take it.").format(limit=phrases.size(limit)),
    )  # fmt: skip


def _write(image: QImage, path: Path, kind: bytes, quality: int = -1) -> bool:
    from PySide6.QtGui import QImageWriter

    writer = QImageWriter(str(path), kind)
    writer.setQuality(quality)
    return bool(writer.write(image))


def _on_white(image: QImage) -> QImage:
    """JPEG knows no transparency: white where there was nothing."""
    from PySide6.QtGui import QImage as Image
    from PySide6.QtGui import QPainter

    made = Image(image.size(), Image.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.drawImage(0, 0, image)
    painter.end()
    return made


def keep_pasted(image: QImage, folder: Path) -> Path:
    """A pasted picture as a file. Raises ``OSError`` where it cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{new_id()}.png"
    if not _write(image, path, b"PNG"):
        raise OSError(str(path))
    return path


def pasted_folder(data_dir: Path) -> Path:
    """Where pasted and shrunken pictures wait until they are sent."""
    return data_dir / "pasted"
