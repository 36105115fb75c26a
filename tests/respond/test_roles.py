"""When one commander leads more people than one can."""

from holdfast.desk.phases import move
from holdfast.domain.incident import Person
from holdfast.domain.phase import Phase
from holdfast.respond.people import assign_by_name
from holdfast.respond.roles import span_hint
from holdfast.respond.tasks import add_task
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare


def test_the_eighth_whom_one_commander_leads_is_one_too_many_while_it_is_open(store: Store) -> None:
    incident = declare(store, Declaration("Disk full")).id
    assign_by_name(store, incident, "commander", "me")
    for name in "BCDEFGH":
        add_task(store, incident, "Look", Person(name))
    assert span_hint(store, store.incidents.get(incident)) == ""
    add_task(store, incident, "Look", Person("I"))
    assert "8 people" in span_hint(store, store.incidents.get(incident))
    move(store, incident, Phase.RESOLVED, reason="Logs deleted")
    assert span_hint(store, store.incidents.get(incident)) == ""
