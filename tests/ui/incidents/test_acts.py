"""Labels, command, dismissing and saved filters in the list, by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton

from holdfast.settings import Settings
from holdfast.ui.incidents import saved
from holdfast.ui.incidents.page import IncidentsPage
from holdfast.ui.incidents.panels import DismissPanel
from holdfast.ui.incidents.saved_panels import SavedPanel
from tests.conftest import Look
from tests.ui.audit import audit
from tests.ui.incidents.conftest import Desk
from tests.ui.incidents.making import wait_for_counts
from tests.ui.incidents.test_page import Key, press, titles, type_in, view

pytestmark = pytest.mark.usefixtures("nothing_left")
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Answers:
    """Says yes or no, and remembers what was asked."""

    def __init__(self, answer: bool) -> None:
        self.answer, self.asked = answer, list[str]()

    def __call__(self, what: str, _hint: str, _verb: str) -> bool:
        self.asked.append(what)
        return self.answer


def begin(page: IncidentsPage, verb: str) -> None:
    """As the menu does."""
    next(each for each in page.verbs() if each.id == verb).run()


def write(text: str) -> None:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    focused.setText("")
    QTest.keyClicks(focused, text)
    press(Key.Key_Return)


def test_several_are_labelled_after_one_question(desk: Desk) -> None:
    page, answers, said = desk.open(), Answers(answer=True), list[str]()
    page.confirm_by(answers)
    page.said.connect(said.append)
    press(Key.Key_Down, SHIFT)
    press(Key.Key_Down, SHIFT)
    begin(page, "list.label")
    filled = [b.text() for b in page.findChildren(QPushButton) if b.isVisible() and b.property("primary")]
    assert filled == ["Put label on   Enter"]
    write("Power cut")
    assert answers.asked == ["Put label on: 3 incidents?"]
    assert said == ["The label is on 3 incidents."]
    assert view(page).hasFocus()
    assert page._model.index(0).data(Qt.ItemDataRole.AccessibleTextRole).count("power cut") == 1
    type_in(page, 'label:"power cut"')
    assert len(titles(page)) == 3


def test_one_is_changed_without_a_question_and_no_leaves_all_as_it_is(desk: Desk) -> None:
    page, answers = desk.open(), Answers(answer=False)
    page.confirm_by(answers)
    begin(page, "list.label")
    write("noise")
    begin(page, "list.unlabel")
    press(Key.Key_Return)  # the only label stands there already
    assert desk.store.incidents.labels() == []
    press(Key.Key_Down, SHIFT)
    before = desk.store.journal.count()
    begin(page, "list.assign")
    write("Cara")
    assert answers.asked == ["Assign commander: 2 incidents?"]
    assert desk.store.journal.count() == before
    press(Key.Key_Escape)
    assert page._acts.panel is None
    assert view(page).hasFocus()


def test_dismissing_asks_for_a_reason_and_says_what_cannot_be(desk: Desk) -> None:
    page = desk.open()
    page.confirm_by(Answers(answer=True))
    begin(page, "list.dismiss")
    panel = page._acts.panel
    assert isinstance(panel, DismissPanel)
    panel.reason.button("other").click()
    panel.submit()
    assert "has to be said" in panel._field.error()
    panel.reason.button("false_alarm").click()
    panel.submit()
    badge = desk.store.incidents.page(desk.store.query("badge"), "due", 0, 1)[0]
    assert (badge.phase, desk.store.incidents.get(badge.id).close_reason) == ("dismissed", "false_alarm")
    view(page).selectAll()
    begin(page, "list.dismiss")
    again = page._acts.panel
    assert isinstance(again, DismissPanel)
    again.submit()
    assert "of 8 can't be dismissed" in again._field.error()


@pytest.mark.parametrize("bad", ["x" * 500, 'a"b', "  "])
def test_a_label_that_is_none_is_explained_before_anybody_is_asked(desk: Desk, bad: str) -> None:
    page, answers = desk.open(), Answers(answer=True)
    page.confirm_by(answers)
    view(page).selectAll()
    begin(page, "list.label")
    write(bad)
    assert page._acts.panel is not None
    assert answers.asked == []
    assert desk.store.incidents.labels() == []


def test_too_many_rows_are_refused(desk: Desk) -> None:
    page, failed = desk.open(), list[object]()
    page.failed.disconnect()
    page.failed.connect(failed.append)
    page._model.set_total(10_001)
    view(page).selectAll()
    begin(page, "list.label")
    assert "More than 1000 rows are selected" in str(failed[0])
    page._model.set_total(8)


def test_the_menu_key_offers_what_can_be_done(desk: Desk) -> None:
    page = desk.open()
    at = view(page).rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, view(page).mapToGlobal(at))
    QApplication.sendEvent(view(page).viewport(), event)
    (menu,) = [menu for menu in view(page).findChildren(QMenu) if menu.isVisible()]
    assert [action.text().partition("\t")[0] for action in menu.actions()] == [
        "Put a &label on…", "&Take a label off…", "&Assign commander…", "&Dismiss…",
    ]  # fmt: skip
    menu.close()


def test_a_filter_is_saved_counted_renamed_and_removed(desk: Desk) -> None:
    settings = Settings(None)
    page = desk.open(settings)
    type_in(page, "sev:2")
    begin(page, "list.save")
    write("Major ones")
    wait_for_counts(page)
    (own,) = page._bar.strip._own.values()
    number = desk.store.incidents.count(desk.store.query("sev:2"))
    assert own.text() == f"Major ones   {number}"
    assert own.isChecked()
    own.click()
    assert page._bar.text() == ""
    own.click()
    assert len(titles(page)) == number
    begin(page, "list.saved")
    panel = page._acts.panel
    assert isinstance(panel, SavedPanel)
    panel.list.item(0).setText("Sev 2")
    assert saved.load(settings) == [saved.Saved("Sev 2", "sev:2")]
    press(Key.Key_Delete)
    assert saved.load(settings) == []
    assert page._acts.panel is None


def test_enter_shows_a_saved_filter(desk: Desk) -> None:
    settings = Settings(None)
    saved.keep(settings, [saved.Saved(f"Filter {number}", f"sev:{number}") for number in range(1, 5)])
    page = desk.open(settings)
    assert page._bar.strip._own == {}  # many stand in the menu
    words = [action.text().partition("\t")[0] for action in page._bar.strip._menu.actions()]
    assert words[:4] == ["Filter 1", "Filter 2", "Filter 3", "Filter 4"]
    begin(page, "list.saved")
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert page._bar.text() == "sev:2"
    assert page._acts.panel is None


def test_settings_that_hold_no_filters_hold_none() -> None:
    for kept in ("{", "{}", "[1]", '[["a"]]', '[["", "x"]]', '[["a", 1]]', f'[["{"x" * 41}", "y"]]'):
        settings = Settings(None)
        settings.remember(filters=kept)
        assert saved.load(settings) == []


@pytest.mark.parametrize(("theme", "percent"), [("dark", 100), ("contrast", 150)])
@pytest.mark.parametrize("verb", ["list.label", "list.dismiss", "list.save", "list.saved"])
def test_every_panel_passes_the_audit(desk: Desk, look: Look, theme: str, percent: int, verb: str) -> None:
    look.choose(theme, percent)
    settings = Settings(None)
    saved.keep(settings, [saved.Saved("Major ones", "sev:2"), saved.Saved("Power", "label:power")])
    page = desk.open(settings, 760)
    page._bar.set_text("sev:1..3")
    begin(page, verb)
    QApplication.processEvents()
    assert audit(page) == []
