"""From a runbook's page to its versions and to what its runs say, into the editor and back, by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.runbook.versions import versions_of
from holdfast.settings import Settings
from holdfast.ui.runbook.editor import WritePage
from tests.conftest import Look
from tests.gallery.drifting import used
from tests.gallery.scenes import Room
from tests.journeys.keyboard import focused, name, press, reach, until, write

pytestmark = pytest.mark.usefixtures("nothing_left")


@pytest.fixture
def room(look: Look, tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path, Settings(None), look.appearance)
    made.window.resize(1366, 768)
    made.window.activateWindow()
    until(made.window.isActiveWindow, "the window is in front")
    yield made
    made.close()


def command(room: Room, words: str) -> None:
    """Do something from the palette."""
    press("Ctrl+K")
    write(words)
    press("Return")
    room.settle()


def test_versions_and_findings_are_gone_to_and_left_again(room: Room) -> None:
    book = used(room)
    room.go("runbooks", book)
    reach("3 versions", "Shift+Tab")
    press("Return")
    room.settle()
    assert room.window.windowTitle().startswith("Versions of Queue backlog")
    assert name(focused()) == "Versions, the newest first"
    press("Esc")
    room.settle()
    assert room.window.current_key() == "runbooks"
    command(room, "What its runs say")
    until(lambda: name(focused()) == "Findings", "the findings are shown and have the focus")
    press("Ctrl+E")
    room.settle()
    page = room.window.page("write")
    assert isinstance(page, WritePage)
    assert "Moved the consumer to the other host" in page.edit.toPlainText()
    assert page.preview.changes.isVisible()
    press("Ctrl+S")
    room.settle()
    assert room.window.current_key() == "runbooks"
    assert versions_of(room.store, book)[0].came.how == "drift"
    assert len(versions_of(room.store, book)) == 4


def test_a_restoring_is_undone_by_the_key_that_means_incidents_elsewhere(room: Room) -> None:
    book = used(room)
    before = room.store.runbooks.get(book).version
    room.go("runbooks", book)
    command(room, "Versions")
    press("Down")
    press("Ctrl+Return")
    room.settle()
    assert room.store.runbooks.get(book).version != before
    press("Ctrl+Z")
    room.settle()
    assert room.store.runbooks.get(book).version == before


def test_elsewhere_the_verbs_say_why_not(room: Room) -> None:
    reasons = {each.id: each.reason() for each in room.wiring.actions.all()}
    assert reasons["runbook.versions"] == reasons["runbook.drift"] == "No runbook is shown."
