"""What can be done on a page, for the registry of actions that the window keeps."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Verb:
    """One thing to do. `reason` says why it can't be done now, "" when it can."""

    id: str
    words: str
    run: Callable[[], object]
    keys: str = ""
    reason: Callable[[], str] = str
