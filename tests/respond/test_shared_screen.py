"""What others may see of an incident on a shared screen."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.domain.incident import Person
from holdfast.respond.incident import add_note, change
from holdfast.respond.people import assign_by_name
from holdfast.respond.shared_screen import masked, shared
from holdfast.respond.tasks import add_task
from holdfast.respond.updates import Update, send
from holdfast.runbook.run import answer, start
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.runbook.books import add_book, steps_of

HIDDEN = "(contact hidden)"


@pytest.mark.parametrize(
    "text",
    [
        "+49 30 901820",
        "+49 (0)30 / 9018-20",
        "0049 30 901820",
        "030 / 901 820",
        "(030) 901820",
        "0171-5550142",
        "+1 555 010 9999",
        "ana.brandt+duty@plant.example.org",
    ],
)
def test_ways_to_reach_somebody_are_hidden(text: str) -> None:
    assert masked(f"Told Ana ({text}), she comes") == f"Told Ana ({HIDDEN}), she comes"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23 14:03",
        "23.11.2026 14:03 UTC+1",
        "14:03:22",
        "0900-1000",
        "41 GB of WAL, 1234567 rows",
        "INC-K7-142",
        "192.168.10.20",
        "00:47:12",
        "2026-W48",
        "tape 0417",
        "0417 1",
    ],
)
def test_numbers_that_reach_nobody_stay(text: str) -> None:
    assert masked(text) == text


def test_a_contact_line_is_hidden_whole_and_one_of_three_signs_stays() -> None:
    lines = ["4711", "desk 4711 at night", "yard", "two"]
    assert masked("desk 4711 at night, then two in the yard", lines) == f"{HIDDEN}, then two in the {HIDDEN}"


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    masked(text, ["desk 4711"])


def test_only_what_is_recorded_and_nobodys_is_shown(store: Store) -> None:
    incident = declare(store, Declaration("Disk full, call +49 30 901820", "db")).id
    store.record(
        New(subject("person", store.new_id()), "person.added", {"name": "Ben", "lines": ["desk 4711"]}),
        New(
            subject("resource", store.new_id()),
            "resource.added",
            {"name": "Crane", "contact": "yard"},
        ),
        New(
            subject("incident", incident),
            "call.made",
            {"number": "555 0199", "result": "reached", "who": "Ben"},
        ),
    )
    change(store, incident, know="Ask desk 4711", plan="Free space")
    add_note(store, incident, "Ben at desk 4711 looks, reached by 555 0199, the crane by yard")
    assign_by_name(store, incident, "commander", "me")
    add_task(store, incident, "Call the fitter at desk 4711", Person("Carla Diaz"))
    send(store, incident, Update("can", "management", "First line\nSecond line"))
    store.drafts.save(subject("incident", incident), "note", "half a thought", "2026-11-23T12:00:00.000000Z")
    told = shared(store, incident)
    said = [row.text for row in told.rows]
    assert said == [
        "Status update to management: First line",
        "Commander: Ana",
        f"Ben at {HIDDEN} looks, reached by {HIDDEN}, the crane by {HIDDEN}",
        f"Declared: Disk full, call {HIDDEN}",
    ]
    assert told.incident.title == f"Disk full, call {HIDDEN}"
    assert [(task.title, task.person, task.operator) for task in told.tasks] == [
        (f"Call the fitter at {HIDDEN}", "", "")
    ]
    assert told.incident.know == f"Ask {HIDDEN}"
    assert {row.who for row in told.rows} == {""}
    assert not any(word in repr(told) for word in ("4711", "0199", "901820", "half a thought", "Carla"))


def test_what_was_typed_for_a_step_is_not_shown(store: Store, tmp_path: Path) -> None:
    incident = declare(store, Declaration("The pump stands")).id
    run = start(store, incident, add_book(store, tmp_path / "books"))
    steps = steps_of(store, run)
    answer(store, run.id, steps["which"], "pump-7.plant.example")
    answer(store, run.id, steps["leak"], "yes")
    told = repr(shared(store, incident))
    assert "pump-7" not in told
    assert "Step 1 answered: Which pump?" in told
    assert "LEAK: yes" in told


def test_the_newest_rows_stand_first_and_withdrawn_ones_nowhere(store: Store) -> None:
    incident = declare(store, Declaration("Disk full")).id
    rows = [add_note(store, incident, f"note {each}") for each in range(5)]
    add_note(store, incident, "long ago", occurred=store.now() - timedelta(days=1))
    gone = {"target": rows[4].entry, "withdrawn": [False, True]}
    store.record(New(subject("incident", incident), "note.withdrawn", gone))
    assert [row.text for row in shared(store, incident, 3).rows] == ["note 3", "note 2", "note 1"]
