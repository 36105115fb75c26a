"""Tasks and handovers of the live view, as pictures; what is recorded for them stays in the store."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from holdfast.desk.operators import sign_in
from holdfast.domain.incident import Person
from holdfast.respond.handover import offer
from holdfast.respond.handover_sheet import compose
from holdfast.respond.tasks import add_task, move_task
from holdfast.ui.respond.handover_panel import HandoverPanel
from holdfast.ui.respond.page import LivePage
from holdfast.ui.respond.tasks_panel import TasksPanel
from tests.gallery.scenes import Room

_INCIDENT = "Badge readers"
_ME, _OTHER = "Mira Holt", "Jonas Weber"


def _live(room: Room) -> LivePage:
    room.go("incident", room.incident(_INCIDENT))
    page = room.window.page("incident")
    assert isinstance(page, LivePage)
    return page


def _given(room: Room) -> None:
    ident = room.incident(_INCIDENT)
    if room.store.tasks.of_incident(ident):
        return
    doors = add_task(room.store, ident, "Post a guard at hall 3", Person(_OTHER), 1800)
    add_task(room.store, ident, "Ask the vendor for a spare controller", Person("Emre Aydin"), 10_800)
    done = add_task(room.store, ident, "Hang out a notice", Person(_OTHER))
    move_task(room.store, doors.id, "acknowledged")
    move_task(room.store, done.id, "done")


def _open_tasks(room: Room) -> TasksPanel:
    _given(room)
    page = _live(room)
    page.do("incident.tasks")
    panel = page._foot.panel
    assert isinstance(panel, TasksPanel)
    return panel


def _tasks(room: Room) -> None:
    _open_tasks(room)


def _dropping(room: Room) -> None:
    _open_tasks(room)._drop.click()


def _with_tasks(room: Room) -> None:
    _given(room)
    _live(room)._foot.clear()


def _hand_over(room: Room) -> HandoverPanel:
    page = _live(room)
    page.do("incident.handover")
    panel = page._foot.panel
    assert isinstance(panel, HandoverPanel)
    panel.form.to_edit.setText(_OTHER)
    panel.form.command.setChecked(True)
    return panel


def _handing(room: Room) -> None:
    _hand_over(room)


def _reading(room: Room) -> None:
    _hand_over(room).turn()


def _offered(room: Room) -> None:
    ident, page = room.incident(_INCIDENT), _live(room)
    page._foot.clear()
    if room.store.incidents.get(ident).offer is None:
        offer(room.store, ident, Person(_OTHER), compose(room.store, ident).texts, reason="shift")


def _as_other(verb: str) -> Callable[[Room], QWidget | None]:
    def scene(room: Room) -> None:
        _offered(room)
        sign_in(room.store, _OTHER)
        _live(room).do(verb)
        sign_in(room.store, _ME)

    return scene


HANDING: dict[str, Callable[[Room], QWidget | None]] = {
    "live-tasks": _tasks,
    "live-task-dropped": _dropping,
    "live-with-tasks": _with_tasks,
    "live-handover": _handing,
    "live-handover-read": _reading,
    "live-offered": _offered,
    "live-offer-accept": _as_other("incident.answer"),
    "live-offer-decline": _as_other("incident.decline"),
}
