"""The span of time that past data is tried over: what is none, and one in which nothing lies."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median_low

from holdfast.detect.watches.lines import Lines
from holdfast.detect.watches.logs import LogReader
from holdfast.detect.watches.notes import Notes, add
from holdfast.detect.watches.series import Table, header_of, table_of
from holdfast.detect.watches.tidy import LATEST, WIDE
from holdfast.detect.watches.watch import Log, Watch
from holdfast.domain.errors import UserError
from holdfast.words import _

Span = tuple[float | None, float | None]
"""From when to when, in seconds since 1970; None is open."""


def check_span(span: Span) -> None:
    """UserError where a span ends before it begins."""
    since, until = span
    if since is not None and until is not None and until < since:
        raise UserError(_("The span ends before it begins."), _("Give a --since that is before --until."))


def is_inside(times: Iterable[float], span: Span) -> bool:
    """Whether one of these times lies in a span."""
    since, until = span
    return any((since is None or at >= since) and (until is None or at <= until) for at in times)


def outside(
    blocks: Iterable[Lines],
    times_of: Callable[[Lines], Iterable[float]],
    span: Span,
    going_on: Callable[[], bool],
) -> tuple[float, float] | None:
    """From when to when data goes of which nothing lies in a span; None where something does."""
    first, last = LATEST, -1.0
    for lines in blocks:
        times = [at for at in times_of(lines) if 0 <= at < LATEST]
        if is_inside(times, span) or not going_on():
            return None
        first, last = min([first, *times]), max([last, *times])
    return (first, last) if last >= 0 else None


def times_of(watch: Watch, now: float) -> Callable[[Lines], Sequence[float]]:
    """What gives the times of lines, in order from the first, whether a watch looks at them or not."""
    if isinstance(watch.source, Log):
        reader = LogReader(watch.source, now)
        return lambda lines: [at for text in lines.texts if (at := reader.time_of(text)) is not None]
    tables: list[Table] = []

    def times(lines: Lines) -> Sequence[float]:
        if not tables:
            tables.append(Table(table_of(watch), header_of(lines.texts[0])))
        return tables[0].points(lines, {})[0]

    return times


def note_short_gaps(times: list[float], notes: Notes) -> None:
    """Tell of gaps in a series that is too short for its usual step to be learned while it is read."""
    steps = [after - before for before, after in pairwise(times)]
    if len(steps) < 3:
        return
    wide = median_low(steps) * WIDE
    for at, step in zip(times, steps, strict=False):
        if step > wide:
            add(notes, "gap", at=at, most=step)
