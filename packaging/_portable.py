"""A folder that starts from any disk without Python, and keeps its data beside itself."""

import os
import platform
import shutil
import sys
from collections.abc import Mapping
from importlib.metadata import distributions
from pathlib import Path, PurePath

from _isolated import Isolated
from _setup import REQUIREMENTS
from _system import ROOT, must

SPEC = ROOT / "packaging" / "pyinstaller" / "holdfast.spec"
WORK = ROOT / "build" / "pyinstaller"

NOTE = """# Holdfast, the portable folder

1. Check that it arrived whole: `sha256sum --check --quiet SHA256SUMS`
2. See that it works here: `./holdfast selftest`
3. Start it: `./holdfast`

It needs no Python and no network. What you record lies in `holdfast-data` beside the program, as long as
`.portable` lies there. The disk must keep links and the right to execute: ext4, XFS or APFS do, FAT does not.

It was built with {libc} and starts on systems with that or newer. The window also needs what every Linux
desktop has: libEGL, libGL, libxcb, and on Wayland libwayland-client and libwayland-cursor.
"""


def build(folder: Path, fixed: Mapping[str, str]) -> None:
    """Build `folder` with PyInstaller; mark it portable; lay the licences of its parts beside them."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
    must(
        [*command, "--distpath", str(folder.parent), "--workpath", str(WORK), str(SPEC)],
        {**fixed, "HOLDFAST_FOLDER": folder.name},
    )
    (folder / ".portable").write_text("Holdfast keeps its data in this folder.\n", "utf-8")
    (folder / "README.md").write_text(NOTE.format(libc=" ".join(platform.libc_ver())), "utf-8")
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE")
    _copy_licences(folder / "licenses")


def prove(folder: Path, apart: Isolated) -> None:
    """Carry the folder elsewhere: it tests itself, opens, and keeps its data beside itself."""
    carried = apart.home / "carried"
    shutil.copytree(folder, carried, symlinks=True)
    apart.must(carried / "holdfast", "selftest")
    apart.must_open(carried / "holdfast", store=carried / "holdfast-data")


def _copy_licences(target: Path) -> None:
    """What the parts' licences ask for: their texts, a folder for each part, Python's own among them."""
    pins = {line.split("==")[0] for line in REQUIREMENTS[0].read_text("utf-8").splitlines() if "==" in line}
    for part in distributions():
        if part.name.lower().replace("_", "-") in pins:
            texts = [Path(str(part.locate_file(file))) for file in part.files or [] if _is_licence(file)]
            _copy_texts(texts, target / f"{part.name}-{part.version}")
    _copy_texts([Path(os.__file__).parent / "LICENSE.txt"], target / f"Python-{sys.version.split()[0]}")


def _is_licence(file: PurePath) -> bool:
    in_metadata = ".dist-info" in file.parts[0]
    return in_metadata and (file.name == "METADATA" or "licen" in str(file).lower() or "COPYING" in file.name)


def _copy_texts(texts: list[Path], target: Path) -> None:
    target.mkdir(parents=True)
    for text in texts:
        shutil.copy(text, target / text.name)
