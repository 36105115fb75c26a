"""`action`: over all reviews, overdue first, moved on with reasons, changed."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call


def test_actions_are_added_listed_and_moved_on(call: Call, incident: str, tmp_path: Path) -> None:
    text = tmp_path / "summary.md"
    text.write_text("x")
    assert call("action", "add", incident, "Watch the disks")[0] == 1
    call("review", "write", incident, "summary", "--text-file", str(text))
    later = call("action", "add", incident, "Rotate the logs", "--due", "2999-01-01", "--owner", "Ana")[1]
    late = call("action", "add", incident, "Watch the disks", "--due", "2020-01-01", "--sort", "detect")[1]
    call("action", "add", incident, "Some day")
    assert call("action", "add", incident, "x", "--sort", "wish")[0] == 1
    listed = call("action", "list")[1]
    assert [(row["title"], row["overdue"]) for row in listed] == [
        ("Watch the disks", True), ("Rotate the logs", False), ("Some day", False),
    ]  # fmt: skip
    assert [row["title"] for row in call("action", "list", "--sort", "detect")[1]] == ["Watch the disks"]
    assert [row["title"] for row in call("action", "list", "--owner", "ana")[1]] == ["Rotate the logs"]
    assert [row["title"] for row in call("action", "list", "the", "LOGS")[1]] == ["Rotate the logs"]
    assert "overdue" in call("action", "list", plain=True)[1].splitlines()[0]
    changed = call("action", "change", later["id"], "--due", "2998-01-01", "--sort", "prevent")[1]
    assert (changed["due"], changed["sort"], changed["owner"]) == ("2998-01-01", "prevent", "Ana")
    assert call("action", "drop", late["id"])[0] == 1
    assert call("action", "done", late["id"])[1]["state"] == "done"
    verified = call("action", "verify", late["id"], "--reason", "The alert came")[1]
    assert (verified["state"], verified["said"]) == ("verified", "The alert came")
    assert call("action", "verify", late["id"])[0] == 1
    assert call("action", "drop", late["id"], "--reason", "x")[0] == 1
    assert call("action", "reopen", late["id"])[1]["state"] == "open"
    assert call("action", "done", "nothing")[0] == 1
    status, told = call("action", "done", "")
    assert (status, "No action was named" in told) == (1, True)
    assert len(call("action", "list", "--state", "all", "--limit", "2")[1]) == 2
    for limit in ("0", "-1", "x"):
        with pytest.raises(SystemExit):
            call("action", "list", "--limit", limit)
