"""`incident timeline import` and `export`, as they are called."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from holdfast.main import main

Call = Callable[..., tuple[int, Any]]
TABLE = "event_date,event_tz,event_title\n2026-01-02 10:00,UTC,Looked\n2026-01-02 10:01,UTC,Acted\n"


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """`call("timeline", "import", ...)` gives the exit status and the JSON value, or what was printed."""

    def run(*words: str, plain: bool = False) -> tuple[int, Any]:
        head = ["--data", str(tmp_path / "store"), "--operator", "Ana", "incident"]
        status = main([*head, *words, *([] if plain else ["--json"])])
        out, err = capsys.readouterr()
        return status, out + err if plain else json.loads(out)

    return run


@pytest.fixture
def ref(call: Call) -> str:
    return call("declare", "--title", "Disk full")[1]["ref"]


def rows(call: Call, ref: str) -> list[str]:
    return [row["text"] for row in call("show", ref)[1]["timeline"]]


def test_a_table_is_tried_imported_and_passed_over_the_second_time(
    call: Call, ref: str, tmp_path: Path
) -> None:
    file = tmp_path / "events.csv"
    file.write_text(TABLE)
    status, tried = call("timeline", "import", ref, str(file), "--dry-run")
    assert (status, tried["recorded"], tried["dry_run"]) == (0, 2, True)
    assert rows(call, ref) == ["Declared: Disk full"]
    said = call("timeline", "import", ref, str(file), "--dry-run", plain=True)[1]
    assert said == f"2 rows would be recorded on {ref}; 0 are there already.\n"
    assert call("timeline", "import", ref, str(file))[1] == {
        "ok": True, "ref": ref, "dry_run": False, "recorded": 2, "skipped": 0, "problems": [],
    }  # fmt: skip
    assert rows(call, ref) == ["Looked", "Acted", "Declared: Disk full"]
    said = call("timeline", "import", ref, str(file), plain=True)[1]
    assert said == f"0 rows recorded on {ref}; 2 were there already.\n"


def test_a_faulty_row_stops_all_and_is_named(call: Call, ref: str, tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text(TABLE + "soon,UTC,Late\n2026-01-02 10:02\n")
    status, value = call("timeline", "import", ref, str(file))
    assert (status, value["ok"], value["recorded"]) == (1, False, 0)
    assert [(each["line"], each["column"]) for each in value["problems"]] == [(4, "event_date"), (5, "")]
    assert rows(call, ref) == ["Declared: Disk full"]
    said = call("timeline", "import", ref, str(file), plain=True)[1].splitlines()
    assert said[0].endswith("events.csv: 2 to correct; nothing was recorded.")
    assert said[1].startswith("line 4, event_date: “soon UTC” is not a time")
    assert said[2].startswith("line 5: 1 cell where the header has 3.")
    file.write_text(TABLE + "soon,UTC,Late\n" * 60)
    said = call("timeline", "import", ref, str(file), plain=True)[1].splitlines()
    assert (len(said), said[-1]) == (52, "… and 10 more; --json names all.")


def test_an_export_is_whole_and_goes_into_another_incident(call: Call, ref: str, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    call("note", ref, "=HYPERLINK(1)", "--kind", "action")
    _status, made = call("timeline", "export", ref, "--out", str(file))
    assert made == {"ref": ref, "file": str(file), "rows": 2}
    data = file.read_bytes()
    assert data.count(b"\r\n") == 3
    assert b",'=HYPERLINK(1),action," in data
    other = call("declare", "--title", "Elsewhere")[1]["ref"]
    assert call("timeline", "import", other, str(file))[1]["recorded"] == 2
    assert "=HYPERLINK(1)" in rows(call, other)
    before = file.read_bytes()
    status, refused = call("timeline", "export", ref, "--out", str(file))
    assert (status, file.read_bytes()) == (1, before)
    assert "is there already" in str(refused)
    said = call("timeline", "export", ref, "--out", str(file), "--replace", plain=True)[1]
    assert said == f"{file}, 2 rows of {ref}.\n"


def test_what_cannot_be_read_or_written_is_a_sentence(call: Call, ref: str, tmp_path: Path) -> None:
    for words in (
        ("timeline", "export", ref, "--out", str(tmp_path / "none" / "x.csv")),
        ("timeline", "import", ref, str(tmp_path / "none.csv")),
        ("timeline", "import", "INC-ZZ-9", str(tmp_path)),
    ):
        status, said = call(*words, plain=True)
        assert status == 1
        assert "Traceback" not in said
        assert "went wrong" not in said
