"""`incident undo`, as it is called."""

from collections.abc import Callable
from typing import Any

Call = Callable[..., tuple[int, Any]]


def test_the_last_command_is_taken_back_and_done_again(call: Call, incident: str) -> None:
    status, done = call("incident", "undo", incident)
    assert (status, done["what"], done["refs"], done["again"]) == (0, "Contained", [incident], False)
    assert call("incident", "show", incident)[1]["phase"] == "triaged"
    said = call("incident", "undo", incident, "--redo", plain=True)[1]
    assert said == f"Done again on {incident}: Contained\n"
    assert call("incident", "show", incident)[1]["phase"] == "contained"
    assert call("incident", "undo", incident)[0] == 0
    status, said = call("incident", "undo", incident, plain=True)
    assert status == 1
    assert "can't be taken back. Nothing was recorded." in said
    assert call("store", "check")[1]["ok"]


def test_what_another_did_is_not_taken_back(call: Call, incident: str) -> None:
    status, said = call("--operator", "Ben", "incident", "undo", incident, plain=True)
    assert status == 1
    assert "nothing of yours to take back" in said
