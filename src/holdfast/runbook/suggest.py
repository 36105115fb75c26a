"""Runbooks that fit an incident, found by the words of its title and service."""

import re
from collections import Counter, defaultdict
from math import log1p

from holdfast.domain.ids import id_of
from holdfast.store.runbooks import RunbookRow
from holdfast.store.store import Store

_WORD = re.compile(r"[^\W_]{3,}")
_JOINED = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_MOST_WORDS = 8
_TITLE = 4.0  # a word in the title says so much more than one in the text
_SHARE = 0.4  # of the best one's weight that another must have


def suggest(store: Store, words: str, most: int = 5) -> list[RunbookRow]:
    """The runbooks that have most in common with `words`, the best first; not those that are gone.

    A word weighs the less the more runbooks have it, and nothing where more than half have it in
    their text: so words that say nothing need no list. One word of the text alone is not enough.
    """
    books = {row.id: row for row in store.runbooks.page() if not row.gone}
    names = {ident: words_of(f"{row.title} {row.path}") for ident, row in books.items()}
    weights, shared = defaultdict[str, float](float), Counter[str]()
    for word in sorted(words_of(words), key=len, reverse=True)[:_MOST_WORDS]:
        titled = {ident for ident, name in names.items() if any(part.startswith(word) for part in name)}
        found = titled | {id_of(hit.subject) for hit in store.search.find(f'"{word}"', kinds=("runbook",))}
        rare = len(found) * 2 <= len(books)
        for ident in (found if rare else titled) & books.keys():
            weights[ident] += log1p(len(books) / len(found)) * (_TITLE if ident in titled else 1)
            shared[ident] += 2 if ident in titled else 1
    ranked = sorted((ident for ident in weights if shared[ident] > 1), key=lambda each: -weights[each])
    return [books[ident] for ident in ranked[:most] if weights[ident] >= _SHARE * weights[ranked[0]]]


def words_of(text: str) -> set[str]:
    """The words of a text in small letters, those of `KubeNodeNotReady` each by itself."""
    return {word.casefold() for word in _WORD.findall(_JOINED.sub(" ", text))}
