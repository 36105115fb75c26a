"""Everything below ui works where there is no Qt: on a server, in the render worker, in a verifier."""

import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "holdfast"
WITH_QT = {"ui", "main", "__main__"}

SCRIPT = """
import importlib, sys
sys.modules.update(dict.fromkeys(("PySide6", "shiboken6")))  # None: any import of it fails
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def modules_below_ui() -> list[str]:
    """Every module whose first room below holdfast needs no Qt, migrations (numbered files) included."""
    names = [path.relative_to(PACKAGE).with_suffix("").parts for path in sorted(PACKAGE.rglob("*.py"))]
    below = [parts for parts in names if parts[0] not in WITH_QT]
    return [".".join(("holdfast", *parts)).removesuffix(".__init__") for parts in below]


def test_every_module_below_ui_imports_without_qt() -> None:
    names = modules_below_ui()
    assert "holdfast.domain.errors" in names
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *names], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
