"""The page of reviews: who waits for one, drafts, what is released."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from holdfast.desk.operators import add_operator, sign_out
from holdfast.desk.phases import move
from holdfast.domain.classification import Answer
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase
from holdfast.review.workflow import release, submit
from holdfast.review.writing import begin, write
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.kit.rows import ROW
from holdfast.ui.review import list_rows
from holdfast.ui.review.page import ReviewsPage
from tests.ui.audit import shown
from tests.ui.review.scene import Scene
from tests.ui.review.story import Story, opened


def resolved(scene: Scene, title: str) -> Incident:
    store = scene.story.store
    incident = declare(store, Declaration(title, "access"), Answers(Answer.MEDIUM, Answer.MEDIUM))
    return move(store, incident.id, Phase.RESOLVED, reason="Restarted.")


@pytest.fixture
def page(scene: Scene) -> ReviewsPage:
    return show(scene)


def show(scene: Scene) -> ReviewsPage:
    made = ReviewsPage(scene.services)
    scene.pages.append(made)
    shown(made, 1190, 700)
    made.list.setFocus()
    return made


def titles(page: ReviewsPage) -> list[tuple[str, str]]:
    rows = [page.rows.index(place, 0).data(ROW) for place in range(page.rows.rowCount())]
    return [(row.title, row.meta.partition("  ·  ")[0]) for row in rows]


def test_what_waits_stands_first_then_drafts_then_released(scene: Scene) -> None:
    store = scene.story.store
    scene.story.review()
    done = resolved(scene, "Badge readers time out")
    review = begin(store, done.id)
    write(store, review.id, "summary", "A switch lost its uplink.")
    release(store, review.id, "nobody else is here")
    resolved(scene, "Historian drops samples")
    page = show(scene)
    assert titles(page) == [
        ("Historian drops samples", "no review yet"),
        (scene.story.incident.title, "draft"),
        ("Badge readers time out", "released"),
    ]
    assert page._head._subtitle.whole() == "1 waits for a review  ·  1 not released  ·  1 released"


def test_enter_begins_a_review_and_opens_it(qtbot: QtBot, scene: Scene, page: ReviewsPage) -> None:
    assert page._open.text() == "Begin review"
    with qtbot.waitSignal(page.review_chosen) as chosen:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert chosen.args == [scene.story.review().id]


def test_enter_opens_a_review(qtbot: QtBot, scene: Scene) -> None:
    ident = scene.story.review().id
    page = show(scene)
    assert page._open.text() == "Open review"
    with qtbot.waitSignal(page.review_chosen) as chosen:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert chosen.args == [ident]


def test_who_gives_no_name_begins_nothing(qtbot: QtBot, scene: Scene, page: ReviewsPage) -> None:
    sign_out(scene.story.store)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert scene.asked_who == 1
    assert scene.story.store.reviews.count() == 0


def test_it_follows_what_is_recorded_and_keeps_the_current_row(
    qtbot: QtBot, scene: Scene, page: ReviewsPage
) -> None:
    key = page.list.current_key()
    resolved(scene, "Badge readers time out")
    qtbot.waitUntil(lambda: page.rows.rowCount() == 2)
    assert page.list.current_key() == key


def test_an_empty_store_says_how_a_review_begins(qtbot: QtBot, scene: Scene, tmp_path: Path) -> None:
    with opened(tmp_path / "empty", scene.story.hands) as store:
        second = Scene(Story(tmp_path / "empty", scene.story.hands, store, scene.story.incident))
        page = show(second)
        assert page._stack.currentWidget() is page._empty
        assert not page._open.isVisible()
        first = page.first_focus()
        assert first is not None
        with qtbot.waitSignal(page.incidents_wanted) as wanted:
            qtbot.keyClick(first.focusProxy(), Qt.Key.Key_Space)
        assert wanted.args == [""]
        page.close()
        page.deleteLater()
        second.tasks.drain()


def test_more_than_a_handful_leads_to_the_list_of_incidents(
    qtbot: QtBot, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_rows, "_WAITING", 2)
    for number in range(3):
        resolved(scene, f"Badge reader {number} times out")
    page = show(scene)
    assert titles(page)[-1] == ("2 more wait for a review", "Show them in the list of incidents")
    page.list.setCurrentIndex(page.rows.index(2, 0))
    with qtbot.waitSignal(page.incidents_wanted) as wanted:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert wanted.args == ["review:needed"]


def test_the_end_of_the_list_asks_for_more(
    qtbot: QtBot, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("holdfast.ui.review.page._STEP", 2)
    for number in range(5):
        begin(scene.story.store, resolved(scene, f"Badge reader {number} times out").id)
    page = show(scene)
    qtbot.waitUntil(lambda: page.rows.rowCount() == 6)
    assert not page.rows.has_more


def test_an_overdue_review_is_red(scene: Scene) -> None:
    scene.story.hands.pass_minutes(60 * 24 * 8)
    page = show(scene)
    row = page.rows.index(0, 0).data(ROW)
    assert row.overdue
    assert row.due.startswith("review overdue by")


def test_a_row_says_who_reviews_it_and_what_is_overdue_stands_in_the_head(scene: Scene) -> None:
    store = scene.story.store
    review = scene.story.review()
    write(store, review.id, "summary", "A disk was full.")
    submit(store, review.id, [add_operator(store, "Ben").id])
    scene.story.hands.pass_minutes(60 * 24 * 9)
    page = show(scene)
    (row,) = [page.rows.index(place, 0).data(ROW) for place in range(page.rows.rowCount())]
    assert row.meta.startswith("in review  ·  reviewers Ben  ·  changed ")
    assert row.due.startswith("review overdue by ")
    assert row.overdue
    assert page._head._subtitle.whole() == "1 overdue  ·  1 not released"
