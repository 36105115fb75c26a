"""The incident list by keyboard, over a real store."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from holdfast.desk.operators import sign_in
from holdfast.domain.phase import Phase
from holdfast.respond.incident import add_note, assign, change
from holdfast.respond.phases import move
from holdfast.settings import SINGLE_LETTERS, Settings
from holdfast.store.opening import open_store
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.incidents.groups import GROUPS
from holdfast.ui.incidents.page import IncidentsPage
from holdfast.ui.kit.long_list import LongList
from holdfast.ui.kit.rows import KEY, ROW
from tests.conftest import Look
from tests.ui.audit import audit
from tests.ui.incidents.conftest import Desk
from tests.ui.incidents.making import wait_for_counts

pytestmark = pytest.mark.usefixtures("nothing_left")
Key = Qt.Key


def press(key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def type_in(page: IncidentsPage, text: str) -> None:
    """Find by Ctrl+F, a text, Enter."""
    press(Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page._bar.line, text)
    press(Key.Key_Return)


def titles(page: IncidentsPage) -> list[str]:
    model = page._model
    return [model.index(row).data(ROW).title for row in range(model.rowCount())]


def view(page: IncidentsPage) -> LongList:
    return page._view


def test_overdue_comes_first_and_enter_opens(desk: Desk) -> None:
    page = desk.open()
    assert desk.told is not None
    assert titles(page)[:3] == [
        "Badge readers in hall 3 time out",
        "Historian drops samples from turbine 2",
        "Primary database refuses writes after disk filled",
    ]
    chosen = list[str]()
    page.incident_chosen.connect(chosen.append)
    assert page.first_focus() is view(page)
    press(Key.Key_Down)
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert chosen == [desk.told.live.id]


def test_home_and_end_go_to_the_ends(desk: Desk) -> None:
    page = desk.open()
    press(Key.Key_End)
    assert view(page).currentIndex().row() == 7
    press(Key.Key_Home)
    assert view(page).currentIndex().row() == 0


def test_tab_leaves_the_list(desk: Desk) -> None:
    page = desk.open()
    press(Key.Key_Tab)
    assert not view(page).hasFocus()


def test_the_groups_show_their_numbers(desk: Desk) -> None:
    page = desk.open()
    said = [page._bar.group(group).text() for group in GROUPS]
    assert said == ["Open now   3", "Mine   2", "Update overdue   3", "Needs review   2", "No review   2"]


@pytest.mark.parametrize("width", [760, 1190, 1900])
def test_the_line_has_room_for_a_question(desk: Desk, width: int) -> None:
    page = desk.open()
    page.resize(width, 700)
    QApplication.processEvents()
    assert page._bar.line.width() >= 400


def test_a_query_filters_and_enter_leads_to_the_list(desk: Desk) -> None:
    page = desk.open()
    type_in(page, "sev:2 phase:open")
    assert titles(page) == ["Badge readers in hall 3 time out"]
    assert view(page).hasFocus()
    assert view(page).currentIndex().row() == 0


def test_a_group_writes_its_words_and_takes_them_out(desk: Desk) -> None:
    page = desk.open()
    type_in(page, "turbine")
    mine = page._bar.group("mine")
    mine.setFocus()
    press(Key.Key_Space)
    assert page._bar.text() == "lead:me turbine"
    assert mine.isChecked()
    assert titles(page) == ["Historian drops samples from turbine 2"]
    page._bar.group("update").click()
    assert page._bar.text() == "update:over turbine"
    assert not mine.isChecked()
    page._bar.group("update").click()
    assert page._bar.text() == "turbine"


def test_a_bad_query_is_explained_under_the_line_and_the_list_stays(desk: Desk) -> None:
    page = desk.open()
    type_in(page, "db sev:9")
    assert page._bar._problem.isVisible()
    assert page._bar._problem.text().startswith("Character 4: sev:9 can't be understood.")
    assert "Write sev:1" in page._bar._problem.text()
    assert len(titles(page)) == 8
    page._bar.set_text("sev:1")
    assert not page._bar._problem.isVisible()
    assert len(titles(page)) == 1


@pytest.mark.parametrize(
    ("typed", "told", "mended"),
    [
        ("db servce:db", "Character 4: there is no field servce; did you mean service?", "service:db"),
        ('sev:1 "turb', "Character 7: this quotation mark is not closed.", 'sev:1 "turbine"'),
    ],
)
def test_a_misspelt_field_and_an_open_quotation_are_explained_too(
    desk: Desk, typed: str, told: str, mended: str
) -> None:
    page = desk.open()
    type_in(page, typed)
    assert page._bar._problem.isVisible()
    assert page._bar._problem.text().startswith(told)
    assert page._bar.line.accessibleDescription().startswith(told)
    assert len(titles(page)) == 8
    page._bar.set_text(mended)
    assert not page._bar._problem.isVisible()


def test_a_query_beyond_measure_is_refused(desk: Desk) -> None:
    page = desk.open()
    page._bar.set_text("a" * 10_000)
    assert "longer than 1000 characters" in page._bar._problem.text()


def test_nothing_found_offers_to_clear_the_filter(desk: Desk) -> None:
    page = desk.open()
    type_in(page, "sev:1 printer")
    clear = QApplication.focusWidget()
    assert isinstance(clear, QPushButton)
    assert clear.text() == "Clear filter"
    press(Key.Key_Space)
    assert page._bar.text() == ""
    assert view(page).hasFocus()
    assert len(titles(page)) == 8


def test_orders_change_the_list_and_keep_the_incident(desk: Desk) -> None:
    page = desk.open()
    press(Key.Key_Down)
    current = view(page).current_key()
    newest = page._bar.order_menu().actions()[2]
    newest.trigger()
    assert page._bar._sort.text() == "Newest"
    assert titles(page)[0] == "Primary database refuses writes after disk filled"
    assert view(page).current_key() == current


def test_an_empty_store_offers_to_declare_and_to_practise(empty_desk: Desk) -> None:
    page = empty_desk.open()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.accessibleName() == "Declare incident"
    wishes = list[str]()
    page.declare_wanted.connect(lambda: wishes.append("declare"))
    page.practice_wanted.connect(lambda: wishes.append("practice"))
    press(Key.Key_Space)
    press(Key.Key_Tab)
    press(Key.Key_Space)
    assert wishes == ["declare", "practice"]
    assert not page._bar.isVisible()
    assert [b.text() for b in page.findChildren(QPushButton) if b.isVisible() and b.property("primary")] == [
        "Declare incident   Ctrl+N"
    ]


def test_the_first_incident_appears_by_itself(empty_desk: Desk) -> None:
    page = empty_desk.open()
    declare(empty_desk.store, Declaration("Smoke in hall 3"))
    wait_for_counts(page)
    assert titles(page) == ["Smoke in hall 3"]
    assert page._bar.isVisible()


def test_a_touched_row_changes_in_place(desk: Desk) -> None:
    page = desk.open()
    assert desk.told is not None
    press(Key.Key_Down)
    change(desk.store, desk.told.all[6].id, title="Badge readers work again")
    assert titles(page)[0] == "Badge readers work again"
    assert view(page).currentIndex().row() == 1
    wait_for_counts(page)
    assert page._pill.isHidden()


def test_new_rows_wait_until_they_are_wanted(desk: Desk) -> None:
    page = desk.open()
    press(Key.Key_Down)
    current, before = view(page).current_key(), titles(page)
    declare(desk.store, Declaration("Smoke in hall 3"))
    wait_for_counts(page)
    assert titles(page) == before
    assert page._pill.text() == "1 new: show"
    page._pill.setFocus()
    press(Key.Key_Space)
    assert "Smoke in hall 3" in titles(page)
    assert view(page).current_key() == current
    assert page._pill.isHidden()


def places(page: IncidentsPage) -> list[int]:
    """Where each row stands on the screen."""
    return [view(page).visualRect(page._model.index(row)).top() for row in range(page._model.total)]


def test_one_that_comes_is_offered_though_another_one_left(desk: Desk) -> None:
    page = desk.open()
    page._bar.set_text("phase:open")
    wait_for_counts(page)
    before, where = titles(page), places(page)
    move(desk.store, page._model.index(len(before) - 1).data(KEY), Phase.RESOLVED, reason="Freed it")
    wait_for_counts(page)
    assert page._pill.text() == "1 no longer matches: show"
    declare(desk.store, Declaration("Smoke in hall 3"))
    wait_for_counts(page)
    assert page._pill.text() == "1 new: show"
    declare(desk.store, Declaration("Smoke in hall 4"))
    wait_for_counts(page)
    assert page._pill.text() == page._pill.accessibleName() == "2 new: show"
    assert (titles(page), places(page)) == (before, where)
    page._pill.click()
    assert {"Smoke in hall 3", "Smoke in hall 4"} <= set(titles(page))
    assert before[-1] not in titles(page)
    wait_for_counts(page)
    assert page._pill.isHidden()


def test_one_that_comes_to_fit_is_new_and_none_when_it_fits_no_more(desk: Desk) -> None:
    page = desk.open()
    assert desk.told is not None
    page._bar.set_text("service:db")
    wait_for_counts(page)
    badge = desk.told.all[6].id
    for service, words in (("db-3", "1 new: show"), ("badges", "")):
        change(desk.store, badge, service=service)
        wait_for_counts(page)
        assert page._pill.text() == words
        assert page._pill.isHidden() is (not words)


def test_what_another_process_declares_is_offered(desk: Desk) -> None:
    page = desk.open()
    with open_store(desk.store.path, clock=desk.hands) as other:
        sign_in(other, "Operator 2")
        declare(other, Declaration("Door alarm"))
    desk.store.poll()
    wait_for_counts(page)
    assert page._pill.text() == "1 new: show"


def test_a_row_that_belongs_elsewhere_stays_until_asked(desk: Desk) -> None:
    page = desk.open()
    page._bar.order_menu().actions()[3].trigger()
    wait_for_counts(page)
    last = titles(page)[-1]
    assert desk.told is not None
    add_note(desk.store, desk.told.all[0].id, "Looked at it again")
    wait_for_counts(page)
    assert titles(page)[-1] == last
    assert page._pill.text() == "Order changed: show"
    page._pill.click()
    assert titles(page)[0] == last


def test_coming_back_shows_what_changed_meanwhile(desk: Desk) -> None:
    page = desk.open()
    page.hide()
    declare(desk.store, Declaration("Smoke in hall 3"))
    assert len(titles(page)) == 8
    page.show()
    page.show_place("")
    assert len(titles(page)) == 9


def test_rows_grow_older_without_being_read_again(desk: Desk) -> None:
    page = desk.open()
    asked = list[str]()
    page._model._incidents.page = lambda *_a: asked.append("page")  # type: ignore[method-assign]
    place = titles(page).index("Primary database refuses writes after disk filled")
    assert page._model.index(place).data(ROW).age == "00:47"
    desk.hands.forward(minutes=20)
    page._clock.tick()
    assert page._model.index(place).data(ROW).age == "01:07"
    assert "overdue by" in page._model.index(place).data(ROW).due
    assert asked == []


class Painted(QObject):
    """Which parts of a widget are painted while this listens."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.parts: list[tuple[int, int]] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.parts += [(part.top(), part.bottom()) for part in event.region()]  # pyright: ignore[reportGeneralTypeIssues,reportUnknownVariableType]
        return super().eventFilter(watched, event)


def said(page: IncidentsPage) -> list[tuple[str, str]]:
    model = page._model
    return [(model.index(row).data(ROW).age, model.index(row).data(ROW).due) for row in range(model.total)]


@pytest.mark.parametrize("compact", [False, True])
def test_a_minute_paints_only_the_rows_whose_words_it_changes(desk: Desk, compact: bool) -> None:
    page = desk.open()
    if compact:
        page._acts.do("list.compact")
        QApplication.processEvents()
    page._clock.tick()
    QApplication.processEvents()
    told, painted, before = list[int](), Painted(view(page).viewport()), said(page)
    page._model.dataChanged.connect(lambda first, last: told.extend(range(first.row(), last.row() + 1)))
    desk.hands.forward(minutes=1)
    page._clock.tick()
    wait_for_counts(page)
    QApplication.processEvents()
    changed = [row for row, (old, new) in enumerate(zip(before, said(page), strict=True)) if old != new]
    assert 0 < len(changed) < len(before)
    assert told == changed
    rects = [view(page).visualRect(page._model.index(row)) for row in changed]
    assert painted.parts
    for top, bottom in painted.parts:  # a gap between two rows that are painted belongs to neither
        inside = [rect for rect in rects if rect.top() - 1 <= top <= rect.bottom() + 1]
        assert inside, (top, bottom, rects)
    high = sum(bottom - top + 1 for top, bottom in painted.parts)
    assert high <= sum(rect.height() for rect in rects) + 2 * len(rects)


def test_rows_out_of_sight_are_neither_read_nor_painted_when_they_age(desk: Desk) -> None:
    page = desk.open()
    page.resize(page.width(), 330)
    QApplication.processEvents()
    sight = view(page).rows_in_sight()
    assert 0 < len(sight) < 8
    told = list[int]()
    page._model.dataChanged.connect(lambda first, _last: told.append(first.row()))
    desk.hands.forward(minutes=1)
    page._clock.tick()
    assert told
    assert set(told) <= set(sight)


def test_single_letters_work_when_they_are_switched_on(desk: Desk) -> None:
    settings = Settings(None)
    page = desk.open(settings)
    assess = list[str]()
    page.assess_wanted.connect(assess.append)
    QTest.keyClicks(view(page), "js")
    assert (view(page).currentIndex().row(), assess) == (0, [])
    settings.put(SINGLE_LETTERS, value=True)
    QTest.keyClicks(view(page), "jjs")
    assert desk.told is not None
    assert assess == [desk.told.live.id]
    QTest.keyClicks(view(page), "kka")
    lead = desk.store.incidents.get(desk.told.all[6].id).commander
    assert lead is not None
    assert lead.name == "Operator 1"


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("width", [1190, 760])
def test_the_page_passes_the_audit(desk: Desk, look: Look, theme: str, percent: int, width: int) -> None:
    look.choose(theme, percent)
    page = desk.open(width=width)
    assert audit(page) == []
    page._bar.set_text("sev:9")
    QApplication.processEvents()
    assert audit(page) == []
    page._bar.set_text("sev:1 printer")
    QApplication.processEvents()
    assert audit(page) == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_empty_page_passes_the_audit(empty_desk: Desk, look: Look, theme: str) -> None:
    look.choose(theme, 150)
    assert audit(empty_desk.open()) == []


def test_a_place_is_a_query_that_is_shown_and_applied(desk: Desk) -> None:
    page = desk.open()
    every = titles(page)
    page.show_place("review:needed")
    assert page._bar.text() == "review:needed"
    assert page._bar.group("review").isChecked()
    assert titles(page) != every
    assert set(titles(page)) < set(every)
    found = titles(page)
    page.show_place("")
    assert (page._bar.text(), titles(page)) == ("review:needed", found)
    page.show_place("sev:1 turbine")
    assert page._bar.text() == "sev:1 turbine"
    page.show_place("sev:")
    assert page._bar.text() == "sev:"
    assert page._bar._problem.isVisible()


def typed(page: IncidentsPage, text: str) -> list[str]:
    """What is offered after typing this into the empty line."""
    page._bar.set_text("")
    page.focus_query()
    QTest.keyClicks(page._bar.line, text)
    return offered(page)


def offered(page: IncidentsPage) -> list[str]:
    shown = page._bar.line._completion
    if shown is None or shown.isHidden():
        return []
    return [shown.item(row).text() for row in range(shown.count())]


def test_what_can_be_typed_next_is_offered(desk: Desk) -> None:
    page = desk.open()
    assert typed(page, "p") == ["phase:"]
    assert typed(page, "s") == ["sev:", "service:", "since:"]
    assert typed(page, "-ph") == ["-phase:"]
    assert typed(page, "phase:co") == ["phase:contained"]
    assert typed(page, "x -service:ba") == ["-service:backup"]
    assert typed(page, "lead:op") == [f'lead:"Operator {number}"' for number in (1, 2, 3)]
    assert typed(page, "phase:open") == []
    assert typed(page, "phase:open ") == []
    assert typed(page, "printer") == []


def test_who_leads_an_open_incident_is_offered_though_no_operator(desk: Desk) -> None:
    page = desk.open()
    assert desk.told is not None
    live, badge = desk.told.live, desk.told.all[6]
    assert typed(page, "lead:jo") == []
    assign(desk.store, live.id, "commander", "Jo Lee")
    assign(desk.store, badge.id, "commander", "Joan")
    assert typed(page, "lead:jo") == ['lead:"Jo Lee"', "lead:Joan"]
    move(desk.store, live.id, Phase.RESOLVED, reason="Freed it")
    assert typed(page, "lead:jo") == ["lead:Joan"]
    press(Key.Key_Tab)
    page._bar.flush()
    assert titles(page) == [badge.title]
    assert typed(page, "lead:")[0] == "lead:me"


@pytest.mark.parametrize("key", [Key.Key_Tab, Key.Key_Return])
def test_an_offer_is_taken_by_keyboard(desk: Desk, key: Key) -> None:
    page = desk.open()
    typed(page, "p")
    press(Key.Key_Down)
    press(key)
    assert page._bar.text() == "phase:"
    assert offered(page)[0] == "phase:open"
    press(Key.Key_Down)
    press(Key.Key_Down)
    press(Key.Key_Up)
    press(key)
    assert page._bar.text() == "phase:open "
    assert page._bar.line.hasFocus()
    assert offered(page) == []
    press(Key.Key_Return)
    assert view(page).hasFocus()
    assert len(titles(page)) == 3


def test_escape_closes_the_offers_only_and_enter_without_a_choice_goes_on(desk: Desk) -> None:
    page = desk.open()
    assert typed(page, "p")
    press(Key.Key_Escape)
    assert offered(page) == []
    assert page._bar.line.hasFocus()
    assert page._bar.text() == "p"
    press(Key.Key_Escape)
    assert view(page).hasFocus()
    assert typed(page, "p")
    press(Key.Key_Return)
    assert view(page).hasFocus()
    assert offered(page) == []


def test_an_offer_is_taken_by_mouse_and_what_follows_stays(desk: Desk) -> None:
    page = desk.open()
    page._bar.set_text(" turbine")
    page._bar.line.setFocus()
    page._bar.line.setCursorPosition(0)
    QTest.keyClicks(page._bar.line, "sev:3")
    assert offered(page) == []
    press(Key.Key_Backspace)
    shown = page._bar.line._completion
    assert shown is not None
    assert shown.accessibleName() == "What can be asked for"
    place = shown.visualItemRect(shown.item(3)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page._bar.text() == "sev:3 turbine"
    assert page._bar.line.cursorPosition() == len("sev:3 ")
    assert page._bar.line.hasFocus()


def chips(page: IncidentsPage) -> list[str]:
    row = page._bar._active
    return [] if row is None or row.isHidden() else [chip.text() for chip in row._chips]


def test_what_is_active_stands_in_chips_and_each_can_be_taken_away(desk: Desk) -> None:
    page = desk.open()
    assert page._bar._active is None
    type_in(page, 'phase:open -sev:3 "disk filled"')
    assert chips(page) == ["phase:open", "-sev:3", '"disk filled"']
    row = page._bar._active
    assert row is not None
    first = row._chips[0]
    assert first.accessibleName() == "Take phase:open out of the filter"
    row._chips[1].setFocus()
    press(Key.Key_Delete)
    assert page._bar.text() == 'phase:open "disk filled"'
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == '"disk filled"'
    press(Key.Key_Backspace)
    QTest.mouseClick(row._chips[0], Qt.MouseButton.LeftButton)
    assert page._bar.text() == ""
    assert chips(page) == []
    assert row.isHidden()
    assert page._bar.line.hasFocus()
    assert len(titles(page)) == 8


def test_the_filter_is_cleared_from_the_row_of_chips(desk: Desk) -> None:
    page = desk.open()
    type_in(page, "sev:9")
    assert chips(page) == ["sev:9"]
    row = page._bar._active
    assert row is not None
    row._clear.setFocus()
    press(Key.Key_Space)
    assert (page._bar.text(), chips(page)) == ("", [])
    page._bar.set_text("a" * 10_000)
    assert chips(page) == []
