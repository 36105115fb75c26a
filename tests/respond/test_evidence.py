"""Evidence: kept or named by its hash, looked at again, given out; what changes meanwhile is refused."""

import os
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.respond import evidence, evidence_files
from holdfast.respond.corrections import restore, withdraw
from holdfast.respond.evidence_files import of_bytes, read
from holdfast.respond.incident import add_note, timeline_of
from holdfast.store.removal import remove_words
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare


@pytest.fixture
def incident(store: Store) -> Incident:
    return declare(store, Declaration("Disk full", "db"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "core.log"
    made.write_bytes(b"panic at 0x7f\n" * 100)
    return made


def test_a_file_is_kept_by_its_hash_and_comes_out_again(store: Store, incident: Incident, file: Path) -> None:
    at = store.now() - timedelta(hours=1)
    row = evidence.add(store, incident.id, read(file), " The log\nof it ", at)
    digest = sha256(file.read_bytes()).hexdigest()
    assert (row.kind, row.occurred, row.late) == ("evidence", at, True)
    assert row.text == f"core.log, 1400 bytes, SHA-256 {digest[:16]}: The log\nof it"
    (piece,) = evidence.evidence_of(store, incident.id)
    assert (piece.name, piece.size, piece.sha256, piece.place) == ("core.log", 1400, digest, "")
    assert piece.remark == "The log\nof it"
    file.unlink()
    assert evidence.content(store, incident.id, row.entry) == b"panic at 0x7f\n" * 100
    assert evidence.check(store, incident.id, row.entry) == "same"
    assert [one.found for one in evidence.evidence_of(store, incident.id)] == ["same"]
    assert timeline_of(store, incident.id)[0].found == "same"
    assert timeline_of(store, incident.id)[-1].text == "Evidence checked, unaltered: core.log"


def test_what_is_pasted_is_kept(store: Store, incident: Incident) -> None:
    row = evidence.add(store, incident.id, of_bytes("screenshot.png", b"\x89PNG", "image/png"))
    assert evidence.content(store, incident.id, row.entry) == b"\x89PNG"
    assert evidence.evidence_of(store, incident.id)[0].media == "image/png"
    with pytest.raises(UserError, match="larger than 64 MiB"):
        of_bytes("x", b"0" * (evidence_files.LARGEST + 1), "x/y")


def test_a_large_file_stays_where_it_is(
    store: Store, incident: Incident, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_files, "LARGEST", 1000)
    told: list[tuple[int, int]] = []
    content = read(file, lambda done, of: told.append((done, of)))
    assert (content.data, content.place, told) == (None, str(file), [(1400, 1400)])
    row = evidence.add(store, incident.id, content)
    assert evidence.check(store, incident.id, row.entry) == "same"
    file.write_bytes(b"another")
    assert evidence.check(store, incident.id, row.entry) == "altered"
    with pytest.raises(UserError, match="is not what was added"):
        evidence.content(store, incident.id, row.entry)
    file.unlink()
    assert evidence.check(store, incident.id, row.entry) == "missing"
    with pytest.raises(UserError, match="is not there"):
        evidence.content(store, incident.id, row.entry)
    rows = timeline_of(store, incident.id)
    assert [each.found for each in rows if each.kind == "evidence"] == [
        "missing",
        "same",
        "altered",
        "missing",
    ]


def test_kept_content_that_was_altered_is_found(store: Store, incident: Incident, file: Path) -> None:
    file.write_bytes(os.urandom(2 * 1024 * 1024))
    row = evidence.add(store, incident.id, read(file))
    kept = store.blobs.file(evidence.evidence_of(store, incident.id)[0].sha256)
    data = kept.read_bytes()
    kept.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert evidence.check(store, incident.id, row.entry) == "altered"
    kept.unlink()
    assert evidence.check(store, incident.id, row.entry) == "missing"
    kept.write_bytes(data)
    assert evidence.check(store, incident.id, row.entry) == "same"


def test_all_are_checked_but_what_was_withdrawn(store: Store, incident: Incident, file: Path) -> None:
    first = evidence.add(store, incident.id, read(file))
    second = evidence.add(store, incident.id, of_bytes("b", b"b", "text/plain"))
    withdraw(store, incident.id, first.entry, "Of another host")
    assert [(piece.name, found) for piece, found in evidence.check_all(store, incident.id)] == [("b", "same")]
    assert [piece.withdrawn for piece in evidence.evidence_of(store, incident.id)] == ["Of another host", ""]
    restore(store, incident.id, first.entry)
    assert len(list(evidence.check_all(store, incident.id))) == 2
    remove_words(store, second.entry, "A password")
    with pytest.raises(UserError, match="removed for cause"):
        evidence.check(store, incident.id, second.entry)
    assert len(list(evidence.check_all(store, incident.id))) == 1


def test_what_is_no_evidence_is_refused(store: Store, incident: Incident) -> None:
    note = add_note(store, incident.id, "x")
    with pytest.raises(UserError, match="is no evidence"):
        evidence.check(store, incident.id, note.entry)
    with pytest.raises(UserError, match="There is no entry"):
        evidence.content(store, incident.id, "beef" * 16)


def test_files_that_cannot_be_read_say_so(tmp_path: Path, file: Path) -> None:
    with pytest.raises(UserError, match="is not there, or not any more"):
        read(tmp_path / "none")
    with pytest.raises(UserError, match="is no ordinary file"):
        read(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UserError, match="is no ordinary file"):
        read(tmp_path / "pipe")
    with pytest.raises(UserError, match="can't be read"):
        read(tmp_path / "nul\0")
    with pytest.raises(UserError, match="was stopped"):
        read(file, stop=lambda: True)
    odd = tmp_path / os.fsdecode(b"\xff.png")
    odd.write_bytes(b"")
    assert (read(odd).name, read(odd).media) == ("?.png", "image/png")


def test_a_file_that_changes_or_vanishes_while_it_is_read_is_refused(file: Path) -> None:
    with pytest.raises(UserError, match="changed while it was read"):
        read(file, lambda _done, _of: file.write_bytes(b"shorter"))
    file.write_bytes(b"x" * 3_000_000)

    def grow(_done: int, _of: int) -> None:
        with file.open("ab") as stream:
            stream.write(b"more")

    with pytest.raises(UserError, match="changed while it was read"):
        read(file, grow)
    with pytest.raises(UserError, match="is not there, or not any more"):
        read(file, lambda _done, _of: file.unlink(missing_ok=True))
