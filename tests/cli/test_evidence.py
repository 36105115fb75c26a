"""`incident evidence`: added, listed, checked and saved, as it is called."""

from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from holdfast.cli.parts import Exit
from holdfast.store.blobs import LARGEST
from holdfast.store.folder import Folder

Call = Callable[..., tuple[int, Any]]


def test_evidence_goes_in_is_checked_and_comes_out(call: Call, incident: str, tmp_path: Path) -> None:
    file = tmp_path / "core.log"
    file.write_bytes(b"x" * 2_000_000)
    status, made = call("incident", "evidence", incident, "add", str(file), "--remark", "The log")
    assert (status, made["kept"], made["size"]) == (0, True, 2_000_000)
    status, listed = call("incident", "evidence", incident, "list")
    assert [(one["entry"], one["name"], one["found"]) for one in listed] == [(made["id"], "core.log", "")]
    assert "not checked" in call("incident", "evidence", incident, "list", plain=True)[1]
    assert call("incident", "evidence", incident, "check")[1] == [
        {"id": made["id"], "name": "core.log", "found": "same"}
    ]
    out = tmp_path / "out.log"
    status, saved = call("incident", "evidence", incident, "save", made["id"][:8], "--out", str(out))
    assert (status, saved["size"], out.read_bytes() == file.read_bytes()) == (0, 2_000_000, True)
    (kept,) = Folder(tmp_path / "store").blobs.glob("??/" + made["sha256"])
    kept.write_bytes(b"y" * 2_000_000)
    status, said = call("incident", "evidence", incident, "check", made["id"], plain=True)
    assert status == Exit.NOT_VERIFIED
    assert "ALTERED  core.log" in said
    status, said = call("incident", "evidence", incident, "save", made["id"], "--out", str(out), plain=True)
    assert (status, "is not what was added" in said) == (1, True)


class Piped:
    """Standard input with these bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = BytesIO(data)


def test_what_comes_in_at_standard_input_is_kept_byte_for_byte(
    call: Call, incident: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = b"\x1b[31mdb1\x1b[0m 50 %\r100 %\r\n\xff\0"
    monkeypatch.setattr("sys.stdin", Piped(said))
    status, made = call("incident", "evidence", incident, "add", "-", "--name", "df.txt", "--remark", "Full")
    assert (status, made["kept"], made["size"]) == (0, True, len(said))
    (listed,) = call("incident", "evidence", incident, "list")[1]
    assert (listed["name"], listed["media"], listed["sha256"]) == (
        "df.txt", "text/plain", sha256(said).hexdigest(),
    )  # fmt: skip
    assert call("incident", "evidence", incident, "check")[0] == 0
    out = tmp_path / "out.txt"
    call("incident", "evidence", incident, "save", made["id"], "--out", str(out))
    assert out.read_bytes() == said


def test_standard_input_needs_a_name_and_a_file_can_have_another(
    call: Call, incident: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Piped(b"x"))
    status, said = call("incident", "evidence", incident, "add", "-", plain=True)
    assert (status, "--name df.txt" in said, "Nothing was recorded" in said) == (1, True, True)
    (tmp_path / "a.log").write_bytes(b"x")
    call("incident", "evidence", incident, "add", str(tmp_path / "a.log"), "--name", "core of db1")
    assert [one["name"] for one in call("incident", "evidence", incident, "list")[1]] == ["core of db1"]


def test_a_file_that_is_not_there_records_nothing(call: Call, incident: str, tmp_path: Path) -> None:
    status, said = call("incident", "evidence", incident, "add", str(tmp_path / "none"), plain=True)
    assert (status, "Nothing was recorded" in said) == (1, True)
    assert call("incident", "evidence", incident, "list")[1] == []
    assert call("incident", "evidence", incident, "check", plain=True) == (0, "No evidence to check.\n")


def test_a_piece_that_cannot_be_read_hides_no_other(call: Call, incident: str, tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in ("first.bin", "second.bin", "third.bin"))
    for file in (first, second, third):
        with file.open("wb") as made:
            made.truncate(LARGEST + 1)  # larger than what is kept: it stays where it lies
        call("incident", "evidence", incident, "add", str(file))
    first.unlink()
    first.mkdir()
    second.unlink()
    second.symlink_to(second)
    third.write_bytes(b"another")
    status, looked = call("incident", "evidence", incident, "check")
    assert status == Exit.NOT_VERIFIED
    assert [(one["name"], one["found"]) for one in looked] == [
        ("first.bin", "missing"),
        ("second.bin", "unread"),
        ("third.bin", "altered"),
    ]
    said = call("incident", "evidence", incident, "check", plain=True)[1]
    assert "CAN'T BE READ  second.bin" in said
