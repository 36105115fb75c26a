"""The directory by keyboard: people and resources added, changed, taken out; tables in and out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from holdfast.settings import Settings
from holdfast.store.store import Store
from holdfast.triage.directory_csv import directory_csv
from holdfast.ui.directory.page import DirectoryPage
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.notices import Notice, Notices
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.rows import ROW
from tests.conftest import Look
from tests.triage.directory_maker import person, resource
from tests.ui.asking import ScriptedAsking
from tests.ui.audit import audit, shown
from tests.ui.stores import make_store

Key = Qt.Key


@dataclass
class Desk:
    store: Store
    page: DirectoryPage
    asking: ScriptedAsking
    said: list[Notice] = field(default_factory=list)

    def rows(self) -> list[tuple[str, str]]:
        """Name and what is due of each row."""
        model = self.page._list.rows.model()
        found = [model.index(at, 0).data(ROW) for at in range(model.rowCount())]
        return [(row.title, row.due) for row in found]


def _fail(error: BaseException) -> None:
    raise error


@pytest.fixture
def desk(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Desk]:
    store, _hands = make_store(tmp_path / "store")
    yield from _opened(store)


def _opened(store: Store) -> Iterator[Desk]:
    notices, asking = Notices(_fail), ScriptedAsking()
    bridge = Bridge(store)
    record = Recording(lambda: store.by is not None, lambda: False, notices.error, lambda: None)
    page = DirectoryPage(store, record, asking, bridge, notices, Settings(None))
    bridge.setParent(page)
    desk = Desk(store, page, asking)
    notices.shown.connect(desk.said.append)
    page.resize(1200, 700)
    page.show_place("")
    shown(page)
    page.activateWindow()
    _focus(page.first_focus())
    yield desk
    page.close()
    page.deleteLater()
    store.close()


def _focus(widget: QWidget | None) -> None:
    assert widget is not None
    widget.setFocus()
    QApplication.processEvents()


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(_focused(), key, held)
    QApplication.processEvents()


def write(text: str) -> None:
    QTest.keyClicks(_focused(), text)
    QApplication.processEvents()


def ctrl(key: Qt.Key) -> None:
    press(key, Qt.KeyboardModifier.ControlModifier)


def record(desk: Desk) -> None:
    """Ctrl+S, which the window hears for every page on which something is written."""
    (verb,) = desk.page.verbs()
    assert verb.keys == "Ctrl+S"
    assert not verb.reason()
    verb.run()


def button(desk: Desk, name: str) -> QPushButton:
    found = [b for b in desk.page.findChildren(QPushButton) if b.accessibleName() == name and b.isVisible()]
    return found[0]


def said(desk: Desk) -> list[str]:
    return [each.text() for each in desk.page.findChildren(QLabel) if each.isVisible() and each.text()]


def test_a_person_is_added_by_keyboard(desk: Desk) -> None:
    assert desk.page.first_focus() is _focused()
    assert audit(desk.page) == []
    press(Key.Key_Return)
    write("Ana")
    for text in ("commander", "radio 4", "2026-W48", "Plant IT"):
        press(Key.Key_Tab)
        write(text)
    record(desk)
    (ana,) = desk.store.directory.people()
    assert (ana.roles, ana.lines, ana.weeks, ana.organisation) == (
        ("commander",), ("radio 4",), ("2026-W48",), "Plant IT",
    )  # fmt: skip
    assert desk.rows() == [("Ana", "on call now")]
    assert audit(desk.page) == []


def test_who_is_on_call_now_comes_first_and_typing_narrows(desk: Desk) -> None:
    for name, weeks in (("Ana", ""), ("Ben", "2026-W48"), ("Chi", "2026-W49")):
        person(desk.store, name=name, weeks=weeks, lines=f"radio {name}")
    resource(desk.store, name="Pump", place="Hall 3")
    assert desk.rows() == [("Ben", "on call now"), ("Ana", ""), ("Chi", ""), ("Pump", "")]
    ctrl(Key.Key_F)
    write("hall p")
    assert [name for name, _due in desk.rows()] == ["Pump"]
    press(Key.Key_Return)
    assert desk.page._form().subject().held.name == "Pump"
    ctrl(Key.Key_F)
    write("nobody")
    assert "Nothing matches “nobody”." in said(desk)
    assert audit(desk.page) == []


def test_what_is_typed_is_a_draft_until_it_is_recorded(desk: Desk) -> None:
    ana = person(desk.store, name="Ana", remark="nights")
    desk.page.show_place(ana.id)
    _focus(desk.page._form().first())
    write(" Ferreira")
    press(Key.Key_Escape)
    assert desk.store.drafts.get(f"person/{ana.id}", "name").text == "Ana Ferreira"
    assert "Not recorded yet; kept as a draft." in said(desk)
    desk.page.add("person")
    desk.page.show_place(ana.id)
    record(desk)
    assert [one.name for one in desk.store.directory.people()] == ["Ana Ferreira"]
    assert desk.store.drafts.of(f"person/{ana.id}") == {}


def test_a_new_person_that_was_begun_is_found_again(desk: Desk) -> None:
    person(desk.store, name="Ana")
    desk.page.add("person")
    write("Ben")
    desk.page.leave()
    desk.page.add("resource")
    desk.page.add("person")
    assert desk.page._form().first().text() == "Ben"
    record(desk)
    assert [one.name for one in desk.store.directory.people()] == ["Ana", "Ben"]


@pytest.mark.parametrize(
    ("name", "weeks", "wrong"), [("", "", "The name is empty"), ("Ben", "soon", "soon is no week")]
)
def test_what_cannot_be_taken_is_said_at_its_field(desk: Desk, name: str, weeks: str, wrong: str) -> None:
    desk.page.add("person")
    write(name)
    desk.page._form()._fields["weeks"].control.setText(weeks)
    record(desk)
    assert any(text.startswith(wrong) for text in said(desk))
    assert _focused().accessibleName() == ("Name" if not name else "Weeks on call")
    assert desk.store.directory.people() == []


def test_a_name_that_is_there_is_said_at_the_name(desk: Desk) -> None:
    person(desk.store, name="Ana")
    desk.page.add("person")
    write("ana")
    record(desk)
    assert any(text.startswith("Ana is in the directory already") for text in said(desk))


def test_one_is_taken_out_and_put_back(desk: Desk) -> None:
    ana = person(desk.store, name="Ana")
    person(desk.store, name="Ben")
    desk.page.show_place(ana.id)
    button(desk, "Take out of the directory").click()
    assert [name for name, _due in desk.rows()] == ["Ben"]
    assert desk.said[-1].verb == "Undo"
    desk.said[-1].act()
    assert [name for name, _due in desk.rows()] == ["Ana", "Ben"]


def test_a_table_is_shown_before_it_is_imported(desk: Desk, tmp_path: Path) -> None:
    person(desk.store, name="Ana")
    file = tmp_path / "people.csv"
    file.write_text("name,contact_lines\nAna,radio 4\nBen,radio 5\n")
    desk.asking.files.append(file)
    desk.page.import_table()
    assert "people.csv: 1 new, 1 changed, 0 unchanged." in said(desk)
    assert len(desk.store.directory.people()) == 1
    assert _focused().accessibleName() == "Import table"
    assert audit(desk.page) == []
    press(Key.Key_Return)
    assert [one.name for one in desk.store.directory.people()] == ["Ana", "Ben"]
    assert desk.page._importing.isHidden()


def test_a_role_that_the_scheme_does_not_have_is_shown_and_imported(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,roles\nAna,scribe\nBen,comander\n")
    desk.asking.files.append(file)
    desk.page.import_table()
    assert "people.csv: 2 new, 0 changed, 0 unchanged. 1 role is worth a look." in said(desk)
    model = desk.page._importing._rows._model
    (first, *_others) = [model.index(place, 0).data(ROW) for place in range(model.rowCount())]
    assert first.title == "Line 3, roles: Ben: comander is no role of the scheme in use."
    assert first.meta.startswith("The scheme has: commander, ")
    assert model.rowCount() == 3
    assert audit(desk.page) == []
    press(Key.Key_Return)
    assert [one.roles for one in desk.store.directory.people()] == [("scribe",), ("comander",)]


def test_a_faulty_table_names_its_rows_and_imports_nothing(desk: Desk, tmp_path: Path) -> None:
    person(desk.store, name="Ana")
    file = tmp_path / "people.csv"
    file.write_text("name,on_call_weeks\nBen,soon\n,2026-W48\n")
    desk.asking.files.append(file)
    desk.page.import_table()
    told = "people.csv: 2 mistakes; nothing is imported until they are corrected."
    assert told in said(desk)
    assert audit(desk.page) == []
    press(Key.Key_Return)
    assert desk.page._importing.isHidden()
    assert len(desk.store.directory.people()) == 1
    desk.asking.files.append(tmp_path / "none.csv")
    desk.page.import_table()
    assert any("can't be read" in text for text in said(desk))


def test_the_directory_is_written_as_a_table(desk: Desk, tmp_path: Path) -> None:
    person(desk.store, name="Ana", weeks="2026-W48")
    desk.asking.targets.append(tmp_path / "out.csv")
    desk.page.export_table()
    assert (tmp_path / "out.csv").read_bytes().decode() == directory_csv(desk.store)
    desk.asking.targets.append(tmp_path / "none" / "out.csv")
    desk.page.export_table()
    assert desk.said[-1].error


def test_in_a_narrow_window_one_side_at_a_time(desk: Desk) -> None:
    ana = person(desk.store, name="Ana")
    desk.page.resize(600, 700)
    QApplication.processEvents()
    assert desk.page._list.isVisible()
    assert not desk.page._side.isVisible()
    desk.page._open(ana.id)
    assert not desk.page._list.isVisible()
    button(desk, "Back to the list").click()
    assert desk.page._list.isVisible()
    assert audit(desk.page) == []


def test_with_large_type_nothing_is_out_of_sight_at_the_side(desk: Desk, look: Look) -> None:
    person(desk.store, name="Ana")
    look.choose("light", 200)
    page = shown(desk.page, 1250, 650)
    assert page.minimumSizeHint().width() <= 1250
    assert audit(page) == []


def test_in_a_low_window_a_table_that_waits_has_all_the_room(desk: Desk, look: Look, tmp_path: Path) -> None:
    person(desk.store, name="Ana")
    look.choose("light", 200)
    shown(desk.page, 1250, 650)
    file = tmp_path / "people.csv"
    file.write_text("name\nBen\n")
    desk.asking.files.append(file)
    desk.page.import_table()
    assert not desk.page._list.isVisible()
    assert audit(desk.page) == []
    press(Key.Key_Return)
    assert desk.page._list.isVisible()
