"""The floors of the house: who may import whom, and that every room is on the plan."""

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "holdfast"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONTRACTS: list[dict[str, Any]] = PROJECT["tool"]["importlinter"]["contracts"]


def floors(name: str) -> list[str]:
    """The rooms of one contract, brackets kept."""
    (layers,) = [contract["layers"] for contract in CONTRACTS if contract["name"] == name]
    return [room.strip() for layer in layers for room in layer.split("|")]


def rooms(folder: Path) -> set[str]:
    """What stands in a package folder: its modules and the folders with Python in them."""
    found = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    return found | {path.name for path in folder.iterdir() if path.is_dir() and any(path.rglob("*.py"))}


def test_the_contracts_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert not broken, capsys.readouterr().out


@pytest.mark.parametrize(("name", "folder"), [("Floors", PACKAGE), ("Floors inside ui", PACKAGE / "ui")])
def test_brackets_stand_round_what_is_not_built(name: str, folder: Path) -> None:
    planned = {room.strip("()"): room.startswith("(") for room in floors(name)}
    assert rooms(folder) == {room for room, bracketed in planned.items() if not bracketed}


def test_every_folder_is_a_package_and_its_init_is_empty() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    folders |= {parent for folder in folders for parent in folder.parents if parent.is_relative_to(PACKAGE)}
    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []
    assert [str(path) for path in PACKAGE.rglob("__init__.py") if path.read_bytes()] == []


def test_packaging_stays_no_package() -> None:
    # With an __init__.py it would hide the library `packaging`, which pytest and pip import.
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_resources_are_data() -> None:
    assert list((ROOT / "resources").rglob("*.py")) == []


def test_everything_below_ui_is_strictly_typed() -> None:
    strict = {Path(path).name for path in PROJECT["tool"]["pyright"]["strict"]} - {"*.py"}
    assert {room for room in rooms(PACKAGE) if (PACKAGE / room).is_dir()} - {"ui"} <= strict


def test_the_tool_of_the_project_needs_only_the_standard_library() -> None:
    tool = ROOT / "packaging"
    own = {path.stem for path in tool.glob("_*.py")}
    imported: set[str] = set()
    for path in [tool / "dev.py", *tool.glob("_*.py")]:
        imported |= set(re.findall(r"^\s*(?:import|from) ([\w]+)", path.read_text("utf-8"), re.MULTILINE))
    assert imported - own <= sys.stdlib_module_names
