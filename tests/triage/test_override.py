"""Another severity than the proposed one stays until impact or urgency changes."""

import pytest

from holdfast.domain.classification import Answer
from holdfast.domain.incident import Incident
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, assess_incident, declare
from holdfast.triage.override import former, given, kept
from holdfast.triage.scheme_store import current

SET = Answers(Answer.HIGH, Answer.UNSURE, severity_override=3, override_reason="Only the test hall")


@pytest.fixture
def incident(store: Store) -> Incident:
    return declare(store, Declaration("Badge readers time out"), SET)


def test_the_same_levels_keep_it_with_its_reason(store: Store, incident: Incident) -> None:
    after = assess_incident(store, incident.id, Answers(Answer.HIGH, Answer.HIGH))
    assert (after.severity, after.override, after.unsure) == (3, "Only the test hall", ())


@pytest.mark.parametrize(
    ("answers", "severity"),
    [
        (Answers(Answer.HIGH, Answer.MEDIUM), 2),
        (Answers(Answer.LOW, Answer.HIGH), 3),
        (Answers(Answer.HIGH, Answer.HIGH, someone_hurt=True), 1),
    ],
)
def test_other_levels_let_the_proposal_count(
    store: Store, incident: Incident, answers: Answers, severity: int
) -> None:
    after = assess_incident(store, incident.id, answers)
    assert (after.severity, after.override) == (severity, "")


def test_naming_the_proposed_severity_takes_it_back(store: Store, incident: Incident) -> None:
    after = assess_incident(store, incident.id, Answers(Answer.HIGH, Answer.HIGH, severity_override=1))
    assert (after.severity, after.override) == (1, "")


def test_naming_one_counts_whatever_was_set_before(store: Store, incident: Incident) -> None:
    said = Answers(Answer.HIGH, Answer.HIGH, severity_override=4, override_reason="A drill")
    after = assess_incident(store, incident.id, said)
    assert (after.severity, after.override) == (4, "A drill")


def test_whoever_is_no_longer_hurt_asks_nothing_again(store: Store) -> None:
    hurt = Answers(Answer.HIGH, Answer.HIGH, someone_hurt=True)
    scheme = current(store)
    before = given(3, "First aid was enough", hurt, scheme)
    said = kept(Answers(Answer.HIGH, Answer.HIGH), before, scheme)
    assert (said.severity_override, said.override_reason) == (3, "First aid was enough")


def test_it_has_lapsed_only_where_whole_answers_say_another_severity(store: Store) -> None:
    scheme = current(store)
    before = given(3, "Only the test hall", Answers(Answer.HIGH, Answer.HIGH), scheme)
    lapsed = [
        before.lapsed(answers, scheme)
        for answers in (
            Answers(Answer.HIGH, Answer.MEDIUM),
            Answers(Answer.HIGH),  # not judged yet
            Answers(Answer.HIGH, Answer.UNSURE),  # the same levels
            Answers(Answer.LOW, Answer.HIGH),  # the same severity is proposed
        )
    ]
    assert lapsed == [True, False, False, False]


def test_what_was_judged_as_proposed_sets_nothing(store: Store) -> None:
    plain = declare(store, Declaration("Disk full"), Answers(Answer.HIGH, Answer.HIGH))
    assert former(plain) is None
