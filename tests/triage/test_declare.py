"""Declaring: a title is enough, times make sense, nothing is declared twice; assessing is by the scheme."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from holdfast.domain.classification import Answer, Level
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Due, Targets
from holdfast.domain.phase import Phase
from holdfast.respond.incident import timeline_of
from holdfast.respond.phases import move
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, assess_incident, declare
from holdfast.triage.scheme_file import default_text
from holdfast.triage.scheme_store import current, scheme_of
from tests.store.conftest import Hands

HIGH = Answers(Answer.HIGH, Answer.HIGH)


def ago(store: Store, minutes: int) -> datetime:
    return store.now() - timedelta(minutes=minutes)


def test_a_title_is_enough(store: Store) -> None:
    incident = declare(store, Declaration("  Disk\tfull "))
    assert (incident.title, incident.service, incident.noticed) == ("Disk full", "", "")
    assert (incident.phase, incident.assessed, incident.severity) == (Phase.DECLARED, False, None)
    declared = incident.times["declared"]
    assert incident.times == {"declared": declared}
    assert incident.due() == Due("assess", declared + timedelta(seconds=current(store).assess_within_s))
    assert incident.ref == f"INC-{store.station.code}-1"


def test_everything_that_is_known_is_kept(store: Store) -> None:
    times = {"started": ago(store, 30), "detected": ago(store, 20), "occurred": ago(store, 9)}
    incident = declare(store, Declaration("Disk full", " db-core\n", "alert", **times))
    assert (incident.service, incident.noticed) == ("db-core", "alert")
    assert incident.times == {
        "started": times["started"], "detected": times["detected"], "declared": times["occurred"],
    }  # fmt: skip
    (row,) = timeline_of(store, incident.id)
    assert (row.text, row.late) == ("Declared: Disk full", False)


def test_answers_make_it_triaged_at_once_and_in_one_command(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"), HIGH)
    assert (incident.phase, incident.impact, incident.urgency) == (Phase.TRIAGED, Level.HIGH, Level.HIGH)
    assert (incident.priority, incident.severity, incident.targets) == (1, 1, Targets(0, 3600, 3 * 86400))
    commands = {entry.header.command for entry in store.entries("incident", incident.id)}
    assert len(commands) == 1


@pytest.mark.parametrize("answers", [Answers(), Answers(impact=Answer.HIGH), Answers(urgency=Answer.LOW)])
def test_half_an_answer_declares_without_judging(store: Store, answers: Answers) -> None:
    assert declare(store, Declaration("Disk full"), answers).phase == Phase.DECLARED


@pytest.mark.parametrize("title", ["", "  \n\t ", "\0\x07", "\u202e"])
def test_an_empty_title_is_asked_for(store: Store, title: str) -> None:
    before = store.journal.count()
    with pytest.raises(UserError, match="The title is empty"):
        declare(store, Declaration(title))
    assert store.journal.count() == before


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Declaration("x" * 10_000), "The title has 10000 characters; 300 fit"),
        (Declaration("x", service="y" * 301), "The service has 301 characters"),
        (Declaration("x", noticed="y" * 301), "Noticed by has 301 characters"),
        (Declaration("half a pair \ud800"), "bytes that are not text"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(store: Store, said: Declaration, words: str) -> None:
    with pytest.raises(UserError, match=words):
        declare(store, said)
    assert store.incidents.count(store.query("")) == 0


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        ({"started": -5}, "has not come yet"),
        ({"detected": -5}, "has not come yet"),
        ({"occurred": -5}, "has not come yet"),
        ({"started": 5, "detected": 10}, r"is (before|after)"),
        ({"detected": 5, "occurred": 10}, r"is (before|after)"),
        ({"started": 5, "occurred": 10}, r"is (before|after)"),
    ],
)
def test_times_that_cannot_be_are_refused(store: Store, minutes: dict[str, int], words: str) -> None:
    times = {name: ago(store, before) for name, before in minutes.items()}
    with pytest.raises(UserError, match=words):
        declare(store, Declaration("Disk full", **times))
    assert store.incidents.count(store.query("")) == 0


def test_a_declaration_that_is_sent_twice_is_recorded_once(
    store: Store, open_here: Callable[..., Store]
) -> None:
    ident = store.new_id()
    incident = declare(store, Declaration("Disk full"), ident=ident)
    beside = open_here()
    beside.by = store.by
    before = store.journal.count()
    for one in (store, beside):
        with pytest.raises(UserError, match=f"declared already: {incident.ref}. Nothing was recorded twice"):
            declare(one, Declaration("Disk full"), HIGH, ident)
    assert store.journal.count() == before
    assert store.incidents.get(ident) == incident


def test_assessing_again_changes_only_what_is_judged(store: Store) -> None:
    first = declare(store, Declaration("Disk full"), Answers(Answer.UNSURE, Answer.LOW, someone_hurt=True))
    assert (first.impact, first.unsure, first.hurt) == (Level.HIGH, ("impact",), True)
    assert first.due().what in ("respond", "assess", "update")
    after = assess_incident(store, first.id, Answers(Answer.LOW, Answer.LOW))
    assert (after.impact, after.priority, after.severity, after.unsure, after.hurt) == (
        Level.LOW,
        5,
        5,
        (),
        False,
    )
    assert after.assess_by is None
    assert (after.phase, after.times, after.conflicts) == (Phase.TRIAGED, first.times, ())
    assert len([row for row in timeline_of(store, first.id) if row.kind == "assessment"]) == 2


def test_not_sure_is_asked_again_in_a_quarter_of_an_hour(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"), Answers(Answer.LOW, Answer.UNSURE))
    assert (incident.urgency, incident.unsure) == (Level.HIGH, ("urgency",))
    assessed = store.entries("incident", incident.id)[1].at
    assert incident.assess_by == datetime.fromisoformat(assessed) + timedelta(minutes=15)


def test_another_severity_needs_a_reason_and_stays_until_it_is_judged_again(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"), Answers(Answer.LOW, Answer.LOW))
    with pytest.raises(UserError, match="needs a reason"):
        assess_incident(store, incident.id, Answers(Answer.LOW, Answer.LOW, severity_override=2))
    over = Answers(Answer.LOW, Answer.LOW, severity_override=2, override_reason=" The director is here ")
    after = assess_incident(store, incident.id, over)
    assert (after.priority, after.severity, after.override) == (5, 2, "The director is here")
    assert after.targets.review == current(store).severity(2).review_s
    again = assess_incident(store, incident.id, Answers(Answer.MEDIUM, Answer.LOW))
    assert (again.severity, again.override) == (4, "")


@pytest.mark.parametrize("answers", [Answers(), Answers(impact=Answer.HIGH), Answers(someone_hurt=True)])
def test_both_questions_are_needed_for_a_priority(store: Store, answers: Answers) -> None:
    incident = declare(store, Declaration("Disk full"))
    with pytest.raises(UserError, match="Impact and urgency are both needed"):
        assess_incident(store, incident.id, answers)
    assert store.incidents.get(incident.id) == incident


def test_assessing_what_is_contained_or_closed_moves_nothing(store: Store) -> None:
    from holdfast.desk.phases import move

    incident = declare(store, Declaration("Disk full"))
    move(store, incident.id, Phase.CONTAINED)
    after = assess_incident(store, incident.id, HIGH)
    assert (after.phase, after.assessed, "triaged" in after.times) == (Phase.CONTAINED, True, False)


def test_the_scheme_is_kept_as_it_was_when_it_was_used(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"), HIGH)
    assert store.blobs.get(incident.scheme) == default_text().encode()
    assert scheme_of(store, incident) == current(store)
    assert store.database.one("SELECT count(*) FROM blob") == 1
    with store.command():
        other = store.blobs.put(
            default_text().replace("[assess", "[assess").replace('"15m"', '"20m"').encode()
        )
        body = store.entries("incident", incident.id)[1].body | {"scheme": other}
        from holdfast.domain.entry import New
        from holdfast.domain.ids import subject

        store.record(New(subject("incident", incident.id), "incident.assessed", body))
    assert scheme_of(store, store.incidents.get(incident.id)).assess_within_s == 20 * 60


def test_a_clock_that_went_back_puts_nothing_before_the_declaration(store: Store, hands: Hands) -> None:
    hands.at = hands.at.replace(year=2031)
    incident = declare(store, Declaration("Disk full"))
    hands.at = hands.at.replace(year=2026)
    after = assess_incident(store, incident.id, HIGH)
    assert after.phase == Phase.TRIAGED
    assert after.times["triaged"] == after.times["declared"] == incident.times["declared"]


def test_nobody_is_assessed_who_is_not_there(store: Store) -> None:
    with pytest.raises(UserError, match="There is no incident"):
        assess_incident(store, store.new_id(), HIGH)


def test_what_is_over_is_not_judged_again(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"), Answers(Answer.LOW, Answer.LOW))
    move(store, incident.id, Phase.DISMISSED, reason="a test alarm")
    with pytest.raises(UserError, match=r"is dismissed. Nothing was recorded.* Reopen it first"):
        assess_incident(store, incident.id, Answers(Answer.HIGH, Answer.HIGH))
    assert store.incidents.get(incident.id).severity == 5
