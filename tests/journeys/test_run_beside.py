"""One run in a window and on the command line at once, each a process of its own on one store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess

from holdfast.domain.ids import subject
from holdfast.runbook.run import start
from holdfast.runbook.writing import create
from holdfast.ui.kit.run_panel import RunPanel
from holdfast.ui.respond.page import LivePage
from tests.conftest import Look
from tests.journeys.aside import ended, holdfast
from tests.journeys.beside import declared
from tests.journeys.keyboard import press, until
from tests.journeys.room import OpenWindow


@pytest.fixture
def room(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[OpenWindow]:
    made = OpenWindow(tmp_path / "store", look.appearance)
    yield made
    made.close()


def _running(room: OpenWindow) -> tuple[RunPanel, str]:
    """A run of two steps beside an incident, and the words that name it on the command line."""
    declared(room)
    (row,) = room.store.incidents.page(room.store.query(""), "due", 0, 2)
    book = create(room.store, "# Lamps\n\n## Steps\n\n1. Look at them\n2. Change the fuse\n3. Tell hall 2\n")
    run = start(room.store, row.id, book.id)
    page = room.window.page("incident")
    assert isinstance(page, LivePage)
    panel = page._runs.widget
    assert isinstance(panel, RunPanel)
    panel.show_run(run.id)
    room.rest()
    return panel, run.id


def _open_step(panel: RunPanel) -> int:
    card = panel.card()
    return card.state().step.number if card is not None else 0


def _step(room: OpenWindow, run: str, *words: str) -> QProcess:
    return holdfast("--data", str(room.store.path), "--operator", "Ben Ott", "run", "step", run, *words)


def _settled(room: OpenWindow, run: str) -> list[tuple[object, str]]:
    """Each entry that settles a step of a run: the number, and who."""
    names = room.store.operators.names()
    kinds = ("step.done", "step.skipped", "step.failed", "step.deviated")
    return [
        (entry.body["number"], names[entry.header.by.operator if entry.header.by else ""])
        for entry in room.store.journal.of_kinds(subject("run", run), kinds)
    ]


def test_a_step_by_the_command_line_shows_in_the_open_run_within_two_seconds(room: OpenWindow) -> None:
    panel, run = _running(room)
    assert ended(_step(room, run, "1", "done")) == 0
    until(lambda: panel.run().state_of(panel.document().steps[0].id) == "done", "it is heard", seconds=2)
    assert _open_step(panel) == 2
    assert "Ben Ott" in panel._steps.row(panel.document().steps[0].id).state().said


def test_window_and_command_line_never_settle_a_step_twice(room: OpenWindow) -> None:
    panel, run = _running(room)
    panel.begin()
    room.wiring.bridge.stop()
    assert ended(_step(room, run, "1", "done")) == 0
    press("Alt+D")
    assert _settled(room, run) == [(1, "Ben Ott")]
    assert "Step 1 is settled already" in " ".join(room.said)
    assert _open_step(panel) == 2
    room.wiring.bridge.start()
    press("Alt+D")
    refused = _step(room, run, "2", "fail", "The fuse is gone")
    assert ended(refused) != 0
    assert "Step 2 is settled already" in bytes(refused.readAllStandardError().data()).decode()
    assert _settled(room, run) == [(1, "Ben Ott"), (2, "Ana Keller")]


def test_many_at_one_step_settle_it_once(room: OpenWindow) -> None:
    panel, run = _running(room)
    others = [_step(room, run, "1", "done") for _one in range(4)]
    assert sorted(bool(ended(other)) for other in others) == [False, True, True, True]
    assert _settled(room, run) == [(1, "Ben Ott")]
    until(lambda: _open_step(panel) == 2, "the next step is open", seconds=2)
