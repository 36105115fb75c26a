"""What takes longer than a blink is read beside the window, said so, and can be stopped."""

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from holdfast.store import stopping
from holdfast.ui.kit import long_reading
from tests.ui.incidents.conftest import Desk
from tests.ui.incidents.test_page import Key, press, titles, view

pytestmark = pytest.mark.usefixtures("nothing_left")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on no reading is quick enough."""

    def make() -> None:
        monkeypatch.setattr(stopping, "_STEPS", 1)
        monkeypatch.setattr(long_reading, "BLINK", 0)

    return make


def test_rows_come_later_and_the_old_ones_stay_until_then(
    desk: Desk, qtbot: QtBot, slow: Callable[[], None]
) -> None:
    page = desk.open()
    before = titles(page)
    slow()
    page._bar.set_text("sev:1")
    assert titles(page) == before
    qtbot.waitUntil(lambda: titles(page) == ["Primary database refuses writes after disk filled"])
    assert page._bar.line._searching.isHidden()


@pytest.mark.parametrize("words", ["database -printer", "service:orders label:noise", "disk"])
def test_what_no_index_holds_is_read_beside_while_keys_come(desk: Desk, qtbot: QtBot, words: str) -> None:
    page = desk.open()
    before = titles(page)
    page.focus_query()
    QTest.keyClicks(page._bar.line, words)
    page._bar._timer.timeout.emit()
    assert page._listing.reading.is_busy
    assert titles(page) == before
    qtbot.waitUntil(lambda: not page._listing.reading.is_busy)
    assert titles(page) != before


def test_what_an_index_holds_is_there_as_it_is_typed(desk: Desk) -> None:
    page = desk.open()
    page.focus_query()
    QTest.keyClicks(page._bar.line, "sev:1")
    page._bar._timer.timeout.emit()
    assert titles(page) == ["Primary database refuses writes after disk filled"]


def test_going_on_to_the_list_does_not_wait_for_a_pause(desk: Desk) -> None:
    page = desk.open()
    page.focus_query()
    QTest.keyClicks(page._bar.line, "disk -printer")
    press(Key.Key_Return)
    assert titles(page) == ["Primary database refuses writes after disk filled"]


def test_escape_stops_and_the_list_stays(desk: Desk, slow: Callable[[], None]) -> None:
    page = desk.open()
    before = titles(page)
    slow()
    page.focus_query()
    page._bar.set_text("sev:1")
    page._listing.reading._timer.timeout.emit()
    assert page._bar.line._searching.isVisible()
    press(Key.Key_Escape)
    assert page._bar.line.hasFocus()
    assert page._bar.line._searching.isHidden()
    assert page._bar._problem.text().startswith("Stopped.")
    QApplication.processEvents()
    assert titles(page) == before
    press(Key.Key_Escape)
    assert view(page).hasFocus()


def test_the_newest_question_is_the_one_that_is_answered(
    desk: Desk, qtbot: QtBot, slow: Callable[[], None]
) -> None:
    page = desk.open()
    slow()
    for words in ("sev:1", "sev:2", "sev:4"):
        page._bar.set_text(words)
    qtbot.waitUntil(lambda: titles(page) == ["NTP drift of 1.8 s on isolated segment B"])


def test_a_page_that_is_left_reads_no_more(desk: Desk, slow: Callable[[], None]) -> None:
    page = desk.open()
    slow()
    page._bar.set_text("sev:1")
    page.hide()
    assert not page._listing.reading.is_busy
    assert page._listing.stale
