"""`incident criterion` and `incident clock`, as they are called."""

from tests.cli.conftest import Call


def test_criteria_by_their_number(call: Call, incident: str) -> None:
    status, value = call("incident", "criterion", incident, "add", "The replica has caught up")
    assert (status, value["number"], value["state"]) == (0, 1, "open")
    call("incident", "criterion", incident, "add", "The alarm is quiet")
    assert call("incident", "criterion", incident, "met", "1")[1]["state"] == "met"
    _status, dropped = call("incident", "criterion", incident, "drop", "2", "--reason", "No alarm any more")
    assert (dropped["text"], dropped["state"]) == ("The alarm is quiet", "dropped")
    assert call("incident", "criterion", incident, "reopen", dropped["id"][:8])[1]["state"] == "open"
    listed = call("incident", "criterion", incident, "list")[1]
    assert [(each["number"], each["state"]) for each in listed] == [(1, "met"), (2, "open")]
    assert (
        "1  met   The replica has caught up" in call("incident", "criterion", incident, "list", plain=True)[1]
    )
    assert "Exit criterion 1" in call("incident", "criterion", incident, "reopen", "1", plain=True)[1]
    status, said = call("incident", "criterion", incident, "met", "9")
    assert (status, "no such exit criterion" in said) == (1, True)


def test_none_yet(call: Call, incident: str) -> None:
    assert call("incident", "criterion", incident, "list")[1] == []
    assert call("incident", "criterion", incident, "list", plain=True)[1] == "No exit criteria.\n"


def test_clocks_are_offered_started_and_stopped(call: Call, incident: str) -> None:
    offered = call("incident", "clock", incident, "list")[1]
    assert [(each["key"], each["state"]) for each in offered] == [
        ("early_warning", "offered"),
        ("notification", "offered"),
        ("final_report", "offered"),
    ]
    status, value = call("incident", "clock", incident, "start", "early_warning")
    assert (status, value["state"], value["within"]) == (0, "running", 86400)
    call("incident", "clock", incident, "start", "notification")
    assert call("incident", "clock", incident, "met", "early_warning")[1]["state"] == "met"
    _status, none = call("incident", "clock", incident, "not-needed", "notification", "--reason", "No duty")
    assert none["state"] == "not_needed"
    said = call("incident", "clock", incident, "list", plain=True)[1]
    assert "early_warning  met" in said
    assert "final_report   offered     within 1 month" in said
    status, said = call("incident", "clock", incident, "start", "volcano")
    assert (status, "has no reporting clock volcano" in said) == (1, True)


def test_a_clock_that_counts_from_another_waits_for_it(call: Call, incident: str) -> None:
    counts = "counts from Notification to the authority when that was sent"
    said = call("incident", "clock", incident, "start", "final_report", plain=True)[1]
    assert said == f"Final report to the authority ({incident}): waiting, {counts}\n"
    call("incident", "clock", incident, "start", "notification")
    listed = call("incident", "clock", incident, "list", plain=True)[1].splitlines()
    assert listed[0].split()[:2] == ["final_report", "waiting"]
    assert listed[0].endswith(f"{counts}  Final report to the authority")
    shown = call("incident", "show", incident, plain=True)[1]
    assert f"Final report to the authority {counts}" in shown
    final = call("incident", "clock", incident, "list")[1][0]
    assert (final["due"], final["months"], final["counts_from"]) == (None, 1, "met:notification")
    call("incident", "clock", incident, "met", "notification")
    first = call("incident", "clock", incident, "list")[1][0]
    assert first["due"] is not None
    again = ("incident", "clock", incident, "met", "notification", "--occurred", "-0s")
    assert "The reason is empty" in call(*again)[1]
    assert call(*again, "--reason", "by the log")[0] == 0
    assert call("incident", "clock", incident, "list")[1][0]["due"] >= first["due"]
    call("incident", "clock", incident, "not-needed", "final_report", "--reason", "all said")
    assert (
        "Final report to the authority: not needed, due " in call("incident", "show", incident, plain=True)[1]
    )
