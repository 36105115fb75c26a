"""Find and replace in the written sections, together with hints, comments and undo."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from holdfast.ui.kit.markdown_edit import FOUND, MarkdownEdit
from holdfast.ui.review.editor import ReviewEditor
from holdfast.ui.review.text_section import TextSection
from tests.conftest import Look
from tests.ui.review.conftest import focused
from tests.ui.review.scene import Scene


def edit(editor: ReviewEditor, key: str) -> MarkdownEdit:
    section = editor.middle.section(key)
    assert isinstance(section, TextSection)
    return section.edit


def looked(editor: ReviewEditor, words: str, new: str = "", *, everywhere: bool = False) -> None:
    editor.replacing.find(replacing=True)
    editor.finder.everywhere.setChecked(everywhere)
    editor.finder.sought.setText(words)
    editor.finder.replacement.setText(new)


def test_places_are_counted_and_gone_through_by_keys(qtbot: QtBot, editor: ReviewEditor) -> None:
    editor.show_section("summary")
    text = edit(editor, "summary")
    text.setPlainText("🔥 Slot, slot and SLOT")
    editor.replacing.find()
    qtbot.keyClicks(focused(editor), "slot")
    assert editor.finder.words() == "3 places here"
    assert text.textCursor().selectedText() == "Slot"
    qtbot.keyClick(focused(editor), Qt.Key.Key_Return)
    assert text.textCursor().selectedText() == "slot"
    qtbot.keyClick(focused(editor), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    editor.replacing.find_again(-1)
    assert text.textCursor().selectedText() == "SLOT"
    qtbot.keyClick(focused(editor), Qt.Key.Key_Escape)
    assert editor.finder.isHidden()
    assert focused(editor) is text


def test_finding_goes_on_in_the_next_section(editor: ReviewEditor) -> None:
    editor.show_section("summary")
    edit(editor, "summary").setPlainText("one slot")
    edit(editor, "lessons").setPlainText("another slot")
    looked(editor, "slot", everywhere=True)
    assert editor.finder.words() == "1 place here, 1 in other sections"
    editor.replacing.find_again(1)
    assert editor.middle.current() == "lessons"
    assert edit(editor, "lessons").textCursor().selectedText() == "slot"
    editor.replacing.find_again(1)
    assert editor.middle.current() == "summary"


def test_one_place_is_replaced_and_the_next_chosen(qtbot: QtBot, editor: ReviewEditor) -> None:
    editor.show_section("summary")
    text = edit(editor, "summary")
    text.setPlainText("slot slot")
    looked(editor, "slot", "a slot")
    editor.finder.replacement.setFocus()
    qtbot.keyClick(focused(editor), Qt.Key.Key_Return)
    assert text.toPlainText() == "a slot slot"
    assert text.chosen() == (7, 11)


def test_replacing_all_is_one_step_of_undo_in_each_section(scene: Scene, editor: ReviewEditor) -> None:
    editor.show_section("summary")
    first, other = edit(editor, "summary"), edit(editor, "lessons")
    first.setPlainText("🔥 slot slot slot")
    other.setPlainText("slot")
    looked(editor, "slot", "port", everywhere=True)
    editor.finder.replace_all_wanted.emit()
    assert (first.toPlainText(), other.toPlainText()) == ("🔥 port port port", "port")
    assert scene.said().startswith("4 places replaced in 2 sections.")
    first.undo()
    assert first.toPlainText() == "🔥 slot slot slot"
    assert other.toPlainText() == "port"


def test_marks_of_hints_and_places_stand_side_by_side(editor: ReviewEditor, look: Look) -> None:
    editor.show_section("summary")
    text = edit(editor, "summary")
    text.setPlainText("Ana should have seen the slot")
    looked(editor, "slot")
    assert len(text.extraSelections()) == 2
    look.choose("dark", 100)
    assert len(text.extraSelections()) == 2
    assert text._layers[FOUND][0]
    editor.finder.end()
    assert len(text.extraSelections()) == 1


def test_undo_survives_a_theme_and_another_section(qtbot: QtBot, editor: ReviewEditor, look: Look) -> None:
    editor.show_section("summary")
    text = edit(editor, "summary")
    for word in ("one", "two", "three"):
        cursor = text.textCursor()
        cursor.setPosition(0)  # Qt joins what is typed one after the other
        cursor.insertText(word)
    depth = text.document().availableUndoSteps()
    look.choose("dark", 150)
    editor.show_section("lessons")
    qtbot.wait(1)
    editor.show_section("summary")
    look.choose("light", 100)
    assert text.document().availableUndoSteps() == depth > 1
    while text.document().isUndoAvailable():
        text.undo()
    assert not text.toPlainText()
