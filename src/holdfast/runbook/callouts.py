"""Boxes that call for attention, as GitHub (`> [!NOTE]`) and Python-Markdown (`!!! note`) write them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_MEANT: Final[Mapping[str, str]] = {
    "note": "note info information abstract summary tldr todo seealso example quote question help faq",
    "tip": "tip hint success check done",
    "important": "important",
    "warning": "warning attention",
    "caution": "caution danger error failure fail bug critical",
}
KINDS: Final = tuple(_MEANT)
"""How a box can look; every other word for one looks like one of these."""

_KIND_OF: Final = {word: kind for kind, words in _MEANT.items() for word in words.split()}
_OPENING = re.compile(
    r"(!!!|\?\?\?\+?)[ \t]{0,9}([A-Za-z][A-Za-z-]{0,30})(?:[ \t]{1,9}\"([^\"\n]{0,200})\")?[ \t]{0,9}$"
)
_QUOTED = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Callout:
    """A box: how it looks, its title, and whether its text is `folded` until it is wanted."""

    kind: str
    title: str
    folded: bool | None = None
    """None: it can't be folded."""


def opening(line: str) -> Callout | None:
    """The box that this line opens; the lines below it that are indented by four belong to it."""
    found = _OPENING.match(line) if line[:3] in {"!!!", "???"} else None
    if found is None:
        return None
    mark, word, title = found.groups()
    kind = _KIND_OF.get(word.lower(), "note" if title else "")
    if not kind:
        return None
    shown = word.capitalize() if title is None else title.strip()
    return Callout(kind, shown, None if mark == "!!!" else mark == "???")


def quoted(text: str) -> tuple[Callout, int] | None:
    """The box that a quote with this text is, and where its text begins."""
    found = _QUOTED.match(text)
    return (Callout(found.group(1).lower(), found.group(1).capitalize()), found.end()) if found else None
