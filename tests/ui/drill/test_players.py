"""What players see of a drill, in the real window: the audit, and how it comes, goes on and goes."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from holdfast.desk.from_alert import declaration_from, declare_from
from holdfast.desk.opening import open_here
from holdfast.desk.operators import sign_in
from holdfast.detect.acts import acknowledge
from holdfast.drill import play
from holdfast.drill.scenarios import shipped
from holdfast.settings import Settings
from holdfast.ui.drill.players import Players
from holdfast.ui.drill.start_panel import StartPanel
from holdfast.ui.kit import theme
from holdfast.ui.kit.rows import RowList
from holdfast.ui.shell.app import EXERCISE, begin_exercise
from tests.conftest import Look
from tests.drill.small import SMALL
from tests.gallery.drilling import DRILLING, drill_of, page_of
from tests.gallery.playing import PLAYING
from tests.gallery.scenes import Room
from tests.journeys.keyboard import until
from tests.ui.audit import audit


@pytest.fixture
def room(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path, Settings(None), look.appearance)
    made.window.resize(1366, 768)
    yield made
    made.close()


def _players(room: Room) -> Players:
    players = room.wiring.drilling.players()
    assert players is not None
    return players


def _pass(room: Room, **length: float) -> None:
    """Let so much time pass, and the window hear of it."""
    at = room.store.clock() + timedelta(**length)
    room.store.clock = lambda: at
    room.wiring.clock.tick()
    room.settle()


def _told(room: Room) -> str:
    card = _players(room).card()
    return card.accessibleName() if card is not None else ""


def test_the_audit_finds_nothing(room: Room) -> None:
    """Each look in another theme than the one before."""
    found: list[str] = []
    for number, (name, scene) in enumerate(PLAYING.items()):
        shown, theme = scene(room) or room.window, ("light", "dark", "contrast")[number % 3]
        room.appearance.choose(theme)
        room.settle()
        found += [f"{name}, {theme}: {each}" for each in audit(shown)]
    assert found == []


def test_beside_the_facilitators_page_a_message_is_one_line_and_six_injects_are_in_sight(room: Room) -> None:
    DRILLING["drill-running-told"](room)
    players, view = _players(room), drill_of(room).running
    card = players.card()
    assert card is not None
    assert not card.text().isVisible()
    assert view.next.viewport().height() >= 6 * view.next.sizeHintForRow(0)
    assert view.log.viewport().height() >= 2 * view.log.sizeHintForRow(0)
    high = card.height()
    card._whole.click()
    room.settle()
    assert card.text().isVisible()
    assert card.height() > high
    room.go("incidents")
    assert card.text().isVisible()
    room.go("drill")
    assert not card.text().isVisible()


def test_the_practice_store_speaks_of_nothing_real_and_of_nothing_lacking_before_a_drill(room: Room) -> None:
    DRILLING["drill-start"](room)
    panel = page_of(room)._acts.panel
    assert isinstance(panel, StartPanel)
    assert panel._check.text() == "This is the practice store: nothing in it is real."


def test_who_plays_alone_reads_all_of_a_message_on_every_page(room: Room) -> None:
    drill = play.start(room.store, SMALL, ["Mira Holt"])
    play.fire(room.store, drill.id, "gone")
    room.settle()
    room.go("drill", drill.id)
    room.settle()
    card = _players(room).card()
    assert card is not None
    assert card.text().isVisible()
    running = drill_of(room).running
    assert "alerts under Alerts" in running._hidden_words.text()
    heads = [title.parentWidget().height() for title in (running._next_title, running._team_title)]
    assert heads[0] == heads[1]


def test_alone_with_a_message_and_an_alert_over_it_the_page_still_has_room(room: Room) -> None:
    DRILLING["drill-alone"](room)
    until(lambda: len(room.window.banners()) == 3, "the drill, the practice store and the alert are told")
    room.settle()
    page = drill_of(room)
    around = page.parentWidget()
    assert around is not None
    assert page.minimumSizeHint().height() <= around.height()


def test_the_first_word_of_the_guide_has_room_above_it_without_any_button(room: Room) -> None:
    drill = play.start(room.store, shipped()["first-exercise.md"], ["Mira Holt"])
    play.step(room.store, drill.id)
    room.settle()
    room.go("incidents")
    card = _players(room).card()
    assert card is not None
    assert card._title.y() >= 8 + theme.px(30)


def test_what_is_due_at_once_comes_one_after_the_other_and_at_once(room: Room) -> None:
    drill = play.start(room.store, SMALL, ["Mira Holt"])
    _pass(room, minutes=5)
    room.wiring.drilling.beat.begin()
    come = [len(room.store.drills.get(drill.id).injected)]
    for _turn in range(2):  # of the event loop, in which the window hears keys as well
        QCoreApplication.processEvents()
        come.append(len(room.store.drills.get(drill.id).injected))
    assert come[0] == 1
    assert come[-1] == 3


def test_the_runbook_that_an_alert_names_stands_first_beside_the_timeline(room: Room) -> None:
    drill = play.start(room.store, shipped()["disk-full-friday.md"], ["Mira Holt"])
    play.step(room.store, drill.id)
    alerts = room.store.alerts.of_drill(drill.id)
    said = declaration_from(room.store, alerts)
    incident = declare_from(room.store, [each.id for each in alerts], said)
    room.go("incident", incident.id)
    room.settle()
    lists = room.window.page("incident").findChildren(RowList)
    (books,) = [each for each in lists if each.accessibleName() == "Runbooks that fit"]
    assert room.store.runbooks.get(str(books.current_key())).title == "Disk full on a server"


def test_the_exercise_that_another_window_asks_for_brings_its_window_to_the_front(room: Room) -> None:
    room.window.showMinimized()
    begin_exercise(room.wiring, "something else")
    assert (room.window.isMinimized(), room.store.drills.running()) == (True, None)
    begin_exercise(room.wiring, EXERCISE)
    assert not room.window.isMinimized()
    drill = room.store.drills.running()
    assert drill is not None
    assert drill.key == "first-exercise"


def test_the_first_exercise_says_the_next_thing_when_one_was_done(room: Room) -> None:
    room.wiring.drilling.first_exercise()
    room.wiring.drilling.beat._go_on()
    assert _told(room) == "Message from Guide: Welcome"
    _pass(room, seconds=16)
    _pass(room, seconds=6)
    assert _told(room) == "Message from Guide: 1. Acknowledge the alert"
    drill = _players(room)._drill
    assert drill is not None
    acknowledge(room.store, [each.id for each in room.store.alerts.of_drill(drill.id)])
    room.wiring.drilling.beat._go_on()
    assert _told(room) == "Message from Guide: 2. Declare an incident"
    assert "is going on already" in room.wiring.drilling._why_no_exercise()


def test_a_drill_that_another_program_starts_pauses_and_ends_is_shown_here(room: Room) -> None:
    with open_here(room.store.path, create=False) as other:
        sign_in(other, "Ben Ott")
        drill = play.start(other, SMALL, ["Ben Ott"])
        room.wiring.bridge.poll()
        assert room.window.windowTitle().startswith("DRILL: ")
        play.pause(other, drill.id)
        room.wiring.bridge.poll()
        assert "paused" in _players(room).banner._time.text()
        play.finish(other, drill.id)
        room.wiring.bridge.poll()
    assert room.wiring.drilling.players() is None
    assert not room.window.windowTitle().startswith("DRILL: ")


def test_what_was_understood_stays_so_and_what_comes_does_not_take_the_focus(room: Room) -> None:
    drill = play.start(room.store, SMALL, ["Mira Holt"])
    room.wiring.drilling.beat._go_on()
    room.go("incidents")
    focused = room.window.focusWidget()
    _pass(room, minutes=3)
    assert _told(room) == "Ben Ott can't be reached from now on: Ben has left"
    _pass(room, minutes=2)
    assert _told(room).endswith("Ben has left"), "what was not understood stays"
    assert room.window.focusWidget() is focused
    _players(room).understood()
    assert _told(room) == "File app.log: A log"
    _players(room).understood()
    assert _told(room) == ""
    again = Players(
        room.store, room.wiring.settings, lambda: room.wiring.rooms.renderer.render, room.wiring.tasks
    )
    again.show_drill(room.store.drills.get(drill.id), room.store.clock())
    assert again.card() is None, "another start of the window does not ask again"
    again.deleteLater()
