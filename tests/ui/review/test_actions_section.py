"""Preventive actions by keyboard: added, changed, done, dropped; dates are checked where they are typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from holdfast.domain.action import Action
from holdfast.domain.ids import subject
from holdfast.review.actions import change_action
from holdfast.ui.review.action_card import ActionCard
from holdfast.ui.review.action_form import ActionForm
from holdfast.ui.review.actions_section import ActionsSection
from holdfast.ui.review.editor import ReviewEditor
from tests.conftest import settle
from tests.ui.review.conftest import focused
from tests.ui.review.scene import Scene


@pytest.fixture
def section(editor: ReviewEditor) -> ActionsSection:
    return opened(editor)


def opened(editor: ReviewEditor) -> ActionsSection:
    editor.show_section("actions")
    found = editor.middle.section()
    assert isinstance(found, ActionsSection)
    return found


def actions(scene: Scene) -> list[Action]:
    return scene.story.store.reviews.actions(scene.story.review().id)


def form(section: ActionsSection) -> ActionForm:
    assert section._form is not None
    return section._form


def cards(section: ActionsSection) -> list[ActionCard]:
    return section._shown_cards()


def press(card: ActionCard, words: str, qtbot: QtBot) -> None:
    button = next(each for each in card.findChildren(QPushButton) if each.text() == words)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def tab(qtbot: QtBot, editor: ReviewEditor) -> None:
    qtbot.keyClick(focused(editor), Qt.Key.Key_Tab)


def test_an_action_is_added_by_keys_alone(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor, section: ActionsSection
) -> None:
    qtbot.keyClick(section.first_focus(), Qt.Key.Key_Space)
    settle()
    for text in ("Name slots in the checklist", "Ana", "2026-12-01", "A retired server leaves no slot"):
        qtbot.keyClicks(focused(editor), text)
        if text != "A retired server leaves no slot":
            tab(qtbot, editor)
    qtbot.keyClick(focused(editor), Qt.Key.Key_Return)
    (action,) = actions(scene)
    assert (action.title, action.owner, action.due, action.verify) == (
        "Name slots in the checklist",
        "Ana",
        "2026-12-01",
        "A retired server leaves no slot",
    )
    assert [card.ident for card in cards(section)] == [action.id]
    assert focused(editor) is section._add
    assert drafts(scene) == {}


def drafts(scene: Scene) -> dict[str, str]:
    store = scene.story.store
    found = store.drafts.of(subject("review", scene.story.review().id), store.by.operator if store.by else "")
    return {field: draft.text for field, draft in found.items()}


def test_a_date_that_is_none_is_said_under_its_field(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor, section: ActionsSection
) -> None:
    section.add()
    qtbot.keyClicks(focused(editor), "Name slots")
    form(section)._due.set_text("tomorrow")
    qtbot.keyClick(focused(editor), Qt.Key.Key_Return)
    assert form(section)._due.error().startswith("tomorrow is no date.")
    assert focused(editor) is form(section)._due.control
    assert actions(scene) == []


def test_a_date_says_how_it_was_understood(qtbot: QtBot, scene: Scene, section: ActionsSection) -> None:
    section.add()
    form(section)._due.set_text("+14d")
    assert form(section)._due._below.text() == "2026-12-07, in 14 days"


def test_an_action_needs_its_title(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor, section: ActionsSection
) -> None:
    section.add()
    qtbot.keyClick(focused(editor), Qt.Key.Key_Return)
    assert form(section)._title.error() == "Say in a few words what is to be done."
    assert actions(scene) == []


def test_half_an_action_is_a_draft_that_comes_back(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor, section: ActionsSection
) -> None:
    section.add()
    with qtbot.waitSignal(editor.draft_saved, timeout=1000):
        qtbot.keyClicks(focused(editor), "Name slo")
    editor.leave()
    assert (actions(scene), drafts(scene)) == ([], {"action:new:title": "Name slo"})
    again = opened(scene.shown_editor(scene.story.review().id))
    line = form(again)._title.control
    assert isinstance(line, QLineEdit)
    assert line.text() == "Name slo"


def test_escape_closes_and_keeps_the_draft(
    qtbot: QtBot, scene: Scene, editor: ReviewEditor, section: ActionsSection
) -> None:
    section.add()
    qtbot.keyClicks(focused(editor), "Name slo")
    qtbot.keyClick(focused(editor), Qt.Key.Key_Escape)
    assert section._form is None
    assert drafts(scene) == {"action:new:title": "Name slo"}
    assert focused(editor) is section._add


def test_a_card_says_what_is_missing(full: ReviewEditor) -> None:
    texts = [label.text() for card in cards(opened(full)) for label in card.findChildren(QLabel)]
    assert "Missing: how we will know it worked" in texts
    assert "Ana  ·  due 2026-12-01, in 8 days" in texts


def test_an_action_is_changed_in_its_place(qtbot: QtBot, scene: Scene, full: ReviewEditor) -> None:
    section = opened(full)
    press(cards(section)[1], "Change", qtbot)
    control = form(section)._verify.control
    control.setFocus()
    qtbot.keyClicks(control, "An alert fires in a rehearsal")
    qtbot.keyClick(control, Qt.Key.Key_Return)
    assert actions(scene)[1].verify == "An alert fires in a rehearsal"
    assert cards(section)[1].isAncestorOf(focused(full))
    assert full.head._missing.text() == "2 things missing"


def test_what_an_action_does_is_chosen_and_kept_as_a_draft(
    qtbot: QtBot, scene: Scene, full: ReviewEditor
) -> None:
    section = opened(full)
    press(cards(section)[1], "Change", qtbot)
    ident, choice = form(section).ident, form(section)._sort
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert drafts(scene) == {f"action:{ident}:sort": "prevent"}
    qtbot.keyClick(form(section), Qt.Key.Key_Escape)
    press(cards(section)[1], "Change", qtbot)
    assert form(section)._sort.currentData() == "prevent"
    assert form(section).record()
    assert scene.story.store.reviews.action(ident).sort == "prevent"
    assert drafts(scene) == {}


def test_done_and_dropped_can_be_undone(qtbot: QtBot, scene: Scene, full: ReviewEditor) -> None:
    section = opened(full)
    press(cards(section)[0], "Done", qtbot)
    assert actions(scene)[0].state == "done"
    assert scene.said() == "Marked as done."
    assert cards(section)[1].ident == actions(scene)[0].id  # what is open stands first
    scene.undo()
    assert actions(scene)[0].state == "open"
    press(cards(section)[1], "Drop", qtbot)
    qtbot.keyClick(focused(full), Qt.Key.Key_Return)
    assert section._why._reason.error() == "Say what makes it needless now."
    assert actions(scene)[1].state == "open"
    qtbot.keyClicks(focused(full), "The server is gone.")
    qtbot.keyClick(focused(full), Qt.Key.Key_Return)
    assert (actions(scene)[1].said, section._why.isHidden()) == ("The server is gone.", True)
    assert actions(scene)[1].state == "dropped"
    press(cards(section)[1], "Open again", qtbot)
    assert actions(scene)[1].state == "open"


def test_a_change_from_elsewhere_shows_and_the_open_form_stays(
    qtbot: QtBot, scene: Scene, full: ReviewEditor
) -> None:
    section = opened(full)
    section.add()
    qtbot.keyClicks(focused(full), "Third")
    change_action(scene.story.store, actions(scene)[0].id, owner="Chidi")
    assert focused(full) is form(section)._title.control
    texts = [label.text() for label in cards(section)[0].findChildren(QLabel)]
    assert any(text.startswith("Chidi") for text in texts)


def test_a_change_of_the_same_field_from_elsewhere_is_not_replaced_unseen(
    qtbot: QtBot, scene: Scene, full: ReviewEditor
) -> None:
    section = opened(full)
    section.change(actions(scene)[0].id)
    owner = form(section)._owner.control
    assert isinstance(owner, QLineEdit)
    owner.setText("Dagny")
    change_action(scene.story.store, actions(scene)[0].id, owner="Chidi", due="2027-01-01")
    qtbot.keyClick(owner, Qt.Key.Key_Return)
    assert "“Chidi”" in form(section)._owner.error()
    assert actions(scene)[0].owner == "Chidi"
    qtbot.keyClick(owner, Qt.Key.Key_Return)
    first = actions(scene)[0]
    assert (first.owner, first.due) == ("Dagny", "2027-01-01")  # what was not touched here stays as it is


def test_a_draft_says_what_was_recorded_meanwhile(scene: Scene, full: ReviewEditor) -> None:
    section = opened(full)
    section.change(actions(scene)[0].id)
    owner = form(section)._owner.control
    assert isinstance(owner, QLineEdit)
    owner.setText("Dagny")
    form(section).flush()
    section._close()
    change_action(scene.story.store, actions(scene)[0].id, owner="Chidi")
    section.change(actions(scene)[0].id)
    again = form(section)._owner
    assert isinstance(again.control, QLineEdit)
    assert again.control.text() == "Dagny"
    assert again._below.text() == "Recorded meanwhile: Chidi"
