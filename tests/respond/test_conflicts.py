"""Two changes that did not know of each other are both told, until the same is said anew."""

from datetime import UTC

import pytest

from holdfast.domain.classification import Answer
from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.respond.conflicts import met_text, standing
from holdfast.respond.incident import assign, change
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, assess_incident, declare, last_assessment

UNKNOWN = "ab" * 32


@pytest.fixture
def incident(store: Store) -> Incident:
    return declare(store, Declaration("Disk full", "db"), Answers(Answer.HIGH, Answer.HIGH))


def blindly(store: Store, incident: Incident, kind: str, **body: object) -> Incident:
    """What a station records that knows nothing of the others."""
    store.record(New(subject("incident", incident.id), kind, body))
    return store.incidents.get(incident.id)


def told(store: Store, incident: Incident) -> list[str]:
    return [met_text(met, UTC) for met in standing(store, store.incidents.get(incident.id))]


def test_changes_that_know_of_each_other_meet_nothing(store: Store, incident: Incident) -> None:
    change(store, incident.id, service="db-core")
    assert told(store, incident) == []


def test_both_changes_are_told_and_which_stands(store: Store, incident: Incident) -> None:
    change(store, incident.id, service="db-core")
    blindly(store, incident, "incident.changed", service=[incident.wrote["service"], "db-replica"])
    (said,) = told(store, incident)
    assert said == (
        "Two changes of the service met: Service: db-core (Ana, 12:00), and Service: db-replica (Ana, 12:00)."
        " The later one stands."
    )


def test_what_was_declared_is_told_by_what_the_change_is_about(store: Store, incident: Incident) -> None:
    blindly(store, incident, "incident.changed", service=[UNKNOWN, "db-replica"])
    (said,) = told(store, incident)
    assert said.startswith("Two changes of the service met: db (Ana, 12:00), and Service: db-replica")


def test_saying_it_anew_settles_it(store: Store, incident: Incident) -> None:
    blindly(store, incident, "incident.changed", service=[UNKNOWN, "db-replica"])
    change(store, incident.id, title="Disk is full")
    assert len(told(store, incident)) == 1
    change(store, incident.id, service="db-core")
    assert told(store, incident) == []


def test_an_assessment_meets_another_once(store: Store, incident: Incident) -> None:
    body = {
        member: ["low" if member in ("impact", "urgency") else 5, to]
        for member, to in (("impact", "high"), ("urgency", "medium"), ("priority", 2), ("severity", 2))
    }
    last = last_assessment(store, incident.id)
    assert last is not None
    blindly(store, incident, "incident.assessed", **body, scheme=last.body["scheme"])
    (said,) = told(store, incident)
    assert said.startswith("Two changes of the assessment met: High impact, high urgency: priority 1")
    assess_incident(store, incident.id, Answers(Answer.HIGH, Answer.LOW))
    assert told(store, incident) == []


def test_a_role_is_its_own(store: Store, incident: Incident) -> None:
    assign(store, incident.id, "scribe", "Cem Kaya")
    blindly(store, incident, "incident.assigned", role="commander", person=[UNKNOWN, "Ben Ott"])
    assign(store, incident.id, "scribe", "Dora Lind")
    assert told(store, incident) == [
        "A change of the role met another: Commander: Ben Ott (Ana, 12:00). It stands."
    ]


def test_a_second_declaration_leaves_the_first(store: Store, incident: Incident) -> None:
    ref = {"code": store.station.code, "number": 1}
    blindly(store, incident, "incident.declared", title="Disk nearly full", ref=ref)
    (said,) = told(store, incident)
    assert said.endswith("and Declared: Disk nearly full (Ana, 12:00). The first one stands.")


def test_a_time_is_its_own(store: Store, incident: Incident) -> None:
    at = ["2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z"]
    blindly(store, incident, "incident.time_corrected", time="detected", at=at, reason="By the log")
    (said,) = told(store, incident)
    assert said.startswith("A change of the time of detected met another: Time of detected corrected")
