"""The word lists of the language check as they stand in resources/language, made ready to be looked for."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from holdfast.review.language_text import END, Words

_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_WIDE: Final = 1000
_BEGINNING: Final = 3
_SHORT: Final = 2
_COMMON: Final = 40  # what an anchor costs that stands in every sentence


@dataclass(frozen=True)
class One:
    """One word of a phrase: any of `words`, or one that begins or ends so; `sort` is told by its letters."""

    words: frozenset[str] = frozenset()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    sort: str = ""
    things: frozenset[str] = frozenset()

    def fits(self, words: Words, at: int) -> bool:
        """Whether the word there is such a one."""
        small = words.small[at]
        if small in self.words or small.startswith(self.begins) or small.endswith(self.ends):
            return True
        if self.sort == "possessive":
            return small.endswith("'s") and small not in (
                "it's",
                "that's",
                "what's",
                "who's",
                "let's",
                "there's",
            )
        if self.sort == "a_name":
            return _is_name(words.written(at)) and small not in self.things
        return False

    def breadth(self) -> int:
        """How many words it stands for, roughly."""
        return _WIDE if self.sort or self.ends else len(self.words) + 3 * len(self.begins)


def _is_name(written: str) -> bool:
    return len(written) > _SHORT and written[0].isupper() and written[1:].islower()


@dataclass(frozen=True)
class Gap:
    """Up to so many words of the same sentence; `least` of them have to be there."""

    most: int
    least: int = 0


@dataclass(frozen=True)
class Start:
    """The beginning of a sentence."""


Part = One | Gap | Start


@dataclass(frozen=True)
class Phrase:
    """Its parts in order. `shown` is the first of them that is marked, `anchor` the one to look for first."""

    parts: tuple[Part, ...]
    shown: int
    anchor: int
    before: int
    """How many words stand before the anchor."""

    def found(self, words: Words, anchor: int) -> tuple[int, int] | None:
        """The first and the last marked word of the phrase whose anchor stands there."""
        looked_for = self.parts[self.anchor]
        if isinstance(looked_for, One) and not looked_for.fits(words, anchor):
            return None
        return self._match(words, 0, anchor - self.before, None)

    def _match(self, words: Words, part: int, at: int, first: int | None) -> tuple[int, int] | None:
        if part == self.shown:
            first = at
        if part == len(self.parts):
            return None if first is None else (first, at - 1)
        wanted = self.parts[part]
        if isinstance(wanted, Start):
            begins = at == 0 or words.small[at - 1] == END
            return self._match(words, part + 1, at, at if part == self.shown else first) if begins else None
        if isinstance(wanted, Gap):
            return self._over(words, part, wanted, at, first)
        if not 0 <= at < len(words.small) or not wanted.fits(words, at):
            return None
        return self._match(words, part + 1, at + 1, first)

    def _over(self, words: Words, part: int, gap: Gap, at: int, first: int | None) -> tuple[int, int] | None:
        for count in range(gap.most + 1):
            if count >= gap.least:
                found = self._match(words, part + 1, at + count, first)
                if found is not None:
                    return found
            if not 0 <= at + count < len(words.small) or words.small[at + count] == END:
                return None
        return None


@dataclass(frozen=True)
class Rule:
    """What some phrases have in common: why they are in the way, and what may be asked instead."""

    id: str
    language: str
    category: str
    reason: str
    question: str
    phrases: tuple[Phrase, ...] = field(repr=False)
    unless: tuple[Phrase, ...] = field(repr=False)


@dataclass(frozen=True)
class WordList:
    """The rules of a language, by the words to look for first, and the words that it is known by."""

    language: str
    rules: tuple[Rule, ...]
    common: frozenset[str]
    by_word: Mapping[str, tuple[tuple[Rule, Phrase], ...]] = field(repr=False)
    by_beginning: Mapping[str, tuple[tuple[Rule, Phrase], ...]] = field(repr=False)


@cache
def word_lists(folder: Path) -> tuple[WordList, ...]:
    """Every list of the folder, by the names of the files."""
    return tuple(_read(file) for file in sorted(folder.glob("*.toml")))


def _read(file: Path) -> WordList:
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    classes = {name: _one(words, {}) for name, words in data.get("classes", {}).items()}
    common = frozenset(data["common"])
    rules = tuple(_rule(file.stem, table, classes, common) for table in data["rule"])
    every = [(rule, phrase) for rule in rules for phrase in rule.phrases]
    by_word: dict[str, list[tuple[Rule, Phrase]]] = {}
    by_beginning: dict[str, list[tuple[Rule, Phrase]]] = {}
    for pair in every:
        anchor = pair[1].parts[pair[1].anchor]
        assert isinstance(anchor, One), file
        for word in anchor.words:
            by_word.setdefault(word, []).append(pair)
        for begin in {each[:_BEGINNING] for each in anchor.begins}:
            by_beginning.setdefault(begin, []).append(pair)
    return WordList(file.stem, rules, common, _frozen(by_word), _frozen(by_beginning))


def _frozen(lists: Mapping[str, list[tuple[Rule, Phrase]]]) -> dict[str, tuple[tuple[Rule, Phrase], ...]]:
    return {name: tuple(each) for name, each in lists.items()}


def _rule(
    language: str, table: Mapping[str, Any], classes: Mapping[str, One], common: frozenset[str]
) -> Rule:
    return Rule(
        f"{language}.{table['id']}",
        language,
        table["category"],
        table["reason"],
        table["question"],
        tuple(_phrase(text, classes, common) for text in table["phrases"]),
        tuple(_phrase(text, classes, common) for text in table.get("unless", ())),
    )


def _phrase(text: str, classes: Mapping[str, One], common: frozenset[str]) -> Phrase:
    signs = text.split()
    shown = signs.index(">") if ">" in signs else 0
    parts = tuple(_part(sign, classes) for sign in signs if sign != ">")
    fixed = next((place for place, part in enumerate(parts) if isinstance(part, Gap)), len(parts))
    ones = [(place, part) for place, part in enumerate(parts[:fixed]) if isinstance(part, One)]
    anchor = min(ones, key=lambda each: each[1].breadth() + _COMMON * len(each[1].words & common))[0]
    before = sum(isinstance(part, One) for part in parts[:anchor])
    return Phrase(parts, shown, anchor, before)


def _part(sign: str, classes: Mapping[str, One]) -> Part:
    if sign == "^":
        return Start()
    if sign == "_":
        return Gap(1, 1)
    if sign.startswith(".."):
        return Gap(int(sign[2:]))
    return _one(sign.split("|"), classes)


def _one(words: Iterable[str], classes: Mapping[str, One]) -> One:
    """Words, beginnings with `*` after, ends with `*` before, and classes in angle brackets."""
    made = One()
    for word in words:
        if word.startswith("<"):
            made = _joined(made, _class(word[1:-1], classes))
        else:
            made = _joined(made, _plain(word))
    return made


def _class(name: str, classes: Mapping[str, One]) -> One:
    if name == "a_name":
        return One(sort=name, things=classes["thing"].words if "thing" in classes else frozenset())
    return One(sort=name) if name == "possessive" else classes[name]


def _plain(word: str) -> One:
    both = tuple({word, word.translate(_UMLAUTS)})
    if word.endswith("*"):
        return One(begins=tuple(each[:-1] for each in both))
    if word.startswith("*"):
        return One(ends=(word[1:],))
    return One(words=frozenset(both))


def _joined(one: One, other: One) -> One:
    return One(
        one.words | other.words,
        one.begins + other.begins,
        one.ends + other.ends,
        one.sort or other.sort,
        one.things | other.things,
    )
