"""Which lines of a source are found nowhere in what was read of it, or recorded."""

from collections.abc import Iterable

from holdfast.domain.review import Review
from holdfast.domain.text import clean_prose
from holdfast.review.foreign import Foreign


def lost_lines(text: str, found: Foreign) -> list[str]:
    """The lines that have words and stand neither in a section nor in the appendix as they were."""
    return _lost(_lines(text), (*found.texts.values(), found.appendix))


def lost_in_record(text: str, review: Review) -> list[str]:
    """The lines that are not in the review as it was recorded: there text is composed, without controls."""
    composed = (clean_prose(line, "line") for line in _lines(text))
    return _lost([line for line in composed if line], review.texts.values())


def _lines(text: str) -> list[str]:
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return [line for line in plain.split("\n") if line.strip()]


def _lost(lines: Iterable[str], kept: Iterable[str]) -> list[str]:
    there = {line.strip() for text in kept for line in text.split("\n")}
    return [line for line in lines if line.strip() not in there]
