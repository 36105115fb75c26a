"""Tasks in the live view, by keyboard: given, taken up, done, dropped, opened again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from holdfast.domain.incident import Person
from holdfast.domain.phase import Phase
from holdfast.domain.task import Task
from holdfast.respond.phases import move
from holdfast.respond.tasks import add_task, move_task
from holdfast.ui.respond.page import LivePage
from holdfast.ui.respond.tasks_panel import TasksPanel
from tests.conftest import Look
from tests.ui.audit import audit, shown
from tests.ui.respond.conftest import Room, focused, press, type_text

pytestmark = pytest.mark.usefixtures("nothing_left")
Key = Qt.Key


def tasks(room: Room) -> list[Task]:
    return room.store.tasks.of_incident(room.live.id)


def opened(room: Room, verb: str = "incident.tasks") -> tuple[LivePage, TasksPanel]:
    page = room.open()
    page.do(verb)
    QApplication.processEvents()
    panel = page._foot.panel
    assert isinstance(panel, TasksPanel)
    return page, panel


def give(room: Room, title: str = "Order 2 disks", within: int | None = 1500) -> Task:
    return add_task(room.store, room.live.id, title, Person("Operator 2"), within)


def test_a_task_is_given_without_the_mouse(room: Room) -> None:
    _page, panel = opened(room)
    assert panel._none.isVisible()
    type_text("Order 2 disks")
    press(Key.Key_Tab)
    type_text("operator 2")
    press(Key.Key_Tab)
    type_text("25m")
    press(Key.Key_Return)
    (task,) = tasks(room)
    assert (task.title, task.person, task.within, task.operator != "") == (
        "Order 2 disks", "Operator 2", 1500, True,
    )  # fmt: skip
    assert focused() is panel.what_edit
    assert panel.what_edit.text() == ""
    assert panel.list.model().index(0, 0).data() == "Order 2 disks, Operator 2  ·  not taken up yet, in 25:00"


def test_what_is_missing_is_said_where_it_is_missing(room: Room) -> None:
    _page, panel = opened(room)
    press(Key.Key_Return)
    assert panel.what.error().startswith("The task is empty")
    type_text("Order 2 disks")
    assert panel.what.error() == ""
    press(Key.Key_Return)
    assert panel.who.error().startswith("A task needs one person by name")
    assert focused() is panel.who_edit
    type_text("me")
    press(Key.Key_Tab)
    type_text("25")
    press(Key.Key_Return)
    assert "not a length of time" in panel.within.error()
    assert tasks(room) == []


def test_space_takes_a_task_a_step_further(room: Room) -> None:
    give(room)
    _page, panel = opened(room)
    panel.list.setFocus()
    press(Key.Key_Space)
    assert [task.state for task in tasks(room)] == ["acknowledged"]
    assert panel._further.accessibleName() == "Done"
    press(Key.Key_Space)
    assert [task.state for task in tasks(room)] == ["done"]
    press(Key.Key_Space)
    assert [task.state for task in tasks(room)] == ["done"]
    assert not panel._further.isVisible()
    panel._reopen.click()
    assert [task.state for task in tasks(room)] == ["open"]


def test_once_resolved_the_focus_is_where_open_tasks_are_ended(room: Room) -> None:
    task = give(room)
    move(room.store, room.live.id, Phase.RESOLVED)
    page, panel = opened(room)
    assert focused() is panel.list
    press(Key.Key_Escape)
    move_task(room.store, task.id, "dropped", "They came by themselves")
    page.do("incident.tasks")
    again = page._foot.panel
    assert isinstance(again, TasksPanel)
    assert focused() is again.what_edit


def test_dropping_asks_why_in_place(room: Room) -> None:
    give(room)
    page, panel = opened(room)
    panel.list.setFocus()
    panel._drop.click()
    assert focused() is panel._why_edit
    press(Key.Key_Return)
    assert panel._why.error().startswith("A reason is needed")
    assert [task.state for task in tasks(room)] == ["open"]
    type_text("They came by themselves")
    press(Key.Key_Escape)
    assert page._foot.panel is panel
    assert not panel._reason.isVisible()
    panel._drop.click()
    assert panel._why_edit.selectedText() == "They came by themselves"
    press(Key.Key_Return)
    assert [task.state for task in tasks(room)] == ["dropped"]
    assert panel.what.error() == ""
    assert any("They came by themselves" in row.text for row in room.rows())


def test_the_list_counts_down_and_says_overdue_calmly(room: Room) -> None:
    give(room)
    page, panel = opened(room)
    room.hands.forward(minutes=24)
    page._services.clock.tick()
    index = panel.list.model().index(0, 0)
    assert index.data().endswith("in 01:00")
    room.hands.forward(minutes=5)
    page._services.clock.tick()
    assert index.data().endswith("overdue by 04 min")


def test_what_another_did_is_seen_while_the_panel_is_open(room: Room) -> None:
    task = give(room)
    _page, panel = opened(room)
    panel.what_edit.setText("half a sent")
    move_task(room.store, task.id, "done")
    QApplication.processEvents()
    assert "done" in panel.list.model().index(0, 0).data()
    assert panel.what_edit.text() == "half a sent"


def test_what_was_typed_is_there_again(room: Room) -> None:
    page, panel = opened(room)
    for text in ("Order 2 disks", "me", "20m"):
        type_text(text)
        press(Key.Key_Tab)
    press(Key.Key_Escape)
    assert page._foot.panel is None
    page.do("incident.tasks")
    again = page._foot.panel
    assert isinstance(again, TasksPanel)
    assert again is not panel
    assert again.what_edit.text() == "Order 2 disks"
    assert (again.who_edit.text(), again.within.text()) == ("me", "20m")


def test_a_task_is_made_from_a_row_of_the_timeline(room: Room) -> None:
    page = room.open()
    view = page._timeline.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(4, 0))
    wanted = page._timeline.current_key()
    page.do("incident.task_here")
    panel = page._foot.panel
    assert isinstance(panel, TasksPanel)
    assert panel._from_row.isVisible()
    press(Key.Key_Home)
    assert panel.what_edit.text() in " ".join(
        next(row.text for row in room.rows() if row.entry == wanted).split()
    )
    panel.who_edit.setText("me")
    panel.what_edit.setFocus()
    press(Key.Key_Return)
    assert [task.source for task in tasks(room)] == [wanted]
    page.do("incident.task_here")
    panel = page._foot.panel
    assert isinstance(panel, TasksPanel)
    panel._forget_source.click()
    assert panel.what_edit.text() == ""
    type_text("Something else")
    panel.who_edit.setText("me")
    press(Key.Key_Return)
    assert [task.source for task in tasks(room)] == [wanted, ""]


def test_a_task_is_made_from_a_step_of_the_runbook(room: Room) -> None:
    page = room.open()
    room.runs.task_wanted.emit("Drop replication slots")
    panel = page._foot.panel
    assert isinstance(panel, TasksPanel)
    assert panel.what_edit.text() == "Drop replication slots"
    assert not panel._from_row.isVisible()


def test_the_foot_names_the_open_tasks(room: Room) -> None:
    page = room.open()
    assert page._bottom._aside.whole() == ""
    give(room, "Order 2 disks")
    one = give(room, "Rebuild standby_b", None)
    QApplication.processEvents()
    assert page._bottom._aside.whole() == (
        "2 tasks open: Order 2 disks (Operator 2, 25 min), Rebuild standby_b (Operator 2)"
    )
    move_task(room.store, one.id, "done")
    QApplication.processEvents()
    assert page._bottom._aside.whole() == "1 task open: Order 2 disks (Operator 2, 25 min)"


@pytest.mark.parametrize(("theme", "percent"), [("light", 100), ("dark", 100), ("contrast", 200)])
def test_the_panel_can_be_read_by_everybody(room: Room, look: Look, theme: str, percent: int) -> None:
    look.choose(theme, percent)
    give(room)
    move_task(room.store, give(room, "Call the plant").id, "done")
    page, panel = opened(room)
    assert audit(page) == []
    panel._drop.click()
    press(Key.Key_Return)
    QApplication.processEvents()
    shown(page, 1190)
    assert audit(page) == []
