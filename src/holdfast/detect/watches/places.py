"""What stands in braces in annotations and is filled in when a watch tells. A brace written twice is one."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

PLACES: Final = ("value", "since", "name")
_ONCE: Final[Mapping[str, str]] = {"{{": "{", "}}": "}"}
_PART: Final = re.compile(r"\{\{[^{}]*\$[^{}]*\}\}|\{\{|\}\}|\{[^{}]*\}")
"""What Prometheus would fill in, `{{ $value }}`, is a mistake here, and no pair of braces."""


def places_in(text: str) -> Iterator[str]:
    """Every place of a text with its braces, each once."""
    return (part for part in dict.fromkeys(_PART.findall(text)) if part not in _ONCE)


def is_known(place: str) -> bool:
    """Whether something fills this in."""
    return place[1:-1] in PLACES


def filled(text: str, words: Mapping[str, str]) -> str:
    """A text with its places filled, and braces that stay."""
    return _PART.sub(lambda found: _ONCE.get(found[0]) or words.get(found[0][1:-1], found[0]), text)
