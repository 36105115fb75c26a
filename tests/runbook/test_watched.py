"""The hostile corpus in the real viewer, watched from outside and inside: no file, no socket, no process."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from holdfast.desk.operators import sign_in
from holdfast.store.opening import open_store
from tests.runbook.hostile import corpus
from tests.runbook.watched import MARK, fill

ROOT = Path(__file__).resolve().parents[2]
CALL = re.compile(r"^\d+\s+(?:<\.\.\. )?(openat|open|connect|socket|execve)(?:\(| resumed)(.*)$")
PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
OF_MALLOC = "/proc/sys/vm/overcommit_memory"  # glibc asks it when it gives memory back, whatever is shown
OWN = re.compile(r"^/proc/(?:self|\d+)/(?:task/\d+/)?")
ADDRESS = re.compile(r"\{.*?\}|AF_\w+")
WORKER = ["-I", "-m", "holdfast.runbook.worker"]


@dataclass(frozen=True)
class Seen:
    """What was seen: from inside as JSON, from outside as the lines of the trace, "" where there is none."""

    inside: dict[str, object]
    outside: list[str]
    refused: list[str]
    store: Path


def _can_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(["strace", "-f", "-o", os.devnull, "true"], capture_output=True, check=False)
    return tried.returncode == 0


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """The corpus was shown once, under strace where that is there."""
    if not Path("/proc/self/task").is_dir():
        pytest.skip("this system has no /proc to count processes in")
    folder = tmp_path_factory.mktemp("watched")
    with open_store(folder / "store") as store:
        sign_in(store, "Ana")
        refused = fill(store, folder)
    trace = folder / "trace"
    before = ["strace", "-f", "-qq", "--seccomp-bpf", "-s", "4000", "-o", str(trace), "-e",
              "trace=openat,open,connect,socket,execve"]  # fmt: skip
    command = [sys.executable, "-m", "tests.runbook.watched", str(folder / "store")]
    done = subprocess.run(
        [*(before if _can_trace() else []), *command],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        timeout=900,
    )
    lines = trace.read_text(errors="replace").splitlines() if trace.exists() else []
    return Seen(json.loads(done.stdout), lines, refused, folder / "store")


@pytest.fixture
def traced(seen: Seen) -> Seen:
    if not seen.outside:
        pytest.skip("strace is not installed, or may not trace here")
    return seen


def calls(lines: list[str]) -> list[tuple[str, str]]:
    """Each call with its arguments; the second half of one that was interrupted has none worth reading."""
    found = (CALL.match(line) for line in lines)
    return [(match.group(1), match.group(2)) for match in found if match]


def opened(lines: list[str]) -> set[str]:
    """The paths that were opened, or tried."""
    found = (PATH.search(rest) for name, rest in calls(lines) if name in {"open", "openat"})
    return {OWN.sub("/proc/self/", match.group(1)) for match in found if match}


def parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """The trace before the hostile documents, and with them."""
    at = next(number for number, line in enumerate(lines) if MARK in line)
    return lines[:at], lines[at + 1 :]


def test_nearly_all_get_as_far_as_the_viewer(seen: Seen) -> None:
    assert seen.inside["shown"] == len(corpus()) - len(seen.refused)
    assert len(seen.refused) < len(corpus()) / 20
    walls = ("more than 256 kB", "It is empty", "It is not text")
    assert [why for why in seen.refused if not any(wall in why for wall in walls)] == []


def test_it_never_has_more_than_its_worker_and_leaves_none(seen: Seen) -> None:
    assert seen.inside["most"] == 1
    assert seen.inside["left"] == 0


def test_from_inside_nothing_is_opened_but_the_worker_started(seen: Seen) -> None:
    events = [tuple(each) for each in seen.inside["seen"]]  # type: ignore[attr-defined]
    at = events.index(("open", MARK))
    before, after = set(events[:at]), events[at + 1 :]
    others = [each for each in after if each not in before and not each[1].startswith(str(seen.store))]
    assert others == []
    assert not [each for each in after if each[0].startswith(("socket", "urllib", "os.system"))]
    assert {what for event, what in after if event == "subprocess.Popen"} <= {sys.executable}


def test_from_outside_no_file_is_opened_that_a_harmless_document_does_not_open(traced: Seen) -> None:
    before, after = parted(traced.outside)
    known = opened(before)
    new = {path for path in opened(after) - known if not path.startswith(str(traced.store))}
    assert new <= {OF_MALLOC}
    assert len(opened(after)) > 50  # the worker was started anew, and that was seen


def addresses(lines: list[str]) -> set[str]:
    """What sockets are made for, and connected to."""
    return {
        part for name, rest in calls(lines) if name in {"connect", "socket"} for part in ADDRESS.findall(rest)
    }


def test_from_outside_no_socket_to_anywhere(traced: Seen) -> None:
    """Python itself asks this machine for the person's name as it starts, the worker's too."""
    before, after = parted(traced.outside)
    assert not [each for each in addresses(traced.outside) if "AF_INET" in each]
    assert addresses(after) <= addresses(before)


def test_from_outside_nothing_is_run_but_the_worker(traced: Seen) -> None:
    _before, after = parted(traced.outside)
    run = [PATH.findall(rest) for name, rest in calls(after) if name == "execve" and '"' in rest]
    assert run
    assert {tuple(each[2:5]) for each in run} == {tuple(WORKER)}
    assert {Path(each[0]).resolve() for each in run} == {Path(sys.executable).resolve()}
