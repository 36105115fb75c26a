"""`holdfast review import` from end to end."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.review.foreign_folder import foreign_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return foreign_folder(tmp_path)


def test_a_folder_comes_with_counts_and_the_same_again_not(call: Call, folder: Path) -> None:
    status, made = call("review", "import", str(folder))
    assert status == 0
    assert {key: made[key] for key in ("new", "changed", "unchanged", "rows", "unread")} == {
        "new": 1, "changed": 0, "unchanged": 0, "rows": 2, "unread": 1,
    }  # fmt: skip
    assert [left["file"] for left in made["refused"]] == ["empty.md"]
    assert call("incident", "show", made["incidents"][0])[1]["title"] == "Mail stood still"
    again = call("review", "import", str(folder))[1]
    assert (again["new"], again["unchanged"], again["incidents"]) == (0, 1, [])


def test_a_plan_records_nothing_and_needs_no_store(call: Call, folder: Path, tmp_path: Path) -> None:
    status, made = call("review", "import", str(folder), "--plan")
    (empty, mail) = made["files"]
    assert (status, empty["kind"], mail["kind"], mail["day"]) == (0, "refused", "new", "2024-07-05")
    assert {"line": 9, "heading": "Weather", "section": ""} in mail["headings"]
    assert not (tmp_path / "store").exists()
    call("operator", "add", "Ana")
    assert "Nothing recorded." in call("review", "import", str(folder), "--plan", plain=True)[1]
    assert call("review", "list")[1] == []


def test_the_report_says_what_became_of_each_file(call: Call, folder: Path) -> None:
    said = call("review", "import", str(folder), "--zone", "America/Chicago", plain=True)[1]
    assert "1 new, 0 changed, 0 unchanged, 1 refused; 3 rows with a time, 0 without." in said
    assert "In the appendix alone: Weather" in said
    assert "Actions: 1" in said
    assert "empty.md: " in said


def test_a_row_without_a_time_says_why(call: Call, folder: Path) -> None:
    said = call("review", "import", str(folder), "--zone", "+02:00", plain=True)[1]
    assert "Without a time: vendor called (“CST” can mean several)" in said


@pytest.mark.parametrize("zone", ["Nowhere/City", "XYZ", "IST"])
def test_what_is_no_zone_is_refused(call: Call, folder: Path, zone: str) -> None:
    status, said = call("review", "import", str(folder), "--zone", zone)
    assert status == 1
    assert "is no time zone" in said


def test_where_all_is_refused_nothing_was_imported(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(" ", encoding="utf-8")
    status, said = call("review", "import", str(tmp_path / "a.md"))
    assert status == 1
    assert "Nothing was imported: 1 refused." in said
