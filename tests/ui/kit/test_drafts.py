"""Typed text is kept within a second, when the focus leaves, and when the page does."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from holdfast.domain.errors import UserError
from holdfast.ui.kit.drafts import DraftBinder
from tests.conftest import Look
from tests.ui.audit import shown


class Page(QWidget):
    """A field with a draft, and another to go to."""

    def __init__(self, draft: str | None = None) -> None:
        super().__init__()
        self.draft, self.saves, self.full = draft, list[str](), False
        self.edit, self.other = QPlainTextEdit(), QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.edit)
        column.addWidget(self.other)
        self.binder = DraftBinder(self.edit, lambda: self.draft, self.save)

    def save(self, text: str) -> None:
        if self.full:
            raise UserError("The disk is full.")
        self.saves.append(text)
        self.draft = text or None


@pytest.fixture
def page(look: Look, nothing_left: None) -> Iterator[Page]:
    made = Page()
    shown(made)
    made.edit.setFocus()
    yield made
    made.close()
    made.deleteLater()


def test_it_is_saved_within_a_second_of_the_last_key(qtbot: QtBot, page: Page) -> None:
    with qtbot.waitSignal(page.binder.saved, timeout=1000):
        qtbot.keyClicks(page.edit, "disk full")
    assert page.saves == ["disk full"]


def test_it_is_saved_within_a_second_of_somebody_who_writes_without_a_pause(qtbot: QtBot, page: Page) -> None:
    """A key each tenth of a second: no pause that one could wait for."""
    keys = QTimer(page)
    keys.timeout.connect(lambda: qtbot.keyClicks(page.edit, "x"))
    with qtbot.waitSignal(page.binder.saved, timeout=5000):
        keys.start(100)
    keys.stop()
    assert set(page.saves[0]) == {"x"}


def test_it_is_saved_at_once_when_the_focus_leaves(qtbot: QtBot, page: Page) -> None:
    qtbot.keyClicks(page.edit, "disk")
    page.other.setFocus()
    assert page.saves == ["disk"]


def test_it_is_saved_at_once_when_the_page_goes(qtbot: QtBot, page: Page) -> None:
    qtbot.keyClicks(page.edit, "disk")
    page.hide()
    assert page.saves == ["disk"]


def test_nothing_is_saved_when_nothing_was_typed(page: Page) -> None:
    page.other.setFocus()
    page.hide()
    assert page.saves == []


def test_a_draft_from_before_is_there_again(look: Look, nothing_left: None) -> None:
    page = Page("half a sentence")
    assert page.edit.toPlainText() == "half a sentence"
    page.binder.flush()
    assert page.saves == []
    page.deleteLater()


def test_recorded_text_leaves_no_draft(qtbot: QtBot, page: Page) -> None:
    qtbot.keyClicks(page.edit, "disk")
    page.binder.flush()
    page.binder.forget()
    assert (page.edit.toPlainText(), page.draft) == ("", None)
    page.hide()
    assert page.saves == ["disk", ""]


def test_recorded_text_may_stay_in_the_field(qtbot: QtBot, page: Page) -> None:
    qtbot.keyClicks(page.edit, "disk")
    page.binder.flush()
    page.binder.forget("disk")
    page.hide()
    assert (page.edit.toPlainText(), page.draft) == ("disk", None)


def test_a_draft_that_cannot_be_saved_is_told_and_tried_again(qtbot: QtBot, page: Page) -> None:
    told: list[str] = []
    page.binder.failed.connect(lambda error: told.append(str(error)))
    page.full = True
    qtbot.keyClicks(page.edit, "disk")
    page.binder.flush()
    page.full = False
    page.binder.flush()
    assert (told, page.saves) == (["The disk is full."], ["disk"])
