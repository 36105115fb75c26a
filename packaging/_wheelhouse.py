"""A folder of wheels from which Holdfast installs without a network, and the note how."""

import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

from _isolated import Isolated
from _setup import REQUIREMENTS, wheel_sources
from _system import LIBRARIES, ROOT, must

NOTE = """# Install Holdfast {version} without a network

This folder holds Holdfast and everything it needs from Python, for Python {python} on this kind of machine.

1. Check that it arrived whole: `sha256sum --check --quiet SHA256SUMS`
2. Install it into a folder of its own, here `~/holdfast`:

   ```
   python{python} -m venv ~/holdfast
   ~/holdfast/bin/python -m pip install --no-index --find-links wheels --require-hashes -r requirements.txt
   ```

3. See that it works: `~/holdfast/bin/holdfast selftest`
4. Start it: `~/holdfast/bin/holdfast`

The window needs these Debian packages, which most desktops have: {libraries}.

To remove it, delete `~/holdfast`. Your incidents lie elsewhere and stay.
"""


def build(folder: Path, version: str, fixed: Mapping[str, str]) -> None:
    """Fill `folder` with the wheels of run.txt and of Holdfast, the hashes to install by, and the note."""
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    pins = REQUIREMENTS[0]
    download = [sys.executable, "-m", "pip", "download", "-qq", *wheel_sources(), "--only-binary", ":all:"]
    must([*download, "--require-hashes", "--requirement", str(pins), "--dest", str(wheels)])
    must([sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(wheels)], fixed)
    (own,) = wheels.glob("holdfast-*.whl")
    digest = hashlib.sha256(own.read_bytes()).hexdigest()
    line = f"holdfast=={version} \\\n    --hash=sha256:{digest}\n"
    (folder / "requirements.txt").write_text(pins.read_text("utf-8") + line, "utf-8")
    python = "{}.{}".format(*sys.version_info[:2])
    note = NOTE.format(version=version, python=python, libraries=", ".join(sorted(LIBRARIES.values())))
    (folder / "INSTALL.md").write_text(note, "utf-8")
    (folder / "LICENSE").write_bytes((ROOT / "LICENSE").read_bytes())


def prove(folder: Path, apart: Isolated) -> None:
    """Do what the note says; let the result test itself, and open."""
    target = apart.home / "holdfast"
    apart.must(sys.executable, "-m", "venv", target)
    install = [target / "bin" / "python", "-m", "pip", "install", "-qq", "--no-index", "--require-hashes"]
    apart.must(*install, "--find-links", folder / "wheels", "--requirement", folder / "requirements.txt")
    apart.must(target / "bin" / "holdfast", "selftest")
    store = apart.home / "store"
    apart.must_open(target / "bin" / "holdfast-gui", "--data", store, store=store)
