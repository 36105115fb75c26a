"""`incident assess`: outright, by scored questions, with another severity and why."""

from tests.cli.conftest import Call

SMALL = ("purpose=everything", "reach=few", "data=safe", "growth=stays", "reserve=reserve", "told=team")


def choices(*said: str) -> list[str]:
    return [word for each in said for word in ("--choice", each)]


def test_an_assessment_says_why_and_from_where(call: Call, incident: str) -> None:
    status, value = call("incident", "assess", incident, "--impact", "low", "--urgency", "medium")
    assert (status, value["before"], value["priority"]) == (0, {"priority": 2, "severity": 2}, 4)
    assert value["reasons"][-1] == "That is priority 4; SEV4 Low is proposed."
    assert value["what_would_change"][0] == "One answer from priority 2, SEV2 Major: high impact."
    assert (value["targets"]["response"], value["cadence"]) == (4 * 3600, None)
    told = call("incident", "show", incident, plain=True)[1]
    assert "priority 4, SEV4 Low, before: priority 2, SEV2 Major" in told


def test_another_severity_stands_with_its_reason(call: Call, incident: str) -> None:
    levels = ["--impact", "low", "--urgency", "low"]
    _status, value = call(
        "incident", "assess", incident, *levels, "--severity", "1", "--reason", "The director is here"
    )
    assert (value["severity"], value["proposed"], value["cadence"]) == (1, 5, {"first": 300, "every": 1200})
    for options, said in (
        (["--severity", "2"], "needs a reason"),
        (["--severity", "9", "--reason", "x"], "There is no severity 9"),
        (["--reason", "x"], "The reason goes with another severity"),
    ):
        status, told = call("incident", "assess", incident, *levels, *options)
        assert (status, said in told) == (1, True)
    status, told = call("incident", "assess", incident, "--impact", "low")
    assert (status, "Impact and urgency are both needed" in told) == (1, True)


def test_another_severity_stays_until_impact_or_urgency_changes(call: Call, incident: str) -> None:
    levels = ["--impact", "high", "--urgency", "medium"]
    call("incident", "assess", incident, *levels, "--severity", "4", "--reason", "Only the test hall.")
    _status, same = call("incident", "assess", incident, *levels)
    assert (same["severity"], same["override"], same["no_longer_holds"]) == (4, "Only the test hall.", None)
    assert same["reasons"][-1] == "Set to SEV4 Low: Only the test hall."
    told = call("incident", "assess", incident, "--impact", "high", "--urgency", "high", plain=True)[1]
    assert "SEV4 Low was set before (Only the test hall). It no longer holds" in told
    assert "To set it again: --severity 4 with a --reason." in told
    _status, again = call("incident", "assess", incident, *levels)
    assert (again["severity"], again["override"], again["no_longer_holds"]) == (2, "", None)


def test_scored_questions_are_answered_by_choices(call: Call, incident: str) -> None:
    call("scheme", "adopt", "severity", "--reason", "We think in severities")
    _status, value = call("incident", "assess", incident, *choices(*SMALL[:-1], "told=unsure"))
    assert (value["priority"], value["impact"], value["urgency"]) == (3, "low", "high")
    assert any("Not sure, so 5" in reason for reason in value["reasons"])
    _status, made = call("incident", "declare", "--title", "Printer", *choices(*SMALL))
    assert (made["priority"], made["missing"], made["phase"]) == (5, [], "triaged")
    _status, half = call("incident", "declare", "--title", "Printer", *choices(*SMALL[:-2]))
    assert (half["priority"], half["missing"], half["phase"]) == (None, ["reserve", "told"], "declared")
    said = call("incident", "declare", "--title", "Printer", *choices(*SMALL[:-2]), plain=True)[1]
    assert "Still open: reserve, told." in said
    for choice, told in (
        ("reach", "is no answer"),
        ("reach=mars", "no option mars"),
        ("x=y", "no question x"),
    ):
        status, said = call("incident", "assess", incident, *choices(choice))
        assert (status, told in said) == (1, True)


def test_levels_may_be_said_outright_under_any_scheme(call: Call, incident: str) -> None:
    call("scheme", "adopt", "severity", "--reason", "We think in severities")
    _status, value = call("incident", "assess", incident, "--impact", "high", "--urgency", "low")
    assert value["priority"] == 2
