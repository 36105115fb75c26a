"""Following a runbook on an incident: what came of each step stands on the timeline."""

from datetime import timedelta
from pathlib import Path

import pytest

from holdfast.domain.document import Step
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.run import Run
from holdfast.respond.incident import timeline_of
from holdfast.runbook.library import document_of, import_folder
from holdfast.runbook.run import finish, mark, start
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare

TEXT = "# Disk full\n\n## Mitigation\n\n1. Look with `df`\n2. Free some space\n3. Look again\n"


@pytest.fixture
def books(store: Store, tmp_path: Path) -> Path:
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "disk.md").write_text(TEXT)
    import_folder(store, folder)
    return folder


@pytest.fixture
def incident(store: Store) -> Incident:
    return declare(store, Declaration("Disk full"))


@pytest.fixture
def run(store: Store, incident: Incident, books: Path) -> Run:
    return start(store, incident.id, store.runbooks.page()[0].id)


def steps(store: Store, run: Run) -> tuple[Step, ...]:
    return document_of(store, run.version, run.title).steps


def told(store: Store, run: Run) -> list[str]:
    return [row.text for row in timeline_of(store, run.incident) if row.kind == "runbook"]


def test_a_run_keeps_the_version_that_was_there(
    store: Store, books: Path, incident: Incident, run: Run
) -> None:
    assert (run.title, run.steps, run.state, run.incident, run.settled) == (
        "Disk full",
        3,
        "running",
        incident.id,
        0,
    )
    assert store.incidents.get(incident.id).runs == (run.id,)
    assert store.runbooks.get(run.runbook).used == 1
    assert told(store, run) == ["Runbook started: Disk full"]
    (books / "disk.md").write_text("# Disk is full\n\n1. Something else\n")
    import_folder(store, books)
    assert [step.plain for step in steps(store, store.runbooks.run(run.id))] == [
        "Look with df", "Free some space", "Look again",
    ]  # fmt: skip
    other = start(store, incident.id, run.runbook)
    assert (other.title, other.steps) == ("Disk is full", 1)
    assert [one.id for one in store.runbooks.runs_of(incident.id)] == [run.id, other.id]


def test_every_state_of_a_step_is_told(store: Store, run: Run) -> None:
    first, second, third = steps(store, run)
    mark(store, run.id, first, "done", " 97 % \n")
    mark(store, run.id, second, "failed", "no rights")
    mark(store, run.id, second, "open")
    mark(store, run.id, second, "done")
    after = mark(store, run.id, third, "skipped", "seen already")
    assert {key: value.state for key, value in after.marks.items()} == {
        first.id: "done", second.id: "done", third.id: "skipped",
    }  # fmt: skip
    assert (after.settled, after.conflicts, after.marks[first.id].by) == (3, (), store.by.operator)
    assert told(store, run)[1:] == [
        "Step 1 done: Look with df (97 %)",
        "Step 2 failed: Free some space (no rights)",
        "Step 2 open again: Free some space",
        "Step 2 done: Free some space",
        "Step 3 skipped: Look again (seen already)",
    ]
    assert store.search.find("rights")[0].subject == f"incident/{run.incident}"


@pytest.mark.parametrize("state", ["skipped", "failed"])
@pytest.mark.parametrize("remark", ["", " \n", "\0"])
def test_leaving_a_step_out_needs_a_remark(store: Store, run: Run, state: str, remark: str) -> None:
    with pytest.raises(UserError, match="The remark is empty"):
        mark(store, run.id, steps(store, run)[0], state, remark)
    assert store.runbooks.run(run.id) == run


def test_a_step_may_be_said_to_be_done_earlier_but_not_later(store: Store, run: Run) -> None:
    step = steps(store, run)[0]
    earlier = store.now() - timedelta(minutes=20)
    assert mark(store, run.id, step, "done", occurred=earlier).marks[step.id].at == earlier
    with pytest.raises(UserError, match="has not come yet"):
        mark(store, run.id, step, "open", occurred=store.now() + timedelta(hours=1))


def test_a_finished_run_stands(store: Store, run: Run) -> None:
    first, second, _third = steps(store, run)
    mark(store, run.id, first, "done")
    after = finish(store, run.id, " not the cause ")
    assert (after.state, after.settled) == ("finished", 1)
    assert told(store, run)[-1] == "Runbook finished: not the cause"
    before = store.journal.count()
    assert finish(store, run.id) == after
    assert store.journal.count() == before
    with pytest.raises(UserError, match="This run of Disk full is finished") as refused:
        mark(store, run.id, second, "done")
    assert refused.value.hint == "Start the runbook again."
    again = start(store, run.incident, run.runbook)
    assert (again.id != run.id, again.marks, store.runbooks.get(run.runbook).used) == (True, {}, 2)


def test_what_is_not_there_is_said_so(store: Store, incident: Incident, run: Run) -> None:
    step = steps(store, run)[0]
    for attempt, words in (
        (lambda: start(store, "nothing", run.runbook), "There is no incident"),
        (lambda: start(store, incident.id, "nothing"), "There is no runbook"),
        (lambda: mark(store, "nothing", step, "done"), "There is no run"),
        (lambda: finish(store, "nothing"), "There is no run"),
        (lambda: mark(store, run.id, step, "done", "x" * 200_001), "The remark has"),
    ):
        with pytest.raises(UserError, match=words):
            attempt()
    assert store.runbooks.run(run.id) == run


def test_a_step_of_many_words_is_told_in_one_line(store: Store, tmp_path: Path, incident: Incident) -> None:
    (tmp_path / "long").mkdir()
    (tmp_path / "long" / "a.md").write_text("# Long\n\n## Mitigation\n\n1. " + "word " * 200 + "\n")
    import_folder(store, tmp_path / "long")
    run = start(store, incident.id, store.runbooks.page()[0].id)
    mark(store, run.id, steps(store, run)[0], "done")
    assert len(told(store, run)[-1]) < 330
