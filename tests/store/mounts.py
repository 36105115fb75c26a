"""Disks of a test's own, small or read-only, in a mount namespace that ends with the process in it."""

import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
_MOUNT = 'mount -t tmpfs -o size="$1" none "$2" && shift 2 && exec "$@"'


@lru_cache(maxsize=1)
def _refusal() -> str:
    """Why no disk can be mounted here; empty where one can."""
    if shutil.which("unshare") is None or shutil.which("mount") is None:
        return "unshare(1) and mount(8) are needed"
    tried = subprocess.run(
        ["unshare", "-m", "sh", "-c", _MOUNT, "sh", "64k", "/mnt", "true"],
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if tried.returncode == 0 else f"no disk can be mounted here: {tried.stderr.strip()}"


def run_on_disk(size: str, folder: Path, program: str, *arguments: str) -> str:
    """What a program of this folder prints, run with a fresh disk of that size mounted on `folder`."""
    if _refusal():
        pytest.skip(_refusal())
    folder.mkdir(exist_ok=True)
    call = [sys.executable, str(HERE / program), str(folder), *arguments]
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", _MOUNT, "sh", size, str(folder), *call],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
