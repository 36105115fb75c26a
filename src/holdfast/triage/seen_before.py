"""What was seen before: past incidents like the one that is being declared, and why they are like it.

Each word of the title weighs the more the fewer titles have it (inverse document frequency, as runbooks are
ranked), and a service or a label in common weighs as much as a word that is neither rare nor frequent. How
frequent a word is, is told from how far apart its newest places lie. The work is bounded whatever the size
of the store: of a frequent word the newest places are looked at, and only a rare one is followed further.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import nlargest
from itertools import product
from math import log1p
from typing import Final

from holdfast.domain.ids import id_of, kind_of
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase
from holdfast.domain.telling import is_same, plain, stem, terms_of
from holdfast.store.store import Store

_MOST_WORDS: Final = 10
_LOOKED: Final = 600  # of a word's places, the newest that are looked at
_RARE: Final = 6000
_TOGETHER: Final = 2  # how many rare words are looked for beside each of the others
_PART: Final = 120  # candidates that one such question brings
_TITLES: Final = 30  # of the candidates, those whose words are read
_REVIEWS: Final = 12
_ASKED_OF_REVIEWS: Final = 4  # of the words, the rarest
_READ: Final = 12  # of these, those that are read as a whole
_COMMON: Final = 3.0  # what a service or a label in common weighs: a word that one of twenty titles has
_TEXT: Final = 0.4  # what a word of a review's text weighs beside one of a title
_ENOUGH: Final = 0.3  # of the weight of all that was said
_TOLD: Final = 0.06  # of it, for each of: what resolved it is recorded, it has a review


@dataclass(frozen=True, slots=True)
class Seen:
    """An incident of the past, and why it is shown.

    `words` are those in common, the rarest first; `resolution` and `review` the first line of what resolved
    it and of its review's summary, "" for none.
    """

    id: str
    ref: str
    title: str
    service: str
    phase: Phase
    severity: int | None
    declared: datetime | None
    close_reason: str
    same_service: bool
    words: tuple[str, ...]
    labels: tuple[str, ...]
    resolution: str
    review: str
    review_id: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked about: the newest places of each word and its weight, the rarest word first.

    `rare` are the words so rare that they can be looked for in all the past.
    """

    service: str
    labels: frozenset[str]
    places: Mapping[str, Sequence[int]]
    weights: Mapping[str, float]
    rare: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """The rarest first."""
        return list(self.weights)

    @property
    def whole(self) -> float:
        """What all that was said weighs."""
        return sum(self.weights.values()) + (_COMMON if self.service else 0.0)

    def is_service(self, name: str) -> bool:
        """Whether this is the service that is asked about."""
        return bool(self.service) and plain(name) == self.service

    def in_common(self, text: str) -> set[str]:
        """Which of the words a text has, but for their endings."""
        there = set(terms_of(text))
        same = there & self.weights.keys()
        return same | {
            word for word in self.weights.keys() - same if any(is_same(word, one) for one in there)
        }


@dataclass
class _Fit:
    """What a candidate has of the words, in its title and in its review; and its service, as far as known."""

    titled: set[str] = field(default_factory=set[str])
    told: set[str] = field(default_factory=set[str])
    service: str = ""

    def weight(self, asked: _Asked) -> float:
        """How much that is."""
        rest, weights = self.told - self.titled, asked.weights
        common = _COMMON if asked.is_service(self.service) else 0.0
        titled = sum(weights[word] for word in self.titled)
        return titled + _TEXT * sum(weights[word] for word in rest) + common


def seen_before(
    store: Store,
    title: str,
    service: str = "",
    labels: Iterable[str] = (),
    *,
    without: str = "",
    most: int = 5,
) -> list[Seen]:
    """The past incidents most like this one, the most alike first; none where nothing is like it.

    `without` is the id of the incident that is asked about.
    """
    asked = _asked(store, title, plain(service), frozenset(labels))
    fits = _fits(store, asked) if asked.words else {}
    fits.pop(without, None)
    likeliest = nlargest(_READ, fits, key=lambda ident: (fits[ident].weight(asked), ident))
    held = {ident: store.incidents.get(ident) for ident in likeliest}
    scores = {ident: _score(asked, value, fits[ident]) for ident, value in held.items()}
    good = [ident for ident, score in scores.items() if score > 0]
    best = nlargest(most, good, key=lambda ident: (scores[ident], ident))
    return [_seen(store, asked, held[ident], fits[ident]) for ident in best]


def like(store: Store, incident: Incident, most: int = 5) -> list[Seen]:
    """What was seen before of an incident that is declared."""
    return seen_before(
        store, incident.title, incident.service, incident.labels, without=incident.id, most=most
    )


# -- candidates --------------------------------------------------------------------------------------


def _asked(store: Store, title: str, service: str, labels: frozenset[str]) -> _Asked:
    newest, places = store.search.newest(), dict[str, list[int]]()
    for word in terms_of(title)[:_MOST_WORDS]:
        asked = [stem(word)]
        if found := store.search.titled(asked, _LOOKED) or store.search.reviewed(asked, _REVIEWS):
            places[word] = found
    frequent = {word: _frequent(found, newest) for word, found in places.items()}
    rarest = {word: places[word] for word in sorted(places, key=lambda word: frequent[word])}
    weights = {word: log1p(newest / frequent[word]) for word in rarest}
    rare = tuple(word for word in rarest if frequent[word] <= _RARE)
    return _Asked(service, labels, rarest, weights, rare)


def _frequent(found: Sequence[int], newest: int) -> int:
    """How many places have a word, of which these are the newest: as close together as these are."""
    if len(found) < _LOOKED:
        return len(found)
    return int(len(found) * newest / max(len(found), newest - found[-1]))


def _candidates(store: Store, asked: _Asked) -> list[int]:
    """The numbers of places, those first that have the most.

    Of frequent words the newest places are compared; a rare one is looked for beside each of the others in
    all the past, which takes as long as the rare one is frequent.
    """
    has: defaultdict[int, set[str]] = defaultdict(set)
    for word, places in asked.places.items():
        for number in places:
            has[number].add(word)
    for rare, word in product(asked.rare[:_TOGETHER], asked.places):
        if word != rare:
            for number in store.search.titled([stem(rare), stem(word)], _PART):
                has[number].update((rare, word))
    weight = {number: sum(asked.weights[word] for word in words) for number, words in has.items()}
    return nlargest(_TITLES, has, key=lambda number: (weight[number], number))


def _fits(store: Store, asked: _Asked) -> dict[str, _Fit]:
    """The candidates by incident, with the words that they have."""
    reviewed = store.search.reviewed([stem(word) for word in asked.words[:_ASKED_OF_REVIEWS]], _REVIEWS)
    fits: dict[str, _Fit] = {}
    owners: dict[str, str] = {}
    for place in store.search.places(_candidates(store, asked) + reviewed):
        kind, ident = kind_of(place.subject), id_of(place.subject)
        if kind == "review":
            if ident not in owners:
                owners[ident] = store.reviews.get(ident).incident
            fits.setdefault(owners[ident], _Fit()).told |= asked.in_common(f"{place.title} {place.text}")
        elif kind == "incident":
            fit = fits.setdefault(ident, _Fit())
            fit.titled |= asked.in_common(place.title.partition(" ")[2])
            fit.service = place.text  # beside a title stands the service
    return fits


# -- judging -----------------------------------------------------------------------------------------


def _score(asked: _Asked, value: Incident, fit: _Fit) -> float:
    """How much one is like what is asked about, 0 where that is too little; more of it, the more it tells."""
    fit.service = value.service  # of one that is known by its review alone it was not known
    labels = _COMMON * len(asked.labels & set(value.labels))
    told = bool(value.resolution) + (value.review in ("draft", "released"))
    alike = fit.weight(asked) + labels
    return alike + _TOLD * asked.whole * told if alike >= _ENOUGH * asked.whole else 0.0


def _seen(store: Store, asked: _Asked, value: Incident, fit: _Fit) -> Seen:
    has = fit.titled | fit.told
    summary = store.reviews.get(value.review_id).texts.get("summary", "") if value.review_id else ""
    return Seen(
        id=value.id,
        ref=value.ref,
        title=value.title,
        service=value.service,
        phase=value.phase,
        severity=value.severity,
        declared=value.times.get("declared"),
        close_reason=value.close_reason,
        same_service=asked.is_service(value.service),
        words=tuple(word for word in asked.words if word in has),
        labels=tuple(sorted(asked.labels & set(value.labels))),
        resolution=_first_line(value.resolution),
        review=_first_line(summary),
        review_id=value.review_id,
    )


def _first_line(text: str) -> str:
    return next(filter(None, (line.strip() for line in text.splitlines())), "")
