"""The audit at another scale factor, which Qt reads once per process: so in a process of its own.

`scaled("tests.ui.kit.gallery:PAGES")` gives the findings of all scenes of that mapping of names to functions.
"""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


def scaled(scenes: str, *, factor: int = 2, percent: int = 150, theme: str = "light") -> list[str]:
    """What the audit finds in `scenes` ("module:MAPPING") at this factor and this size of text."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(factor)}
    environment["PYTHONPATH"] = os.pathsep.join([str(_ROOT / "src"), str(_ROOT)])
    command = [sys.executable, "-m", "tests.ui.scaled", scenes, str(percent), theme]
    ran = subprocess.run(
        command, env=environment, cwd=_ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


def _main(scenes: str, percent: int, theme_name: str) -> None:
    from PySide6.QtWidgets import QApplication

    from holdfast.ui.kit import icons, theme
    from tests.ui.audit import audit, shown
    from tests.ui.kit.gallery import use_fonts

    app = QApplication(["scaled"])
    use_fonts()
    look = theme.Appearance(app)
    look.changed.connect(icons.repaint)
    look.choose(theme_name, percent)
    module, name = scenes.split(":")
    makers = getattr(importlib.import_module(module), name)
    found: list[str] = []
    for key, make in makers.items():
        widget = shown(make())
        assert widget.devicePixelRatio() > 1 or os.environ["QT_SCALE_FACTOR"] == "1"
        found += [f"{key}: {each}" for each in audit(widget)]
        widget.close()
    print(json.dumps(found))


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
