"""What the webhook answered with 200 is stored exactly once, wherever its process is killed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ALERTS = 1_000
KILLS = 20


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are made by fork")
@pytest.mark.slow
def test_every_acknowledged_request_is_stored_exactly_once(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, HERE / "killing.py", str(tmp_path / "store"), str(ALERTS), str(KILLS)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result.pop("stored_but_not_answered") >= 0
    assert result == {
        "acknowledged": ALERTS,
        "twice": 0,
        "lost": 0,
        "stored": ALERTS,
        "counted_once": ALERTS,
        "deliveries": ALERTS,
        "kills": KILLS,
        "ok": True,
    }
