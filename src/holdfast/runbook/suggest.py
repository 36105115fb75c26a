"""Runbooks that fit an incident, found by the words of its title and service.

Each word weighs the more the fewer runbooks have it (the usual inverse document frequency). What is
suggested must have in its own name what the incident is about: a word that tells much, of a weight that is
a good part of all that was said, or two of them. Words of the text only put one runbook before another.
Where nothing does, nothing is suggested: a wrong runbook costs more than none.
"""

from dataclasses import dataclass, field
from math import log1p

from holdfast.domain.ids import id_of
from holdfast.domain.telling import SMALL, is_same, stem, words_of
from holdfast.store.runbooks import RunbookRow
from holdfast.store.store import Store

_MOST_WORDS = 12
_ALL = 1_000_000
_TEXT = 0.2  # what a word of the text weighs beside one of the name
_TELLING = 0.15  # of the runbooks: a word that more of them have does not tell one from another
_FEW = 3  # ... but in a small library so many may
_ENOUGH = 0.4  # of the weight of all that was said, for one telling word alone
_SHARE = 0.55  # of the best one's weight that another must have


@dataclass
class _Fit:
    """What one runbook has of what was said."""

    weight: float = 0.0
    named: float = 0.0  # the part of it that its name has
    telling: set[str] = field(default_factory=set[str])

    def add(self, named: float, text: float) -> None:
        """One more word, in the name or else in the text."""
        self.named += named
        self.weight += named or text


def suggest(store: Store, words: str, most: int = 5) -> list[RunbookRow]:
    """The runbooks whose name fits `words`, the best first; none where none does, nor those that are gone."""
    books = {row.id: row for row in store.runbooks.page() if not row.gone}
    names = {ident: words_of(_name(row)) for ident, row in books.items()}
    said, fits = 0.0, {ident: _Fit() for ident in books}
    for word in _asked(words):
        named = {ident for ident, name in names.items() if any(is_same(word, part) for part in name)}
        having = named | _with_text(store, word) & books.keys()
        weight = log1p(len(books) / max(1, len(having)))
        said += weight
        for ident in having:
            fits[ident].add(weight if ident in named else 0.0, weight * _TEXT)
            if ident in named and len(having) <= max(_FEW, _TELLING * len(books)):
                fits[ident].telling.add(word)
    good = {ident: fit for ident, fit in fits.items() if _is_good(fit, said)}
    every = words_of(words)  # the small words too: "etcd members down" is the name of one of two
    ranked = sorted(
        good, key=lambda ident: (-good[ident].weight, -len(every & names[ident]), len(names[ident]))
    )
    return [books[ident] for ident in ranked[:most] if good[ident].weight >= _SHARE * good[ranked[0]].weight]


def _asked(words: str) -> list[str]:
    """The words to look for: not those that say nothing, and the longest where there are many."""
    return sorted(words_of(words) - SMALL, key=lambda word: (-len(word), word))[:_MOST_WORDS]


def _name(row: RunbookRow) -> str:
    """Title and file name: an alert's name is in the one or the other, a folder's name says less."""
    return f"{row.title} {row.path.rpartition('/')[2].rpartition('.')[0]}"


def _with_text(store: Store, word: str) -> set[str]:
    return {id_of(hit.subject) for hit in store.search.find(stem(word), ("runbook",), _ALL)}


def _is_good(fit: _Fit, said: float) -> bool:
    return len(fit.telling) > 1 or (bool(fit.telling) and fit.named >= _ENOUGH * said)
