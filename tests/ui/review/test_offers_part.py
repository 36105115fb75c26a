"""Findings of the runbooks that ran on an incident, offered to its review: made an action, or dismissed."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from holdfast.domain.action import Action
from holdfast.review.workflow import open_again, release
from holdfast.review.writing import write
from holdfast.runbook.run import mark, start
from holdfast.ui.review.action_card import ActionCard
from holdfast.ui.review.actions_section import ActionsSection
from holdfast.ui.review.editor import ReviewEditor
from holdfast.ui.review.offers_part import OffersPart
from tests.conftest import Look
from tests.journeys.keyboard import focused, press, reach, until
from tests.runbook.books import add_book, steps_of
from tests.ui.audit import audit
from tests.ui.review.scene import Scene

ABOUT = {"valve": "skipped", "level": "failed"}


@pytest.fixture
def used(scene: Scene) -> str:
    """A runbook that ran twice on the incident, with two findings."""
    store, incident = scene.story.store, scene.story.incident
    book = add_book(store, scene.story.path.parent / "books")
    for _use in range(2):
        run = start(store, incident.id, book)
        for name, state in ABOUT.items():
            mark(store, run.id, steps_of(store, run)[name], state, "it is shut")
    return book


def opened(scene: Scene) -> tuple[ReviewEditor, OffersPart]:
    editor = scene.shown_editor(scene.story.review().id)
    until(editor.isActiveWindow, "the editor is in front")
    editor.show_section("actions")
    section = editor.middle.section()
    assert isinstance(section, ActionsSection)
    section.first_focus().setFocus()
    still(scene)
    return editor, section._offers


def still(scene: Scene) -> None:
    until(lambda: not scene.tasks.is_busy(), "nothing goes on aside")


def texts(part: OffersPart) -> list[str]:
    return [each.text() for each in part.findChildren(QLabel) if each.isVisibleTo(part) and each.text()]


def actions(scene: Scene) -> list[Action]:
    return scene.story.store.reviews.actions(scene.story.review().id)


def dismissed(scene: Scene) -> int:
    return len(scene.story.review().dismissed)


def test_a_line_says_how_many_and_opens_the_offers(scene: Scene, used: str) -> None:
    _editor, part = opened(scene)
    assert texts(part) == ["2 findings from runbooks used here"]
    reach("Show")
    press("Return")
    version = scene.story.store.runbooks.get(used).version[:8]
    assert texts(part)[1:3] == [
        f"Restart a pump, version {version}",
        "Step 3, Close the valve: skipped in 2 of 2 runs (it is shut).",
    ]
    press("Return")
    assert texts(part) == ["2 findings from runbooks used here"]


def test_one_is_made_an_action_that_says_where_it_came_from(scene: Scene, used: str) -> None:
    editor, part = opened(scene)
    reach("Show")
    press("Return")
    reach("Make it an action")
    press("Return")
    still(scene)
    (action,) = actions(scene)
    assert action.title.startswith("Restart a pump (")
    assert action.runbook == used
    (card,) = editor.findChildren(ActionCard)
    assert "From what the runs of Restart a pump say" in [each.text() for each in card.findChildren(QLabel)]
    assert texts(part)[0] == "1 finding from runbooks used here"
    assert focused().accessibleName().startswith("Make it an action: Step 5, Note the level")
    press("Return")
    still(scene)
    assert len(actions(scene)) == 2
    assert not part.isVisibleTo(editor)
    assert focused().accessibleName() == "Add action"


def test_one_is_dismissed_stays_so_and_comes_back(scene: Scene, used: str) -> None:
    _editor, part = opened(scene)
    reach("Show")
    press("Return")
    reach("Dismiss")
    press("Return")
    still(scene)
    assert (dismissed(scene), texts(part)[0]) == (1, "1 finding from runbooks used here")
    again = next(each for each in part.findChildren(QPushButton) if each.text() == "Show 1 dismissed")
    scene.undo()
    still(scene)
    assert (dismissed(scene), again.isVisibleTo(part)) == (0, False)
    for _offer in range(2):
        reach("Dismiss")
        press("Return")
        still(scene)
    assert texts(part) == ["0 findings from runbooks used here"]
    assert focused() is again
    press("Return")
    still(scene)
    assert (dismissed(scene), actions(scene)) == (0, [])
    assert texts(part)[0] == "2 findings from runbooks used here"


def test_nothing_is_offered_where_nothing_was_found_or_the_review_stands(scene: Scene, used: str) -> None:
    editor, part = opened(scene)
    review = scene.story.review().id
    write(scene.story.store, review, "summary", "The pump stood.")
    release(scene.story.store, review, "nobody else is here")
    still(scene)
    assert not part.isVisibleTo(editor)
    open_again(scene.story.store, review, "One more")
    still(scene)
    assert part.isVisibleTo(editor)


def test_without_a_runbook_there_is_no_line(scene: Scene) -> None:
    editor, part = opened(scene)
    assert not part.isVisibleTo(editor)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("percent", [100, 150])
def test_it_passes_the_audit(scene: Scene, used: str, look: Look, theme: str, percent: int) -> None:
    look.choose(theme, percent)
    editor, part = opened(scene)
    part._turn()
    still(scene)
    assert audit(editor) == []
