"""A drill as its players see it: the banner, what it tells, the tick in the wizard, marked lists."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from holdfast.desk.from_alert import declaration_from, declare_from
from holdfast.drill import play
from holdfast.drill.scenarios import shipped
from holdfast.ui.detect.page import AlertsPage
from holdfast.ui.drill.players import Players
from holdfast.ui.triage.declare_page import DeclarePage
from tests.drill.small import SMALL
from tests.gallery.alarming import row_of
from tests.gallery.scenes import Room

TEAM = ("Mira Holt", "Ben Ott")


@contextmanager
def _ago(room: Room, minutes: int) -> Iterator[None]:
    store, clock = room.store, room.store.clock
    at = clock() - timedelta(minutes=minutes)
    store.clock = lambda: at
    yield
    store.clock = clock
    store.clock_went_back = False


def _end(room: Room) -> None:
    if (going_on := room.store.drills.running()) is not None:
        play.finish(room.store, going_on.id)


def _play(room: Room) -> Players:
    """A small drill of five minutes: an alert, an incident, and what was told."""
    going_on = room.store.drills.running()
    if going_on is None or going_on.key != "small":
        _end(room)
        with _ago(room, 5):
            drill = play.start(room.store, SMALL, TEAM)
        with _ago(room, 4):
            play.step(room.store, drill.id)
            alerts = room.store.alerts.of_drill(drill.id)
            said = declaration_from(room.store, alerts)
            declare_from(room.store, [each.id for each in alerts], said)
        play.step(room.store, drill.id)
    players = room.wiring.drilling.players()
    assert players is not None
    room.settle()
    return players


def _message(room: Room) -> None:
    players = _play(room)
    room.go("incidents")
    players._show(0)
    room.settle()


def _file(room: Room) -> None:
    players = _play(room)
    room.go("incident", room.store.incidents.of_drill(players._drill.id if players._drill else "")[0].id)
    players._show(2)
    room.settle()


def _banner(room: Room) -> None:
    players = _play(room)
    players._hide()
    room.go("incidents")


def _real(room: Room) -> None:
    _banner(room)
    _play(room).banner.ask()
    room.settle()


def _alerts(room: Room) -> None:
    players = _play(room)
    players.banner.leave()
    players._hide()
    room.go("alerts", "open")
    page = room.window.page("alerts")
    assert isinstance(page, AlertsPage)
    page.reload()
    room.settle()
    (alert, *_others) = room.store.alerts.of_drill(players._drill.id if players._drill else "")
    page.list.go_to(row_of(page, alert.name))


def _tick(room: Room) -> None:
    _play(room)._hide()
    room.go("declare")
    page = room.window.page("declare")
    assert isinstance(page, DeclarePage)
    page._steps.what._title.setText("The door of hall 3 does not open")
    room.settle()


def _exercise(room: Room) -> QWidget:
    beside = room.empty()
    if beside.store.drills.running() is None:
        play.start(beside.store, shipped()["first-exercise.md"], ["Mira Holt"])
        beside.wiring.drilling.beat.begin()
    beside.go("incidents")
    return beside.window


PLAYING: dict[str, Callable[[Room], QWidget | None]] = {
    "playing-exercise": _exercise,
    "playing-banner": _banner,
    "playing-message": _message,
    "playing-file": _file,
    "playing-real": _real,
    "playing-alerts": _alerts,
    "playing-tick": _tick,
}
