"""Schemas: every kept old store opens, and a step happens wholly, behind a verified backup, or not at all."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import apsw
import pytest
from peewee import PeeweeException

from holdfast import store as store_package
from holdfast.desk.operators import sign_in
from holdfast.domain.errors import UserError
from holdfast.domain.kinds import KINDS
from holdfast.respond.incident import add_note
from holdfast.respond.labels import label
from holdfast.store.check import check_store
from holdfast.store.database import SCHEMA_VERSION
from holdfast.store.opening import open_store
from holdfast.store.rebuild import rebuild
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.store.migrating import become

HERE = Path(__file__).parent
STEPS = Path(store_package.__file__).parent / "migrations"
KILLS = 30

NEXT = '''"""A step such as one to come: a column, a table, many rows, in one transaction."""


def up(migrator, db):
    db.execute_sql("ALTER TABLE operator ADD COLUMN shift TEXT NOT NULL DEFAULT ''")
    db.execute_sql("CREATE TABLE rota (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT")
    db.execute_sql("DROP TRIGGER blob_never_changes")
    db.execute_sql(
        "CREATE TRIGGER blob_never_changes BEFORE UPDATE OF hash, size ON blob "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    )
    for number in range(300):
        db.execute_sql("INSERT INTO rota (words) VALUES (?)", ("word " * 200,))
    db.execute_sql("PRAGMA user_version = {version}")
'''
FAILING = NEXT + '    raise ValueError("the step has a fault")\n'


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A closed store of today's schema."""
    with open_store(tmp_path / "old") as store:
        sign_in(store, "Ana")
        incident = declare(store, Declaration("Disk full"))
        for number in range(5):
            add_note(store, incident.id, f"note {number}")
    return tmp_path / "old"


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """Today's steps and one more."""
    return with_step(tmp_path / "steps", NEXT)


def with_step(folder: Path, text: str) -> Path:
    shutil.copytree(STEPS, folder, ignore=shutil.ignore_patterns("__*"))
    (folder / f"{SCHEMA_VERSION + 1:04}_next.py").write_text(text.format(version=SCHEMA_VERSION + 1))
    return folder


def schema(file: Path) -> list[tuple[str, ...]]:
    """Everything that the file's schema says."""
    raw = apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READONLY)
    rows = raw.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master").fetchall()
    raw.close()
    return sorted(rows)


def asked(file: Path, sql: str) -> object:
    raw = apsw.Connection(str(file))
    try:
        return raw.execute(sql).get
    finally:
        raw.close()


def state(folder: Path) -> str:
    """Whether the file is wholly of the old schema or wholly of the new one."""
    file = folder / "holdfast.db"
    found = (
        asked(file, "PRAGMA user_version") == SCHEMA_VERSION + 1,
        bool(asked(file, "SELECT count(*) FROM schema_migration WHERE name LIKE '%_next'")),
        bool(asked(file, "SELECT count(*) FROM sqlite_master WHERE name = 'rota'")),
        bool(asked(file, "SELECT count(*) FROM pragma_table_info('operator') WHERE name = 'shift'")),
    )
    assert asked(file, "PRAGMA integrity_check") == "ok"
    assert found in ((True,) * 4, (False,) * 4), f"mixed: {found}"
    if all(found):
        assert asked(file, "SELECT count(*) FROM rota") == 300
    return "new" if all(found) else "old"


def hashes(folder: Path) -> dict[str, str]:
    return {
        part.name: sha256(part.read_bytes()).hexdigest()
        for part in sorted(folder.iterdir())
        if part.is_file() and not part.name.endswith("-shm")
    }


# --- kept old stores ------------------------------------------------------------------------------

KEPT = sorted((HERE.parent / "old_files").glob("v*"))


def test_every_schema_version_has_its_step_and_its_kept_store() -> None:
    numbers = [int(step.name[:4]) for step in sorted(STEPS.glob("[0-9]*.py"))]
    assert numbers == list(range(1, SCHEMA_VERSION + 1))
    assert [folder.name for folder in KEPT] == [f"v{number}" for number in numbers]


@pytest.mark.parametrize("kept", KEPT, ids=lambda folder: folder.name)
def test_a_kept_old_store_opens_folds_and_has_the_schema_of_a_fresh_one(tmp_path: Path, kept: Path) -> None:
    shutil.copytree(kept, tmp_path / "kept")
    with open_store(tmp_path / "fresh") as fresh, open_store(tmp_path / "kept") as store:
        fresh_schema = schema(fresh.folder.database)
        assert schema(store.folder.database) == fresh_schema
        (row,) = store.incidents.page(store.query("phase:closed"), "due", 0, 9)
        assert row.title == "Disk full on db-core"
        assert store.reviews.of_incident(row.id).state == "released"
        assert store.search.find("retention")
        checked = check_store(store)
        assert checked.ok, checked
        assert len(checked.journal.stations) == 2  # its key was not kept: a new station goes on
        sign_in(store, "Ana")
        assert add_note(store, row.id, "goes on").who == "Ana"
        assert rebuild(store).different == ()


def test_rows_from_before_a_kind_got_new_parts_fold_to_the_same(tmp_path: Path) -> None:
    shutil.copytree(KEPT[0], tmp_path / "kept")
    with open_store(tmp_path / "kept") as store:
        before = store.database.rows("SELECT id, value FROM incident")
        assert "labels" not in repr(before)
        assert check_store(store).different == ()
        assert rebuild(store).different == ()
        assert store.database.rows("SELECT id, value FROM incident") == before
        (ident, _text) = before[0]
        value = store.incidents.get(ident)
        assert (value.labels, value.links, value.open_tasks, value.update_by) == ((), (), (), None)
        sign_in(store, "Ana")
        label(store, [ident], "storage")
        assert store.incidents.get(ident).labels == ("storage",)
        assert check_store(store).ok


def test_the_store_kept_for_this_schema_tells_of_everything(tmp_path: Path) -> None:
    shutil.copytree(KEPT[-1], tmp_path / "kept")
    with open_store(tmp_path / "kept") as store:
        told = {row[0] for row in store.database.rows("SELECT DISTINCT kind FROM entry")}
        assert set(KINDS) - told == {
            "action.changed", "action.moved", "incident.review_waived", "operator.renamed", "report.made",
            "review.offer_dismissed", "review.row_changed", "review.row_dropped",
            "runbook.gone",
            "station.coded", "store.configured",
        }  # fmt: skip
        (row,) = store.incidents.page(store.query("phase:closed"), "due", 0, 9)
        value = store.incidents.get(row.id)
        assert (value.labels, value.open_tasks, value.offer, value.conflicts) == (("storage",), (), None, ())
        assert (value.roles["commander"].name, value.need) == ("Ben", "Two hands")
        assert [link.relation for link in value.links] == ["has_duplicate"]
        assert [task.state for task in store.tasks.of_incident(row.id)] == ["done"]
        assert [one.state for one in store.handovers.of_incident(row.id)] == ["withdrawn", "accepted"]
        assert [one.name for one in store.directory.people()] == ["Ben"]
        assert store.incidents.count(store.query("label:storage")) == 2


# --- one step further ------------------------------------------------------------------------------


@pytest.fixture
def newer(steps: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Becomes the newer program."""
    return lambda: become(steps, monkeypatch.setattr)


def test_a_migrated_store_is_like_a_fresh_one_and_has_a_backup_behind_it(
    old: Path, tmp_path: Path, newer: Callable[[], int]
) -> None:
    before = schema(old / "holdfast.db")
    version = newer()
    with open_store(tmp_path / "fresh") as fresh, open_store(old) as store:
        assert schema(store.folder.database) == schema(fresh.folder.database)
        assert schema(store.folder.database) != before
        assert store.database.one("PRAGMA user_version") == version
        assert store.database.one("PRAGMA foreign_keys") == 1
        assert check_store(store).ok
        sign_in(store, "Ana")
        add_note(store, store.incidents.page(store.query(""), "due", 0, 1)[0].id, "under the new schema")
        with pytest.raises(PeeweeException):
            store.database.run("DELETE FROM entry")
    assert not list((tmp_path / "fresh" / "backups").iterdir())
    (backup,) = (old / "backups").iterdir()
    assert backup.name.startswith(f"before-{SCHEMA_VERSION}-")
    assert schema(backup) == before
    assert asked(backup, "SELECT count(*) FROM entry") == 8


def test_what_is_of_today_is_migrated_once_and_never_again(old: Path, newer: Callable[[], int]) -> None:
    newer()
    for _time in range(2):
        open_store(old).close()
        assert len(list((old / "backups").iterdir())) == 1


def test_a_step_that_fails_leaves_everything_as_it_was(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = schema(old / "holdfast.db")
    with monkeypatch.context() as patched:
        become(with_step(tmp_path / "failing", FAILING), patched.setattr)
        with pytest.raises(ValueError, match="the step has a fault"):
            open_store(old)
    assert state(old) == "old"
    assert schema(old / "holdfast.db") == before
    with open_store(old) as store:
        assert check_store(store).ok


def test_a_newer_store_is_refused_by_the_old_program_untouched(
    old: Path, monkeypatch: pytest.MonkeyPatch, steps: Path
) -> None:
    with monkeypatch.context() as patched:
        become(steps, patched.setattr)
        open_store(old).close()
    before = hashes(old)
    for read_only in (False, True):
        with pytest.raises(UserError, match="written by a newer Holdfast") as refused:
            open_store(old, read_only=read_only)
        assert "It was not touched" in refused.value.what
        assert hashes(old) == before


def test_a_newer_store_is_refused_untouched_also_when_only_its_log_says_so(old: Path, steps: Path) -> None:
    killed(old, steps, 10**9)
    log = old / "holdfast.db-wal"
    assert log.stat().st_size > 0
    assert (old / "holdfast.db").read_bytes()[63] == SCHEMA_VERSION
    before = hashes(old)
    for read_only in (False, True):
        with pytest.raises(UserError, match="written by a newer Holdfast"):
            open_store(old, read_only=read_only)
        assert hashes(old) == before


def test_an_older_store_that_may_only_be_read_says_what_to_do(old: Path, newer: Callable[[], int]) -> None:
    newer()
    before = hashes(old)
    with pytest.raises(UserError, match="written by an older Holdfast") as refused:
        open_store(old, read_only=True)
    assert "without --read-only" in refused.value.hint
    assert hashes(old)["holdfast.db"] == before["holdfast.db"]


# --- killed on the way ------------------------------------------------------------------------------


def killed(store: Path, steps: Path, moment: int) -> int:
    call = [sys.executable, str(HERE / "migrating.py"), str(store), str(steps), str(moment)]
    return subprocess.run(call, check=False, capture_output=True).returncode


def test_a_store_that_was_killed_at_any_point_of_a_migration_is_old_or_new(
    old: Path, steps: Path, tmp_path: Path, newer: Callable[[], int]
) -> None:
    shutil.copytree(old, tmp_path / "counted")
    call = [sys.executable, str(HERE / "migrating.py"), str(tmp_path / "counted"), str(steps)]
    touches = int(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
    assert touches > KILLS
    moments = sorted({1 + place * touches // KILLS for place in range(KILLS)})
    assert len(moments) == KILLS
    states = []
    for moment in [*moments, touches + 1]:
        copy = tmp_path / f"killed-{moment}"
        shutil.copytree(old, copy)
        assert killed(copy, steps, moment) == -9
        states.append(state(copy))
        backups = list((copy / "backups").glob("*.backup"))
        for backup in backups:
            assert asked(backup, "PRAGMA integrity_check") == "ok"
            assert asked(backup, "SELECT count(*) FROM entry") == 8
        assert backups or states[-1] == "old"
    assert states == sorted(states, reverse=True)
    assert set(states) == {"old", "new"}
    newer()
    for moment in moments[::6]:
        with open_store(tmp_path / f"killed-{moment}") as store:
            assert check_store(store).ok
        assert state(tmp_path / f"killed-{moment}") == "new"


def test_three_processes_that_find_an_old_store_migrate_it_once(old: Path, steps: Path) -> None:
    call = [sys.executable, str(HERE / "migrating.py"), str(old), str(steps), "real"]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    three = [subprocess.Popen(call, **silent) for _one in range(3)]
    said = [one.communicate()[1] for one in three]
    assert [one.returncode for one in three] == [0, 0, 0], said
    assert state(old) == "new"
    assert asked(old / "holdfast.db", "SELECT count(*) FROM schema_migration") == SCHEMA_VERSION + 1
    assert len(list((old / "backups").iterdir())) == 1


def test_the_guards_are_back_after_a_migration(store: Store) -> None:
    with pytest.raises(PeeweeException):
        store.database.run("DROP TRIGGER entry_never_deleted")
