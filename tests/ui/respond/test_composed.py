"""What a typed note is read as: its time, its source, its words."""

from datetime import timedelta

import pytest

from holdfast.domain.timeasked import WhichDay
from holdfast.ui.respond.composed import Composed, composed
from tests.ui.stores import NOW, ZONE

AHEAD = {"camera 7": 1800, "gate": -1800}


def test_a_time_and_a_source_are_taken_from_the_beginning() -> None:
    at = NOW.replace(minute=0, second=0)
    assert composed("1400 [from camera 8] a van", NOW, ZONE, {}) == Composed(at, "camera 8", "a van")
    assert composed("a van", NOW, ZONE, {}) == Composed(None, "", "a van")
    assert composed("[From  camera 8] a van", NOW, ZONE, AHEAD) == Composed(None, "camera 8", "a van")
    assert composed("see [from camera 7]", NOW, ZONE, AHEAD) == Composed(None, "", "see [from camera 7]")


def test_a_time_of_a_source_whose_clock_is_ahead_is_read_as_seen_from_there() -> None:
    assert composed("1430 [from camera 7] a van", NOW, ZONE, AHEAD).at == NOW.replace(minute=30, second=0)
    assert composed("-10m [from camera 7] x", NOW, ZONE, AHEAD).at == NOW + timedelta(minutes=20)
    for text in ("1450 [from camera 7] a van", "1430 [from camera 8] a van", "1430 a van [from camera 7]"):
        with pytest.raises(WhichDay):
            composed(text, NOW, ZONE, AHEAD)


def test_a_time_of_a_source_whose_clock_is_behind_asks_sooner() -> None:
    assert composed("1400 a van [from gate]", NOW, ZONE, AHEAD).at == NOW.replace(minute=0, second=0)
    with pytest.raises(WhichDay):
        composed("1400 [from gate] a van", NOW, ZONE, AHEAD)
