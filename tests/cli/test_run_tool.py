"""`dev.py run`: what goes to the program, what to the demo, and when the last demo makes room."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TOOL = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The module behind `dev.py run`, without a display; `called` is what it would have started."""
    monkeypatch.syspath_prepend(str(TOOL))
    import _run

    called: list[list[str]] = []
    monkeypatch.setattr(_run, "call", lambda command: called.append(list(map(str, command[3:]))) or 0)
    monkeypatch.setattr(_run, "DEMO", tmp_path / "demo")
    monkeypatch.setattr(_run, "called", called, raising=False)
    (tmp_path / "demo").mkdir()
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return _run


@pytest.mark.parametrize(
    "words",
    [
        ["incident", "list"],
        ["--data", "x", "incident", "list"],
        ["--data=x", "--operator", "Ana", "incident", "note", "1", "--kind", "note"],
        ["--help"],
        ["--version"],
        ["--dta"],
        ["--out", "x", "--oops"],
    ],
)
def test_a_verb_and_a_slip_go_to_the_program_and_the_last_demo_stays(tool: Any, words: list[str]) -> None:
    assert tool.run(words) == 0
    assert tool.called == [words]
    assert tool.DEMO.is_dir()


def test_an_option_without_its_value_is_a_wrong_call(tool: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        tool.run(["--out"])
    assert ended.value.code == 2
    assert tool.DEMO.is_dir()


@pytest.mark.parametrize("words", [["--data", "x"], ["--practice"], ["--read-only", "--data=x"]])
def test_a_window_without_a_display_is_refused_and_the_last_demo_stays(tool: Any, words: list[str]) -> None:
    with pytest.raises(tool.Stop, match="needs a display"):
        tool.run(words)
    assert tool.called == []
    assert tool.DEMO.is_dir()


@pytest.mark.parametrize("words", [["--out", "there"], ["--out=there"]])
def test_the_demo_goes_where_it_was_told(tool: Any, words: list[str]) -> None:
    assert tool.run([*words, "--operator", "Ana", "--json"]) == 0
    assert tool.called == [["--operator", "Ana", "demo", "--out", "there", "--json"]]
    assert tool.DEMO.is_dir()


def test_the_demo_alone_takes_the_place_of_the_last_one(tool: Any) -> None:
    assert tool.run([]) == 0
    assert tool.called == [["demo", "--out", str(tool.DEMO)]]
    assert not tool.DEMO.exists()


def test_with_a_display_everything_goes_to_the_program(tool: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    assert tool.run(["--data", "x"]) == 0
    assert tool.called == [["--data", "x"]]


def test_a_slip_ends_with_two() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import _run, sys; sys.exit(_run.run(['--dta']))"],
        cwd=TOOL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert "--dta" in done.stderr
