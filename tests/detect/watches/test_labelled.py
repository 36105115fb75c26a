"""How well each rule finds what is known to be there, against the best plain threshold on the same series."""

import pytest

from tests.detect.watches.labelled import MINUTE, Found, by_rule, by_threshold

# kind -> precision and recall at least, delay at most (seconds). Seeds are fixed: these are facts, not hopes.
BARS = {
    "step": (0.80, 1.0, 3 * MINUTE),  # a step back after the window has learned the new level fires again
    "spike": (0.95, 1.0, 0.0),
    "drift": (0.95, 1.0, 35 * MINUTE),
    "gap": (1.0, 1.0, 10 * MINUTE),
}


@pytest.mark.parametrize("kind", BARS)
def test_a_rule_finds_what_it_is_for(kind: str) -> None:
    precision, recall, delay = BARS[kind]
    found = by_rule(kind)
    assert found.precision >= precision
    assert found.recall >= recall
    assert found.delay <= delay


@pytest.mark.parametrize(
    ("kind", "better"),
    [
        ("step", lambda ours, plain: ours.recall > plain.recall and ours.both > plain.both),
        ("spike", lambda ours, plain: ours.recall > plain.recall and ours.both > plain.both),
        ("drift", lambda ours, plain: ours.delay < plain.delay / 2 and ours.both >= plain.both),
        ("gap", lambda ours, plain: ours.both > plain.both + 0.5),
    ],
)
def test_it_does_so_better_than_the_best_plain_threshold(kind: str, better: object) -> None:
    ours, plain = by_rule(kind), by_threshold(kind)
    assert isinstance(plain, Found)
    assert better(ours, plain), (ours, plain)  # type: ignore[operator]
