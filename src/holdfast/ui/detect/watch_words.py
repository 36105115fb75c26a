"""What a watch looks at, what its rule says, and how it stands, in words."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, Final

from holdfast.detect.watches import watch as said
from holdfast.detect.watches.notes import number_text
from holdfast.detect.watches.shelf import Shelved, WatchState, never_seen
from holdfast.detect.watches.watch import Watch, seconds
from holdfast.domain.signal import severity_word
from holdfast.domain.timewords import clock_text, exact_text, stamp_text
from holdfast.ui.detect.row_words import chip_severity, chip_words
from holdfast.ui.kit.rows import Row
from holdfast.words import _, ngettext

DOT: Final = "  ·  "


def _span(text: str) -> str:
    return exact_text(seconds(text))


# -- what it looks at -------------------------------------------------------------------------------


def source_text(source: said.Source) -> str:
    """What a watch looks at."""
    return _SOURCES[source.kind](source)


def _metrics(source: said.Metrics) -> str:
    labels = ", ".join(f"{key}={value}" for key, value in source.labels.items())
    metric = f"{source.metric} ({labels})" if labels else source.metric
    return _("metric {metric} of {place}").format(metric=metric, place=source.path or source.url)


def _csv(source: said.Csv) -> str:
    return _("column {column} of {file}").format(column=source.value, file=source.path)


def _log(source: said.Log) -> str:
    return _("lines of {file} that fit {pattern}").format(file=source.path, pattern=source.pattern)


def _heartbeat(source: said.Heartbeat) -> str:
    if source.time == "changed":
        return _("when {file} was last changed").format(file=source.path)
    return _("the time that stands in {file}").format(file=source.path)


def _port(source: said.Port) -> str:
    return _("port {port} of {host}").format(port=source.port, host=source.host)


_SOURCES: Final[Mapping[str, Callable[[Any], str]]] = {
    "metrics": _metrics,
    "csv": _csv,
    "log": _log,
    "heartbeat": _heartbeat,
    "port": _port,
}


# -- what its rule says -----------------------------------------------------------------------------


def rule_text(rule: said.RuleSaid) -> str:
    """When a watch fires."""
    return _RULES[rule.kind](rule)


def _bounds(above: float | None, below: float | None) -> str:
    words = [
        _("above {number}").format(number=number_text(above)) if above is not None else "",
        _("below {number}").format(number=number_text(below)) if below is not None else "",
    ]
    return _(" or ").join(word for word in words if word)


def _lasting(text: str, span: str) -> str:
    return _("{rule} for {span}").format(rule=text, span=_span(span)) if seconds(span) else text


def _threshold(rule: said.Threshold) -> str:
    return _lasting(_bounds(rule.above, rule.below), rule.lasting)


def _absence(rule: said.Absence) -> str:
    return _("nothing for {span}").format(span=_span(rule.lasting))


def _rate(rule: said.Rate) -> str:
    told = _("change in {per} {bounds}, seen over {over}")
    words = told.format(per=_span(rule.per), bounds=_bounds(rule.above, rule.below), over=_span(rule.over))
    return (
        _("{rule}, for {span}").format(rule=words, span=_span(rule.lasting))
        if seconds(rule.lasting)
        else words
    )


def _deviation(rule: said.Deviation) -> str:
    sides = {"both": _("far from"), "above": _("far above"), "below": _("far below")}
    told = _("{far} the usual of {over}: {spreads} spreads")
    words = told.format(far=sides[rule.side], over=_span(rule.over), spreads=number_text(rule.spreads))
    return _lasting(words, rule.lasting)


def _matches(rule: said.Matches) -> str:
    lines = ngettext("{count} line or more", "{count} lines or more", rule.count).format(count=rule.count)
    return _("{lines} within {span}").format(lines=lines, span=_span(rule.within))


_RULES: Final[Mapping[str, Callable[[Any], str]]] = {
    "threshold": _threshold,
    "absence": _absence,
    "rate": _rate,
    "deviation": _deviation,
    "matches": _matches,
}


# -- how it stands ----------------------------------------------------------------------------------


def state_text(each: Shelved, state: WatchState, zone: tzinfo, now: datetime) -> str:
    """How a watch stands, in a few words."""
    if each.problems:
        count = len(each.problems)
        return ngettext("{count} to correct", "{count} to correct", count).format(count=count)
    if not each.is_on:
        return _("off, never seen yet") if never_seen(each, state) else _("off")
    if state.firing is not None:
        return _("firing since {time}").format(time=when_text(state.firing, zone, now))
    if state.problem:
        since = when_text(state.blind, zone, now) if state.blind else ""
        return _("sees nothing since {time}").format(time=since) if since else _("sees nothing")
    if never_seen(each, state):
        return _("watching, never seen yet")
    return _("watching") if state.looked else _("watching, has not looked yet")


def is_bad(each: Shelved, state: WatchState) -> bool:
    """Whether somebody should see to a watch."""
    return bool(each.problems) or (each.is_on and bool(state.firing or state.problem))


def looked_text(state: WatchState, zone: tzinfo, now: datetime) -> str:
    """When it looked last and what it saw; "" of one that never did."""
    if state.looked is None:
        return ""
    words = [_("looked {time}").format(time=when_text(state.looked, zone, now))]
    if state.value is not None:
        words.append(number_text(state.value))
    return DOT.join(words)


def watch_row(each: Shelved, state: WatchState, zone: tzinfo, now: datetime) -> Row:
    """A watch as a row of the list."""
    watch = each.watch
    if watch is None:
        meta, title = str(each.problems[0]) if each.problems else "", each.name
    else:
        meta, title = DOT.join((source_text(watch.source), rule_text(watch.rule))), watch.name
    return Row(
        title=title,
        meta=meta,
        severity=chip_severity(watch.severity) if watch else None,
        chip=chip_words(watch.severity) if watch else _("Unusable"),
        reference=_("on") if each.is_on else _("off"),
        box="done" if each.is_on else "open",
        age=looked_text(state, zone, now) if each.is_on else "",
        due=state_text(each, state, zone, now) if each.is_on or each.problems else "",
        overdue=is_bad(each, state),
        quiet=not each.is_on,
    )


def how_many(count: int, on: int, folder: Path) -> str:
    """How many watches there are, how many of them are on, and where their files lie."""
    told = ngettext("{on} of {count} is on", "{on} of {count} are on", on).format(on=on, count=count)
    return DOT.join((told, _("files in {folder}").format(folder=folder)))


def will_do(watch: Watch) -> tuple[str, ...]:
    """What a watch does while it is on, a sentence each."""
    alert = _(
        "When its rule holds, raises the alert “{name}” ({severity}), and says so again every {repeat}."
    )
    looks = _("Looks every {span} while this window or holdfast listen runs.")
    blind = _("When it can't see for {span}, that is an alert too.")
    return (
        looks.format(span=_kept(watch.every)),
        alert.format(name=watch.name, severity=severity_word(watch.severity), repeat=_kept(watch.repeat)),
        blind.format(span=_kept(watch.blind_after)),
        _("Switching is a setting of this workstation; it is not recorded."),
    )


def when_text(moment: datetime, zone: tzinfo, now: datetime) -> str:
    """A time of today by its clock alone, an earlier one with its day."""
    local = moment.astimezone(zone)
    return clock_text(local, zone) if local.date() == now.astimezone(zone).date() else stamp_text(local, zone)


def _kept(length: int) -> str:
    """A length of time that no line is broken in."""
    return exact_text(length).replace(" ", "\u00a0")
