"""What the program imports is what it declares: nothing that only the developers' environment holds."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
# Zone rules: the standard library's zoneinfo reads them where the system has none.
NEVER_IMPORTED = {"tzdata"}
# PySide6's other half, pinned by it to its own version.
PART_OF = {"shiboken6": "pyside6-essentials"}


def imported() -> Iterator[str]:
    """The top-level name of everything that the program imports, also late and for types only."""
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.partition(".")[0]


def test_every_library_is_declared_and_every_declared_one_is_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    holders = packages_distributions()
    outside = set(imported()) - sys.stdlib_module_names - {"holdfast"}
    used = {canonicalize_name(holder) for name in outside for holder in set(holders.get(name, [name]))}
    assert {PART_OF.get(name, name) for name in used} == declared - NEVER_IMPORTED
