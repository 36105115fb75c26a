"""Two people at one window: submitting, commenting, approving, and reading an earlier revision."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from holdfast.desk.operators import add_operator, sign_in, sign_out
from holdfast.domain.review import Review
from holdfast.review.comments import comment
from holdfast.review.workflow import approve, ask_changes, open_again, release, submit
from holdfast.review.writing import write
from holdfast.ui.review.editor import ReviewEditor
from holdfast.ui.review.text_section import TextSection
from tests.conftest import Look
from tests.ui.review.conftest import focused
from tests.ui.review.scene import Scene
from tests.ui.review.story import SUMMARY, write_all
from tests.ui.review.test_audit import THEMES, in_themes

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def ben(scene: Scene) -> str:
    """The id of a second operator."""
    return add_operator(scene.story.store, "Ben").id


@pytest.fixture
def pair(scene: Scene, ben: str) -> ReviewEditor:
    """A written review in a store of two people, Ana at the keyboard."""
    return scene.shown_editor(write_all(scene.story).id)


def primaries(editor: ReviewEditor) -> list[str]:
    return [
        each.text()
        for each in editor.findChildren(QPushButton)
        if each.property("primary") and each.isVisible()
    ]


def change(scene: Scene, editor: ReviewEditor, name: str) -> None:
    """Somebody else sits down, as the window tells its page."""
    sign_in(scene.story.store, name)
    editor.operator_changed()


def submitted(scene: Scene, ben: str) -> Review:
    return submit(scene.story.store, scene.story.review().id, [ben])


def edit_of(editor: ReviewEditor) -> TextSection:
    section = editor.middle.section()
    assert isinstance(section, TextSection)
    return section


def choose_words(editor: ReviewEditor, words: str) -> None:
    edit = edit_of(editor).edit
    cursor = edit.textCursor()
    at = edit.toPlainText().index(words)
    cursor.setPosition(at)
    cursor.setPosition(at + len(words), QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    edit.setFocus()


def marked(editor: ReviewEditor) -> list[str]:
    return [each.cursor.selectedText() for each in edit_of(editor).edit.extraSelections()]  # type: ignore[attr-defined]


# -- submitting ------------------------------------------------------------------------------------


def test_reviewers_are_ticked_by_keyboard_and_the_review_is_submitted(
    qtbot: QtBot, scene: Scene, pair: ReviewEditor, ben: str
) -> None:
    assert primaries(pair) == ["Submit for review"]
    pair.questions.act("submit")
    assert primaries(pair) == ["Submit for review"]
    panel = focused(pair)
    qtbot.keyClick(panel, Qt.Key.Key_Home)
    pair.questions.by_act["submit"].act()
    assert "Nobody is named as a reviewer" in pair.questions.by_act["submit"]._wrong.text()
    qtbot.keyClick(panel, Qt.Key.Key_Space)
    pair.questions.by_act["submit"].act()
    review = scene.story.review()
    assert (review.state, review.flow.reviewers) == ("in_review", (ben,))
    assert primaries(pair) == [], "now somebody else is to act"
    assert "waits for Ben" in pair.head._head._subtitle.whole()


def test_who_wrote_stands_in_the_list_and_can_not_be_ticked(
    qtbot: QtBot, scene: Scene, pair: ReviewEditor
) -> None:
    pair.questions.act("submit")
    panel = focused(pair)
    qtbot.keyClick(panel, Qt.Key.Key_End)
    qtbot.keyClick(panel, Qt.Key.Key_Space)
    assert pair.questions.by_act["submit"]._chosen == set()
    rows = pair.questions.by_act["submit"].rows
    assert "wrote in this revision" in str(rows.data(rows.index(rows.rowCount() - 1, 0)))


# -- reading as a reviewer -------------------------------------------------------------------------


def test_a_reviewer_reads_comments_and_can_not_alter(
    qtbot: QtBot, scene: Scene, pair: ReviewEditor, ben: str
) -> None:
    submitted(scene, ben)
    change(scene, pair, "Ben")
    pair.show_section("summary")
    assert primaries(pair) == ["Approve"]
    assert edit_of(pair).edit.isReadOnly()
    choose_words(pair, "replication slot")
    qtbot.keyClick(edit_of(pair).edit, Qt.Key.Key_M, CONTROL | ALT)
    field = focused(pair)
    assert field.accessibleName() == "Comment on “replication slot”"
    qtbot.keyClicks(field, "Which one?")
    qtbot.keyClick(field, Qt.Key.Key_Return, CONTROL)
    (made,) = scene.story.review().flow.comments
    assert (made.text, made.section, made.quote) == ("Which one?", "summary", "replication slot")
    assert SUMMARY[made.offset :].startswith("replication slot")
    assert marked(pair) == ["replication slot"]
    change(scene, pair, "Ana")
    assert not edit_of(pair).edit.isReadOnly()


def test_a_comment_is_answered_resolved_and_opened_again(
    qtbot: QtBot, scene: Scene, pair: ReviewEditor, ben: str
) -> None:
    comment(scene.story.store, scene.story.review().id, "Which one?", "summary", "replication slot", 0)
    pair.show_section("impact")
    qtbot.keyClick(focused(pair), Qt.Key.Key_F8)
    assert pair.comments.isVisible()
    assert focused(pair) is pair.comments.list
    qtbot.keyClick(focused(pair), Qt.Key.Key_Return)
    assert pair.middle.current() == "summary"
    assert marked(pair) == ["replication slot"]
    pair.comments.edit.setFocus()
    qtbot.keyClicks(pair.comments.edit, "The retired standby's.")
    qtbot.keyClick(pair.comments.edit, Qt.Key.Key_Return, CONTROL)
    assert [each.text for each in scene.story.review().flow.comments[0].answers] == ["The retired standby's."]
    assert "The retired standby's." in pair.comments._said.text()
    qtbot.keyClick(pair.comments._move, Qt.Key.Key_Space)
    assert scene.story.review().flow.open_comments == 0
    assert pair.comments._move.text() == "Open again"
    qtbot.keyClick(pair.comments._move, Qt.Key.Key_Space)
    assert scene.story.review().flow.open_comments == 1


def test_a_comment_whose_words_are_gone_says_so(scene: Scene, pair: ReviewEditor) -> None:
    store, review = scene.story.store, scene.story.review().id
    comment(store, review, "Which one?", "summary", "replication slot", 0)
    pair.places.step(0)
    write(store, review, "summary", "Quite another story.")
    assert "about an earlier version" in pair.comments._quote.text()
    pair.show_section("summary")
    assert marked(pair) == []


def test_what_is_typed_as_a_comment_is_a_draft(scene: Scene, pair: ReviewEditor) -> None:
    pair.places.step(0)
    pair.comments.edit.setPlainText("Half a sent")
    pair.leave()
    again = scene.shown_editor(scene.story.review().id)
    assert again.comments.edit.toPlainText() == "Half a sent"
    assert "draft, not recorded" not in str(again.outline.rows.data(again.outline.rows.index(0, 0)))


def test_the_draft_of_a_comment_keeps_the_words_that_it_is_about(scene: Scene, pair: ReviewEditor) -> None:
    pair.show_section("summary")
    choose_words(pair, "replication slot")
    pair.places.begin()
    pair.comments.edit.setPlainText("Half a sent")
    pair.leave()
    again = scene.shown_editor(scene.story.review().id)
    assert again.comments.edit.toPlainText() == "Half a sent"
    assert again.comments.edit.accessibleName() == "Comment on “replication slot”"
    again.comments.record()
    assert scene.story.review().flow.comments[-1].quote == "replication slot"


# -- judging ---------------------------------------------------------------------------------------


def test_a_reviewer_approves_and_the_author_releases(
    qtbot: QtBot, scene: Scene, pair: ReviewEditor, ben: str
) -> None:
    submitted(scene, ben)
    change(scene, pair, "Ben")
    pair.questions.act("approve")
    assert focused(pair).accessibleName() == "Approve"
    assert "declared, not authenticated" in pair.questions.by_act["approve"]._who.text()
    qtbot.keyClick(focused(pair), Qt.Key.Key_Space)
    assert scene.story.review().state == "approved"
    assert "approved by Ben (declared, not authenticated)" in pair.head._head._subtitle.whole()
    assert primaries(pair) == ["Release review"]
    change(scene, pair, "Ana")
    assert edit_of(pair).edit.isReadOnly()
    pair.questions.act("release")
    assert pair.questions.release._second.text() == "Approved by Ben (declared, not authenticated)."
    qtbot.keyClick(focused(pair), Qt.Key.Key_Space)
    assert scene.story.review().state == "released"
    assert primaries(pair) == []


def test_a_text_that_came_while_the_question_stood_is_not_approved(
    qtbot: QtBot, scene: Scene, pair: ReviewEditor, ben: str
) -> None:
    submitted(scene, ben)
    change(scene, pair, "Ben")
    pair.questions.act("approve")
    sign_in(scene.story.store, "Ana")
    write(scene.story.store, scene.story.review().id, "summary", "Quite another story.")
    sign_in(scene.story.store, "Ben")
    qtbot.keyClick(focused(pair), Qt.Key.Key_Space)
    assert "changed since you read it" in pair.questions.by_act["approve"]._wrong.text()
    assert scene.story.review().state == "in_review"


def test_changes_are_asked_for_with_what_they_are(
    qtbot: QtBot, scene: Scene, pair: ReviewEditor, ben: str
) -> None:
    submitted(scene, ben)
    change(scene, pair, "Ben")
    pair.questions.act("changes")
    qtbot.keyClick(focused(pair), Qt.Key.Key_Return)
    assert scene.story.review().state == "in_review"
    qtbot.keyClicks(focused(pair), "Name the slot.")
    qtbot.keyClick(focused(pair), Qt.Key.Key_Return)
    assert scene.story.review().state == "changes_asked"
    change(scene, pair, "Ana")
    assert "Name the slot." in pair.head._head._subtitle.whole()
    assert primaries(pair) == ["Submit for review"]


def test_who_may_not_judge_is_told_why(scene: Scene, pair: ReviewEditor, ben: str) -> None:
    submitted(scene, ben)
    pair.operator_changed()
    verb = next(each for each in pair.verbs() if each.id == "review.approve")
    assert verb.reason() == "You wrote in this revision, so somebody else has to approve it."
    sign_out(scene.story.store)
    pair.operator_changed()
    assert verb.reason() == ""
    assert primaries(pair) == ["Approve"], "whoever comes is asked for a name"
    assert edit_of(pair).edit.isReadOnly()


# -- revisions -------------------------------------------------------------------------------------


def test_an_earlier_revision_is_compared_and_read(scene: Scene, pair: ReviewEditor) -> None:
    store, review = scene.story.store, scene.story.review().id
    release(store, review, "alone")
    open_again(store, review, "The vendor answered.")
    write(store, review, "summary", SUMMARY.replace("36 minutes", "40 minutes"))
    pair.questions.show_revisions()
    assert primaries(pair) == []
    panel = pair.questions.revisions
    assert panel.rows.rowCount() == 1
    assert "40" in panel.diff.toPlainText()
    assert "## Summary" in panel.diff.toPlainText()
    panel._emit_read()
    assert pair.side.is_preview()
    assert pair.side._title.whole() == "Revision 1"


# -- as it looks -----------------------------------------------------------------------------------


def approving(scene: Scene, editor: ReviewEditor, ben: str) -> None:
    submitted(scene, ben)
    change(scene, editor, "Ben")
    editor.questions.act("approve")


def asking(scene: Scene, editor: ReviewEditor, ben: str) -> None:
    submitted(scene, ben)
    change(scene, editor, "Ben")
    editor.questions.act("changes")


def submitting(scene: Scene, editor: ReviewEditor, ben: str) -> None:
    editor.questions.act("submit")


def commenting(scene: Scene, editor: ReviewEditor, ben: str) -> None:
    store, review = scene.story.store, submitted(scene, ben).id
    comment(store, review, "Which slot?", "summary", "replication slot", 0)
    comment(store, review, "Where do the numbers come from? " * 4, "impact")
    change(scene, editor, "Ben")
    editor.show_section("summary")
    editor.places.step(0)


def no_comments(scene: Scene, editor: ReviewEditor, ben: str) -> None:
    editor.places.step(0)


def approved(scene: Scene, editor: ReviewEditor, ben: str) -> None:
    submitted(scene, ben)
    sign_in(scene.story.store, "Ben")
    approve(scene.story.store, scene.story.review().id)
    change(scene, editor, "Ana")
    editor.questions.act("release")


def sent_back(scene: Scene, editor: ReviewEditor, ben: str) -> None:
    submitted(scene, ben)
    sign_in(scene.story.store, "Ben")
    ask_changes(scene.story.store, scene.story.review().id, "Say which slot it was, and since when.")
    change(scene, editor, "Ana")


def revisions(scene: Scene, editor: ReviewEditor, ben: str) -> None:
    store, review = scene.story.store, scene.story.review().id
    release(store, review, "alone")
    open_again(store, review, "The vendor answered.")
    write(store, review, "summary", SUMMARY.replace("36 minutes", "40 minutes"))
    editor.questions.show_revisions()


@pytest.mark.parametrize(("width", "themes"), [(1190, THEMES), (780, THEMES[::-1])], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    "make", [submitting, approving, asking, commenting, no_comments, approved, sent_back, revisions]
)
def test_every_state_is_clear(
    qtbot: QtBot,
    scene: Scene,
    look: Look,
    ben: str,
    make: Callable[[Scene, ReviewEditor, str], None],
    width: int,
    themes: tuple[str, ...],
) -> None:
    look.choose(themes[0])
    editor = scene.shown_editor(write_all(scene.story).id, width=width)
    make(scene, editor, ben)
    assert in_themes(qtbot, scene, look, editor, themes, 100) == []
