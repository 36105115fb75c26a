"""The live view by keyboard, over a real store."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QSplitter

from holdfast.desk.operators import sign_in
from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.respond.incident import add_note, change
from holdfast.settings import Settings
from holdfast.store.opening import open_store
from holdfast.store.removal import remove_words
from holdfast.ui.respond.noticed_panel import NoticedPanel
from holdfast.ui.respond.page import LivePage
from holdfast.ui.respond.roles_panel import RolesPanel
from holdfast.ui.respond.timeline import PIECE
from tests.conftest import Look
from tests.ui.audit import audit, shown
from tests.ui.closing import let_go
from tests.ui.respond.conftest import Room, focused, press, type_text

pytestmark = pytest.mark.usefixtures("nothing_left")
Key, Held = Qt.Key, Qt.KeyboardModifier


def test_the_head_says_what_and_how_far(room: Room) -> None:
    page = room.open()
    head = page._header
    assert head._reference.text() == room.live.ref
    assert head._elapsed.text() == "00:47:12"
    assert (
        head._roles.whole()
        == "Commander Shift lead  ·  Operations you  ·  Scribe Operator 2  ·  Communications open"
    )
    assert "resolved not yet" in head._stepper.accessibleName()
    assert page.window_title().endswith(f"{room.live.ref} Primary database refuses writes after disk filled")
    room.hands.forward(seconds=8)
    page._services.clock.tick()
    assert head._elapsed.text() == "00:47:20"
    assert page._bottom._due.whole() == "! Update overdue by 40 min"


def test_the_newest_is_in_sight_at_the_bottom(room: Room) -> None:
    page = room.open()
    view = page._timeline.view
    last = view.model().index(view.model().rowCount() - 1, 0)
    assert view.viewport().rect().contains(view.visualRect(last))
    assert last.data().startswith("13:55, Know: an inactive slot")
    add_note(room.store, room.live.id, "One more")
    QApplication.processEvents()
    last = view.model().index(view.model().rowCount() - 1, 0)
    assert "One more" in last.data()
    assert view.viewport().rect().contains(view.visualRect(last))


def test_the_timeline_can_be_narrowed_to_a_kind(room: Room) -> None:
    page = room.open()
    page._timeline.choose_group("decision")
    model = page._timeline._model
    assert [model.index(row).data() for row in range(model.rowCount())] == [
        "13:40, We accept losing standby_b; it will be rebuilt tomorrow, decision  ·  Shift lead"
    ]
    page._timeline.choose_group("communication")
    page.compose()
    type_text("seen by nobody otherwise")
    press(Key.Key_Return)
    assert page._timeline._narrowed.group == ""
    assert "seen by nobody otherwise" in model.index(model.rowCount() - 1).data()


def test_what_another_process_records_appears(room: Room) -> None:
    page = room.open()
    with open_store(room.store.path, clock=room.hands) as other:
        sign_in(other, "Operator 2")
        add_note(other, room.live.id, "Seen from the other desk", "observation")
        change(other, room.live.id, title="Primary database accepts writes")
    room.store.poll()
    model = page._timeline._model
    said = [model.index(row).data() for row in range(model.rowCount())]
    assert any("Seen from the other desk, observation  ·  Operator 2" in each for each in said)
    assert page._header.title.face().accessibleName() == "Primary database accepts writes"


def test_another_incident_comes_with_its_runbook(room: Room) -> None:
    page = room.open()
    page.show_place(room.all[5].id)
    assert page.incident_id() == room.all[5].id
    assert room.runs.shown == [room.live.id, room.all[5].id]


def test_an_incident_that_is_not_there_is_said(room: Room) -> None:
    page = room.open()
    page.show_place("nothing")
    assert [str(each)[:20] for each in room.said(page)] == ["There is no incident"]
    assert page.incident_id() == room.live.id


def test_f2_renames_and_enter_records(room: Room) -> None:
    page = room.open()
    press(Key.Key_F2)
    edit = focused()
    assert isinstance(edit, QLineEdit)
    assert edit.selectedText() == "Primary database refuses writes after disk filled"
    type_text("Primary database is full")
    press(Key.Key_Return)
    assert room.live.title == "Primary database is full"
    assert focused() is page._header.title.face()


def test_the_service_is_edited_where_it_stands(room: Room) -> None:
    page = room.open()
    service = page._header.service
    assert service.face().accessibleName() == "Service: db-core"
    service.face().setFocus()
    press(Key.Key_Return)
    type_text("db-replica")
    press(Key.Key_Return)
    assert room.live.service == "db-replica"
    assert focused() is service.face()
    assert audit(page) == []


def test_how_it_was_noticed_is_said_later(room: Room) -> None:
    page = room.open()
    page.do("incident.detection")
    panel = page._foot.panel
    assert isinstance(panel, NoticedPanel)
    assert focused() is panel.choice
    change(room.store, room.live.id, noticed="A call at night")
    assert panel.field.findChildren(QLabel)[-1].text() == "Recorded meanwhile: A call at night"
    type_text("Alert")
    assert audit(page) == []
    panel.submit()
    assert (room.live.noticed, page._foot.panel) == ("alert", None)
    change(room.store, room.live.id, noticed="A call at night")
    page.do("incident.detection")
    assert isinstance(page._foot.panel, NoticedPanel)
    assert page._foot.panel.choice.currentText() == "A call at night"


def test_a_title_that_is_too_long_is_refused_in_place(room: Room) -> None:
    page = room.open()
    press(Key.Key_F2)
    edit = focused()
    assert isinstance(edit, QLineEdit)
    edit.setText("x" * 10_000)
    press(Key.Key_Return)
    assert "10000 characters; 300 fit" in page._header.title._below.text()
    assert focused() is edit
    press(Key.Key_Escape)
    assert room.live.title == "Primary database refuses writes after disk filled"


def test_the_situation_is_edited_in_place(room: Room) -> None:
    page = room.open()
    need = page._header.situation.texts["need"]
    need.face().setFocus()
    press(Key.Key_Return)
    type_text("3 disks")
    press(Key.Key_Return)
    assert room.live.need == "3 disks"
    assert need.face().accessibleName() == "Need: 3 disks"
    assert room.rows()[-1].text == "Need: 3 disks"


def test_a_long_situation_takes_three_lines(room: Room) -> None:
    page = room.open()
    know, plan = (page._header.situation.texts[field] for field in ("know", "plan"))
    assert know.y() == plan.y()
    change(
        room.store, room.live.id, know="an inactive slot held the log of the standby that was retired " * 3
    )
    QApplication.processEvents()
    assert know.y() < plan.y()
    page.resize(1190, 560)
    QApplication.processEvents()
    assert know.y() == plan.y()


def test_escape_keeps_an_edit_as_a_draft(room: Room) -> None:
    page = room.open()
    plan = page._header.situation.texts["plan"]
    plan.face().setFocus()
    press(Key.Key_Return)
    type_text("swap the disk")
    press(Key.Key_Escape)
    assert room.live.plan == "cap slot size, then rebuild the standby."
    assert plan.face().accessibleName().endswith("(draft waiting)")
    assert (
        room.store.drafts.of(
            subject("incident", room.live.id), room.store.by.operator if room.store.by else ""
        )["plan"].text
        == "swap the disk"
    )
    press(Key.Key_Return)
    edit = focused()
    assert isinstance(edit, QLineEdit)
    assert edit.text() == "swap the disk"
    press(Key.Key_Return)
    assert room.live.plan == "swap the disk"
    assert (
        room.store.drafts.of(
            subject("incident", room.live.id), room.store.by.operator if room.store.by else ""
        )
        == {}
    )


def test_looking_at_a_text_leaves_no_draft(room: Room) -> None:
    page = room.open()
    page._header.situation.texts["know"].edit()
    press(Key.Key_Tab)
    page.leave()
    assert room.store.drafts.of(subject("incident", room.live.id), "") == {}
    assert page._header.situation.texts["know"].face().isVisible()


def test_an_edit_says_what_was_recorded_meanwhile(room: Room) -> None:
    page = room.open()
    know = page._header.situation.texts["know"]
    know.edit()
    change(room.store, room.live.id, know="nothing at all")
    assert know._below.text() == "Recorded meanwhile: nothing at all"


def test_a_role_that_was_taken_over_earlier_says_when(room: Room) -> None:
    page = room.open()
    page.do("incident.roles")
    roles = page._foot.panel
    assert isinstance(roles, RolesPanel)
    roles.fields["communications"].control.setFocus()
    type_text("Ben Ott")
    roles.when.control.setFocus()
    type_text("13:59")
    press(Key.Key_Return)
    taken = next(row for row in room.rows() if row.kind == "role" and "Ben Ott" in row.text)
    assert (taken.occurred.minute, taken.recorded > taken.occurred) == (59, True)
    page.do("incident.roles")
    again = page._foot.panel
    assert isinstance(again, RolesPanel)
    cleo = again.fields["communications"].control
    assert isinstance(cleo, QLineEdit)
    cleo.setText("Cleo")
    for text, said in (("13:58", "was last taken over"), ("2031-01-01 10:00", "has not come yet")):
        again.when.set_text(text)
        press(Key.Key_Return)
        assert said in again.when.error()
    assert room.live.roles["communications"].name == "Ben Ott"


def test_roles_are_given_and_taken_back(room: Room) -> None:
    page = room.open()
    page._header._change_roles.setFocus()
    press(Key.Key_Space)
    roles = page._foot.panel
    assert isinstance(roles, RolesPanel)
    assert focused() is roles.fields["commander"].control
    type_text("operator 3")
    roles.fields["scribe"].control.setFocus()
    edit = focused()
    assert isinstance(edit, QLineEdit)
    edit.clear()
    roles._take("communications")
    press(Key.Key_Return)
    held = room.live.roles
    assert {role: person.name for role, person in held.items()} == {
        "commander": "Operator 3",
        "operations": "Operator 1",
        "communications": "Operator 1",
    }
    assert held["commander"].operator == room.store.operators.named("Operator 3").id  # type: ignore[union-attr]


def test_command_can_be_taken_where_nobody_has_it(room: Room) -> None:
    from holdfast.triage.declare import Declaration, declare

    raw = declare(room.store, Declaration("Smoke in hall 3"))
    page = room.open(raw.id)
    assert page._header._command.isVisible()
    page._header._command.setFocus()
    press(Key.Key_Space)
    assert room.store.incidents.get(raw.id).roles["commander"].name == "Operator 1"
    assert not page._header._command.isVisible()


def test_every_area_is_reached(room: Room) -> None:
    page = room.open()
    assert [pane.isVisible() for pane in page.panes()] == [True] * 4


def test_tab_goes_round_the_page(room: Room) -> None:
    page = room.open()
    seen = {focused()}
    for _turn in range(60):
        press(Key.Key_Tab)
        seen.add(focused())
    wanted = [
        page._header.title.face(),
        *(each.face() for each in page._header.situation.texts.values()),
        page._header._change_roles,
        page._timeline.view,
        page._timeline._kinds,
        page._composer.edit,
        page._composer._kinds,
        page._composer._add,
        room.runs.done,
        page._bottom.next,
        page._bottom._more_button,
    ]
    assert [each for each in wanted if each not in seen] == []


def test_sides_turn_where_it_is_narrow(room: Room) -> None:
    page = room.open()
    assert page._sides.orientation() == Qt.Orientation.Horizontal
    first, second = page._sides.sizes()
    assert 0.42 < first / (first + second) < 0.48
    shown(page, 640)
    assert page._sides.orientation() == Qt.Orientation.Vertical


def test_the_share_of_the_sides_is_remembered(room: Room) -> None:
    settings = Settings(None)
    page = room.open(settings=settings)
    page._sides.setSizes([700, 489])
    assert isinstance(page._sides, QSplitter)
    page._sides.splitterMoved.emit(700, 1)
    page.leave()
    again = room.open(settings=settings)
    first, second = again._sides.sizes()
    assert first > second


def test_a_read_only_store_shows_and_records_nothing(room: Room) -> None:
    from tests.ui.respond.making import make_page

    with open_store(room.store.path, clock=room.hands, zone=room.store.zone, read_only=True) as store:
        page = make_page(store, room.hands, room.live.id)
        shown(page)
        assert not page._composer.edit.isEnabled()
        assert page._composer._below.text() == "This store is open for reading only."
        assert audit(page, contrast=False) == []
        let_go(page)


def test_thousands_of_entries_open_at_the_end_and_go_back(room: Room) -> None:
    with room.store.command():
        for number in range(1000):
            add_note(room.store, room.live.id, f"Note {number}")
    page = room.open()
    view, model = page._timeline.view, page._timeline._model
    assert model.rowCount() == PIECE
    view.setFocus()
    assert view.currentIndex().row() == PIECE - 1
    view.setCurrentIndex(model.index(0, 0))
    current = model.index(0, 0).data()
    QApplication.processEvents()
    assert model.rowCount() > PIECE, "earlier rows are laid out above"
    assert view.currentIndex().row() > 0
    assert view.currentIndex().data() == current
    assert view.viewport().rect().intersects(view.visualRect(view.currentIndex()))


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("percent", [100, 150])
def test_the_page_passes_the_audit(room: Room, look: Look, theme: str, percent: int) -> None:
    look.choose(theme, percent)
    page = room.open()
    assert audit(page) == []
    page._header.situation.texts["plan"].edit()
    type_text("swap")
    page.compose()
    type_text("13:52 seen")
    QApplication.processEvents()
    assert audit(page) == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("which", ["resolve", "close", "roles", "reopen"])
def test_panels_pass_the_audit(room: Room, look: Look, theme: str, percent: int, which: str) -> None:
    look.choose(theme, percent)
    page = room.open(room.all[4].id if which == "close" else room.all[0].id if which == "reopen" else "")
    if which == "roles":
        page.do("incident.roles")
    else:
        page._bottom.next.click()
        page._foot.panel.submit()  # type: ignore[union-attr]
        if page._foot.panel is None:
            page._bottom.next.click()
    shown(page)
    assert audit(page, contrast=percent == 100) == []


@pytest.mark.parametrize("percent", [100, 150])
def test_a_narrow_page_passes_the_audit(room: Room, look: Look, percent: int) -> None:
    look.choose("light", percent)
    assert audit(room.open(width=640), contrast=False) == []


class _Painted(QObject):
    """Where the parts of the page stand each time that it is painted."""

    def __init__(self, page: LivePage) -> None:
        super().__init__()
        self._page = page
        self.places: list[tuple[int, ...]] = []
        page.installEventFilter(self)
        page._sides.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            page = self._page
            place = (page._header.height(), page._sides.y(), page._header.title.width())
            self.places += [place] if place not in self.places else []
        return super().eventFilter(watched, event)


@pytest.mark.parametrize("width", [850, 1000, 1190])
def test_a_longer_title_does_not_make_the_page_jump(room: Room, width: int) -> None:
    page = room.open(room.all[5].id, width=width)
    change(room.store, room.live.id, title="Primary database refuses writes after the disk of hall 3 filled")
    change(room.store, room.live.id, know="the slot of a standby that is gone holds the log")
    QApplication.processEvents()
    seen = _Painted(page)
    page.show_place(room.live.id)
    QTest.qWait(100)
    assert len(seen.places) == 1


def test_a_removed_title_is_told_in_words(room: Room) -> None:
    page = room.open()
    for entry in room.store.entries("incident", room.live.id):
        if "title" in entry.body:
            remove_words(room.store, entry.hash, "an injured person's name")
    page.show_place(room.live.id)
    assert page._header.title.face().accessibleName() == "(title removed)"
    assert page.window_title().endswith(f"{room.live.ref} (title removed)")


def test_two_changes_that_met_are_said_and_shown(room: Room) -> None:
    page = room.open()
    assert page._conflict.isHidden()
    change(room.store, room.live.id, service="db-main")
    body = {"service": ["ab" * 32, "db-replica"]}
    room.store.record(New(subject("incident", room.live.id), "incident.changed", body))
    assert page._conflict.words.text().startswith("Two changes of the service met: Service: db-main (")
    assert audit(page) == []
    for told in ("Service: db-replica", "Service: db-main"):
        page._conflict.show_row.click()
        row = page._timeline.current_row()
        assert row is not None
        assert row.text == told
    assert focused() is page._timeline.view
    change(room.store, room.live.id, service="db")
    assert page._conflict.isHidden()
