"""Playing: each inject once, in order, by the doors of real alerts, and what the facilitator can do."""

import pytest

from holdfast.desk.from_alert import declaration_from, declare_from
from holdfast.detect.acts import link
from holdfast.domain.errors import UserError
from holdfast.drill import play
from holdfast.respond.incident import timeline_of
from holdfast.store.rebuild import rebuild
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.detect.signals import DISK, hand_in
from tests.drill.conftest import Clock
from tests.drill.small import SMALL
from tests.drill.teams import GOOD, played
from tests.drill.teams import declare as declared


def test_an_alert_of_a_drill_comes_by_the_door_of_a_real_one_and_is_marked(
    store: Store, clock: Clock
) -> None:
    drill = play.start(store, SMALL, ["Ana", "Ben"])
    assert (drill.state, drill.people, drill.title) == ("running", ("Ana", "Ben"), "Disk full, for practice")
    assert play.step(store, drill.id) == ()
    clock.pass_(10)
    assert play.step(store, drill.id) == ("disk",)
    assert play.step(store, drill.id) == ()
    (alert,) = store.alerts.of_drill(drill.id)
    assert (alert.name, alert.drill, alert.severity, alert.service) == ("DiskFull", drill.id, 5, "billing")
    delivery = store.deliveries.get(alert.delivery)
    assert (delivery.door, delivery.format) == ("drill", "alertmanager")
    assert store.drills.get(drill.id).put_in("disk").alerts == (alert.id,)


def test_an_incident_of_a_drill_is_called_so_and_found_by_every_spelling(store: Store, clock: Clock) -> None:
    real = declare(store, Declaration("A real one"))
    drill = played_to_alert(store, clock)
    declared(store, drill)
    (value,) = store.incidents.of_drill(drill.id)
    code = store.station.code
    assert (real.ref, value.ref) == (f"INC-{code}-1", f"DRILL-{code}-2")
    for spelling in (value.ref, f"INC-{code}-2", f"{code}-2", "2", value.ref.lower()):
        assert store.incidents.find(spelling).id == value.id
    assert store.incidents.refs("2") == [value.ref]
    assert store.drills.get(drill.id).incidents == (value.id,)
    assert store.incidents.count(store.query("is:drill")) == 1
    assert [row.ref for row in store.incidents.page(store.query("-is:drill"), "due", 0, 9)] == [real.ref]
    assert declare(store, Declaration("Another real one")).ref == f"INC-{code}-3"


def played_to_alert(store: Store, clock: Clock):  # noqa: ANN201
    drill = play.start(store, SMALL)
    clock.pass_(10)
    play.step(store, drill.id)
    return store.drills.get(drill.id)


def test_what_is_real_and_what_is_practised_never_mix(store: Store, clock: Clock) -> None:
    hand_in(store, DISK)
    real = store.alerts.newest(DISK.fingerprint)
    drill = played_to_alert(store, clock)
    (practised,) = store.alerts.of_drill(drill.id)
    assert practised.fingerprint != real.fingerprint
    said = declaration_from(store, [practised])
    before = store.journal.count()
    with pytest.raises(UserError, match="Some of these alerts are of a drill"):
        declare_from(store, [real.id, practised.id], said)
    incident = declare(store, Declaration("A real one"))
    with pytest.raises(UserError, match="is a real incident"):
        link(store, [practised.id], incident.id)
    declared(store, drill)
    (in_drill,) = store.incidents.of_drill(drill.id)
    with pytest.raises(UserError, match="is practised in a drill"):
        link(store, [real.id], in_drill.id)
    assert store.alerts.get(real.id).incident == ""
    assert store.journal.count() > before
    assert store.incidents.get(incident.id).drill_id == ""


def test_the_timeline_tells_what_came_in_the_drill(store: Store, clock: Clock) -> None:
    drill = played(store, clock, SMALL, GOOD)
    (incident,) = store.incidents.of_drill(drill.id)
    told = [row.text for row in timeline_of(store, incident.id) if row.kind == "drill"]
    assert told == [
        'Message from Ada Moor, front desk: A call from the desk\n"Visitors come at nine."',
        "Not reachable in the drill: Ben Ott (Ben has left)\nHe is on a train.",
        "File app.log: A log",
        "Drill finished",
    ]
    assert drill.unreachable == ("Ben Ott",)
    assert store.blobs.get(drill.put_in("log").content) == b"12:00 no space left on device\n"


def test_after_its_end_a_drill_asks_for_nobody_and_takes_nothing(store: Store, clock: Clock) -> None:
    drill = played(store, clock, SMALL, GOOD)
    (incident,) = store.incidents.of_drill(drill.id)
    assert (incident.is_open, incident.dues(), incident.update_due) == (False, (), None)
    assert store.incidents.count(store.query("phase:open")) == 0
    assert {alert.status for alert in store.alerts.of_drill(drill.id)} == {"resolved"}
    assert store.alerts.worst() == (0, 0)
    assert play.step(store, drill.id) == ()
    with pytest.raises(UserError, match="is over"):
        declare(store, Declaration("Too late"), drill=drill.id)
    for act in (play.pause, play.resume, play.finish):
        with pytest.raises(UserError, match="is finished"):
            act(store, drill.id)
    assert rebuild(store).different == ()


def test_one_drill_at_a_time(store: Store) -> None:
    first = play.start(store, SMALL)
    with pytest.raises(UserError, match="is going on here"):
        play.start(store, SMALL)
    assert store.drills.running().id == first.id
    play.cancel(store, first.id, "the building is on fire")
    assert store.drills.running() is None
    second = play.start(store, SMALL)
    assert [row.id for row in store.drills.page()] == [second.id, first.id]


def test_the_facilitator_fires_holds_and_notes(store: Store, clock: Clock) -> None:
    drill = play.start(store, SMALL)
    play.hold(store, drill.id, "disk")
    clock.pass_(30)
    assert play.step(store, drill.id) == ()
    play.fire(store, drill.id, "gone")
    with pytest.raises(UserError, match="was put in already"):
        play.fire(store, drill.id, "gone")
    with pytest.raises(UserError, match="has no inject"):
        play.hold(store, drill.id, "nothing")
    play.release(store, drill.id, "disk")
    assert play.step(store, drill.id) == ("disk",)
    value = play.note(store, drill.id, "They read the alert aloud")
    assert [(one.inject, one.by_hand) for one in value.injected] == [("gone", True), ("disk", False)]
    assert (value.held, value.notes[0].text) == ((), "They read the alert aloud")
    play.answer(store, drill.id, 0, "The runbook")
    (entry,) = store.journal.of_kinds(f"drill/{drill.id}", ("drill.answered",))
    assert entry.header.by is None


def test_a_step_puts_in_as_many_as_are_wanted_in_their_order(store: Store, clock: Clock) -> None:
    drill = play.start(store, SMALL)
    clock.pass_(300)
    assert play.step(store, drill.id, most=1) == ("disk",)
    assert play.step(store, drill.id, most=1) == ("gone",)
    assert play.step(store, drill.id) == ("log",)
