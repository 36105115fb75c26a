"""Interview notes in the editor: by keyboard, for those who may, and out of sight of everybody else."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from holdfast.desk.operators import add_operator, sign_in
from holdfast.domain.ids import subject
from holdfast.review.interviews import add_note, change_note
from holdfast.review.workflow import submit
from holdfast.ui.review.editor import ReviewEditor
from holdfast.ui.review.interview_form import InterviewForm
from holdfast.ui.review.interviews_section import InterviewsSection
from tests.conftest import settle
from tests.ui.review.conftest import focused
from tests.ui.review.scene import Scene

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def shown(qtbot: QtBot, editor: ReviewEditor) -> InterviewsSection:
    qtbot.keyClick(focused(editor), Qt.Key.Key_N, CTRL_ALT)
    settle()
    found = editor.middle.section()
    assert isinstance(found, InterviewsSection)
    return found


def form(section: InterviewsSection) -> InterviewForm:
    settle()
    return next(one for one in section.findChildren(InterviewForm) if one.isVisible())


def press(section: InterviewsSection, words: str) -> None:
    settle()
    next(one for one in section.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


def said(section: InterviewsSection) -> str:
    settle()
    return "\n".join(one.text() for one in section.findChildren(QLabel) if one.isVisible())


def notes(scene: Scene) -> list[tuple[str, str]]:
    return [(each.person, each.text) for each in scene.story.review().parts.interviews]


def test_a_note_is_kept_changed_and_taken_away_by_keys_and_brought_back(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor
) -> None:
    section = shown(qtbot, editor)
    qtbot.keyClick(focused(editor), Qt.Key.Key_Space)
    made = form(section)
    qtbot.keyClick(focused(editor), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert made._person.error().startswith("The person is empty")
    qtbot.keyClicks(focused(editor), "Cleo")
    qtbot.keyClick(focused(editor), Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(editor), "-10m")
    qtbot.keyClick(focused(editor), Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(editor), "It was muted.")
    qtbot.keyClick(focused(editor), Qt.Key.Key_Escape)
    press(section, "Add note")
    assert form(section)._edit(form(section)._text).toPlainText() == "It was muted."
    qtbot.keyClick(focused(editor), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert notes(scene) == [("Cleo", "It was muted.")]
    assert scene.story.review().parts.interviews[0].occurred is not None
    assert "It was muted." in said(section)
    assert scene.story.store.drafts.of(subject("review", scene.story.review().id), operator(scene)) == {}
    press(section, "Change")
    edit = form(section)._edit(form(section)._text)
    edit.setPlainText("Since May.")
    there = scene.story.review().parts.interviews[0]
    change_note(scene.story.store, scene.story.review().id, there.id, "Since June.")
    form(section).record()
    assert "Since June." in form(section)._text.error()
    form(section).record()
    assert notes(scene) == [("Cleo", "Since May.")]
    press(section, "Take away")
    assert notes(scene) == []
    scene.undo()
    assert notes(scene) == [("Cleo", "Since May.")]
    assert scene.story.review().parts.interviews[0].occurred == there.occurred


def test_somebody_else_sees_a_sentence_and_no_word_and_a_reviewer_writes(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor
) -> None:
    store, review = scene.story.store, scene.story.review().id
    add_note(store, review, "Cleo", "It was muted.")
    section = shown(qtbot, editor)
    section.add()
    form(section)._edit(form(section)._text).setPlainText("Half a word")
    ben = add_operator(store, "Ben")
    sign_in(store, "Ben")
    editor.operator_changed()
    assert said(section).splitlines()[1:] == [
        "Interview notes are for the review's author, its writers and its named reviewers. 1 note is kept."
    ]
    assert [one for one in section.findChildren(QPushButton) if one.isVisible()] == []
    assert store.drafts.of(subject("review", review), ben.id) == {}
    sign_in(store, "Ana")
    assert [each.text for each in store.drafts.of(subject("review", review), operator(scene)).values()] == [
        "Half a word"
    ]
    submit(store, review, [ben.id])
    sign_in(store, "Ben")
    editor.operator_changed()
    assert "It was muted." in said(section)
    press(section, "Add note")
    form(section)._person.line().setText("Dan")
    form(section)._edit(form(section)._text).setPlainText("It rang twice.")
    form(section).record()
    assert len(notes(scene)) == 2


def test_a_copy_with_the_notes_is_written_from_here(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor, tmp_path: Path
) -> None:
    add_note(scene.story.store, scene.story.review().id, "Cleo", "It was muted.")
    scene.asking.targets.append(tmp_path / "made.pdf")
    press(shown(qtbot, editor), "Export PDF with these notes…")
    qtbot.waitUntil(lambda: not scene.tasks.is_busy(), timeout=20_000)
    settle()
    made = scene.story.store.journal.of_kinds(subject("review", scene.story.review().id), ("report.made",))
    assert made[-1].body["parameters"]["interview_notes"] == "printed"


def operator(scene: Scene) -> str:
    by = scene.story.store.by
    return by.operator if by else ""
