"""`log`, `incident handover REF export` and `incident card`, as they are called."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

FORMS = {"out.pdf": b"%PDF-", "out.md": b"# ", "out.json": b"{"}


@pytest.mark.parametrize("name", FORMS)
def test_a_shift_log_is_written_in_the_form_that_the_ending_says(
    call: Call, incident: str, tmp_path: Path, name: str
) -> None:
    out = tmp_path / name
    status, value = call("log", "shift", "--since", "-1h", "--out", str(out))
    assert (status, value["file"], value["recorded"]) == (0, str(out), True)
    assert out.read_bytes().startswith(FORMS[name])
    verified = call("store", "check")
    assert verified[0] == 0


def test_without_a_file_the_log_is_printed_and_nothing_is_recorded(call: Call, incident: str) -> None:
    heads = call("log", "shift", "--since", "-1h")[1]["imprint"]["heads"]
    status, text = call("log", "shift", "--since", "-1h", plain=True)
    assert status == 0
    assert f"## {incident}  Disk full" in text.replace("\\", "")
    assert call("log", "shift", "--since", "-1h")[1]["imprint"]["heads"] == heads


def test_a_personal_log_is_asked_for_by_name(call: Call, incident: str, tmp_path: Path) -> None:
    status, log = call("log", "person", "ana", "--since", "-1h", "--until", "-0m")
    assert (status, log["name"]) == (0, "Ana")
    assert any("Disk full" in one["text"] for one in log["activities"])
    assert "Zoe has recorded nothing" in call("log", "person", "Zoe", "--since", "-1h")[1]
    out = tmp_path / "ana.json"
    assert call("log", "person", "Ana", "--since", "-1h", "--out", str(out), "--paper", "Letter")[0] == 0
    assert json.loads(out.read_text())["report"]["imprint"]["paper"] == "Letter"


def test_a_period_that_ends_before_it_begins_is_refused(call: Call, incident: str, tmp_path: Path) -> None:
    out = tmp_path / "log.pdf"
    assert call("log", "shift", "--since", "-1h", "--until", "-2h", "--out", str(out))[0] == 1
    assert not out.exists()


def test_a_file_that_is_there_is_left_alone_unless_asked(call: Call, incident: str, tmp_path: Path) -> None:
    out = tmp_path / "sheet.md"
    out.write_text("mine")
    words = ("incident", "handover", incident, "export", "--out", str(out))
    status, told = call(*words)
    assert status == 1
    assert "is there already" in told
    assert out.read_text() == "mine"
    assert call(*words, "--replace")[0] == 0
    assert out.read_text().startswith("# Disk full")


def test_an_ending_that_says_no_form_is_refused(call: Call, incident: str, tmp_path: Path) -> None:
    status, told = call("incident", "handover", incident, "export", "--out", str(tmp_path / "sheet.docx"))
    assert status == 1
    assert ".pdf, .md, .json" in told


def test_the_newest_handover_is_exported_or_one_by_its_id_or_the_composed(
    call: Call, incident: str, tmp_path: Path
) -> None:
    out = tmp_path / "sheet.json"
    words = ("incident", "handover", incident, "export", "--out", str(out), "--replace")

    def state(*more: str) -> str:
        assert call(*words, *more)[0] == 0
        return json.loads(out.read_text())["report"]["state"]

    assert state() == "composed"
    call("incident", "handover", incident, "offer", "--to", "Ben")
    assert state() == "offered"
    assert state("--composed") == "composed"
    ident = call("incident", "handover", incident, "list")[1][0]["id"]
    call("incident", "handover", incident, "withdraw")
    assert state() == "composed"
    assert state("--id", ident) == "withdrawn"
    assert call(*words, "--id", "zz")[0] == 1


def test_an_update_becomes_a_card(call: Call, incident: str, tmp_path: Path) -> None:
    out = tmp_path / "card.md"
    assert "No status update" in call("incident", "card", incident, "--out", str(out))[1]
    call("incident", "update", incident, "--text", "All calm", "--audience", "desk")
    assert call("incident", "card", incident, "--out", str(out))[0] == 0
    assert "Update 1 to desk" in out.read_text()
    assert call("incident", "card", incident, "--number", "4", "--out", str(out), "--replace")[0] == 1


def test_an_altered_journal_is_not_handed_out_and_ends_with_3(
    call: Call, incident: str, tmp_path: Path
) -> None:
    from holdfast.store.opening import open_store

    with open_store(tmp_path / "store") as store, store.database.opened_up("migration"):
        store.database.run("DROP TRIGGER entry_body_only_removed")
        store.database.run(
            "UPDATE entry SET salt = randomblob(length(salt)) WHERE kind = 'incident.declared'"
        )
    out = tmp_path / "log.pdf"
    assert call("log", "shift", "--since", "-1h", "--out", str(out), plain=True)[0] == 3
    assert call("incident", "handover", incident, "export", "--out", str(out), plain=True)[0] == 3
    assert not out.exists()


def test_a_read_only_store_is_written_from_without_an_entry(
    call: Call, incident: str, tmp_path: Path
) -> None:
    out = tmp_path / "log.md"
    status, value = call("--read-only", "log", "shift", "--since", "-1h", "--out", str(out))
    assert (status, value["recorded"]) == (0, False)
    assert out.exists()
