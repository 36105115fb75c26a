"""Make .venv at the project's root from the hashed requirements, once for each state of them."""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import tomllib

from _system import ROOT, Stop, call, install, missing_packages, must, say

VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REQUIREMENTS = [ROOT / "packaging" / "requirements" / name for name in ("run.txt", "dev.txt")]
# Wheels that somebody carried here, for a machine without a network.
WHEELHOUSE = ROOT / "wheelhouse"
STAMP = VENV / "holdfast-setup"


def ensure() -> None:
    """See that .venv is there and up to date; raises Stop with what the person can do."""
    wanted = state()
    if STAMP.is_file() and STAMP.read_text("utf-8") == wanted and PYTHON.exists():
        return
    usable = _usable()
    packages = missing_packages() + ([] if usable or _can_make_environments() else ["python3-venv"])
    if packages:
        install(packages)
    if not usable:
        _create()
    say(f"Setting up {VENV} (a few minutes the first time)")
    pip_install = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    must([*pip_install, *wheel_sources(), "--require-hashes", *_requirements()])
    # pip refuses -e beside hashes, so the project itself goes in separately, built by what is pinned above.
    must([*pip_install, "--no-index", "--no-build-isolation", "--no-deps", "--editable", ROOT])
    if call([PYTHON, "-c", "import PySide6.QtWidgets"]):
        raise Stop("Qt cannot start: install the system libraries named above, then try again.")
    STAMP.write_text(wanted, "utf-8")


def wheel_sources() -> list[str]:
    """Options that name where wheels come from: `wheelhouse` alone, if somebody filled it."""
    return ["--no-index", "--find-links", str(WHEELHOUSE)] if WHEELHOUSE.is_dir() else []


def state() -> str:
    """A digest of everything that set-up depends on."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    built = {
        "project": project["project"],
        "build": project["build-system"],
        "hatch": project["tool"]["hatch"],
    }
    digest = hashlib.sha256(json.dumps(built, sort_keys=True).encode())
    digest.update(str(ROOT).encode())
    for path in [*REQUIREMENTS, ROOT / "src" / "holdfast" / "version.py"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _usable() -> bool:
    """Whether .venv holds an interpreter that still starts and is new enough."""
    if not PYTHON.exists():
        return False
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False).returncode == 0


def _can_make_environments() -> bool:
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def _create() -> None:
    if not _can_make_environments():
        raise Stop(
            "This Python cannot make virtual environments: install what is named above, then try again."
        )
    say(f"Making {VENV} with Python {sys.version.split()[0]}")
    must([sys.executable, "-m", "venv", "--clear", str(VENV)])


def _requirements() -> list[str]:
    return [part for path in REQUIREMENTS for part in ("--requirement", str(path))]
