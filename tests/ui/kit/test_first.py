"""The window goes first until what comes of something is done."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from holdfast.precedence import PRECEDENCE
from holdfast.ui.kit.first import go_first
from tests.beside import PATIENCE, Beside, goes_first, until_somebody_waits


class Busy(QWidget):
    """Has three things to do, each of which comes of the one before; and whether it went first in each."""

    def __init__(self) -> None:
        super().__init__()
        self.first = list[bool]()

    def customEvent(self, _event: QEvent) -> None:
        self.first.append(goes_first())
        if len(self.first) < 3:
            QApplication.postEvent(self, QEvent(QEvent.Type.User))


def test_others_wait_until_all_that_comes_of_it_is_done(qtbot: QtBot) -> None:
    busy = Busy()
    qtbot.addWidget(busy)
    PRECEDENCE.end()  # a window of another test may have left it begun
    go_first()
    PRECEDENCE._ends += PATIENCE
    QApplication.postEvent(busy, QEvent(QEvent.Type.User))
    other = Beside(PRECEDENCE.give_way)
    until_somebody_waits()
    assert not other.did.is_set()
    qtbot.waitUntil(other.did.is_set)
    assert other.ends()
    assert busy.first == [True, True, True]
