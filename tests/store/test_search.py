"""What the index finds: the kinds that were asked for, the newest first, the last word as typed so far."""

from pathlib import Path

import pytest

from holdfast.respond.incident import add_note
from holdfast.review.writing import begin, write
from holdfast.runbook.library import import_folder
from holdfast.store.search import Hit
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare


@pytest.fixture
def full(store: Store, tmp_path: Path) -> Store:
    """The same word in an incident, in its note, in a runbook and in a review."""
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "disk.md").write_text("# Volumes\n\nFree the replication slot.\n", "utf-8")
    import_folder(store, tmp_path / "books")
    incident = declare(store, Declaration("Replication stopped"))
    add_note(store, incident.id, "The replication slot is full")
    write(store, begin(store, incident.id).id, "summary", "Replication stopped for an hour.")
    return store


def kinds(hits: list[Hit]) -> list[str]:
    return [hit.subject.partition("/")[0] for hit in hits]


def test_finds_in_everything_newest_first(full: Store) -> None:
    assert kinds(full.search.find("replic")) == ["review", "review", "incident", "incident", "runbook"]


@pytest.mark.parametrize(("kind", "count"), [("runbook", 1), ("incident", 2), ("review", 2)])
def test_finds_in_one_kind_only(full: Store, kind: str, count: int) -> None:
    assert kinds(full.search.find("replication", (kind,))) == [kind] * count


def test_finds_in_two_kinds(full: Store) -> None:
    assert set(kinds(full.search.find("replication", ("runbook", "review")))) == {"runbook", "review"}
    assert set(kinds(full.search.find("replication", ("runbook", "incident")))) == {"runbook", "incident"}


def test_the_snippet_marks_what_matched(full: Store) -> None:
    (hit,) = full.search.find("slo", ("runbook",))
    assert "\x02slot\x03" in hit.snippet


def test_alternatives_stay_within_the_kind(full: Store) -> None:
    assert kinds(full.search.find("nothing OR replication", ("runbook",))) == ["runbook"]


@pytest.mark.parametrize("typed", ["r", "re", "rep", "repl", "replicati", "replication"])
def test_every_beginning_of_a_word_finds_it(full: Store, typed: str) -> None:
    assert len(full.search.find(typed)) == 5


def test_the_list_is_asked_for_incidents_only(full: Store) -> None:
    query = full.query("replication")
    assert [row.title for row in full.incidents.page(query, "due", 0, 50)] == ["Replication stopped"]
    assert full.incidents.count(query) == 1


def test_words_beside_another_question(full: Store) -> None:
    assert full.incidents.count(full.query("replication phase:open")) == 1
    assert full.incidents.count(full.query("replication phase:closed")) == 0
