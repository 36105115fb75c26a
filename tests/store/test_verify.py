"""Whatever is altered in the file is found, and the first entry where it shows is named."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from holdfast.domain.entry import member_digest
from holdfast.domain.errors import UserError
from holdfast.respond.incident import add_note
from holdfast.store.care import reading_aside
from holdfast.store.check import check_store
from holdfast.store.marks import Mark, mark_of, set_mark
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.store.verify import NotProven, Verdict, prove, verify, verify_on
from holdfast.triage.declare import Declaration, declare

POSITIONS = 20


@pytest.fixture
def written(store: Store) -> Path:
    """A closed store of 59 entries."""
    for number in range(3):
        incident = declare(store, Declaration(f"Incident {number}"))
        for note in range(18):
            add_note(store, incident.id, f"note {note} of {number}")
    assert verify(store.database, store.blobs).ok
    store.close()
    return store.path


def _edit(file: apsw.Connection, seq: int) -> int:
    file.execute("UPDATE entry SET body = replace(body, '\":\"', '\":\" ') WHERE seq = ?", (seq,))
    return seq


def _delete(file: apsw.Connection, seq: int) -> int:
    file.execute("DELETE FROM entry_subject WHERE entry = (SELECT id FROM entry WHERE seq = ?)", (seq,))
    file.execute("DELETE FROM entry WHERE seq = ?", (seq,))
    return seq


def _swap(file: apsw.Connection, seq: int) -> int:
    file.execute("UPDATE entry SET seq = -1 WHERE seq = ?", (seq,))
    file.execute("UPDATE entry SET seq = ? WHERE seq = ?", (seq, seq - 1))
    file.execute("UPDATE entry SET seq = ? WHERE seq = -1", (seq - 1,))
    return seq - 1


def _insert(file: apsw.Connection, seq: int) -> int:
    columns = [
        row[1] for row in file.execute("PRAGMA table_info(entry)") if row[1] not in ("id", "hash", "seq")
    ]
    names = ", ".join(columns)
    file.execute("UPDATE entry SET seq = seq + 1 WHERE seq >= ?", (seq,))
    file.execute(
        f"INSERT INTO entry ({names}, seq, hash) SELECT {names}, ?, randomblob(32) FROM entry WHERE seq = ?",
        (seq, seq - 1),
    )
    return seq


def _time(file: apsw.Connection, seq: int) -> int:
    file.execute("UPDATE entry SET at = '2026-11-23T09:00:00.000000Z' WHERE seq = ?", (seq,))
    return seq


def _author(file: apsw.Connection, seq: int) -> int:
    file.execute(
        'UPDATE entry SET by = \'{"operator":"somebody else","sure":"declared"}\' WHERE seq = ?', (seq,)
    )
    return seq


@pytest.mark.parametrize("tamper", [_edit, _delete, _swap, _insert, _time, _author])
def test_every_tampering_is_found_where_it_begins(
    written: Path, tmp_path: Path, tamper: Callable[[apsw.Connection, int], int]
) -> None:
    entries = 59
    positions = [*random.Random(tamper.__name__).sample(range(4, entries), POSITIONS - 1), entries]
    for place, seq in enumerate(positions):
        copy = tmp_path / f"{tamper.__name__}-{place}"
        shutil.copytree(written, copy)
        file = apsw.Connection(str(copy / "holdfast.db"))
        for name in [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
            file.execute(f"DROP TRIGGER {name}")
        expected = tamper(file, seq)
        file.close()
        verdict = _verdict(copy)
        assert not verdict.ok, f"{tamper.__name__} at {seq} was not found"
        assert verdict.problems[0].seq == expected, verdict.problems[:3]


def _verdict(folder: Path) -> Verdict:
    with open_store(folder) as store:
        return verify(store.database, store.blobs)


def test_a_tail_cut_off_is_found(written: Path) -> None:
    file = apsw.Connection(str(written / "holdfast.db"))
    file.execute("DROP TRIGGER entry_never_deleted")
    file.execute("DROP TRIGGER entry_subject_never_deleted")
    file.execute("DELETE FROM entry_subject WHERE entry > 50")
    file.execute("DELETE FROM entry WHERE seq > 50")
    file.close()
    verdict = _verdict(written)
    assert [(one.seq, "missing" in one.what) for one in verdict.problems] == [(51, True)]


def test_a_blob_that_was_changed_or_lost_is_found(written: Path) -> None:
    file = apsw.Connection(str(written / "holdfast.db"))
    file.execute("UPDATE blob SET data = CAST(data || ' ' AS BLOB)")
    assert "changed" in _verdict(written).problems[0].what
    file.execute("UPDATE blob SET data = NULL")
    file.close()
    assert "missing" in _verdict(written).problems[0].what


def test_words_that_vanish_without_a_removal_are_found(written: Path) -> None:
    file = apsw.Connection(str(written / "holdfast.db"))
    file.execute("DROP TRIGGER entry_body_only_removed")
    (body, salt) = file.execute("SELECT body, salt FROM entry WHERE seq = 30").get
    members = json.loads(body)
    absent = {
        name: ["removed", member_digest(salt[place * 16 : place * 16 + 16], members[name])]
        for place, name in enumerate(sorted(members))
    }
    file.execute("UPDATE entry SET body = '{}', salt = x'', absent = ? WHERE seq = 30", (json.dumps(absent),))
    file.close()
    (problem,) = _verdict(written).problems
    assert (problem.seq, "removed" in problem.what) == (30, True)


def test_the_mark_moves_on_and_stops_at_what_is_wrong(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    mark, problems = verify_on(store.database, Mark(), "t")
    assert not problems
    assert mark.entries == store.journal.count()
    with store.database.writing():
        set_mark(store.marks, mark)
    assert mark_of(store.marks) == mark
    add_note(store, incident.id, "one more")
    after, problems = verify_on(store.database, mark, "t")
    assert (after.entries, problems) == (mark.entries + 1, ())
    with store.database.opened_up("migration"):
        store.database.run("DROP TRIGGER entry_header_never_changes")
        store.database.run(
            "UPDATE entry SET at = '2026-01-01T00:00:00.000000Z' WHERE seq = ?", (after.entries,)
        )
    assert verify_on(store.database, mark, "t")[1][0].seq == after.entries


def test_a_journal_emptied_or_without_its_heads_is_found(written: Path) -> None:
    file = apsw.Connection(str(written / "holdfast.db"))
    for name in [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
        file.execute(f"DROP TRIGGER {name}")
    file.execute("DELETE FROM head")
    assert "lost track" in _verdict(written).problems[0].what
    file.execute("DELETE FROM entry_subject")
    file.execute("DELETE FROM entry")
    file.close()
    assert "missing" in _verdict(written).problems[0].what


@pytest.mark.parametrize("lost", ["DELETE FROM head", "UPDATE head SET seq = seq - 1"])
def test_a_head_that_was_lost_or_set_back_never_makes_a_fork(store: Store, lost: str) -> None:
    incident = declare(store, Declaration("Disk full"))
    store.database.run(lost)
    with pytest.raises(UserError, match="Nothing was recorded") as refused:
        add_note(store, incident.id, "one more")
    assert "store check" in refused.value.hint
    assert store.database.rows("SELECT station, seq FROM entry GROUP BY 1, 2 HAVING count(*) > 1") == []


@pytest.mark.parametrize("back", ["seq = 3", "seq = seq - 1"])
def test_a_head_that_was_set_back_is_found(written: Path, back: str) -> None:
    file = apsw.Connection(str(written / "holdfast.db"))
    file.execute(f"UPDATE head SET {back}")
    file.close()
    (problem,) = _verdict(written).problems
    assert (problem.seq, "set back" in problem.what) == (59, True)


def test_what_is_recorded_meanwhile_is_no_fault(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    for number in range(100):
        add_note(store, incident.id, f"note {number}")

    def meanwhile(_done: int, _all: int) -> bool:
        return bool(add_note(store, incident.id, "one more"))

    with reading_aside(store.database) as beside:
        count = store.journal.count()
        verdict = verify(beside, store.blobs, meanwhile)
    assert (verdict.entries, verdict.ok) == (count, True)
    assert store.journal.count() > count


def test_what_was_stopped_proves_nothing_and_accuses_nobody(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    for number in range(100):
        add_note(store, incident.id, f"note {number}")
    verdict = verify(store.database, store.blobs, lambda _done, _all: False)
    assert (verdict.ok, verdict.stopped, verdict.problems) == (False, True, ())


@pytest.mark.parametrize(
    "body", ["[]", '{"public_key":"no hex"}', '{"public_key":7}', '{"blob":{"blob":"x"}}']
)
def test_a_body_of_another_shape_is_a_problem_and_no_crash(written: Path, body: str) -> None:
    file = apsw.Connection(str(written / "holdfast.db"))
    file.execute("DROP TRIGGER entry_body_only_removed")
    file.execute("UPDATE entry SET body = ? WHERE seq = 1", (body,))
    file.close()
    with open_store(written, read_only=True) as store:
        assert verify(store.database, store.blobs).problems[0].seq == 1


def test_what_is_handed_out_is_proved_entry_by_entry(store: Store) -> None:
    incident, other = declare(store, Declaration("Disk full")), declare(store, Declaration("Another"))
    add_note(store, other.id, "between")
    seq = store.journal.count()
    add_note(store, incident.id, "note")
    subjects = [f"incident/{incident.id}"]
    prove(store.database, subjects)
    changes = {
        "UPDATE entry SET body = replace(body, 'note', 'dote') WHERE seq = ?": seq + 1,
        "UPDATE entry SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = ?": seq + 1,
        "UPDATE entry SET hash = randomblob(32) WHERE seq = ?": seq,  # the neighbour
        "DELETE FROM entry WHERE seq = ?": seq,
    }
    store.close()
    for place, (sql, bad) in enumerate(changes.items()):
        copy = shutil.copytree(store.path, store.path.with_name(f"copy-{place}"))
        file = apsw.Connection(str(copy / "holdfast.db"))
        for name in [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
            file.execute(f"DROP TRIGGER {name}")
        file.execute(sql, (bad,))
        file.close()
        with open_store(copy, read_only=True) as again, pytest.raises(NotProven) as refused:
            prove(again.database, subjects)
        assert refused.value.problem.seq in (bad, seq + 1)


def test_check_says_which_guard_is_gone(store: Store) -> None:
    assert check_store(store).ok
    with store.database.opened_up("migration"):
        store.database.run("DROP TRIGGER entry_never_deleted")
    assert check_store(store).file == "trigger entry_never_deleted is missing"
