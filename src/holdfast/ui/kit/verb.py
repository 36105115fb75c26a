"""What can be done on a page, for the registry of actions that the window keeps."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Verb:
    """One thing to do. `reason` says why it can't be done now, "" when it can."""

    id: str
    words: str
    run: Callable[[], object]
    keys: str = ""
    reason: Callable[[], str] = str


def verbs_of(
    listed: Iterable[tuple[str, str, str]],
    runs: Mapping[str, tuple[Callable[[], object], Callable[[], str]]],
) -> list[Verb]:
    """Verbs that are listed by id, words and keys, each with what it does and why it can't be done."""
    return [Verb(ident, words, runs[ident][0], keys, runs[ident][1]) for ident, words, keys in listed]
