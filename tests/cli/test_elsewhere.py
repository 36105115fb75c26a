"""A store that was last written on another machine is read with a note, and written once that is answered."""

from pathlib import Path

import pytest

from holdfast.desk.opening import open_here
from holdfast.main import main
from holdfast.store.folder import Folder
from holdfast.store.place import settle
from tests.cli.conftest import Call


@pytest.fixture
def elsewhere(call: Call, incident: str, tmp_path: Path) -> str:
    """The reference of an incident in a store that came from another machine."""
    with open_here(tmp_path / "store") as store:
        settle(store, "another machine")
    return incident


def stations(call: Call) -> list[int]:
    return [station["count"] for station in call("journal", "verify")[1]["stations"]]


def test_nothing_is_recorded_until_somebody_says_which_it_is(call: Call, elsewhere: str) -> None:
    (before,) = stations(call)
    for words in (
        ("incident", "note", elsewhere, "x"),
        ("incident", "declare", "--title", "x"),
        ("operator", "add", "Ben"),
        ("review", "release", elsewhere),
    ):
        status, said = call(*words, plain=True)
        assert status == 1
        assert "Nothing was recorded" in said
        assert "--moved" in said
        assert "--copy" in said
    assert stations(call) == [before]


def test_what_was_moved_goes_on_as_the_same_station(call: Call, elsewhere: str) -> None:
    (before,) = stations(call)
    assert call("--moved", "incident", "note", elsewhere, "x")[0] == 0
    assert call("incident", "note", elsewhere, "y")[0] == 0
    assert call("--moved", "incident", "note", elsewhere, "z")[0] == 0
    assert stations(call) == [before + 3]


def test_a_copy_begins_a_station_of_its_own_and_only_once(call: Call, elsewhere: str) -> None:
    (before,) = stations(call)
    assert call("--copy", "incident", "note", elsewhere, "x")[0] == 0
    assert max(stations(call)) == before
    status, said = call("--copy", "incident", "note", elsewhere, "y")
    assert status == 1
    assert "belongs to this machine already" in said
    assert len(stations(call)) == 2


def test_a_copy_that_came_without_its_key_begins_a_station_too(
    call: Call, elsewhere: str, tmp_path: Path
) -> None:
    Folder(tmp_path / "store").key.unlink()
    assert call("incident", "note", elsewhere, "x")[0] == 1
    assert len(stations(call)) == 1
    assert call("--copy", "incident", "note", elsewhere, "x")[0] == 0
    assert len(stations(call)) == 2


def test_reading_notes_it_and_can_answer_too(
    call: Call, elsewhere: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--data", str(tmp_path / "store"), "incident", "list"]
    assert main(words) == 0
    out, err = capsys.readouterr()
    assert elsewhere in out
    assert "last written on another machine" in err
    assert main(["--moved", *words]) == 0
    assert capsys.readouterr().err == ""
    assert main(words) == 0
    assert capsys.readouterr().err == ""


def test_an_export_for_reading_only_records_nothing_and_is_made(
    call: Call, elsewhere: str, tmp_path: Path
) -> None:
    text = tmp_path / "summary.md"
    text.write_text("x")
    call("--moved", "review", "write", elsewhere, "summary", "--text-file", str(text))
    with open_here(tmp_path / "store") as store:
        settle(store, "another machine")
    words = ("review", "export", elsewhere, "--out", str(tmp_path / "x.pdf"))
    assert call(*words)[0] == 1
    assert call("--read-only", *words)[0] == 0


def test_only_one_of_the_two_can_be_true(call: Call, elsewhere: str) -> None:
    with pytest.raises(SystemExit) as ended:
        call("--moved", "--copy", "incident", "note", elsewhere, "x")
    assert ended.value.code == 2
