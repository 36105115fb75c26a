"""`holdfast drill list` and `check`: what can be played, and what is wrong in a file of one's own."""

import json
from pathlib import Path

from holdfast.drill.scenarios import shipped
from tests.cli.conftest import Call

GOOD = shipped()["disk-full-friday.md"]


def test_shipped_scenarios_are_listed_with_what_they_take(call: Call) -> None:
    status, listed = call("drill", "list")
    assert status == 0
    found = {each["key"]: each for each in listed}
    assert len(found) == 7
    first = found["first-exercise"]
    assert (first["minutes"], first["alone"], first["own"], first["problem"]) == (20, True, False, "")
    assert (first["injects"], first["expectations"]) == (12, 9)


def test_a_stations_own_stand_behind_also_where_one_cant_be_used(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "store" / "scenarios"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text(GOOD.replace('"disk-full-friday"', '"ours"'), encoding="utf-8")
    (folder / "b.md").write_text(GOOD.replace("alone = true", "alone = 1"), encoding="utf-8")
    mine, broken = call("drill", "list")[1][-2:]
    assert (mine["key"], mine["own"], mine["file"]) == ("ours", True, "a.md")
    assert (broken["file"], broken["key"], "alone (line 6)" in broken["problem"]) == ("b.md", "", True)
    told = call("drill", "list", plain=True)[1].splitlines()
    assert "your own" in told[-2]
    assert "b.md" in told[-1]
    assert "can't be used: alone (line 6)" in told[-1]


def test_a_sound_file_can_be_used_and_a_warning_changes_nothing(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "ours.md"
    file.write_text(
        GOOD.replace('what = "runbook disk-full.md"', 'what = "runbook ours.md"'), encoding="utf-8"
    )
    status, (judged,) = call("drill", "check", str(file))
    assert (status, judged["ok"], judged["title"], judged["problems"]) == (
        0,
        True,
        "Disk full on a Friday",
        [],
    )
    assert [each["key"] for each in judged["warnings"]] == ["expectations.4.what"]
    status, told = call("drill", "check", str(file), plain=True)
    assert (status, told.splitlines()[0]) == (0, f"{file}: this scenario can be used.")


def test_every_fault_of_every_file_is_told_with_its_line(call: Call, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"
    good.write_text(GOOD, encoding="utf-8")
    bad.write_text(GOOD.replace("alone = true", "alone = 1").replace("{#advice}", ""), encoding="utf-8")
    status, told = call("drill", "check", str(good), str(bad), plain=True)
    assert status == 1
    first, second, *faults = told.splitlines()
    assert "can be used" in first
    assert second.endswith("bad.md can't be used as a scenario; 2 to correct:")
    assert faults[0].startswith("line 6: alone ")
    assert len(faults) == 2


def test_a_file_that_cant_be_read_is_a_finding_like_any_other_and_the_rest_is_judged(
    call: Call, tmp_path: Path
) -> None:
    wide, good, gone = tmp_path / "wide.md", tmp_path / "good.md", tmp_path / "none.md"
    wide.write_bytes(GOOD.replace("Friday", "Fr\u00fch", 1).encode("cp1252"))
    good.write_text(GOOD, encoding="utf-8")
    status, told = call("drill", "check", *map(str, (wide, tmp_path, gone, good)))
    assert status == 1
    judged = json.loads(told)
    assert [each["ok"] for each in judged] == [False, False, False, True]
    found = [(each["line"], each["what"]) for one in judged[:3] for each in one["problems"]]
    assert found == [
        (3, "it is not UTF-8 text"),
        (1, "it is no ordinary file"),
        (1, "it can't be read: No such file or directory"),
    ]
    status, plain = call("drill", "check", *map(str, (wide, good)), plain=True)
    assert (status, plain.splitlines()[1].startswith("line 3: it is not UTF-8 text.")) == (1, True)
    assert plain.splitlines()[2].endswith("good.md: this scenario can be used.")


def test_a_scenario_of_ones_own_that_is_not_utf8_is_listed_with_the_reason(
    call: Call, tmp_path: Path
) -> None:
    folder = tmp_path / "store" / "scenarios"
    folder.mkdir(parents=True)
    (folder / "a.md").write_bytes(GOOD.replace("Friday", "Fr\u00fch", 1).encode("cp1252"))
    assert call("drill", "list")[1][-1]["problem"] == "it is not UTF-8 text"
    status, told = call("drill", "run", "a", plain=True)
    assert (status, "it is not UTF-8 text" in told) == (1, True)
