"""The doors together: what is open is told, and one that fails closes no other."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event, current_thread
from typing import Any

import pytest

from holdfast.detect import doors as doors_module
from holdfast.detect.address import Address
from holdfast.detect.doors import Doors, Listening, Wanted, listening_text
from holdfast.detect.silences import matcher, silence
from holdfast.domain.errors import UserError
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from tests.detect.knocking import Knock, listening, payload
from tests.store.conftest import Hands

PATIENCE = 20


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    open_store(tmp_path / "store").close()
    return tmp_path / "store"


class Heard:
    """What was told, and an event for the first that fits."""

    def __init__(self, fits: Callable[[Listening], bool]) -> None:
        self.all: list[Listening] = []
        self._fits, self._event = fits, Event()

    def __call__(self, said: Listening) -> None:
        self.all.append(said)
        if self._fits(said):
            self._event.set()

    def wait(self) -> None:
        assert self._event.wait(PATIENCE), self.all


@contextmanager
def running(folder: Path, wanted: Wanted, tell: Callable[[Listening], None], **more: Any) -> Iterator[Doors]:
    doors = Doors(more.get("opened", partial(open_store, folder)), folder, wanted, tell)
    doors.start()
    try:
        yield doors
    finally:
        doors.stop()


def test_the_webhook_is_told_by_its_address(folder: Path) -> None:
    heard = Heard(lambda said: bool(said.webhook))
    with running(folder, Wanted(Address(port=0)), heard) as doors:
        heard.wait()
        host, _colon, port = doors.listening.webhook.partition(":")
        assert host == "127.0.0.1"
        assert listening_text(doors.listening) == f"Alerts: 127.0.0.1:{port}"
        webhook = doors._webhook
        assert webhook is not None
        assert Knock(folder, webhook).post(payload("DiskFull"))[0] == 200
        assert doors.stored == 1


def test_a_port_that_is_taken_opens_nothing(folder: Path) -> None:
    with listening(folder) as other:
        doors = Doors(partial(open_store, folder), folder, Wanted(Address(port=other.port)))
        with pytest.raises(UserError, match="is taken"):
            doors.start()
        doors.stop()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Listening(), ""),
        (Listening("127.0.0.1:9095"), "Alerts: 127.0.0.1:9095"),
        (Listening("127.0.0.1:9095", (Path("a"),)), "Alerts: 127.0.0.1:9095, 1 folder"),
        (Listening("", (Path("a"), Path("b"))), "Alerts: 2 folders"),
        (Listening("", (Path("a"),), (), ("one",)), "Alerts: 1 folder, 1 watch"),
        (Listening("", (), (), ("one", "two")), "Alerts: 2 watches"),
        (Listening("", (Path("a"),), ("It is gone.",)), "Alerts: 1 folder; not all is taken"),
    ],
)
def test_what_listens_is_said_in_a_few_words(said: Listening, words: str) -> None:
    assert listening_text(said) == words


@dataclass
class Drop:
    """A folder that does what the test says."""

    path: Path
    act: Callable[[Any], str]

    def visit(self, store: Any, going_on: Callable[[], bool]) -> Any:
        assert going_on()

        @dataclass
        class Visit:
            problem: str
            waiting: int = 0

        return Visit(self.act(store))


def breaks(_store: Any) -> str:
    raise ZeroDivisionError


def test_a_folder_is_looked_into_at_once_when_something_moved_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors_module, "_LOOK", 3600.0)
    monkeypatch.setattr(doors_module, "_SETTLE", 3600.0)
    looks = iter(("", "It moved."))
    drop = Drop(folder, lambda _store: next(looks))
    monkeypatch.setattr(doors_module, "DropFolder", lambda _folder, **_more: drop)
    heard = Heard(lambda said: said.problems == ("It moved.",))
    with running(folder, Wanted(folders=(folder,)), heard) as doors:
        doors.look()
        heard.wait()


def test_what_keeps_a_folder_from_its_work_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drops = iter([Drop(folder, lambda _store: "It is gone."), Drop(folder, lambda _store: "")])
    monkeypatch.setattr(doors_module, "DropFolder", lambda _folder, **_more: next(drops))
    heard = Heard(lambda said: said.problems == ("It is gone.",))
    with running(folder, Wanted(folders=(folder, folder)), heard):
        heard.wait()
    assert listening_text(heard.all[-1]) == "Alerts: 2 folders; not all is taken"


def test_a_folder_that_breaks_is_told_and_closes_no_door(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors_module, "DropFolder", lambda _folder, **_more: Drop(folder, breaks))
    heard = Heard(lambda said: any("ZeroDivisionError" in problem for problem in said.problems))
    with running(folder, Wanted(Address(port=0), (folder,)), heard) as doors:
        heard.wait()
        webhook = doors._webhook
        assert webhook is not None
        assert Knock(folder, webhook).post(payload("DiskFull"))[0] == 200


def test_a_store_that_cannot_be_opened_is_tried_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors_module, "_SETTLE", 0.01)
    tries: list[int] = []

    def opened() -> Any:
        tries.append(1)
        if len(tries) == 1:
            raise UserError("The disk is full.")
        return open_store(folder)

    heard = Heard(lambda said: not said.problems)
    with running(folder, Wanted(), heard, opened=opened):
        heard.wait()
    [[problem], nothing] = [said.problems for said in heard.all]
    assert "No alert is stored. The disk is full. Senders" in problem
    assert nothing == ()


def test_time_does_its_part(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A silence that is over lets its alert be heard, with nobody at the keyboard."""
    from datetime import timedelta

    from holdfast.desk.operators import sign_in
    from tests.detect.signals import DISK, disk_alert, hand_in

    hands = Hands()
    with open_store(folder, clock=hands) as store:
        sign_in(store, "Ana")
        hand_in(store, DISK)
        silence(store, [matcher("service=billing")], hands.at + timedelta(minutes=5), "Known")
        assert disk_alert(store).status == "suppressed"
        hands.at += timedelta(hours=1)
        settled = Event()
        real = doors_module.settle

        def settle(there: Any) -> int:
            done = real(there)
            settled.set()
            return done

        monkeypatch.setattr(doors_module, "settle", settle)
        with running(folder, Wanted(), lambda _said: None, opened=partial(open_store, folder, clock=hands)):
            assert settled.wait(PATIENCE)
        assert disk_alert(store).status == "firing"


def test_what_keeps_a_watch_from_seeing_is_told_beside_what_keeps_a_folder(folder: Path) -> None:
    gone = folder / "gone"
    heard = Heard(lambda said: len(said.problems) == 2)
    with running(folder, Wanted(folders=(gone,), watches=("lost",)), heard):
        heard.wait()
    assert heard.all[-1].watches == ("lost",)
    assert str(gone) in heard.all[-1].problems[0]
    assert "The watch lost can't be used" in heard.all[-1].problems[1]


def test_a_file_that_is_dropped_is_taken(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors_module, "_LOOK", 0.01)
    dropped = tmp_path / "dropped"
    dropped.mkdir()
    file = dropped / "alerts.json"
    file.write_bytes(payload("DiskFull"))
    os.utime(file, (0, 0))  # it has lain there for long
    taken, pause = Event(), Event()
    with open_store(folder) as store:
        store.on_change(lambda _changes: taken.set())
        with running(folder, Wanted(folders=(dropped,)), lambda _said: None):
            looks = (store.poll() or pause.wait(0.01) for _look in range(PATIENCE * 100))
            assert any(looks)
        assert taken.is_set()
        assert store.database.rows("SELECT name FROM alert") == [("DiskFull",)]
    assert not file.exists()


# -- a store that takes nothing ---------------------------------------------------------------------


def knock_at(doors: Doors, folder: Path) -> Callable[[str], int]:
    webhook = doors._webhook
    assert webhook is not None
    knock = Knock(folder, webhook)
    return lambda name: knock.post(payload(name))[0]


def told(word: str) -> Callable[[Listening], bool]:
    return lambda said: any(word in problem for problem in said.problems)


def stored(folder: Path) -> list[str]:
    with open_store(folder) as store:
        return [name for (name,) in store.database.rows("SELECT name FROM alert ORDER BY name")]


def test_what_keeps_the_webhook_from_storing_is_told_until_it_stores_again(folder: Path) -> None:
    room = iter((0, 1_000_000))

    def opened() -> Store:
        store = open_store(folder)
        more = next(room, 1_000_000) if current_thread().name.startswith("holdfast-webhook") else 1_000_000
        store.database.run(f"PRAGMA max_page_count = {store.database.one('PRAGMA page_count') + more}")
        return store

    heard = Heard(told("Free some disk space."))
    with running(folder, Wanted(Address(port=0)), heard, opened=opened) as doors:
        post = knock_at(doors, folder)
        answers = {f"Alert{number}": post(f"Alert{number}") for number in range(50)}
        assert 503 in answers.values()
        heard.wait()
        assert answers["Alert49"] == 200
        assert doors.listening.problems == ()
    assert stored(folder) == sorted(name for name, answer in answers.items() if answer == 200)


def test_nothing_is_taken_into_a_store_that_was_moved_away(folder: Path, tmp_path: Path) -> None:
    """SQLite goes on writing into a file that lies elsewhere, or nowhere any more."""
    heard = Heard(told("moved or removed"))
    file = folder / "holdfast.db"
    with running(folder, Wanted(Address(port=0)), heard) as doors:
        post = knock_at(doors, folder)
        assert post("Before") == 200
        file.rename(tmp_path / "elsewhere.db")
        assert [post("Meanwhile"), post("Meanwhile")] == [503, 503]
        heard.wait()
        (tmp_path / "elsewhere.db").rename(file)
        assert post("After") == 200
    assert stored(folder) == ["After", "Before"]


def test_damage_that_one_door_sees_closes_the_other(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages that a connection remembers look well, whatever became of the file."""
    monkeypatch.setattr(doors_module, "_LOOK", 0.01)
    heard = Heard(told("damaged"))
    dropped = tmp_path / "dropped"
    dropped.mkdir()
    with running(folder, Wanted(Address(port=0), (dropped,)), heard) as doors:
        post = knock_at(doors, folder)
        assert [post(f"Alert{number}") for number in range(5)] == [200] * 5
        with (folder / "holdfast.db-wal").open("r+b") as log:
            size = log.seek(0, os.SEEK_END)
            log.seek(100)
            log.write(b"\xa5" * (size - 100))
        (dropped / "a.json").write_bytes(payload("Dropped"))
        os.utime(dropped / "a.json", (0, 0))
        heard.wait()
        assert [post("Late"), post("Later")] == [503, 503]
        assert "Restore the newest backup" in heard.all[-1].problems[0]
    assert [file.name[-6:] for file in (dropped / "working").iterdir() if "~" in file.name] == ["a.json"]


def test_a_store_that_was_opened_on_a_full_disk_is_opened_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors_module, "_SETTLE", 0.01)
    only_read = iter((True, True))
    heard = Heard(lambda said: not said.problems)
    with running(
        folder,
        Wanted(),
        heard,
        opened=lambda: open_store(folder, read_only=next(only_read, False)),
    ):
        heard.wait()
    assert "reading only" in heard.all[0].problems[0]
