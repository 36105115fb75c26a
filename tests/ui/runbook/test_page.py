"""The library by keyboard: bring in, find, read, follow links, start; and every file accounted for."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTreeWidget, QTreeWidgetItemIterator, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from holdfast.desk.export import hand_out
from holdfast.desk.operators import sign_in, sign_out
from holdfast.desk.paper import binder_handout
from holdfast.runbook import library
from holdfast.runbook.library import import_folder, text_of
from holdfast.runbook.render import Rendered, Renderer
from holdfast.runbook.run import document_of_run, start
from holdfast.runbook.shaping import demote
from holdfast.runbook.writing import approve, create
from holdfast.runbook.writing import write as write_book
from holdfast.settings import Settings
from holdfast.store.opening import open_store
from holdfast.store.runbooks import RunbookRow
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.kit.find_bar import FindBar
from holdfast.ui.runbook.model import Found, LibraryModel
from holdfast.ui.runbook.preview import Preview
from tests.conftest import Look
from tests.runbook.long_texts import PAIRS
from tests.ui.audit import audit, shown
from tests.ui.runbook.hands import Desk, desk_on, make_desk, write

Key = Qt.Key

HOT = """# Pump is hot

See [the valve](../valve.md#close).

## Meaning

Heat in the hall.

## Diagnosis

1. Read the gauge

### Gauge is broken

Touch the pipe.
"""
BOOKS = {
    "pumps/hot.md": HOT,
    "valve.md": "# Valve\n\n## Open\n\nTurn left.\n\n## Close\n\nTurn right, slowly.\n",
    "printer.md": "# Printer queue stuck\n\n## Steps\n\n1. Look at the queue\n",
}


@pytest.fixture
def desk(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    shown(made.page)
    made.page.activateWindow()
    QApplication.processEvents()
    yield made
    made.close()


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Three runbooks have been brought in, and the report is closed."""
    desk.bring_in(_books(desk))
    desk.page._importing.hide()
    return desk


def _books(desk: Desk) -> Path:
    return write(desk.path / "library", BOOKS)


def _id(desk: Desk, title: str) -> str:
    return next(row.id for row in desk.store.runbooks.page() if row.title == title)


def press(key: Qt.Key, *, ctrl: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(focused(), key, held)
    QApplication.processEvents()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _button(desk: Desk, name: str) -> QPushButton:
    return next(
        each
        for each in desk.page.findChildren(QPushButton)
        if each.accessibleName() == name and each.isVisible()
    )


def _audited(desk: Desk) -> list[str]:
    for _round in range(3):
        QApplication.processEvents()
    return audit(desk.page)


# -- bringing in -------------------------------------------------------------------------------------


def test_an_empty_library_has_one_thing_to_do(desk: Desk) -> None:
    first = desk.page.first_focus()
    assert first is not None
    first.setFocus()
    assert "No runbooks yet" in desk.texts()
    assert _audited(desk) == []
    desk.asking.folders = [None, _books(desk)]
    press(Key.Key_Space)
    assert desk.store.runbooks.count() == 0
    press(Key.Key_Space)
    desk.accept()
    assert desk.titles() == ["Printer queue stuck", "Pump is hot", "Valve"]
    assert "3 runbooks from 1 folder" in desk.texts()
    assert desk.recorded


def test_the_report_accounts_for_every_file(desk: Desk) -> None:
    folder = _books(desk)
    desk.bring_in(folder)
    assert "Imported library: 3 new, 0 changed, 0 unchanged, 0 gone, 0 left out." in desk.texts()
    (folder / "printer.md").unlink()
    (folder / "valve.md").write_text("# Valve\n\n## Close\n\nTurn right.\n")
    (folder / "latin.md").write_bytes(b"# Gr\xfc\xdfe\n")
    (folder / "odd.md").write_bytes(b"# Gr\x81e\n")
    desk.bring_in(folder)
    assert "Imported library: 1 new, 1 changed, 1 unchanged, 1 gone, 1 left out." in desk.texts()
    assert _audited(desk) == []
    _button(desk, "Copy report").click()
    copied = QGuiApplication.clipboard().text()
    assert "odd.md: Byte 5 is not UTF-8." in copied
    assert "latin.md: Read as Windows-1252; kept as it is." in copied
    _button(desk, "Close report").click()
    assert not desk.page._importing.isVisible()
    assert desk.titles()[-1] == "Printer queue stuck"  # gone: kept, marked, last
    model = desk.page._list.rows.model()
    assert "gone from its folder" in str(
        model.index(len(desk.titles()) - 1, 0).data(Qt.ItemDataRole.DisplayRole)
    )


def test_a_folder_without_markdown_is_said_where_the_person_looks(desk: Desk) -> None:
    (desk.path / "photos").mkdir()
    desk.bring_in(desk.path / "photos")
    assert any("There is no Markdown in photos." in text for text in desk.texts())
    assert _audited(desk) == []


def test_several_things_dropped_come_in_one_after_the_other(desk: Desk) -> None:
    one = write(desk.path / "one", {"a.md": "# A\n"})
    two = write(desk.path / "two", {"b.md": "# B\n", "c.md": "# C\n"}) / "b.md"
    data = QMimeData()
    data.setUrls(
        [QUrl.fromLocalFile(str(one)), QUrl.fromLocalFile(str(two)), QUrl("https://example.org/x.md")]
    )
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, left, none)
    QApplication.sendEvent(desk.page, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(desk.page, QDropEvent(QPointF(9, 9), copy, data, left, none))
    desk.accept()
    assert desk.titles() == ["A", "B"]


def test_what_is_dropped_from_elsewhere_is_not_taken(desk: Desk) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/x.md")])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, left, Qt.KeyboardModifier.NoModifier)
    entering.setAccepted(False)
    QApplication.sendEvent(desk.page, entering)
    assert not entering.isAccepted()


def test_an_import_can_be_stopped_and_keeps_what_it_had(desk: Desk) -> None:
    folder = write(desk.path / "many", {f"{n:03}.md": f"# Book {n}\n" for n in range(5 * library._CHUNK)})
    desk.page.import_from(folder)
    desk.wait()
    desk.page._preview.accept()
    while not desk.store.runbooks.count():
        QApplication.processEvents()
    _button(desk, "Stop").click()
    desk.wait()
    count = desk.store.runbooks.count()
    assert 0 < count < 5 * library._CHUNK
    assert "Stopped. What was imported by then stays." in desk.texts()
    assert len(desk.shown_ids()) == count
    desk.bring_in(folder)
    assert desk.store.runbooks.count() == 5 * library._CHUNK


def test_nothing_is_imported_while_nobody_is_at_the_keyboard(desk: Desk) -> None:
    sign_out(desk.store)
    desk.bring_in(_books(desk))
    assert desk.store.runbooks.count() == 0
    assert not desk.page._importing.isVisible()


# -- what would come ---------------------------------------------------------------------------------


def _planned(desk: Desk, folder: Path) -> Preview:
    desk.page.import_from(folder)
    desk.wait()
    assert desk.page._preview.isVisible()
    return desk.page._preview


def _rows(preview: Preview) -> list[str]:
    model = preview.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_nothing_is_recorded_before_somebody_says_so(desk: Desk) -> None:
    preview = _planned(desk, _books(desk))
    assert desk.store.runbooks.count() == 0
    assert focused() is preview.list
    assert [row.split(", ")[-2:] for row in _rows(preview)] == [["new", "ticked"]] * 3
    assert "+ # Printer queue stuck" in preview.diff.toPlainText()
    assert _audited(desk) == []
    press(Key.Key_Escape)
    assert desk.store.runbooks.count() == 0
    assert "Nothing was imported." in desk.texts()


def test_space_leaves_one_out_and_enter_imports_the_others(desk: Desk) -> None:
    preview = _planned(desk, _books(desk))
    press(Key.Key_Space)
    assert _rows(preview)[0].endswith("not ticked")
    _button(desk, "Import 2 runbooks")
    press(Key.Key_Return)
    desk.wait()
    assert desk.titles() == ["Pump is hot", "Valve"]
    assert any("1 not wanted" in text for text in desk.texts())


def test_what_changed_is_shown_line_by_line(filled: Desk) -> None:
    folder = write(filled.path / "library", {"valve.md": BOOKS["valve.md"].replace("left", "right")})
    (folder / "printer.md").unlink()
    preview = _planned(filled, folder)
    assert [row.split(", ")[-2] for row in _rows(preview)] == ["changed", "gone from the folder"]
    shown = preview.diff.toPlainText()
    assert "\N{MINUS SIGN} Turn left." in shown
    assert "+ Turn right." in shown
    press(Key.Key_Down)
    filled.wait()
    assert any("It is no longer there." in text for text in filled.texts())
    assert not preview.diff.isVisible()
    assert _audited(filled) == []


def test_long_texts_are_compared_aside_and_no_more_once_the_row_is_left(filled: Desk) -> None:
    here, there = PAIRS["letters.md"]
    folder = write(filled.path / "library", {"printer.md": here, "valve.md": "# Valve\n\nOther.\n"})
    filled.bring_in(folder)
    write(folder, {"printer.md": there, "valve.md": "# Valve\n\nAnother.\n"})
    preview = _planned(filled, folder)
    press(Key.Key_Down)
    filled.wait()
    press(Key.Key_Up)
    assert filled.tasks.is_busy()
    assert preview.diff.toPlainText() == ""
    preview._soon.timeout.emit()
    assert "Comparing…" in filled.texts()
    assert _audited(filled) == []
    left = preview._token
    press(Key.Key_Down)
    assert left.cancelled
    filled.wait()
    assert "Comparing…" not in filled.texts()
    assert "+ Another." in preview.diff.toPlainText()


def test_what_was_changed_here_too_stays_unless_it_is_ticked(filled: Desk) -> None:
    book = filled.store.runbooks.get(_id(filled, "Valve"))
    write_book(filled.store, book.id, "# Valve\n\nOurs.\n", book.version)
    folder = write(filled.path / "library", {"valve.md": "# Valve\n\nTheirs.\n"})
    preview = _planned(filled, folder)
    assert _rows(preview)[0].endswith("changed here and there, not ticked")
    assert not _button(filled, "Import 0 runbooks").isEnabled()
    press(Key.Key_Space)
    press(Key.Key_Return)
    filled.wait()
    assert filled.store.runbooks.get(book.id).theirs == ""
    assert text_of(filled.store, filled.store.runbooks.get(book.id).version) == "# Valve\n\nTheirs.\n"


def test_a_plan_waits_for_who_comes_back_and_ends_with_who_goes_on(filled: Desk) -> None:
    folder = write(filled.path / "library", {"new.md": "# New\n"})
    preview = _planned(filled, folder)
    filled.page.show_place("")
    assert preview.isVisible()
    assert filled.page.first_focus() is preview.list
    filled.read(_id(filled, "Valve"))
    assert not preview.isVisible()
    assert "New" not in filled.titles()
    filled.bring_in(folder)
    assert "New" in filled.titles()


def test_what_is_unchanged_needs_no_question(filled: Desk) -> None:
    filled.page.import_from(filled.path / "library")
    filled.wait()
    assert not filled.page._preview.isVisible()
    assert any("3 unchanged" in text for text in filled.texts())


# -- finding -----------------------------------------------------------------------------------------


def _lines(desk: Desk) -> list[str]:
    model = desk.page._list.rows.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def _type(desk: Desk, line: str) -> None:
    """Type a line anew, as a person does, and let it be asked."""
    desk.page._list.rows.setFocus()
    press(Key.Key_F, ctrl=True)
    QTest.keyClicks(focused(), line) if line else press(Key.Key_Delete)
    desk.page._list._look()


def _offered(desk: Desk) -> list[str]:
    shown = desk.page._list.query._completion
    if shown is None or shown.isHidden():
        return []
    return [shown.item(row).text() for row in range(shown.count())]


def test_names_come_before_texts_and_texts_show_section_and_place(filled: Desk) -> None:
    filled.find("valve")
    assert filled.titles() == ["Valve", "Pump is hot"]
    assert (
        _lines(filled)[1] == "Pump is hot, Pump is hot  \N{MIDDLE DOT}  See [the valve](../valve.md#close)."
    )
    assert "2 found" in filled.texts()
    filled.find("queu")
    assert filled.titles() == ["Printer queue stuck"]
    filled.find("slowly")
    assert "Close  \N{MIDDLE DOT}  " in _lines(filled)[0]
    assert _lines(filled)[0].endswith("slowly.")


def test_typing_finds_and_enter_opens_at_the_section(filled: Desk) -> None:
    _type(filled, "slowly")
    assert focused() is filled.page._list.query
    press(Key.Key_Return)
    filled.wait()
    assert filled.went == [f"{_id(filled, 'Valve')}#close"]
    assert filled.page.window_title() == "Valve"
    assert filled.page._viewer.reader._anchor == "close"


def test_filters_and_words_together_say_what_is_wanted(filled: Desk) -> None:
    ident = _id(filled, "Valve")
    approve(filled.store, ident, filled.store.runbooks.get(ident).version)
    _type(filled, "approved:no")
    assert filled.titles() == ["Printer queue stuck", "Pump is hot"]
    _type(filled, "valve approved:no")
    assert filled.titles() == ["Pump is hot"]
    _type(filled, "-source:library")
    assert filled.titles() == []
    assert "Nothing matches “-source:library”." in filled.texts()
    assert _audited(filled) == []
    _type(filled, "")
    assert len(filled.titles()) == 3


def test_a_wrong_filter_is_said_below_the_line_and_the_rows_stay(filled: Desk) -> None:
    _type(filled, "valve")
    _type(filled, "valve colour:red")
    said = filled.page._list._said
    assert "Character 7: there is no field colour." in said.text()
    assert filled.page._list.query.accessibleDescription() == said.text()
    assert filled.titles() == ["Valve", "Pump is hot"]
    assert filled.failed == []
    assert _audited(filled) == []
    filled.page.show_place("")  # the library is read again meanwhile
    assert filled.titles() == ["Valve", "Pump is hot"]
    _type(filled, "hot")
    assert said.text() == "1 found"
    assert filled.page._list.query.property("wrong") != "true"


def test_what_looks_like_a_filter_and_is_none_is_looked_for(filled: Desk) -> None:
    _type(filled, "https://example.org:8080")
    assert "Nothing matches “https://example.org:8080”." in filled.texts()


def test_filters_are_completed_by_keyboard(filled: Desk) -> None:
    _type(filled, "so")
    assert _offered(filled) == ["source:"]
    press(Key.Key_Tab)
    assert _offered(filled) == ["source:library"]
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert filled.page._list.query.text() == "source:library "
    assert filled.went == []
    assert focused() is filled.page._list.query
    _type(filled, "approved:")
    assert _offered(filled) == ["approved:yes", "approved:no"]
    assert _audited(filled) == []
    assert not filled.page._list._said.isVisible()
    press(Key.Key_Escape)
    assert _offered(filled) == []
    assert "approved: can't be understood" in filled.page._list._said.text()
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert filled.page._list.query.text() == "approved:"
    assert filled.went == []


def test_enter_with_offers_open_opens_what_is_found_and_closes_them(filled: Desk) -> None:
    _type(filled, "o")
    assert _offered(filled) == ["owner:", "overdue:"]
    press(Key.Key_Return)
    assert _offered(filled) == []
    assert len(filled.went) == 1


def test_many_are_found_first_some_and_the_others_at_the_end_of_the_list(desk: Desk) -> None:
    books = {f"{n:03}.md": f"# Book {n}\n\nPump {n}\n" for n in range(230)}
    import_folder(desk.store, write(desk.path / "many", books))
    desk.page.show_place("")
    assert len(desk.shown_ids()) == 230
    _type(desk, "pump")
    assert "More than 200 found" in desk.texts()
    assert len(desk.shown_ids()) == 200
    desk.page._list.rows.setFocus()
    press(Key.Key_End)
    assert len(set(desk.shown_ids())) == 230
    press(Key.Key_End)
    press(Key.Key_Return)
    assert desk.went == [f"{desk.shown_ids()[-1]}#{desk.went[0].partition('#')[2]}"]


def test_nothing_found_says_so_and_offers_the_way_back(filled: Desk) -> None:
    filled.find("zzz")
    assert "Nothing matches “zzz”." in filled.texts()
    assert _audited(filled) == []
    _button(filled, "Clear search").click()
    filled.page._list._look()
    assert len(filled.shown_ids()) == 3


def test_up_and_down_go_through_the_rows_while_typing(filled: Desk) -> None:
    filled.page._list.query.setFocus()
    press(Key.Key_Down)
    press(Key.Key_Down)
    press(Key.Key_Up)
    press(Key.Key_Return)
    assert filled.went == [filled.shown_ids()[0]]


def test_the_row_that_was_current_stays_so_when_more_comes_in(filled: Desk) -> None:
    filled.page._list.choose(_id(filled, "Valve"))
    import_folder(filled.store, write(filled.path / "library", {"aaa.md": "# Aaa\n"}))
    assert filled.titles()[0] == "Aaa"
    assert filled.page._list.rows.current_key() == _id(filled, "Valve")


def test_another_process_imports(filled: Desk) -> None:
    other = open_store(filled.store.path, clock=filled.hands)
    sign_in(other, "Operator 2")
    import_folder(other, write(filled.path / "library", {"aaa.md": "# Aaa\n"}))
    filled.bridge.poll()
    assert filled.titles()[0] == "Aaa"
    other.close()


# -- reading -----------------------------------------------------------------------------------------


def test_a_runbook_shows_its_sections_and_what_it_is(filled: Desk) -> None:
    filled.read(_id(filled, "Pump is hot"))
    (outline,) = filled.page.findChildren(QTreeWidget)
    headings: list[tuple[int, str]] = []
    each = QTreeWidgetItemIterator(outline)
    while (item := each.value()) is not None:
        depth, above = 0, item.parent()
        while above is not None:
            depth, above = depth + 1, above.parent()
        headings.append((depth, item.text(0)))
        each += 1
    assert headings == [(0, "Pump is hot"), (1, "Meaning"), (1, "Diagnosis"), (2, "Gauge is broken")]
    about = next(text for text in filled.texts() if "pumps/hot.md" in text)
    assert about.endswith("2 steps")
    assert _audited(filled) == []


def test_what_people_said_of_the_steps_counts(filled: Desk) -> None:
    ident = _id(filled, "Pump is hot")
    run = start(filled.store, declare(filled.store, Declaration("Hall 3")).id, ident)
    demote(filled.store, run.id, document_of_run(filled.store, run).steps[0])
    filled.read(ident)
    assert any(text.endswith("1 step") for text in filled.texts() if "pumps/hot.md" in text)


def test_a_link_leads_to_the_other_runbook_as_a_place_to_come_back_to(filled: Desk) -> None:
    filled.read(_id(filled, "Pump is hot"))
    filled.page._viewer.reader.view.runbook_wanted.emit("valve.md", "close")
    filled.wait()
    assert filled.went == [f"{_id(filled, 'Valve')}#close"]
    assert "Turn right, slowly." in filled.page._viewer.reader.view.toPlainText()
    filled.read(_id(filled, "Pump is hot"))  # Alt+Left in the shell
    assert "Heat in the hall." in filled.page._viewer.reader.view.toPlainText()


def test_a_link_out_of_the_library_says_so(filled: Desk) -> None:
    filled.read(_id(filled, "Valve"))
    filled.page._viewer.reader.view.runbook_wanted.emit("elsewhere.md", "")
    assert filled.said == ["elsewhere.md is not in the library."]


def test_what_is_shown_as_plain_text_says_why(look: Look, nothing_left: None, tmp_path: Path) -> None:
    def slow(_text: str, _images: object, _base: str) -> Rendered:
        return Rendered(
            "<pre>x</pre>", (), "This text took too long to lay out, so it is shown as plain text."
        )

    desk = make_desk(tmp_path, slow)
    shown(desk.page)
    desk.bring_in(write(tmp_path / "library", BOOKS))
    desk.read(_id(desk, "Valve"))
    assert "This text took too long to lay out, so it is shown as plain text." in desk.texts()
    assert _audited(desk) == []
    desk.close()


def test_it_is_started_on_the_incident(filled: Desk) -> None:
    filled.read(_id(filled, "Valve"))
    _button(filled, "Start on incident").click()
    assert filled.started == [_id(filled, "Valve")]


def test_what_is_gone_is_read_but_not_started(filled: Desk) -> None:
    (filled.path / "library" / "valve.md").unlink()
    import_folder(filled.store, filled.path / "library")
    filled.read(_id(filled, "Valve"))
    start = _button(filled, "Start on incident")
    assert not start.isEnabled()
    assert "gone" in start.toolTip()


def test_a_new_version_takes_the_place_of_the_one_that_is_read(filled: Desk) -> None:
    filled.read(_id(filled, "Valve"))
    write(filled.path / "library", {"valve.md": "# Valve\n\nWeld it shut.\n"})
    import_folder(filled.store, filled.path / "library")
    filled.wait()
    assert "Weld it shut." in filled.page._viewer.reader.view.toPlainText()


def test_a_place_that_is_not_there_is_said(filled: Desk) -> None:
    filled.page.show_place("01234567-89ab-7cde-8fff-000000000000")
    assert len(filled.failed) == 1


def test_use_is_counted_in_the_list(filled: Desk) -> None:
    from holdfast.runbook.run import start

    incident = declare(filled.store, Declaration("Pump is hot"))
    start(filled.store, incident.id, _id(filled, "Valve"))
    model = filled.page._list.rows.model()
    assert "1 incident, 2026-" in str(model.index(2, 0).data(Qt.ItemDataRole.DisplayRole))


# -- standing behind it, and what comes with Holdfast ------------------------------------------------


def test_a_version_is_approved_and_an_edit_takes_that_away(filled: Desk) -> None:
    ident = _id(filled, "Valve")
    filled.read(ident)
    _button(filled, "Approve").click()
    assert filled.store.runbooks.get(ident).is_approved
    assert any(text.startswith("approved ") for text in filled.texts()), filled.texts()
    assert "approved" in str(filled.page._list.rows.model().index(2, 0).data())
    write_book(filled.store, ident, "# Valve\n\nOurs.\n", filled.store.runbooks.get(ident).version)
    filled.wait()
    assert any(text.startswith("changed since ") for text in filled.texts())
    _button(filled, "Approve").click()
    _button(filled, "Withdraw approval").click()
    assert not filled.store.runbooks.get(ident).is_approved
    assert _audited(filled) == []


def test_the_starter_runbooks_come_in_from_the_empty_page(desk: Desk) -> None:
    _button(desk, "Bring in starter runbooks").click()
    desk.accept()
    assert desk.store.runbooks.count() == 26
    assert {row.source for row in desk.store.runbooks.page()} == {"Holdfast starter"}


def test_f5_imports_the_source_again(filled: Desk) -> None:
    write(filled.path / "library", {"new.md": "# New\n"})
    filled.read(_id(filled, "Valve"))
    filled.page._viewer.reader.view.setFocus()
    press(Key.Key_F5)
    filled.accept()
    assert "New" in filled.titles()


def test_a_source_that_is_not_there_is_said(filled: Desk) -> None:
    (filled.path / "library").rename(filled.path / "elsewhere")
    filled.page.import_again()
    assert "is not there now" in filled.failed[0].what


def test_the_page_says_when_the_binder_is_out_of_date(filled: Desk, tmp_path: Path) -> None:
    ident = _id(filled, "Valve")
    approve(filled.store, ident, filled.store.runbooks.get(ident).version)
    hand_out(filled.store, binder_handout(filled.store), tmp_path / "binder.pdf", "pdf")
    filled.page.show_place("")
    assert any("binder of " in text and "out of date" not in text for text in filled.texts())
    approve(filled.store, ident, filled.store.runbooks.get(ident).version, approved=False)
    assert any("is out of date" in text.partition("\N{MIDDLE DOT}")[0] for text in filled.texts())


# -- narrow windows, themes, real runbooks -----------------------------------------------------------


def test_a_narrow_window_shows_one_side_and_the_way_back(filled: Desk) -> None:
    filled.page.resize(700, 690)
    QApplication.processEvents()
    assert filled.page._list.isVisible()
    assert not filled.page._viewer.isVisible()
    filled.read(_id(filled, "Valve"))
    assert not filled.page._list.isVisible()
    assert not filled.page._header.isVisible(), "the text has the room"
    assert _audited(filled) == []
    filled.page._viewer.reader.view.setFocus()
    press(Key.Key_Escape)
    assert filled.page._list.isVisible()
    assert filled.page._header.isVisible()
    assert focused() is filled.page._list.rows


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_page_passes_the_audit(filled: Desk, look: Look, theme: str, percent: int) -> None:
    look.choose(theme, percent)
    filled.read(_id(filled, "Pump is hot"))
    shown(filled.page)
    assert _audited(filled) == []
    filled.page.show_place("")
    shown(filled.page)
    assert _audited(filled) == []


def test_the_model_keeps_its_promises(qtbot: QtBot, look: Look) -> None:
    def read(idents: Sequence[str]) -> list[Found]:
        return [Found(RunbookRow(each, "s", f"{each}.md", f"Book {each}", "", False, 0)) for each in idents]

    model = LibraryModel(read)
    tester = ModelTester(model)
    idents = [str(n) for n in range(50)]
    model.show_ids(idents)
    model.show_ids(idents[:20], lambda: idents)
    assert model.canFetchMore(model.index(-1, 0))
    model.fetchMore(model.index(-1, 0))
    assert model.rowCount() == 50
    model.show_ids(idents)
    model.show_ids([])
    model.show_ids(idents)
    assert model.index(49, 0).data() == "Book 49, 49.md"[:7] + ", s, not approved"
    assert model.place_of("7") == 7
    assert model.place_of("x") == -1
    assert tester is not None


def test_every_real_runbook_can_be_read(look: Look, nothing_left: None, tmp_path: Path) -> None:
    data = os.environ.get("HOLDFAST_REAL_DATA")
    if not data:
        pytest.skip("HOLDFAST_REAL_DATA does not name a folder with runbooks/openshift")
    renderer = Renderer()
    desk = make_desk(tmp_path, renderer.render)
    shown(desk.page)
    desk.bring_in(Path(data) / "runbooks" / "openshift")
    assert any("273 new" in text for text in desk.texts())
    reader = desk.page._viewer.reader
    for ident in desk.shown_ids()[::7]:
        desk.read(ident)
        assert reader.view.toPlainText().strip()
        assert not reader._plain.isVisible()
    desk.bring_in(Path(data) / "runbooks" / "openshift")
    assert any("273 unchanged" in text for text in desk.texts())
    desk.close()
    renderer.close()


def test_a_page_on_a_filled_store_shows_it_at_once(filled: Desk) -> None:
    other = desk_on(filled.store, filled.hands, filled.path)
    assert len(other.shown_ids()) == 3
    other.page.deleteLater()


def test_the_place_of_the_splitter_is_kept(desk: Desk) -> None:
    import_folder(desk.store, write(desk.path / "books", BOOKS))
    shown(desk.page, 1190, 700)
    settings = Settings(None)
    settings.remember(library_share="0.500")
    desk.page.keep_place_in(settings)
    left, right = desk.page._split.sizes()
    assert left == pytest.approx(right, abs=4)
    desk.page._split.moveSplitter(left + 80, 1)
    desk.page.leave()
    assert float(settings.remembered("library_share")) > 0.52


LONG = (
    "# Valve\n\nThe valve is here.\n\n"
    + "Filler.\n\n" * 200
    + "The VALVE again.\n\n```\nvalve --close\n```\n"
)


def _bar(desk: Desk) -> FindBar:
    return desk.page._viewer.finder


def test_find_in_the_runbook_counts_and_goes_round(qtbot: QtBot, desk: Desk) -> None:
    import_folder(desk.store, write(desk.path / "books", {"valve.md": LONG}))
    (row,) = desk.store.runbooks.page()
    desk.read(row.id)
    view = desk.page._viewer.reader.view
    view.setFocus()
    qtbot.keyClick(view, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = _bar(desk)
    assert bar.isVisible()
    qtbot.keyClicks(bar._edit, "valve")
    assert bar.words() == "1 of 4"
    qtbot.keyClick(bar._edit, Key.Key_Return)
    assert (bar.words(), view.verticalScrollBar().value()) == ("2 of 4", 0)
    qtbot.keyClick(bar._edit, Key.Key_F3)
    assert bar.words() == "3 of 4"
    assert view.verticalScrollBar().value() > 0
    qtbot.keyClick(bar._edit, Key.Key_F3)
    qtbot.keyClick(bar._edit, Key.Key_F3)
    assert bar.words() == "1 of 4"
    qtbot.keyClick(bar._edit, Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert bar.words() == "4 of 4"
    assert len(view.extraSelections()) == 4
    QApplication.processEvents()
    assert audit(desk.page) == []
    qtbot.keyClicks(bar._edit, "x")
    assert bar.words() == "Not found"
    qtbot.keyClick(bar._edit, Key.Key_Escape)
    assert not bar.isVisible()
    assert view.extraSelections() == []
    assert view.hasFocus()


def test_find_from_the_list_stays_in_the_list(qtbot: QtBot, desk: Desk) -> None:
    import_folder(desk.store, write(desk.path / "books", {"valve.md": LONG}))
    (row,) = desk.store.runbooks.page()
    desk.read(row.id)
    desk.page._list.rows.setFocus()
    qtbot.keyClick(desk.page._list.rows, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert desk.page._list.query.hasFocus()
    assert not _bar(desk).isVisible()


def test_another_runbook_is_looked_through_anew(desk: Desk) -> None:
    import_folder(
        desk.store, write(desk.path / "books", {"valve.md": LONG, "pump.md": "# Pump\n\nNo valve.\n"})
    )
    pump, valve = desk.store.runbooks.page()
    desk.read(valve.id)
    _bar(desk).begin()
    _bar(desk)._edit.setText("valve")
    assert _bar(desk).words() == "1 of 4"
    desk.read(pump.id)
    assert _bar(desk).words() == "1 of 1"


@pytest.mark.parametrize(("percent", "width"), [(100, 1366), (200, 1366), (100, 760)])
def test_a_long_title_is_read_to_its_end_beside_the_verbs_or_above_them(
    filled: Desk, look: Look, percent: int, width: int
) -> None:
    title = "Database fail-over when the primary of the stock and order service does not answer"
    book = create(filled.store, f"# {title}\n\n## Steps\n\n1. Look\n")
    approve(filled.store, book.id, book.version)
    look.choose("light", percent)
    filled.page.resize(width, 768)
    filled.read(book.id)
    viewer = filled.page._viewer
    for _round in range(3):
        QApplication.processEvents()
    shown_title = viewer._title
    needed = shown_title.heightForWidth(shown_title.width())
    assert shown_title.text() == title
    assert shown_title.height() >= needed
    assert viewer._approve.geometry().top() >= shown_title.geometry().bottom()
    assert _audited(filled) == []
