"""A table brought onto the timeline in the window: looked through first, all of it or nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from holdfast.ui.respond.import_panel import ImportPanel
from holdfast.ui.respond.page import LivePage
from tests.ui.asking import ScriptedAsking
from tests.ui.respond.conftest import Room, press

pytestmark = pytest.mark.usefixtures("nothing_left")
HEAD = "event_date,event_tz,event_title,event_source\n"


def opened(page: LivePage, file: Path) -> ImportPanel:
    asking = page._services.asking
    assert isinstance(asking, ScriptedAsking)
    asking.files.append(file)
    page.do("timeline.import")
    QApplication.processEvents()
    panel = page._foot.panel
    assert isinstance(panel, ImportPanel)
    return panel


def said(panel: ImportPanel) -> list[str]:
    return [panel.list.item(row).text() for row in range(panel.list.count())]


def test_rows_are_shown_first_and_enter_brings_them_in(room: Room) -> None:
    page, file = room.open(), room.store.path / "events.csv"
    file.write_text(HEAD + "2026-01-02 10:00,UTC,Looked,EDR\n2026-01-02 10:01,UTC,Acted,\n")
    before = len(room.rows())
    panel = opened(page, file)
    assert panel._said.text() == "2 rows would be put on the timeline; 0 are there already."
    assert said(panel)[0] == "2026-01-02 11:00 UTC+1   Looked   (note, EDR)"
    assert len(room.rows()) == before
    press(Qt.Key.Key_Return)
    assert page._foot.panel is None
    assert [row.text for row in room.rows()[:2]] == ["Looked", "Acted"]
    assert len(room.rows()) == before + 2
    panel = opened(page, file)
    assert "0 rows would be put" in panel._said.text()
    assert not panel.verb.isEnabled()
    panel.leave()


def test_every_faulty_row_is_listed_and_nothing_can_be_brought_in(room: Room) -> None:
    page, file = room.open(), room.store.path / "events.csv"
    file.write_text(HEAD + "soon,UTC,Looked,\n2026-01-02 10:01,UTC,,\n2026-01-02 10:01,UTC,Fine,\n")
    before = len(room.rows())
    panel = opened(page, file)
    assert panel._said.text() == "2 to correct in the table; nothing is recorded."
    assert [line.partition(":")[0] for line in said(panel)] == [
        "line 2, event_date", "line 3, event_title",
    ]  # fmt: skip
    press(Qt.Key.Key_Return)
    assert page._foot.panel is panel
    assert len(room.rows()) == before
    press(Qt.Key.Key_Escape)
    assert page._foot.panel is None


def test_a_file_that_is_gone_is_said(room: Room) -> None:
    page = room.open()
    panel = opened(page, room.store.path / "none.csv")
    assert "can't be read" in panel._said.text()
    assert not panel.verb.isEnabled()
    panel.leave()


def test_what_is_exported_comes_back_the_same(room: Room) -> None:
    page, file = room.open(), room.store.path.parent / "out.csv"
    asking = page._services.asking
    assert isinstance(asking, ScriptedAsking)
    asking.targets += [file, None, room.store.path / "none" / "out.csv"]
    for _answer in range(3):
        page.do("timeline.export")
    assert asking.asked[0].startswith(f"Export the timeline: {room.live.ref}.csv")
    assert file.read_text().startswith("event_date")
    panel = opened(page, file)
    assert panel._said.text().startswith("0 rows would be put")
    panel.leave()
