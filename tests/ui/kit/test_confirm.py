"""Before what cannot be undone, Enter changes nothing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from holdfast.ui.kit.confirm import ConfirmDialog
from tests.conftest import Look
from tests.ui.audit import audit, shown


def test_enter_keeps_and_the_verb_acts(qtbot: QtBot, look: Look, nothing_left: None) -> None:
    dialog = ConfirmDialog("Remove this body?", "Its hash stays.", "Remove body")
    assert audit(shown(dialog, 420, 200)) == []
    focused = dialog.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Cancel"
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Rejected
    shown(dialog, 420, 200)
    act = next(each for each in dialog.children() if getattr(each, "text", str)() == "Remove body")
    qtbot.mouseClick(act, Qt.MouseButton.LeftButton)  # pyright: ignore[reportArgumentType]
    assert dialog.result() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
