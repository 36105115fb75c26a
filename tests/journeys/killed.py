"""A store that is worked on by windows in processes of their own, which are killed."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from holdfast.desk.opening import open_here
from holdfast.store.verify import verify

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Killed:
    """A store that is worked on by processes which die."""

    folder: Path
    story: str = "main"
    acknowledged: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    heard: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def play(self, first: str, stop: str) -> None:
        """Let a window play from the act `first` to the point `stop`, and kill it there."""
        command = [sys.executable, "-m", "tests.journeys.driver", self.story]
        command += [str(self.folder / "store"), str(self.folder / "review.pdf"), first, stop]
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": paths}
        complaints = self.folder / "complaints.txt"
        with (
            complaints.open("w") as errors,
            subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
            ) as process,
        ):
            assert process.stdout is not None
            self.heard = list(_until(stop, process.stdout))
            process.kill()
        assert self.heard, complaints.read_text()
        assert self.heard[-1]["point"] == stop, complaints.read_text()
        self.acknowledged += [(line["seq"], line["hash"]) for line in self.heard]

    def shown(self) -> dict[str, str]:
        """By act, the text that a field showed again in the window that was opened last."""
        found = (line for line in self.heard if line["point"].endswith(" shown"))
        return {line["point"].removesuffix(" shown"): line["text"] for line in found}

    def check(self) -> None:
        """Nothing that was acknowledged is lost, and all of it proves itself."""
        with open_here(self.folder / "store") as store:
            lost = [seq for seq, digest in self.acknowledged if seq and store.journal.at(digest) is None]
            assert not lost
            assert store.database.one("PRAGMA integrity_check") == "ok"
            assert verify(store.database, store.blobs).ok


def _until(stop: str, lines: Iterator[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        heard = json.loads(line)
        yield heard
        if heard["point"] == stop:
            return
