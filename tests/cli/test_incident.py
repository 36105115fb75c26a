"""`incident`: what was not said is named, what a refusal asks for can be given, each time is said back."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call


@pytest.mark.parametrize(("given", "missing"), [("impact", "urgency"), ("urgency", "impact")])
def test_one_answer_alone_assesses_nothing_and_the_other_is_named(
    call: Call, given: str, missing: str
) -> None:
    words = ("incident", "declare", "--title", "Disk full", f"--{given}", "high")
    _status, made = call(*words)
    assert (made["phase"], made[given], made["priority"]) == ("declared", None, None)
    assert made["missing"] == [missing]
    said = call(*words, plain=True)[1].splitlines()
    assert f"Not assessed: --{missing} was not given" in said[1]
    assert "incident assess INC-" in said[2]
    _status, whole = call("incident", "assess", made["ref"], "--impact", "high", "--urgency", "unsure")
    assert (whole["phase"], whole["urgency"], whole["priority"]) == ("triaged", "high", 1)


def test_who_says_neither_is_asked_for_nothing(call: Call) -> None:
    assert len(call("incident", "declare", "--title", "x", plain=True)[1].splitlines()) == 1
    assert call("incident", "declare", "--title", "x")[1]["missing"] == ["impact", "urgency"]


def test_what_closing_asks_for_can_be_given_in_the_call_that_is_named(call: Call, incident: str) -> None:
    assert call("incident", "move", incident, "resolved")[0] == 0
    status, said = call("incident", "move", incident, "closed", "--reason", "small", plain=True)
    assert status == 1
    what, hint = said.splitlines()
    assert what.endswith("Missing: what resolved it. Nothing was recorded.")
    assert hint == (
        f"Say what resolved it. Then close it: holdfast incident move {incident} closed"
        " --resolution TEXT --reason TEXT."
    )
    words = ("incident", "move", incident, "closed", "--resolution", "Freed space", "--reason", "small")
    assert call(*words)[1]["phase"] == "closed"
    shown = call("incident", "show", incident)[1]
    assert (shown["resolution"], shown["review"]) == ("Freed space", "waived")


def test_a_resolution_goes_with_resolving_too_and_with_nothing_else(call: Call, incident: str) -> None:
    status, said = call("incident", "move", incident, "triaged", "--resolution", "x", "--reason", "y")
    assert status == 1
    assert "Nothing was recorded" in said
    assert call("incident", "move", incident, "resolved", "--resolution", "Freed space")[0] == 0
    assert call("incident", "show", incident)[1]["resolution"] == "Freed space"


def test_the_moment_that_was_taken_is_said_with_its_day_and_zone(call: Call) -> None:
    typed = "2026-01-02 10:00 UTC"
    words = ("incident", "declare", "--title", "x", "--occurred", typed)
    said = call(*words, plain=True)[1].splitlines()
    assert said[1].startswith("Noticed 2026-01-02 ")
    assert "UTC" in said[1]
    made = call(*words)[1]
    assert made["occurred"].startswith("2026-01-02T")
    note = call("incident", "note", made["ref"], "x", "--occurred", typed, plain=True)[1]
    assert note.startswith(f"Noted on {made['ref']}: 2026-01-02 ")
    moved = call("incident", "move", made["ref"], "contained", "--at", "2026-01-03 10:00 UTC", plain=True)[1]
    assert moved.startswith(f"{made['ref']} is now contained: 2026-01-03 ")
    assert "UTC" in moved


def library(folder: Path, count: int) -> str:
    """Runbooks whose text has a word, and one of that title, written first."""
    folder.mkdir()
    (folder / "a.md").write_text("# Restore etcd\n\n1. Stop it\n")
    for number in range(count):
        (folder / f"b{number:02}.md").write_text(f"# Runbook {number}\n\n1. Look at etcd\n")
    return str(folder)


def test_a_title_comes_before_texts_and_what_is_left_off_is_said(call: Call, tmp_path: Path) -> None:
    call("runbook", "import", library(tmp_path / "books", 55))
    status, found = call("runbook", "search", "etcd")
    assert (status, len(found), found[0]["title"]) == (0, 50, "Restore etcd")
    said = call("runbook", "search", "etcd", plain=True)[1]
    assert "More were found; these are the first 50." in said
    found = call("runbook", "search", "etcd", "--limit", "100")[1]
    assert len(found) == len({each["id"] for each in found}) == 56
    assert "More" not in call("runbook", "search", "etcd", "--limit", "56", plain=True)[1]
    with pytest.raises(SystemExit) as ended:
        call("runbook", "search", "etcd", "--limit", "0")
    assert ended.value.code == 2


def test_an_import_of_which_nothing_was_taken_did_nothing(call: Call, tmp_path: Path) -> None:
    bad = tmp_path / "bad.md"
    bad.write_bytes(b"\x00\x01")
    status, said = call("runbook", "import", str(bad), plain=True)
    assert status == 1
    assert said.splitlines()[0] == "Nothing was imported: 1 refused."
    assert "bad.md: It is not text" in said
    (tmp_path / "good.md").write_text("# Good\n\n1. Look\n")
    assert call("runbook", "import", str(tmp_path))[0] == 0
    status, report = call("runbook", "import", str(tmp_path))
    assert (status, report["unchanged"], len(report["refused"])) == (0, 1, 1)
