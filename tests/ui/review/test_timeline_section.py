"""The timeline of a review: a checklist to import from, rows reworded in place, taking out and undoing it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from holdfast.domain.ids import subject
from holdfast.domain.review import Row
from holdfast.respond.incident import add_note
from holdfast.respond.times import correct_time
from holdfast.review.writing import change_row, drop_rows, group_rows, import_rows, offered_rows
from holdfast.ui.kit.rows import KEY, ROW
from holdfast.ui.review.editor import ReviewEditor
from holdfast.ui.review.import_panel import ImportPanel
from holdfast.ui.review.offers import OfferModel
from holdfast.ui.review.timeline_section import TimelineSection
from tests.conftest import settle
from tests.ui.review.conftest import focused
from tests.ui.review.scene import Scene
from tests.ui.review.story import NOTES

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def section(full: ReviewEditor) -> TimelineSection:
    full.show_section("timeline")
    found = full.middle.section()
    assert isinstance(found, TimelineSection)
    found.list.setFocus()
    return found


def panel(editor: ReviewEditor) -> ImportPanel:
    found = editor.middle.currentWidget()
    assert isinstance(found, ImportPanel)
    return found


def row_of(scene: Scene, text: str) -> Row:
    return next(row for row in scene.story.review().rows if text in row.text)


def choose(section: TimelineSection, ident: str) -> None:
    section.list.setCurrentIndex(section.list.rows.index(section.list.rows.row_of(ident), 0))


# -- import ----------------------------------------------------------------------------------------


def test_an_empty_timeline_offers_the_import_and_enter_takes_everything(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor
) -> None:
    editor.show_section("timeline")
    section = editor.middle.section()
    start = section.first_focus()
    assert isinstance(start, QPushButton)
    qtbot.keyClick(start, Qt.Key.Key_Space)
    offered = panel(editor)
    assert focused(editor) is offered.list
    qtbot.keyClick(offered.list, Qt.Key.Key_Return)
    whole = len(offered_rows(scene.story.store, scene.story.review().id))
    assert len(scene.story.review().rows) == whole
    assert scene.said() == f"{whole} entries imported."
    assert editor.middle.current() == "timeline"
    assert not editor.middle.is_asking()


def test_keys_tick_one_all_and_none(qtbot: QtBot, scene: Scene, editor: ReviewEditor) -> None:
    editor.questions.import_timeline()
    entries = panel(editor).list
    whole = entries.offers.rowCount()
    assert len(entries.offers.chosen()) == whole
    qtbot.keyClick(entries, Qt.Key.Key_A, CONTROL | SHIFT)
    assert entries.offers.chosen() == []
    assert not panel(editor)._take.isEnabled()
    qtbot.keyClick(entries, Qt.Key.Key_Down)
    qtbot.keyClick(entries, Qt.Key.Key_Space)
    assert [row.text for row in entries.offers.chosen()] == [str(entries.offers.index(1, 0).data(ROW).text)]
    assert panel(editor)._take.text() == "Import 1 entry"
    qtbot.keyClick(entries, Qt.Key.Key_A, CONTROL)
    assert len(entries.offers.chosen()) == whole
    qtbot.keyClick(entries, Qt.Key.Key_Escape)
    assert not editor.middle.is_asking()
    assert scene.story.review().rows == ()


def test_a_click_ticks_too(qtbot: QtBot, editor: ReviewEditor) -> None:
    editor.questions.import_timeline()
    entries = panel(editor).list
    rect = entries.visualRect(entries.offers.index(2, 0))
    qtbot.mouseClick(entries.viewport(), Qt.MouseButton.LeftButton, NONE, rect.center())
    assert len(entries.offers.chosen()) == entries.offers.rowCount() - 1


def test_a_second_import_keeps_every_edit(qtbot: QtBot, scene: Scene, full: ReviewEditor) -> None:
    row = row_of(scene, "df -h")
    change_row(scene.story.store, scene.story.review().id, row.id, "The volume was full.")
    dropped = row_of(scene, "Told the order desk")
    drop_rows(scene.story.store, scene.story.review().id, [dropped.id])
    before = {row.source: row for row in scene.story.review().rows}
    full.questions.import_timeline()
    entries = panel(full).list
    assert entries.offers.chosen() == []  # taken out once: not proposed again
    indexes = [entries.offers.index(place, 0) for place in range(entries.offers.rowCount())]
    there = next(index for index in indexes if index.data(KEY) == row.source)
    assert there.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert not there.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert "in the review, reworded" in there.data(ROW).meta
    entries.setCurrentIndex(there)
    qtbot.keyClick(entries, Qt.Key.Key_Space)
    assert there.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    qtbot.keyClick(entries, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(entries, Qt.Key.Key_Return)
    after = {row.source: row for row in scene.story.review().rows}
    assert {source: after[source] for source in before} == before
    assert after[dropped.source].text == NOTES[3][1]
    assert after[row.source].text == "The volume was full."


def test_offers_are_a_sound_model(scene: Scene, editor: ReviewEditor, qtmodeltester: ModelTester) -> None:
    editor.questions.import_timeline()
    model = panel(editor).list.offers
    assert isinstance(model, OfferModel)
    qtmodeltester.check(model, force_py=True)
    assert str(model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)).startswith(
        "Ticked: 23 November, 13:16"
    )


def test_importing_is_refused_for_who_gives_no_name(qtbot: QtBot, scene: Scene, editor: ReviewEditor) -> None:
    editor.questions.import_timeline()
    scene.story.store.by = None
    qtbot.keyClick(panel(editor).list, Qt.Key.Key_Return)
    assert scene.asked_who == 1
    assert editor.middle.is_asking()


# -- rewording -------------------------------------------------------------------------------------


def test_a_row_is_reworded_in_its_place(
    qtbot: QtBot, scene: Scene, full: ReviewEditor, section: TimelineSection
) -> None:
    row = row_of(scene, "df -h")
    choose(section, row.id)
    qtbot.keyClick(section.list, Qt.Key.Key_F2)
    edit = focused(full)
    assert isinstance(edit, QPlainTextEdit)
    edit.selectAll()
    qtbot.keyClicks(edit, "The volume of the log was full.")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert row_of(scene, "volume of the log was full").edited
    assert focused(full) is section.list
    assert section.list.current_key() == row.id
    shown = section.list.currentIndex().data(ROW)
    assert shown.text == "The volume of the log was full."
    assert "reworded" in shown.meta


def test_escape_keeps_the_draft_and_leaving_the_section_records_it(
    qtbot: QtBot, scene: Scene, full: ReviewEditor, section: TimelineSection
) -> None:
    row = row_of(scene, "df -h")
    choose(section, row.id)
    qtbot.keyClick(section.list, Qt.Key.Key_Return)
    edit = focused(full)
    qtbot.keyClicks(edit, "Seen at the console: ")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert "draft, not recorded" in section.list.currentIndex().data(ROW).meta
    assert row_of(scene, "df -h").text == NOTES[0][1]
    full.step(1)
    assert row_of(scene, "Seen at the console").edited
    store = scene.story.store
    assert store.by is not None
    assert store.drafts.of(subject("review", scene.story.review().id), store.by.operator) == {}


def test_an_empty_row_is_not_recorded_and_says_why(
    qtbot: QtBot, scene: Scene, full: ReviewEditor, section: TimelineSection
) -> None:
    row = row_of(scene, "df -h")
    section.edit(row.id)
    edit = focused(full)
    assert isinstance(edit, QPlainTextEdit)
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert section._editor is not None
    assert section._editor.box._error.text().startswith("The row is empty.")
    assert row_of(scene, "df -h").text == NOTES[0][1]


def test_a_row_grows_with_its_text(
    qtbot: QtBot, scene: Scene, full: ReviewEditor, section: TimelineSection
) -> None:
    row = row_of(scene, "df -h")
    section.edit(row.id)
    settle()
    index = section.list.rows.index(section.list.rows.row_of(row.id), 0)
    before = section.list.visualRect(index).height()
    edit = focused(full)
    for _line in range(4):
        qtbot.keyClick(edit, Qt.Key.Key_Return, SHIFT)
    settle()
    assert section.list.visualRect(index).height() > before
    assert section._editor is not None
    assert section._editor.height() <= section.list.visualRect(index).height()


def test_a_row_that_another_process_rewords_is_kept_apart(
    qtbot: QtBot, scene: Scene, full: ReviewEditor, section: TimelineSection
) -> None:
    row = row_of(scene, "df -h")
    section.edit(row.id)
    qtbot.keyClicks(focused(full), "Mine: ")
    with scene.story.open_again() as other:
        other.by = scene.story.store.by
        change_row(other, scene.story.review().id, row.id, "Theirs.")
    scene.bridge.poll()
    assert section._editor is not None
    assert section._editor.box._conflict.isVisible()
    assert section._editor.box.edit.toPlainText().startswith("Mine: ")


def test_the_open_row_may_be_taken_out_elsewhere(
    qtbot: QtBot, scene: Scene, full: ReviewEditor, section: TimelineSection
) -> None:
    row = row_of(scene, "df -h")
    section.edit(row.id)
    qtbot.keyClicks(focused(full), "Mine: ")
    drop_rows(scene.story.store, scene.story.review().id, [row.id])
    settle()
    assert section._editor is None
    assert section.list.rows.row_of(row.id) == -1


# -- grouping and filtering ------------------------------------------------------------------------


def test_several_rows_are_put_under_a_heading_by_keys_and_it_can_be_undone(
    qtbot: QtBot, scene: Scene, full: ReviewEditor, section: TimelineSection
) -> None:
    section.list.setCurrentIndex(section.list.rows.index(0, 0))
    qtbot.keyClick(section.list, Qt.Key.Key_Down, SHIFT)
    keys = section.list.chosen_keys()
    assert len(keys) == 2
    qtbot.keyClick(section.list, Qt.Key.Key_G, CONTROL)
    assert focused(full) is section.bar.edit
    qtbot.keyClicks(section.bar.edit, "Finding the cause")
    qtbot.keyClick(section.bar.edit, Qt.Key.Key_Return)
    assert scene.said() == "2 entries grouped."
    assert {row.id for row in scene.story.review().rows if row.group == "Finding the cause"} == set(keys)
    days = [section.list.rows.index(place, 0).data(ROW).day for place in range(3)]
    assert days[0].startswith("Finding the cause  \N{MIDDLE DOT}  ")
    assert days[1] == ""
    assert days[2].startswith("Other entries")
    assert focused(full) is section.list
    scene.undo()
    assert not any(row.group for row in scene.story.review().rows)


def test_taking_out_several_and_undoing_keeps_their_heading(
    scene: Scene, full: ReviewEditor, section: TimelineSection
) -> None:
    ident = scene.story.review().id
    row = row_of(scene, "df -h")
    group_rows(scene.story.store, ident, [row.id], "The cause")
    section.list.selectAll()
    section._drop_chosen()
    assert scene.story.review().rows == ()
    scene.undo()
    assert {one.text: one.group for one in scene.story.review().rows}[row.text] == "The cause"


def test_the_filter_shows_what_holds_the_words_and_ticks_outlive_it(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor
) -> None:
    editor.questions.import_timeline()
    entries, offering = panel(editor).list, panel(editor)
    qtbot.keyClick(entries, Qt.Key.Key_A, CONTROL | SHIFT)
    for words in ("df -h", "order DESK told"):
        editor.replacing.find()
        assert focused(editor) is offering.finder
        qtbot.keyClicks(offering.finder, words)
        assert 0 < entries.offers.rowCount() < 4
        qtbot.keyClick(offering.finder, Qt.Key.Key_Return)
        qtbot.keyClick(entries, Qt.Key.Key_A, CONTROL)
    offering.finder.setText("nowhere to be found")
    assert not offering._none_found.isHidden()
    offering.group.setText("The cause")
    qtbot.keyClick(offering.group, Qt.Key.Key_Return)
    rows = scene.story.review().rows
    assert {NOTES[0][1], NOTES[3][1]} <= {row.text for row in rows}
    assert {row.group for row in rows} == {"The cause"}


# -- taking out ------------------------------------------------------------------------------------


def test_taking_out_can_be_undone_with_the_reworded_text(
    qtbot: QtBot, scene: Scene, full: ReviewEditor, section: TimelineSection
) -> None:
    row = row_of(scene, "df -h")
    change_row(scene.story.store, scene.story.review().id, row.id, "The volume was full.")
    choose(section, row.id)
    qtbot.keyClick(section._drop, Qt.Key.Key_Space)
    assert row.source not in {one.source for one in scene.story.review().rows}
    assert scene.said() == "Taken out of the review. The incident's timeline keeps it."
    scene.undo()
    again = next(one for one in scene.story.review().rows if one.source == row.source)
    assert again.text == "The volume was full."


def test_delete_does_nothing_to_a_record(qtbot: QtBot, scene: Scene, section: TimelineSection) -> None:
    before = scene.story.review().rows
    qtbot.keyClick(section.list, Qt.Key.Key_Delete)
    assert scene.story.review().rows == before


def test_a_row_that_comes_while_the_list_is_shown_appears(scene: Scene, editor: ReviewEditor) -> None:
    editor.show_section("timeline")
    section = editor.middle.section()
    assert isinstance(section, TimelineSection)
    assert section._stack.currentWidget() is section._empty
    rows = [row for row, _there in offered_rows(scene.story.store, scene.story.review().id)]
    import_rows(scene.story.store, scene.story.review().id, rows[:3])
    assert section.list.rows.rowCount() == 3
    assert section._count.text() == "3 entries"


def test_the_import_names_what_is_out_of_order_and_leads_there(scene: Scene, editor: ReviewEditor) -> None:
    store, ident = scene.story.store, scene.story.incident.id
    declared = scene.story.incident.times["declared"]
    for minutes in (10, 8):
        add_note(store, ident, "The disk filled.", "observation", declared - timedelta(minutes=minutes))
    correct_time(store, ident, "started", declared - timedelta(minutes=5), "by the log of the disk")
    editor.questions.import_timeline()
    panel = editor.middle.currentWidget()
    assert isinstance(panel, ImportPanel)
    settle()
    look = next(one for one in panel.findChildren(QPushButton) if "to look at" in one.text())
    look.click()
    assert "before the incident started" in str(panel.list.currentIndex().data())
    first = panel.list.currentIndex().row()
    look.click()
    assert {first, panel.list.currentIndex().row()} == {0, 1}
