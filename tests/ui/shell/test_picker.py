"""Palette, quick open and search by keyboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from holdfast.ui.kit.rows import RowList
from holdfast.ui.shell.picker import Picker
from tests.conftest import Look
from tests.ui.audit import audit, shown
from tests.ui.shell.fakes import Shell, make_shell

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shell(look: Look, nothing_left: None) -> Iterator[Shell]:
    made = make_shell()
    shown(made.window, 1366, 768)
    yield made
    made.close()


def _edit(picker: Picker) -> QLineEdit:
    return picker.findChildren(QLineEdit)[0]


def _found(picker: Picker) -> list[str]:
    model = picker.findChildren(RowList)[0].model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_a_command_by_name(qtbot: QtBot, shell: Shell) -> None:
    qtbot.keyClick(shell.window, Qt.Key.Key_K, CTRL)
    palette = shell.standard.picker("palette")
    qtbot.keyClicks(_edit(palette), "go runb")
    assert _found(palette)[0].startswith("Go: Runbooks")
    qtbot.keyClick(_edit(palette), Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert shell.window.current_key() == "runbooks"


def test_arrows_choose_another(qtbot: QtBot, shell: Shell) -> None:
    shell.standard.open_palette()
    palette = shell.standard.picker("palette")
    qtbot.keyClicks(_edit(palette), "go re")
    second = _found(palette)[1]
    qtbot.keyClick(_edit(palette), Qt.Key.Key_Down)
    view = palette.findChildren(RowList)[0]
    assert view.currentIndex().data() == second


def test_the_search_and_quick_open_have_keys(qtbot: QtBot, shell: Shell) -> None:
    qtbot.keyClick(shell.window, Qt.Key.Key_O, CTRL)
    quick = shell.standard.picker("quick")
    assert quick.isVisible()
    assert len(_found(quick)) == 6
    assert audit(quick) == []
    qtbot.keyClick(_edit(quick), Qt.Key.Key_Escape)
    assert not quick.isVisible()
    qtbot.keyClick(shell.window, Qt.Key.Key_F, CTRL | SHIFT)
    assert shell.standard.picker("search").isVisible()
    shell.standard.picker("search").reject()


def test_nothing_found_and_a_bad_question_are_said(qtbot: QtBot, shell: Shell) -> None:
    shell.standard.open_quick()
    quick = shell.standard.picker("quick")
    qtbot.keyClicks(_edit(quick), "zzz")
    assert "Nothing found." in [each.text() for each in quick.findChildren(QLabel)]
    qtbot.keyClick(_edit(quick), Qt.Key.Key_Return)
    assert quick.isVisible()
    _edit(quick).setText("sev:")
    assert "“sev:” needs a number. For example sev:1..2." in [
        each.text() for each in quick.findChildren(QLabel)
    ]
    quick.reject()


def test_what_was_typed_is_selected_next_time(qtbot: QtBot, shell: Shell) -> None:
    shell.standard.open_quick()
    quick = shell.standard.picker("quick")
    qtbot.keyClicks(_edit(quick), "disk")
    quick.reject()
    shell.standard.open_quick()
    assert _edit(quick).selectedText() == "disk"
    quick.reject()


def test_the_sheet_of_keys_opens(qtbot: QtBot, shell: Shell) -> None:
    qtbot.keyClick(shell.window, Qt.Key.Key_Slash, CTRL)
    sheets = [each for each in shell.window.findChildren(QLabel) if each.text() == "Command palette"]
    assert sheets
    sheets[0].window().close()
