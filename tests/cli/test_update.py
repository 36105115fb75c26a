"""`incident update`, `incident snooze` and `template`, as they are called."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call


def test_a_draft_is_printed_and_nothing_recorded(call: Call, incident: str) -> None:
    status, made = call("incident", "update", incident, "--draft", "--next", "45m")
    assert (status, made["form"], made["audience"]) == (0, "can", "responders")
    assert made["next_update"]
    assert "plan" in made["blanks"]
    assert "Needs: none named" in call("incident", "update", incident, "--draft", plain=True)[1]
    rows = call("incident", "show", incident)[1]["timeline"]
    assert not [row for row in rows if row["kind"] == "update"]


def test_an_update_is_recorded_with_its_promise(call: Call, incident: str) -> None:
    status, value = call("incident", "update", incident, "--text", "All calm", "--next", "20m")
    assert (status, value["audience"], value["final"]) == (0, "responders", False)
    assert value["next_update"] > value["updated"]
    row = call("incident", "show", incident)[1]["timeline"][-1]
    assert (row["kind"], row["text"]) == ("update", "Status update to responders: All calm")
    status, said = call("incident", "snooze", incident, "30m", "--reason", "Waiting", plain=True)
    assert (status, said.splitlines()[0]) == (0, f"The next update of {incident} is put off.")


def test_without_a_text_the_draft_is_what_was_sent(call: Call, incident: str, tmp_path: Path) -> None:
    call("incident", "update", incident, "--form", "executive", "--audience", "board")
    row = call("incident", "show", incident)[1]["timeline"][-1]
    assert row["text"].startswith("Status update to board: Disk full (")
    file = tmp_path / "text.txt"
    file.write_text("From a file\n")
    call("incident", "update", incident, "--text-file", str(file))
    assert call("incident", "show", incident)[1]["timeline"][-1]["text"].endswith(": From a file")


def test_the_final_update_needs_its_statements(call: Call, incident: str) -> None:
    final = ("incident", "update", incident, "--form", "final")
    assert "data-loss statement" in call(*final, "--recovery", "Restored")[1]
    both = (*final, "--recovery", "Restored", "--data-loss", "None")
    assert "too soon" in call(*both)[1]
    call("incident", "move", incident, "resolved", "--reason", "Logs deleted")
    status, value = call(*both)
    assert (status, value["final"], value["next_update"]) == (0, True, None)


@pytest.mark.parametrize(
    "words",
    [
        ("--next", "5"),
        ("--text-file", "/nowhere"),
        ("--text-file", "/dev/null"),
        ("--text", "x" * 20_001),
        ("--text", " "),
    ],
)
def test_a_slip_records_nothing(call: Call, incident: str, words: tuple[str, ...]) -> None:
    assert call("incident", "update", incident, *words)[0] == 1
    assert not [row for row in call("incident", "show", incident)[1]["timeline"] if row["kind"] == "update"]


def test_what_is_not_due_is_not_put_off(call: Call, incident: str) -> None:
    call("incident", "move", incident, "resolved", "--reason", "x")
    call("incident", "update", incident, "--form", "final", "--recovery", "a", "--data-loss", "b")
    assert call("incident", "snooze", incident, "20m", "--reason", "r")[0] == 1


def test_a_template_is_shown_checked_and_adopted(call: Call, incident: str, tmp_path: Path) -> None:
    text = call("template", "show", "can", plain=True)[1]
    ours = tmp_path / "ours.toml"
    ours.write_text(text.replace("Needs: {need}", "Wanted: {need}"))
    assert call("template", "check", str(ours))[1] == {"ok": True, "file": str(ours), "problems": []}
    status, value = call("template", "adopt", "can", str(ours), "--reason", "our word")
    assert (status, value["own"]) == (0, True)
    assert "Wanted: none named" in call("incident", "update", incident, "--draft", plain=True)[1]
    assert [each["own"] for each in call("template", "list")[1]] == [True, False, False]
    assert "your own" in call("template", "list", plain=True)[1]
    assert "Wanted" in call("template", "show", "can")[1]["text"]
    assert call("template", "show", "can", "--shipped", plain=True)[1] == text


def test_what_is_wrong_with_a_template_is_named_by_its_line(
    call: Call, incident: str, tmp_path: Path
) -> None:
    ours = tmp_path / "ours.toml"
    ours.write_text('name = "x"\naudiences = ["y"]\ntext = "{tilte}"\n')
    status, said = call("template", "check", str(ours), plain=True)
    assert status == 1
    assert "line 3: text names {tilte}, which the record does not have. Is {title} meant?" in said
    assert call("template", "adopt", "can", str(ours), "--reason", "our word")[0] == 1
    assert call("template", "list")[1][0]["own"] is False
