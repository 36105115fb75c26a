"""The journal appends, chains and guards itself; other processes' entries are heard of."""

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

import apsw
import pytest
from peewee import PeeweeException

from holdfast.desk.operators import sign_in
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.phase import Phase
from holdfast.respond.incident import add_note
from holdfast.respond.phases import move
from holdfast.store.store import OperatorNeeded, Store
from holdfast.store.verify import verify
from holdfast.triage.declare import Declaration, declare

if TYPE_CHECKING:
    from holdfast.domain.changes import Changes


def test_entries_form_one_chain_without_a_gap(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    for number in range(5):
        add_note(store, incident.id, f"note {number}")
    rows = store.database.rows("SELECT seq, prev, hash, tick FROM entry ORDER BY seq")
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0][1] == b""
    assert all(later[1] == earlier[2] and later[3] > earlier[3] for earlier, later in pairwise(rows))
    assert store.journal.head().hash == rows[-1][2].hex()


def test_the_first_entry_holds_the_stations_key(store: Store) -> None:
    (first,) = store.database.rows("SELECT kind, by FROM entry WHERE seq = 1")
    assert first == ("station.began", None)
    assert store.folder.key.stat().st_mode & 0o777 == 0o600


def test_one_command_is_one_transaction_with_one_id(store: Store) -> None:
    before = store.journal.count()
    heard: list[Changes] = []
    store.on_change(heard.append)

    def half_a_command() -> None:
        with store.command():
            incident = declare(store, Declaration("Disk full"))
            add_note(store, incident.id, "")

    with pytest.raises(UserError):
        half_a_command()
    assert store.journal.count() == before
    assert not heard
    with store.command():
        incident = declare(store, Declaration("Disk full"))
        add_note(store, incident.id, "a note")
    assert len(heard) == 1
    assert heard[0].ids("incident") == {incident.id}
    assert len({entry.header.command for entry in store.entries("incident", incident.id)}) == 1


def test_nothing_is_recorded_while_nobody_is_at_the_keyboard(open_here: Callable[..., Store]) -> None:
    store = open_here()
    with pytest.raises(OperatorNeeded):
        declare(store, Declaration("Disk full"))
    assert store.journal.count() == 1
    assert store.database.rows("SELECT * FROM blob") == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM entry",
        "UPDATE entry SET at = '2001-01-01T00:00:00.000000Z'",
        "UPDATE entry SET body = '{}', absent = '{}'",
        "REPLACE INTO entry SELECT * FROM entry",
        "DROP TABLE entry",
        "DROP TRIGGER entry_never_deleted",
        "ALTER TABLE entry RENAME TO other",
        "DELETE FROM entry_subject",
        "UPDATE entry_subject SET subject = 'x'",
        "DELETE FROM blob",
    ],
)
def test_the_journal_refuses_accidents(store: Store, statement: str) -> None:
    declare(store, Declaration("Disk full"))
    before = store.database.rows("SELECT * FROM entry")
    with pytest.raises(PeeweeException):
        store.database.run(statement)
    assert store.database.rows("SELECT * FROM entry") == before


def test_the_triggers_alone_refuse_too(store: Store) -> None:
    declare(store, Declaration("Disk full"))
    other = apsw.Connection(str(store.folder.database))
    other.execute("PRAGMA recursive_triggers = 1")
    for statement in (
        "DELETE FROM entry",
        "UPDATE entry SET seq = 9",
        "REPLACE INTO entry SELECT * FROM entry",
    ):
        with pytest.raises(apsw.ConstraintError, match="append-only"):
            other.execute(statement)
    other.close()


def test_a_change_by_another_process_is_heard_of(store: Store, open_here: Callable[..., Store]) -> None:
    incident = declare(store, Declaration("Disk full"))
    heard: list[Changes] = []
    store.on_change(heard.append)
    assert not store.poll()
    beside = open_here()
    sign_in(beside, "Ben")
    add_note(beside, incident.id, "from beside")
    assert store.poll()
    assert incident.id in heard[-1].ids("incident")
    assert not heard[-1].own
    assert not store.poll()


def test_two_writers_in_turn_lose_nothing(store: Store, open_here: Callable[..., Store]) -> None:
    beside = open_here()
    sign_in(beside, "Ben")
    incident = declare(store, Declaration("Disk full"))
    for number in range(20):
        add_note((store, beside)[number % 2], incident.id, f"note {number}")
    first, second = declare(store, Declaration("One")), declare(beside, Declaration("Two"))
    assert first.ref != second.ref
    notes = [entry for entry in store.entries("incident", incident.id) if entry.kind == "note.added"]
    assert [entry.text("text") for entry in notes] == [f"note {number}" for number in range(20)]


def test_a_body_of_another_shape_is_refused(store: Store) -> None:
    for body in ({"type": "note"}, {"type": "rumour", "text": "x"}, {"type": "note", "text": "x", "more": 1}):
        with pytest.raises(UserError):
            store.record(New(subject("incident", store.new_id()), "note.added", body))


def test_a_clock_that_went_back_is_flagged_and_never_a_reason_to_refuse(store: Store, hands) -> None:  # noqa: ANN001
    incident = declare(store, Declaration("Disk full"))
    hands.at = hands.at.replace(year=2031)
    add_note(store, incident.id, "in 2031")
    assert not store.clock_went_back
    hands.at = hands.at.replace(year=2026)
    add_note(store, incident.id, "back again")
    assert store.clock_went_back
    texts = [
        entry.text("text") for entry in store.entries("incident", incident.id) if entry.kind == "note.added"
    ]
    assert texts == ["in 2031", "back again"]


def test_a_time_from_a_wrong_clock_blocks_nobody(store: Store, hands) -> None:  # noqa: ANN001
    incident = declare(store, Declaration("Disk full"))
    hands.at = hands.at.replace(year=2031)
    move(store, incident.id, Phase.CONTAINED)
    hands.at = hands.at.replace(year=2026)
    assert move(store, incident.id, Phase.RESOLVED).phase == Phase.RESOLVED
    assert verify(store.database, store.blobs).ok
