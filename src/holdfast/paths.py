"""Where resources and stores live. Only `main` and the resource readers ask."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """The folder of data files: the checkout's when there is one, else the installed copy."""
    checkout = _PACKAGE.parent.parent / "resources"
    return checkout if checkout.is_dir() else _PACKAGE / "resources"


def program() -> Path:
    """The folder that the program was started from (beside it a `.portable` file may lie)."""
    frozen = getattr(sys, "frozen", False)
    return Path(sys.executable).parent if frozen else Path(sys.argv[0]).resolve().parent


def default_store() -> Path:
    """The folder of the store when no `--data` is given."""
    beside = program()
    if (beside / ".portable").exists():
        return beside / "holdfast-data"
    import platformdirs  # noqa: PLC0415  (start-up time: not where the folder is named)

    return Path(platformdirs.user_data_dir("holdfast", appauthor=False))


def settings_file(store: Path) -> Path:
    """The file of this workstation's settings for the store in `store`."""
    return store / "settings.json"
