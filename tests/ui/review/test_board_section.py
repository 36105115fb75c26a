"""Factors and figures by keyboard: drafts, evidence from the timeline, what stays after a release."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from holdfast.domain.ids import subject
from holdfast.review.factors import add_factor
from holdfast.review.workflow import release
from holdfast.ui.review.board_section import BoardSection
from holdfast.ui.review.board_sorts import FactorForm, FigureForm
from holdfast.ui.review.editor import ReviewEditor
from tests.conftest import settle
from tests.ui.review.scene import Scene


def board(editor: ReviewEditor, key: str) -> BoardSection:
    editor.show_section(key)
    found = editor.middle.section()
    assert isinstance(found, BoardSection)
    return found


def press(section: BoardSection, words: str) -> None:
    settle()
    next(one for one in section.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


def test_a_figure_is_added_by_keys_and_a_wrong_number_is_said_in_place(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor
) -> None:
    section = board(editor, "impact")
    press(section, "Add figure")
    form = section.findChild(FigureForm)
    assert isinstance(form, FigureForm)
    qtbot.keyClicks(form.line("what"), "Orders refused")
    qtbot.keyClicks(form.line("amount"), "1,200")
    qtbot.keyClicks(form.line("unit"), "orders")
    qtbot.keyClick(form.line("unit"), Qt.Key.Key_Return)
    assert "is no number" in form.fields["amount"].error()
    assert form.fields["what"].error() == ""
    form.line("amount").setText("1200")
    qtbot.keyClick(form.line("amount"), Qt.Key.Key_Return)
    assert [(one.what, one.amount) for one in scene.story.review().parts.figures] == [
        ("Orders refused", "1200")
    ]
    assert any(one.text() == "1200 orders" for one in section.findChildren(QLabel))
    assert scene.story.store.drafts.of(subject("review", scene.story.review().id), _by(scene)) == {}


def test_a_half_written_factor_stays_a_draft_and_evidence_comes_from_the_timeline(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor
) -> None:
    add_factor(scene.story.store, scene.story.review().id, "A slot was kept")
    section = board(editor, "factors")
    press(section, "Change")
    form = section.findChild(FactorForm)
    assert isinstance(form, FactorForm)
    qtbot.keyClicks(form.lines("whys"), "Nobody asked")
    qtbot.keyClick(form.lines("whys"), Qt.Key.Key_Return)
    qtbot.keyClicks(form.lines("whys"), "No list")
    qtbot.keyClick(form.lines("whys"), Qt.Key.Key_Escape)
    press(section, "Change")
    settle()
    form = next(one for one in section.findChildren(FactorForm) if one.isVisible())
    assert form.lines("whys").toPlainText() == "Nobody asked\nNo list"
    editor.frame.turn()
    editor.evidence.list.setCurrentIndex(editor.evidence.rows.index(2, 0))
    qtbot.keyClick(editor.evidence.list, Qt.Key.Key_Return)
    factor = scene.story.review().parts.factors[0]
    assert (len(factor.evidence), factor.whys) == (1, ("Nobody asked", "No list"))
    settle()
    said = [one.text() for one in section.findChildren(QLabel) if one.isVisible()]
    assert {"Why 1: Nobody asked", "Why 2: No list"} <= set(said)
    assert any(each.startswith("Seen in ") for each in said)
    links = [one for one in section.findChildren(QPushButton) if one.text() == "Show entry"]
    with qtbot.waitSignal(editor.entry_wanted) as wanted:
        links[0].click()
    assert wanted.args == [scene.story.incident.id, factor.evidence[0]]
    press(section, "Take off")
    assert scene.story.review().parts.factors == ()
    scene.undo()
    assert scene.story.review().parts.factors[0].evidence == factor.evidence


def test_a_released_review_keeps_its_cards_and_offers_nothing(scene: Scene, full: ReviewEditor) -> None:
    add_factor(scene.story.store, scene.story.review().id, "A slot was kept")
    section = board(full, "factors")
    release(scene.story.store, scene.story.review().id, "Nobody else is here")
    assert [one.text() for one in section.findChildren(QPushButton) if one.isVisible()] == []
    settle()
    assert any(one.text() == "A slot was kept" for one in section.findChildren(QLabel) if one.isVisible())


def _by(scene: Scene) -> str:
    by = scene.story.store.by
    return by.operator if by else ""
