"""Make what is handed out, and prove that it works where there is no network.

Runs under .venv's own interpreter, whose libraries and whose Python go into what is built.
"""

import hashlib
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import _portable
import _wheelhouse
from _isolated import Isolated
from _system import ROOT, Stop, say

OUT = ROOT / "build" / "package"


def package() -> int:
    """Build the wheelhouse and the portable folder in build/package, then prove both by `selftest`."""
    version = _output(sys.executable, "-m", "hatchling", "version")
    system = f"{platform.system().lower()}_{platform.machine().lower()}"
    fixed = {"SOURCE_DATE_EPOCH": _last_change(), "PYTHONHASHSEED": "0", "TZ": "UTC"}
    shutil.rmtree(OUT, ignore_errors=True)
    wheels = OUT / f"holdfast-{version}-wheelhouse-{system}"
    portable = OUT / f"holdfast-{version}-portable-{system}"
    say("Building the wheelhouse")
    _wheelhouse.build(wheels, version, fixed)
    write_checksums(wheels)
    say("Building the portable folder")
    _portable.build(portable, fixed)
    write_checksums(portable)
    with Isolated() as apart:
        say("Proving the wheelhouse without a network")
        _wheelhouse.prove(wheels, apart)
        say("Proving the portable folder without a network")
        _portable.prove(portable, apart)
    print(wheels)
    print(portable)
    return 0


def write_checksums(folder: Path) -> None:
    """Write SHA256SUMS over every file of a folder, in the form that `sha256sum --check` reads."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder)}\n" for file in files
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")


def _last_change() -> str:
    """When the source last changed, in seconds since 1970: the date that everything built from it carries."""
    try:
        return _output("git", "log", "-1", "--format=%ct")
    except (OSError, subprocess.CalledProcessError):
        return "1767225600"  # 2026-01-01, for a source tree without its history


def _output(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    try:
        sys.exit(package())
    except Stop as stop:
        sys.exit(str(stop))
