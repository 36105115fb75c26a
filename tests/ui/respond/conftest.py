"""A store with the incidents of the pictures, and the live view over it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.timeline import TimelineRow
from holdfast.respond.incident import timeline_of
from holdfast.settings import Settings
from holdfast.store.store import Store
from holdfast.ui.respond.page import LivePage
from tests.ui.audit import shown
from tests.ui.closing import let_go
from tests.ui.respond.making import StandInRuns, Told, make_page
from tests.ui.stores import Hands, make_store, tell


@dataclass
class Room:
    """The store, its clock and the incident of the pictures; closes the pages that it opened."""

    store: Store
    hands: Hands
    all: list[Incident]
    runs: StandInRuns = field(default_factory=StandInRuns)
    pages: list[LivePage] = field(default_factory=list[LivePage])

    @property
    def live(self) -> Incident:
        """The database incident, as it is now."""
        return self.store.incidents.get(self.all[-1].id)

    def open(self, incident: str = "", *, width: int = 1190, settings: Settings | None = None) -> LivePage:
        """The page on an incident, shown, with the focus in the composer."""
        self.runs = StandInRuns()
        page = make_page(
            self.store, self.hands, incident or self.all[-1].id, runs=self.runs, settings=settings
        )
        self.pages.append(page)
        shown(page, width)
        page.compose()
        QApplication.processEvents()
        return page

    def said(self, page: LivePage) -> list[UserError]:
        """What the notices would show."""
        told = page.property("told")
        assert isinstance(told, Told)
        return told.problems

    def rows(self, incident: str = "") -> list[TimelineRow]:
        """The timeline as it is recorded."""
        return timeline_of(self.store, incident or self.all[-1].id)

    def close(self) -> None:
        for page in self.pages:
            let_go(page)
        self.store.close()


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(focused(), key, modifier)


def type_text(text: str) -> None:
    """Type where the focus is."""
    QTest.keyClicks(focused(), text)


def focused() -> QWidget:
    """The widget that has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def settle(page: LivePage) -> None:
    """Until nothing runs aside any more."""
    tasks = page._services.tasks
    for _turn in range(2000):
        QApplication.processEvents()
        if not tasks.is_busy():
            return
        QTest.qWait(1)
    raise AssertionError("work aside never ended")


@pytest.fixture
def room(tmp_path: Path, look: object) -> Iterator[Room]:
    store, hands = make_store(tmp_path)
    one = Room(store, hands, tell(store, hands).all)
    yield one
    one.close()
