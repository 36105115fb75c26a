"""`review note` and `review notes`: kept by those who may, and counted for everybody else."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call


@pytest.fixture
def told(tmp_path: Path) -> str:
    file = tmp_path / "told.md"
    file.write_text("The zeppelin was muted.")
    return str(file)


def test_notes_are_kept_and_shown_to_the_author_alone(call: Call, incident: str, told: str) -> None:
    call("--operator", "Ana", "review", "new", incident)
    words = ("review", "note", incident, "--person", "Cleo", "--text-file", told, "--occurred", "-10m")
    code, made = call("--operator", "Ana", *words)
    assert (code, made["count"], made["notes"][0]["person"]) == (0, 1, "Cleo")
    code, mine = call("--operator", "Ana", "review", "notes", incident)
    assert (code, mine["notes"][0]["text"], mine["why"]) == (0, "The zeppelin was muted.", "")
    call("operator", "add", "Ben")
    code, his = call("--operator", "Ben", "review", "notes", incident)
    assert (code, his["count"], his["notes"]) == (0, 1, [])
    assert "named reviewers" in his["why"]
    assert "zeppelin" not in str(call("--operator", "Ben", "review", "new", incident))
    assert call("--operator", "Ben", *words)[0] != 0
    assert mine["notes"][0]["occurred"] != ""
    ident = mine["notes"][0]["id"]
    change = ("review", "note", incident, "--change", ident, "--text-file", told, "--occurred", "-5m")
    assert call("--operator", "Ana", *change)[0] != 0
    out = told.replace("told.md", "made.md")
    export = ("review", "export", incident, "--out", out)
    assert call("--operator", "Ben", *export, "--with-notes")[0] != 0
    assert not Path(out).exists()
    assert call("--operator", "Ana", *export)[0] == 0
    assert "zeppelin" not in Path(out).read_text()
    assert call("--operator", "Ana", *export, "--with-notes", "--replace")[0] == 0
    assert "zeppelin" in Path(out).read_text()
    assert call("--operator", "Ana", "review", "note", incident, "--change", ident)[0] != 0
    assert call("--operator", "Ana", "review", "note", incident, "--drop", ident)[1]["count"] == 0
