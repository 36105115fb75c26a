"""The template of a review by keyboard: what each asks, switching, a file of one's own."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from holdfast.domain.review_layout import layout
from holdfast.review.templates import shipped
from holdfast.review.workflow import release
from holdfast.ui.review.editor import ReviewEditor
from holdfast.ui.review.template_section import TemplateSection
from holdfast.ui.review.text_section import TextSection
from tests.review.test_templates import OURS
from tests.ui.review.conftest import focused
from tests.ui.review.scene import Scene


def section(editor: ReviewEditor) -> TemplateSection:
    editor.show_section("template")
    found = editor.middle.section()
    assert isinstance(found, TemplateSection)
    return found


def titles(editor: ReviewEditor) -> list[str]:
    rows = editor.outline.rows
    return [str(rows.index(place, 0).data()).partition(",")[0] for place in range(rows.rowCount())]


def test_the_outline_ends_with_the_template_and_enter_takes_another(
    qtbot: QtBot, scene: Scene, full: ReviewEditor
) -> None:
    assert titles(full)[-1] == "Template"
    found = section(full)
    found.first_focus().setFocus()
    assert focused(full) is found.list
    qtbot.keyClick(found.list, Qt.Key.Key_Down)
    qtbot.keyClick(found.list, Qt.Key.Key_Return)
    assert scene.story.review().parts.title == "Short"
    assert "Every text is still there" in scene.said()
    assert titles(full)[:3] == ["Summary", "Impact", "Timeline"]
    assert "What helped" in titles(full)
    assert dict(full.sections())["helped"] == "What helped"
    before = scene.story.store.journal.count()
    qtbot.keyClick(found.list, Qt.Key.Key_Return)
    assert scene.story.store.journal.count() == before


def test_a_section_takes_the_title_and_the_questions_of_the_new_template(
    scene: Scene, editor: ReviewEditor, tmp_path: Path
) -> None:
    editor.show_section("summary")
    text = editor.middle.section()
    assert isinstance(text, TextSection)
    assert "newcomer" in text.edit.placeholderText()
    file = tmp_path / "ours.toml"
    file.write_text(OURS, encoding="utf-8")
    scene.asking.files.append(file)
    found = section(editor)
    next(one for one in found.findChildren(QPushButton) if one.text() == "Read your own…").click()
    assert [each.key for each in layout(scene.story.review())] == ["summary", "weather"]
    assert text.edit.placeholderText() == "What was it?"
    assert text.edit.accessibleName() == "What it was"
    assert titles(editor) == ["What it was", "Weather", "Interview notes", "Template"]


def test_a_file_that_is_no_template_is_told_and_changes_nothing(
    scene: Scene, editor: ReviewEditor, tmp_path: Path
) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(OURS + "colour = 1\n", encoding="utf-8")
    scene.asking.files.append(file)
    found = section(editor)
    before = scene.story.store.journal.count()
    next(one for one in found.findChildren(QPushButton) if one.text() == "Read your own…").click()
    assert "sections.2.colour (line 11) is not known here" in scene.said()
    assert scene.story.store.journal.count() == before


def test_a_released_review_shows_its_template_and_offers_no_other(scene: Scene, full: ReviewEditor) -> None:
    found = section(full)
    release(scene.story.store, scene.story.review().id, "Nobody else is here")
    assert [one.text() for one in found.findChildren(QPushButton) if one.isVisible()] == []
    assert scene.story.review().parts.template == ""
    assert next(iter(shipped())) == "standard"
