"""Takes the files of a drop folder and dies, as `kill -9` would, at one of its steps.

python tests/detect/dying.py STORE FOLDER POINT
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from holdfast.detect import claims, folders
from holdfast.store.opening import open_store


def dying(step: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    """The step, which kills the process before or after it when its turn has come."""

    def run(*args: Any, **named: Any) -> Any:
        _die_in(left)
        result = step(*args, **named)
        _die_in(left)
        return result

    return run


def _die_in(left: list[int]) -> None:
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), 9)


def main(store: Path, folder: Path, point: int) -> None:
    """The command."""
    left = [point]
    folders._BATCH = 2  # type: ignore[misc]
    folders.take = dying(folders.take, left)  # type: ignore[attr-defined]
    for name in ("claim", "content", "done"):
        setattr(claims, name, dying(getattr(claims, name), left))
    with open_store(store) as opened:
        folders.DropFolder(folder).visit(opened)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
