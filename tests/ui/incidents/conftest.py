"""A store with the incidents of the pictures, and the page over it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from holdfast.settings import Settings
from holdfast.store.store import Store
from holdfast.ui.incidents.page import IncidentsPage
from tests.ui.audit import shown
from tests.ui.closing import let_go
from tests.ui.incidents.making import make_page, wait_for_counts
from tests.ui.stores import Hands, Told, make_store, tell


@dataclass
class Desk:
    """A store, its clock, and the pages over it that are to be closed."""

    store: Store
    hands: Hands
    told: Told | None = None
    pages: list[IncidentsPage] = field(default_factory=list[IncidentsPage])

    @property
    def page(self) -> IncidentsPage:
        """The page that was opened last."""
        return self.pages[-1]

    def open(self, settings: Settings | None = None, width: int = 1190) -> IncidentsPage:
        """The page, shown, its numbers there."""
        self.pages.append(make_page(self.store, self.hands, settings))
        shown(self.page, width)
        self.page.focus_list()
        wait_for_counts(self.page)
        shown(self.page, width)  # the numbers take room
        QApplication.processEvents()
        return self.page

    def close(self) -> None:
        for page in self.pages:
            if isValid(page):
                let_go(page)
        self.store.close()


@pytest.fixture
def empty_desk(tmp_path: Path, look: object) -> Iterator[Desk]:
    """Nothing declared yet."""
    one = Desk(*make_store(tmp_path))
    yield one
    one.close()


@pytest.fixture
def desk(empty_desk: Desk) -> Desk:
    """The eight incidents."""
    empty_desk.told = tell(empty_desk.store, empty_desk.hands)
    return empty_desk
