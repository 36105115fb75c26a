"""The scheme page: a text is judged while it is typed, and adopted whole, with a reason, or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from holdfast.desk.operators import sign_in
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.triage.scheme_file import default_text, shipped
from holdfast.triage.scheme_store import adopt, current, text_in_use
from holdfast.ui.kit.notices import Notice, Notices
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.settings.scheme_page import SchemePage
from tests.conftest import Look
from tests.ui.audit import audit, shown

Key = Qt.Key
SCORED = shipped()["severity.toml"]


@dataclass
class Files:
    """Answers the question for a file."""

    chosen: Path | None = None

    def confirm(self, what: str, hint: str, verb: str) -> bool:
        raise AssertionError(what, hint, verb)

    def folder(self, title: str) -> Path | None:
        raise AssertionError(title)

    def file(self, title: str, kinds: str = "") -> Path | None:
        assert title
        assert "toml" in kinds
        return self.chosen

    def target(self, title: str, suggested: str, kinds: str = "") -> Path | None:
        raise AssertionError(title, suggested, kinds)


@dataclass
class Desk:
    """Pages on a store, and what they said."""

    store: Store
    tasks: Tasks
    files: Files = field(default_factory=Files)
    said: list[Notice] = field(default_factory=list)
    pages: list[SchemePage] = field(default_factory=list)

    def open(self, width: int = 1200) -> SchemePage:
        notices = Notices(_raise)
        notices.shown.connect(self.said.append)
        record = Recording(lambda: self.store.by is not None, lambda: False, notices.error, lambda: None)
        page = SchemePage(self.store, record, notices, self.files, self.tasks)
        self.pages.append(page)
        page.show_place("")
        shown(page, width, 800)
        self.settle()
        return page

    def settle(self) -> None:
        QApplication.processEvents()
        while self.tasks.is_busy():
            waiting = QEventLoop()
            self.tasks.busy.connect(waiting.quit)
            QTimer.singleShot(5000, waiting, waiting.quit)
            waiting.exec()
            QApplication.processEvents()

    def type_over(self, page: SchemePage, old: str, new: str) -> None:
        """Replace words of the text, and let it be judged."""
        text = page.text.edit.toPlainText()
        assert text.count(old) == 1
        page.text.edit.put(text.replace(old, new))
        page.text.judge_aside()
        self.settle()


def _raise(error: BaseException) -> None:
    raise error


@pytest.fixture
def desk(tmp_path: Path, look: Look, nothing_left: None) -> Iterator[Desk]:
    with open_store(tmp_path / "store") as store:
        sign_in(store, "Ana")
        one = Desk(store, Tasks(_raise))
        yield one
        for page in one.pages:
            page.close()
            page.deleteLater()
        assert one.tasks.drain()


def texts(page: SchemePage) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def rows(page: SchemePage) -> list[str]:
    model = page.text.list.model()
    return [model.index(place, 0).data(Qt.ItemDataRole.DisplayRole) for place in range(model.rowCount())]


def test_the_scheme_in_use_is_shown_with_its_version_and_hash(desk: Desk) -> None:
    page = desk.open()
    assert page.text.edit.toPlainText() == default_text()
    assert "It comes with Holdfast; no other was adopted." in texts(page)
    assert any("Impact and urgency, version 3  ·  " in text for text in texts(page))
    assert "This scheme can be used." in texts(page)
    assert not page.text.list.isVisible()


def test_another_is_chosen_and_adopted_by_keyboard(desk: Desk) -> None:
    page = desk.open()
    page.begin.setFocus()
    QTest.keyClick(page.begin, Key.Key_End)
    page._begin()  # a popup's choice, which a list that is closed doesn't send
    desk.settle()
    assert page.text.edit.toPlainText() == SCORED
    page.reason_edit.setFocus()
    QTest.keyClick(page.reason_edit, Key.Key_Return)
    assert page.reason.error().startswith("The reason is empty")
    QTest.keyClicks(page.reason_edit, "We think in severities")
    QTest.keyClick(page.reason_edit, Key.Key_Return)
    desk.settle()
    assert current(desk.store).kind == "scored"
    assert desk.said[-1].what == "Severity definitions, version 3, is in use from now on."
    assert any(text.endswith("by Ana: We think in severities") for text in texts(page))
    assert page.reason_edit.text() == ""
    assert desk.store.drafts.of(f"store/{desk.store.facts.id}") == {}


def test_problems_are_listed_while_typing_and_lead_to_their_lines(desk: Desk) -> None:
    page = desk.open()
    desk.type_over(page, "version = 3", "version = 0")
    desk.type_over(page, 'key = "scribe"', 'key = "operations"')
    assert rows(page)[0].startswith("version is too small or too large a number, Count from 1., line 12")
    assert "2 to correct" in texts(page)
    assert "version is too small or too large a number. Count from 1." in texts(page)
    page.text.list.setFocus()
    QTest.keyClick(page.text.list, Key.Key_Down)
    QTest.keyClick(page.text.list, Key.Key_Return)
    assert page.text.edit.hasFocus()
    assert page.text.edit.textCursor().selectedText() == 'key = "operations"'
    page.text.edit.undo()
    page.text.edit.undo()
    page.text.judge_aside()
    desk.settle()
    assert "This scheme can be used." in texts(page)


def test_the_text_is_judged_after_a_moment_without_a_key(desk: Desk) -> None:
    page = desk.open()
    page.text.edit.setFocus()
    QTest.keyClicks(page.text.edit, "colour = 1")
    assert page.text._idle.isActive()
    page.text._idle.timeout.emit()
    desk.settle()
    assert rows(page)
    page.leave()


def test_nothing_is_half_adopted(desk: Desk) -> None:
    page = desk.open()
    before = desk.store.journal.count()
    desk.type_over(page, "version = 3", "version = 0")
    page.reason_edit.setText("why not")
    page.adopt_now()
    assert page.text.list.hasFocus()
    page.text.edit.put(default_text())
    page.adopt_now()  # before it was judged aside
    assert page.refused.text().startswith("Impact and urgency is in use already")
    assert page.reason.error() == ""
    assert desk.store.journal.count() == before
    assert text_in_use(desk.store) == default_text()


def test_a_known_version_with_another_text_is_refused_beside_what_was_chosen(desk: Desk) -> None:
    page = desk.open()
    desk.type_over(page, 'word = "Critical"\nseverity = 1', 'word = "Grave"\nseverity = 1')
    page.reason_edit.setText("a better word")
    page.adopt_now()
    told = "Impact and urgency, version 3, is known here with another text. Nothing was recorded."
    assert page.refused.text().startswith(told)
    assert page.refused.isVisible()
    assert page.reason.error() == ""
    assert page.text.edit.hasFocus()
    assert page.text.edit.textCursor().selectedText() == "version = 3"
    assert audit(page) == []
    desk.type_over(page, "version = 3", "version = 4")
    assert not page.refused.isVisible()
    page.adopt_now()
    desk.settle()
    assert current(desk.store).version == 4


def test_a_reason_that_is_no_text_is_told_of_at_its_field(desk: Desk) -> None:
    page = desk.open()
    page.text.put(SCORED)
    desk.settle()
    page.reason_edit.setText("x" * 301)
    page.adopt_now()
    assert "301 characters; 300 fit" in page.reason.error()
    assert not page.refused.isVisible()


def test_a_text_that_is_being_written_is_a_draft(desk: Desk) -> None:
    page = desk.open()
    desk.type_over(page, 'name = "Impact and urgency"', 'name = "Ours"')
    page.leave()
    other = desk.open()
    assert 'name = "Ours"' in other.text.edit.toPlainText()
    other.begin.setCurrentIndex(0)
    other._begin()
    other.leave()
    assert desk.store.drafts.of(f"store/{desk.store.facts.id}") == {}


def test_a_file_is_read_or_its_fault_is_said(desk: Desk, tmp_path: Path) -> None:
    page = desk.open()
    page._open_file()
    assert page.text.edit.toPlainText() == default_text()
    desk.files.chosen = tmp_path / "ours.toml"
    desk.files.chosen.write_bytes(b"\xff\xfe")
    page._open_file()
    assert "not UTF-8 text" in desk.said[-1].what
    desk.files.chosen.write_bytes(SCORED.replace("\n", "\r\n").encode())
    page._open_file()
    desk.settle()
    assert page.text.edit.toPlainText() == SCORED
    page.text._idle.stop()


def test_what_another_window_adopted_is_shown(desk: Desk) -> None:
    page = desk.open()
    adopt(desk.store, SCORED, "elsewhere")
    page.show_place("")
    desk.settle()
    assert page.text.edit.toPlainText() == SCORED


def test_line_and_column_are_told(desk: Desk) -> None:
    page = desk.open()
    page.text.edit.go_to(3)
    assert "Line 3, column 1" in texts(page)


LOOKS = [(theme, percent) for theme in ("light", "dark", "contrast") for percent in (100, 200)]


@pytest.mark.parametrize(("theme", "percent"), LOOKS)
def test_the_audit_finds_nothing(desk: Desk, look: Look, theme: str, percent: int) -> None:
    look.choose(theme, percent)
    page = desk.open(1400 if percent > 100 else 1200)
    desk.type_over(page, "version = 3", "version = 0")
    for _round in range(3):
        QApplication.processEvents()
    assert audit(page) == []
