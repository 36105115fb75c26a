"""Drills: the scenarios, the start, the facilitator's view, the score, progress."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from holdfast.desk.from_alert import declaration_from, declare_from
from holdfast.detect.acts import acknowledge
from holdfast.domain.drill import Drill
from holdfast.drill import play
from holdfast.drill.scenarios import shipped
from holdfast.ui.drill.drill_page import DrillPage
from holdfast.ui.drill.page import DrillsPage
from holdfast.ui.drill.start_panel import StartPanel
from tests.gallery.scenes import Room

TEAM = ("Mira Holt", "Ben Ott", "Operator 3")
_TEXT = "disk-full-friday.md"


@contextmanager
def ago(room: Room, **length: float) -> Iterator[None]:
    """Inside, the clock of the store stands so long ago."""
    store, clock = room.store, room.store.clock
    at = clock() - timedelta(**length)
    store.clock = lambda: at
    yield
    store.clock = clock
    store.clock_went_back = False


def page_of(room: Room) -> DrillsPage:
    """The list of scenarios."""
    page = room.window.page("drills")
    assert isinstance(page, DrillsPage)
    return page


def drill_of(room: Room) -> DrillPage:
    """The page of a drill."""
    page = room.window.page("drill")
    assert isinstance(page, DrillPage)
    return page


def _list(room: Room) -> None:
    room.go("drills", "disk-full-friday")
    page_of(room)._acts.close()
    room.settle()


def _injects(room: Room) -> None:
    _list(room)
    page_of(room)._details.show_injects()
    room.settle()


def _start(room: Room) -> None:
    _list(room)
    page_of(room).start()
    panel = page_of(room)._acts.panel
    assert isinstance(panel, StartPanel)
    panel._how.choose("others")
    panel._turn("others")
    room.settle()


def begun(room: Room, people: tuple[str, ...] = TEAM) -> Drill:
    """A drill of eleven minutes; one that goes on already is taken where the same people play it."""
    going_on = room.store.drills.running()
    if going_on is not None and going_on.people == people:
        return going_on
    if going_on is not None:
        play.finish(room.store, going_on.id)
    with ago(room, minutes=11):
        drill = play.start(room.store, shipped()[_TEXT], people)
    for minutes in (10, 8, 6, 4, 1):
        with ago(room, minutes=minutes):
            play.step(room.store, drill.id)
    return room.store.drills.get(drill.id)


def _running(room: Room) -> None:
    drill = begun(room)
    alerts = [each for put in drill.injected for each in put.alerts]
    if not drill.incidents:
        _act(room, drill.id, alerts)
    room.go("drill", drill.id)
    drill_of(room)._acts.close()
    room.settle()


def _running_told(room: Room) -> None:
    """What was told is open, in a line."""
    _running(room)
    players = room.wiring.drilling.players()
    assert players is not None
    players._show(0)
    players.fold(by_page=True)
    room.settle()


def _act(room: Room, drill: str, alerts: list[str]) -> None:
    """What the team did so far."""
    with ago(room, minutes=7):
        acknowledge(room.store, alerts[:1])
        first = [room.store.alerts.get(alerts[0])]
        declare_from(room.store, alerts[:1], declaration_from(room.store, first))
    with ago(room, minutes=5):
        play.note(room.store, drill, "They looked for the runbook in the share first, then found it here")


def _alone(room: Room) -> None:
    drill = begun(room, TEAM[:1])
    room.go("drill", drill.id)


def _held(room: Room) -> None:
    _running(room)
    page = drill_of(room)
    page.running.next.setCurrentIndex(page.running._next_rows.index(0, 0))
    page.turn_hold()
    room.settle()
    room.settle()


def _finish(room: Room) -> None:
    _running(room)
    drill_of(room)._ask_finish()
    room.settle()


def _cancel(room: Room) -> None:
    _running(room)
    drill_of(room)._ask_cancel()
    room.settle()


def _score(room: Room) -> None:
    _running(room)
    page, ident = drill_of(room), drill_of(room)._ident
    page._acts.close()
    play.finish(room.store, ident, "The time was over")
    scenario = play.scenario_of(room.store, room.store.drills.get(ident))
    play.judge(room.store, ident, scenario.objectives[0].key, "S")
    play.answer(room.store, ident, 0, "The call list was on paper, and of last year")
    room.go("drill", ident)
    room.settle()


def _progress(room: Room) -> None:
    _score(room)
    page_of(room)._acts.close()
    for days in (60, 31):
        with ago(room, days=days):
            drill = play.start(room.store, shipped()[_TEXT], TEAM)
        with ago(room, days=days, minutes=-22):
            play.finish(room.store, drill.id)
    room.go("drills", "disk-full-friday")
    page = page_of(room)
    page._details._sides.choose("held")
    page._details._turn("held")
    room.settle()


def _empty(room: Room) -> QWidget:
    room.empty().go("drill")
    return room.empty().window


DRILLING: dict[str, Callable[[Room], QWidget | None]] = {
    "drill-list": _list,
    "drill-injects": _injects,
    "drill-start": _start,
    "drill-empty": _empty,
    "drill-running": _running,
    "drill-running-told": _running_told,
    "drill-held": _held,
    "drill-alone": _alone,
    "drill-finish": _finish,
    "drill-cancel": _cancel,
    "drill-score": _score,
    "drill-progress": _progress,
}
