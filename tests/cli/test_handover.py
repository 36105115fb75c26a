"""`incident handover` and `incident resource`, as they are called."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from holdfast.main import main
from tests.cli.conftest import Call

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def ben(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """A call of Ben's: the exit status and what was printed."""

    def run(*words: str) -> tuple[int, str]:
        status = main(["--data", str(tmp_path / "store"), "--operator", "Ben", "incident", *words])
        out, err = capsys.readouterr()
        return status, out + err

    return run


def test_command_passes_from_hand_to_hand(call: Call, ben: Say, incident: str, tmp_path: Path) -> None:
    hand: tuple[Any, ...] = ("incident", "handover", incident)
    call("incident", "assign", incident, "commander", "me")
    brief = tmp_path / "brief.md"
    brief.write_text("Two disks are left.\n")
    status, given = call(
        *hand, "offer", "--to", "Ben", "--command", "--reason", "rest", "--text-file", f"situation={brief}"
    )
    assert (status, given["state"], given["texts"]["situation"]) == (0, "offered", "Two disks are left.")
    assert given["texts"]["organisation"].startswith("- Commander: Ana, since ")
    assert call(*hand, "accept")[0] == 1
    assert ben("handover", incident, "accept") == (0, f"Command of {incident} to Ben: accepted.\n")
    (only,) = call(*hand, "list")[1]
    assert (only["state"], only["giver_name"], only["signer_name"]) == ("accepted", "Ana", "Ben")
    shown = call("incident", "show", incident)[1]
    assert [(one["name"], one["until"] is None) for one in shown["held"]] == [("Ana", False), ("Ben", True)]
    text = call("incident", "show", incident, plain=True)[1]
    assert "Commander: Ben since " in text
    assert call(*hand, "show", "--offered")[1]["texts"]["situation"] == "Two disks are left."


def test_the_sheet_is_shown_before_it_is_offered(call: Call, ben: Say, incident: str) -> None:
    hand: tuple[Any, ...] = ("incident", "handover", incident)
    assert call(*hand, "show")[1]["prepared"]["name"] == ""
    assert f"# Handover: {incident} Disk full" in call(*hand, "show", plain=True)[1]
    assert call(*hand, "list", plain=True) == (0, "No handovers.\n")
    assert call(*hand, "show", "--offered")[0] == 1
    assert call(*hand, "withdraw")[0] == 1
    for words in (("situation",), ("weather=/dev/null",), ("situation=/nothing",)):
        assert call(*hand, "offer", "--to", "Ben", "--text-file", *words)[0] == 1
    call(*hand, "offer", "--to", "Ben")
    assert "declined" in ben("handover", incident, "decline", "--reason", "busy")[1]
    call(*hand, "offer", "--to", "Ben")
    assert call(*hand, "withdraw")[1]["state"] == "withdrawn"


def test_a_resource_is_asked_for_and_comes(call: Call, incident: str) -> None:
    of: tuple[Any, ...] = ("incident", "resource", incident)
    status, made = call(*of, "ask", "Spare disk", "--identifier", "SN 42", "--expected", "2h")
    assert (status, made["state"], made["identifier"]) == (0, "asked", "SN 42")
    assert made["expected"] > made["asked"]
    assert "expected" in call(*of, "list", plain=True)[1]
    assert call(*of, "ask", "Room", "--expected", "2001-01-01 10:00")[0] == 1
    assert call(*of, "arrived", "1", "--remark", "two of them")[1]["state"] == "arrived"
    assert call(*of, "released", "1", plain=True) == (0, f"{incident}: Spare disk is released.\n")
    assert [(one["number"], one["state"]) for one in call(*of, "list")[1]] == [(1, "released")]


def test_more_people_than_one_can_lead_are_hinted_at(call: Call, incident: str) -> None:
    call("incident", "assign", incident, "commander", "me")
    for name in "BCDEFGH":
        call("incident", "task", incident, "add", "Look", "--for", name)
    assert "answer to one commander" not in call("incident", "show", incident, plain=True)[1]
    call("incident", "task", incident, "add", "Look", "--for", "I")
    assert "8 people answer to one commander" in call("incident", "show", incident, plain=True)[1]
