"""Copying from the window: rows of the list, and the incident that is shown."""

import csv
import io

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from holdfast.ui.incidents import page as incidents
from holdfast.ui.kit.notices import Notices
from holdfast.ui.shell.copying import Copying
from tests.ui.incidents.conftest import Desk, desk, empty_desk

__all__ = ["desk", "empty_desk"]
pytestmark = pytest.mark.usefixtures("nothing_left")
Key, Held = Qt.Key, Qt.KeyboardModifier


def copy(desk: Desk, action: str) -> str:
    """Run one of the actions on the page that is shown; gives what is on the clipboard then."""
    assert desk.page is not None
    QGuiApplication.clipboard().setText("before")
    notices = Notices(lambda error: pytest.fail(str(error)))
    for each in Copying(desk.store, lambda: desk.page, notices).actions("Incident"):
        if each.id == action:
            assert each.reason() == ""
            each.run()
    notices.deleteLater()
    return QGuiApplication.clipboard().text()


def test_selected_rows_are_copied_as_a_table(desk: Desk) -> None:
    page = desk.open()
    press(Key.Key_Home)
    press(Key.Key_Down, Held.ShiftModifier)
    press(Key.Key_Down, Held.ShiftModifier)
    lines = copy(desk, "incident.copy").splitlines()
    assert len(lines) == 5
    assert [title in line for title, line in zip(titles(page), lines[2:], strict=False)] == [True] * 3
    rows = list(csv.DictReader(io.StringIO(copy(desk, "incident.copy_csv"))))
    assert [row["title"] for row in rows] == titles(page)[:3]


def test_rows_that_lie_apart_are_copied_in_their_order(desk: Desk) -> None:
    page = desk.open()
    press(Key.Key_Home)
    press(Key.Key_Down, Held.ControlModifier)
    press(Key.Key_Down, Held.ControlModifier)
    press(Key.Key_Space, Held.ControlModifier)
    rows = list(csv.DictReader(io.StringIO(copy(desk, "incident.copy_csv"))))
    assert [row["title"] for row in rows] == [titles(page)[0], titles(page)[2]]


def test_too_many_rows_are_not_copied(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.open()
    monkeypatch.setattr(incidents, "_MOST_COPIED", 3)
    press(Key.Key_A, Held.ControlModifier)
    assert copy(desk, "incident.copy") == "before"


def titles(page: incidents.IncidentsPage) -> list[str]:
    return [row.title for row in page._model.read(range(page._model.total))]


def press(key: Key, held: Held = Held.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)
