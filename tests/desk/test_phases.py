"""Moving an incident on and back, and what its scheme asks for before it is closed."""

from datetime import timedelta

import pytest

from holdfast.desk.phases import missing, move, need_words
from holdfast.domain.classification import Answer
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident, Person
from holdfast.domain.phase import Phase
from holdfast.respond import phases
from holdfast.respond.criteria import add_criterion, move_criterion
from holdfast.respond.incident import change, timeline_of, waive_review
from holdfast.respond.phases import CLOSE_REASONS
from holdfast.respond.tasks import add_task, move_task
from holdfast.respond.updates import Said, Update, send
from holdfast.review.workflow import release
from holdfast.review.writing import begin, write
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, assess_incident, declare
from holdfast.triage.scheme import Need
from holdfast.triage.scheme_store import adopt
from tests.triage.conftest import OLD_SCHEMES

GRAVE, SMALL = Answers(Answer.HIGH, Answer.HIGH), Answers(Answer.LOW, Answer.LOW)


def resolved(store: Store, answers: Answers | None = GRAVE, reason: str = "Freed some space") -> Incident:
    incident = declare(store, Declaration("Disk full"), answers)
    return move(store, incident.id, Phase.RESOLVED, reason=reason)


def test_forward_by_default_now_and_at_a_time_that_was_said(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"), GRAVE)
    contained = store.now()
    value = move(store, incident.id, Phase.CONTAINED, contained)
    assert value.times["contained"] == contained
    value = move(store, incident.id, Phase.RESOLVED)
    assert value.times["resolved"] > contained
    assert value.resolution == ""


def test_the_reason_of_resolving_is_the_resolution(store: Store) -> None:
    value = resolved(store, reason=" Freed some\nspace ")
    assert value.resolution == "Freed some\nspace"
    texts = [row.text for row in timeline_of(store, value.id)]
    assert texts[-2:] == ["Resolved", "Resolution: Freed some\nspace"]
    entries = store.entries("incident", value.id)
    assert entries[-1].header.command == entries[-2].header.command


def test_an_impossible_time_is_refused_with_both_times_and_nothing_is_recorded(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"), GRAVE)
    move(store, incident.id, Phase.CONTAINED)
    before = store.journal.count()
    early = store.now() - timedelta(minutes=3)
    with pytest.raises(UserError, match=r"Resolved \d\d:\d\d is before \w+ \d\d:\d\d") as refused:
        move(store, incident.id, Phase.RESOLVED, early, "never mind")
    assert "Nothing was recorded" in refused.value.hint
    assert store.journal.count() == before
    assert store.incidents.get(incident.id).resolution == ""


def test_closing_asks_for_everything_that_is_missing_at_once(store: Store) -> None:
    incident = resolved(store, None, "")
    assert missing(store, incident) == (Need.ASSESSED, Need.RESOLUTION, Need.REVIEW)
    with pytest.raises(UserError, match=f"Missing: {'; '.join(map(need_words, missing(store, incident)))}"):
        move(store, incident.id, Phase.CLOSED)
    before = store.journal.count()
    with pytest.raises(UserError, match=r"Missing: impact and urgency; what resolved it\.") as refused:
        move(store, incident.id, Phase.CLOSED, reason="no review needed")
    assert f"incident assess {incident.ref} --impact LEVEL" in refused.value.hint
    assert f"move {incident.ref} closed --resolution TEXT --reason TEXT." in refused.value.hint
    assert "review" not in refused.value.hint
    assert store.journal.count() == before
    assert store.incidents.get(incident.id).review == ""


def test_the_resolution_can_be_given_when_closing(store: Store) -> None:
    incident = resolved(store, reason="")
    with pytest.raises(UserError, match=r"Missing: a released review") as refused:
        move(store, incident.id, Phase.CLOSED, resolution="Freed some space")
    assert "Release the review" in refused.value.hint
    assert store.incidents.get(incident.id).resolution == ""
    value = move(store, incident.id, Phase.CLOSED, reason="small", resolution="Freed some space")
    assert (value.phase, value.resolution) == (Phase.CLOSED, "Freed some space")


def test_open_tasks_and_criteria_and_the_final_update_are_asked_for(store: Store) -> None:
    incident = resolved(store)
    waive_review(store, incident.id, "small")
    person = Person("Ana")
    task = add_task(store, incident.id, "Check the replica", person)
    criterion = add_criterion(store, incident.id, "The replica has caught up").criteria[0]
    send(store, incident.id, Update("can", "All", "It goes on"))
    value = store.incidents.get(incident.id)
    assert missing(store, value) == (Need.TASKS, Need.CRITERIA, Need.FINAL_UPDATE)
    with pytest.raises(UserError, match="tasks that are still open; exit criteria that are still open") as no:
        move(store, incident.id, Phase.CLOSED)
    for call in ("task", "criterion", "update"):
        assert f"holdfast incident {call} {incident.ref}" in no.value.hint
    move_task(store, task.id, "done")
    move_criterion(store, incident.id, criterion.id, "dropped", "no replica any more")
    assert missing(store, store.incidents.get(incident.id)) == (Need.FINAL_UPDATE,)
    send(store, incident.id, Update("final", "All", "Over", Said(None, "All of it", "None")))
    assert move(store, incident.id, Phase.CLOSED).phase == Phase.CLOSED


def test_an_older_scheme_asks_for_what_it_asked_then(store: Store) -> None:
    adopt(store, OLD_SCHEMES["default-1.toml"], "as it was")
    incident = resolved(store, SMALL)
    add_criterion(store, incident.id, "The replica has caught up")
    assert missing(store, store.incidents.get(incident.id)) == ()


def test_a_resolution_goes_with_no_other_move(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"), GRAVE)
    with pytest.raises(UserError, match="Nothing was recorded"):
        move(store, incident.id, Phase.CONTAINED, resolution="Freed some space")
    assert move(store, incident.id, Phase.RESOLVED, resolution="Freed it").resolution == "Freed it"


def test_closing_with_a_released_review(store: Store) -> None:
    incident = resolved(store)
    assert missing(store, incident) == (Need.REVIEW,)
    review = begin(store, incident.id)
    write(store, review.id, "summary", "The disk was full.")
    assert missing(store, store.incidents.get(incident.id)) == (Need.REVIEW,)
    release(store, review.id, "nobody else is here")
    value = move(store, incident.id, Phase.CLOSED, reason="all done")
    assert (value.phase, value.review) == (Phase.CLOSED, "released")
    assert [row.text for row in timeline_of(store, incident.id)][-1] == "Closed: all done"


def test_closing_with_a_reason_waives_the_review_in_the_same_command(store: Store) -> None:
    incident = resolved(store)
    value = move(store, incident.id, Phase.CLOSED, reason="known and small")
    assert (value.phase, value.review) == (Phase.CLOSED, "waived")
    waived, closed = store.entries("incident", incident.id)[-2:]
    assert (waived.kind, closed.kind) == ("incident.review_waived", "incident.moved")
    assert waived.header.command == closed.header.command


def test_a_refused_closing_waives_nothing(store: Store) -> None:
    incident = resolved(store)
    with pytest.raises(UserError, match=r"Closed .* is before declared"):
        move(store, incident.id, Phase.CLOSED, store.now() - timedelta(hours=1), "small")
    assert store.incidents.get(incident.id).review == ""


def test_where_no_review_is_due_none_is_asked_for(store: Store) -> None:
    incident = resolved(store, SMALL)
    assert missing(store, incident) == ()
    value = move(store, incident.id, Phase.CLOSED, reason="done")
    assert (value.phase, value.review) == (Phase.CLOSED, "")


def test_what_was_waived_counts_and_what_is_judged_graver_is_asked_again(store: Store) -> None:
    incident = resolved(store)
    waive_review(store, incident.id, "drill")
    assert missing(store, store.incidents.get(incident.id)) == ()
    small = resolved(store, SMALL)
    assess_incident(store, small.id, GRAVE)
    assert missing(store, store.incidents.get(small.id)) == (Need.REVIEW,)


def test_only_what_is_resolved_can_be_closed(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"), GRAVE)
    with pytest.raises(UserError, match="is triaged and cannot become closed"):
        move(store, incident.id, Phase.CLOSED, reason="small")
    assert store.incidents.get(incident.id).review == ""


def test_reopening_says_why_and_takes_the_later_times_back(store: Store) -> None:
    incident = resolved(store)
    move(store, incident.id, Phase.CLOSED, reason="small")
    with pytest.raises(UserError, match="needs a reason"):
        move(store, incident.id, Phase.CONTAINED)
    value = move(store, incident.id, Phase.CONTAINED, reason="it came back")
    assert (value.phase, value.review, value.is_open) == (Phase.CONTAINED, "", True)
    assert {"resolved", "closed"} & value.times.keys() == set()
    assert [row.text for row in timeline_of(store, incident.id)][-1] == "Back to contained: it came back"
    with pytest.raises(UserError, match=r"Resolved .* is before (reopened|contained)"):
        move(store, incident.id, Phase.RESOLVED, incident.times["resolved"])
    assert move(store, incident.id, Phase.RESOLVED).phase == Phase.RESOLVED


def test_going_back_from_closed_to_resolved_keeps_what_resolved_it(store: Store) -> None:
    incident = resolved(store)
    move(store, incident.id, Phase.CLOSED, reason="small")
    value = move(store, incident.id, Phase.RESOLVED, reason="closed by mistake")
    assert (value.phase, value.resolution) == (Phase.RESOLVED, "Freed some space")
    assert value.times["resolved"] == incident.times["resolved"]
    assert [row.text for row in timeline_of(store, incident.id)][-1] == "Back to resolved: closed by mistake"


def test_dismissing_needs_a_reason_and_can_be_taken_back(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    with pytest.raises(UserError, match="needs a reason"):
        move(store, incident.id, Phase.DISMISSED, reason=" \n")
    value = move(store, incident.id, Phase.DISMISSED, reason="a test")
    assert (value.phase, value.is_open, value.due()) == (Phase.DISMISSED, False, None)
    with pytest.raises(UserError, match="no impact and urgency"):
        move(store, incident.id, Phase.TRIAGED, reason="no test")
    back = move(store, incident.id, Phase.DECLARED, reason="no test")
    assert (back.phase, back.is_open, back.times["declared"]) == (
        Phase.DECLARED,
        True,
        incident.times["declared"],
    )
    assert assess_incident(store, incident.id, GRAVE).phase == Phase.TRIAGED


@pytest.mark.parametrize("code", CLOSE_REASONS)
def test_a_reason_of_the_fields_own_is_enough_but_for_other(store: Store, code: str) -> None:
    incident = declare(store, Declaration("Disk full"))
    if code == "other":
        with pytest.raises(UserError, match="needs a reason"):
            phases.move(store, incident.id, Phase.DISMISSED, close_reason=code)
    value = phases.move(store, incident.id, Phase.DISMISSED, reason="nothing", close_reason=code)
    assert value.close_reason == code
    back = move(store, incident.id, Phase.DECLARED, reason="it was one")
    assert back.close_reason == ""


@pytest.mark.parametrize(("to", "code"), [(Phase.CONTAINED, "test"), (Phase.DISMISSED, "boring")])
def test_a_close_reason_goes_with_dismissing_alone(store: Store, to: Phase, code: str) -> None:
    incident = declare(store, Declaration("Disk full"))
    with pytest.raises(UserError, match=f"{code} is no reason"):
        phases.move(store, incident.id, to, reason="x", close_reason=code)


def test_a_dismissed_incident_that_was_judged_goes_back_to_triaged(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"), GRAVE)
    move(store, incident.id, Phase.DISMISSED, reason="a test")
    back = move(store, incident.id, Phase.TRIAGED, reason="no test")
    assert (back.phase, back.times["triaged"]) == (Phase.TRIAGED, incident.times["triaged"])


def test_a_resolution_that_was_written_before_stays_where_none_is_given(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"), GRAVE)
    change(store, incident.id, resolution="Freed some space")
    assert move(store, incident.id, Phase.RESOLVED).resolution == "Freed some space"
