"""What is odd about points is told, and none of it reaches a rule."""

from math import inf, nan
from pathlib import Path

import pytest

from holdfast.detect.watches.notes import note_text
from holdfast.detect.watches.tidy import Tidy
from tests.detect.watches.labelled import rule_for


class Heard:
    """A rule that only writes down."""

    def __init__(self) -> None:
        self.points: list[tuple[float, float]] = []
        self.anew = 0

    def feed(self, times: list[float], values: list[float]) -> None:
        self.points += zip(times, values, strict=True)

    def restart(self) -> None:
        self.anew += 1


def fed(*points: tuple[float, float], events: bool = False, piece: int = 100) -> tuple[Heard, Tidy]:
    heard, tidy = Heard(), Tidy(events=events)
    for start in range(0, len(points), piece):
        some = points[start : start + piece]
        tidy.feed(
            heard, [at for at, _v in some], [value for _at, value in some], range(start + 2, start + 200)
        )  # type: ignore[arg-type]
    return heard, tidy


def counts(tidy: Tidy) -> dict[str, tuple[int, int]]:
    return {kind: (note.count, note.line) for kind, note in tidy.notes.items()}


@pytest.mark.parametrize("piece", [1, 3, 100])
def test_each_oddity_is_counted_with_its_first_line(piece: int) -> None:
    odd = [(1.0, 1.0), (2, 2), (2, 3), (3, nan), (4, inf), (3.5, 9), (1.5, 9), (nan, 1), (1e12, 1), (5, 5)]
    heard, tidy = fed(*odd, piece=piece)
    assert heard.points == [(1, 1), (2, 2), (3.5, 9), (5, 5)]
    assert counts(tidy) == {"double": (1, 4), "number": (2, 5), "back": (1, 8), "broken": (2, 9)}
    assert heard.anew == 0


@pytest.mark.parametrize("piece", [1, 7, 100])
def test_a_clock_that_went_back_is_told_and_judged_anew(piece: int) -> None:
    before = [(1000.0 + at, 1.0) for at in range(20)]
    after = [(500.0 + at, 2.0) for at in range(20)]
    heard, tidy = fed(*before, *after, piece=piece)
    assert heard.anew == 1
    assert heard.points == [*before, *after]
    assert counts(tidy)["clock"][0] == 1
    assert "went back" in note_text(tidy.notes["clock"])


def test_one_time_from_far_ahead_does_not_stop_the_rest() -> None:
    points = [(1000.0 + at, 1.0) for at in range(20)]
    heard, tidy = fed(*points, (5_000_000_000.0, 1), *[(1020.0 + at, 1.0) for at in range(30)])
    assert len(heard.points) == 51
    assert heard.anew == 1
    assert "clock" in tidy.notes


@pytest.mark.parametrize("piece", [1, 13, 500])
def test_a_gap_is_ten_usual_steps(piece: int) -> None:
    points = [(60.0 * at, 1.0) for at in range(30)]
    points += [(60.0 * 30 + 540, 1.0), (60.0 * 30 + 540 + 601, 1.0), (60.0 * 30 + 540 + 601 + 7200, 1.0)]
    _heard, tidy = fed(*points, piece=piece)
    note = tidy.notes["gap"]
    assert (note.count, note.most) == (2, 7200)
    assert note_text(note).startswith("Gaps: 2, the longest 2 h")


def test_lines_may_share_a_time_and_come_a_little_late() -> None:
    heard, tidy = fed((10, 1), (10, 1), (9, 1), (11, 1), events=True)
    assert [at for at, _value in heard.points] == [10, 10, 10, 11]
    assert tidy.notes == {}


def test_a_log_whose_clock_went_back_loses_no_line() -> None:
    heard, tidy = fed(*[(1000.0, 1.0)] * 3, *[(100.0 + at, 1.0) for at in range(12)], events=True)
    assert len(heard.points) == 15
    assert heard.anew == 1
    assert heard.points[-1][0] == 111
    assert tidy.notes["clock"].count == 1


def test_a_rule_is_not_told_of_what_is_no_number(tmp_path: Path) -> None:
    rule = rule_for('kind = "threshold"\nabove = 9')
    Tidy().feed(rule, [1, 2, 3], [1, inf, 10])
    assert [(turn.at, turn.value) for turn in rule.drain()] == [(3, 10)]
