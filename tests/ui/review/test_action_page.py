"""Actions over all reviews by keyboard: what is overdue, moved on with a remark, changed, narrowed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from holdfast.review.actions import add_action
from holdfast.ui.review.action_page import ActionsPage
from tests.ui.audit import audit, shown
from tests.ui.review.conftest import focused
from tests.ui.review.scene import Scene

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(scene: Scene) -> Iterator[ActionsPage]:
    made = ActionsPage(scene.services)
    scene.pages.append(made)
    shown(made, 1190, 700)
    made.activateWindow()
    made.list.setFocus()
    return made


def titles(page: ActionsPage) -> list[str]:
    return [page.rows.index(at, 0).data() for at in range(page.rows.rowCount())]


def test_nothing_to_do_says_so_and_has_no_findings(page: ActionsPage) -> None:
    assert page._stack.currentWidget() is page._nothing
    assert audit(page) == []


def test_overdue_first_and_moved_on_by_keyboard(qtbot: QtBot, scene: Scene, page: ActionsPage) -> None:
    store, review = scene.story.store, scene.story.review().id
    for title, due in (("Some day", ""), ("Later", "2999-01-01"), ("Late", "2020-01-01")):
        add_action(store, review, title, due=due)
    page.reload()
    assert [title.split(",")[1].strip() for title in titles(page)] == ["Late", "Later", "Some day"]
    assert page._head._subtitle.whole() == "3 actions  ·  1 overdue"
    page.list.setFocus()
    assert audit(page) == []
    qtbot.keyClick(page.list, Qt.Key.Key_X, ALT)
    qtbot.keyClick(focused(page), Qt.Key.Key_Return)
    assert page.answer.isVisible()  # a reason is asked for
    qtbot.keyClick(focused(page), Qt.Key.Key_Escape)
    assert focused(page) is page.list
    qtbot.keyClick(page.list, Qt.Key.Key_D, ALT)
    assert audit(page) == []
    qtbot.keyClicks(focused(page), "Since Monday")
    qtbot.keyClick(focused(page), Qt.Key.Key_Return)
    late = next(one for one in store.reviews.actions(review) if one.title == "Late")
    assert (late.state, late.said) == ("done", "Since Monday")
    assert len(titles(page)) == 2
    scene.undo()
    assert store.reviews.action(late.id).state == "open"
    page.reload()
    page.list.setCurrentIndex(page.rows.index(1, 0))
    qtbot.keyClick(page.list, Qt.Key.Key_F2)
    qtbot.keyClicks(focused(page), "Ben")
    qtbot.keyClick(focused(page), Qt.Key.Key_Return)
    assert {one.owner for one in store.reviews.actions(review) if one.title == "Later"} == {"Ben"}
    with qtbot.waitSignal(page.review_chosen) as chosen:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert chosen.args == [review]


def test_what_matches_nothing_can_be_cleared(scene: Scene, page: ActionsPage) -> None:
    add_action(scene.story.store, scene.story.review().id, "Watch the disks", "Ana")
    page.words.setText("printer")
    page.reload()
    assert page._stack.currentWidget() is page._no_match
    page.words.setText("ana disks")
    page.reload()
    assert len(titles(page)) == 1
    page.state.setCurrentIndex(page.state.findData("done"))
    page.reload()
    assert titles(page) == []
    page.clear()
    assert len(titles(page)) == 1
