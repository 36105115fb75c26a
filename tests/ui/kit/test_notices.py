"""Notices: errors stay, other things go, bugs go on to the crash report."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from holdfast.domain.errors import UserError
from holdfast.ui.kit.notices import NoticeBar, Notices
from tests.conftest import Look
from tests.ui.audit import audit


@pytest.fixture
def crashes() -> list[BaseException]:
    return []


@pytest.fixture
def notices(look: Look, crashes: list[BaseException]) -> Notices:
    return Notices(crashes.append)


@pytest.fixture
def bar(look: Look, notices: Notices, nothing_left: None) -> Iterator[NoticeBar]:
    made = NoticeBar()
    notices.shown.connect(made.show_notice)
    yield made
    made.close()
    made.deleteLater()


def _texts(bar: NoticeBar) -> list[str]:
    return [each.text() for each in bar.findChildren(QLabel) if each.isVisible()]


def test_an_error_says_what_happened_and_what_to_do(notices: Notices, bar: NoticeBar) -> None:
    notices.error(UserError("Couldn't write to E:.", hint="Choose another folder."))
    assert _texts(bar) == ["Couldn't write to E:.", "Choose another folder."]
    assert bar.card.property("card") == "notice-error"
    assert not bar.is_leaving()
    bar.resize(600, 80)
    assert audit(bar) == []


def test_a_notice_stands_apart_from_the_page_above_instead_of_seeming_to_lie_over_it(
    notices: Notices, bar: NoticeBar
) -> None:
    bar.resize(600, 90)
    notices.error(UserError("Couldn't write to E:.", hint="Choose another folder."))
    assert bar.card.mapTo(bar, QPoint()).y() > 8
    (line,) = [each for each in bar.findChildren(QFrame) if each.property("hairline")]
    assert line.geometry() == QRect(0, 0, 600, 1), "a line from edge to edge ends the page"


def test_a_notice_goes_by_itself_and_offers_one_thing(qtbot: QtBot, notices: Notices, bar: NoticeBar) -> None:
    taken_back: list[int] = []
    notices.say("Contained at 13:52.", verb="Undo", act=lambda: taken_back.append(1))
    assert bar.is_leaving()
    undo = next(each for each in bar.findChildren(QPushButton) if each.text() == "Undo")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert taken_back == [1]
    assert not bar.isVisible()


def test_a_bug_is_no_notice(notices: Notices, bar: NoticeBar, crashes: list[BaseException]) -> None:
    bug = KeyError("phase")
    notices.error(bug)
    assert crashes == [bug]
    assert not bar.isVisible()


def test_markup_in_a_notice_is_only_text(notices: Notices, bar: NoticeBar) -> None:
    notices.say("<img src='file:///etc/passwd'>")
    label = bar.findChildren(QLabel)[0]
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_screen_reader_hears_it(monkeypatch: pytest.MonkeyPatch, notices: Notices, bar: NoticeBar) -> None:
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    notices.error(UserError("The disk is full.", hint="Make room."))
    assert said == ["The disk is full. Make room."]
