"""`holdfast listen` as a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def listener(folder: Path, *words: str, out: str = "") -> Iterator[subprocess.Popen[str]]:
    """The process, killed at the end where it still runs."""
    command = [sys.executable, "-m", "holdfast", "--data", str(folder), "listen", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with (
        Path(out or os.devnull).open("w", encoding="utf-8") as file,
        subprocess.Popen(
            command,
            stdout=file if out else subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        ) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def line(process: subprocess.Popen[str]) -> str:
    """The next line that it says."""
    assert process.stdout is not None
    return process.stdout.readline()


def url_of(process: subprocess.Popen[str]) -> str:
    """Where one that was called with --json listens."""
    said = line(process)
    assert said, process.communicate()
    return json.loads(said)["webhook"]
