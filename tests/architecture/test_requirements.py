"""What is installed is what was pinned, by hash, and never a part that is known to be broken."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PINS = sorted((ROOT / "packaging" / "requirements").glob("*.txt"))
PIN = re.compile(r"^([\w.-]+)==([\w.]+)(?: ; .*)? \\$")


def pinned(path: Path) -> dict[str, str]:
    """Name to version of every pin in a requirements file."""
    found = [PIN.match(line) for line in path.read_text("utf-8").splitlines()]
    return {canonicalize_name(match[1]): match[2] for match in found if match}


def test_every_dependency_is_pinned_within_its_range() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pins = pinned(ROOT / "packaging" / "requirements" / "run.txt")
    for requirement in map(Requirement, project["dependencies"]):
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), str(requirement)


@pytest.mark.parametrize("path", PINS, ids=lambda path: path.name)
def test_every_line_is_a_pin_a_hash_or_a_comment(path: Path) -> None:
    # No option, no address: whoever installs chooses where from, and the hashes say what.
    lines = path.read_text("utf-8").splitlines()
    strange = [
        line for line in lines if not PIN.match(line) and not line.startswith(("    --hash=sha256:", "    #"))
    ]
    assert strange == []
    assert len(pinned(path)) > 10


def test_parts_that_must_not_meet_are_not_there() -> None:
    everything = {name for path in PINS for name in pinned(path)}
    assert "apsw" not in everything  # owns the same module as apsw-sqlite3mc
    assert not everything & {"pyside6", "pyside6-addons"}  # Essentials alone: no WebEngine
