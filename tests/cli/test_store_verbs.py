"""The verbs that keep the store, where something is wrong with it."""

from pathlib import Path

import apsw

from tests.cli.conftest import Call


def _alter(folder: Path) -> None:
    file = apsw.Connection(str(folder / "holdfast.db"))
    file.execute("DROP TRIGGER entry_header_never_changes")
    file.execute("UPDATE entry SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 3")
    file.close()


def test_a_backup_says_whether_its_journal_verifies(call: Call, incident: str, tmp_path: Path) -> None:
    del incident
    good, bad = str(tmp_path / "good.backup"), str(tmp_path / "bad.backup")
    status, made = call("store", "backup", good)
    assert (status, made["journal"]["ok"]) == (0, True)
    _alter(tmp_path / "store")
    status, made = call("store", "backup", bad)
    assert (status, made["journal"]["problems"][0]["seq"]) == (3, 3)
    assert Path(bad).is_file()
    before = Path(good).read_bytes(), sorted(tmp_path.iterdir())
    assert call("store", "check", good)[0] == 0
    assert call("store", "check", bad)[0] == 3
    assert (Path(good).read_bytes(), sorted(tmp_path.iterdir())) == before
    assert call("store", "check", str(tmp_path / "none"))[0] == 1


def test_rows_that_were_not_compared_are_not_said_to_be_right(
    call: Call, incident: str, tmp_path: Path
) -> None:
    del incident
    _alter(tmp_path / "store")
    status, checked = call("store", "check")
    assert (status, checked["different"]) == (3, None)
    assert "not compared" in call("store", "check", plain=True)[1]


def test_a_store_whose_own_row_cannot_be_read_is_checked_and_rebuilt(
    call: Call, incident: str, tmp_path: Path
) -> None:
    file = apsw.Connection(str(tmp_path / "store" / "holdfast.db"))
    file.execute("UPDATE station SET value = 'xx'; UPDATE incident SET value = 'xx'; DROP TABLE review")
    file.close()
    status, said = call("incident", "show", incident)
    assert (status, "row of the store" in str(said)) == (1, True)
    assert call("store", "check")[0] == 3
    assert call("store", "rebuild")[0] == 0
    assert call("store", "check")[0] == 0


def test_verbs_that_only_read_begin_no_station(call: Call, incident: str, tmp_path: Path) -> None:
    (tmp_path / "store" / "station.key").unlink()
    before = call("journal", "verify")[1]["entries"]
    for words in (("store", "check"), ("incident", "list"), ("incident", "show", incident)):
        assert call(*words)[0] == 0
    verdict = call("journal", "verify")[1]
    assert (verdict["entries"], len(verdict["stations"])) == (before, 1)
    call("incident", "note", incident, "goes on")
    verdict = call("journal", "verify")[1]
    assert (verdict["ok"], len(verdict["stations"])) == (True, 2)


def test_an_altered_review_is_not_exported_and_the_call_ends_with_three(
    call: Call, incident: str, tmp_path: Path
) -> None:
    text = tmp_path / "text.md"
    text.write_text("The disk filled.", encoding="utf-8")
    assert call("review", "write", incident, "summary", "--text-file", str(text))[0] == 0
    _alter(tmp_path / "store")
    status, answer = call("review", "export", incident, "--out", str(tmp_path / "out.pdf"))
    assert status == 3
    assert "does not prove itself" in answer["error"]["what"]
    assert not (tmp_path / "out.pdf").exists()
