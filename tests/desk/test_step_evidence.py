"""What was pasted or added at a step is the incident's evidence and the step's."""

from pathlib import Path

import pytest

from holdfast.desk.step_evidence import add_files, add_output, evidence_of_step
from holdfast.domain.errors import UserError
from holdfast.domain.run import Run
from holdfast.respond.corrections import withdraw
from holdfast.respond.evidence import content, evidence_of
from holdfast.respond.evidence_files import read
from holdfast.respond.incident import timeline_of
from holdfast.respond.undo import undo
from holdfast.runbook.run import finish, mark, start
from holdfast.store.check import check_store
from holdfast.store.projections import folded
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.runbook.books import add_book, steps_of

OUTPUT = "  97 %\r\n\x1b[31mred\x1b[0m\n\n"


@pytest.fixture
def pump(store: Store, tmp_path: Path) -> Run:
    book = add_book(store, tmp_path / "pumps")
    return start(store, declare(store, Declaration("The pump stands")).id, book)


def test_pasted_output_is_kept_as_it_is_and_told_with_its_step(store: Store, pump: Run) -> None:
    valve = steps_of(store, pump)["valve"]
    row = add_output(store, pump.id, valve, OUTPUT, "before")
    assert row.text.startswith("Step 3: output of step 3.txt, ")
    assert row.text.endswith(": before")
    run = store.runbooks.run(pump.id)
    assert run.evidence == {valve.id: (row.entry,)}
    assert content(store, pump.incident, row.entry) == OUTPUT.encode()
    (piece,) = evidence_of(store, pump.incident)
    assert (piece.name, piece.media, piece.remark) == ("output of step 3.txt", "text/plain", "before")
    assert evidence_of_step(store, run, valve.id) == [piece]
    assert add_output(store, pump.id, valve, "more").text.startswith("Step 3: output of step 3 (2).txt")
    assert folded(f"run/{run.id}", store.entries("run", run.id)) == store.runbooks.run(run.id)
    assert check_store(store).ok


def test_files_are_added_all_or_none_beside_a_mark_in_one_command(
    store: Store, pump: Run, tmp_path: Path
) -> None:
    valve = steps_of(store, pump)["valve"]
    for name in ("a.log", "b.log"):
        (tmp_path / name).write_text(name)
    contents = [read(tmp_path / "a.log"), read(tmp_path / "b.log")]
    with store.command():
        mark(store, pump.id, valve, "done")
        rows = add_files(store, pump.id, valve, contents, occurred=store.now())
    assert len({store.journal.at(row.entry).header.command for row in rows}) == 1
    run = store.runbooks.run(pump.id)
    assert [piece.name for piece in evidence_of_step(store, run, valve.id)] == ["a.log", "b.log"]
    assert evidence_of_step(store, run, "another") == []


def test_what_was_withdrawn_is_the_steps_no_more(store: Store, pump: Run) -> None:
    valve = steps_of(store, pump)["valve"]
    row = add_output(store, pump.id, valve, OUTPUT)
    withdraw(store, pump.incident, row.entry, "another pump")
    assert evidence_of_step(store, store.runbooks.run(pump.id), valve.id) == []


def test_nothing_and_what_is_no_text_are_refused(store: Store, pump: Run) -> None:
    valve = steps_of(store, pump)["valve"]
    count = store.journal.count()
    for text, words in ((" \n", "The output is empty"), ("a\udc80", "not text")):
        with pytest.raises(UserError, match=words):
            add_output(store, pump.id, valve, text)
    with pytest.raises(UserError, match="can't be taken back"):
        undo(store, pump.incident)
    assert store.journal.count() == count
    finish(store, pump.id)
    with pytest.raises(UserError, match="is finished"):
        add_output(store, pump.id, valve, "late")


def test_evidence_of_the_incident_alone_belongs_to_no_step(store: Store, pump: Run, tmp_path: Path) -> None:
    from holdfast.respond.evidence import add

    (tmp_path / "c.log").write_text("c")
    row = add(store, pump.incident, read(tmp_path / "c.log"))
    assert row.text.startswith("c.log, 1 bytes")
    assert store.runbooks.run(pump.id).evidence == {}
    assert [one.kind for one in timeline_of(store, pump.incident)][-1] == "evidence"
