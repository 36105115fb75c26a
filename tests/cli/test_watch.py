"""`holdfast watch`, as it is called, and the watches of `listen` in a process of its own."""

import json
import os
import signal
import time
from dataclasses import astuple
from datetime import UTC
from pathlib import Path

import msgspec
import pytest

from holdfast import paths
from holdfast.detect.watches.follow import Place
from holdfast.detect.watches.memory import FORMAT, Memory
from holdfast.detect.watches.notes import Notes, add
from holdfast.detect.watches.tidy import Tidy
from holdfast.detect.watches.told import in_words
from holdfast.detect.watches.trial import try_watch
from holdfast.detect.watches.watch import load
from holdfast.settings import WATCHES, Settings
from holdfast.store.opening import open_store
from tests.cli.conftest import Call
from tests.detect.listener import line, listener

TABLE = 'name = "Hot"\nevery = "1s"\n[source]\nkind = "csv"\npath = "{path}"\n'
TABLE += '[rule]\nkind = "threshold"\nabove = 90\n'

BEAT = (
    'name = "Backup"\n[source]\nkind = "heartbeat"\npath = "{path}"\n[rule]\nkind = "absence"\nfor = "26h"\n'
)

PORT = 'name = "Database"\n[source]\nkind = "port"\nhost = "127.0.0.1"\nport = 5432\n'
PORT += '[rule]\nkind = "absence"\nfor = "2m"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    open_store(tmp_path / "store").close()
    (tmp_path / "store" / "watches").mkdir()
    return tmp_path / "store"


@pytest.fixture
def hot(folder: Path, tmp_path: Path) -> Path:
    """A watch of the store, and the table that it looks at."""
    table = tmp_path / "t.csv"
    table.write_text(
        "time,value\n2026-11-27T10:00:00Z,95\n2026-11-27T10:05:00Z,1\n2026-11-27T11:00:00Z,99\nx,y\n"
    )
    (folder / "watches" / "hot.toml").write_text(TABLE.format(path=table))
    return table


def test_shipped_watches_are_well(call: Call) -> None:
    files = [str(file) for file in sorted((paths.resources() / "watches").glob("*.toml"))]
    status, said = call("watch", "check", *files)
    assert (status, len(said)) == (0, 3)
    assert all(each["ok"] for each in said)


def test_check_names_every_problem_of_every_file(call: Call, tmp_path: Path) -> None:
    bad, gone = tmp_path / "bad.toml", tmp_path / "gone.toml"
    bad.write_text('name = "x"\nevry = "1s"\n')
    assert call("watch", "check", str(bad), str(gone))[0] == 1
    status, text = call("watch", "check", str(bad), str(gone), plain=True)
    assert status == 1
    assert f"{bad} can't be used as a watch; 3 to correct:" in text
    assert "line 2: evry is not known here." in text
    assert f"{gone} can't be used as a watch; 1 to correct:" in text


def test_try_says_when_it_would_have_fired(call: Call, hot: Path, folder: Path) -> None:
    for name in ("hot", str(folder / "watches" / "hot.toml")):
        status, said = call("watch", "try", name)
        assert status == 0
        assert (said["count"], said["points"], said["seconds"]) == (2, 3, 300)
        assert [(each["start"], each["end"]) for each in said["fired"]] == [
            ("2026-11-27T10:00:00+00:00", "2026-11-27T10:05:00+00:00"),
            ("2026-11-27T11:00:00+00:00", None),
        ]
        assert [(note["kind"], note["count"]) for note in said["notes"]] == [("broken", 1)]
    status, text = call("watch", "try", "hot", "--since", "2026-11-27 10:30 UTC", plain=True)
    assert status == 0
    assert "It would have fired once in 30 min." in text
    assert "the data ends" in text
    assert "Lines that can't be read: 1; passed over (first: line 5)" in text


def test_try_takes_other_data(call: Call, hot: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("time,value\n2026-11-27T10:00:00Z,5\n")
    assert "It would not have fired." in call("watch", "try", "hot", "--data", str(other), plain=True)[1]
    status, text = call("watch", "try", "hot", "--data", str(tmp_path / "gone.csv"), plain=True)
    assert status == 1
    assert "is no file" in text


def test_a_watch_is_switched_on_listed_and_switched_off(call: Call, hot: Path, folder: Path) -> None:
    assert call("watch", "on", "hot") == (0, {"name": "hot", "on": True})
    assert Settings(paths.settings_file(folder)).value(WATCHES) == "hot"
    status, (said,) = call("watch", "list")
    assert (status, said["name"], said["on"], said["looked"], said["problems"]) == (0, "hot", True, None, [])
    assert "has not looked yet" in call("watch", "list", plain=True)[1]
    assert call("watch", "off", "hot") == (0, {"name": "hot", "on": False})
    assert call("watch", "off", "hot")[0] == 1


def test_what_is_no_watch_is_not_switched_on(call: Call, hot: Path, folder: Path) -> None:
    (folder / "watches" / "bad.toml").write_text("name = 1")
    for name, told in (("gone", "There is no watch gone"), ("bad", "can't be used"), ("../hot", "no name")):
        status, text = call("watch", "on", name, plain=True)
        assert status == 1
        assert told in text
    assert Settings(paths.settings_file(folder)).value(WATCHES) == ""


def test_no_store_is_begun(call: Call, tmp_path: Path) -> None:
    assert call("watch", "list")[0] == 1
    assert call("watch", "on", "hot")[0] == 1
    assert not (tmp_path / "store").exists()


def test_listen_runs_the_watches_that_are_on(call: Call, hot: Path, folder: Path) -> None:
    call("watch", "on", "hot")
    hot.write_text(f"time,value\n{time.time() - 60:.0f},1\n{time.time() - 5:.0f},95\n")
    with listener(folder, "--no-webhook", "--json") as process, open_store(folder) as store:
        assert json.loads(line(process)) == {"webhook": "", "folders": [], "watches": ["hot"]}
        ends = time.monotonic() + 20
        while not (found := store.database.rows("SELECT name, status FROM alert")):
            assert time.monotonic() < ends
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, "")
    assert found == [("Hot", "firing")]
    status, (said,) = call("watch", "list")
    assert (status, said["value"], said["problem"]) == (0, 95.0, "")
    assert "fires since" in call("watch", "list", plain=True)[1]
    assert "Its alert stays open" in call("watch", "off", "hot", plain=True)[1]


def test_a_sign_of_life_that_never_was_is_told_at_once(call: Call, folder: Path, tmp_path: Path) -> None:
    beat = tmp_path / "beat"
    file = folder / "watches" / "beat.toml"
    file.write_text(BEAT.format(path=beat))
    assert "never seen yet" in call("watch", "check", str(file), plain=True)[1]
    assert call("watch", "check", str(file))[1][0]["never_seen"] is True
    status, text = call("watch", "try", "beat", plain=True)
    assert status == 1
    assert "never seen yet" in text
    assert "never seen yet" in call("watch", "list", plain=True)[1]
    beat.write_text("")
    os.utime(beat, (1, 1))
    for verb in (["check", str(file)], ["list"]):
        assert "never seen" not in call("watch", *verb, plain=True)[1]


def test_try_shows_the_worst_value_beside_the_one_that_it_fired_at(call: Call, hot: Path) -> None:
    rows = [(0, 95), (60, 120), (120, 97), (180, 1)]
    hot.write_text("time,value\n" + "".join(f"{1_795_867_200 + at},{value}\n" for at, value in rows))
    assert "95, worst 120" in call("watch", "try", "hot", plain=True)[1]
    (fired,) = call("watch", "try", "hot")[1]["fired"]
    assert (fired["value"], fired["worst"]) == (95, 120)


def test_try_says_the_same_as_the_window(call: Call, hot: Path, folder: Path) -> None:
    rows = [(0, 95), (60, 120), (120, 2), (180, 50), (4000, 50)]
    hot.write_text("time,value\n" + "".join(f"{1_795_867_200 + at},{value}\n" for at, value in rows))
    file = folder / "watches" / "hot.toml"
    file.write_text(file.read_text() + "below = 10\n")
    watch = load(file.read_text(), file.parent)
    words = in_words(watch, try_watch(watch, hot, time.time()), UTC, 10)
    text = call("watch", "try", "hot", plain=True)[1]
    assert words.times[0].value == "95, from 2 to 120"
    for said in (words.sentence, words.judged, *words.titles, *astuple(words.times[0]), *words.odd):
        assert said in text
    (fired,) = call("watch", "try", "hot")[1]["fired"]
    assert (fired["worst"], fired["other_end"]) == (120, 2)


def test_try_of_a_port_says_when_it_is_asked(call: Call, folder: Path) -> None:
    file = folder / "watches" / "db.toml"
    file.write_text(PORT)
    status, text = call("watch", "try", "db", plain=True)
    assert status == 1
    assert "No answer of port 5432 of 127.0.0.1 was recorded yet: it is asked only while" in text
    assert "once the port has answered while the watch is on" in text


def test_list_tells_what_was_odd_below_each_watch(call: Call, hot: Path, folder: Path) -> None:
    notes: Notes = {}
    for _time in range(2):
        add(notes, "missed")
    kept = Memory(FORMAT, "s", "j", place=Place(), tidy=Tidy(notes=notes), looked=1_795_867_200)
    (folder / "watches" / ".state").mkdir()
    (folder / "watches" / ".state" / "hot.json").write_bytes(msgspec.json.encode(kept))
    heads = call("watch", "list", plain=True)[1].splitlines()
    assert heads[0].startswith("hot ")
    assert heads[1] == "    A part of the file was not seen: 2 times it was gone before it was read"
