"""`incident show` tells everything that is kept of an incident."""

import pytest

from tests.cli.conftest import Call


@pytest.fixture
def east(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine stands east of UTC."""
    monkeypatch.setenv("TZ", "Asia/Kolkata")


@pytest.fixture
def shown(east: None, call: Call, incident: str) -> list[str]:
    """What is told of an incident with something of everything."""
    call("incident", "change", incident, "--service", "db-core", "--noticed", "user_report")
    levels = (
        "--impact",
        "high",
        "--urgency",
        "medium",
        "--severity",
        "1",
        "--reason",
        "The director is here",
    )
    call("incident", "assess", incident, *levels)
    _status, other = call("incident", "declare", "--title", "Power cut")
    call("incident", "link", incident, other["ref"], "--as", "caused_by")
    call("incident", "clock", incident, "start", "early_warning")
    call("incident", "source", incident, "cam 7", "90s")
    call("incident", "note", incident, "A van", "--occurred", "-20m", "--source", "cam 7")
    note = call("incident", "note", incident, "Host 7 is dowm")[1]["id"]
    call("incident", "correct", incident, note, "--text", "Host 7 is down", "--occurred", "-1m")
    call("incident", "assign", incident, "commander", "Ben Ott")
    call("incident", "task", incident, "add", "Watch the disk", "--for", "Ben Ott")
    return call("incident", "show", incident, plain=True)[1].splitlines()


def _line(shown: list[str], start: str) -> str:
    return next((line for line in shown if start in line), "")


def test_the_head_tells_of_the_assessment_the_service_and_how_it_was_noticed(shown: list[str]) -> None:
    assert shown[0].endswith("SEV1 Critical  contained")
    assert shown[1:6] == [
        "Disk full",
        "High impact, medium urgency: priority 2",
        "Severity set by a person: The director is here",
        "Service: db-core",
        "Noticed: report from a user",
    ]


def test_targets_clocks_and_what_became_of_them_are_told(shown: list[str]) -> None:
    assert _line(shown, "Resolution in 3 h").endswith(" UTC)")
    assert _line(shown, "Update in 0")
    assert _line(shown, "Early warning to the authority in 23 h")
    assert _line(shown, "Acknowledged in ").endswith(" s, target 10 min")


def test_times_have_utc_beside_them(shown: list[str]) -> None:
    declared = _line(shown, "declared: ")
    assert "UTC+5:30 (" in declared
    assert declared.endswith(" UTC)")


def test_roles_links_and_tasks_are_told(shown: list[str]) -> None:
    assert _line(shown, "Commander: Ben Ott since")
    assert _line(shown, "caused by INC-").endswith(": Power cut")
    assert "Open tasks: 1" in shown


def test_rows_tell_both_times_the_raw_one_and_what_they_said_first(shown: list[str]) -> None:
    van, host = _line(shown, "A van"), _line(shown, "Host 7 is down")
    assert "recorded late, " in van
    assert "from cam 7, its clock " in van
    assert "corrected, first said: Host 7 is dowm, first told for " in host


def test_as_json_what_is_due_what_was_reached_and_what_is_linked_stand_in_lists(
    shown: list[str], call: Call, incident: str
) -> None:
    _status, value = call("incident", "show", incident)
    assert [due["what"] for due in value["dues"]] == ["update", "resolve", "report"]
    assert (value["due"], value["met"]) == (value["dues"][0], [])
    (reached,) = value["outcomes"]
    assert (reached["what"], reached["target"], reached["missed"]) == ("respond", 600, False)
    assert [(other["relation"], other["title"]) for other in value["linked"]] == [("caused_by", "Power cut")]
