"""What other teams call the parts of a review and the columns of its tables, read once."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from holdfast.paths import resources


@dataclass(frozen=True, slots=True)
class Words:
    """What other teams call sections and columns: small letters, single blanks, no marks."""

    sections: Mapping[str, str]
    columns: Mapping[str, tuple[str, ...]]

    def section(self, heading: str) -> str:
        """The section that a heading means; "" for none."""
        words = simple(re.sub(r"\([^()]*\)", " ", heading))
        words = re.sub(r"^(?:(?:\d+|[ivx]+|[a-h]) )+(?=\w)", "", words)
        if words in self.sections:
            return self.sections[words]
        parts = words.split()
        for size in range(min(4, len(parts) - 1), 0, -1):
            for some in (parts[:size], parts[-size:]):
                if " ".join(some) in self.sections and len(parts) - size <= 3:
                    return self.sections[" ".join(some)]
        return ""

    def column(self, head: str, among: Iterable[str]) -> str:
        """What a column or a fact is about, of these; "" for none."""
        words = simple(re.sub(r"\([^()]*\)", " ", head))
        return next((name for name in among if words in self.columns[name]), "")


def simple(text: str) -> str:
    """Words alone, in small letters."""
    kept = (char if unicodedata.category(char)[0] in "LNM" else " " for char in text.casefold())
    # what marks an emoji as one is no part of a word
    return " ".join("".join(kept).replace("\ufe0f", " ").split())


@cache
def shipped_words() -> Words:
    """The words of `resources/reviews/headings.toml`."""
    data = tomllib.loads((resources() / "reviews" / "headings.toml").read_text("utf-8"))
    sections = {simple(name): key for key, names in data["sections"].items() for name in names}
    return Words(sections, {key: tuple(map(simple, names)) for key, names in data["columns"].items()})
