"""What a text names that can be opened: `INC-K7-12`, `#12`, `@scribe`, `[[Title of a runbook]]`."""

import re
from dataclasses import dataclass
from typing import Final

_MENTION: Final = re.compile(
    r"(?<![\w/@.])#?(?P<incident>(?:INC|DRILL)-[A-Z0-9]{2,4}-[1-9]\d{0,14})(?![\w-])"
    r"|(?<![\w/@.&#])#(?P<number>(?:INC-)?[1-9]\d{0,14})(?![\w/-]|\.\d)"
    r"|(?<![\w@.])@(?P<role>[a-z][a-z_]{1,40})(?![\w@.]*@)\b"
    r"|\[\[(?P<runbook>[^\[\]\n]{1,200})\]\]"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """`kind` is incident (`what` its reference), role (its key) or runbook (its title); where it stands.

    A number (`12` or `INC-12`) is an incident's where there is one; only the store knows, and whether it is
    one alone: each station counts its own.
    """

    kind: str
    what: str
    start: int
    length: int


def mentions(text: str) -> tuple[Mention, ...]:
    """Everything that a text names, in its order."""
    found: list[Mention] = []
    for match in _MENTION.finditer(text):
        kind = match.lastgroup or ""
        what = " ".join((match[kind] or "").split())
        if what:
            found.append(Mention(kind, what, match.start(), match.end() - match.start()))
    return tuple(found)
