"""Trying over a span of time: what is no span, and a span in which nothing lies, are told."""

from pathlib import Path

import pytest

from holdfast.detect.watches.trial import Trial, try_watch
from holdfast.detect.watches.watch import load
from holdfast.domain.errors import UserError

START = 1_795_867_200.0
HOT = '[rule]\nkind = "threshold"\nabove = 90\n'
ERRORS = '[rule]\nkind = "matches"\nwithin = "1m"\n'


def tried(file: Path, since: float | None, until: float | None) -> Trial:
    source = f'name = "x"\n[source]\npath = "{file.name}"\n'
    more = 'kind = "log"\npattern = "E"\n' + ERRORS if file.suffix == ".log" else 'kind = "csv"\n' + HOT
    span = (None if since is None else START + since, None if until is None else START + until)
    return try_watch(load(source + more, file.parent), file, START + 1e6, span)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "t.csv"
    file.write_text("time,value\n" + "".join(f"{START + at},1\n" for at in (0, 60, 120, 7200, 7260)))
    return file


def test_a_span_that_ends_before_it_begins_is_refused(table: Path) -> None:
    with pytest.raises(UserError, match="ends before it begins"):
        tried(table, 100, 50)


@pytest.mark.parametrize("span", [(200, 7000), (8000, None), (None, -5), (-50, -5), (200, 201)])
def test_a_span_without_data_says_what_the_file_holds(
    table: Path, span: tuple[float | None, float | None]
) -> None:
    assert tried(table, *span).held == (START, START + 7260)


@pytest.mark.parametrize("span", [(None, None), (60, 60), (None, 0), (7260, None), (100, 7200)])
def test_a_span_with_data_says_nothing_of_it(table: Path, span: tuple[float | None, float | None]) -> None:
    assert tried(table, *span).held is None


def test_lines_of_a_log_that_do_not_fit_are_data_too(tmp_path: Path) -> None:
    file = tmp_path / "a.log"
    file.write_text("2026-11-28T12:00:00Z fine\n2026-11-28T12:10:00Z fine\n2026-11-28T13:00:00Z E\n")
    assert tried(file, 500, 700).held is None
    assert tried(file, 700, 800).held == (START, START + 3600)


def test_gaps_of_a_short_file_are_told(table: Path) -> None:
    (note,) = tried(table, None, None).notes
    assert (note.kind, note.count, note.at, note.most) == ("gap", 1, START + 120, 7080)
