"""Fields: the mistake stands under its field, with the focus in it; free text is read as it is typed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from holdfast.domain.errors import UserError
from holdfast.ui.kit.buttons import Choice, button, icon_button
from holdfast.ui.kit.forms import EmptyState, Field, NoteEdit, ParsedField, combo
from holdfast.ui.kit.page import PageHeader
from holdfast.ui.kit.text import ElidedLabel, label, literal, without_mnemonic
from tests.conftest import Look
from tests.journeys.room import qapplication
from tests.ui.audit import audit, shown


@pytest.fixture
def page(look: Look, nothing_left: None) -> Iterator[QWidget]:
    made = QWidget()
    QVBoxLayout(made)
    yield made
    made.close()
    made.deleteLater()


def _put(page: QWidget, *parts: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    for part in parts:
        layout.addWidget(part)
    shown(page, 500, 400)


def _number(text: str) -> int:
    if not text.isdigit():
        raise UserError(f"“{text}” is not a number.", hint="For example 42.")
    return int(text)


def test_a_mistake_stands_under_its_field_with_the_focus_in_it(page: QWidget) -> None:
    title, other = Field("&Title", QLineEdit(), hint="In a few words"), QLineEdit()
    other.setAccessibleName("Other")
    _put(page, title, other)
    other.setFocus()
    title.show_error(UserError("The title is empty.", hint="Say what is wrong."))
    assert title.error() == "The title is empty. Say what is wrong."
    assert title.control.hasFocus()
    assert title.control.accessibleDescription() == title.error()
    assert audit(page) == []
    title.clear_error()
    assert title.error() == ""
    assert "In a few words" in [each.text() for each in title.findChildren(QLabel)]


def test_a_time_shows_how_it_was_understood_and_what_is_wrong(qtbot: QtBot, page: QWidget) -> None:
    field = ParsedField("Number", _number, lambda value: f"understood as {value}")
    _put(page, field)
    field.control.setFocus()
    qtbot.keyClicks(field.control, "12")
    assert field.checked() == (True, 12)
    assert "understood as 12" in [each.text() for each in field.findChildren(QLabel)]
    qtbot.keyClicks(field.control, "x")
    assert field.error() == ""  # not while typing
    qtbot.keyClick(field.control, Qt.Key.Key_Return)
    assert field.error() == "“12x” is not a number. For example 42."
    assert field.checked() == (False, None)
    field.set_text("")
    assert field.checked() == (True, None)


def test_a_required_value_may_not_be_empty(page: QWidget) -> None:
    field = ParsedField("Number", _number, str, required=True)
    _put(page, field)
    assert field.checked() == (False, None)


def test_a_note_grows_enter_submits_and_tab_leaves(qtbot: QtBot, page: QWidget) -> None:
    note, other = NoteEdit(lines=1, most=4, enter_submits=True), QLineEdit()
    _put(page, note, other)
    sent: list[str] = []
    note.submitted.connect(lambda: sent.append(note.toPlainText()))
    note.setFocus()
    before = note.height()
    qtbot.keyClicks(note, "one")
    qtbot.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(note, "two")
    qtbot.waitUntil(lambda: note.height() > before)
    qtbot.keyClick(note, Qt.Key.Key_Return)
    assert sent == ["one\ntwo"]
    qtbot.keyClick(note, Qt.Key.Key_Tab)
    assert other.hasFocus()


def test_a_choice_is_made_by_keyboard(qtbot: QtBot, page: QWidget) -> None:
    choice = Choice("Impact", [("high", "High"), ("low", "Low"), ("unsure", "Not sure")])
    _put(page, choice)
    chosen: list[str] = []
    choice.chosen.connect(chosen.append)
    choice.choose("low")
    assert (chosen, choice.value()) == ([], "low")
    choice.setFocus()
    assert choice.button("low").hasFocus()
    qtbot.keyClick(choice.button("low"), Qt.Key.Key_Right)
    qtbot.keyClick(choice.button("unsure"), Qt.Key.Key_Space)
    assert (chosen, choice.value()) == (["unsure"], "unsure")
    choice.choose("")
    assert choice.value() == ""


def test_an_empty_state_leads_to_what_to_do(page: QWidget) -> None:
    declare = button("Declare incident", primary=True)
    state = EmptyState(
        "No incidents yet", "Declare one when something is wrong.", [declare, button("Practice")]
    )
    _put(page, state)
    state.setFocus()
    assert declare.hasFocus()
    assert audit(page) == []
    state.say("Nothing matches", "Clear the filter.")
    assert [each.text() for each in state.findChildren(QLabel)] == ["Nothing matches", "Clear the filter."]


def test_a_list_to_choose_from_gives_its_key(page: QWidget) -> None:
    kinds = combo([("note", "Note"), ("action", "Action")], "action")
    _put(page, Field("Kind", kinds))
    assert kinds.currentData() == "action"
    assert audit(page) == []


def test_labels_show_text_as_it_is(page: QWidget) -> None:
    words = label("<b>bold</b> & more", wrap=True)
    _put(page, words)
    assert words.textFormat() == Qt.TextFormat.PlainText
    assert QPushButton(literal("R&D")).text() == "R&&D"
    assert without_mnemonic("&Save && close") == "Save & close"


def test_a_long_title_ends_in_dots_and_is_whole_to_the_ear(page: QWidget) -> None:
    words = ElidedLabel("Primary database refuses writes <now> " * 20, "page")
    _put(page, words)
    assert words.text().endswith("…")
    assert words.accessibleName() == words.whole()
    assert "&lt;now>" in words.toolTip()
    assert words.width() <= page.width()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_one_key_presses_a_button_whether_it_shows_words_or_an_icon(
    qtbot: QtBot, page: QWidget, key: Qt.Key
) -> None:
    pressed: list[str] = []
    with_words = button("Edit", lambda: pressed.append("words"))
    with_icon = icon_button("edit", "Edit this", lambda: pressed.append("icon"))
    _put(page, with_words, with_icon)
    for each in (with_words, with_icon):
        qtbot.keyClick(each, key)
    assert pressed == ["words", "icon"]


class _Windows(QObject):
    """Every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = list[QWidget]()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched)
        return False


def test_a_header_is_no_window_of_its_own_while_it_is_made(qtbot: QtBot) -> None:
    """One that is shown for a moment takes the keys from the window that is there."""
    windows, app = _Windows(), qapplication()
    app.installEventFilter(windows)
    qtbot.addWidget(PageHeader("Verify", "A line below"))
    app.removeEventFilter(windows)
    assert windows.shown == []
