"""The registry: one action for menu, palette, sheet and key; a refusal says why."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from holdfast.ui.shell.actions import Action, Actions, KeyHint
from holdfast.ui.shell.shortcuts import ShortcutSheet, sheet
from tests.conftest import Look
from tests.ui.audit import audit, shown


class Desk:
    """Some actions, and what became of them."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.refused: list[str] = []
        self.why = ""
        self.actions = Actions()
        self.actions.add(
            Action(
                "declare", "&Declare", "Incident", lambda: self.done.append("declare"), "Ctrl+N", ("Ctrl+J",)
            ),
            Action(
                "resolve",
                "&Resolve…",
                "Incident",
                lambda: self.done.append("resolve"),
                "Ctrl+R",
                reason=lambda: self.why,
            ),
        )
        self.actions.hint(KeyHint("Timeline", "Add a note", "Enter"))
        self.actions.refused.connect(self.refused.append)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk()


@pytest.fixture
def window(look: Look, nothing_left: None, desk: Desk) -> Iterator[QMainWindow]:
    made = QMainWindow()
    desk.actions.fill(made.menuBar(), [("Incident", "&Incident"), ("Go", "&Go")])
    made.addActions(desk.actions.faces())
    shown(made, 400, 300)
    yield made
    made.close()
    made.deleteLater()


def test_a_key_does_it_and_so_does_the_other(qtbot: QtBot, desk: Desk, window: QMainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert desk.done == ["declare", "declare"]


def test_a_key_that_cannot_be_followed_says_why(qtbot: QtBot, desk: Desk, window: QMainWindow) -> None:
    desk.why = "Two tasks are open."
    qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert (desk.done, desk.refused) == ([], ["Two tasks are open."])


def test_the_menu_is_grey_only_while_it_is_open(desk: Desk, window: QMainWindow) -> None:
    menu = window.menuBar().findChildren(QMenu)[0]
    desk.why = "Two tasks are open."
    menu.aboutToShow.emit()
    face = desk.actions.face("resolve")
    assert (face.isEnabled(), face.toolTip()) == (False, "Two tasks are open.")
    menu.aboutToHide.emit()
    assert face.isEnabled()


def test_only_categories_with_actions_are_menus(window: QMainWindow) -> None:
    assert [action.text() for action in window.menuBar().actions()] == ["&Incident"]


@pytest.mark.parametrize(("ident", "key"), [("declare", ""), ("other", "Ctrl+N"), ("other", "Ctrl+J")])
def test_an_id_or_key_that_is_taken_is_a_bug(desk: Desk, ident: str, key: str) -> None:
    with pytest.raises(ValueError, match="registered already"):
        desk.actions.add(Action(ident, "Other", "Go", lambda: None, key))


def test_the_sheet_holds_actions_and_keys_of_pages(look: Look, nothing_left: None, desk: Desk) -> None:
    assert sheet(desk.actions) == {
        "Incident": [("Declare", "Ctrl+N · Ctrl+J"), ("Resolve", "Ctrl+R")],
        "Timeline": [("Add a note", "Enter")],
    }
    dialog = ShortcutSheet(desk.actions)
    assert audit(shown(dialog, 620, 560)) == []
    dialog.close()
    dialog.deleteLater()


def test_what_belongs_together_stands_between_lines(desk: Desk, look: Look) -> None:
    made = QMainWindow()
    desk.actions.fill(made.menuBar(), [("Incident", "&Incident")], {"resolve"})
    (menu,) = made.menuBar().findChildren(QMenu)
    assert [each.isSeparator() for each in menu.actions()][:3] == [False, True, False]
    made.deleteLater()
