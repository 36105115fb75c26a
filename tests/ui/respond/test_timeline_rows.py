"""Rows of the timeline corrected, withdrawn, pinned, narrowed, opened and told, by keyboard."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from holdfast.desk.phases import move
from holdfast.domain.phase import Phase
from holdfast.respond.corrections import pin, withdraw
from holdfast.respond.evidence import add, evidence_of
from holdfast.respond.evidence_files import of_bytes
from holdfast.respond.incident import add_note
from holdfast.respond.times import correct_time, set_source_offset
from holdfast.respond.undo import undo
from holdfast.ui.kit.notices import Notice
from holdfast.ui.respond.evidence_panel import EvidencePanel
from holdfast.ui.respond.note_panels import CorrectPanel, WithdrawPanel
from holdfast.ui.respond.page import LivePage
from holdfast.ui.respond.source_panel import SourcePanel
from holdfast.ui.respond.times_panel import TimesPanel
from tests.ui.audit import audit
from tests.ui.respond.conftest import Room, focused, press, settle, type_text

pytestmark = pytest.mark.usefixtures("nothing_left")
Key, Held = Qt.Key, Qt.KeyboardModifier


def rows(page: LivePage) -> list[str]:
    model = page._timeline._model
    return [model.index(place, 0).data() for place in range(model.rowCount())]


def stand(page: LivePage, entry: str) -> None:
    page._timeline.stand_at(entry)
    page._timeline.view.setFocus()
    assert page._timeline.current_key() == entry


def test_a_note_is_corrected_in_place_and_tells_what_it_said_first(room: Room) -> None:
    page = room.open()
    note = add_note(room.store, room.live.id, "Host 7 is dowm")
    stand(page, note.entry)
    page.do("timeline.correct")
    assert isinstance(page._foot.panel, CorrectPanel)
    edit = focused()
    edit.selectAll()
    type_text("Host 7 is down")
    press(Key.Key_Return)
    assert page._foot.panel is None
    assert any("Host 7 is down, note  ·  you  ·  corrected" in each for each in rows(page))
    stand(page, note.entry)
    press(Key.Key_Space)
    told = next(each for each in rows(page) if "Host 7 is down" in each)
    assert "First said: Host 7 is dowm" in told
    assert f"Entry {note.entry[:16]}" in told
    press(Key.Key_Space)
    assert not any("First said" in each for each in rows(page))


def test_a_wrong_time_is_refused_at_its_field_and_esc_keeps_the_text(room: Room) -> None:
    page = room.open()
    note = add_note(room.store, room.live.id, "Host 7 is dowm")
    stand(page, note.entry)
    page.do("timeline.correct")
    panel = page._foot.panel
    assert isinstance(panel, CorrectPanel)
    type_text("Perhaps: ")
    panel.when.set_text("in 2030")
    panel.when.control.setFocus()
    press(Key.Key_Return)
    assert panel.when.error()
    press(Key.Key_Escape)
    assert page._foot.panel is None
    stand(page, note.entry)
    page.do("timeline.correct")
    assert isinstance(page._foot.panel, CorrectPanel)
    assert page._foot.panel._edit.toPlainText().startswith("Perhaps: ")
    press(Key.Key_Escape)


def test_a_note_is_withdrawn_struck_and_stands_again(room: Room) -> None:
    page = room.open()
    note = add_note(room.store, room.live.id, "The wrong host")
    stand(page, note.entry)
    page.do("timeline.withdraw")
    assert isinstance(page._foot.panel, WithdrawPanel)
    press(Key.Key_Return)
    assert "reason is empty" in page._foot.panel.reason.error()
    type_text("Of another site")
    press(Key.Key_Return)
    assert any("The wrong host, note  ·  you  ·  withdrawn: Of another site" in each for each in rows(page))
    stand(page, note.entry)
    page.do("timeline.restore")
    assert not any("withdrawn" in each for each in rows(page))


def test_the_menu_offers_what_fits_the_row(room: Room) -> None:
    page = room.open()
    note = add_note(room.store, room.live.id, "See INC-K7-3 and @scribe")
    stand(page, note.entry)
    page._timeline.menu_wanted.emit(QPoint(1, 1))
    words = [action.text().replace("&", "") for action in page._row_menu.actions()]
    assert words == [
        "Open what it names", "Correct…", "Withdraw…", "Pin", "Make a task…", "Copy",
    ]  # fmt: skip
    page._row_menu.hide()
    withdraw(room.store, room.live.id, note.entry, "x")
    pin(room.store, room.live.id, note.entry)
    stand(page, note.entry)
    page._timeline.menu_wanted.emit(QPoint(1, 1))
    words = [action.text().replace("&", "") for action in page._row_menu.actions()]
    assert words[1:3] == ["Take the withdrawal back", "Take the pin out"]
    page._row_menu.hide()


def test_what_is_pinned_can_be_shown_alone_and_so_can_a_source(room: Room) -> None:
    page = room.open()
    note = add_note(room.store, room.live.id, "The vendor's number is 4711")
    add_note(room.store, room.live.id, "A van", origin="camera 7")
    stand(page, note.entry)
    page.do("timeline.pin")
    menu = page._timeline.kind_menu()
    menu.aboutToShow.emit()
    {action.text(): action for action in menu.actions()}["Only what is pinned"].trigger()
    assert [each.split(", ")[1] for each in rows(page)] == ["The vendor's number is 4711"]
    assert page._timeline._kinds.text() == "Pinned"
    assert page._timeline.kind_menu().actions()
    page._timeline.choose_group("")
    menu.aboutToShow.emit()
    {action.text(): action for action in menu.actions()}["Only what is pinned"].trigger()
    menu.aboutToShow.emit()
    deeper = {action.text(): action.menu() for action in menu.actions()}["Source"]
    assert isinstance(deeper, QMenu)
    deeper.actions()[-1].trigger()
    assert [each.split(", ")[1] for each in rows(page)] == ["A van"]


def test_enter_opens_what_a_row_names(room: Room) -> None:
    page = room.open()
    gone: list[tuple[str, str]] = []
    page.place_wanted.connect(lambda place, what: gone.append((place, what)))
    other = room.all[0]
    stand(page, add_note(room.store, room.live.id, f"As in #{other.ref}").entry)
    press(Key.Key_Return)
    assert gone == [("incident", other.id)]
    stand(page, add_note(room.store, room.live.id, "Ask @scribe").entry)
    press(Key.Key_Return)
    stand(page, add_note(room.store, room.live.id, "As in INC-ZZ-999").entry)
    press(Key.Key_Return)
    stand(page, add_note(room.store, room.live.id, "By [[No such runbook]]").entry)
    press(Key.Key_Return)
    assert gone == [("incident", other.id)]
    assert [str(each)[:11] for each in room.said(page)] == []


def linked(page: LivePage, entry: str) -> list[str]:
    """What is underlined in a row."""
    (row,) = (row for key, row in page._timeline._model._rows if key == entry)
    return [row.text[start : start + length] for start, length in row.links]


def test_a_number_is_a_link_where_there_is_such_an_incident(room: Room) -> None:
    page = room.open()
    gone: list[tuple[str, str]] = []
    page.place_wanted.connect(lambda place, what: gone.append((place, what)))
    other = room.all[0]
    number = other.ref.rpartition("-")[2]
    note = add_note(room.store, room.live.id, f"As in #{number}, that is #INC-{number}; see ticket #451")
    stand(page, note.entry)
    assert linked(page, note.entry) == [f"#{number}", f"#INC-{number}"]
    press(Key.Key_Return)
    assert gone == [("incident", other.id)]
    stand(page, add_note(room.store, room.live.id, "Ticket #451").entry)
    press(Key.Key_Return)
    assert gone == [("incident", other.id)]
    assert not any("Open" in words for _verb, words in page._acts.rows._offers(page._timeline.current_row()))


def test_a_number_that_two_stations_gave_asks_which(room: Room) -> None:
    page = room.open()
    gone: list[tuple[str, str]] = []
    page.place_wanted.connect(lambda place, what: gone.append((place, what)))
    one, other = room.all[:2]
    number = one.ref.rpartition("-")[2]
    # as if another station had declared the second one
    room.store.database.run("UPDATE incident SET code = 'A0', number = ? WHERE id = ?", (number, other.id))
    note = add_note(room.store, room.live.id, f"As in #{number}")
    stand(page, note.entry)
    assert linked(page, note.entry) == [f"#{number}"]
    press(Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [f"INC-A0-{number}", one.ref]
    menu.actions()[1].trigger()
    menu.close()
    assert gone == [("incident", one.id)]


def test_a_file_that_is_dropped_becomes_evidence_with_a_remark(room: Room, tmp_path: object) -> None:
    page = room.open()
    file = room.store.path / "core.log"
    file.write_bytes(b"panic\n" * 1000)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Held.NoModifier,
        QEvent.Type.Drop,
    )  # fmt: skip
    page._timeline.view.dropEvent(drop)
    assert isinstance(page._foot.panel, EvidencePanel)
    type_text("The log of the crash")
    press(Key.Key_Return)
    settle(page)
    assert page._foot.panel is None
    (piece,) = evidence_of(room.store, room.live.id)
    assert (piece.name, piece.size, piece.remark) == ("core.log", 6000, "The log of the crash")


def test_a_file_that_is_gone_is_said_and_nothing_is_recorded(room: Room) -> None:
    page = room.open()
    page._acts.rows.add_files([room.store.path / "none.log"])
    settle(page)
    assert isinstance(page._foot.panel, EvidencePanel)
    assert "is not there, or not any more" in page._foot.panel._state.text()
    press(Key.Key_Return)
    assert page._foot.panel is not None
    press(Key.Key_Escape)
    assert evidence_of(room.store, room.live.id) == []


def test_an_image_is_pasted_into_the_composer_and_text_stays_text(room: Room) -> None:
    page = room.open()
    QApplication.clipboard().setText("root@db1:~# df -h\n/dev/sda1 100%")
    press(Key.Key_V, Held.ControlModifier)
    assert "df -h" in page._composer.edit.toPlainText()
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(image)
    press(Key.Key_V, Held.ControlModifier)
    assert isinstance(page._foot.panel, EvidencePanel)
    settle(page)
    press(Key.Key_Return)
    settle(page)
    (piece,) = evidence_of(room.store, room.live.id)
    assert (piece.media, piece.name[:11], piece.name[-4:]) == ("image/png", "screenshot-", ".png")
    QApplication.clipboard().clear()


def test_evidence_is_checked_and_an_altered_one_is_shown(room: Room) -> None:
    page = room.open()
    dump = of_bytes("dump.bin", b"x" * 2_000_000, "application/octet-stream")
    row = add(room.store, room.live.id, dump)
    stand(page, row.entry)
    page.do("evidence.check")
    settle(page)
    assert any("checked, unaltered" in each for each in rows(page))
    room.store.blobs.file(evidence_of(room.store, room.live.id)[0].sha256).write_bytes(b"y")
    stand(page, row.entry)
    page.do("evidence.check")
    settle(page)
    assert any("ALTERED: its SHA-256 is another one" in each for each in rows(page))
    wrong = [each for _key, each in page._timeline._model._rows if each.wrong]
    assert len(wrong) == 2


def test_a_time_is_corrected_with_its_reason_and_an_impossible_one_refused(room: Room) -> None:
    page = room.open()
    page.do("timeline.times")
    panel = page._foot.panel
    assert isinstance(panel, TimesPanel)
    panel.choice.choose("declared")
    panel.when.set_text("13:59")
    panel.when.control.setFocus()
    press(Key.Key_Return)
    assert "is after" in panel.when.error()
    panel.when.set_text("13:05")
    panel._edit.setFocus()
    press(Key.Key_Return)
    assert "reason is empty" in panel.reason.error()
    type_text("The watch was slow")
    press(Key.Key_Return)
    assert page._foot.panel is None
    assert room.rows()[-1].text.endswith("(The watch was slow)")


def test_the_acknowledgement_is_among_the_times_and_corrected_as_they_are(room: Room) -> None:
    page = room.open()
    page.do("timeline.times")
    panel = page._foot.panel
    assert isinstance(panel, TimesPanel)
    texts = _grid(panel)
    place = texts.index("Acknowledged")
    assert texts[place + 1] != "not said"
    assert texts[place + 2]
    panel.choice.choose("acknowledged")
    panel.when.set_text("12:00")
    panel.when.control.setFocus()
    press(Key.Key_Return)
    assert "is before" in panel.when.error()
    at = room.store.incidents.get(room.live.id).times["declared"] + timedelta(minutes=1)
    panel.when.set_text(f"{at.astimezone(room.store.zone):%H:%M:%S}")
    panel._edit.setFocus()
    type_text("The telephone's log")
    press(Key.Key_Return)
    assert page._foot.panel is None
    value = room.store.incidents.get(room.live.id)
    assert value.acknowledged == at.replace(microsecond=0)


def _grid(panel: TimesPanel) -> list[str]:
    return [each.text() for each in panel._table.findChildren(QLabel)]


def test_the_times_follow_what_is_recorded_meanwhile(room: Room) -> None:
    page = room.open()
    page.do("timeline.times")
    panel = page._foot.panel
    assert isinstance(panel, TimesPanel)
    panel.choice.choose("declared")
    panel.when.set_text("13:05")
    correct_time(room.store, room.live.id, "declared", room.hands.at - timedelta(minutes=48), "By the log")
    assert any("13:15 UTC+1 (12:15 UTC)" in each for each in _grid(panel))
    move(room.store, room.live.id, Phase.RESOLVED, resolution="Old logs are deleted")
    assert "Resolved" in _grid(panel)
    panel.choice.button("resolved")
    assert (panel.choice.value(), panel.when.text()) == ("declared", "13:05")
    assert panel.isAncestorOf(focused())


def test_a_source_with_a_wrong_clock_is_noted_and_named_in_the_composer(room: Room) -> None:
    page = room.open()
    page.do("timeline.source")
    panel = page._foot.panel
    assert isinstance(panel, SourcePanel)
    type_text("camera 7")
    panel.offset.set_text("3m20s")
    press(Key.Key_Return)
    assert room.live.ahead == {"camera 7": 200}
    page.compose()
    type_text("1340 [from camera 7] A van at the gate")
    assert page._composer._below.text().startswith("From camera 7, its clock 13:40")
    press(Key.Key_Return)
    row = next(each for each in room.rows() if each.text == "A van at the gate")
    assert (row.origin, row.raw and row.raw.minute, row.occurred.minute) == ("camera 7", 40, 36)
    assert any("from camera 7, its clock 13:40:00" in each for each in rows(page))
    set_source_offset(room.store, room.live.id, "camera 7", None)


def test_what_a_source_told_before_is_offered_to_be_corrected_and_taken_back_as_one(room: Room) -> None:
    for text, minutes in (("A van", 20), ("A car", 15)):
        at = room.store.now() - timedelta(minutes=minutes)
        add_note(room.store, room.live.id, text, "observation", at, "camera 7")
    before = {row.text: row.occurred for row in room.rows()}
    page = room.open()
    page.do("timeline.source")
    panel = page._foot.panel
    assert isinstance(panel, SourcePanel)
    assert not panel.also.isVisible()
    type_text("camera 7")
    press(Key.Key_Tab)
    type_text("0")
    assert not panel.also.isVisible()
    press(Key.Key_Backspace)
    type_text("2m")
    assert panel.earlier.text() == "2 earlier entries from camera 7: correct by \N{MINUS SIGN}2 min"
    settle(page)
    assert audit(panel) == []
    press(Key.Key_Tab)
    assert (focused(), focused().accessibleName()) == (panel.also, "Correct them too")
    press(Key.Key_Space)
    assert page._foot.panel is None
    assert room.live.ahead == {"camera 7": 120}
    after = {row.text: row.occurred for row in room.rows()}
    assert [before[text] - after[text] for text in ("A van", "A car")] == [timedelta(minutes=2)] * 2
    undo(room.store, room.live.id)
    assert {row.text: row.occurred for row in room.rows() if row.text in before} == before
    assert room.live.ahead == {}


def test_a_correction_that_would_lie_ahead_is_refused_in_the_panel(room: Room) -> None:
    add_note(room.store, room.live.id, "A van", "observation", room.store.now(), "camera 7")
    page = room.open()
    page.do("timeline.source")
    panel = page._foot.panel
    assert isinstance(panel, SourcePanel)
    type_text("camera 7")
    panel.offset.set_text("-1h")
    panel.also.setFocus()
    press(Key.Key_Space)
    assert "the clock here says" in panel.offset.error()
    assert (room.live.ahead, page._foot.panel) == ({}, panel)


def test_all_that_is_said_of_a_row_has_utc_beside_the_time_of_the_station(room: Room) -> None:
    page = room.open()
    stand(page, room.rows()[-1].entry)
    press(Key.Key_Space)
    assert any("Happened 2026-11-23 13:55:00 UTC+1 (12:55:00 UTC)" in each for each in rows(page))


def test_the_times_of_an_incident_that_is_over_fit_a_narrow_page(room: Room) -> None:
    move(room.store, room.live.id, Phase.RESOLVED, reason="Logs deleted")
    page = room.open(width=500)
    page.do("timeline.times")
    panel = page._foot.panel
    assert isinstance(panel, TimesPanel)
    assert len(panel.controls()) >= 7
    assert panel.minimumSizeHint().width() <= 500


def test_a_note_is_corrected_on_a_narrow_page(room: Room) -> None:
    page = room.open(width=500)
    stand(page, add_note(room.store, room.live.id, "Host 7 is dowm").entry)
    page.do("timeline.correct")
    assert isinstance(page._foot.panel, CorrectPanel)
    assert page._foot.panel.minimumSizeHint().width() <= 500


@pytest.mark.parametrize("verb", ["timeline.correct", "timeline.withdraw", "timeline.pin", "timeline.copy"])
def test_without_a_row_it_is_said_how_to_choose_one(room: Room, verb: str) -> None:
    page = room.open()
    page._timeline.view.setCurrentIndex(QModelIndex())
    assert page._timeline.current_key() == ""
    said = list[Notice]()
    page._services.notices.shown.connect(said.append)
    page.do(verb)
    assert [notice.what for notice in said] == ["No row of the timeline is chosen."]
    assert page._foot.panel is None
