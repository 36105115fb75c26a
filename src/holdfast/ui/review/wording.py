"""Words that look for blame or judge from hindsight, each with a better question. Never blocks anything."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from holdfast.words import _


@dataclass(frozen=True)
class Hint:
    """A phrase in a text, from `start` to `end`, and what may be asked in its place."""

    start: int
    end: int
    words: str


def _looks_back() -> str:
    return _("“{phrase}” looks back from what we know now. What did the screens show at that time?")


def _what_instead() -> str:
    return _("“{phrase}” names what did not happen. What happened, and what made it reasonable at the time?")


def _judges() -> str:
    return _("“{phrase}” judges a person. What did the situation ask for all at once?")


def _ends_early() -> str:
    return _("“{phrase}” ends the question where it begins. What made this easy to do and hard to notice?")


def _asks_who() -> str:
    return _("“{phrase}” asks for a person. How was the system able to let it happen?")


_PHRASES: Final[tuple[tuple[re.Pattern[str], Callable[[], str]], ...]] = (
    (re.compile(r"\bshould(?:n['’]t| not)? have\b(?: \w+)?", re.IGNORECASE), _looks_back),
    (re.compile(r"\b(?:failed|neglected|forgot) to\b(?: \w+)?", re.IGNORECASE), _what_instead),
    (re.compile(r"\b(?:careless|negligent|sloppy)(?:ly|ness)?\b", re.IGNORECASE), _judges),
    (re.compile(r"\b(?:human|operator|user) error\b", re.IGNORECASE), _ends_early),
    (re.compile(r"\bwho (?:did|caused|broke)\b", re.IGNORECASE), _asks_who),
)


def hints(text: str) -> list[Hint]:
    """Every such phrase, in the order in which they stand."""
    found = [
        Hint(match.start(), match.end(), words().format(phrase=match[0]))
        for pattern, words in _PHRASES
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda hint: hint.start)


def places(text: str) -> list[tuple[int, int]]:
    """Where they stand, as (first, after)."""
    return [(hint.start, hint.end) for hint in hints(text)]
