"""`report record`, `report register` and `report pack`, as they are called."""

import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Call

FORMS = {"out.pdf": b"%PDF-", "out.md": b"# ", "out.json": b"{", "out.csv": b'"entry"'}


@pytest.mark.parametrize("name", FORMS)
def test_a_record_is_written_in_the_form_that_the_ending_says(
    call: Call, incident: str, tmp_path: Path, name: str
) -> None:
    out = tmp_path / name
    status, value = call("report", "record", incident, "--out", str(out))
    assert (status, value["file"], value["recorded"]) == (0, str(out), True)
    assert out.read_bytes().startswith(FORMS[name])


def test_a_format_says_the_form_where_the_ending_does_not(call: Call, incident: str, tmp_path: Path) -> None:
    out = tmp_path / "record.bin"
    assert call("report", "record", incident, "--out", str(out))[0] == 1
    assert call("report", "record", incident, "--out", str(out), "--format", "csv")[0] == 0
    assert out.read_bytes().startswith(b'"entry"')


def test_a_file_that_is_there_is_left_alone(call: Call, incident: str, tmp_path: Path) -> None:
    out = tmp_path / "record.md"
    out.write_text("mine")
    status, said = call("report", "record", incident, "--out", str(out))
    assert status == 1
    assert "left alone" in said
    assert out.read_text() == "mine"
    assert call("report", "record", incident, "--out", str(out), "--replace")[0] == 0


def test_the_fixed_words_speak_another_language(call: Call, incident: str, tmp_path: Path) -> None:
    out = tmp_path / "record.json"
    call("report", "record", incident, "--out", str(out), "--language", "de")
    assert '"language":"de"' in out.read_text()


def test_an_unknown_incident_writes_nothing(call: Call, incident: str, tmp_path: Path) -> None:
    assert incident
    out = tmp_path / "record.pdf"
    assert call("report", "record", "999", "--out", str(out))[0] == 1
    assert not out.exists()


def test_a_register_of_days_counts_its_incidents(call: Call, incident: str, tmp_path: Path) -> None:
    out = tmp_path / "register.csv"
    status, value = call("report", "register", "--from", "2000-01-01", "--out", str(out))
    assert (status, value["incidents"], value["drills"], value["recorded"]) == (0, 1, 0, True)
    assert incident in out.read_text()


@pytest.mark.parametrize("name", ["out.pdf", "out.md", "out.json"])
def test_a_register_is_written_in_every_form(call: Call, incident: str, tmp_path: Path, name: str) -> None:
    assert incident
    out = tmp_path / name
    assert call("report", "register", "--from", "2000-01-01", "--out", str(out))[0] == 0
    assert out.read_bytes().startswith(FORMS[name])


def test_a_register_the_wrong_way_round_is_refused(call: Call, incident: str, tmp_path: Path) -> None:
    assert incident
    words = ("report", "register", "--from", "2020-01-02", "--to", "2020-01-01")
    status, said = call(*words, "--out", str(tmp_path / "out.csv"))
    assert status == 1
    assert "ends before it begins" in said


def test_a_pack_says_the_seed_that_drew_it(call: Call, incident: str, tmp_path: Path) -> None:
    assert incident
    out = tmp_path / "pack.zip"
    words = ("report", "pack", "--from", "2000-01-01", "--sample", "1")
    status, value = call(*words, "--out", str(out))
    assert (status, value["sample"], value["recorded"]) == (0, 1, True)
    assert value["seed"]
    assert zipfile.is_zipfile(out)
    assert call(*words, "--out", str(out))[0] == 1
    status, again = call(*words, "--out", str(out), "--replace", "--seed", "17")
    assert (status, again["seed"]) == (0, "17")


def test_a_pack_without_a_sample_holds_all(call: Call, incident: str, tmp_path: Path) -> None:
    out = tmp_path / "pack.zip"
    status, value = call("report", "pack", "--from", "2000-01-01", "--out", str(out))
    assert status == 0
    assert "seed" not in value
    assert f"records/{incident}.pdf" in zipfile.ZipFile(out).namelist()


@pytest.mark.parametrize("name", ["out.pdf", "out.md", "out.json", "out.csv"])
def test_metrics_are_written_in_each_form(call: Call, incident: str, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    options = ("--from", "2020-01-01", "--query", "phase:open", "--out", str(out))
    assert call("report", "metrics", *options)[0] == 0
    assert out.stat().st_size > 100
    if name == "out.csv":
        assert incident in out.read_text()
