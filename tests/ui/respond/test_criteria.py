"""Exit criteria and reporting clocks in place: added, met, dropped, started and stopped by keyboard."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from holdfast.respond.criteria import add_criterion, move_criterion
from holdfast.triage.clocks import start_clock, stop_clock
from holdfast.ui.respond.criteria_panel import CriteriaPanel
from holdfast.ui.respond.page import LivePage
from tests.conftest import Look
from tests.ui.audit import audit
from tests.ui.respond.conftest import Room, focused, press, type_text

Key = Qt.Key


def opened(room: Room) -> tuple[LivePage, CriteriaPanel]:
    page = room.open()
    page.do("incident.criteria")
    QApplication.processEvents()
    assert isinstance(page._foot.panel, CriteriaPanel)
    return page, page._foot.panel


def rows(panel: CriteriaPanel) -> list[str]:
    model = panel.list.model()
    return [model.index(place, 0).data(Qt.ItemDataRole.DisplayRole) for place in range(model.rowCount())]


def buttons(panel: CriteriaPanel) -> list[str]:
    return [each.accessibleName() for each in panel._acts if each.isVisible()]


def test_a_criterion_is_added_and_met_by_keyboard(room: Room) -> None:
    _page, panel = opened(room)
    panel.text_edit.setFocus()
    press(Key.Key_Return)
    assert panel.text.error().startswith("The criterion is empty")
    type_text("The replica has caught up")
    press(Key.Key_Return)
    assert [(each.text, each.state) for each in room.live.criteria] == [("The replica has caught up", "open")]
    assert panel.text_edit.text() == ""
    panel.list.setFocus()
    assert buttons(panel) == ["Met", "Drop…"]
    press(Key.Key_Space)
    assert room.live.criteria[0].state == "met"
    panel.list.stand_at(f"criterion/{room.live.criteria[0].id}")
    assert buttons(panel) == ["Open again"]


def test_dropping_asks_why_and_escape_leaves_only_the_question(room: Room) -> None:
    add_criterion(room.store, room.live.id, "The alarm is quiet")
    page, panel = opened(room)
    panel._acts[1].click()
    assert focused() is panel.asked.edit
    press(Key.Key_Return)
    assert panel.asked.why.error().startswith("A reason is needed")
    press(Key.Key_Escape)
    assert page._foot.panel is panel
    panel._acts[1].click()
    type_text("No alarm any more")
    press(Key.Key_Return)
    assert room.live.criteria[0].state == "dropped"
    assert focused() is panel.list
    press(Key.Key_Escape)
    assert page._foot.panel is None


def test_clocks_are_offered_started_counted_down_and_stopped(room: Room) -> None:
    _page, panel = opened(room)
    assert rows(panel)[0].startswith("Early warning to the authority")
    assert "offered: A duty to report applies" in rows(panel)[0]
    panel.list.stand_at("clock/early_warning")
    assert buttons(panel) == ["Start clock"]
    panel.list.setFocus()
    press(Key.Key_Space)
    (clock,) = room.live.clocks
    assert (clock.key, clock.state) == ("early_warning", "running")
    assert buttons(panel) == ["Report made", "Not needed…", "Made earlier…"]
    assert rows(panel)[0].endswith("in 23 h 12 min")
    panel._tick(clock.due + timedelta(minutes=6))
    assert rows(panel)[0].endswith("overdue by 06 min")
    panel._acts[1].click()
    type_text("No duty to report")
    press(Key.Key_Return)
    assert room.live.clocks[0].state == "not_needed"


def test_what_is_recorded_elsewhere_shows_at_once(room: Room) -> None:
    _page, panel = opened(room)
    add_criterion(room.store, room.live.id, "The replica has caught up")
    panel.show_changed(room.live)
    start_clock(room.store, room.live.id, "notification")
    panel.show_changed(room.live)
    stop_clock(room.store, room.live.id, "notification", "met")
    panel.show_changed(room.live)
    assert len(rows(panel)) == 4
    assert rows(panel)[1].startswith("Final report to the authority, Reporting clock  ·  1 month from ")
    panel.list.stand_at("clock/notification")
    assert buttons(panel) == ["Run on", "Correct the time…"]


def test_when_a_report_was_made_can_be_said_and_corrected(room: Room) -> None:
    _page, panel = opened(room)
    start_clock(room.store, room.live.id, "final_report")
    start_clock(room.store, room.live.id, "notification")
    panel.show_changed(room.live)
    (waits,) = [each for each in rows(panel) if each.startswith("Final report")]
    assert "1 month, counts from Notification to the authority when that was sent" in waits
    assert waits.endswith("waiting")
    panel.list.stand_at("clock/notification")
    panel._acts[2].click()
    assert focused() is panel.asked.when.control
    press(Key.Key_Return)
    assert panel.asked.when.error()
    type_text("-5m")
    press(Key.Key_Return)
    first, final = sorted(room.live.clocks, key=lambda each: each.months)
    assert (first.state, final.state, final.begins) == ("met", "running", first.met)
    assert first.met is not None
    panel.list.stand_at("clock/notification")
    panel._acts[1].click()
    type_text("-15m")
    press(Key.Key_Return)
    assert panel.asked.why.error().startswith("A reason is needed")
    type_text("By the log of the fax")
    press(Key.Key_Return)
    moved = next(each for each in room.live.clocks if each.key == "final_report")
    assert moved.begins is not None
    assert moved.begins < first.met
    assert focused() is panel.list
    panel.list.stand_at("clock/notification")
    panel._acts[1].click()
    type_text("-90d")
    panel.asked.edit.setText("x")
    panel.asked.give()
    assert "began only" in panel.asked.when.error()


def test_a_criterion_that_is_typed_is_a_draft(room: Room) -> None:
    page, panel = opened(room)
    panel.text_edit.setFocus()
    type_text("The replica")
    press(Key.Key_Escape)
    page.do("incident.criteria")
    assert isinstance(page._foot.panel, CriteriaPanel)
    assert page._foot.panel.text_edit.text() == "The replica"


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("theme", ["light", "contrast"])
def test_the_audit_finds_nothing(room: Room, look: Look, theme: str, percent: int) -> None:
    look.choose(theme, percent)
    add_criterion(room.store, room.live.id, "The replica has caught up")
    added = add_criterion(room.store, room.live.id, "The alarm is quiet for an hour")
    move_criterion(room.store, room.live.id, added.criteria[1].id, "met")
    start_clock(room.store, room.live.id, "notification")
    _page, panel = opened(room)
    for act in panel._acts[1:]:
        act.click()
        for _round in range(3):
            QApplication.processEvents()
        assert audit(panel) == []
