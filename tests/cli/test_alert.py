"""`alert`: taken in from a file, a folder and standard input, listed, answered, silenced, joined."""

import io
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from holdfast.desk.opening import open_here
from tests.cli.conftest import Call
from tests.detect.signals import DISK, OVER
from tests.detect.test_folders import payload


@pytest.fixture
def alert(call: Call, tmp_path: Path) -> str:
    """The id of an alert that was taken in from a file."""
    file = tmp_path / "disk.json"
    file.write_text(payload(DISK))
    assert call("alert", "ingest", str(file))[1]["new"] == 1
    [row] = call("alert", "list")[1]
    return row["id"]


def test_alerts_are_taken_in_listed_and_answered(call: Call, alert: str, incident: str) -> None:
    [row] = call("alert", "list")[1]
    assert (row["name"], row["status"], row["severity"], row["count"]) == ("DiskFilling", "firing", 3, 1)
    assert "The disk of db1 is filling" in call("alert", "list", plain=True)[1]
    assert call("alert", "ack", alert)[1][0]["status"] == "acknowledged"
    assert call("alert", "ack", alert)[0] == 1
    assert call("alert", "reopen", alert)[1][0]["status"] == "firing"
    [joined] = call("alert", "attach", alert, "--to", incident)[1]
    assert (joined["status"], bool(joined["incident"])) == ("acknowledged", True)
    assert call("alert", "detach", alert)[1][0]["incident"] == ""
    assert call("alert", "resolve", alert)[0] == 1
    assert call("alert", "resolve", alert, "--reason", "seen")[1][0]["said"] == "seen"
    assert call("alert", "list")[1] == []
    assert len(call("alert", "list", "--view", "all", "disk")[1]) == 1
    assert call("alert", "list", "--view", "all", "tape")[1] == []


def test_all_of_an_alert_and_its_delivery_are_shown(call: Call, alert: str) -> None:
    shown = call("alert", "show", alert)[1]
    assert (shown["labels"]["instance"], shown["delivery"]["name"]) == ("db1", "disk.json")
    assert "The disk of db1 is filling" in call("alert", "show", alert, plain=True)[1]
    assert call("alert", "show", alert, "--raw", plain=True)[1].strip() == payload(DISK)
    assert call("alert", "show", "none")[0] == 1


def test_a_folder_is_taken_and_what_is_refused_is_told(call: Call, tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "one.json").write_text(payload(DISK))
    (drop / "picture.png").write_bytes(b"\x89PNG\0")
    for name in ("one.json", "picture.png"):
        os.utime(drop / name, (1, 1))
    status, value = call("alert", "ingest", str(drop))
    assert (status, value["files"], value["new"], value["waiting"]) == (0, 1, 1, 0)
    assert [each["name"] for each in value["refused"]] == ["picture.png"]


def test_standard_input_is_taken_and_what_is_no_alert_is_refused(
    call: Call, alert: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(payload(OVER).encode())))
    assert call("alert", "ingest", "-")[1]["signals"] == 1
    assert call("alert", "list", "--view", "resolved")[1][0]["id"] == alert
    (tmp_path / "x.json").write_text("{")
    assert call("alert", "ingest", str(tmp_path / "x.json"))[0] == 1
    assert call("alert", "ingest", str(tmp_path / "none.json"))[0] == 1


def test_a_silence_is_set_listed_and_ended(call: Call, alert: str) -> None:
    assert call("alert", "silence", "instance=db1", "--for", "soon", "--reason", "swap")[0] == 1
    [made] = call("alert", "silence", "instance=db1", "--for", "2h", "--reason", "swap")[1]
    assert call("alert", "list")[1][0]["status"] == "suppressed"
    assert [each["id"] for each in call("alert", "silences")[1]] == [made["id"]]
    assert "instance=db1" in call("alert", "silences", plain=True)[1]
    assert call("alert", "unsilence", made["id"])[1][0]["ended"] is True
    assert call("alert", "list")[1][0]["status"] == "firing"
    assert call("alert", "silences")[1] == []


def test_what_cannot_be_read_of_a_folder_is_told_and_stays_with_its_alert(call: Call, tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "wall.cef").write_text("CEF:0|Acme|Wall|1|100|Port scan|8|src=10.0.0.1\nCEF:0|half\n")
    os.utime(drop / "wall.cef", (1, 1))
    [part] = call("alert", "ingest", str(drop))[1]["unread"]
    assert part["place"].startswith("wall.cef, ")
    [row] = call("alert", "list")[1]
    assert "Not read: " in call("alert", "show", row["id"], plain=True)[1]


def test_a_mapping_is_given_and_a_line_of_the_list_is_one_alert(call: Call, tmp_path: Path) -> None:
    samples = Path(__file__).parents[1] / "detect" / "samples"
    file = ("alert", "ingest", str(samples / "backup-1.json"))
    assert call(*file)[0] == 1
    assert call(*file, "--mapping", str(samples / "backup.toml"))[1]["new"] == 2
    forged = tmp_path / "forged.json"
    forged.write_text(payload(replace(DISK, annotations={"summary": "one\n01a2  firing  FORGED"})))
    call("alert", "ingest", str(forged))
    assert len(call("alert", "list", plain=True)[1].splitlines()) == 2


def test_a_silence_that_is_over_lets_go_before_the_list_is_read(
    call: Call, alert: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    [made] = call("alert", "silence", "instance=db1", "--for", "1m", "--reason", "swap")[1]
    assert made["kept_quiet"] == 1
    later = datetime.now(UTC) + timedelta(minutes=2)
    monkeypatch.setitem(open_here.__kwdefaults__, "clock", lambda: later)
    [row] = call("alert", "list")[1]
    assert (row["id"], row["status"]) == (alert, "firing")


def test_a_ladder_is_set_shown_and_taken_off(call: Call, alert: str, tmp_path: Path) -> None:
    file = tmp_path / "ladder.toml"
    file.write_text(
        'name = "Nights"\nseverity = "warning"\n[[steps]]\nperson = "Jonas Weber"\nminutes = 10\n'
    )
    assert call("alert", "ladder", "show")[1]["steps"] == []
    adopt = ("alert", "ladder", "set", str(file), "--reason", "agreed")
    assert "line 4: steps.1.person names nobody of the directory" in call(*adopt, plain=True)[1]
    people = tmp_path / "people.csv"
    people.write_text("kind,name,contact_lines\nperson,Jonas Weber,phone 4711\n")
    call("directory", "import", str(people))
    [step] = call(*adopt)[1]["steps"]
    assert step == {
        "name": "Jonas Weber", "minutes": 10, "reach": "Jonas Weber, phone 4711", "skipped": False
    }  # fmt: skip
    [asked] = call("alert", "show", alert)[1]["asked"]
    assert asked["who"] == "Jonas Weber"
    assert "Asked without an answer" in call("alert", "show", alert, plain=True)[1]
    assert call("alert", "ladder", "off", "--reason", "away")[1]["steps"] == []
    file.write_text("name = 1")
    assert call("alert", "ladder", "set", str(file), "--reason", "agreed")[0] == 1


def test_rules_are_set_and_shown(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(
        'name = "R"\n[[rules]]\nname = "Disks"\nmatchers = ["alertname=~Disk*"]\n'
        'severity = "high"\nminutes = 5\n'
    )
    assert call("alert", "rules", "set", str(file), "--reason", "agreed")[1]["rules"][0]["name"] == "Disks"
    assert "Disks: alertname=~Disk*, after 5 min" in call("alert", "rules", "show", plain=True)[1]


@pytest.mark.parametrize("kind", ["rules", "ladder"])
def test_what_is_to_hold_needs_its_reason_said(call: Call, alert: str, tmp_path: Path, kind: str) -> None:
    for words in (("set", str(tmp_path / "none.toml")), ("off",)):
        with pytest.raises(SystemExit) as usage:
            call("alert", kind, *words)
        assert usage.value.code == 2
    status, said = call("alert", kind, "off", "--reason", " ")
    assert (status, "The reason is empty" in str(said)) == (1, True)


def test_a_list_is_bounded_and_gathered_by_a_label(call: Call, alert: str, tmp_path: Path) -> None:
    (tmp_path / "more.json").write_text(payload(replace(DISK, given="two", labels={"instance": "db2"})))
    call("alert", "ingest", str(tmp_path / "more.json"))
    assert "1 more: give --limit." in call("alert", "list", "--limit", "1", plain=True)[1]
    assert len(call("alert", "list", "--limit", "9" * 30)[1]) == 2
    assert call("alert", "list", "--limit", "0")[0] == 1
    groups = call("alert", "list", "--group", "instance")[1]
    assert sorted((each["value"], each["alerts"], each["drill"]) for each in groups) == [
        ("db1", 1, False),
        ("db2", 1, False),
    ]
    told = call("alert", "list", "--group", "severity", "--limit", "1", plain=True)[1]
    assert "warning" in told


def test_nothing_is_taken_without_a_name_or_an_open_input(
    call: Call, alert: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable that is not set in a script must not make the folder one stands in a drop folder."""
    here = tmp_path / "here"
    here.mkdir()
    (here / "one.json").write_text(payload(DISK))
    os.utime(here / "one.json", (1, 1))
    monkeypatch.chdir(here)
    status, said = call("alert", "ingest", "")
    assert (status, "No name was given" in str(said)) == (1, True)
    assert [path.name for path in here.iterdir()] == ["one.json"]
    monkeypatch.setattr("sys.stdin", None)
    status, said = call("alert", "ingest", "-")
    assert (status, "Standard input is closed" in str(said)) == (1, True)


def test_a_pipe_is_not_waited_for(call: Call, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    status, said = call("alert", "ingest", str(tmp_path / "pipe"))
    assert (status, "no file but a pipe" in str(said)) == (1, True)


def test_no_store_is_taken_for_a_drop_folder(call: Call, alert: str, tmp_path: Path) -> None:
    before = sorted((tmp_path / "store").iterdir())
    for path in (tmp_path / "store").iterdir():
        os.utime(path, (1, 1))
    for folder in (tmp_path / "store", tmp_path / "store" / "blobs"):
        status, value = call("alert", "ingest", str(folder), plain=True)
        assert (status, "keeps its own files" in value) == (1, True)
        assert not (folder / "working").exists()
    assert sorted((tmp_path / "store").iterdir()) == before
    assert len(call("alert", "list")[1]) == 1


def test_what_is_too_large_says_so_without_a_size_that_nobody_knows(call: Call, tmp_path: Path) -> None:
    with (tmp_path / "big.json").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert "It has more than 16 MiB" in call("alert", "ingest", str(tmp_path / "big.json"), plain=True)[1]
