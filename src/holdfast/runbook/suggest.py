"""Runbooks that fit an incident, found by the words of its title and service.

Each word weighs the more the fewer runbooks have it (the usual inverse document frequency). What is
suggested must have in its own name what the incident is about: a word that tells much, of a weight that is
a good part of all that was said, or two of them. Words of the text only put one runbook before another.
Where nothing does, nothing is suggested: a wrong runbook costs more than none.
"""

import re
from dataclasses import dataclass, field
from math import log1p

from holdfast.domain.ids import id_of
from holdfast.store.runbooks import RunbookRow
from holdfast.store.store import Store

_WORD = re.compile(r"[^\W\d_]{3,}")
_JOINED = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_MOST_WORDS = 12
_ALL = 1_000_000
_TEXT = 0.2  # what a word of the text weighs beside one of the name
_TELLING = 0.15  # of the runbooks: a word that more of them have does not tell one from another
_FEW = 3  # ... but in a small library so many may
_ENOUGH = 0.4  # of the weight of all that was said, for one telling word alone
_SHARE = 0.55  # of the best one's weight that another must have
_STEM = 4  # letters that must agree where endings differ
_ENDING = 3

_SMALL = """
aber about after again all alle allem allen almost als also although always and another any are auch auf
aus because been before bei beim being between bin bis both but came can cannot come comes could das
dass dem den der des did die doch does doing done down due durch during each ein eine einem einen einer
eines either else ever every few for from für gegen get gets getting goes going gone got had has hat
have having her here him his how ich ihr ihre into ist its just kann keep keeps kein keine last left
less like made make makes many may mehr might mit more most much must nach near never new nicht night
nobody noch none nor not nothing now nur oder off often ohne old one only other others our out over own
per please same schon see seen sein seit several she should show shows sich sie since sind some soon
still such take takes than that the their them then there these they thing things this those through
time times today too two und under uns unter until upon use used uses using very vom von vor war was way
weg well wenn were what when where whether which while who whole whose why wie will wir wird with within
without work working works would wurde yesterday yet you your zum zur über
"""
_STOP = frozenset(_SMALL.split())
"""Words of which no incident is made, English and German."""


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
        named = {ident for ident, name in names.items() if any(_is_same(word, part) for part in name)}
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


def words_of(text: str) -> set[str]:
    """The words of a text in small letters, those of `KubeNodeNotReady` each by itself."""
    return {word.casefold() for word in _WORD.findall(_JOINED.sub(" ", text))}


def _asked(words: str) -> list[str]:
    """The words to look for: not those that say nothing, and the longest where there are many."""
    return sorted(words_of(words) - _STOP, key=lambda word: (-len(word), word))[:_MOST_WORDS]


def _name(row: RunbookRow) -> str:
    """Title and file name: an alert's name is in the one or the other, a folder's name says less."""
    return f"{row.title} {row.path.rpartition('/')[2].rpartition('.')[0]}"


def _with_text(store: Store, word: str) -> set[str]:
    stem = word.removesuffix("s") if len(word) > _STEM else word
    return {id_of(hit.subject) for hit in store.search.find(stem, ("runbook",), _ALL)}


def _is_same(word: str, part: str) -> bool:
    """Whether a typed word is this part of a name, but for an ending: members, filled, restarting."""
    shorter, longer = sorted((word, part), key=len)
    return word == part or (
        len(shorter) >= _STEM and len(longer) - len(shorter) <= _ENDING and longer.startswith(shorter)
    )


def _is_good(fit: _Fit, said: float) -> bool:
    return len(fit.telling) > 1 or (bool(fit.telling) and fit.named >= _ENOUGH * said)
