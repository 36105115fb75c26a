"""How the window goes first: until what comes of something in it is done, too."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QTimer
from shiboken6 import isValid

from holdfast.precedence import PRECEDENCE

_ROUNDS: Final = 4
"""Of Qt's loop, which deals in each with what came of the one before: a part of a page that is laid out anew
has those around it laid out in the next."""


class _Ending(QTimer):
    """Ends it after some rounds in which nothing began anew."""

    def __init__(self) -> None:
        super().__init__(QCoreApplication.instance())
        self._left = 0
        self.setInterval(0)  # once in each round
        self.timeout.connect(self._round)

    def begin(self) -> None:
        """Count anew."""
        self._left = _ROUNDS
        self.start()

    def _round(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.stop()
            PRECEDENCE.end()


_ending: _Ending | None = None


def go_first() -> None:
    """Have the threads beside the window wait until this is dealt with, and what comes of it.

    For the window's thread and its loop, at the start of what takes more than a moment there.
    """
    global _ending  # noqa: PLW0603  (one, as the loop is)
    if _ending is None or not isValid(_ending):
        _ending = _Ending()
    _ending.begin()
    PRECEDENCE.begin()
