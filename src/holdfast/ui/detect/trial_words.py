"""What trying a watch over past data gave, in words: a sentence, and a row for each time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from holdfast.detect.watches import watch as said
from holdfast.detect.watches.trial import Fired, Trial
from holdfast.detect.watches.watch import Watch
from holdfast.detect.watches.worst import worst
from holdfast.domain.timewords import exact_text, span_text
from holdfast.ui.detect.watch_words import number_text
from holdfast.words import _, ngettext


@dataclass(frozen=True, slots=True)
class Time:
    """One time that it would have fired, as the table says it."""

    start: str
    end: str
    lasted: str
    value: str


def sentence(trial: Trial) -> str:
    """What came of it, in one sentence."""
    if trial.first is None or trial.last is None or not trial.points:
        return _("Nothing of what it looks at is in the data.")
    over = span_text(round(trial.last - trial.first))
    if not trial.count:
        return _("It would not have fired in {over}.").format(over=over)
    times = ngettext("once", "{count} times", trial.count).format(count=f"{trial.count:,}")
    told = _("It would have fired {times} in {over}, for {span} in all.")
    return told.format(times=times, over=over, span=span_text(round(trial.seconds)))


def judged_text(trial: Trial, zone: tzinfo) -> str:
    """How much was looked at, and from when to when."""
    if trial.first is None or trial.last is None:
        return ""
    told = ngettext("{count} value, {first} to {last}", "{count} values, {first} to {last}", trial.points)
    first, last = moment_text(trial.first, zone), moment_text(trial.last, zone)
    return told.format(count=f"{trial.points:,}", first=first, last=last)


def value_title(watch: Watch) -> str:
    """What the last column of the table is called."""
    titles = {
        "threshold": _("Worst value"),
        "absence": _("Longest silence"),
        "matches": _("Lines"),
        "rate": _("Change"),
        "deviation": _("Value"),
    }
    return titles[watch.rule.kind]


def times(watch: Watch, trial: Trial, zone: tzinfo) -> list[Time]:
    """A row for each time that it would have fired."""
    return [_time(watch, trial, each, zone) for each in trial.fired]


def _time(watch: Watch, trial: Trial, fired: Fired, zone: tzinfo) -> Time:
    end = fired.end if fired.end is not None else trial.last
    return Time(
        moment_text(fired.start, zone),
        _until(fired, zone),
        exact_text(round(max(0.0, (end or fired.start) - fired.start))),
        _value(watch, trial, fired, end or fired.start),
    )


def _value(watch: Watch, trial: Trial, fired: Fired, end: float) -> str:
    if watch.rule.kind == "absence":
        return exact_text(round(max(fired.value, end - fired.since)))
    if isinstance(watch.rule, said.Threshold):
        return number_text(worst(watch.rule, trial, fired, end))
    return number_text(fired.value)


def _until(fired: Fired, zone: tzinfo) -> str:
    """The same day needs no second mention."""
    if fired.end is None:
        return _("the data ends")
    start, end = (datetime.fromtimestamp(at, zone) for at in (fired.start, fired.end))
    return f"{end:%H:%M:%S}" if start.date() == end.date() else moment_text(fired.end, zone)


def moment_text(at: float, zone: tzinfo) -> str:
    """Seconds since 1970 as day and time."""
    return f"{datetime.fromtimestamp(at, zone):%Y-%m-%d %H:%M:%S}"


def as_text(rows: Iterable[Time]) -> str:
    """All rows in one text, for those who can't see the chart."""
    return "; ".join(
        _("{start} to {end}, {lasted}, {value}").format(
            start=row.start, end=row.end, lasted=row.lasted, value=row.value
        )
        for row in rows
    )
