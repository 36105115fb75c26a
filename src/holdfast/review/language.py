"""Words that look for blame or judge from hindsight, each with its reason and a better question.

Nothing here forbids anything. The lists are data, one for each language, in resources/language.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from holdfast import paths
from holdfast.review.language_lists import Phrase, Rule, WordList, word_lists
from holdfast.review.language_text import Words, words_of

_LOOKED_AT: Final = 2000
_SURE: Final = 5
_TIMES: Final = 4
_AROUND: Final = 10
_BEGINNING: Final = 3


@dataclass(frozen=True, slots=True)
class Hint:
    """A phrase in a text, from `start` to `end`, why it is in the way, and what may be asked instead."""

    start: int
    end: int
    phrase: str
    rule: str
    language: str
    category: str
    reason: str
    question: str


def check(text: str, languages: Collection[str] = (), folder: Path | None = None) -> list[Hint]:
    """Every such phrase in the order in which they stand, none inside another.

    Without `languages` those that the text seems to be in are looked for.
    """
    words = words_of(text)
    lists = _lists(folder)
    wanted = languages or _languages(words, lists)
    found = [hit for each in lists if each.language in wanted for hit in _found(words, each)]
    found.sort(key=lambda hit: (hit[1], -hit[2]))
    return [_hint(text, words, hit) for hit in _apart(found)]


def languages_of(text: str, folder: Path | None = None) -> tuple[str, ...]:
    """The language that a text is in; every one that there is a list for where that is not sure."""
    return _languages(words_of(text), _lists(folder))


_Hit = tuple[Rule, int, int]


def _lists(folder: Path | None) -> tuple[WordList, ...]:
    return word_lists(folder or paths.resources() / "language")


def _languages(words: Words, lists: Sequence[WordList]) -> tuple[str, ...]:
    some = list(islice(words.small, _LOOKED_AT))
    counts = sorted(
        ((sum(word in each.common for word in some), each.language) for each in lists), reverse=True
    )
    (best, name), *others = counts
    if best >= _SURE and all(best >= _TIMES * count for count, _language in others):
        return (name,)
    return tuple(each.language for each in lists)


def _found(words: Words, wanted: WordList) -> list[_Hit]:
    by_word, by_beginning = wanted.by_word, wanted.by_beginning
    hits: list[_Hit] = []
    known: dict[str, Sequence[tuple[Rule, Phrase]]] = {}  # texts say the same few words again and again
    for at, word in enumerate(words.small):
        candidates = known.get(word)
        if candidates is None:
            candidates = known[word] = (
                *by_word.get(word, ()),
                *by_beginning.get(word[:_BEGINNING], ()),
            )
        if candidates:
            hits += _at(words, at, candidates)
    return hits


def _at(words: Words, at: int, candidates: Sequence[tuple[Rule, Phrase]]) -> list[_Hit]:
    hits: list[_Hit] = []
    for rule, phrase in candidates:
        found = phrase.found(words, at)
        if found is not None and not _is_innocent(words, rule, found):
            hits.append((rule, *found))
    return hits


def _is_innocent(words: Words, rule: Rule, found: tuple[int, int]) -> bool:
    """Whether what stands around it makes it something else."""
    first, last = found
    for phrase in rule.unless:
        for at in range(max(0, first - _AROUND), min(len(words.small), last + _AROUND)):
            span = phrase.found(words, at)
            if span is not None and span[0] <= last and span[1] >= first:
                return True
    return False


def _apart(hits: Sequence[_Hit]) -> list[_Hit]:
    """Of those that overlap the first and longest."""
    kept: list[_Hit] = []
    for hit in hits:
        if not kept or hit[1] > kept[-1][2]:
            kept.append(hit)
    return kept


def _hint(text: str, words: Words, hit: _Hit) -> Hint:
    rule, first, last = hit
    start, end = words.spans[first][0], words.spans[last][1]
    end = start + len(text[start:end].rstrip("_"))
    phrase = " ".join(text[start:end].split())
    return Hint(start, end, phrase, rule.id, rule.language, rule.category, rule.reason, rule.question)
