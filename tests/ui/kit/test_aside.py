"""What is recorded on another thread: the window waits for nobody, and hears of it in order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import apsw
import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.kit.aside import Aside
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from tests.conftest import settle
from tests.journeys.keyboard import until
from tests.ui.stores import make_store


@dataclass
class Desk:
    """A store, what records into it aside, and what was heard of it."""

    store: Store
    known: bool = True
    heard: list[str] = field(default_factory=list[str])
    failed: list[Exception] = field(default_factory=list[Exception])

    def __post_init__(self) -> None:
        record = Recording(lambda: self.known, lambda: False, self._fail, lambda: self.heard.append("saved"))
        self.tasks, self.bridge = Tasks(self._fail), Bridge(self.store)
        self.bridge.changed.connect(self._changed)
        self.aside = Aside(self.store, record, self.tasks, self.bridge)

    def declare(self, title: str) -> bool:
        return self.aside(partial(declare, said=Declaration(title)), self.told, self.refused)

    def told(self, incident: Incident) -> None:
        self.heard.append(incident.title)

    def refused(self, error: UserError) -> None:
        self.heard.append(error.what)

    def _changed(self, changes: Changes) -> None:
        if changes.touches("incident"):
            self.heard.append("changed")

    def _fail(self, problem: BaseException) -> None:
        assert isinstance(problem, Exception)
        self.failed.append(problem)


@pytest.fixture
def desk(tmp_path: Path, look: object) -> Iterator[Desk]:
    store, _hands = make_store(tmp_path)
    desk = Desk(store)
    yield desk
    desk.tasks.drain()
    desk.bridge.stop()
    store.close()


def test_the_window_goes_on_while_another_program_writes(desk: Desk) -> None:
    other = apsw.Connection(desk.store.database.file)
    other.execute("BEGIN IMMEDIATE")
    assert desk.declare("Disk full")
    assert desk.heard == []
    other.execute("ROLLBACK")
    until(lambda: "Disk full" in desk.heard, "it is told")
    assert desk.heard == ["changed", "saved", "Disk full"], "what is told is shown already"
    other.close()


def test_it_is_done_in_the_order_in_which_it_was_asked(desk: Desk) -> None:
    titles = [f"Number {number}" for number in range(9)]
    for title in titles:
        desk.declare(title)
    until(lambda: titles[-1] in desk.heard, "all are told")
    assert [word for word in desk.heard if word in titles] == titles
    refs = [incident.ref for incident in map(desk.store.incidents.get, _idents(desk.store))]
    assert refs == sorted(refs)


def test_nothing_is_done_while_nobody_stands_behind_it(desk: Desk) -> None:
    desk.known = False
    assert not desk.declare("Disk full")
    settle()
    assert _idents(desk.store) == []


def test_what_is_in_the_way_is_told_where_it_was_asked_and_the_next_is_done(desk: Desk) -> None:
    desk.declare("")
    desk.declare("Disk full")
    until(lambda: "Disk full" in desk.heard, "the next is told")
    assert len(desk.heard) == 4
    assert desk.failed == []


def test_who_is_gone_is_told_nothing_and_what_was_in_the_way_is_shown(desk: Desk) -> None:
    panel = _Panel()
    desk.aside(partial(declare, said=Declaration("Disk full")), panel.told, panel.refused)
    desk.aside(partial(declare, said=Declaration("")), panel.told, panel.refused)
    delete(panel)  # before the event loop has its turn: nothing was told yet
    until(lambda: desk.failed, "it is shown")
    assert "saved" in desk.heard
    assert panel.heard == []


def test_a_window_that_closes_records_all_that_was_asked(desk: Desk) -> None:
    for number in range(20):
        desk.declare(f"Number {number}")
    desk.tasks.drain()
    assert len(_idents(desk.store)) == 20


class _Panel(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.heard = list[object]()

    def told(self, result: object) -> None:
        self.heard.append(result)

    def refused(self, error: UserError) -> None:
        self.heard.append(error)


def _idents(store: Store) -> list[str]:
    return [row[0] for row in store.database.rows("SELECT id FROM incident ORDER BY key")]
