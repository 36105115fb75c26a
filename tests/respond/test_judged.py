"""Each assessment with what had been recorded here by then, and nothing that came later."""

from holdfast.desk.operators import sign_in
from holdfast.domain.classification import Answer
from holdfast.respond.incident import add_note, change
from holdfast.respond.judged import judged
from holdfast.respond.known_at import KnownAt
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, assess_incident, declare


def test_each_assessment_has_what_was_chosen_what_the_matrix_said_and_what_was_known(store: Store) -> None:
    sign_in(store, "Ana")
    incident = declare(store, Declaration("Disk full"), Answers(Answer.LOW, Answer.LOW))
    add_note(store, incident.id, "Orders are refused")
    change(store, incident.id, know="The log volume is full.")
    again = Answers(Answer.HIGH, Answer.UNSURE, severity_override=2, override_reason="One site only")
    assess_incident(store, incident.id, again)
    add_note(store, incident.id, "It was the slot")
    first, second = judged(store, incident.id)
    assert first.chosen.startswith("Low impact, low urgency, SEV")
    assert [row.text for row in first.rows] == ["Declared: Disk full"]
    assert first.facts == ()
    assert second.chosen == "High impact, high urgency, SEV2 Major"
    assert second.matrix.startswith("priority 1, SEV1 Critical; somebody was not sure")
    assert (second.reason, second.who) == ("One site only", "Ana")
    assert second.facts == (("Know", "The log volume is full."),)
    assert "Orders are refused" in [row.text for row in second.rows]
    assert "It was the slot" not in [row.text for row in second.rows]
    then = KnownAt(store, incident.id).at_arrival(second.arrival)
    assert then.incident.severity == 2
