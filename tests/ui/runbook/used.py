"""A runbook with a history: three versions, runs that say something of it, and the pages that show it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QLabel

from holdfast.domain.run import Run
from holdfast.runbook.run import document_of_run, mark, start
from holdfast.runbook.writing import approve, create, write
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.notices import Notice, Notices
from holdfast.ui.kit.page import Page
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from tests.journeys.keyboard import until
from tests.ui.audit import shown
from tests.ui.closing import let_go
from tests.ui.stores import Hands, make_store

ONE = "# Queue\n\n1. Look at it\n2. Restart it\n3. Tell the desk\n"
TWO = ONE.replace("desk", "shift lead")
THREE = TWO.replace("Look", "Look twice")
P = TypeVar("P", bound=Page)


@dataclass
class Around:
    """What a page is made with, and what it said and wished."""

    store: Store
    hands: Hands
    notices: Notices
    record: Recording
    tasks: Tasks
    bridge: Bridge
    said: list[Notice] = field(default_factory=list[Notice])
    went: list[str] = field(default_factory=list[str])

    def book(self) -> str:
        """Three versions; the first was approved, and used once."""
        book = create(self.store, ONE)
        approve(self.store, book.id, book.version)
        self.run(book.id)
        self.hands.forward(hours=2)
        second = write(self.store, book.id, TWO, book.version, "They asked for it")
        return write(self.store, book.id, THREE, second.version).id

    def run(self, book: str, *marks: tuple[int, str, str]) -> Run:
        """A run on an incident of its own, with steps marked: (place, state, remark)."""
        incident = declare(self.store, Declaration(f"Queue {len(self.store.runbooks.runs_of_book(book))}"))
        run = start(self.store, incident.id, book)
        for place, state, remark in marks:
            self.hands.forward(seconds=40)
            mark(self.store, run.id, document_of_run(self.store, run).steps[place], state, remark)
        return self.store.runbooks.run(run.id)


@contextmanager
def around(path: Path) -> Iterator[tuple[Around, Callable[[P, str], P]]]:
    """What a page is made with, and a way to show it at a place."""
    store, hands = make_store(path)
    notices, tasks, bridge = Notices(_raise), Tasks(_raise), Bridge(store)
    record = Recording(lambda: store.by is not None, lambda: False, notices.error, lambda: None)
    made = Around(store, hands, notices, record, tasks, bridge)
    notices.shown.connect(made.said.append)
    pages: list[Page] = []

    def show(page: P, place: str, width: int = 1200) -> P:
        pages.append(page)
        page.show_place(place)
        shown(page, width, 800)
        page.activateWindow()
        first = page.first_focus()
        assert first is not None
        first.setFocus()
        idle(made)
        return page

    yield made, show
    assert tasks.drain()
    for page in pages:
        page.leave()
        let_go(page)
    store.close()


def idle(made: Around) -> None:
    """Wait until nothing goes on aside."""
    until(lambda: not made.tasks.is_busy(), "nothing goes on aside")
    QApplication.processEvents()


def texts(page: Page) -> list[str]:
    """What the labels in sight say."""
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible() and each.text()]


def _raise(problem: BaseException) -> None:
    raise problem
