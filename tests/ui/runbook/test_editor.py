"""Writing a runbook by keyboard: drafts, what is found, what changed, and two who write at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from holdfast.desk.operators import sign_in
from holdfast.runbook.library import text_of
from holdfast.runbook.writing import create, write
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.notices import Notice, Notices
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.rows import ROW
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.runbook.editor import WritePage
from tests.conftest import Look
from tests.journeys.keyboard import until
from tests.ui.audit import audit, shown
from tests.ui.closing import let_go
from tests.ui.runbook.hands import plain
from tests.ui.stores import make_store

pytestmark = pytest.mark.usefixtures("nothing_left")
Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier
VALVE = "# Valve\r\n\r\n## Mitigation\r\n\r\n1. Turn\u00a0left\r\n"


@dataclass
class Desk:
    """Pages on a store, and what they said."""

    store: Store
    said: list[Notice] = field(default_factory=list[Notice])
    went: list[str] = field(default_factory=list[str])
    pages: list[WritePage] = field(default_factory=list[WritePage])

    def open(self, place: str = "", width: int = 1200) -> WritePage:
        notices = Notices(_raise)
        notices.shown.connect(self.said.append)
        record = Recording(lambda: self.store.by is not None, lambda: False, notices.error, lambda: None)
        tasks = Tasks(_raise)
        page = WritePage(self.store, plain, record, notices, tasks)
        for service in (notices, tasks):
            service.setParent(page)
        page.recorded.connect(self.went.append)
        self.pages.append(page)
        page.show_place(place)
        shown(page, width, 800)
        page.edit.setFocus()
        seen(page)
        return page

    def valve(self) -> str:
        return create(self.store, VALVE).id


@pytest.fixture
def desk(look: Look, tmp_path: Path) -> Iterator[Desk]:
    store, _hands = make_store(tmp_path)
    made = Desk(store)
    yield made
    for page in made.pages:
        page.leave()
        let_go(page)
    store.close()


def _raise(problem: BaseException) -> None:
    raise problem


def seen(page: WritePage) -> None:
    """Wait until the text that stands there is laid out and looked through."""
    page.preview.look_now()
    until(lambda: _laid_out(page), "the preview shows the text")


def _laid_out(page: WritePage) -> bool:
    return page.preview.view.toPlainText().split() == page.edit.toPlainText().split()


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(_focused(), key, held)
    QApplication.processEvents()


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def type_at_end(page: WritePage, text: str) -> None:
    page.edit.setFocus()
    press(Key.Key_End, Control)
    for place, line in enumerate(text.split("\n")):
        if place:
            press(Key.Key_Return)
        QTest.keyClicks(page.edit, line)


def findings(page: WritePage) -> list[str]:
    model = page.preview.findings.list.model()
    return [model.index(at, 0).data(ROW).title for at in range(model.rowCount())]


def test_a_new_one_starts_from_its_parts_and_is_recorded_by_keyboard(desk: Desk) -> None:
    page = desk.open()
    assert "## When to escalate" in page.edit.toPlainText()
    assert findings(page) == []
    type_at_end(page, "\nNow.")
    text = page.edit.toPlainText()
    press(Key.Key_S, Control)
    (ident,) = desk.went
    book = desk.store.runbooks.get(ident)
    assert text_of(desk.store, book.version) == text
    assert book.owner == "Operator 1"
    assert desk.said[-1].what == "New runbook is recorded."
    assert "Now." not in desk.open().edit.toPlainText(), "no draft is left"


def test_what_is_typed_is_a_draft_that_waits_for_the_same_runbook(desk: Desk) -> None:
    ident = desk.valve()
    page = desk.open(ident)
    type_at_end(page, "2. Wait")
    press(Key.Key_Escape)
    until(lambda: _draft(desk, ident) == page.edit.toPlainText(), "the draft is saved by itself")
    assert "2. Wait" in desk.open(ident).edit.toPlainText()
    assert "2. Wait" not in desk.open().edit.toPlainText()
    assert desk.store.runbooks.get(ident).versions == (desk.store.runbooks.get(ident).version,)


def _draft(desk: Desk, ident: str) -> str:
    kept = desk.store.drafts.get(f"runbook/{ident}", "text")
    return kept.text if kept else ""


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_marks_and_spaces_that_do_not_break_stay(desk: Desk, mark: str) -> None:
    ident = create(desk.store, mark + VALVE).id
    page = desk.open(ident)
    press(Key.Key_S, Control)
    assert "Nothing was changed" in page._error.text()
    type_at_end(page, "2. Wait")
    assert page._error.isHidden()
    press(Key.Key_S, Control)
    assert text_of(desk.store, desk.store.runbooks.get(ident).version) == mark + VALVE + "2. Wait"


def test_what_cannot_be_recorded_is_said_on_the_page(desk: Desk) -> None:
    page = desk.open(desk.valve())
    press(Key.Key_A, Control)
    press(Key.Key_Delete)
    press(Key.Key_S, Control)
    assert page._error.isVisible()
    assert page.edit.hasFocus()
    assert desk.went == []


def test_enter_on_a_finding_goes_to_its_line(desk: Desk) -> None:
    page = desk.open(desk.valve())
    type_at_end(page, "\nSee [it](#gone).")
    seen(page)
    until(lambda: any("#gone" in each for each in findings(page)), "it is found")
    listed = page.preview.findings.list
    listed.setFocus()
    at = next(place for place, each in enumerate(findings(page)) if "#gone" in each)
    press(Key.Key_Home)
    for _step in range(at):
        press(Key.Key_Down)
    assert at == 0, "what will not work stands first"
    assert "#gone" in page.preview.findings.told.text()
    press(Key.Key_Return)
    assert page.edit.hasFocus()
    assert page.edit.textCursor().block().text() == "See [it](#gone)."


def test_what_changed_is_shown_against_the_recorded_text(desk: Desk) -> None:
    page = desk.open(desk.valve())
    type_at_end(page, "2. Wait")
    seen(page)
    page.what_changed.setFocus()
    press(Key.Key_Space)
    assert page.preview.changes.isVisible()
    added = [line for line in page.preview.changes.toPlainText().splitlines() if "+" in line]
    assert len(added) == 1
    assert "2. Wait" in added[0]


def test_another_runbook_begins_with_what_it_will_look_like(desk: Desk) -> None:
    page = desk.open(desk.valve())
    page.what_changed.click()
    seen(page)
    assert page.preview.changes.toPlainText() == ""
    assert "Nothing differs" in page.preview.changes.placeholderText()
    page.show_place(create(desk.store, "# Pump\n").id)
    assert not page.what_changed.isChecked()
    assert page.preview.parts.currentWidget() is page.preview.view


def _meet(desk: Desk) -> tuple[str, WritePage]:
    """Somebody else records while one writes."""
    ident = desk.valve()
    page = desk.open(ident)
    type_at_end(page, "2. Wait")
    write(desk.store, ident, "# Valve\n\nTheirs.\n", desk.store.runbooks.get(ident).version)
    press(Key.Key_S, Control)
    assert page.theirs.isVisible()
    assert "changed by somebody else" in page._error.text()
    return ident, page


def test_theirs_is_taken_and_mine_comes_back_by_undo(desk: Desk) -> None:
    ident, page = _meet(desk)
    assert desk.went == []
    page.theirs.take.setFocus()
    press(Key.Key_Space)
    assert page.edit.toPlainText() == "# Valve\n\nTheirs.\n"
    assert page.theirs.isHidden()
    assert _draft(desk, ident) == ""
    press(Key.Key_Z, Control)
    assert "2. Wait" in page.edit.toPlainText()


def test_mine_is_recorded_over_theirs(desk: Desk) -> None:
    ident, page = _meet(desk)
    page.theirs.keep.setFocus()
    press(Key.Key_Space)
    book = desk.store.runbooks.get(ident)
    assert "2. Wait" in text_of(desk.store, book.version)
    assert len(book.versions) == 3
    assert page.theirs.isHidden()
    assert desk.went == [ident]


def test_a_draft_that_outlived_another_version_says_so_when_it_is_opened(desk: Desk) -> None:
    ident = desk.valve()
    page = desk.open(ident)
    type_at_end(page, "2. Wait")
    page.leave()
    write(desk.store, ident, "# Valve\n\nTheirs.\n", desk.store.runbooks.get(ident).version)
    again = desk.open(ident)
    assert again.theirs.isVisible()
    assert "2. Wait" in again.edit.toPlainText()


@pytest.fixture
def other(desk: Desk) -> Iterator[Store]:
    """The same store in another process, with somebody else at its keyboard."""
    made = open_store(desk.store.path, clock=desk.store.clock)
    sign_in(made, "Ben Ott")
    yield made
    made.close()


def _hear(desk: Desk, page: WritePage) -> None:
    """Look for what other processes recorded, and let the page take it in."""
    bridge = Bridge(desk.store, page)
    bridge.changed.connect(page.refresh)
    bridge.poll()
    until(lambda: not page._soon.isActive(), "the page has heard of it")


def test_whoever_writes_hears_of_a_newer_text_and_keeps_their_own(desk: Desk, other: Store) -> None:
    ident = desk.valve()
    page = desk.open(ident)
    type_at_end(page, "2. Wait")
    mine = page.edit.toPlainText()
    write(other, ident, "# Valve\n\nTheirs.\n", desk.store.runbooks.get(ident).version)
    _hear(desk, page)
    assert page.theirs.isVisible()
    assert "Ben Ott recorded another text since you began (14:" in page.theirs.words.text()
    assert page.edit.toPlainText() == _draft(desk, ident) == mine
    assert page.edit.hasFocus(), "nobody is interrupted"
    assert desk.said == []
    assert page._error.isHidden()


def test_the_two_are_compared_line_by_line(desk: Desk, other: Store) -> None:
    ident = desk.valve()
    page = desk.open(ident)
    type_at_end(page, "2. Wait")
    write(other, ident, "# Valve\n\nTheirs.\n", desk.store.runbooks.get(ident).version)
    _hear(desk, page)
    page.theirs.compare.setFocus()
    press(Key.Key_Space)
    seen(page)
    assert page.preview.changes.hasFocus()
    assert page.theirs._legend.isVisible()
    shown_lines = page.preview.changes.toPlainText()
    assert "\N{MINUS SIGN} Theirs." in shown_lines
    assert "+ 2. Wait" in shown_lines


def test_a_newer_text_shows_itself_to_whoever_wrote_nothing_and_says_so(desk: Desk, other: Store) -> None:
    ident = desk.valve()
    page = desk.open(ident)
    write(other, ident, "# Valve\n\nTheirs.\n", desk.store.runbooks.get(ident).version)
    _hear(desk, page)
    assert page.edit.toPlainText() == "# Valve\n\nTheirs.\n"
    assert page.theirs.isHidden()
    assert [each.what for each in desk.said] == [
        "Ben Ott recorded another text of Valve. It stands here now."
    ]
    assert _draft(desk, ident) == ""
    press(Key.Key_Z, Control)
    assert "Turn" in page.edit.toPlainText(), "the earlier one comes back by undo"


def test_what_this_page_records_is_no_news_to_it(desk: Desk) -> None:
    ident = desk.valve()
    page = desk.open(ident)
    type_at_end(page, "2. Wait")
    bridge = Bridge(desk.store, page)
    bridge.changed.connect(page.refresh)
    press(Key.Key_S, Control)
    until(lambda: not page._soon.isActive(), "the page has heard of it")
    assert page.theirs.isHidden()
    assert [each.what for each in desk.said] == ["Valve is recorded."]


def test_a_third_text_is_told_too(desk: Desk, other: Store) -> None:
    ident = desk.valve()
    page = desk.open(ident)
    type_at_end(page, "2. Wait")
    write(other, ident, "# Valve\n\nTheirs.\n", desk.store.runbooks.get(ident).version)
    _hear(desk, page)
    sign_in(other, "Carla Diaz")
    write(other, ident, "# Valve\n\nHers.\n", other.runbooks.get(ident).version)
    _hear(desk, page)
    assert "Carla Diaz" in page.theirs.words.text()
    page.theirs.take.setFocus()
    press(Key.Key_Space)
    assert page.edit.toPlainText() == "# Valve\n\nHers.\n"


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("percent", "width"), [(100, 1200), (200, 1366)])
@pytest.mark.parametrize("wrong", [False, True])
def test_it_passes_the_audit(
    desk: Desk, look: Look, theme: str, percent: int, width: int, *, wrong: bool
) -> None:
    look.choose(theme, percent)
    if wrong:
        _ident, page = _meet(desk)
        page.theirs.compare.click()
        seen(page)
    else:
        page = desk.open(width=width)
    assert audit(page) == []
