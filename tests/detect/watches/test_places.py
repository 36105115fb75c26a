"""What is filled in in annotations, and how braces stay."""

import pytest

from holdfast.detect.watches.places import PLACES, filled, is_known, places_in
from holdfast.detect.watches.watch import check

WORDS = {"value": "95", "since": "12:00", "name": "Hot {since}"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{value} since {since}", "95 since 12:00"),
        ("{name}", "Hot {since}"),
        ("run ${{HOME}}/clear.sh {value}", "run ${HOME}/clear.sh 95"),
        ("{{value}} is {value}", "{value} is 95"),
        ("{{{value}}}", "{95}"),
        ("${value} } or {", "$95 } or {"),
    ],
)
def test_a_brace_written_twice_stays_and_what_was_filled_in_is_not_filled_again(text: str, told: str) -> None:
    assert filled(text, WORDS) == told
    assert all(map(is_known, places_in(text)))
    head = '[source]\nkind = "port"\nhost = "a"\nport = 1\n[rule]\nkind = "absence"\nfor = "1m"\n'
    assert check(f'name = "x"\n{head}[annotations]\na = "{text}"\n').problems == ()


def test_every_place_is_filled() -> None:
    assert set(WORDS) == set(PLACES)
