"""The templates' page: judged while typed, adopted whole with a reason, drafts kept for each form."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from holdfast.desk.operators import sign_in
from holdfast.respond.templates import is_own, shipped, text_of
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.ui.kit.notices import Notice, Notices
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.settings.template_page import TemplatePage
from tests.conftest import Look
from tests.journeys.keyboard import until
from tests.ui.audit import audit, shown
from tests.ui.closing import let_go

pytestmark = pytest.mark.usefixtures("nothing_left")
Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier


@dataclass
class Desk:
    """Pages on a store, and what they said."""

    store: Store
    said: list[Notice] = field(default_factory=list[Notice])
    pages: list[TemplatePage] = field(default_factory=list[TemplatePage])

    def open(self, form: str = "", width: int = 1200) -> TemplatePage:
        notices = Notices(_raise)
        notices.shown.connect(self.said.append)
        record = Recording(lambda: self.store.by is not None, lambda: False, notices.error, lambda: None)
        tasks = Tasks(_raise)
        page = TemplatePage(self.store, record, notices, tasks)
        for service in (notices, tasks):
            service.setParent(page)
        self.pages.append(page)
        page.show_place(form)
        shown(page, width, 800)
        page.text.edit.setFocus()
        judged(page)
        return page


def _raise(problem: BaseException) -> None:
    raise problem


def judged(page: TemplatePage) -> None:
    """Wait until what stands there is judged."""
    text = page.text.edit.toPlainText()
    until(lambda: page.text._judged == text, "the text is judged")


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QWidget)
    QTest.keyClick(focused, key, modifier)


@pytest.fixture
def desk(look: Look, tmp_path: Path) -> Iterator[Desk]:
    with open_store(tmp_path / "store") as store:
        sign_in(store, "Ana")
        one = Desk(store)
        yield one
        for page in one.pages:
            let_go(page)


def test_it_shows_what_is_in_use_and_what_can_stand_there(desk: Desk) -> None:
    page = desk.open()
    assert page.text.edit.toPlainText() == shipped()["can"]
    assert page._state.text() == "In use: the text that is shipped."
    assert page.text.count.text() == "This template can be used."
    assert "{next_update}  when the next update comes" in page.text._help.text()


def test_a_mistake_is_found_while_typing_and_gone_to(desk: Desk) -> None:
    page = desk.open()
    page.text.edit.setPlainText(shipped()["can"].replace("{need}", "{ned}"))
    assert page.text.judge()
    assert page.text.count.text() == "1 to correct"
    assert "Is {need} meant?" in page.text.told.text()
    page.adopt_now()
    assert page.text.list.hasFocus()
    press(Key.Key_Return)
    assert page.text.edit.textCursor().selectedText() == "Needs: {ned}"
    assert not is_own(desk.store, "can")


def test_a_text_is_adopted_with_a_reason_by_keyboard(desk: Desk) -> None:
    page = desk.open("executive")
    own = shipped()["executive"].replace("Next steps:", "What comes next:")
    page.text.edit.setPlainText(own)
    page.reason_edit.setFocus()
    press(Key.Key_Return)
    assert "The reason is empty" in page.reason.error()
    QTest.keyClicks(page.reason_edit, "Our words")
    press(Key.Key_Return)
    assert text_of(desk.store, "executive") == own
    assert page._state.text() == "In use: your own text."
    assert desk.said[-1].what == "Executive summary is filled from this text from now on."
    page.begin.click()
    page.text.edit.setFocus()
    assert page.text.edit.toPlainText() == shipped()["executive"]
    press(Key.Key_Z, Control)
    assert page.text.edit.toPlainText() == own


def test_each_form_keeps_a_draft_of_its_own(desk: Desk) -> None:
    page = desk.open("can")
    page.text.edit.setPlainText("half a thought")
    page.forms.setCurrentIndex(page.forms.findData("final"))
    assert page.text.edit.toPlainText() == shipped()["final"]
    page.leave()
    again = desk.open("can")
    assert again.text.edit.toPlainText() == "half a thought"
    again.forms.setCurrentIndex(again.forms.findData("final"))
    assert again.text.edit.toPlainText() == shipped()["final"]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("percent", "width"), [(100, 1200), (100, 640), (200, 1366)])
@pytest.mark.parametrize("wrong", [False, True])
def test_it_passes_the_audit(
    desk: Desk, look: Look, theme: str, percent: int, width: int, *, wrong: bool
) -> None:
    look.choose(theme, percent)
    page = desk.open(width=width)
    if wrong:
        page.text.edit.setPlainText(shipped()["can"].replace("{need}", "{ned}").replace("{ref}", "{"))
        page.text.judge()
        page.adopt_now()
        QApplication.processEvents()
    assert audit(page) == []
