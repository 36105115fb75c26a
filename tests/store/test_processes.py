"""Several processes at once on one store: nothing is lost, nothing happens twice, everybody hears of it."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from holdfast.desk.operators import sign_in
from holdfast.respond.incident import timeline_of
from holdfast.runbook.library import import_folder
from holdfast.store.check import check_store
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare

if TYPE_CHECKING:
    from holdfast.domain.changes import Changes

HERE = Path(__file__).parent
NAMES = ("Ana", "Ben", "Carl")


def calling(folder: Path, operator: str, *words: str) -> "subprocess.Popen[str]":
    call = [sys.executable, "-m", "holdfast", "--data", str(folder), "--operator", operator, *words, "--json"]
    return subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def answers(calls: "list[subprocess.Popen[str]]") -> list[dict[str, str]]:
    """What the calls printed; all of them went well."""
    values = []
    for call in calls:
        out, err = call.communicate()
        assert call.returncode == 0, err
        values.append(json.loads(out))
    return values


def test_calls_at_the_same_time_are_all_recorded(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    heard: list[Changes] = []
    store.on_change(heard.append)
    notes = [f"{name} {number}" for number in range(3) for name in NAMES]
    made = answers(
        [calling(store.path, text.split()[0], "incident", "note", incident.ref, text) for text in notes]
        + [calling(store.path, "Ben", "incident", "declare", "--title", f"Other {n}") for n in range(3)]
    )
    assert store.poll()
    assert incident.id in heard[-1].ids("incident")
    told = [row for row in timeline_of(store, incident.id) if row.kind == "note"]
    assert sorted(row.text for row in told) == sorted(notes)
    assert all(row.who == row.text.split()[0] for row in told)
    assert len({one["ref"] for one in made[9:]}) == 3
    assert sorted(one.name for one in store.operators.all()) == sorted(NAMES)
    assert check_store(store).ok


def test_writers_that_do_not_wait_for_each_other_lose_nothing(store: Store) -> None:
    incident = declare(store, Declaration("Disk full"))
    count = 40
    writers = [
        subprocess.Popen(
            [sys.executable, HERE / "writing.py", store.path, name, incident.ref, str(count)],
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in NAMES
    ]
    for writer in writers:
        _out, err = writer.communicate()
        assert writer.returncode == 0, err
    texts = [row.text for row in timeline_of(store, incident.id) if row.kind == "note"]
    assert sorted(texts) == sorted(f"{name} {number}" for name in NAMES for number in range(count))
    for name in NAMES:
        assert [text for text in texts if text.startswith(name)] == [f"{name} {n}" for n in range(count)]
    refs = Counter(row.ref for row in store.incidents.page(store.query(""), "age", 0, -1))
    assert len(refs) == 1 + count * len(NAMES)
    assert set(refs.values()) == {1}
    checked = check_store(store)
    assert checked.ok
    assert len(checked.journal.stations) == 1


def test_a_store_is_begun_once_however_many_start_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    made = answers(
        [calling(folder, "Ana", "incident", "declare", "--title", f"Number {n}") for n in range(5)]
    )
    assert sorted(int(one["ref"].rpartition("-")[2]) for one in made) == [1, 2, 3, 4, 5]
    with open_store(folder) as store:
        checked = check_store(store)
        assert checked.ok
        (head,) = checked.journal.stations
        assert head.station == store.station.id
        assert [one.name for one in store.operators.all()] == ["Ana"]
        assert store.incidents.count(store.query("")) == 5
    assert [part.name for part in folder.glob("*.old")] == []


@pytest.mark.skipif(not hasattr(os, "WUNTRACED"), reason="processes are halted by signals")
@pytest.mark.parametrize("touch", [1, 40, 90])
def test_whoever_comes_while_a_store_is_begun_leaves_it_alone(tmp_path: Path, touch: int) -> None:
    folder = str(tmp_path / "new")
    call = [sys.executable, str(HERE / "beginning.py"), folder]
    first = subprocess.Popen([*call, "First", str(touch)], stdout=subprocess.PIPE, text=True)
    _pid, status = os.waitpid(first.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    second = subprocess.run([*call, "Second", "0"], capture_output=True, text=True, check=True)
    assert second.stdout.startswith("Another program is holding the store")
    first.send_signal(signal.SIGCONT)
    assert first.communicate() == ("", None)
    subprocess.run([*call, "Third", "0"], check=True)
    with open_store(Path(folder)) as store:
        rows = store.incidents.page(store.query(""), "age", 0, 9)
        assert sorted(row.title for row in rows) == ["First", "Third"]
        assert len({row.ref for row in rows}) == 2
        checked = check_store(store)
        assert checked.ok
        assert len(checked.journal.stations) == 1


def test_a_station_is_begun_once_where_the_key_was_lost(store: Store) -> None:
    declare(store, Declaration("Disk full"))
    store.close()
    store.folder.key.unlink()
    answers([calling(store.path, "Ana", "incident", "declare", "--title", f"Number {n}") for n in range(4)])
    with open_store(store.path) as again:
        checked = check_store(again)
        assert checked.ok
        assert len(checked.journal.stations) == 2
        assert again.incidents.count(again.query("")) == 5


def test_the_same_folder_imported_by_two_at_once_is_in_the_library_once(store: Store, tmp_path: Path) -> None:
    books = tmp_path / "books"
    books.mkdir()
    for number in range(60):
        (books / f"{number:02}.md").write_text(f"# Book {number}\n\nText.\n")
    made = answers([calling(store.path, name, "runbook", "import", str(books)) for name in NAMES])
    assert all(int(one["new"]) + int(one["changed"]) + int(one["unchanged"]) == 60 for one in made)
    assert store.runbooks.count() == 60
    assert len({row.path for row in store.runbooks.page()}) == 60
    assert check_store(store).ok
    assert import_folder(store, books).unchanged == 60


def test_a_name_that_another_process_added_in_between_is_taken_as_it_is(
    store: Store, open_here: Callable[..., Store]
) -> None:
    beside, ask = open_here(), store.operators.named

    def ask_while_the_other_signs_in(name: str) -> object:
        found = ask(name)
        store.operators.named = ask
        sign_in(beside, name)
        return found

    store.operators.named = ask_while_the_other_signs_in
    ben = sign_in(store, "Ben")
    assert beside.by == store.by
    assert store.operators.all()[1:] == [ben]


def test_a_runbook_that_came_in_between_two_pieces_is_not_there_twice(
    store: Store, open_here: Callable[..., Store], tmp_path: Path
) -> None:
    books = tmp_path / "books"
    books.mkdir()
    for number in range(30):
        (books / f"{number:02}.md").write_text(f"# Book {number}\n\nText.\n")
    beside = open_here()
    sign_in(beside, "Ben")

    def meanwhile(done: int, total: int) -> bool:
        if done < total:
            import_folder(beside, books)
        return True

    import_folder(store, books, progress=meanwhile)
    assert store.runbooks.count() == 30
    assert all(len(store.runbooks.get(row.id).versions) == 1 for row in store.runbooks.page())
    assert check_store(store).ok
