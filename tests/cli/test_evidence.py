"""`incident evidence`: added, listed, checked and saved, as it is called."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

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
