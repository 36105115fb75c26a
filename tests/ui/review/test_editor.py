"""The editor by keyboard: drafts, recording, another process, the outline, the right side."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from holdfast.desk.export import review_handout
from holdfast.desk.operators import sign_out
from holdfast.domain.ids import subject
from holdfast.domain.review import SECTIONS
from holdfast.report.content import ReviewReport
from holdfast.review.writing import import_rows, offered_rows, write
from holdfast.runbook.run import document_of_run, mark, start
from holdfast.runbook.writing import create
from holdfast.ui.kit.rows import ROW
from holdfast.ui.review.editor import ReviewEditor
from holdfast.ui.review.text_section import TextSection
from tests.conftest import Look
from tests.ui.audit import shown
from tests.ui.review.conftest import focused
from tests.ui.review.scene import Scene
from tests.ui.review.story import SUMMARY

CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def section(editor: ReviewEditor, key: str = "") -> TextSection:
    found = editor.middle.section(key)
    assert isinstance(found, TextSection)
    return found


def press(qtbot: QtBot, editor: ReviewEditor, key: Qt.Key, held: Qt.KeyboardModifier = CONTROL) -> None:
    qtbot.keyClick(focused(editor), key, held)


def elsewhere(scene: Scene, key: str, text: str) -> None:
    with scene.story.open_again() as other:
        other.by = scene.story.store.by
        write(other, scene.story.review().id, key, text)
    scene.bridge.poll()


def draft_of(scene: Scene, key: str) -> str:
    store = scene.story.store
    operator = store.by.operator if store.by else ""
    found = store.drafts.get(subject("review", scene.story.review().id), key, operator)
    return "" if found is None else found.text


# -- writing ---------------------------------------------------------------------------------------


def test_it_opens_at_the_first_section_that_lacks_something_with_the_focus_in_it(
    editor: ReviewEditor,
) -> None:
    assert editor.middle.current() == "summary"
    assert focused(editor) is section(editor).edit
    assert editor.window_title().startswith("Review of INC-")


def test_typed_text_is_a_draft_within_a_second_and_recorded_by_a_key(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor
) -> None:
    with qtbot.waitSignal(editor.draft_saved, timeout=1000):
        qtbot.keyClicks(focused(editor), "The log was full.")
    assert draft_of(scene, "summary") == "The log was full."
    assert section(editor)._state.whole().startswith("Draft saved 14:")
    press(qtbot, editor, Qt.Key.Key_S)
    assert scene.story.review().texts == {"summary": "The log was full."}
    assert draft_of(scene, "summary") == ""
    assert section(editor)._state.whole().endswith("by Ana")


def test_recording_leaves_cursor_and_undo_alone(qtbot: QtBot, scene: Scene, editor: ReviewEditor) -> None:
    edit = section(editor).edit
    qtbot.keyClicks(edit, "The log was full. ")
    press(qtbot, editor, Qt.Key.Key_S)
    assert edit.textCursor().position() == len("The log was full. ")
    assert edit.toPlainText() == "The log was full. "
    assert not section(editor).is_unrecorded()
    press(qtbot, editor, Qt.Key.Key_Z)
    assert edit.toPlainText() == ""


def test_leaving_a_section_records_it(qtbot: QtBot, scene: Scene, editor: ReviewEditor) -> None:
    qtbot.keyClicks(focused(editor), "The log was full.")
    press(qtbot, editor, Qt.Key.Key_PageDown)
    assert editor.middle.current() == "impact"
    assert focused(editor) is section(editor, "impact").edit
    assert scene.story.review().texts == {"summary": "The log was full."}


def test_leaving_the_page_records_too(qtbot: QtBot, scene: Scene, editor: ReviewEditor) -> None:
    qtbot.keyClicks(focused(editor), "The log was full.")
    editor.leave()
    assert scene.story.review().texts == {"summary": "The log was full."}


def test_nobody_at_the_keyboard_is_asked_once_and_nothing_is_lost(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor
) -> None:
    sign_out(scene.story.store)
    qtbot.keyClicks(focused(editor), "The log was full.")
    press(qtbot, editor, Qt.Key.Key_PageDown)
    qtbot.keyClicks(focused(editor), "Orders waited.")
    press(qtbot, editor, Qt.Key.Key_PageUp)
    assert scene.asked_who == 1
    assert (draft_of(scene, "summary"), draft_of(scene, "impact")) == ("The log was full.", "Orders waited.")
    scene.answers.append("Ben")
    press(qtbot, editor, Qt.Key.Key_S)
    assert scene.asked_who == 2
    assert scene.story.review().texts == {"summary": "The log was full.", "impact": "Orders waited."}


def test_leaving_the_page_asks_nobody(qtbot: QtBot, scene: Scene, editor: ReviewEditor) -> None:
    sign_out(scene.story.store)
    qtbot.keyClicks(focused(editor), "The log was full.")
    editor.leave()
    assert (scene.asked_who, draft_of(scene, "summary")) == (0, "The log was full.")


def test_drafts_are_there_again_after_the_store_was_closed(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor
) -> None:
    qtbot.keyClicks(focused(editor), "Half a sent")
    editor.middle.flush()
    with scene.story.open_again() as other:
        other.by = scene.story.store.by
        second = Scene(type(scene.story)(scene.story.path, scene.story.hands, other, scene.story.incident))
        again = second.shown_editor(scene.story.review().id)
        assert again.middle.current() == "impact"
        again.show_section("summary")
        assert section(again).edit.toPlainText() == "Half a sent"
        again.close()
        again.deleteLater()
        second.tasks.drain()


def test_a_draft_of_a_section_that_was_not_opened_is_recorded_before_a_release(
    scene: Scene, editor: ReviewEditor
) -> None:
    review = scene.story.review()
    scene.story.store.drafts.save(subject("review", review.id), "lessons", "Slots are servers too.", "t")
    editor.show_section("summary")
    section(editor).edit.setPlainText(SUMMARY)
    editor.questions.act("release")
    assert scene.story.review().texts["lessons"] == "Slots are servers too."


def test_text_that_cannot_be_recorded_says_so_in_place(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor
) -> None:
    edit = section(editor).edit
    edit.setPlainText("x" * 200_001)
    press(qtbot, editor, Qt.Key.Key_S)
    assert section(editor).box._error.isVisible()
    assert "200001 characters" in section(editor).box._error.text()
    assert "200001 characters" in edit.accessibleDescription()
    assert focused(editor) is edit
    assert scene.story.review().texts == {}
    edit.setPlainText("Short.")
    assert not section(editor).box._error.isVisible()


# -- another process -------------------------------------------------------------------------------


def test_what_another_process_records_shows_where_nothing_was_typed(
    scene: Scene, editor: ReviewEditor
) -> None:
    elsewhere(scene, "summary", "Written by the command line.")
    assert section(editor).edit.toPlainText() == "Written by the command line."
    assert not section(editor).is_unrecorded()


def test_two_texts_for_one_section_are_both_readable(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor
) -> None:
    qtbot.keyClicks(focused(editor), "Mine.")
    elsewhere(scene, "summary", "Theirs.")
    box = section(editor).box
    assert box._conflict.isVisible()
    assert (box._conflict.text(), section(editor).edit.toPlainText()) == ("Theirs.", "Mine.")
    press(qtbot, editor, Qt.Key.Key_S)
    assert scene.story.review().texts == {"summary": "Theirs."}
    assert draft_of(scene, "summary") == "Mine."


def test_mine_is_kept_by_keys(qtbot: QtBot, scene: Scene, editor: ReviewEditor) -> None:
    qtbot.keyClicks(focused(editor), "Mine.")
    elsewhere(scene, "summary", "Theirs.")
    keep = next(each for each in buttons(editor) if each.text() == "Keep mine")
    keep.setFocus()
    qtbot.keyClick(keep, Qt.Key.Key_Space)
    assert not section(editor).box._conflict.isVisible()
    press(qtbot, editor, Qt.Key.Key_S)
    assert scene.story.review().texts == {"summary": "Mine."}


def test_theirs_is_taken_by_keys_and_mine_comes_back_by_undo(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor
) -> None:
    qtbot.keyClicks(focused(editor), "Mine.")
    elsewhere(scene, "summary", "Theirs.")
    take = next(each for each in buttons(editor) if each.text() == "Take theirs")
    qtbot.keyClick(take, Qt.Key.Key_Space)
    edit = section(editor).edit
    assert (edit.toPlainText(), draft_of(scene, "summary")) == ("Theirs.", "")
    assert focused(editor) is edit
    press(qtbot, editor, Qt.Key.Key_Z)
    assert edit.toPlainText() == "Mine."


def buttons(editor: ReviewEditor) -> list[QPushButton]:
    return [each for each in editor.findChildren(QPushButton) if each.isVisible()]


# -- outline and header ----------------------------------------------------------------------------


def test_the_outline_ticks_what_is_written_and_names_what_is_missing(full: ReviewEditor) -> None:
    rows = {
        str(full.outline.rows.index(place, 0).data()).partition(",")[0]: full.outline.rows.index(
            place, 0
        ).data(ROW)
        for place in range(full.outline.rows.rowCount())
    }
    assert (rows["Summary"].icon, rows["Lessons"].icon, rows["What made it harder"].icon) == (
        "done",
        "wanted",
        "",
    )
    assert rows["Preventive actions"].due == "1 missing a test"
    assert full.head._missing.text() == "3 things missing"
    assert "Lessons: not written yet" in full.head._missing.toolTip()


def test_the_outline_follows_what_is_typed(qtbot: QtBot, editor: ReviewEditor) -> None:
    qtbot.keyClicks(focused(editor), "The log was full.")
    row = editor.outline.rows.index(0, 0)
    qtbot.waitUntil(lambda: row.data(ROW).icon == "done", timeout=2000)
    assert row.data(ROW).meta == "draft, not recorded"
    press(qtbot, editor, Qt.Key.Key_S)
    assert row.data(ROW).meta == ""


def test_the_appendix_is_a_section_once_it_says_something(scene: Scene, editor: ReviewEditor) -> None:
    assert editor.outline.rows.row_of("appendix") == -1
    elsewhere(scene, "appendix", "As it stood")
    assert editor.outline.rows.row_of("appendix") == len(SECTIONS)
    editor.show_section("actions")
    assert editor.middle.step(1) == "appendix"
    editor.show_section("appendix")
    assert section(editor).edit.toPlainText() == "As it stood"
    assert editor.middle.step(1) == "appendix"


def test_arrows_in_the_outline_show_sections_and_enter_goes_in(qtbot: QtBot, editor: ReviewEditor) -> None:
    editor.outline.setFocus()
    qtbot.keyClick(editor.outline, Qt.Key.Key_Down)
    assert editor.middle.current() == "impact"
    assert focused(editor) is editor.outline
    qtbot.keyClick(editor.outline, Qt.Key.Key_Return)
    assert focused(editor) is section(editor, "impact").edit


def test_control_tab_leaves_the_text_and_tab_indents(qtbot: QtBot, editor: ReviewEditor) -> None:
    edit = section(editor).edit
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.toPlainText() == "\t"
    qtbot.keyClick(edit, Qt.Key.Key_Tab, CONTROL)
    assert focused(editor) is not edit
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Backtab, CONTROL | SHIFT)
    assert focused(editor) is not edit


def test_the_head_says_how_the_review_stands(full: ReviewEditor) -> None:
    title, state = full.head._head._title.whole(), full.head._head._subtitle.whole()
    assert title.startswith("Review of INC-")
    assert state.startswith("Draft  ·  revision 1  ·  author Ana  ·  due in")


def test_the_hint_stands_at_the_words_it_means(qtbot: QtBot, editor: ReviewEditor) -> None:
    qtbot.keyClicks(focused(editor), "Someone should have noticed.")
    card = section(editor).hint_card
    assert card.isVisible()
    assert card.words().startswith("“should have noticed”: It tells of a world")
    assert card.words().endswith("?")
    section(editor).edit.setPlainText("The alert came at 95 %.")
    assert not card.isVisible()
    section(editor).edit.setPlainText("Es war ein Bedienfehler.")
    assert card.words().startswith("“Bedienfehler”: Das beendet")
    section(editor).edit.setPlainText("word " * 5000 + "human error")
    assert section(editor)._soon.isActive()  # a long text is looked at when a person pauses
    qtbot.waitUntil(lambda: card.words().startswith("“human error”"))


def test_by_keyboard_to_the_next_hint_and_one_is_left_as_it_is(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor
) -> None:
    text, card = section(editor), section(editor).hint_card
    press(qtbot, editor, Qt.Key.Key_F7, NONE)
    assert scene.said() == "There are no hints in this section."
    text.edit.setPlainText("\U0001f4a5 Obviously it was human error.")
    text.edit.moveCursor(QTextCursor.MoveOperation.Start)
    seen = []
    for _key in range(3):
        press(qtbot, editor, Qt.Key.Key_F7, NONE)
        seen.append(card.words()[:6])
    assert seen == ["“Obvio", "“human", "“Obvio"]
    press(qtbot, editor, Qt.Key.Key_F7)
    reason = focused(editor)
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert "Say in a few words" in card._reason._below.text()
    qtbot.keyClick(reason, Qt.Key.Key_Escape)
    assert focused(editor) is text.edit
    press(qtbot, editor, Qt.Key.Key_F7)
    qtbot.keyClicks(focused(editor), "The vendor's words")
    qtbot.keyClick(focused(editor), Qt.Key.Key_Return)
    (left,) = scene.story.review().hints
    assert (left.section, left.phrase, left.reason) == ("summary", "Obviously", "The vendor's words")
    assert focused(editor) is text.edit
    assert card.words().startswith("“human error”")
    scene.undo()
    scene.bridge.poll()
    assert scene.story.review().hints == ()
    assert [each.phrase for each in text._hints] == ["Obviously", "human error"]


# -- the right side --------------------------------------------------------------------------------


def test_the_preview_shows_drafts_and_is_built_again_after_a_change(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor
) -> None:
    preview = editor.side._preview
    qtbot.waitUntil(lambda: not scene.tasks.is_busy(), timeout=10_000)
    with qtbot.waitSignal(preview.built, timeout=10_000):  # type: ignore[attr-defined]
        qtbot.keyClicks(focused(editor), "The log was full.")
    assert preview._shown.sections[0].text == "The log was full."  # type: ignore[attr-defined]


def test_a_key_turns_the_right_side_to_the_timeline_and_enter_quotes_it(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor
) -> None:
    qtbot.keyClicks(focused(editor), "First line")
    press(qtbot, editor, Qt.Key.Key_M)
    assert not editor.side.is_preview()
    assert isinstance(focused(editor), QPlainTextEdit)
    entries = editor.evidence.list
    entries.setFocus()
    place = next(
        place
        for place in range(editor.evidence.rows.rowCount())
        if "df -h" in str(editor.evidence.rows.index(place, 0).data())
    )
    entries.setCurrentIndex(editor.evidence.rows.index(place, 0))
    qtbot.keyClick(entries, Qt.Key.Key_Return)
    assert section(editor).edit.toPlainText().startswith("First line\n- 13:23 df -h shows 100 %")
    assert focused(editor) is section(editor).edit
    press(qtbot, editor, Qt.Key.Key_M)
    assert editor.side.is_preview()


def test_an_entry_chosen_while_the_timeline_is_shown_is_taken_in(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor
) -> None:
    editor.show_section("timeline")
    press(qtbot, editor, Qt.Key.Key_M)
    editor.evidence.list.setFocus()
    qtbot.keyClick(editor.evidence.list, Qt.Key.Key_Return)
    assert [row.type for row in scene.story.review().rows] == ["phase"]


def test_entries_can_be_dragged_as_text(editor: ReviewEditor) -> None:
    editor.frame.turn()
    rows = editor.evidence.rows
    assert rows.flags(rows.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert rows.mimeData([rows.index(0, 0)]).text().startswith("- 13:16 Declared: ")


def test_in_a_narrow_window_the_key_goes_round_text_pdf_and_timeline(
    qtbot: QtBot, editor: ReviewEditor
) -> None:
    shown(editor, 780, 700)
    editor.resize(780, 700)
    qtbot.waitUntil(lambda: not editor.side.isVisible())
    seen = []
    for _turn in range(3):
        press(qtbot, editor, Qt.Key.Key_M)
        seen.append((editor.middle.isVisible(), editor.side.isVisible(), editor.side.is_preview()))
    assert seen == [(False, True, True), (False, True, False), (True, False, False)]
    assert focused(editor) is section(editor).edit


def test_what_must_be_answered_comes_into_sight_in_a_narrow_window(
    qtbot: QtBot, editor: ReviewEditor
) -> None:
    shown(editor, 780, 700)
    editor.resize(780, 700)
    press(qtbot, editor, Qt.Key.Key_M)
    editor.questions.act("release")
    assert editor.middle.isVisible()


# -- life ------------------------------------------------------------------------------------------


def test_another_review_can_be_shown(qtbot: QtBot, scene: Scene, editor: ReviewEditor) -> None:
    from holdfast.review.writing import begin
    from holdfast.triage.declare import Declaration, declare

    other = declare(scene.story.store, Declaration("Badge readers time out"))
    qtbot.keyClicks(focused(editor), "The log was full.")
    editor.show_place(begin(scene.story.store, other.id).id)
    assert editor.window_title() == f"Review of {other.ref}"
    assert section(editor).edit.toPlainText() == ""
    assert scene.story.review().texts == {"summary": "The log was full."}


def test_a_review_that_is_not_there_is_said(scene: Scene, editor: ReviewEditor) -> None:
    editor.show_place("nowhere")
    assert scene.said() == "There is no review nowhere in this store."
    assert editor.middle.current() == "summary"


def test_panes_and_verbs(scene: Scene, editor: ReviewEditor) -> None:
    assert editor.panes() == [editor.outline, editor.middle, editor.side]
    reasons = {verb.id: verb.reason() for verb in editor.verbs()}
    assert reasons["review.again"] == "This review is open already."
    assert reasons["paper.export"] == ""
    went: list[str] = []
    editor.incident_wanted.connect(went.append)
    next(verb for verb in editor.verbs() if verb.id == "review.incident").run()
    assert went == [scene.story.incident.id]


def test_the_clock_moves_what_is_due(scene: Scene, editor: ReviewEditor) -> None:
    scene.story.hands.pass_minutes(60 * 24 * 6)
    scene.clock.tick()
    assert "overdue by" in editor.head._head._subtitle.whole()
    assert isinstance(scene.clock.now(), datetime)


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_a_theme_change_keeps_undo(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor, look: Look, theme: str
) -> None:
    edit = section(editor).edit
    qtbot.keyClicks(edit, "One. ")
    look.choose(theme, 125)
    assert edit.document().isUndoAvailable()
    press(qtbot, editor, Qt.Key.Key_Z)
    assert edit.toPlainText() == ""


def test_a_read_only_store_shows_and_changes_nothing(qtbot: QtBot, scene: Scene) -> None:
    review = scene.story.review()
    write(scene.story.store, review.id, "summary", SUMMARY)
    rows = [row for row, _there in offered_rows(scene.story.store, review.id)]
    import_rows(scene.story.store, review.id, rows)
    with scene.story.open_again(read_only=True) as other:
        second = Scene(type(scene.story)(scene.story.path, scene.story.hands, other, scene.story.incident))
        page = second.shown_editor(review.id)
        assert section(page, "summary").edit.isReadOnly()
        reasons = {verb.id: verb.reason() for verb in page.verbs()}
        assert reasons["page.record"] == "This store is open for reading only."
        page.show_section("timeline")
        page.show_section("actions")
        page.leave()
        page.close()
        page.deleteLater()
        second.tasks.drain()


def test_tab_goes_through_the_page_as_it_stands(qtbot: QtBot, full: ReviewEditor) -> None:
    full.show_section("actions")
    full.outline.setFocus()
    seen = []
    for _step in range(10):
        qtbot.keyClick(focused(full), Qt.Key.Key_Tab)
        seen.append(focused(full).accessibleName())
    assert seen == [
        *(f"{verb}: Name slots in the retirement checklist" for verb in ("Change", "Done", "Drop")),
        *(f"{verb}: Alert on the rate at which the volume fills" for verb in ("Change", "Done", "Drop")),
        "Add action",
        "Show timeline",
        "Comments",
        full.side._preview.pages.accessibleName(),  # type: ignore[attr-defined]
    ]


def test_leaving_the_text_goes_on_to_the_right_side(qtbot: QtBot, editor: ReviewEditor) -> None:
    qtbot.keyClick(focused(editor), Qt.Key.Key_Tab, CONTROL)
    assert focused(editor).accessibleName() == "Show timeline"
    section(editor).edit.setFocus()
    qtbot.keyClick(focused(editor), Qt.Key.Key_Backtab, CONTROL | SHIFT)
    assert focused(editor) is editor.outline


def test_the_place_of_the_splitter_is_there_after_a_restart(scene: Scene, full: ReviewEditor) -> None:
    usual = full.frame.split.sizes()
    full.frame.split.moveSplitter(usual[0] + 60, 1)
    moved = full.frame.split.sizes()
    assert moved[0] >= usual[0] + 50
    full.leave()
    again = scene.shown_editor(scene.story.review().id)
    assert again.frame.split.sizes() == pytest.approx(moved, abs=2)
    again.resize(700, 700)
    again.resize(1190, 700)
    assert again.frame.split.sizes() == pytest.approx(moved, abs=2)


@pytest.mark.parametrize("width", [1190, 780])
def test_ctrl_p_shows_the_pages_to_be_printed(qtbot: QtBot, scene: Scene, width: int) -> None:
    editor = scene.shown_editor(scene.story.review().id, width=width)
    editor.resize(width, 700)
    QApplication.processEvents()
    if editor.side.isVisible():
        editor.frame.turn()
    press(qtbot, editor, Qt.Key.Key_P)
    assert editor.side.isVisible()
    assert editor.side.is_preview()
    assert editor.side.isAncestorOf(focused(editor))
    press(qtbot, editor, Qt.Key.Key_P)
    assert editor.side.is_preview()


def test_the_preview_shows_of_runbooks_what_the_export_does(scene: Scene, editor: ReviewEditor) -> None:
    store = scene.story.store
    run = start(store, scene.story.incident.id, create(store, "# A\n\n1. B\n2. C\n").id)
    mark(store, run.id, document_of_run(store, run).steps[0], "done")
    (row,) = editor.paper.gathered().runs
    assert (row.done, row.unsettled) == (1, 1)
    report = review_handout(store, scene.story.review().id).document
    assert isinstance(report, ReviewReport)
    assert report.runs == (row,)
