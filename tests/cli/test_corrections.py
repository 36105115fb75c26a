"""`incident correct`, `withdraw`, `pin`, `time`, `source` and notes of a source, as they are called."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

Call = Callable[..., tuple[int, Any]]


def test_a_note_is_corrected_withdrawn_and_pinned(call: Call, incident: str) -> None:
    note = call("incident", "note", incident, "Host 7 is dowm")[1]["id"]
    status, row = call(
        "incident", "correct", incident, note[:10], "--text", "Host 7 is down", "--kind", "action",
        "--occurred", "-10m",
    )  # fmt: skip
    assert (status, row["text"], row["kind"], row["first"]) == (
        0, "Host 7 is down", "action", "Host 7 is dowm",
    )  # fmt: skip
    assert row["id"] == note
    assert call("incident", "pin", incident, note)[1]["pinned"]
    assert not call("incident", "pin", incident, note, "--remove")[1]["pinned"]
    said = call("incident", "withdraw", incident, note, "--reason", "Wrong host", plain=True)[1]
    assert said == "Withdrawn: Host 7 is down (Wrong host)\n"
    assert call("incident", "withdraw", incident, note, "--back")[1]["withdrawn"] == ""
    status, said = call("incident", "pin", incident, "beef" * 16, plain=True)
    assert status == 1
    assert "There is no entry" in said


def test_title_service_and_how_it_was_noticed_are_changed(call: Call, incident: str) -> None:
    words = ("--title", "Disk is full", "--service", "db-core", "--noticed", "alert")
    said = call("incident", "change", incident, *words, plain=True)[1].splitlines()
    assert said == [
        f"{incident} is changed.",
        "Title: Disk full → Disk is full",
        "Service: not said → db-core",
        "Noticed: not said → alert",
    ]
    _status, value = call("incident", "change", incident, "--service", "")
    assert value["service"] == {"from": "db-core", "to": ""}
    assert value["title"] == {"from": "Disk is full", "to": "Disk is full"}
    said = call("incident", "change", incident, "--noticed", "alert", plain=True)[1]
    assert said == f"{incident} says that already. Nothing was recorded.\n"
    status, said = call("incident", "change", incident, plain=True)
    assert (status, "Give --title, --service or --noticed." in said) == (1, True)
    assert call("incident", "change", incident, "--title", " ", plain=True)[0] == 1
    _status, made = call("incident", "declare", "--title", "Printer", "--noticed", "a call")
    assert call("incident", "show", made["ref"])[1]["noticed"] == "a call"


def test_a_time_is_corrected_also_with_a_minus(call: Call, incident: str) -> None:
    call("incident", "time", incident, "started", "-2h", "--reason", "The log says so")
    status, made = call("incident", "time", incident, "started", "-3h", "--reason", "The log says so")
    assert (status, "started" in made["times"]) == (0, True)
    status, said = call("incident", "time", incident, "contained", "-5h", "--reason", "x", plain=True)
    assert status == 1
    assert "is before" in said


def test_when_it_was_acknowledged_is_shown_and_corrected(call: Call) -> None:
    ref = call("incident", "declare", "--title", "Disk full", "--occurred", "-40m")[1]["ref"]
    call("incident", "assign", ref, "commander", "me", "--occurred", "-30m")
    shown = call("incident", "show", ref)[1]
    assert shown["acknowledged"] == shown["held"][0]["since"]
    call("incident", "assess", ref, "--impact", "high", "--urgency", "low", "--occurred", "-20m")
    status, made = call("incident", "time", ref, "acknowledged", "-35m", "--reason", "The telephone's log")
    assert (status, made["times"]["acknowledged"] < shown["acknowledged"]) == (0, True)
    assert [*made["times"]] == ["declared", "acknowledged", "triaged"]
    said = call("incident", "show", ref, plain=True)[1]
    assert "\nacknowledged: " in said
    for time, order in (("-50m", "is before declared"), ("-10m", "is after triaged")):
        status, said = call("incident", "time", ref, "acknowledged", time, "--reason", "x", plain=True)
        assert (status, order in said) == (1, True)


def test_a_source_with_a_clock_that_is_off(call: Call, incident: str) -> None:
    assert call("incident", "source", incident, "cam 7", "-90s")[1]["ahead"] == {"cam 7": -90}
    said = call("incident", "source", incident, "cam 7", "3m20s", plain=True)[1]
    assert said == "The clock of cam 7 is 3 min 20 s ahead.\n"
    _status, row = call("incident", "note", incident, "A van", "--occurred", "-10m", "--source", "cam 7")
    assert row["origin"] == "cam 7"
    assert row["raw"] > row["occurred"]
    call("incident", "source", incident, "cam 7", "2h")
    _status, row = call("incident", "note", incident, "A car", "--occurred", "-10m", "--source", " cam  7")
    raw, recorded = (datetime.fromisoformat(row[name]) for name in ("raw", "recorded"))
    assert timedelta(minutes=109) < raw - recorded <= timedelta(minutes=110), "ten minutes ago by its clock"
    assert call("incident", "source", incident, "cam 7", "none")[1]["ahead"] == {}
    said = call("incident", "source", incident, "cam 7", "none", plain=True)[1]
    assert said == "How far the clock of cam 7 is off is not known any more.\n"
    assert call("incident", "source", incident, "cam 7", "soon", plain=True)[0] == 1


def test_what_a_source_told_before_is_counted_and_corrected(call: Call, incident: str) -> None:
    for text in ("A van", "A car"):
        call("incident", "note", incident, text, "--occurred", "-10m", "--source", "cam 7")
    said = call("incident", "source", incident, "cam 7", "60s", plain=True)[1]
    assert said.endswith("Not corrected by it: 2 earlier entries; --correct does that.\n")
    of = ("incident", "source", incident, "cam 7", "3m20s", "--correct")
    status, made = call(*of)
    assert (status, made["ahead"], made["corrected"], made["earlier"]) == (0, {"cam 7": 200}, 2, 0)
    rows = [row for row in call("incident", "show", incident)[1]["timeline"] if row["origin"] == "cam 7"]
    assert all(row["raw"] > row["occurred"] for row in rows)
    assert call(*of)[1]["corrected"] == 0
    call("incident", "undo", incident)
    assert call("incident", "source", incident, "cam 7", "60s", "--correct")[1]["corrected"] == 2
    status, said = call("incident", "source", incident, "cam 7", "-2h", "--correct", plain=True)
    assert (status, "the clock here says" in said) == (1, True)
    assert call("incident", "source", incident, "cam 7", "none", "--correct", plain=True)[0] == 1
