"""The sources of the library by keyboard: what they say and what is done with each; nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from holdfast.runbook.library import import_folder
from holdfast.runbook.sources import sources
from holdfast.runbook.writing import create
from tests.conftest import Look
from tests.ui.audit import audit, shown
from tests.ui.runbook.hands import Desk, make_desk, write
from tests.ui.runbook.test_page import focused, press

Key = Qt.Key


@pytest.fixture
def desk(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Desk]:
    """Two folders were imported, and one runbook was written here."""
    made = make_desk(tmp_path)
    books = {f"{n:02}.md": f"# Pump {n}\n" for n in range(12)}
    import_folder(made.store, write(tmp_path / "pumps", books))
    import_folder(made.store, write(tmp_path / "valves", {"valve.md": "# Valve\n"}))
    create(made.store, "# Mine\n")
    shown(made.page)
    made.page.activateWindow()
    made.page.show_place("sources")
    made.wait()
    made.page._sources.list.setFocus()
    yield made
    made.close()


def rows(desk: Desk) -> list[str]:
    model = desk.page._sources.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def choose(desk: Desk, row: int) -> None:
    desk.page._sources.list.setFocus()
    press(Key.Key_Home)
    for _step in range(row):
        press(Key.Key_Down)


def act(desk: Desk, words: str) -> None:
    """Choose from the menu of the current source."""
    menu = desk.page._sources._more.menu()
    assert isinstance(menu, QMenu)
    (action,) = (each for each in menu.actions() if words in each.text().replace("&", ""))
    assert action.isEnabled()
    action.trigger()
    desk.wait()


def test_each_says_where_it_came_from_and_what_its_last_import_found(desk: Desk) -> None:
    assert rows(desk) == [
        "Written here, no folder, 1 runbook",
        f"pumps, {desk.path / 'pumps'}, 12 runbooks",
        f"valves, {desk.path / 'valves'}, 1 runbook",
    ]
    assert desk.page.first_focus() is desk.page._sources.list
    assert desk.page.window_title() == "Sources"
    choose(desk, 1)
    texts = desk.texts()
    assert f"Folder: {desk.path / 'pumps'}" in texts
    assert any(text.startswith("Last import: ") and text.endswith("; 12 new.") for text in texts)
    assert "In the library: 12 runbooks." in texts


def test_a_folder_that_is_not_there_is_said_and_another_is_taken(desk: Desk) -> None:
    (desk.path / "valves").rename(desk.path / "moved")
    desk.page.show_place("sources")
    desk.wait()
    assert rows(desk)[2].endswith("not there now")
    choose(desk, 2)
    assert any("what came from it is still in the library" in text for text in desk.texts())
    assert not desk.page._sources._import.isEnabled()
    press(Key.Key_F5)
    assert "is not there now" in desk.failed[0].what
    desk.asking.folders = [desk.path / "moved"]
    act(desk, "Import from another folder")
    assert any("1 unchanged" in text for text in desk.texts())
    assert [one.place for one in sources(desk.store)][2] == str(desk.path / "moved")
    assert desk.page._sources.isVisible()
    assert not rows(desk)[2].endswith("not there now")


def test_f5_imports_again_and_comes_back_to_the_sources(desk: Desk) -> None:
    write(desk.path / "valves", {"new.md": "# New\n"})
    choose(desk, 2)
    press(Key.Key_F5)
    desk.wait()
    assert desk.page._preview.isVisible()
    press(Key.Key_Return)
    desk.wait()
    assert desk.page._sources.isVisible()
    assert rows(desk)[2].startswith("valves")
    assert "2 runbooks" in rows(desk)[2]


def test_a_source_is_renamed_by_keyboard(desk: Desk) -> None:
    choose(desk, 1)
    press(Key.Key_F2)
    edit = focused()
    assert isinstance(edit, QLineEdit)
    assert edit.selectedText() == "pumps"
    QTest.keyClicks(edit, "valves")
    press(Key.Key_Return)
    assert any("There is a source valves already." in text for text in desk.texts())
    assert focused() is edit
    assert audit(desk.page) == []
    edit.selectAll()
    QTest.keyClicks(edit, "Site K7")
    press(Key.Key_Return)
    desk.wait()
    assert desk.said == ["pumps is called Site K7 now."]
    assert [one.name for one in sources(desk.store)] == ["", "Site K7", "valves"]
    assert focused() is desk.page._sources.list
    assert desk.page._sources.list.current_key() == "Site K7"
    press(Key.Key_F2)
    press(Key.Key_Escape)
    assert focused() is desk.page._sources.list
    assert desk.page._sources.isVisible()


def test_enter_shows_the_runbooks_of_a_source(desk: Desk) -> None:
    choose(desk, 1)
    press(Key.Key_Return)
    assert desk.page._list.query.text() == 'source:"pumps"'
    assert len(desk.shown_ids()) == 12
    assert desk.went == [""]
    assert not desk.page._sources.isVisible()


def test_what_is_forgotten_is_the_folder_alone(desk: Desk) -> None:
    choose(desk, 1)
    act(desk, "Forget its folder")
    assert desk.said == ["Where pumps came from is forgotten. Its runbooks are still in the library."]
    assert rows(desk)[1] == "pumps, no folder is known, 12 runbooks"
    assert desk.store.runbooks.count() == 14
    assert focused() is desk.page._sources.list


def test_what_was_written_here_is_neither_renamed_nor_forgotten(desk: Desk) -> None:
    choose(desk, 0)
    press(Key.Key_F2)
    assert not desk.page._sources._rename.isVisible()
    assert [each.isEnabled() for each in desk.page._sources._acts_of_one] == [False, False, False]
    press(Key.Key_Return)
    assert desk.went == []


def test_a_source_is_added_and_escape_leads_back(desk: Desk) -> None:
    desk.asking.folders = [write(desk.path / "third", {"c.md": "# C\n"})]
    desk.page._sources.folder_wanted.emit("")
    desk.accept()
    assert [one.name for one in sources(desk.store)] == ["", "pumps", "third", "valves"]
    assert rows(desk)[2].startswith("third")
    desk.page._sources.list.setFocus()
    press(Key.Key_Escape)
    assert desk.went == [""]
    assert desk.page._list.isVisible()


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_sources_pass_the_audit(desk: Desk, look: Look, theme: str, percent: int) -> None:
    look.choose(theme, percent)
    for width in (1190, 720):
        shown(desk.page, width)
        choose(desk, 1)
        for _round in range(3):
            QApplication.processEvents()
        assert audit(desk.page) == []
