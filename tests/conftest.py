"""What every test may rely on: no screen, the shipped fonts, one look, and nothing left behind."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("QT_SCALE_FACTOR", None)

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QTimer
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from holdfast import paths
from holdfast.ui.kit import icons
from holdfast.ui.kit.theme import Appearance

# They begin first, so that none is left for the end, when the other cores are idle.
LONGEST = (
    "journeys/test_every_page.py",
    "runbook/test_watched.py",
    "runbook/test_hostile.py",
    "ui/review/test_audit.py",
    "desk/test_verify.py",
    "store/test_bad_disk.py",
    "store/test_rebuild.py",
    "cli/test_output.py",
    "store/test_processes.py",
    "bench/test_bench.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first; the others as they come."""
    ranks = {Path(__file__).parent / name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.path, len(ranks)))


def pytest_collection_finish(session: pytest.Session) -> None:
    """What lives from here to the end of the run need not be looked through after each test."""
    gc.collect()
    gc.freeze()


class Look:
    """The appearance of the application under test; `choose` switches theme and text size."""

    def __init__(self, app: QApplication) -> None:
        self.appearance = Appearance(app)
        self.appearance.changed.connect(icons.repaint)

    def choose(self, name: str = "light", percent: int = 100) -> None:
        self.appearance.choose(name, percent)


@pytest.fixture(scope="session")
def _look(qapp: QApplication) -> Look:
    QLocale.setDefault(QLocale.c())
    for file in sorted((paths.resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    qapp.setFont(QFont("DejaVu Sans", 9))
    return Look(qapp)


@pytest.fixture
def look(_look: Look) -> Iterator[Look]:
    """The light theme at 100 %, again after the test."""
    _look.choose()
    yield _look
    _look.choose()


@pytest.fixture
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """Fails when a test leaves a window or a running timer behind."""
    before = {id(widget) for widget in qapp.topLevelWidgets()}
    yield
    settle()
    left = [widget for widget in qapp.topLevelWidgets() if isValid(widget) and id(widget) not in before]
    shown = [f"{type(widget).__name__} {widget.objectName()}" for widget in left if widget.isVisible()]
    ticking = [type(timer.parent()).__name__ for widget in left for timer in _running(widget)]
    assert not shown, f"windows left open: {shown}"
    assert not ticking, f"timers left running under: {ticking}"


def _running(widget: QWidget) -> list[QTimer]:
    return [timer for timer in widget.findChildren(QTimer) if timer.isActive()]


def settle() -> None:
    """Let what is posted happen and what is to be deleted be deleted."""
    QCoreApplication.sendPostedEvents()
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
