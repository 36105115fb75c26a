"""Lines of a difference: a long one goes on below its own first letter, and all of it has its colour."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from holdfast.domain.diff import diff
from holdfast.ui.kit import theme
from holdfast.ui.kit.diff_view import DiffView
from tests.conftest import Look
from tests.ui.audit import audit, shown

LONG = "Close the valve, " + ", and the one behind it" * 12


@pytest.fixture
def view(look: Look, nothing_left: None) -> Iterator[DiffView]:
    made = DiffView("What changed")
    made.show_lines(diff("# Pump\n\nShut it.\n", f"# Pump\n\n{LONG}\n"))
    shown(made, 420, 400)
    QApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()


def place(view: DiffView, words: str, at: int) -> QTextCursor:
    cursor = view.document().find(words)
    cursor.setPosition(cursor.selectionStart() + at)
    return cursor


def test_a_long_line_hangs_below_its_first_letter(view: DiffView) -> None:
    first = view.cursorRect(place(view, LONG[:20], 0))
    cursor = place(view, LONG[:20], 0)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfLine)
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
    cursor.movePosition(QTextCursor.MoveOperation.StartOfLine)
    second = view.cursorRect(cursor)
    assert second.top() > first.top()
    assert abs(second.left() - first.left()) <= 1


def test_the_colour_of_a_line_covers_its_number_and_every_row_of_it(view: DiffView) -> None:
    picture, base = view.viewport().grab().toImage(), theme.current().base
    row = view.cursorRect(place(view, LONG[:20], 0))
    for down in (0, 1, 2):
        at = row.top() + down * row.height() + 1
        for x in (row.left() // 2, view.viewport().width() - 8):
            assert picture.pixelColor(x, at) != base


def test_what_is_the_same_is_one_line_of_text_each(view: DiffView) -> None:
    assert view.toPlainText().splitlines()[0].endswith("# Pump")
    assert audit(view) == []


def test_what_was_shown_before_leaves_nothing_behind(view: DiffView) -> None:
    for _time in range(3):
        view.show_lines(diff("one\n", "two\n"))
    assert len(view.findChildren(QTextDocument)) == 1
    assert "Close the valve" not in view.toPlainText()
