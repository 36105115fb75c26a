"""Watches at work: each change told once, also over restarts and a crash, and blindness is never calm."""

import json
import os
import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from holdfast.detect.watches import watching as watching_module
from holdfast.detect.watches.looking import Now
from holdfast.detect.watches.memory import recorded_file, state_file
from holdfast.detect.watches.shelf import names_in, shelved, state_of, switched
from holdfast.detect.watches.watching import Watching
from holdfast.domain.errors import UserError
from holdfast.store.opening import open_store
from holdfast.store.store import Store

START = 1_795_867_200.0  # 2026-11-28 12:00
PATIENCE = 20
MATCHES = '[rule]\nkind = "matches"\ncount = 2\nwithin = "5m"\n'


class Room:
    """A store with watches, a log, and a clock that the test sets."""

    def __init__(self, store: Store, tmp_path: Path) -> None:
        self.store, self.folder = store, store.path
        self.log = tmp_path / "app.log"
        self.now = Now(START, 0.0)
        (self.folder / "watches").mkdir()
        self.begin()

    def watch(self, name: str, source: str, rule: str = MATCHES, head: str = "") -> None:
        text = f'name = "Alert of {name}"\nevery = "10s"\n{head}\n'
        text += '[annotations]\nsummary = "{value} since {since}"\n'
        (self.folder / "watches" / f"{name}.toml").write_text(f"{text}[source]\n{source}\n{rule}")

    def of_log(self, rule: str = MATCHES, head: str = "") -> None:
        self.watch("log", f'kind = "log"\npath = "{self.log}"\npattern = "ERROR"', rule, head)

    def begin(self, *names: str) -> None:
        """A program that begins: nothing but what is on the disk is known."""
        self.watching = Watching(lambda: self.store, self.folder, names or ("log",), lambda _said: None)

    def look(self, seconds: float = 10, jump: float = 0) -> list[str]:
        self.now = Now(self.now.wall + seconds + jump, self.now.steady + seconds)
        return self.watching.round(self.store, self.now)

    def write(self, *lines: str) -> None:
        with self.log.open("a") as file:
            file.writelines(f"{line}\n" for line in lines)

    def alerts(self) -> dict[str, tuple[str, int]]:
        rows = self.store.database.rows("SELECT name, status, count FROM alert ORDER BY id")
        return {name: (status, count) for name, status, count in rows}

    def alert(self, name: str) -> Any:
        (value,) = (self.store.database.one("SELECT value FROM alert WHERE name = ?", (name,)),)
        return json.loads(value)


@pytest.fixture
def room(store: Store, tmp_path: Path) -> Room:
    return Room(store, tmp_path)


def test_a_change_is_told_once_and_again_after_a_while(room: Room) -> None:
    room.log.write_text("ERROR of yesterday\nERROR too\n")
    room.of_log()
    room.look()
    assert room.alerts() == {}
    room.write("ERROR 1", "fine", "ERROR 2")
    room.look()
    assert room.alerts() == {"Alert of log": ("firing", 1)}
    for _look in range(5):
        room.write("ERROR")
        room.look()
    assert room.alerts() == {"Alert of log": ("firing", 1)}
    room.look(400)
    assert room.alerts() == {"Alert of log": ("resolved", 2)}
    said = room.alert("Alert of log")
    assert said["source"] == "watch"
    assert said["annotations"]["summary"] == "7 since 2026-11-28 12:00:20 UTC"


def test_what_lasts_is_said_again_after_its_time(room: Room) -> None:
    file = room.folder.parent / "a.prom"
    room.watch(
        "m",
        f'kind = "metrics"\npath = "{file}"\nmetric = "load"\nstale = "0s"',
        '[rule]\nkind = "threshold"\nabove = 9\n',
        'repeat = "1h"\nseverity = "critical"\nservice = "db"\nlabels = { host = "db1" }',
    )
    room.begin("m")
    file.write_text("load 10\n")
    for _look in range(10):
        room.look(1200)
    assert room.alerts() == {"Alert of m": ("firing", 4)}
    said = room.alert("Alert of m")
    assert (said["severity"], said["service"], said["labels"]) == (5, "db", {"host": "db1"})
    assert recorded_file(room.folder, "m").read_text().splitlines()[:2] == [
        "time,value",
        f"{START + 1200:.3f},10.0",
    ]


def test_what_was_seen_is_kept_with_the_alert(room: Room) -> None:
    room.log.write_text("")
    room.of_log()
    room.look()
    room.write("ERROR", "ERROR")
    room.look()
    delivery = room.store.deliveries.get(room.alert("Alert of log")["delivery"])
    assert delivery is not None
    assert (delivery.door, delivery.name, delivery.format) == ("watch", "log.toml", "watch")
    said = json.loads(room.store.blobs.get(delivery.content) or b"")
    assert (said["watch"], said["status"], said["value"]) == ("log", "firing", 2.0)
    assert (said["rule"]["kind"], said["source"]["pattern"]) == ("matches", "ERROR")
    assert said["at"] == "2026-11-28T12:00:20Z"


def test_a_restart_neither_misses_nor_repeats(room: Room) -> None:
    room.log.write_text("")
    room.of_log()
    room.look()
    room.write("ERROR 1")
    room.look()
    room.begin()
    room.write("ERROR 2")
    room.begin()
    room.look()
    assert room.alerts() == {"Alert of log": ("firing", 1)}
    room.begin()
    room.look()
    assert room.alerts() == {"Alert of log": ("firing", 1)}
    room.begin()
    room.look(400)
    assert room.alerts() == {"Alert of log": ("resolved", 2)}


def test_a_crash_between_telling_and_keeping_tells_nothing_twice(room: Room) -> None:
    room.log.write_text("")
    room.of_log()
    room.look()
    before = state_file(room.folder, "log").read_bytes()
    room.write("ERROR", "ERROR")
    room.look()
    state_file(room.folder, "log").write_bytes(before)  # as if it was stopped before this was written
    room.begin()
    room.look()
    assert room.alerts() == {"Alert of log": ("firing", 1)}
    assert room.store.database.one("SELECT count(*) FROM delivery") == 1


def test_what_came_and_went_between_two_looks_is_told_whole(room: Room) -> None:
    room.log.write_text("")
    room.of_log()
    room.look()
    room.write("2026-11-28T11:00:00Z ERROR", "2026-11-28T11:00:01Z ERROR", "2026-11-28T11:30:00Z ERROR")
    room.look()
    assert room.alerts() == {"Alert of log": ("resolved", 2)}
    said = room.alert("Alert of log")
    assert (said["started"], said["ended"]) == ("2026-11-28T11:00:01Z", "2026-11-28T11:05:00Z")


def test_a_watch_that_sees_nothing_says_so_and_that_it_sees_again(room: Room) -> None:
    room.log.write_text("")
    room.of_log(head='blind_after = "5m"')
    room.look()
    room.log.unlink()
    (said,) = room.look()
    assert said.startswith("Alert of log: ")
    assert "is not there" in said
    room.look(200)
    assert room.alerts() == {}
    room.begin()
    room.look(200)
    blind = "The watch “Alert of log” sees nothing"
    assert room.alerts() == {blind: ("firing", 1)}
    assert "is not there" in room.alert(blind)["annotations"]["description"]
    assert state_of(room.folder, "log").blind is not None
    room.log.write_text("ERROR\n")
    assert room.look() == []
    assert room.alerts() == {blind: ("resolved", 2)}
    assert state_of(room.folder, "log").blind is None


def test_what_fires_is_not_over_because_nothing_is_seen(room: Room) -> None:
    room.log.write_text("")
    room.of_log()
    room.look()
    room.write("ERROR", "ERROR")
    room.look()
    room.log.unlink()
    for _look in range(5):
        room.look(300)
    assert room.alerts()["Alert of log"] == ("firing", 1)


def test_a_file_that_is_no_watch_is_told_and_becomes_an_alert_that_ends(room: Room) -> None:
    file = room.folder / "watches" / "log.toml"
    file.write_text("name = 1")
    (said,) = room.look()
    assert said.startswith("The watch log can't be used: ")
    room.look(601)
    blind = "The watch “log” sees nothing"
    assert room.alerts() == {blind: ("firing", 1)}
    room.begin()
    room.look()
    assert room.alerts() == {blind: ("firing", 1)}
    room.log.write_text("")
    room.of_log()
    assert room.look() == []
    assert [status for status, _count in room.alerts().values()] == ["resolved"]


def test_a_heartbeat_that_stops_is_absent_and_comes_back(room: Room) -> None:
    beat = room.folder.parent / "beat"
    room.watch("beat", f'kind = "heartbeat"\npath = "{beat}"', '[rule]\nkind = "absence"\nfor = "1h"\n')
    room.begin("beat")
    beat.write_text("")
    os.utime(beat, (START, START))
    room.look()
    room.look(3000)
    assert room.alerts() == {}
    room.look(700)
    assert room.alerts() == {"Alert of beat": ("firing", 1)}
    assert room.alert("Alert of beat")["started"] == "2026-11-28T13:00:00Z"
    beat.unlink()
    room.look()
    beat.write_text("")
    os.utime(beat, (room.now.wall, room.now.wall))
    room.look()
    assert room.alerts() == {"Alert of beat": ("resolved", 2)}


def test_a_clock_that_is_set_forward_makes_no_port_absent(room: Room) -> None:
    room.watch("p", 'kind = "port"\nhost = "127.0.0.1"\nport = 1', '[rule]\nkind = "absence"\nfor = "1h"\n')
    room.begin("p")
    room.look()
    room.look(jump=7200)
    assert room.alerts() == {}
    (note,) = state_of(room.folder, "p").notes
    assert (note.kind, note.most) == ("shift", 7200)
    room.look(3600)
    assert room.alerts() == {"Alert of p": ("firing", 1)}


def test_a_clock_that_is_set_back_hides_no_alert(room: Room) -> None:
    """What begins after that is no late word of what was over, though the clock says so."""
    file = room.folder.parent / "a.prom"
    room.watch(
        "m",
        f'kind = "metrics"\npath = "{file}"\nmetric = "load"\nstale = "0s"',
        '[rule]\nkind = "threshold"\nabove = 9\n',
    )
    room.begin("m")
    for load, jump in ((10, 0), (1, 0), (10, -7200)):
        file.write_text(f"load {load}\n")
        room.look(jump=jump)
    assert room.alerts() == {"Alert of m": ("firing", 3)}


def test_a_table_is_followed_and_its_silence_is_told(room: Room) -> None:
    table = room.folder.parent / "t.csv"
    rule = '[rule]\nkind = "threshold"\nabove = 90\n'
    room.watch("t", f'kind = "csv"\npath = "{table}"\nstale = "10m"', rule, 'blind_after = "1m"')
    room.begin("t")
    table.write_text("time,value\n2026-11-28T11:58:00Z,95\n2026-11-28T11:59:00Z,1\n")
    room.look()
    assert room.alerts() == {}  # what was over before it began is none of its business
    with table.open("a") as file:
        file.write("2026-11-28T12:00:00Z,99\n")
    room.look()
    assert room.alerts() == {"Alert of t": ("firing", 1)}
    assert state_of(room.folder, "t").value == 99
    room.look(600)
    (said,) = room.look(70)
    assert "nothing new since 2026-11-28 12:00:00 UTC" in said
    assert room.alerts()["The watch “Alert of t” sees nothing"] == ("firing", 1)
    assert room.alerts()["Alert of t"] == ("firing", 1)


def test_a_rule_that_was_changed_begins_anew_and_keeps_what_was_told(room: Room) -> None:
    room.log.write_text("")
    room.of_log()
    room.look()
    room.write("ERROR", "ERROR")
    room.look()
    room.of_log(MATCHES.replace("count = 2", "count = 3"))
    room.write("ERROR", "ERROR")
    room.look()
    assert room.alerts() == {"Alert of log": ("resolved", 2)}
    room.write("ERROR")
    room.look()
    assert room.alerts() == {"Alert of log": ("firing", 3)}
    room.look(400)
    assert room.alerts() == {"Alert of log": ("resolved", 4)}


@pytest.mark.parametrize("kept", [b"", b"{", b"[]", b"null", b'{"format": 9}', b"[" * 100_000, b"\0"])
def test_a_memory_that_can_not_be_read_is_begun_anew(room: Room, kept: bytes) -> None:
    room.log.write_text("ERROR\nERROR\n")
    room.of_log()
    state_file(room.folder, "log").parent.mkdir()
    state_file(room.folder, "log").write_bytes(kept)
    assert room.look() == []
    assert room.alerts() == {}


def test_two_programs_over_one_store_watch_once(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching_module, "_REST", 0.01)
    room.log.write_text("")
    room.of_log()

    def running(fits: Callable[[tuple[str, ...]], bool]) -> tuple[Watching, Event]:
        heard = Event()

        def tell(said: tuple[str, ...]) -> None:
            if fits(said):
                heard.set()

        return Watching(lambda: open_store(room.folder), room.folder, ("log",), tell), heard

    first, works = running(lambda said: said == ())
    second, waits = running(lambda said: bool(said) and "Another program" in said[0])
    first.start()
    assert works.wait(PATIENCE)
    second.start()
    assert waits.wait(PATIENCE)
    first.stop()
    second.stop()


def test_the_setting_holds_names(room: Room) -> None:
    assert names_in(" a ; b;a;; ") == ("a", "b")
    assert switched("a; b", "c", on=True) == "a; b; c"
    assert switched("a; b", "a", on=False) == "b"
    for name in ("", "../a", "a;b", ".state", "a/b", "x" * 200):
        with pytest.raises(UserError, match="no name of a watch"):
            switched("", name, on=True)


def test_the_shelf_shows_files_with_their_faults_and_what_is_gone(room: Room) -> None:
    room.of_log()
    (room.folder / "watches" / "bad.toml").write_bytes(b"\xff")
    found = {each.name: each for each in shelved(room.folder, ("log", "gone"))}
    assert [*found] == ["bad", "log", "gone"]
    assert (found["log"].is_on, found["log"].problems) == (True, ())
    assert found["log"].watch is not None
    assert not found["bad"].is_on
    assert "UTF-8" in str(found["bad"].problems[0])
    assert "can't be read" in str(found["gone"].problems[0])
    assert state_of(room.folder, "log").looked is None


def test_a_repeat_says_how_it_stands_by_then(room: Room) -> None:
    room.log.write_text("")
    room.of_log(MATCHES.replace("5m", "5h"), 'repeat = "1h"')
    room.look()
    room.write("ERROR", "ERROR")
    room.look()
    room.write("ERROR", "ERROR", "ERROR")
    room.look(3600)
    assert room.alerts() == {"Alert of log": ("firing", 2)}
    assert room.alert("Alert of log")["annotations"]["summary"].startswith("5 since")
    assert state_of(room.folder, "log").value == 5


def test_a_path_is_meant_from_where_the_watch_lies(room: Room) -> None:
    (room.folder / "watches" / "app.log").write_text("")
    room.watch("log", 'kind = "log"\npath = "app.log"\npattern = "ERROR"')
    assert room.look() == []


def test_a_watch_that_breaks_the_program_blinds_no_other_and_says_so(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.log.write_text("")
    room.of_log()
    room.watch("bad", f'kind = "log"\npath = "{room.log}"\npattern = "x"')
    real = watching_module.Looker.look

    def look(looker: Any, *words: Any) -> Any:
        return 1 / 0 if looker.name == "bad" else real(looker, *words)

    monkeypatch.setattr(watching_module.Looker, "look", look)
    room.begin("bad", "log")
    (said,) = room.look()
    assert "ZeroDivisionError" in said
    room.write("ERROR", "ERROR")
    room.look(601)
    blind = "The watch “bad” sees nothing"
    assert room.alerts() == {blind: ("firing", 1), "Alert of log": ("firing", 1)}
    monkeypatch.undo()
    assert room.look() == []
    assert [status for status, _count in room.alerts().values()] == ["resolved", "firing"]


@pytest.mark.parametrize("odd", ["1e300,1", "9999-12-31T23:59:59-23:59,1", "0001-01-01T00:00:00+23:59,1"])
def test_the_newest_value_is_one_that_was_judged(room: Room, odd: str) -> None:
    table = room.folder.parent / "t.csv"
    room.watch("t", f'kind = "csv"\npath = "{table}"', '[rule]\nkind = "threshold"\nabove = 90\n')
    room.begin("t")
    table.write_text(f"time,value\n2026-11-28T12:00:00Z,95\n{odd}\n")
    room.look()
    assert room.alerts() == {"Alert of t": ("firing", 1)}
    assert state_of(room.folder, "t").value == 95


def one_life(store: Store, folder: Path, seed: int, *, crashes: bool) -> tuple[list[Any], int]:
    """Random writing, rotating and looking; with crashes before and after what was seen was kept."""
    acts, fate = random.Random(seed), random.Random(-seed)
    room = Room(store, folder)
    room.log.write_text("")
    room.of_log(MATCHES.replace("5m", "30s"))
    room.look()
    may_rotate = True
    for number in range(40):
        act = acts.random()
        at = datetime.fromtimestamp(room.now.wall, UTC)
        if act < 0.6:
            room.write(*[f"{at:%Y-%m-%dT%H:%M:%SZ} ERROR {number}"] * acts.randint(0, 2))
        elif act < 0.7 and may_rotate:
            room.log.rename(room.log.with_name(f"app.log.{number}"))
            room.log.write_text("")
            may_rotate = False
        if act < 0.3:
            continue
        before = state_file(room.folder, "log").read_bytes()
        room.look(40)
        may_rotate = True
        if crashes and fate.random() < 0.5:
            if fate.random() < 0.5:
                state_file(room.folder, "log").write_bytes(before)
            room.begin()
            room.look(0)
    return sorted(room.alerts().items()), store.database.one("SELECT count(*) FROM delivery")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_life_with_crashes_tells_what_one_without_tells(tmp_path: Path, hands: Any, seed: int) -> None:
    told: list[tuple[list[Any], int]] = []
    for name, crashes in (("calm", False), ("wild", True)):
        (tmp_path / name).mkdir()
        with open_store(tmp_path / name / "store", clock=hands) as one:
            told.append(one_life(one, tmp_path / name, seed, crashes=crashes))
    assert told[0] == told[1]
    assert told[0][1] > 3
