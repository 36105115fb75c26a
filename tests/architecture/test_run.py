"""`dev.py run` where there is no screen: the whole job, and the path of its PDF on the last line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[2] / "packaging"
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


def tool(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code of the tool's own modules in a process of its own, on no display but those given."""
    bare = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    return subprocess.run(
        [sys.executable, "-c", f"import _run, sys; {code}", *arguments],
        cwd=TOOL,
        env={**bare, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
@pytest.mark.parametrize(
    ("environment", "seen"),
    [
        ({}, "False"),
        ({"QT_QPA_PLATFORM": "offscreen"}, "False"),
        ({"DISPLAY": ":0"}, "True"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "True"),
    ],
)
def test_only_a_screen_is_a_display(environment: dict[str, str], seen: str) -> None:
    assert tool("print(_run.has_display())", **environment).stdout.strip() == seen


def test_without_a_display_it_ends_with_the_path_of_a_pdf(tmp_path: Path) -> None:
    done = tool("sys.exit(_run.run(sys.argv[1:]))", "--out", str(tmp_path), QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.splitlines()[-1]).read_bytes().startswith(b"%PDF-")


def test_a_noun_goes_to_the_command_line() -> None:
    done = tool("sys.exit(_run.run(sys.argv[1:]))", "selftest", "--json")
    assert (done.returncode, json.loads(done.stdout)["ok"]) == (0, True), done.stderr
