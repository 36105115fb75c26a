"""Qt calls into Python must not wear out None and True.

PySide6 6.12.0 on CPython 3.11 loses one reference to None for each `data()` or `headerData()` whose None
comes back through C++, one to True for each emit of a `Signal(object)`, one to None for each
`singleShot(0, lambda)`; after some thousand the process dies (`none_dealloc`). It needs a process of its own:
the victim would be the test run.
"""

import os
import subprocess
import sys

SCRIPT = """
import sys
from PySide6.QtCore import QAbstractTableModel, QIdentityProxyModel, QModelIndex, QObject, Qt
from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QTableView

TIMES = 20_000


class Empty(QAbstractTableModel):
    def rowCount(self, parent=QModelIndex()):
        return 10

    def columnCount(self, parent=QModelIndex()):
        return 10

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return None

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        return None


class Speaker(QObject):
    said = Signal(object)


class Listener(QObject):
    @Slot(object)
    def hear(self, word):
        pass


def drive(what):
    before = (sys.getrefcount(None), sys.getrefcount(True))
    what()
    lost = [then - now for then, now in zip(before, (sys.getrefcount(None), sys.getrefcount(True)))]
    # A few hundred come and go with caches; a leak per call is thousands.
    assert max(lost) < 1_000, (what.__name__, lost)


def models():
    model, between = Empty(), QIdentityProxyModel()
    between.setSourceModel(model)
    view = QTableView()
    view.setModel(between)
    view.resize(1_000, 500)
    for _ in range(TIMES):
        # Through C++ and back: a direct call from Python would prove nothing.
        between.data(between.index(1, 1))
        between.headerData(1, Qt.Orientation.Horizontal)
    view.grab()


def signals():
    speaker, listener = Speaker(), Listener()
    speaker.said.connect(listener.hear)
    for _ in range(TIMES):
        speaker.said.emit(True)
        speaker.said.emit(None)


def timers():
    left = TIMES

    def tick():
        nonlocal left
        left -= 1

    for _ in range(TIMES):
        QTimer.singleShot(0, lambda: tick())
    while left:
        app.processEvents()


app = QApplication([])
for what in (models, signals, timers):
    drive(what)
print("sound")
"""


def test_twenty_thousand_calls_from_qt_leave_none_and_true_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert (done.returncode, done.stdout.strip()) == (0, "sound"), done.stderr
