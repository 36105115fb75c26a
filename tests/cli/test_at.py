"""`incident at`: an incident as it was known at a time, as it is called."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

Call = Callable[..., tuple[int, Any]]


def test_what_came_later_was_not_known(call: Call, incident: str) -> None:
    then = datetime.now(UTC).isoformat()
    note = call("incident", "note", incident, "Later", "--occurred", "-1m")[1]
    call("incident", "withdraw", incident, note["id"], "--reason", "Wrong host")
    status, known = call("incident", "at", incident, then)
    assert (status, known["phase"]) == (0, "contained")
    assert "Later" not in [row["text"] for row in known["timeline"]]
    after = (datetime.now(UTC) + timedelta(seconds=1)).isoformat()
    said = call("incident", "at", incident, after, plain=True)[1]
    assert said.startswith("As known at ")
    assert "Later (withdrawn: Wrong host)" in said
    shown = call("incident", "show", incident, plain=True)[1]
    assert "withdrawn: Wrong host" in shown
    status, said = call("incident", "at", incident, "-3d", plain=True)
    assert (status, "Nothing was known of this incident then" in said) == (1, True)


def test_what_is_to_come_is_not_known(call: Call, incident: str) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    status, said = call("incident", "at", incident, tomorrow, plain=True)
    assert (status, "has not come yet" in said) == (1, True)


def test_who_led_then_is_said(call: Call, incident: str) -> None:
    call("incident", "assign", incident, "commander", "Zoe")
    after = (datetime.now(UTC) + timedelta(seconds=1)).isoformat()
    assert "Commander: Zoe" in call("incident", "at", incident, after, plain=True)[1].split("\n\n")[1]
