"""`scheme check` and `scheme list`, as they are called."""

import json
from pathlib import Path

import pytest

from holdfast.main import main
from holdfast.triage.scheme_file import default_text, shipped


def test_a_broken_scheme_exits_with_one_and_names_every_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(default_text().replace(", low = 5 }", " }").replace("version = 2", "version = 0"))
    assert main(["scheme", "check", str(file), "--json"]) == 1
    value = json.loads(capsys.readouterr().out)
    assert (value["ok"], value["name"]) == (False, "Impact and urgency")
    assert value["problems"][0] == {
        "line": 12,
        "key": "version",
        "what": "is too small or too large a number",
        "hint": "Count from 1.",
    }
    assert [each["key"] for each in value["problems"]] == ["version", "matrix.low.low"]
    assert main(["scheme", "check", str(file)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].endswith("ours.toml can't be used as a scheme; 2 to correct:")
    assert said[1] == "line 11: version is too small or too large a number. Count from 1."
    file.write_text("a ? 1")
    assert main(["scheme", "check", str(file)]) == 1
    assert "line 1: it is not TOML" in capsys.readouterr().out


def test_a_scheme_without_problems_exits_with_zero(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(default_text())
    assert main(["scheme", "check", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "name": "Impact and urgency", "problems": []}
    assert main(["scheme", "check", str(file)]) == 0
    assert capsys.readouterr().out == "Impact and urgency: this scheme can be used.\n"
    assert main(["scheme", "check", str(tmp_path)]) == 1
    assert "is a folder" in capsys.readouterr().err


def test_the_scheme_in_use_is_the_one_that_incidents_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(
        ["--data", str(tmp_path / "s"), "--operator", "Ana", "incident", "declare", "--title", "x", "--json"]
    )
    ref = json.loads(capsys.readouterr().out)["ref"]
    main(["--data", str(tmp_path / "s"), "incident", "show", ref, "--json"])
    named = json.loads(capsys.readouterr().out)["scheme"]
    assert main(["scheme", "list", "--json"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert [each["file"] for each in values] == list(shipped())
    (used,) = [each for each in values if each["used"]]
    assert used["hash"] == named
    assert main(["scheme", "list"]) == 0
    assert used["hash"][:16] + "  in use" in capsys.readouterr().out
