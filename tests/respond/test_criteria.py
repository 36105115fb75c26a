"""Exit criteria: added, met, dropped with a reason, opened again; never half, never twice."""

import pytest

from holdfast.desk.phases import move
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase
from holdfast.respond.criteria import add_criterion, find_criterion, move_criterion
from holdfast.respond.incident import timeline_of
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare


@pytest.fixture
def incident(store: Store) -> Incident:
    made = declare(store, Declaration("Disk full"))
    add_criterion(store, made.id, "  The replica\nhas caught up ")
    return add_criterion(store, made.id, "The alarm is quiet for an hour")


def states(incident: Incident) -> list[tuple[str, str]]:
    return [(each.text, each.state) for each in incident.criteria]


def test_criteria_are_met_dropped_and_opened_again(store: Store, incident: Incident) -> None:
    first, second = incident.criteria
    assert states(incident)[0] == ("The replica has caught up", "open")
    move_criterion(store, incident.id, first.id, "met")
    after = move_criterion(store, incident.id, second.id, "dropped", " The alarm was\nreplaced ")
    assert [state for _text, state in states(after)] == ["met", "dropped"]
    again = move_criterion(store, incident.id, first.id, "open")
    assert ([state for _text, state in states(again)], again.conflicts) == (["open", "dropped"], ())
    told = [row.text for row in timeline_of(store, incident.id)]
    assert "Exit criterion met: The replica has caught up" in told
    assert "Exit criterion dropped: The alarm is quiet for an hour (The alarm was replaced)" in told


@pytest.mark.parametrize("reason", ["", " \n"])
def test_dropping_needs_a_reason(store: Store, incident: Incident, reason: str) -> None:
    before = store.journal.count()
    with pytest.raises(UserError, match="The reason is empty"):
        move_criterion(store, incident.id, incident.criteria[0].id, "dropped", reason)
    assert store.journal.count() == before


def test_what_is_there_already_is_not_recorded_twice(store: Store, incident: Incident) -> None:
    first = incident.criteria[0]
    move_criterion(store, incident.id, first.id, "met")
    before = store.journal.count()
    with pytest.raises(UserError, match="is met already"):
        move_criterion(store, incident.id, first.id, "met")
    with pytest.raises(UserError, match="is there already"):
        add_criterion(store, incident.id, first.text)
    with pytest.raises(UserError, match="The criterion is empty"):
        add_criterion(store, incident.id, " ")
    assert store.journal.count() == before
    move_criterion(store, incident.id, incident.criteria[1].id, "dropped", "replaced")
    assert len(add_criterion(store, incident.id, incident.criteria[1].text).criteria) == 3


def test_a_criterion_is_found_by_its_number_or_the_start_of_its_id(incident: Incident) -> None:
    first, second = incident.criteria
    assert find_criterion(incident, "1") == first
    assert find_criterion(incident, second.id) == find_criterion(incident, second.id[:8]) == second
    for named in ("0", "3", "", "x", "abcdef0", "99999"):
        with pytest.raises(UserError, match="has no such exit criterion"):
            find_criterion(incident, named)


def test_the_criteria_of_an_incident_that_is_over_with_stay(store: Store, incident: Incident) -> None:
    move(store, incident.id, Phase.DISMISSED, reason="a test")
    with pytest.raises(UserError, match="its criteria stay as they are"):
        add_criterion(store, incident.id, "One more")
    with pytest.raises(UserError, match="its criteria stay as they are"):
        move_criterion(store, incident.id, incident.criteria[0].id, "met")


def test_an_id_of_another_incident_is_unknown(store: Store, incident: Incident) -> None:
    other = declare(store, Declaration("Printer"))
    with pytest.raises(UserError, match="has no such exit criterion"):
        move_criterion(store, other.id, incident.criteria[0].id, "met")
