"""`scheme check` and `scheme list`, as they are called."""

import json
from pathlib import Path

import pytest

from holdfast.main import main
from holdfast.triage.scheme_file import default_text, shipped
from tests.cli.conftest import Call


def test_a_broken_scheme_exits_with_one_and_names_every_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(default_text().replace(", low = 5 }", " }").replace("version = 3", "version = 0"))
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
    assert said[1] == "line 12: version is too small or too large a number. Count from 1."
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


def test_the_text_in_use_is_printed_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data", str(tmp_path / "s")]
    assert main([*data, "scheme", "show"]) == 0
    assert capsys.readouterr().out == default_text()
    for name in ("severity.toml", "severity", "Severity definitions"):
        assert main([*data, "scheme", "show", name, "--json"]) == 0
        value = json.loads(capsys.readouterr().out)
        assert (value["text"], value["kind"], value["used"]) == (shipped()["severity.toml"], "scored", False)
    assert main([*data, "scheme", "show", "volcano"]) == 1
    assert "Name a file, or one of: default.toml, severity.toml" in capsys.readouterr().err
    assert not (tmp_path / "s").exists()


def test_adopting_a_scheme_needs_a_reason_and_holds_from_then_on(call: Call, tmp_path: Path) -> None:
    _status, old = call("incident", "declare", "--title", "x")
    status, made = call("scheme", "adopt", "severity", "--reason", "We think in severities")
    assert (status, made["ok"], made["kind"], made["used"]) == (0, True, "scored", True)
    used = [each["name"] for each in call("scheme", "list")[1] if each["used"]]
    assert used == ["Severity definitions"]
    ours = tmp_path / "ours.toml"
    ours.write_text(default_text().replace('name = "Impact and urgency"', 'name = "Ours"'))
    call("scheme", "adopt", str(ours), "--reason", "our own")
    listed = call("scheme", "list")[1]
    assert [(each["name"], each["file"], each["used"]) for each in listed] == [
        ("Impact and urgency", "default.toml", False),
        ("Severity definitions", "severity.toml", False),
        ("Ours", "", True),
    ]
    assert "Ours" in call("scheme", "list", plain=True)[1]
    assert call("scheme", "show")[1]["text"] == ours.read_text()
    assert call("incident", "show", old["ref"])[1]["scheme"] != listed[2]["hash"]


def test_a_faulty_file_is_not_adopted(call: Call, tmp_path: Path) -> None:
    call("incident", "declare", "--title", "x")
    ours = tmp_path / "ours.toml"
    ours.write_text(default_text().replace("version = 3", "version = 0"))
    status, said = call("scheme", "adopt", str(ours), "--reason", "our own", plain=True)
    assert (status, "line 12: version is too small" in said) == (1, True)
    assert '"ok":false' in call("scheme", "adopt", str(ours), "--reason", "our own")[1]
    for name, reason, told in (
        (str(tmp_path / "none"), "x", "There is no scheme"),
        (str(tmp_path), "x", "is a folder"),
        ("default", "x", "is in use already"),
        ("severity", " ", "The reason is empty"),
    ):
        status, said = call("scheme", "adopt", name, "--reason", reason)
        assert (status, told in said) == (1, True)
    ours.write_bytes(b"\xff\xfe")
    assert "not UTF-8 text" in call("scheme", "adopt", str(ours), "--reason", "x")[1]
    assert [each["file"] for each in call("scheme", "list")[1] if each["used"]] == ["default.toml"]


def test_a_known_version_with_another_text_is_refused_with_what_to_do(call: Call, tmp_path: Path) -> None:
    call("incident", "declare", "--title", "x")
    ours = tmp_path / "ours.toml"
    ours.write_text(default_text() + "# ours\n")
    status, said = call("scheme", "adopt", str(ours), "--reason", "ours", plain=True)
    assert status == 1
    assert "Impact and urgency, version 3, is known here with another text. Nothing was recorded." in said
    assert "Give this one a new version: 4 is free." in said
    assert [each["file"] for each in call("scheme", "list")[1] if each["used"]] == ["default.toml"]
