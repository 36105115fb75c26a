"""Drills on the command line: played without a window, told of, judged, scored."""

from pathlib import Path

import pytest

from holdfast.main import main
from tests.cli.conftest import Call
from tests.drill.small import SMALL


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "small.md"
    path.write_text(SMALL, encoding="utf-8")
    return str(path)


def test_a_drill_in_a_hurry_plays_to_its_end_in_a_practice_store(
    call: Call, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, told = call("drill", "run", file, "--pace", "900", "--for", "9m", plain=True)
    assert status == 0, told
    assert [line.split()[1] for line in told.splitlines() if line.startswith("0:")] == [
        "disk",
        "gone",
        "log",
        "worse",
    ]
    shown = told.splitlines()
    assert [line for line in shown[1:8] if line] == [
        "It is Friday.",
        "What you know:",
        "- `db9` is made up.",
    ]
    assert "         He is on a train." in shown
    assert "         12:00 no space left on device" in shown
    assert "to be judged  calm" in told
    assert "act: Do something about it." in told
    assert shown[-1] == "Judge what was seen: holdfast drill judge KEY VERDICT."
    assert "0 of 6 expectations met" in told
    assert "missed" in told
    assert [row["path"] for row in call("runbook", "list")[1]].count("storage/disk-full.md") == 1
    status, seen = call("drill", "status")
    assert (seen["state"], 540 <= seen["elapsed"] < 1200) == ("finished", True)
    status, held = call("drill", "held")
    assert [(one["key"], one["met"], one["of"]) for one in held] == [("small", 0, 6)]
    status, alerts = call("alert", "list", "--view", "all")
    assert [bool(one["drill"]) for one in alerts] == [True]
    assert call("alert", "list", "--view", "all", "--no-drill")[1] == []
    assert call("alert", "list", "--view", "all", "--drill")[1] == alerts
    [group] = call("alert", "list", "--view", "all", "--group", "service")[1]
    assert (group["drill"], group["alerts"]) == (True, 1)
    status, told = call("alert", "list", "--view", "all", "--limit", "1", plain=True)
    assert told.splitlines()[0] == "Of drills:"
    assert "DRILL" in told


def test_a_real_store_is_not_hurried(call: Call, file: str) -> None:
    call("incident", "declare", "--title", "A real one")
    status, told = call("drill", "run", file, "--pace", "60", plain=True)
    assert (status, "its drills go by the clock" in told) == (1, True)
    status, told = call("drill", "run", plain=True)
    assert (status, "No drill goes on here" in told) == (1, True)


def test_a_drill_is_led_by_calls(call: Call, file: str, tmp_path: Path) -> None:
    from holdfast.desk.operators import sign_in
    from holdfast.drill import play
    from holdfast.store.opening import open_store

    call("incident", "declare", "--title", "A real one")
    with open_store(tmp_path / "store") as store:
        sign_in(store, "Ana")
        play.start(store, SMALL, ["Ana"])
    assert call("drill", "fire", "disk")[1]["injected"][0]["by_hand"]
    assert call("drill", "hold", "worse")[1]["held"] == ["worse"]
    assert [one["state"] for one in call("drill", "status")[1]["injects"]][:1] == ["in"]
    assert "held" in call("drill", "status", plain=True)[1]
    assert call("drill", "hold", "worse", "--release")[1]["held"] == []
    _status, made = call("incident", "declare", "--title", "Practised", "--drill")
    assert made["ref"].startswith("DRILL-")
    assert call("drill", "pause", "--reason", "Lunch")[1]["state"] == "paused"
    assert call("drill", "resume")[1]["state"] == "running"
    call("drill", "note", "They read aloud")
    assert call("drill", "finish")[1]["state"] == "finished"
    call("drill", "judge", "act", "S", "--because", "One was late")
    call("drill", "answer", "1", "The runbook")
    _status, score = call("drill", "score")
    assert (score["met"], score["of"], score["incidents"]) == (1, 6, [made["ref"]])
    assert score["objectives"][1]["rating"] == "S"
    assert "performed with some challenges" in call("drill", "score", plain=True)[1]
    assert call("drill", "review")[1]["ref"] == made["ref"]
    assert "is begun" in call("drill", "review", "--incident", made["ref"], plain=True)[1]
    assert call("drill", "judge", "nowhere", "S", plain=True)[0] == 1
    assert call("incident", "list", "is:drill")[1][0]["ref"] == made["ref"]
    assert "DRILL" not in call("incident", "list", "--", "-is:drill", plain=True)[1]
    with pytest.raises(SystemExit, match="2"):
        main(["--data", str(tmp_path / "store"), "drill", "cancel"])
