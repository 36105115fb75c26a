"""Folding from the start gives exactly the stored rows, whatever happened."""

import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from holdfast.desk.operators import sign_in
from holdfast.desk.phases import move
from holdfast.domain.classification import Answer
from holdfast.domain.errors import UserError
from holdfast.domain.phase import Phase
from holdfast.domain.run import Run
from holdfast.respond.incident import add_note, assign, change
from holdfast.review.actions import add_action, change_action, move_action
from holdfast.review.workflow import open_again, release
from holdfast.review.writing import begin, drop_rows, import_rows, offered_rows, write
from holdfast.runbook import run as runs
from holdfast.runbook.library import document_of, import_folder
from holdfast.store.check import check_store
from holdfast.store.opening import open_store
from holdfast.store.rebuild import rebuild
from holdfast.store.removal import remove_words
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, assess_incident, declare
from tests.respond.acts import ACTS, in_order

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
answers = st.sampled_from(list(Answer))


class Histories(RuleBasedStateMachine):
    """Random commands, allowed or refused; now and then everything is made again and compared."""

    incidents = Bundle("incidents")

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.now = datetime(2026, 11, 23, 12, tzinfo=UTC)
        self.store = open_store(Path(self.folder.name) / "store", clock=self.clock)
        sign_in(self.store, "Ana")
        books = Path(self.folder.name) / "books"
        books.mkdir()
        (books / "disk.md").write_text("# Disk\n\n## Mitigation\n\n1. Look\n2. Act\n3. Look again\n")
        import_folder(self.store, books)

    def clock(self) -> datetime:
        self.now += timedelta(milliseconds=7)
        return self.now

    def attempt(self, command, *given, **named) -> None:  # noqa: ANN001, ANN002, ANN003
        """A command may be refused in words; anything else is a bug."""
        before = self.store.journal.count()
        try:
            command(self.store, *given, **named)
        except UserError:
            assert self.store.journal.count() == before

    @rule(target=incidents, title=words, minutes=st.integers(0, 90))
    def declare(self, title: str, minutes: int) -> str:
        said = Declaration(f"Of {title}", occurred=self.now - timedelta(minutes=minutes))
        return declare(self.store, said).id

    @rule(incident=incidents, impact=answers, urgency=answers, hurt=st.booleans())
    def assess(self, incident: str, impact: Answer, urgency: Answer, hurt: bool) -> None:
        self.attempt(assess_incident, incident, Answers(impact, urgency, someone_hurt=hurt))

    @rule(
        incident=incidents,
        to=st.sampled_from(list(Phase)),
        minutes=st.integers(-5, 120),
        reason=words | st.just(""),
    )
    def move(self, incident: str, to: Phase, minutes: int, reason: str) -> None:
        self.attempt(move, incident, to, self.now - timedelta(minutes=minutes), reason)

    @rule(incident=incidents, text=words)
    def note(self, incident: str, text: str) -> None:
        self.attempt(add_note, incident, text)

    @rule(
        incident=incidents,
        text=words,
        field=st.sampled_from(["title", "service", "know", "plan", "need", "resolution"]),
    )
    def change(self, incident: str, text: str, field: str) -> None:
        self.attempt(change, incident, **{field: text})

    @rule(incident=incidents, role=st.sampled_from(["commander", "scribe"]), name=words | st.just(""))
    def assign(self, incident: str, role: str, name: str) -> None:
        self.attempt(assign, incident, role, name)

    @rule(
        incident=incidents,
        state=st.sampled_from(runs.STATES),
        remark=words | st.just(""),
        place=st.integers(0, 2),
    )
    def step(self, incident: str, state: str, remark: str, place: int) -> None:
        (book,) = self.store.runbooks.page()
        # a blank checklist has no steps to mark
        going = [run for run in self.store.runbooks.runs_of(incident) if run.runbook == book.id]
        going = going or [runs.start(self.store, incident, book.id)]
        self.attempt(self.mark, going[0], place, state, remark)

    def mark(self, store: Store, run: Run, place: int, state: str, remark: str) -> None:
        document = document_of(store, run.version, run.title)  # refused where its text was removed
        runs.mark(store, run.id, document.steps[place], state, remark)

    @rule(incident=incidents, text=words, section=st.sampled_from(["summary", "impact", "lessons"]))
    def write(self, incident: str, text: str, section: str) -> None:
        self.attempt(write, begin(self.store, incident).id, section, text)

    @rule(incident=incidents, drop=st.booleans())
    def choose(self, incident: str, drop: bool) -> None:
        review = begin(self.store, incident)
        rows = [row for row, _there in offered_rows(self.store, review.id)]
        self.attempt(import_rows, review.id, rows)
        if drop:
            self.attempt(drop_rows, review.id, [row.id for row in review.rows[:1]])

    @rule(incident=incidents, out=st.booleans())
    def release(self, incident: str, out: bool) -> None:
        review = begin(self.store, incident)
        self.attempt(release, review.id, "alone") if out else self.attempt(
            open_again, review.id, "one more look"
        )

    @rule(
        incident=incidents,
        text=words,
        due=st.sampled_from(["", "2026-12-01"]),
        state=st.sampled_from(["open", "done"]),
    )
    def act(self, incident: str, text: str, due: str, state: str) -> None:
        review = begin(self.store, incident)
        self.attempt(add_action, review.id, text, due=due)
        for action in self.store.reviews.actions(review.id):
            self.attempt(change_action, action.id, owner=text)
            self.attempt(move_action, action.id, state)

    @rule(
        one=incidents,
        other=incidents,
        name=st.sampled_from(sorted(ACTS)),
        text=words,
        number=st.integers(0, 99),
    )
    def coordinate(self, one: str, other: str, name: str, text: str, number: int) -> None:
        self.attempt(ACTS[name], [one, other], text, number)

    @rule(incident=incidents, place=st.integers(0, 9))
    def remove(self, incident: str, place: int) -> None:
        entries = self.store.entries("incident", incident)
        self.attempt(remove_words, entries[place % len(entries)].hash, "for cause")

    @invariant()
    def no_impossible_order(self) -> None:
        for row in self.store.incidents.page(self.store.query(""), "due", 0, -1):
            value = self.store.incidents.get(row.id)
            assert in_order(value), value.times
            assert not value.conflicts

    def teardown(self) -> None:
        checked = check_store(self.store)
        assert checked.ok, checked
        made = rebuild(self.store)
        assert made.different == ()
        self.store.close()
        self.folder.cleanup()


Histories.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.filter_too_much),
)
TestHistories = Histories.TestCase


def test_rows_that_were_altered_are_found_and_put_right(store) -> None:  # noqa: ANN001
    incident = declare(store, Declaration("Disk full"))
    add_note(store, incident.id, "the words to find")
    with store.database.writing():
        store.database.run("UPDATE incident SET title = 'Nothing happened'")
        store.database.run("DELETE FROM place WHERE text LIKE '%words to find%'")
        store.database.run("INSERT INTO operator VALUES ('x', 'Nobody', '{\"id\":\"x\"}')")
    assert check_store(store).different == (f"incident/{incident.id}",)
    assert set(rebuild(store).different) == {f"incident/{incident.id}", "operator/x"}
    assert store.incidents.page(store.query(""), "due", 0, 1)[0].title == "Disk full"
    assert rebuild(store).different == ()


def test_a_row_that_cannot_be_read_is_told_as_a_row_and_rebuilt(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    with store.database.writing():
        store.database.run("UPDATE incident SET value = 'xx'")
    with pytest.raises(UserError, match="A row of the store") as told:
        store.incidents.get(incident.id)
    assert "store check" in told.value.hint
    assert "store rebuild" in told.value.hint
    assert check_store(store).different == (f"incident/{incident.id}",)
    rebuild(store)
    assert store.incidents.get(incident.id).title == "Disk full"


@pytest.mark.parametrize("table", ["incident", "review", "place", "search"])
def test_a_missing_table_of_rows_is_named_and_made_again(store: Store, table: str) -> None:
    incident = declare(store, Declaration("Disk full"))
    store.database.run(f"DROP TABLE {table}")
    checked = check_store(store)
    assert f"table {table} is missing" in checked.file
    assert (checked.ok, checked.journal.ok, checked.different) == (False, True, None)
    rebuild(store)
    assert check_store(store).ok
    assert store.incidents.get(incident.id).title == "Disk full"
    assert store.search.find("disk")


def test_a_missing_table_of_the_journal_is_named_and_nothing_is_rebuilt(store: Store) -> None:
    declare(store, Declaration("Disk full"))
    with store.database.opened_up("migration"):
        store.database.run("PRAGMA foreign_keys = OFF")
        store.database.run("DROP TABLE entry")
    checked = check_store(store)
    assert "table entry is missing" in checked.file
    assert "restore" in checked.journal.problems[0].what
    with pytest.raises(UserError, match="table entry of the journal"):
        rebuild(store)
    with pytest.raises(UserError, match="lacks one of its tables"):
        store.entries("incident", "x")


@pytest.mark.parametrize("changed", ["at = 'garbage'", "body = '{}', salt = x'', absent = '{}'"])
def test_an_entry_that_cannot_be_folded_is_named_by_rebuild(store: Store, changed: str) -> None:
    declare(store, Declaration("Disk full"))
    seq = store.entries("incident", store.incidents.page(store.query(""), "due", 0, 1)[0].id)[0].header.seq
    with store.database.opened_up("migration"):
        for trigger in ("entry_header_never_changes", "entry_body_only_removed"):
            store.database.run(f"DROP TRIGGER {trigger}")
        store.database.run(f"UPDATE entry SET {changed} WHERE seq = ?", (seq,))
    checked = check_store(store)
    assert (checked.journal.problems[0].seq, checked.different) == (seq, None)
    with suppress(UserError):
        rebuild(store)
    if "garbage" in changed:
        with pytest.raises(UserError, match=f"Entry {seq} of station"):
            rebuild(store)
