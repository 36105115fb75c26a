"""What was acknowledged survives a killed process and a lost power supply."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
KILLS = 200
POINTS = 300


def _run(program: str, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, HERE / program, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are made by fork")
@pytest.mark.slow
def test_no_acknowledged_entry_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    result = _run("killing.py", str(tmp_path / "store"), str(KILLS))
    assert (result["lost"], result["damaged"], result["ok"]) == (0, 0, True), result


@pytest.mark.slow
def test_no_acknowledged_entry_is_lost_when_the_power_is(tmp_path: Path) -> None:
    result = _run("power_loss.py", str(tmp_path), str(POINTS), "full")
    assert (result["lost"], result["damaged"]) == (0, 0), result


@pytest.mark.slow
def test_the_same_disk_loses_entries_where_syncing_is_left_out(tmp_path: Path) -> None:
    assert _run("power_loss.py", str(tmp_path), "60", "normal")["lost"] > 0
