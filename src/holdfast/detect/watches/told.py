"""What trying a watch over past data gave, in words: the same in the window and on the command line."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from holdfast.detect.watches import watch as said
from holdfast.detect.watches.notes import note_text, number_text
from holdfast.detect.watches.spans import Span
from holdfast.detect.watches.trial import Fired, Trial
from holdfast.detect.watches.watch import Watch
from holdfast.detect.watches.worst import worst
from holdfast.domain.timewords import exact_text, span_text
from holdfast.words import _, ngettext


@dataclass(frozen=True, slots=True)
class Time:
    """One time that it would have fired. `value` is what the last of `titles` says."""

    start: str
    end: str
    lasted: str
    value: str


@dataclass(frozen=True, slots=True)
class Told:
    """What came of it, how much was looked at, each time that it would have fired under its titles, how many
    times more there were, and what was odd about the data; "" for what there is nothing to say of.
    """

    sentence: str
    judged: str
    titles: tuple[str, str, str, str]
    times: tuple[Time, ...]
    more: str
    odd: tuple[str, ...]


def in_words(watch: Watch, trial: Trial, zone: tzinfo, most: int, span: Span = (None, None)) -> Told:
    """A trial over a span in words, with at most so many times one by one."""
    shown = trial.fired[:most]
    more = trial.count - len(shown)
    return Told(
        _sentence(trial, zone, span),
        _judged(trial, zone),
        (_("From"), _("Until"), _("How long"), _value_title(watch)),
        tuple(_time(watch, trial, each, zone) for each in shown),
        _("and {count} times more").format(count=f"{more:,}") if more > 0 else "",
        tuple(map(note_text, trial.notes)),
    )


def _sentence(trial: Trial, zone: tzinfo, span: Span) -> str:
    empty = _empty(trial.held, zone, span) if trial.held is not None else ""
    if empty and not trial.count:
        return empty
    return f"{empty} {_fired_text(trial, span)}".strip()


def _empty(held: tuple[float, float], zone: tzinfo, span: Span) -> str:
    since, until = ("…" if at is None else _moment(at, zone) for at in span)
    first, last = (_moment(at, zone) for at in held)
    words = _("No data between {since} and {until}; the file holds {first} to {last}.")
    return words.format(since=since, until=until, first=first, last=last)


def _fired_text(trial: Trial, span: Span) -> str:
    if trial.first is None or trial.last is None:
        return _("Nothing of what it looks at is in the data.")
    begin = trial.first if span[0] is None else max(trial.first, span[0])
    length = round(max(0.0, trial.last - begin))
    over = _(" in {span}").format(span=span_text(length)) if length else ""
    if not trial.count:
        return _("It would not have fired{over}.").format(over=over)
    times = ngettext("once", "{count} times", trial.count).format(count=f"{trial.count:,}")
    lasted = round(trial.seconds)
    words = _("It would have fired {times}{over}, for {span} in all.")
    if not lasted:
        words = _("It would have fired {times}{over}.")
    return words.format(times=times, over=over, span=span_text(lasted))


def _judged(trial: Trial, zone: tzinfo) -> str:
    if trial.first is None or trial.last is None:
        return ""
    words = ngettext("{count} value, {first} to {last}", "{count} values, {first} to {last}", trial.points)
    first, last = _moment(trial.first, zone), _moment(trial.last, zone)
    return words.format(count=f"{trial.points:,}", first=first, last=last)


def _value_title(watch: Watch) -> str:
    titles = {
        "threshold": _("Value"),
        "absence": _("Longest silence"),
        "matches": _("Lines"),
        "rate": _("Change"),
        "deviation": _("Value"),
    }
    return titles[watch.rule.kind]


def _time(watch: Watch, trial: Trial, fired: Fired, zone: tzinfo) -> Time:
    end = end_of(trial, fired)
    return Time(
        _moment(fired.start, zone),
        _until(fired, zone),
        _lasted(round(end - fired.start)),
        _value(watch, trial, fired, end),
    )


def _lasted(seconds: int) -> str:
    """What fires with the last of the data was seen for no longer than that."""
    return exact_text(seconds) if seconds > 0 else _("a moment")


def end_of(trial: Trial, fired: Fired) -> float:
    """When it was over, or else the data."""
    if fired.end is not None:
        return fired.end
    return fired.start if trial.last is None else trial.last


def _value(watch: Watch, trial: Trial, fired: Fired, end: float) -> str:
    if watch.rule.kind == "absence":
        return exact_text(round(max(fired.value, end - fired.since)))
    began = number_text(fired.value)
    if not isinstance(watch.rule, said.Threshold):
        return began
    found = worst(watch.rule, trial.series, fired, end)
    if found.other is not None:
        low, high = map(number_text, sorted((found.value, found.other)))
        return _("{value}, from {low} to {high}").format(value=began, low=low, high=high)
    most = number_text(found.value)
    return began if most == began else _("{value}, worst {most}").format(value=began, most=most)


def _until(fired: Fired, zone: tzinfo) -> str:
    """The same day needs no second mention."""
    if fired.end is None:
        return _("the data ends")
    start, end = (datetime.fromtimestamp(at, zone) for at in (fired.start, fired.end))
    return f"{end:%H:%M:%S}" if start.date() == end.date() else _moment(fired.end, zone)


def _moment(at: float, zone: tzinfo) -> str:
    return f"{datetime.fromtimestamp(at, zone):%Y-%m-%d %H:%M:%S}"
