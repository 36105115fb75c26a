"""Levels, answers and the words that show them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.classification import (
    LEVELS,
    NUMBERS,
    Answer,
    Level,
    answer_word,
    highest,
    level_word,
    priority_text,
    severity_text,
    severity_word,
)


def test_levels_stand_highest_first() -> None:
    assert LEVELS == (Level.HIGH, Level.MEDIUM, Level.LOW)
    assert set(LEVELS) == set(Level)


def test_every_level_is_an_answer() -> None:
    assert {level.value for level in Level} | {"unsure"} == {answer.value for answer in Answer}


@pytest.mark.parametrize("level", LEVELS)
def test_a_sure_answer_is_its_level(level: Level) -> None:
    assert Answer(level.value).level is level


def test_not_sure_takes_the_higher() -> None:
    assert Answer.UNSURE.level is Level.HIGH


def test_highest_of_nothing_is_nothing() -> None:
    assert highest([]) is None


@given(st.lists(st.sampled_from(LEVELS), min_size=1))
def test_highest_is_among_them_and_none_is_higher(levels: list[Level]) -> None:
    found = highest(levels)
    assert found in levels
    assert all(LEVELS.index(found) <= LEVELS.index(level) for level in levels)


def test_every_severity_has_a_word() -> None:
    assert [severity_word(number) for number in NUMBERS] == [
        "Critical",
        "Major",
        "Minor",
        "Low",
        "Info",
    ]


def test_words_as_the_screen_shows_them() -> None:
    assert severity_text(1) == "SEV1 Critical"
    assert priority_text(2) == "P2"
    assert [level_word(level) for level in LEVELS] == ["High", "Medium", "Low"]
    assert [answer_word(answer) for answer in Answer] == ["High", "Medium", "Low", "Not sure"]
