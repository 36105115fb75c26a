"""What lay there before a watch looked is the past; what came while it could not read is new."""

from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.detect.watches.looking import Looker, Now
from holdfast.detect.watches.watch import load

NOON = 1_795_867_200.0
PEAKS = "".join(f"{NOON - 3600 + 60 * minute:.0f},{95 if minute % 10 == 0 else 10}\n" for minute in range(55))
WATCH = """name = "Load"
[source]
kind = "csv"
path = "{path}"
value = "value"
[rule]
kind = "threshold"
above = 90
"""


@pytest.fixture
def look(tmp_path: Path) -> Callable[[str | None], list[str]]:
    """Looks at a table with this text, or at none, a minute after the look before; what is told."""
    file = tmp_path / "load.csv"
    looker = Looker(tmp_path, "load", load(WATCH.format(path=file)), "salt", tmp_path / "state.json")
    times = iter(range(0, 600, 60))

    def once(text: str | None) -> list[str]:
        if text is not None:
            file.write_text(text)
        now = next(times)
        return [
            signal.status for each in looker.look(Now(NOON + now, now)) for signal in each.reading.signals
        ]

    return once


def test_the_past_is_no_news_also_where_the_first_look_failed(
    look: Callable[[str | None], list[str]],
) -> None:
    assert look(f"time,misnamed\n{PEAKS}") == []
    assert look(f"time,value\n{PEAKS}") == []
    assert look(f"time,value\n{PEAKS}{NOON:.0f},99\n") == ["firing"]


def test_of_a_table_that_was_waited_for_all_is_new(look: Callable[[str | None], list[str]]) -> None:
    assert look(None) == []
    assert len(look(f"time,value\n{PEAKS}")) > 2
