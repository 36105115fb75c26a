"""`run`, `runbook drift` and `review offers`, as they are called."""

import io
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.runbook.books import PUMP


@pytest.fixture
def book(call: Call, incident: str, tmp_path: Path) -> str:
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "pump.md").write_text(PUMP)
    (folder / "vent.md").write_text("# Vent\n\n1. Open the vent\n")
    call("runbook", "import", str(folder))
    return "pump.md"


@pytest.fixture
def run(call: Call, incident: str, book: str) -> str:
    status, value = call("run", "start", incident, book)
    assert status == 0
    return value["id"]


def states(value: dict) -> list[str]:
    return [step["state"] for step in value["steps"]]


def test_a_run_is_followed_from_start_to_finish(call: Call, incident: str, run: str) -> None:
    status, value = call("run", "step", run, "1", "answer", "p1.site", "--remark", "left one")
    assert (status, value["answers"], value["settled"]) == (0, {"PUMP": "p1.site"}, 1)
    assert (value["steps"][0]["by"], value["steps"][0]["answer"]) == ("Ana", "p1.site")
    assert value["steps"][0]["remark"] == "left one"
    _status, value = call("run", "step", incident, "2", "done", "--value", "no")
    assert (value["needed"], value["left_out"], value["current"]) == (6, 3, 6)
    assert [step["number"] for step in value["steps"] if not step["needed"]] == [3, 4, 5]
    _status, value = call("run", "step", "Restart a pump", "6", "wait", "--occurred", "-11m")
    assert (value["waits"][0]["number"], value["waits"][0]["left"]) == (6, 0)
    assert call("run", "step", "pump.md", "6", "done")[0] == 0
    status, told = call("run", "step", run, "7", "fail", "0 bar", plain=True)
    assert (status, told.split("\n")[0]) == (0, "Step 7 is failed: Look at the pressure.")
    status, told = call("run", "step", run, "8", "done")
    assert status == 1
    assert "second person" in told
    assert call("run", "step", run, "8", "skip", "--remark", "nobody is here")[0] == 0
    assert call("run", "step", run, "9", "instead", "told the gate")[1]["settled"] == 6
    assert states(call("run", "step", run, "9", "open")[1])[8] == "open"
    status, value = call("run", "finish", run, "--reason", "it runs")
    assert (status, value["state"]) == (0, "finished")
    assert call("run", "finish", run, plain=True)[1].startswith(
        f"Restart a pump on {incident}, finished: 5 of 6"
    )
    assert "is finished" in call("run", "step", run, "9", "done")[1]


def test_a_step_that_is_settled_is_not_settled_twice(
    call: Call, incident: str, run: str, tmp_path: Path
) -> None:
    output = tmp_path / "said.txt"
    output.write_text("shut")
    assert call("run", "step", run, "7", "done")[0] == 0
    status, told = call("run", "step", run, "7", "fail", "0 bar", "--output-file", str(output))
    assert (status, "Step 7 is settled already" in told) == (1, True)
    step = call("run", "status", run)[1][0]["steps"][6]
    assert (step["state"], step.get("evidence", [])) == ("done", [])
    assert call("run", "step", run, "7", "open")[0] == 0
    assert call("run", "step", run, "7", "fail", "0 bar")[0] == 0


def test_status_tells_what_comes_next(call: Call, incident: str, run: str) -> None:
    call("run", "step", run, "1", "answer", "p1")
    call("run", "step", run, "2", "answer", "no")
    call("run", "step", run, "6", "skip", "it stands", "--occurred", "-1m")
    told = call("run", "status", incident, plain=True)[1].split("\n")
    assert told[0] == f"Restart a pump on {incident}, running: 3 of 6 steps settled, 3 not needed. {run}"
    assert told[1].startswith("Next: 7. Look at the pressure (time box 5 min, in 0")
    assert told[2].split() == ["1", "done", told[2].split()[2], "Ana", "Which", "pump?", "(p1)"]
    assert told[4].split()[:3] == ["3", "not", "needed"]
    (value,) = call("run", "status", incident)[1]
    assert (value["incident"], value["timebox"], value["current"]) == (incident, 300, 7)
    call("run", "step", run, "6", "open")
    assert call("run", "step", run, "6", "wait", plain=True)[1].startswith("Step 6 waits 10 min: ")
    assert "Step 6 waits until " in call("run", "status", run, plain=True)[1]


def test_which_run_is_meant(call: Call, incident: str, book: str, run: str) -> None:
    other = call("run", "start", incident, "Vent")[1]["id"]
    status, told = call("run", "step", incident, "1", "done")
    assert status == 1
    assert "can mean more than one run" in told
    assert other in told
    status, value = call("run", "step", incident, "1", "done", "--runbook", "vent.md")
    assert (status, value["id"]) == (0, other)
    assert call("run", "status", incident, "--runbook", "Vent")[1][0]["id"] == other
    assert [each["id"] for each in call("run", "status", incident)[1]] == [run, other]
    call("run", "finish", other)
    assert call("run", "status", incident.rpartition("-")[2], "--runbook", "vent")[1][0]["id"] == other
    assert call("run", "step", incident, "1", "answer", "p1")[1]["id"] == run  # the one that is running
    call("run", "finish", run[:-2])
    assert "can mean more than one" in call("run", "finish", incident)[1]
    assert "There is no run of Vent" in call("run", "step", "Vent", "1", "done")[1]
    assert "There is no run of abcdef0123" in call("run", "status", "abcdef0123")[1]
    assert "There is no step 99" in call("run", "step", run, "99", "done")[1]


def test_a_runbook_of_a_name_that_two_have_is_asked_for_by_its_id(
    call: Call, incident: str, book: str, tmp_path: Path
) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "vent.md").write_text("# Vent\n\n1. Open it\n")
    call("runbook", "import", str(tmp_path / "more"))
    status, told = call("run", "start", incident, "vent.md")
    assert status == 1
    assert "more than one runbook" in told
    ident = next(row["id"] for row in call("runbook", "list")[1] if row["source"] == "more")
    assert call("run", "start", incident, ident)[1]["steps"][0]["text"] == "Open it"
    assert "no runbook nothing" in call("run", "start", incident, "nothing")[1]


def test_a_run_may_be_asked_for_by_a_step(call: Call, incident: str, run: str) -> None:
    assert "belong together" in call("run", "start", incident, "Vent", "--parent", run)[1]
    status, value = call(
        "run", "start", incident, "Vent", "--parent", run, "--step", "3", "--occurred", "-5m"
    )
    assert (status, value["title"]) == (0, "Vent")


def test_a_blank_checklist_is_filled_and_saved_as_a_runbook(call: Call, incident: str) -> None:
    status, value = call("run", "start", incident, "--blank", "Odd smell", "--occurred", "-1h")
    assert (status, value["steps"], value["runbook"]) == (0, [], "")
    assert call("run", "status", incident, plain=True)[1].split("\n")[1] == "No steps."
    for words in ("Open the window", "Find it"):
        call("run", "add", incident, words)
    _status, value = call("run", "add", "Odd smell", "Warn the others", "--after", "1")
    assert (value["added"], [step["text"] for step in value["steps"]]) == (
        2, ["Open the window", "Warn the others", "Find it"],
    )  # fmt: skip
    assert call("run", "add", incident, "Go home", plain=True)[1] == "Step 4: Go home\n"
    status, value = call("run", "demote", incident, "4")
    assert (len(value["steps"]), value["no_steps"][0]["text"]) == (3, "Go home")
    assert "was not said to be no step" in call("run", "demote", incident, "Find it", "--back")[1]
    assert call("run", "demote", incident, "Go home", "--back", plain=True) == (0, "A step again: Go home\n")
    call("run", "step", incident, "1", "done", "--occurred", "-50m")
    call("run", "step", incident, "3", "instead", "Searched the cellar", "--occurred", "-40m")
    text = call("run", "save", incident, "--draft", plain=True)[1]
    assert "1. Open the window\n\n2. Searched the cellar (instead of: Find it)" in text
    status, value = call("run", "save", incident, "--title", "A smell")
    assert (status, value["title"], value["path"]) == (0, "A smell", "a-smell.md")
    assert value["text"].startswith(f"---\ntitle: A smell\nsource: {incident}\n---\n")
    assert call("run", "start", incident, "A smell")[1]["steps"][1]["text"].startswith("Searched the cellar")


def test_output_and_files_are_evidence_of_a_step(
    call: Call, incident: str, run: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "df.txt").write_text("97 %")
    status, value = call("run", "step", run, "3", "done", "--output-file", str(tmp_path / "df.txt"))
    assert (status, value["steps"][2]["evidence"][0]["name"]) == (0, "df.txt")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"12 %\n")))
    _status, value = call("run", "step", run, "4", "done", "--output-file", "-")
    assert value["steps"][3]["evidence"][0]["name"] == "output of step 4.txt"
    _status, row = call("run", "evidence", run, "4", str(tmp_path / "df.txt"), "--remark", "before")
    assert row["text"].startswith("Step 4: df.txt, 4 bytes")
    assert len(call("incident", "evidence", incident, "list")[1]) == 3
    status, _told = call("run", "step", run, "5", "skip", "--output-file", str(tmp_path / "df.txt"))
    assert status == 1  # without a reason nothing is recorded, the evidence neither
    assert len(call("incident", "evidence", incident, "list")[1]) == 3


def test_paper_is_entered_all_or_none(
    call: Call, incident: str, run: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text("1 -60m answer p1\n2 -50m done no\n3 -40m skip\n99 done\n")
    status, told = call("run", "paper", run, str(sheet), plain=True)
    assert status == 1
    assert "line 3: Why is missing. Write it behind skip.\nline 4: There is no step 99" in told
    assert told.endswith("Nothing was recorded.\n")
    assert call("run", "status", run)[1][0]["settled"] == 0
    sheet.write_text("1 -60m answer p1\n2 -50m done no\n6 -40m done\n")
    status, value = call("run", "paper", incident, str(sheet))
    assert (status, value["recorded"], value["settled"], value["faults"]) == (0, 3, 3, [])
    monkeypatch.setattr(sys, "stdin", io.StringIO("7 -30m done 2.0\n"))
    assert call("run", "paper", run, "-")[1]["settled"] == 4


def test_drift_is_listed_and_taken_into_the_review(call: Call, incident: str, book: str) -> None:
    assert call("review", "offers", incident, plain=True) == (0, "No offers.\n")
    assert call("runbook", "drift", book, plain=True)[1].split("\n")[1] == "Nothing to change."
    for _use in range(2):
        ident = call("run", "start", incident, book)[1]["id"]
        call("run", "step", ident, "3", "skip", "it is shut")
        call("run", "finish", ident)
    status, drift = call("runbook", "drift", book)
    assert (status, drift["runs"], len(drift["steps"])) == (0, 2, 9)
    assert drift["steps"][2]["skipped"] == 2
    assert drift["findings"][0]["told"] == "Step 3, Close the valve: skipped in 2 of 2 runs (it is shut)."
    assert "Close the valve (usually skipped: it is shut)" in drift["text"]
    told = call("runbook", "drift", book, plain=True)[1].split("\n")
    assert told[0] == "Restart a pump: 2 runs."
    assert told[2].split() == ["3", "2", "0", "2", "0", "0", *told[2].split()[6:]]
    text = call("runbook", "drift", book, "--text", plain=True)[1]
    assert text.startswith("# Restart a pump")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    (offer,) = call("review", "offers", incident)[1]
    assert (offer["taken"], offer["step"]) == (False, 3)
    assert offer["title"].startswith("Restart a pump (")
    status, offer = call("review", "offers", incident, "--dismiss", "1")
    assert (status, offer["dismissed"]) == (0, True)
    assert "dismissed" in call("review", "offers", incident, plain=True)[1]
    assert "Offered again" in call("review", "offers", incident, "--again", "1", plain=True)[1]
    status, action = call("review", "offers", incident, "--accept", "1")
    assert (status, action["title"]) == (0, offer["title"])
    assert "has this action already" in call("review", "offers", incident, "--accept", "1")[1]
    assert "There is no offer 2" in call("review", "offers", incident, "--accept", "2")[1]
    assert "taken" in call("review", "offers", incident, plain=True)[1]
