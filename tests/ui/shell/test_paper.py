"""From the live view to paper by keyboard, in the real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.report.preview import pages
from holdfast.settings import Settings
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.report.page import PaperPage
from tests.conftest import Look
from tests.gallery.scenes import Room
from tests.journeys.keyboard import press
from tests.ui.asking import ScriptedAsking
from tests.ui.audit import shown


@pytest.fixture
def room(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path, Settings(None), look.appearance)
    shown(made.window, 1100, 720)
    made.window.activateWindow()
    yield made
    made.close()


def paper(room: Room) -> PaperPage:
    assert room.window.current_key() == "paper"
    page = room.window.page("paper")
    assert isinstance(page, PaperPage)
    return page


def test_the_handover_sheet_by_two_keys(room: Room, tmp_path: Path) -> None:
    asking = ScriptedAsking()
    room.wiring.rooms.asking = asking
    incident = room.incident("Badge readers")
    room.go("incident", incident)
    press("Ctrl+P")
    room.settle()
    assert paper(room).window_title() == "Handover sheet"
    asking.targets.append(tmp_path / "sheet.pdf")
    press("Ctrl+Shift+E")
    room.settle()
    assert pages((tmp_path / "sheet.pdf").read_bytes()) >= 1
    kinds = [entry.kind for entry in room.store.entries("incident", incident)]
    assert kinds[-1] == "report.made"
    press("Alt+Left")
    assert room.window.current_key() == "incident"


@pytest.mark.parametrize(
    ("action", "title"), [("file.shift_log", "Shift log"), ("file.person_log", "Personal log")]
)
def test_the_logs_are_in_the_menu(room: Room, action: str, title: str) -> None:
    room.wiring.actions.run(action)
    room.settle()
    assert paper(room).window_title() == title
    assert paper(room)._preview.pages.count() >= 1


def test_without_an_update_there_is_no_card_and_that_is_said(room: Room) -> None:
    room.go("incident", declare(room.store, Declaration("Mail is slow")).id)
    card = next(each for each in room.wiring.actions.all() if each.id == "incident.card")
    assert "No status update" in card.reason()


def test_where_nothing_can_be_printed_that_is_said(room: Room) -> None:
    room.go("settings")
    export = next(each for each in room.wiring.actions.all() if each.id == "paper.export")
    assert export.reason() == "Nothing is shown that can be handed out."
