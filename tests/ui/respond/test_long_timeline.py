"""A timeline of hundreds of rows: a part is laid out, wherever one goes, and stays where one looks."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from holdfast.respond.incident import add_note
from holdfast.ui.kit.rows import KEY
from holdfast.ui.respond import timeline
from holdfast.ui.respond.page import LivePage
from tests.ui.respond.conftest import Room, press

pytestmark = pytest.mark.usefixtures("nothing_left")
COUNT = 240


@pytest.fixture
def page(room: Room) -> LivePage:
    with room.store.command():
        for number in range(COUNT):
            room.hands.forward(seconds=1)
            add_note(room.store, room.live.id, f"Row {number}")
    opened = room.open()
    opened._timeline.view.setFocus()
    QApplication.processEvents()
    return opened


def first_seen(page: LivePage) -> str:
    return page._timeline.view.indexAt(QPoint(5, 40)).data(KEY)


def text_at(page: LivePage, place: int) -> str:
    return page._timeline._model.index(place, 0).data()


def test_only_a_part_is_laid_out_and_home_and_end_go_all_the_way(page: LivePage, room: Room) -> None:
    view, model = page._timeline.view, page._timeline._model
    assert model.rowCount() == timeline.PIECE
    assert f"Row {COUNT - 1}" in text_at(page, model.rowCount() - 1)
    press(Qt.Key.Key_Home)
    QApplication.processEvents()
    assert view.currentIndex().row() == 0
    assert room.rows()[0].text in text_at(page, 0)
    press(Qt.Key.Key_End)
    QApplication.processEvents()
    assert f"Row {COUNT - 1}" in view.currentIndex().data()


def test_scrolling_brings_earlier_rows_and_lets_go_of_later_ones_without_a_jump(page: LivePage) -> None:
    bar = page._timeline.view.verticalScrollBar()
    seen: list[str] = []
    for _turn in range(4000):
        before = first_seen(page)
        QApplication.processEvents()
        assert first_seen(page) == before
        seen.append(before)
        if page._timeline._first == 0 and bar.value() == bar.minimum():
            break
        bar.setValue(bar.value() - 150)
    assert len(set(seen)) > COUNT * 0.2
    assert page._timeline._model.rowCount() <= timeline.MOST
    for _turn in range(4000):
        QApplication.processEvents()
        if page._timeline._at_end():
            break
        bar.setValue(bar.value() + 200)
    assert f"Row {COUNT - 1}" in text_at(page, page._timeline._model.rowCount() - 1)


def test_what_is_added_meanwhile_does_not_move_what_one_reads(page: LivePage, room: Room) -> None:
    bar = page._timeline.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    QApplication.processEvents()
    before = first_seen(page)
    add_note(room.store, room.live.id, "One more")
    QApplication.processEvents()
    assert first_seen(page) == before
    press(Qt.Key.Key_End)
    add_note(room.store, room.live.id, "And one")
    QApplication.processEvents()
    assert "And one" in text_at(page, page._timeline._model.rowCount() - 1)


def test_one_can_stand_at_a_row_that_is_not_laid_out(page: LivePage, room: Room) -> None:
    row = next(each for each in room.rows() if each.text == "Row 3")
    page._timeline.stand_at(row.entry)
    assert page._timeline.current_key() == row.entry
    current = page._timeline.current_row()
    assert current is not None
    assert current.text == "Row 3"
