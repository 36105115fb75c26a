"""What a trial says in words: both ends where both bounds were passed, gaps, spans in which nothing lies."""

from datetime import UTC
from pathlib import Path

import pytest

from holdfast.detect.watches.told import Told, in_words
from holdfast.detect.watches.trial import try_watch
from holdfast.detect.watches.watch import load

START = 1_795_867_200  # 2026-11-28 12:00:00 UTC
BOTH = 'kind = "threshold"\nabove = 90\nbelow = 10\n'
LOG = 'kind = "log"\npattern = "E"\n'
CSV = 'kind = "csv"\n'


def said(
    folder: Path, rows: str, rule: str = BOTH, source: str = CSV, since: float | None = None, most: int = 9
) -> Told:
    file = folder / "data"
    file.write_text(rows)
    watch = load(f'name = "x"\n[source]\n{source}path = "data"\n[rule]\n{rule}', folder)
    span = (since, None)
    return in_words(watch, try_watch(watch, file, START + 1e6, span), UTC, most, span)


def table(*values: float, step: int = 60) -> str:
    return "time,value\n" + "".join(f"{START + place * step},{value}\n" for place, value in enumerate(values))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((50, 95, 50), "95"),
        ((50, 95, 120, 50), "95, worst 120"),
        ((50, 5, 2, 50), "5, worst 2"),
        ((50, 95, 120, 2, 50), "95, from 2 to 120"),
        ((50, 5, 120, 50), "5, from 5 to 120"),
    ],
)
def test_a_threshold_says_both_ends_where_both_bounds_were_passed(
    tmp_path: Path, values: tuple[float, ...], told: str
) -> None:
    (time,) = said(tmp_path, table(*values)).times
    assert time.value == told


def test_two_times_that_share_a_band_do_not_lend_each_other_an_end(tmp_path: Path) -> None:
    values = [50.0] * 4_000
    values[2000], values[2002] = 120, 2
    words = said(tmp_path, table(*values))
    assert [each.value for each in words.times] == ["120", "2"]


def test_what_fires_with_the_last_of_the_data_has_no_length_of_nothing(tmp_path: Path) -> None:
    words = said(tmp_path, table(50, 50, 95))
    assert words.sentence == "It would have fired once in 2 min."
    assert [each.lasted for each in words.times] == ["a moment"]


def test_silence_is_told_with_its_whole_length_and_gaps_stand_beside(tmp_path: Path) -> None:
    rows = table(1, 1, 1) + f"{START + 7200},1\n"
    words = said(tmp_path, rows, 'kind = "absence"\nfor = "1h"\n')
    assert words.sentence == "It would have fired once in 2 h, for 58 min in all."
    assert [each.value for each in words.times] == ["1 h 58 min"]
    assert words.titles[3] == "Longest silence"
    assert words.odd == ("Gaps: 1, the longest 1 h 58 min (first: 2026-11-28 12:02:00 UTC)",)


def test_a_log_in_which_no_line_fits_still_says_what_would_have_fired(tmp_path: Path) -> None:
    rows = "2026-11-28T12:00:00Z fine\n2026-11-28T15:00:00Z fine\n"
    silent = said(tmp_path, rows, 'kind = "absence"\nfor = "1h"\n', LOG)
    assert silent.sentence.startswith("It would have fired once in 3 h")
    calm = said(tmp_path, rows, 'kind = "matches"\nwithin = "1h"\n', LOG)
    assert calm.sentence == "It would not have fired in 3 h."


def test_an_empty_span_and_a_part_of_the_data_are_told(tmp_path: Path) -> None:
    empty = said(tmp_path, table(50, 50, 50), since=START + 300)
    held = "the file holds 2026-11-28 12:00:00 to 2026-11-28 12:02:00."
    assert empty.sentence == f"No data between 2026-11-28 12:05:00 and …; {held}"
    part = said(tmp_path, table(50, 50, 50, 50), since=START + 60)
    assert part.sentence == "It would not have fired in 2 min.", "what lies before is not told"
    assert said(tmp_path, "time,value\n").sentence == "Nothing of what it looks at is in the data."


def test_times_beyond_the_most_are_counted(tmp_path: Path) -> None:
    words = said(tmp_path, table(*[50, 95] * 5), most=2)
    assert (len(words.times), words.more) == (2, "and 3 times more")
