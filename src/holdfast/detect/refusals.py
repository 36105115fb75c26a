"""Why a request at the webhook is refused; each is counted, and kept in a log that does not grow for ever."""

import logging
import os
from collections import Counter
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from time import gmtime, monotonic
from typing import Final

AGAIN: Final = "5"
"""Seconds after which a sender may try again what could not be stored."""
_BYTES: Final = 512 * 1024
_LINES: Final = 20  # a second: a flood fills no log
_SHOWN: Final = 200


class Refused(Exception):
    """A request that is answered with this status; nothing of it is stored."""

    def __init__(self, status: int, what: str, hint: str = "", **headers: str) -> None:
        super().__init__(what)
        self.status, self.what, self.hint = status, what, hint
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class RefusalLog:
    """The log of one webhook, in its own thread."""

    def __init__(self, file: Path) -> None:
        self.counts: Counter[int] = Counter()
        self._handler = _Handler(file, maxBytes=_BYTES, backupCount=1, encoding="utf-8", delay=True)
        form = logging.Formatter("%(asctime)sZ %(message)s", "%Y-%m-%dT%H:%M:%S")
        form.converter = gmtime
        self._handler.setFormatter(form)
        self._log = logging.Logger("holdfast.webhook")  # noqa: LOG001  (one for each file, in no tree)
        self._log.addHandler(self._handler)
        self._second, self._lines, self._unlisted = 0, 0, 0

    def add(self, refused: Refused, peer: str, asked: str) -> None:
        """Count a refusal, and write down who asked for what."""
        self.counts[refused.status] += 1
        second = int(monotonic())
        if second != self._second:
            self._second, self._lines = second, 0
        if self._lines >= _LINES:
            self._unlisted += 1
            return
        self._lines += 1
        more = f" (and {self._unlisted} more that are not listed)" if self._unlisted else ""
        self._unlisted = 0
        self._log.warning("%s %s %s: %s%s", refused.status, peer, ascii(asked[:_SHOWN]), refused.what, more)

    def fault(self, error: Exception) -> None:
        """Write down a fault of the program itself."""
        self._log.error("500 %r", error, exc_info=error)

    def close(self) -> None:
        """Let go of the file."""
        self._handler.close()


class _Handler(RotatingFileHandler):
    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        return open(descriptor, "a", encoding="utf-8")  # noqa: PTH123  (a descriptor; closed by logging)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """A log that can't be written stops nothing: alerts go before it."""
