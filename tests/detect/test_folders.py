"""Drop folders: whole files are taken once, half ones wait, the others are refused with a reason beside."""

import errno
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from holdfast.detect import claims
from holdfast.detect.folders import DropFolder, Visit
from holdfast.domain.signal import Signal
from holdfast.store.alerts_asked import AlertsAsked
from holdfast.store.store import Store
from tests.detect.signals import DISK

HERE = Path(__file__).parent
LINE = "CEF:0|Acme|Wall|1|100|Port scan|8|src=10.0.0.1 dst=10.0.0.2\n"


def payload(*signals: Signal) -> str:
    """Alertmanager's JSON of signals."""
    alerts = [
        {
            "status": each.status,
            "labels": {"alertname": each.name, **each.labels},
            "annotations": dict(each.annotations),
            "startsAt": each.started,
            "endsAt": "0001-01-01T00:00:00Z",
            "generatorURL": "",
            "fingerprint": each.given,
        }
        for each in signals
    ]
    return json.dumps({"version": "4", "groupKey": "g", "status": "firing", "alerts": alerts})


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


@pytest.fixture
def look(store: Store, drop: Path) -> Callable[[], Visit]:
    """Looks into the folder; a file counts as whole at the second look at it."""
    folder = DropFolder(drop, still=0)
    return lambda: folder.visit(store)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file()) if folder.exists() else []


def test_a_file_is_taken_when_it_rested_and_is_moved_to_done(
    store: Store, drop: Path, look: Callable[[], Visit]
) -> None:
    (drop / "disk.json").write_text(payload(DISK))
    first, second = look(), look()
    assert (first.files, first.waiting) == (0, 1)
    assert (second.files, second.waiting, second.taken.raised, second.problem) == (1, 0, 1, "")
    assert names(drop) == []
    assert names(drop / claims.DONE) == ["disk.json"]
    [row] = store.alerts.page(_all(), 5)
    delivery = store.deliveries.get(store.alerts.get(row.id).delivery)
    assert delivery is not None
    assert (delivery.door, delivery.name) == ("folder", "disk.json")
    (drop / "disk.json").write_text(payload(DISK))
    look()
    assert look().taken.raised == 0
    assert len(names(drop / claims.DONE)) == 2
    assert store.database.one("SELECT count FROM alert") == 2


def test_a_file_that_grows_waits_and_is_taken_whole(
    store: Store, drop: Path, look: Callable[[], Visit]
) -> None:
    text = payload(DISK)
    for end in range(0, len(text), 40):
        (drop / "disk.json").write_text(text[:end])
        assert look().files == 0
        assert look().files == 0
    (drop / "disk.json").write_text(text)
    look()
    assert look().files == 1
    assert store.database.one("SELECT count(*) FROM delivery") == 1
    assert names(drop / claims.REFUSED) == []


def test_lines_without_an_end_wait_for_it(store: Store, drop: Path, look: Callable[[], Visit]) -> None:
    with (drop / "wall.cef").open("w") as file:
        file.write(LINE + LINE[:30])
        file.flush()
        look()
        assert look().files == 0
        file.write(LINE[30:])
    look()
    assert look().taken.signals == 2


def test_what_gives_no_alert_is_refused_with_its_reason_beside(
    store: Store, drop: Path, look: Callable[[], Visit], tmp_path: Path
) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text(payload(DISK))
    (drop / "half.json").write_text(payload(DISK)[:-9])
    (drop / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (drop / "link.json").symlink_to(secret)
    os.mkfifo(drop / "pipe.json")
    for name in ("half.json", "picture.png"):
        os.utime(drop / name, (1, 1))
    patient = DropFolder(drop, still=0, patience=0)
    patient.visit(store)
    visit = patient.visit(store)
    assert {each.name for each in visit.refused} | {each.name for each in look().refused} <= {
        "half.json", "picture.png", "link.json", "pipe.json",
    }  # fmt: skip
    assert names(drop) == []
    there = {path.name for path in (drop / claims.REFUSED).iterdir()}
    assert {"half.json", "half.json.reason.txt", "link.json", "picture.png", "pipe.json"} <= there
    assert "half.json" not in (drop / claims.REFUSED / "half.json.reason.txt").read_text()
    assert (drop / claims.REFUSED / "link.json").is_symlink()
    assert store.database.one("SELECT count(*) FROM alert") == 0


def test_what_is_no_file_is_refused_at_once_in_words_that_say_what_to_do(
    store: Store, drop: Path, look: Callable[[], Visit], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "there").mkdir()
    monkeypatch.chdir(drop)  # a socket's path is a short one
    (drop / "link.json").symlink_to(tmp_path / "there")
    (drop / "gone.json").symlink_to(tmp_path / "nothing")
    os.mkfifo(drop / "pipe.json")
    with socket.socket(socket.AF_UNIX) as open_socket:
        open_socket.bind("sock.json")
    (drop / "more").mkdir()
    (drop / "more" / "one.json").write_text(payload(DISK))
    look()
    visit = look()
    told = {each.name: each.why for each in visit.refused}
    assert told.keys() == {"link.json", "gone.json", "pipe.json", "sock.json"}, "no patience is needed"
    assert {told["link.json"], told["gone.json"]} == {
        "It is a link, and links are not followed: what it leads to was not read. Drop the file itself."
    }
    assert all("It is no file but a pipe" in told[name] for name in ("pipe.json", "sock.json"))
    assert (visit.folders, visit.problem) == (("more",), "")
    assert look().refused == (), "it is told once"
    assert (drop / "more" / "one.json").exists()


def test_a_file_without_the_right_to_read_it_says_so(
    store: Store, drop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (drop / "mine.json").write_text(payload(DISK))
    open_file = os.open

    def denied(path: str | Path, *how: int) -> int:
        if str(path).endswith("mine.json"):  # root reads everything, so rights alone prove nothing here
            raise PermissionError(errno.EACCES, "Permission denied")
        return open_file(path, *how)

    monkeypatch.setattr(os, "open", denied)
    folder = DropFolder(drop, still=0, patience=0)
    folder.visit(store)
    [refused] = folder.visit(store).refused
    assert refused.why.startswith("This user has no right to read it; it lies here unchanged.")
    assert (drop / claims.REFUSED / "mine.json").read_text() == payload(DISK)


def test_names_of_half_written_files_and_hidden_ones_are_left_alone(
    store: Store, drop: Path, look: Callable[[], Visit]
) -> None:
    for name in ("a.json.part", ".a.json", "b.TMP", "c.json~"):
        (drop / name).write_text(payload(DISK))
    look()
    assert look() == Visit()
    (drop / "a.json.part").rename(drop / "a.json")
    look()
    assert look().files == 1


def test_a_folder_that_goes_away_and_comes_back(
    store: Store, drop: Path, look: Callable[[], Visit], tmp_path: Path
) -> None:
    (drop / "disk.json").write_text(payload(DISK))
    drop.rename(tmp_path / "elsewhere")
    assert "looked for again" in look().problem
    (tmp_path / "elsewhere").rename(drop)
    look()
    assert look().files == 1


def test_a_second_program_leaves_the_folder_to_the_first(
    store: Store, drop: Path, look: Callable[[], Visit]
) -> None:
    with claims.alone(drop) as is_alone:
        assert is_alone
        assert "Another program" in look().problem
    assert look().problem == ""


def test_a_mapping_file_in_the_folder_reads_forms_of_ones_own(
    store: Store, drop: Path, look: Callable[[], Visit]
) -> None:
    (drop / claims.MAPPINGS).mkdir()
    sample = HERE / "samples"
    (drop / claims.MAPPINGS / "backup.toml").write_bytes((sample / "backup.toml").read_bytes())
    (drop / "backup-1.json").write_bytes((sample / "backup-1.json").read_bytes())
    look()
    assert look().files == 1
    (drop / claims.MAPPINGS / "broken.toml").write_text("match = 3")
    assert "broken.toml" in look().problem


def test_no_name_and_no_date_keeps_the_others_from_being_taken(
    store: Store, drop: Path, look: Callable[[], Visit]
) -> None:
    never = payload(replace(DISK, given="a", started="9999-12-31T23:59:59Z"))
    (drop / "a-never.json").write_text(never)
    Path(os.fsdecode(os.fsencode(drop) + b"/b\xff.json")).write_text(payload(replace(DISK, given="b")))
    (drop / ("\u8b66" * 80 + ".json")).write_text(payload(replace(DISK, given="c")))
    (drop / claims.MAPPINGS / "old.toml").mkdir(parents=True)
    (drop / "z.json").write_text(payload(replace(DISK, given="d")))
    look()
    visit = look()
    assert (visit.files, visit.problem) == (4, "")
    assert store.database.one("SELECT count(*) FROM alert") == 4
    assert len(names(drop / claims.DONE)) == 4


def test_what_a_broken_mapping_may_read_waits(store: Store, drop: Path, look: Callable[[], Visit]) -> None:
    (drop / claims.MAPPINGS).mkdir()
    rules = (HERE / "samples" / "backup.toml").read_text()
    (drop / claims.MAPPINGS / "backup.toml").write_text(rules.replace('"json"', '"jsn"'))
    (drop / "backup-1.json").write_bytes((HERE / "samples" / "backup-1.json").read_bytes())
    os.utime(drop / "backup-1.json", (1, 1))
    visit = look()
    assert (visit.files, visit.refused, visit.waiting) == (0, (), 1)
    assert "backup.toml" in visit.problem
    (drop / claims.MAPPINGS / "backup.toml").write_text(rules)
    assert look().files == 1


def test_killed_at_twenty_points_each_file_is_taken_once(store: Store, drop: Path) -> None:
    """A process that dies at each of its system's steps: after the claim, before and after the commit."""
    for number in range(40):
        (drop / f"{number}.json").write_text(payload(Signal("A", given=f"{number:04x}")))
        os.utime(drop / f"{number}.json", (1, 1))
    folder = store.path
    for point in range(20):
        subprocess.run(
            [sys.executable, str(HERE / "dying.py"), str(folder), str(drop), str(point)], check=False
        )
    assert DropFolder(drop).visit(store).problem == ""
    assert store.database.row("SELECT count(*), sum(count), max(count) FROM alert") == (40, 40, 1)
    assert len(names(drop / claims.DONE)) == 40


def _all() -> AlertsAsked:
    return AlertsAsked("all")


def test_of_two_thousand_half_written_files_none_is_taken_before_it_is_whole(
    store: Store, drop: Path, look: Callable[[], Visit]
) -> None:
    texts = {f"{number}.json": payload(Signal("A", given=f"{number:04x}")) for number in range(2000)}
    for name, text in texts.items():
        (drop / name).write_text(text[: 1 + len(text) * (int(name[:-5]) % 99) // 100])
    look()
    assert look().files == 0
    assert store.database.one("SELECT count(*) FROM delivery") == 0
    for name, text in texts.items():
        (drop / name).write_text(text)
    look()
    assert look().files == 2000
    assert store.database.row("SELECT count(*), sum(count) FROM alert") == (2000, 2000)
