"""Who is at the keyboard: a name and Enter; a passphrase where there is one."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from holdfast.domain.errors import UserError
from holdfast.ui.kit.forms import Field
from holdfast.ui.shell.operator_dialog import OperatorDialog
from tests.conftest import Look
from tests.ui.audit import audit, shown


class Desk:
    """The operators of a store."""

    def __init__(self) -> None:
        self.signed: list[tuple[str, str | None]] = []
        self.dialog = OperatorDialog([("Kim", True), ("Jo", False)], self.sign_in)
        self.name, self.secret = self.dialog.findChildren(QLineEdit)

    def sign_in(self, name: str, secret: str | None) -> None:
        if secret == "wrong":
            raise UserError("This is not the passphrase of Kim.", hint="Try again.")
        self.signed.append((name, secret))

    def errors(self) -> list[str]:
        return [each.error() for each in self.dialog.findChildren(Field) if each.error()]


@pytest.fixture
def desk(look: Look, nothing_left: None) -> Iterator[Desk]:
    made = Desk()
    shown(made.dialog, 420, 320)
    yield made
    made.dialog.close()
    made.dialog.deleteLater()


def test_a_name_and_enter(qtbot: QtBot, desk: Desk) -> None:
    assert desk.name.hasFocus()
    qtbot.keyClicks(desk.name, "Jo")
    qtbot.keyClick(desk.name, Qt.Key.Key_Return)
    assert desk.signed == [("Jo", None)]
    assert desk.dialog.result() == QDialog.DialogCode.Accepted


def test_who_has_a_passphrase_is_asked_for_it_and_may_go_on_without(qtbot: QtBot, desk: Desk) -> None:
    assert not desk.secret.isVisible()
    qtbot.keyClicks(desk.name, "kim")
    assert desk.secret.isVisible()
    assert audit(desk.dialog) == []
    qtbot.keyClick(desk.name, Qt.Key.Key_Return)
    assert desk.signed == [("kim", None)]


def test_a_wrong_passphrase_is_said_where_it_was_typed(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(desk.name, "Kim")
    qtbot.keyClicks(desk.secret, "wrong")
    qtbot.keyClick(desk.secret, Qt.Key.Key_Return)
    assert desk.errors() == ["This is not the passphrase of Kim. Try again."]
    assert desk.secret.hasFocus()
    assert desk.dialog.isVisible()


def test_no_name_is_said_under_the_field(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClick(desk.name, Qt.Key.Key_Return)
    assert desk.errors() == ["Give the name that stands beside what you record."]
    assert desk.signed == []


def test_escape_records_nothing(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(desk.name, "Jo")
    qtbot.keyClick(desk.name, Qt.Key.Key_Escape)
    assert desk.signed == []
    assert desk.dialog.result() == QDialog.DialogCode.Rejected
