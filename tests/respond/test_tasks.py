"""Tasks: one named person, a time, and what became of it."""

from datetime import timedelta

import pytest

from holdfast.desk.roles import assign_role
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident, Person
from holdfast.domain.phase import Phase
from holdfast.domain.task import STATES
from holdfast.domain.timeforms import span_seconds
from holdfast.respond.incident import add_note, timeline_of
from holdfast.respond.people import person_named
from holdfast.respond.phases import move
from holdfast.respond.tasks import NEXT, add_task, change_task, find_task, move_task, state_name
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.store.conftest import Hands

BEN = Person("Ben")


@pytest.fixture
def incident(store: Store) -> Incident:
    return declare(store, Declaration("Disk full", "db"))


def told(store: Store, incident: Incident) -> list[str]:
    return [row.text for row in timeline_of(store, incident.id) if row.kind == "task"]


def test_a_task_is_given_taken_up_and_done(store: Store, incident: Incident, hands: Hands) -> None:
    task = add_task(store, incident.id, " Move  the tape ", BEN, 1200)
    assert (task.title, task.person, task.operator, task.state) == ("Move the tape", "Ben", "", "open")
    assert task.due == task.given + timedelta(minutes=20) if task.given else None
    assert store.incidents.get(incident.id).open_tasks == (task.id,)
    hands.at += timedelta(minutes=1)
    assert move_task(store, task.id, "acknowledged").is_open
    done = move_task(store, task.id, "done")
    assert (done.state, done.due, done.conflicts) == ("done", None, ())
    assert store.incidents.get(incident.id).open_tasks == ()
    assert told(store, incident) == [
        "Task: Move the tape, for Ben, within 20 min",
        "Task acknowledged: Move the tape",
        "Task done: Move the tape",
    ]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("to", STATES)
def test_a_task_goes_only_where_the_table_says(store: Store, incident: Incident, state: str, to: str) -> None:
    task = add_task(store, incident.id, "Look", BEN)
    move_task(store, task.id, state, "why")
    before = store.journal.count()
    if to in NEXT[state]:
        assert move_task(store, task.id, to, "why").state == to
    elif to == state:
        assert move_task(store, task.id, to, "why").state == to
        assert store.journal.count() == before
    else:
        with pytest.raises(UserError, match="opened again first"):
            move_task(store, task.id, to, "why")
        assert store.journal.count() == before


def test_what_is_no_task_is_refused_in_words(store: Store, incident: Incident) -> None:
    for title, person, within, words in (
        ("  ", BEN, None, "The task is empty"),
        ("Look", Person(" "), None, "one person by name"),
        ("Look", BEN, 0, "no time box"),
        ("Look", BEN, 10**10, "no time box"),
    ):
        with pytest.raises(UserError, match=words):
            add_task(store, incident.id, title, person, within)
    task = add_task(store, incident.id, "Look", BEN)
    with pytest.raises(UserError, match="needs a reason"):
        move_task(store, task.id, "dropped", " ")
    with pytest.raises(UserError, match="open, acknowledged, done or dropped"):
        move_task(store, task.id, "late")
    with pytest.raises(UserError, match="There is no task"):
        move_task(store, "nothing", "done")
    assert len(told(store, incident)) == 1


def test_an_incident_that_is_over_takes_no_tasks(store: Store, incident: Incident) -> None:
    task = add_task(store, incident.id, "Look", BEN)
    move_task(store, task.id, "done")
    move(store, incident.id, Phase.DISMISSED, reason="a test")
    with pytest.raises(UserError, match="takes no tasks"):
        add_task(store, incident.id, "Look again", BEN)
    with pytest.raises(UserError, match="takes no tasks"):
        move_task(store, task.id, "open")


def test_a_task_comes_from_an_entry_of_its_own_incident(store: Store, incident: Incident) -> None:
    row = add_note(store, incident.id, "The log grows")
    assert add_task(store, incident.id, "Stop it", BEN, source=row.entry).source == row.entry
    other = declare(store, Declaration("Mail is slow"))
    for source in (row.entry, "0" * 64):
        with pytest.raises(UserError, match="not on this incident"):
            add_task(store, other.id, "Stop it", BEN, source=source)


def test_only_what_is_another_is_recorded_as_a_change(store: Store, incident: Incident) -> None:
    task = add_task(store, incident.id, "Look", BEN, 60)
    before = store.journal.count()
    assert change_task(store, task.id, title="Look", person=BEN, within=60) == task
    assert store.journal.count() == before
    ana = person_named(store, "me")
    after = change_task(store, task.id, title="Look at it", person=ana, within=120)
    assert (after.title, after.person, after.operator, after.within) == (
        "Look at it", "Ana", ana.operator, 120,
    )  # fmt: skip
    assert change_task(store, task.id, unbounded=True).within is None
    assert change_task(store, task.id, person=BEN).operator == ""
    assert store.tasks.get(task.id).conflicts == ()


def test_a_task_is_found_by_its_number_or_its_id(store: Store, incident: Incident) -> None:
    one, two = add_task(store, incident.id, "One", BEN), add_task(store, incident.id, "Two", BEN)
    assert find_task(store, incident.id, "2") == two
    assert find_task(store, incident.id, one.id) == one
    for which in ("0", "3", "", "x", "9" * 400):
        with pytest.raises(UserError, match="There is no task"):
            find_task(store, incident.id, which)


def test_a_slip_of_a_number_is_no_beginning_of_an_id(store: Store, incident: Incident) -> None:
    only = add_task(store, incident.id, "One", BEN)
    for which in ("0", only.id[:3], only.id[:5]):
        with pytest.raises(UserError, match="There is no task"):
            find_task(store, incident.id, which)
    assert find_task(store, incident.id, only.id[:6]) == only


def test_me_is_who_is_at_the_keyboard(store: Store) -> None:
    assert store.by is not None
    assert person_named(store, " ME ") == Person("Ana", store.by.operator)
    assert person_named(store, "ana") == Person("Ana", store.by.operator)
    assert person_named(store, "Cem") == Person("Cem")


def test_a_role_that_nobody_knows_is_refused(store: Store, incident: Incident) -> None:
    assert assign_role(store, incident.id, "Scribe", "Cem").roles["scribe"] == Person("Cem")
    assert "scribe" not in assign_role(store, incident.id, "scribe", "").roles
    with pytest.raises(UserError, match="There is no role pilot"):
        assign_role(store, incident.id, "pilot", "Cem")


def test_every_state_has_a_name() -> None:
    assert [state_name(state) for state in STATES] == ["open", "acknowledged", "done", "dropped"]


def test_a_task_is_the_subject_of_its_entries(store: Store, incident: Incident) -> None:
    task = add_task(store, incident.id, "Look", BEN)
    (entry,) = store.entries("task", task.id)
    assert entry.header.about == (subject("incident", incident.id),)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("20m", 1200),
        ("1h30m", 5400),
        ("1 h 30 min", 5400),
        ("2d", 172_800),
        ("90 s", 90),
        ("1 hour and 5 minutes", 3900),
        ("2 Stunden", 7200),
    ],
)
def test_a_length_of_time_is_read(text: str, seconds: int) -> None:
    assert span_seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "20", "m", "0m", "-20m", "14:03", "1h 30", "99999w", "x" * 400, "1m1h"])
def test_a_length_that_is_none_is_never_guessed(text: str) -> None:
    with pytest.raises(UserError, match="not a length of time"):
        span_seconds(text)
