"""The command line: every noun and verb of the manual, its JSON, its sentences, its exit status."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from holdfast.main import main
from tests.cli.conftest import Call


def test_declaring_alone_and_with_answers(call: Call) -> None:
    status, made = call("incident", "declare", "--title", "Printer stuck", "--service", "office")
    assert status == 0
    assert {key: made[key] for key in ("phase", "impact", "urgency", "priority", "severity")} == {
        "phase": "declared", "impact": None, "urgency": None, "priority": None, "severity": None,
    }  # fmt: skip
    _status, assessed = call(
        "incident", "declare", "--title", "Disk full", "--impact", "unsure", "--urgency", "medium"
    )
    assert (assessed["phase"], assessed["impact"], assessed["priority"]) == ("triaged", "high", 2)
    assert assessed["ref"] != made["ref"]
    assert set(assessed) == {
        "id", "ref", "phase", "impact", "urgency", "priority", "severity", "occurred", "missing",
    }  # fmt: skip


def test_listing_by_query_and_showing_everything(call: Call, incident: str) -> None:
    call("incident", "declare", "--title", "Printer stuck")
    _status, rows = call("incident", "list")
    assert {row["title"] for row in rows} == {"Disk full", "Printer stuck"}
    assert all({"id", "ref"} <= set(row) for row in rows)
    _status, found = call("incident", "list", "phase:contained", "disk")
    assert [row["ref"] for row in found] == [incident]
    _status, shown = call("incident", "show", incident)
    assert [row["kind"] for row in shown["timeline"]] == ["phase", "assessment", "phase", "phase"]
    assert call("incident", "show", incident, plain=True)[1].startswith(incident)


def test_a_query_that_cannot_be_understood_names_the_place(call: Call, incident: str) -> None:
    del incident
    status, said = call("incident", "list", "disk", "sev:9")
    assert status == 1
    assert "Character 6" in said
    assert "sev:1..2" in said


def test_notes_are_kept_with_both_times(call: Call, incident: str) -> None:
    _status, row = call("incident", "note", incident, "Looked at the log", "--kind", "observation")
    assert (row["kind"], row["text"], row["who"], row["late"]) == (
        "observation",
        "Looked at the log",
        "Ana",
        False,
    )
    assert row["recorded"] >= row["occurred"]
    status, said = call("incident", "note", incident, "x", "--occurred", "2031-01-01 12:00")
    assert status == 1
    assert "has not come yet" in said


def test_phases_go_forward_and_impossible_orders_are_refused(call: Call, incident: str) -> None:
    status, said = call("incident", "move", incident, "resolved", "--at", "-3h")
    assert status == 1
    assert "is before" in said
    assert call("incident", "move", incident, "resolved", "--reason", "Freed space")[0] == 0
    status, said = call("incident", "move", incident, "closed")
    assert status == 1
    assert "review" in said
    _status, moved = call("incident", "move", incident, "closed", "--reason", "small and understood")
    assert moved["phase"] == "closed"
    status, said = call("incident", "move", incident, "contained")
    assert status == 1
    assert "needs a reason" in said
    assert (
        call("incident", "move", incident, "contained", "--reason", "it came back")[1]["phase"] == "contained"
    )


def test_a_library_is_imported_listed_searched_and_shown(call: Call, tmp_path: Path) -> None:
    books = tmp_path / "books"
    books.mkdir()
    (books / "disk.md").write_text("# Disk full\n\n## Mitigation\n\n1. Look with `df`\n2. Delete\n")
    (books / "bad.md").write_bytes(b"\x00\x01")
    _status, report = call("runbook", "import", str(books))
    assert {key: report[key] for key in ("new", "changed", "unchanged", "gone")} == {
        "new": 1, "changed": 0, "unchanged": 0, "gone": 0,
    }  # fmt: skip
    assert [refused["file"] for refused in report["refused"]] == ["bad.md"]
    assert call("runbook", "import", str(books))[1]["unchanged"] == 1
    (books / "disk.md").write_text("# Disk is full\n\n## Mitigation\n\n1. Look\n")
    assert call("runbook", "import", str(books))[1]["changed"] == 1
    (books / "disk.md").rename(books / "other.md")
    report = call("runbook", "import", str(books))[1]
    assert (report["new"], report["gone"]) == (1, 1)
    rows = call("runbook", "list")[1]
    assert sorted(row["path"] for row in rows) == ["disk.md", "other.md"]
    (hit,) = [hit for hit in call("runbook", "search", "disk fu")[1] if hit["id"] == rows[0]["id"]]
    shown = call("runbook", "show", hit["id"])[1]
    assert [step["plain"] for step in shown["steps"]] == ["Look"]
    assert "Mitigation" in [section["heading"] for section in shown["sections"]]
    assert "<li" in shown["html"]


def test_a_review_is_written_released_and_exported(call: Call, incident: str, tmp_path: Path) -> None:
    text = tmp_path / "summary.md"
    text.write_text("The disk was **full**.")
    status, said = call("review", "export", incident, "--out", str(tmp_path / "x.pdf"))
    assert status == 1
    assert "no review yet" in said
    _status, written = call("review", "write", incident, "summary", "--text-file", str(text))
    assert written["text"] == "The disk was **full**."
    call("review", "write", incident, "timeline")
    text.write_text("Watch the disks | Ana | 2026-12-24 | An alert at 80 %\n")
    call("review", "write", incident, "actions", "--text-file", str(text))
    assert call("review", "release", incident, "--reason", "Nobody else is here")[0] == 0
    (row,) = call("review", "list")[1]
    assert row["state"] == "released"
    assert datetime.fromisoformat(row["changed"]).tzinfo is not None
    for form, start in (("pdf", b"%PDF-"), ("markdown", b"#"), ("json", b"{")):
        target = tmp_path / f"review.{form}"
        _status, made = call("review", "export", incident, "--format", form, "--out", str(target))
        assert target.read_bytes().startswith(start)
        assert set(made) >= {"file", "sha256", "head"}
    status, said = call("review", "export", incident, "--out", str(target))
    assert status == 1
    assert "is there already. It was left alone." in str(said)


def test_a_target_that_cannot_be_written_is_a_sentence(call: Call, incident: str, tmp_path: Path) -> None:
    text = tmp_path / "summary.md"
    text.write_text("x")
    call("review", "write", incident, "summary", "--text-file", str(text))
    status, said = call("review", "export", incident, "--out", str(tmp_path / "none" / "x.pdf"))
    assert status == 1
    assert "Traceback" not in said


def test_the_journal_is_verified_and_tampering_exits_with_three(
    call: Call, incident: str, tmp_path: Path
) -> None:
    del incident
    status, verdict = call("journal", "verify")
    assert (status, verdict["ok"], verdict["problems"]) == (0, True, [])
    assert verdict["stations"][0]["count"] == verdict["entries"]
    import apsw

    file = apsw.Connection(str(tmp_path / "store" / "holdfast.db"))
    file.execute("DROP TRIGGER entry_header_never_changes")
    file.execute("UPDATE entry SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 3")
    file.close()
    status, verdict = call("journal", "verify")
    assert (status, verdict["ok"]) == (3, False)
    assert verdict["problems"][0]["seq"] == 3


def test_the_store_is_backed_up_restored_checked_and_rebuilt(
    call: Call, incident: str, tmp_path: Path
) -> None:
    assert call("store", "backup", str(tmp_path / "copy.backup"))[1]["size"] > 0
    _status, restored = call("store", "restore", str(tmp_path / "copy.backup"), data="again")
    assert restored["previous"]["seq"] > 1
    assert [row["ref"] for row in call("incident", "list", data="again")[1]] == [incident]
    assert call("store", "restore", str(tmp_path / "copy.backup"))[0] == 1
    status, checked = call("store", "check", data="again")
    assert (status, checked["ok"]) == (0, True)
    assert call("store", "rebuild")[1]["different"] == 0


def test_words_are_removed_and_everything_still_verifies(call: Call, incident: str) -> None:
    _status, row = call("incident", "note", incident, "the password is hunter2")
    status, removed = call("entry", "remove", row["id"], "--reason", "a pasted password")
    assert (status, removed["members"]) == (0, ["text"])
    status, verdict = call("journal", "verify")
    assert (status, verdict["removed"][0]["reason"]) == (0, "a pasted password")
    assert "hunter2" not in json.dumps(call("incident", "show", incident)[1])


def test_an_entry_that_is_not_there_is_said_to_be_none(call: Call, incident: str) -> None:
    status, said = call("entry", "remove", "nope", "--reason", "x", plain=True)
    assert status == 1, incident
    assert said.startswith("There is no entry whose id begins with nope. Nothing was removed.")


def test_operators_and_passphrases(call: Call, monkeypatch: pytest.MonkeyPatch, incident: str) -> None:
    import io

    assert call("operator", "add", "Ben")[1]["passphrase"] is False
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))
    assert call("operator", "passphrase", "Ana")[1]["passphrase"] is True
    assert [one["name"] for one in call("operator", "list")[1]] == ["Ana", "Ben"]
    monkeypatch.setattr("sys.stdin", io.StringIO("wrong\n"))
    assert call("--passphrase", "incident", "note", incident, "x")[0] == 1
    assert call("--passphrase", "incident", "list")[0] == 1
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))
    assert call("--passphrase", "incident", "note", incident, "x")[0] == 0


@pytest.mark.parametrize("words", [("incident",), ("incident", "fly"), ("incident", "declare"), ("nothing",)])
def test_a_wrong_call_exits_with_two(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*words])
    assert ended.value.code == 2


def test_what_is_not_there_is_a_sentence(call: Call, incident: str) -> None:
    for words in (
        ("incident", "show", "INC-ZZ-9"),
        ("runbook", "show", "nothing"),
        ("runbook", "import", "/nowhere"),
    ):
        status, said = call(*words)
        assert status == 1, incident
        assert "Traceback" not in said
    assert call("incident", "list", data="nowhere")[0] == 1


def test_a_title_of_ten_thousand_characters_is_refused_and_odd_ones_are_cleaned(call: Call) -> None:
    status, said = call("incident", "declare", "--title", "x" * 10_000)
    assert status == 1
    assert "300" in said
    _status, made = call(
        "incident", "declare", "--title", "A\u202e\x00\x1b[31m title\nof \u05e9\u05dc\u05d5\u05dd"
    )
    assert call("incident", "show", made["ref"])[1]["title"] == "A[31m title of \u05e9\u05dc\u05d5\u05dd"


def test_read_only_reads_and_never_writes(call: Call, incident: str) -> None:
    assert call("--read-only", "incident", "show", incident)[0] == 0
    status, said = call("--read-only", "incident", "note", incident, "x")
    assert status == 1
    assert "reading only" in said


def test_an_export_that_is_not_recorded_says_so(call: Call, incident: str, tmp_path: Path) -> None:
    text, target = tmp_path / "summary.md", tmp_path / "review.pdf"
    text.write_text("The disk was **full**.")
    call("review", "write", incident, "summary", "--text-file", str(text))
    words = ("review", "export", incident, "--out", str(target), "--replace")
    assert call("--read-only", *words)[1]["recorded"] is False
    _status, said = call("--read-only", *words, plain=True)
    assert said.splitlines() == [
        str(target),
        "Read-only: this export is written, but not recorded in the journal.",
    ]
    assert call(*words)[1]["recorded"] is True
    assert call(*words, plain=True)[1].splitlines() == [str(target)]


def test_a_log_that_was_left_is_never_played_over_what_is_restored(call: Call, tmp_path: Path) -> None:
    call("incident", "declare", "--title", "Disk full")
    call("store", "backup", str(tmp_path / "copy.backup"))
    left = tmp_path / "other"
    left.mkdir()
    (left / "holdfast.db-wal").write_bytes(b"what a killed program left")
    for words in (
        ("store", "restore", str(tmp_path / "copy.backup")),
        ("incident", "declare", "--title", "x"),
    ):
        status, said = call(*words, data="other")
        assert status == 1
        assert "Nothing was touched" in said
    assert [part.name for part in left.iterdir()] == ["holdfast.db-wal"]


def test_a_device_is_never_replaced_by_an_export(call: Call, incident: str, tmp_path: Path) -> None:
    import os

    text = tmp_path / "summary.md"
    text.write_text("x")
    call("review", "write", incident, "summary", "--text-file", str(text))
    os.mkfifo(tmp_path / "pipe")
    for words in (("review", "export", incident, "--out"), ("store", "backup")):
        status, said = call(*words, str(tmp_path / "pipe"))
        assert status == 1
        assert "no ordinary file" in said
    assert (tmp_path / "pipe").is_fifo()


def test_a_slip_in_the_folder_begins_no_store(call: Call, tmp_path: Path) -> None:
    assert call("incident", "note", "INC-A7-1", "x", data="slip")[0] == 1
    assert not (tmp_path / "slip").exists()


def test_a_title_that_nobody_could_see_is_refused(call: Call) -> None:
    assert call("incident", "declare", "--title", "\u200b\u2060")[0] == 1


@pytest.mark.parametrize(
    "words", [("--json",), ("--practice", "incident", "list"), ("incident", "show", "\udcff")]
)
def test_a_call_that_means_nothing_exits_with_two(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*words])
    assert ended.value.code == 2
