"""The window by keyboard: going places, back and forward, areas, text size, closing."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from holdfast import settings as declared
from holdfast.settings import Settings
from holdfast.ui.kit.rows import RowList
from holdfast.ui.kit.tokens import THEMES
from holdfast.ui.shell.rail import RailButton
from tests.beside import goes_first
from tests.conftest import Look
from tests.ui.audit import audit, shown
from tests.ui.shell.fakes import NOW, SeenPage, Shell, dress, make_shell

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def shell(look: Look, nothing_left: None) -> Iterator[Shell]:
    made = make_shell()
    shown(made.window, 1366, 768)
    yield made
    made.close()


def _rail(shell: Shell, words: str) -> RailButton:
    return next(each for each in shell.window.rail.findChildren(RailButton) if each.text() == words)


@pytest.mark.parametrize("name", THEMES)
def test_no_finding(look: Look, shell: Shell, name: str) -> None:
    look.choose(name)
    dress(shell)
    shell.window.put_banner("practice", "Practice store: nothing here is real.", "Leave", lambda: None)
    shell.notices.say("Contained at 13:52.", verb="Undo", act=lambda: None)
    QApplication.processEvents()
    assert audit(shell.window) == []


def test_nothing_is_cut_with_larger_text(look: Look, shell: Shell) -> None:
    look.choose("light", 150)
    dress(shell)
    shown(shell.window, 1366, 768)
    assert audit(shell.window, contrast=False) == []


def test_the_window_goes_first_while_it_paints(qtbot: QtBot, shell: Shell) -> None:
    first = list[bool]()

    class Painted(QLabel):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            first.append(goes_first())

    label = Painted("one", shell.window)
    label.show()
    qtbot.waitUntil(lambda: bool(first) and not goes_first())
    first.clear()
    label.setText("two")
    qtbot.waitUntil(lambda: bool(first) and not goes_first())
    assert first == [True]


def test_pages_are_made_when_they_are_gone_to(shell: Shell) -> None:
    assert shell.window.made("reviews") is None
    shell.window.go("reviews")
    assert isinstance(shell.window.made("reviews"), SeenPage)
    assert shell.window.made("help") is None


def test_the_title_says_what_is_late_on_a_page_that_is_not_shown(shell: Shell) -> None:
    shell.window.go("reviews")
    page = shell.window.made("reviews")
    assert isinstance(page, SeenPage)
    page.say_late("! update due, INC-K7-3")
    assert shell.window.windowTitle() == "Reviews – Holdfast"
    shell.window.go("runbooks")
    assert shell.window.windowTitle() == "! update due, INC-K7-3, Runbooks – Holdfast"
    page.say_late("")
    assert shell.window.windowTitle() == "Runbooks – Holdfast"


def test_sections_have_keys_and_the_rail_shows_where_one_is(qtbot: QtBot, shell: Shell) -> None:
    qtbot.keyClick(shell.window, Qt.Key.Key_2, CTRL)
    assert shell.window.current_key() == "runbooks"
    assert _rail(shell, "Runbooks").isChecked()
    assert shell.window.windowTitle() == "Runbooks – Holdfast"
    qtbot.mouseClick(_rail(shell, "Reviews"), Qt.MouseButton.LeftButton)
    assert shell.window.current_key() == "reviews"
    assert not _rail(shell, "Runbooks").isChecked()


def test_a_page_that_is_not_in_the_rail_lights_up_the_one_above(shell: Shell) -> None:
    shell.window.go("live", "42")
    assert _rail(shell, "Incidents").isChecked()
    assert shell.went[-1] == ("live", "42")


def test_back_and_forward_show_what_was_shown(qtbot: QtBot, shell: Shell) -> None:
    shell.window.go("reviews", "7")
    shell.window.go("reviews", "8")
    qtbot.keyClick(shell.window, Qt.Key.Key_Left, ALT)
    qtbot.keyClick(shell.window, Qt.Key.Key_Left, ALT)
    qtbot.keyClick(shell.window, Qt.Key.Key_Right, ALT)
    page = shell.window.made("reviews")
    assert isinstance(page, SeenPage)
    assert page.seen == ["7", "left", "8", "left", "7", "left", "7"]
    qtbot.keyClick(shell.window, Qt.Key.Key_Left, ALT)
    qtbot.keyClick(shell.window, Qt.Key.Key_Left, ALT)
    assert shell.window.current_key() == "incidents"


def test_f6_goes_through_the_areas_both_ways(qtbot: QtBot, shell: Shell) -> None:
    shell.window.activateWindow()
    _rail(shell, "Incidents").setFocus()
    seen = []
    for _turn in range(3):
        qtbot.keyClick(shell.window, Qt.Key.Key_F6)
        seen.append(type(shell.window.focusWidget()).__name__)
    assert seen == ["_Button", "_Button", "RailButton"]
    qtbot.keyClick(shell.window, Qt.Key.Key_F6, SHIFT)
    assert isinstance(shell.window.focusWidget(), QPushButton)


def test_f6_comes_back_to_where_one_was(qtbot: QtBot, shell: Shell) -> None:
    page = shell.window.page("incidents")
    page.findChildren(RowList)[0].setFocus()
    for _turn in range(3):
        qtbot.keyClick(shell.window, Qt.Key.Key_F6)
    assert isinstance(shell.window.focusWidget(), RowList)


def test_arrows_move_in_the_rail(qtbot: QtBot, shell: Shell) -> None:
    first = _rail(shell, "Incidents")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert _rail(shell, "Runbooks").hasFocus()
    qtbot.keyClick(_rail(shell, "Runbooks"), Qt.Key.Key_Space)
    assert shell.window.current_key() == "runbooks"


def test_tab_leaves_every_control(qtbot: QtBot, shell: Shell) -> None:
    shell.window.activateWindow()
    shell.window.rail.first_focus().setFocus()
    walked = []
    for _step in range(40):
        focused = shell.window.focusWidget()
        assert focused is not None
        walked.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert walked.count(walked[0]) >= 2
    assert any(isinstance(each, RowList) for each in walked)


def test_text_size_by_key(qtbot: QtBot, shell: Shell) -> None:
    qtbot.keyClick(shell.window, Qt.Key.Key_Plus, CTRL)
    qtbot.keyClick(shell.window, Qt.Key.Key_Plus, CTRL)
    assert shell.settings.value(declared.TEXT_PERCENT) == 125
    qtbot.keyClick(shell.window, Qt.Key.Key_Minus, CTRL)
    assert shell.settings.value(declared.TEXT_PERCENT) == 110
    qtbot.keyClick(shell.window, Qt.Key.Key_0, CTRL)
    assert shell.settings.value(declared.TEXT_PERCENT) == 100
    for _press in range(20):
        shell.actions.run("view.smaller")
    assert shell.settings.value(declared.TEXT_PERCENT) == 80


def test_colours_by_command(shell: Shell) -> None:
    shell.actions.run("view.dark")
    assert shell.settings.value(declared.THEME) == "dark"


def test_what_cannot_be_done_is_said(qtbot: QtBot, shell: Shell) -> None:
    said: list[str] = []
    shell.notices.shown.connect(lambda notice: said.append(notice.what))
    qtbot.keyClick(shell.window, Qt.Key.Key_E, CTRL | SHIFT)
    qtbot.keyClick(shell.window, Qt.Key.Key_Left, ALT)
    assert said == ["No review is open.", "This is where you started."]


def test_banners_come_and_go(shell: Shell) -> None:
    shell.window.put_banner("read-only", "This store can only be read.")
    shell.window.put_banner("read-only", "This store can only be read. Exports go to the desktop.")
    shown_now = [each for each in shell.window.banners() if each.isVisible()]
    assert len(shown_now) == 1
    shell.window.take_banner("read-only")
    assert not any(each.isVisible() for each in shell.window.banners())


def test_counts_are_shown_and_read(shell: Shell) -> None:
    shell.window.rail.show_count("reviews", 1200)
    assert _rail(shell, "Reviews").accessibleName() == "Reviews, 1200"
    shell.window.rail.show_count("reviews", 0)
    assert _rail(shell, "Reviews").accessibleName() == "Reviews"


def test_the_status_says_the_state_in_words(shell: Shell) -> None:
    dress(shell)
    status = shell.window.status
    assert status.words() == [
        "You: operator 1 (passphrase)",
        "Saved 14:03:22",
        "No network in use",
        "Journal verified 14:00, 1\u202f284 entries",
        "13:03:24 UTC",
        "14:03:24",
    ]
    status.show_operator("", "")
    status.show_saved(None)
    status.show_journal(None, 0)
    assert status.words()[:3] == [
        "Nobody has signed in",
        "No network in use",
        "Journal not verified yet, 0 entries",
    ]


def test_place_and_rail_are_there_after_a_restart(look: Look, nothing_left: None, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    first = make_shell(Settings(file))
    shown(first.window, 1366, 768)
    first.window.resize(780, 607)
    first.actions.run("view.rail")
    first.close()
    assert set(json.loads(file.read_text())["remembered"]) == {"window", "rail"}
    again = make_shell(Settings(file))
    assert (again.window.width(), again.window.height()) == (780, 607)
    assert _rail(again, "Incidents").sizeHint().width() < 60
    again.close()


def test_closing_lets_the_page_save_first(shell: Shell) -> None:
    order: list[str] = []
    shell.window.go("reviews")
    shell.window.closing.connect(lambda: order.append("closing"))
    page = shell.window.made("reviews")
    assert isinstance(page, SeenPage)
    shell.actions.run("file.quit")
    assert (page.seen[-1], order) == ("left", ["closing"])


def test_undo_in_a_text_field_is_the_text_fields_own(qtbot: QtBot, shell: Shell) -> None:
    taken_back: list[str] = []
    from holdfast.ui.shell.actions import Action

    shell.actions.add(
        Action("incident.undo", "&Undo", "Incident", lambda: taken_back.append("record"), "Ctrl+Z")
    )
    shell.window.addAction(shell.actions.face("incident.undo"))
    find = shell.window.page("incidents").findChildren(QLineEdit)[0]
    find.setFocus()
    qtbot.keyClicks(find, "disk")
    qtbot.keyClick(find, Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(find, Qt.Key.Key_Z, CTRL)
    assert (find.text(), taken_back) == ("", [])


SMALL = [(1366, 768, 200), (1024, 768, 200), (683, 384, 100), (512, 384, 100)]


@pytest.mark.parametrize(("wide", "high", "percent"), SMALL)
def test_a_small_screen_holds_the_window(
    look: Look, shell: Shell, wide: int, high: int, percent: int
) -> None:
    look.choose("light", percent)
    dress(shell)
    for key in ("incidents", "live", "runbooks", "reviews"):
        shell.window.go(key)
        shown(shell.window, wide, high)
        assert (shell.window.width(), shell.window.height()) == (wide, high)
        assert audit(shell.window, contrast=False) == []


@pytest.mark.parametrize(("wide", "high", "percent"), SMALL)
def test_operator_and_save_state_stay_in_sight(
    look: Look, shell: Shell, wide: int, high: int, percent: int
) -> None:
    look.choose("light", percent)
    dress(shell)
    shown(shell.window, wide, high)
    status = shell.window.status
    seen = [each.text() for each in status.findChildren(QLabel) if each.isVisible()]
    assert status.first_focus().text() == "You: operator 1 (passphrase)"  # type: ignore[attr-defined]
    assert "Saved 14:03:22" in seen
    assert not any("…" in each for each in seen)
    left_out = [words for words in status.words()[1:] if words not in seen]
    assert status.toolTip().splitlines() == sorted(left_out, key=status.toolTip().index)


def test_a_long_name_is_shortened_on_the_strip_and_whole_in_its_tooltip(shell: Shell) -> None:
    shown(shell.window, 512, 384)
    status = shell.window.status
    status.show_operator("Maximiliane Freifrau von und zu Hohenstein-Rechberghausen", "declared")
    status.show_saved(NOW)
    QApplication.processEvents()
    shown_name = status.first_focus().text()  # type: ignore[attr-defined]
    assert shown_name.startswith("You: Maximil")
    assert shown_name.endswith("…")
    assert "Rechberghausen (declared)" in status.first_focus().toolTip()
    assert any(each.text() == "Saved 14:03:24" and each.isVisible() for each in status.findChildren(QLabel))


def test_a_page_that_has_no_room_scrolls_to_what_has_the_focus(shell: Shell) -> None:
    shell.window.go("reviews")
    page = shell.window.page("reviews")
    column = QVBoxLayout(page)
    field = QLineEdit()
    column.addSpacing(2000)
    column.addWidget(field)
    shown(shell.window, 683, 384)
    shell.window.activateWindow()
    assert page.height() > 2000
    assert field.visibleRegion().isEmpty()
    field.setFocus()
    assert not field.visibleRegion().isEmpty()


def test_a_small_window_takes_the_words_off_the_rail_and_gives_them_back(shell: Shell) -> None:
    shown(shell.window, 600, 500)
    assert _rail(shell, "Incidents").sizeHint().width() < 60
    shell.actions.run("view.rail")
    assert _rail(shell, "Incidents").sizeHint().width() > 60
    shell.actions.run("view.rail")
    shown(shell.window, 1366, 768)
    assert _rail(shell, "Incidents").sizeHint().width() > 60
    assert shell.settings.remembered("rail") == ""


def test_a_page_reaches_down_to_the_foot_while_nothing_is_said(shell: Shell) -> None:
    bar = shell.window._notice_bar
    below = shell.window.status.y() - 1  # a hairline
    stack = shell.window._stack
    assert not bar.isVisible()
    assert stack.mapTo(shell.window.centralWidget(), stack.rect().bottomLeft()).y() + 1 == below
