"""Log files that rotate, stay on one line per record, and hold nothing about a buyer."""

from __future__ import annotations

import logging
import os
import re
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, Any

from workbench.base import files, paths
from workbench.base.redaction import redact

if TYPE_CHECKING:
    from pathlib import Path

FILES = 5
FILE_BYTES = 2_000_000
LINE_CHARACTERS = 16_000
# Libraries that write whole addresses, with the access token in them, at INFO.
TALKATIVE = ("httpx", "httpx2", "httpcore", "httpcore2", "urllib3")

_SHOWN_ZONE = timezone(timedelta(hours=8))
# Everything that breaks a line or steers a terminal.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_FORMAT = "%(asctime)s %(levelname)s %(name)s %(threadName)s: %(message)s"


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


class RedactingFormatter(logging.Formatter):
    """One safe line per record: redacts after formatting, so arguments and tracebacks too."""

    def __init__(self) -> None:
        super().__init__(_FORMAT)

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of at most 16,000 characters; breaks are written ``\\n``."""
        words = super().format(record)
        if len(words) > LINE_CHARACTERS:
            words = words[:LINE_CHARACTERS] + " (cut)"
        return _CONTROL.sub(_escaped, redact(words))

    def formatTime(  # noqa: N802 - the name is logging's
        self, record: logging.LogRecord, datefmt: str | None = None
    ) -> str:
        """ISO 8601 at +08:00 with milliseconds, like every time that is shown."""
        at = datetime.fromtimestamp(record.created, _SHOWN_ZONE)
        return at.strftime(datefmt) if datefmt else at.isoformat(timespec="milliseconds")


class LogFile(RotatingFileHandler):
    """A rotating file for its owner only that goes on when another process holds it open."""

    def _open(self) -> Any:
        def private(path: str, flags: int) -> int:
            return os.open(path, flags, files.OWNER_ONLY)

        return open(
            self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors, opener=private
        )

    def doRollover(self) -> None:  # noqa: N802 - the name is logging's
        # On Windows a file that is open elsewhere cannot be renamed: write on, rotate later.
        with suppress(OSError):
            super().doRollover()
        if self.stream is None:
            self.stream = self._open()


def start(data_dir: Path, name: str, *, level: int = logging.INFO) -> logging.Handler:
    """Write the log of this process to ``log/<name>.log`` below ``data_dir``.

    At most 5 files of 2 MB stay. Give ``window`` or ``cli`` as ``name``: two kinds of process
    that run together do not share a file. Returns the handler for ``stop``. Raises
    ``KnownError`` ``folder_unusable``.
    """
    folder = paths.ensure_folder(paths.log_dir(data_dir))
    handler = LogFile(
        folder / f"{name}.log",
        maxBytes=FILE_BYTES,
        backupCount=FILES - 1,
        encoding="utf-8",
        errors="backslashreplace",
        delay=True,
    )
    handler.setFormatter(RedactingFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    for noisy in TALKATIVE:
        logging.getLogger(noisy).setLevel(logging.WARNING)
    return handler


def stop(handler: logging.Handler) -> None:
    """Take the handler of ``start`` away and close its file."""
    logging.getLogger().removeHandler(handler)
    handler.close()
