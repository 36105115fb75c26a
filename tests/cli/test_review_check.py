"""`review check`: what is found, left as it is with a reason, and told of again."""

from pathlib import Path

from tests.cli.conftest import Call


def test_what_is_found_is_left_with_a_reason(call: Call, incident: str, tmp_path: Path) -> None:
    text = tmp_path / "summary.md"
    text.write_text("Disk full.\n\nIt was human error.")
    assert call("review", "check", incident)[0] == 1
    call("review", "write", incident, "summary", "--text-file", str(text))
    (hint,) = call("review", "check", incident)[1]["hints"]
    assert (hint["section"], hint["line"], hint["phrase"], hint["left"]) == (
        "summary",
        3,
        "human error",
        False,
    )
    assert "summary, line 3: “human error”" in call("review", "check", incident, plain=True)[1]
    missing = call("review", "check", incident)[1]["missing"]
    assert {"section": "impact", "place": "", "lack": "text"} in missing
    assert {"section": "", "place": "", "lack": "reviewer"} in missing
    assert call("review", "check", incident, "--leave", "1")[0] == 1
    assert call("review", "check", incident, "--leave", "2", "--reason", "x")[0] == 1
    left = call("review", "check", incident, "--leave", "1", "--reason", "The law's own term")[1]
    assert (left["left"], left["reason"]) == (True, "The law's own term")
    assert "(left: The law's own term)" in call("review", "check", incident, plain=True)[1]
    assert call("review", "check", incident, "--again", "1")[1]["left"] is False
    text.write_text("Disk full.")
    call("review", "write", incident, "summary", "--text-file", str(text))
    assert call("review", "check", incident)[1]["hints"] == []
    assert call("review", "check", incident, plain=True)[1] == "Nothing found.\n"
