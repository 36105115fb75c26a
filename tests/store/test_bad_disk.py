"""A disk that is full, held, damaged or read-only; a clock that jumps; a process that is killed.

Whatever happens: nothing that was acknowledged is lost, a sentence says what is safe, the journal verifies.
"""

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import apsw
import pytest

from holdfast.desk.operators import sign_in
from holdfast.desk.phases import move
from holdfast.domain.classification import Answer
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.phase import Phase
from holdfast.respond.incident import add_note, timeline_of
from holdfast.review.workflow import release
from holdfast.review.writing import begin, write
from holdfast.runbook.library import import_folder, text_of
from holdfast.store.backup import back_up, restore
from holdfast.store.blobs import INLINE, LARGEST
from holdfast.store.check import check_store
from holdfast.store.folder import Folder
from holdfast.store.opening import open_store
from holdfast.store.rebuild import rebuild
from holdfast.store.removal import remove_words
from holdfast.store.store import Store
from holdfast.store.verify import verify
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, assess_incident, declare
from tests.store.interrupted import ATTACHMENT
from tests.store.mounts import run_on_disk

HERE = Path(__file__).parent
SHORT = 8  # seconds; the store itself waits four


# --- full ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kilobytes", range(960, 4160, 160))
def test_a_full_disk_loses_nothing_and_can_still_be_read(tmp_path: Path, kilobytes: int) -> None:
    chunk = ["1200000"] if kilobytes % 320 and kilobytes > 2560 else []
    result = json.loads(run_on_disk(f"{kilobytes}k", tmp_path / "disk", "full_disk.py", *chunk))
    for when in ("open", "full", "shut, False", "shut, True"):
        seen = result[when]
        assert (seen["lost"], seen["more"], seen["integrity"], seen["verified"]) == (0, 0, "ok", True), when
        assert (seen["listed"], seen["left"]) == (1, [])
        assert seen["notes"] == result["acknowledged"] - 3
        assert seen["found"] == min(50, seen["notes"])
    assert result["told, False"][0]
    assert result["told, True"][0]
    for said in (result["said"], result["draft"], result["told, False"][1], result["told, True"][1]):
        assert said.startswith("The disk is full. Nothing that was recorded before is lost")
    assert "Free some disk space" in result["hint"]
    assert result["goes_on"]


@pytest.mark.parametrize("room", range(20))
def test_a_database_that_may_not_grow_loses_nothing(store: Store, room: int) -> None:
    """The same where no small disk can be mounted: the database itself is told to be full."""
    incident = declare(store, Declaration("Disk full"))
    store.database.run(f"PRAGMA max_page_count = {store.database.one('PRAGMA page_count') + room}")
    acknowledged = 0

    def until_full() -> None:
        nonlocal acknowledged
        while True:
            acknowledged = store.journal.head().seq
            add_note(store, incident.id, "word " * 300)

    with pytest.raises(UserError, match="The disk is full"):
        until_full()
    assert store.journal.head().seq == acknowledged
    assert not store.database.in_transaction()
    assert check_store(store).ok
    store.database.run("PRAGMA max_page_count = 1000000")
    assert add_note(store, incident.id, "goes on").seq == acknowledged + 1


def test_a_failed_command_is_not_announced_and_the_next_one_is(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    heard: list[object] = []
    store.on_change(heard.append)
    store.database.run(f"PRAGMA max_page_count = {store.database.one('PRAGMA page_count')}")
    with pytest.raises(UserError, match="The disk is full"):
        add_note(store, incident.id, "x" * 100_000)
    assert heard == []
    store.database.run("PRAGMA max_page_count = 1000000")
    add_note(store, incident.id, "y")
    assert len(heard) == 1


# --- held by another program -----------------------------------------------------------------------


@contextmanager
def held(store: Store, how: str) -> Iterator[None]:
    """Another process holds the store."""
    holder = subprocess.Popen(
        [sys.executable, HERE / "holding.py", store.folder.database, how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    try:
        yield
    finally:
        holder.communicate()
    assert holder.returncode == 0


def test_a_store_that_another_program_holds_says_so_soon(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    before = store.journal.head()
    with held(store, "begin"):
        began = time.monotonic()
        with pytest.raises(
            UserError, match=r"Another program is holding the store. Nothing is lost"
        ) as refused:
            add_note(store, incident.id, "not now")
        assert time.monotonic() - began < SHORT
        assert "Nothing is lost" in refused.value.what
        assert "Try again" in refused.value.hint
        assert store.incidents.get(incident.id).title == "Disk full"
        with open_store(store.path, clock=store.clock) as beside:
            assert beside.journal.head() == before
    assert store.journal.head() == before
    add_note(store, incident.id, "now")
    assert verify(store.database, store.blobs).ok


def test_a_store_that_is_held_whole_cannot_even_be_opened(store: Store) -> None:
    store.close()
    with held(store, "exclusive"):
        began = time.monotonic()
        with pytest.raises(UserError, match="Another program is holding the store"):
            open_store(store.path)
        assert time.monotonic() - began < SHORT
    open_store(store.path).close()


# --- damaged ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with a few incidents."""
    with open_store(tmp_path_factory.mktemp("sound") / "store") as store:
        sign_in(store, "Ana")
        for number in range(6):
            incident = declare(store, Declaration(f"Disk full {number}"), Answers(Answer.HIGH, Answer.LOW))
            for _note in range(4):
                add_note(store, incident.id, "word " * 100)
    return store.path


def zeroed(page: bytearray, _dice: random.Random) -> None:
    page[:] = bytes(len(page))


def noise(page: bytearray, dice: random.Random) -> None:
    page[:] = dice.randbytes(len(page))


def flipped(page: bytearray, dice: random.Random) -> None:
    for _byte in range(20):
        page[dice.randrange(len(page))] = dice.randrange(256)


@pytest.mark.parametrize("damage", [zeroed, noise, flipped])
@pytest.mark.parametrize("dice", range(8))
def test_damage_is_told_in_words_wherever_it_is_met(
    sound: Path, tmp_path: Path, damage: Callable[[bytearray, random.Random], None], dice: int
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(sound, copy)
    raw = bytearray((copy / "holdfast.db").read_bytes())
    thrown = random.Random(f"{damage.__name__} {dice}")
    place = thrown.randrange(len(raw) // 4096) * 4096
    page = raw[place : place + 4096]
    damage(page, thrown)
    raw[place : place + 4096] = page
    (copy / "holdfast.db").write_bytes(raw)
    try:
        store = open_store(copy)
    except UserError:
        assert (copy / "holdfast.db").read_bytes() == raw
        return
    with store:
        for attempt in (_read_all, _check, _write, rebuild):
            with suppress(UserError):  # and nothing else
                attempt(store)


def _read_all(store: Store) -> None:
    for row in store.incidents.page(store.query(""), "due", 0, 99):
        timeline_of(store, row.id)
    store.search.find("word")
    back_up(store.database, store.blobs.folder, store.path.parent / "copy.backup")


def _check(store: Store) -> None:
    check_store(store)


def _write(store: Store) -> None:
    sign_in(store, "Ana")
    declare(store, Declaration("Another one"))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("body", '{"type'),
        ("body", "[]"),
        ("absent", '{"text": 1}'),
        ("by", "{}"),
        ("by", "[]"),
        ("seen", "{"),
        ("about", "7"),
    ],
)
def test_an_entry_that_no_longer_reads_is_told_in_words(store: Store, column: str, value: str) -> None:
    incident = declare(store, Declaration("Disk full"))
    add_note(store, incident.id, "x")
    with store.database.opened_up("migration"):
        for trigger in ("entry_header_never_changes", "entry_body_only_removed"):
            store.database.run(f"DROP TRIGGER {trigger}")
        store.database.run(f"UPDATE entry SET {column} = ? WHERE seq = ?", (value, store.journal.head().seq))
    assert not verify(store.database, store.blobs).ok
    with pytest.raises(UserError, match="damaged"):
        timeline_of(store, incident.id)
    assert store.incidents.get(incident.id).title == "Disk full"


@pytest.mark.parametrize(("offset", "value"), [(18, 3), (19, 0), (44, 9), (47, 5), (16, 0), (21, 99)])
def test_a_damaged_header_is_refused_untouched(sound: Path, tmp_path: Path, offset: int, value: int) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(sound, copy)
    raw = bytearray((copy / "holdfast.db").read_bytes())
    raw[offset] = value
    (copy / "holdfast.db").write_bytes(raw)
    with pytest.raises(UserError, match="damaged"):
        open_store(copy).incidents.count(open_store(copy).query(""))
    assert (copy / "holdfast.db").read_bytes() == raw


def test_a_log_without_its_database_is_never_played_into_another(sound: Path, tmp_path: Path) -> None:
    store = open_store(shutil.copytree(sound, tmp_path / "store"))
    sign_in(store, "Ana")
    made = back_up(store.database, store.blobs.folder, tmp_path / "copy.backup")
    declare(store, Declaration("In the log alone"))
    shutil.copytree(store.path, tmp_path / "lost")
    store.close()
    (tmp_path / "lost" / "holdfast.db").unlink()
    log = (tmp_path / "lost" / "holdfast.db-wal").read_bytes()
    for attempt in (open_store, lambda path: restore(made.file, Folder(path))):
        with pytest.raises(UserError, match="log of a store whose file"):
            attempt(tmp_path / "lost")
    assert (tmp_path / "lost" / "holdfast.db-wal").read_bytes() == log
    assert not (tmp_path / "lost" / "holdfast.db").exists()


# --- read-only -------------------------------------------------------------------------------------


def test_a_read_only_disk_is_read_with_its_last_commits_and_nothing_is_left_behind(tmp_path: Path) -> None:
    result = json.loads(run_on_disk("3m", tmp_path / "disk", "read_only_disk.py"))
    for name, log in (("log", True), ("no log", False)):
        seen = result[name]
        assert (seen["log"], seen["read_only"], seen["title"]) == (log, True, "Disk full")
        assert seen["verified"]
        assert seen["beside"]
        assert seen["said"].startswith("This store is open for reading only")
    assert result["left"] == []
    assert "Read-only file system" in result["new"]


# --- the clock -------------------------------------------------------------------------------------


def test_a_clock_set_to_2031_and_back_stops_nothing(store: Store, hands) -> None:  # noqa: ANN001
    before = declare(store, Declaration("Before"))
    hands.at = hands.at.replace(year=2031)
    during = declare(store, Declaration("During"))
    for incident in (before, during):
        assess_incident(store, incident.id, Answers(Answer.HIGH, Answer.HIGH))
        add_note(store, incident.id, "in 2031")
    move(store, before.id, Phase.CONTAINED)
    hands.at = hands.at.replace(year=2026) + timedelta(hours=1)
    after = declare(store, Declaration("After"))
    assert [one.ref.rpartition("-")[2] for one in (before, during, after)] == ["1", "2", "3"]
    for incident in (before, during, after):
        add_note(store, incident.id, "back in 2026")
        assess_incident(store, incident.id, Answers(Answer.HIGH, Answer.LOW))
        move(store, incident.id, Phase.RESOLVED, reason="the clock is right")
        review = begin(store, incident.id)
        write(store, review.id, "summary", "The clock had jumped.")
        release(store, review.id, "nobody else is here")
        assert move(store, incident.id, Phase.CLOSED).phase == Phase.CLOSED
    assert store.clock_went_back
    verdict = verify(store.database, store.blobs)
    assert verdict.ok
    assert [jump.what for jump in verdict.clock_jumps] == [f"the clock went back to {_at(store, verdict)}"]
    assert rebuild(store).different == ()


def _at(store: Store, verdict: Any) -> str:
    return store.database.one("SELECT at FROM entry WHERE seq = ?", (verdict.clock_jumps[0].seq,))


@pytest.mark.parametrize("year", [1970, 2099, 9000])
def test_no_year_that_a_clock_shows_is_a_reason_to_refuse(store: Store, hands, year: int) -> None:  # noqa: ANN001
    hands.at = hands.at.replace(year=year)
    incident = declare(store, Declaration("Odd clock"), Answers(Answer.HIGH, Answer.UNSURE))
    add_note(store, incident.id, "still here")
    assert move(store, incident.id, Phase.RESOLVED).due() is not None
    assert check_store(store).ok


# --- large content ------------------------------------------------------------------------------------


def test_content_above_a_mebibyte_is_a_file(store: Store) -> None:
    with store.command():
        small, large = store.blobs.put(b"a" * INLINE), store.blobs.put(b"b" * (INLINE + 1))
        assert store.blobs.put(b"b" * (INLINE + 1)) == large
    files = [file.name for file in store.folder.blobs.rglob("*") if file.is_file()]
    assert files == [large["blob"]]
    assert store.blobs.get(str(small["blob"])) == b"a" * INLINE
    assert store.blobs.get(str(large["blob"])) == b"b" * (INLINE + 1)
    assert store.blobs.get("00" * 32) is None
    assert store.blobs.get("") is None
    with pytest.raises(UserError, match="larger than 64 MiB"):
        store.blobs.put(bytes(LARGEST + 1))


def test_a_crash_between_the_file_and_the_entry_leaves_nothing_that_counts(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    before = store.journal.head()
    died = subprocess.run([sys.executable, HERE / "interrupted.py", store.path, "blob"], check=False)
    assert died.returncode == -9
    assert store.journal.head() == before
    assert len(list(store.folder.blobs.glob("??/*"))) == 1
    assert check_store(store).ok
    with store.command():
        named = store.blobs.put(ATTACHMENT)
        body = {"runbook": "b", "title": "x", "text": named, "steps": 0}
        store.record(New(subject("run", store.new_id()), "run.started", body, (f"incident/{incident.id}",)))
    assert store.blobs.get(str(named["blob"])) == ATTACHMENT
    assert check_store(store).ok


def test_a_file_that_was_cut_short_is_written_again(store: Store) -> None:
    def put_in_vain() -> None:
        with store.command():
            store.blobs.put(ATTACHMENT)
            raise UserError("Something else went wrong.")

    with pytest.raises(UserError):
        put_in_vain()
    (file,) = store.folder.blobs.glob("??/*")
    file.write_bytes(ATTACHMENT[:1000])
    with store.command():
        named = store.blobs.put(ATTACHMENT)
    assert store.blobs.get(str(named["blob"])) == file.read_bytes() == ATTACHMENT


@pytest.mark.parametrize("size", [20, INLINE * 2])
def test_content_that_was_removed_comes_back_when_it_is_imported_again(
    store: Store, tmp_path: Path, size: int
) -> None:
    with store.command():
        blob = store.blobs.put(b"x" * size)
        started = {"runbook": "b", "title": "x", "text": blob, "steps": 0}
        (entry,) = store.record(New(subject("run", "r1"), "run.started", started))
    remove_words(store, entry.hash, "for cause")
    assert store.blobs.get(str(blob["blob"])) is None
    with store.command():
        assert store.blobs.put(b"x" * size) == blob
        store.record(New(subject("run", "r2"), "run.started", started))
    assert store.blobs.get(str(blob["blob"])) == b"x" * size
    assert check_store(store).ok
    made = back_up(store.database, store.blobs.folder, tmp_path / "copy.backup")
    assert b"x" * size in made.file.read_bytes() or size > 4096


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_runbook_whose_text_was_removed_can_be_imported_again(
    store: Store, tmp_path: Path, *, elsewhere: bool
) -> None:
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "a.md").write_text("# Book\n\nLog in with hunter2.\n")
    import_folder(store, tmp_path / "books")
    (book,) = store.runbooks.page()
    remove_words(store, store.entries("runbook", book.id)[0].hash, "a password")
    with pytest.raises(UserError, match="removed") as refused:
        text_of(store, book.version)
    assert refused.value.hint == "Import the runbook again."
    if elsewhere:
        (tmp_path / "books" / "a.md").rename(tmp_path / "books" / "b.md")
    report = import_folder(store, tmp_path / "books")
    assert (report.new, report.changed) == ((1, 0) if elsewhere else (0, 1))
    assert "hunter2" in text_of(store, book.version)
    assert len(store.search.find("hunter2", ["runbook"])) == 1
    assert check_store(store).ok


# --- a process that is killed ------------------------------------------------------------------------


@pytest.mark.parametrize("after", [1, 2, 7, 30, 100])
def test_a_draft_is_as_it_was_last_kept_when_the_window_is_killed(store: Store, after: int) -> None:
    typing = subprocess.Popen(
        [sys.executable, HERE / "interrupted.py", store.path, "drafts"], stdout=subprocess.PIPE
    )
    assert typing.stdout is not None
    with typing.stdout as said:
        for _draft in range(after):
            said.readline()
        typing.kill()
        heard = [line for line in said.read().split(b"\n")[:-1] if line]
    typing.wait()
    last = int(heard[-1]) if heard else after
    draft = store.drafts.get("incident/i1", "composer")
    assert draft is not None
    number = int(draft.saved)
    assert number in (last, last + 1)
    assert draft.text == f"{number} " + "word " * number
    assert check_store(store).ok


def test_the_file_is_still_one_after_all_of_this(sound: Path) -> None:
    file = apsw.Connection(str(sound / "holdfast.db"))
    assert file.execute("PRAGMA integrity_check").get == "ok"
    file.close()
