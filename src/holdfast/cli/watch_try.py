"""`holdfast watch try`: when a watch would have fired over past data, in words and as JSON."""

import argparse
import time
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, Final

from holdfast.cli.parts import Answer, lines, reading, store_folder, table
from holdfast.detect.watches.notes import note_text, span_text
from holdfast.detect.watches.shelf import folder_of, one, recorded
from holdfast.detect.watches.spans import Span
from holdfast.detect.watches.trial import Fired, Trial, data_of, try_watch
from holdfast.detect.watches.watch import Threshold, Watch
from holdfast.detect.watches.worst import worst
from holdfast.domain.errors import UserError
from holdfast.domain.times import parse_when
from holdfast.store.folder import Folder
from holdfast.words import _, ngettext

_SHOWN: Final = 50


def try_past(args: argparse.Namespace) -> Answer:
    """When a watch would have fired over past data."""
    file = _file(args)
    found = one(file)
    if found.watch is None:
        raise UserError(
            _("{file} can't be used as a watch: {why}.").format(file=file, why=found.problems[0]),
            hint=_("Name everything that is wrong with it: holdfast watch check {file}.").format(file=file),
        )
    data = Path(args.past) if args.past else data_of(found.watch, recorded(store_folder(args), found.name))
    zone = zone_of(args)
    now = datetime.fromtimestamp(time.time(), zone)
    since, until = (_seconds(text, now, zone) for text in (args.since, args.until))
    trial = try_watch(found.watch, data, now.timestamp(), (since, until))
    told = _trial_text(found.watch, trial, zone)
    if trial.held is not None:
        empty = _empty(trial.held, (since, until), zone)
        told = lines(empty, told) if trial.count else empty
    return Answer(_trial_value(found.watch, data, trial), told)


def _empty(held: tuple[float, float], span: Span, zone: tzinfo) -> str:
    since, until = ("…" if at is None else _stamp(at, zone) for at in span)
    first, last = (_stamp(at, zone) for at in held)
    told = _("No data between {since} and {until}; the file holds {first} to {last}.")
    return told.format(since=since, until=until, first=first, last=last)


def _file(args: argparse.Namespace) -> Path:
    """The file that is meant: by its path, or by its name among the watches of the store."""
    file = Path(args.watch)
    beside = folder_of(store_folder(args)) / f"{args.watch}.toml"
    return beside if not file.exists() and beside.exists() else file


def zone_of(args: argparse.Namespace) -> tzinfo:
    """The zone of the store; UTC where there is none yet."""
    if not Folder(store_folder(args)).exists():
        return UTC
    with reading(args) as store:
        return store.zone


def _seconds(text: str | None, now: datetime, zone: tzinfo) -> float | None:
    return None if text is None else parse_when(text, now, zone).timestamp()


def _trial_value(watch: Watch, data: Path, trial: Trial) -> dict[str, Any]:
    return {
        "name": watch.name,
        "data": str(data),
        "points": trial.points,
        "first": _iso(trial.first),
        "last": _iso(trial.last),
        "held": None if trial.held is None else [_iso(at) for at in trial.held],
        "count": trial.count,
        "seconds": round(trial.seconds, 3),
        "fired": [
            {
                "start": _iso(each.start),
                "end": _iso(each.end),
                "since": _iso(each.since),
                "value": each.value,
                "worst": _worst(watch, trial, each),
            }
            for each in trial.fired
        ],
        "notes": [{"kind": note.kind, "count": note.count, "text": note_text(note)} for note in trial.notes],
    }


def _iso(at: float | None) -> str | None:
    return None if at is None else datetime.fromtimestamp(at, UTC).isoformat()


def _trial_text(watch: Watch, trial: Trial, zone: tzinfo) -> str:
    if trial.first is None or trial.last is None:
        head = [_("{name}: nothing in the data that it looks at.").format(name=watch.name)]
    else:
        said = _("{name}: {points} values from {first} to {last}.")
        first, last = (_stamp(at, zone) for at in (trial.first, trial.last))
        head = [said.format(name=watch.name, points=f"{trial.points:,}", first=first, last=last)]
    if not trial.count:
        head.append(_("It would not have fired."))
    else:
        times = ngettext("once", "{count} times", trial.count).format(count=trial.count)
        said = _("It would have fired {times}, for {span} in all:")
        head.append(said.format(times=times, span=span_text(trial.seconds)))
    rows = [_fired_row(each, _worst(watch, trial, each), zone) for each in trial.fired[:_SHOWN]]
    more = trial.count - len(rows)
    left = [_("and {count} times more").format(count=more)] if more > 0 and rows else []
    return lines(*head, *([table(rows)] if rows else []), *left, *map(note_text, trial.notes))


def _worst(watch: Watch, trial: Trial, fired: Fired) -> float | None:
    """The worst value while a threshold fired; None of other rules."""
    if not isinstance(watch.rule, Threshold):
        return None
    end = fired.end if fired.end is not None else trial.last
    return worst(watch.rule, trial, fired, fired.start if end is None else end)


def _fired_row(fired: Fired, most: float | None, zone: tzinfo) -> tuple[str, ...]:
    end = _stamp(fired.end, zone) if fired.end is not None else _("until the data ends")
    lasted = span_text(fired.end - fired.start) if fired.end is not None else ""
    value = _("value {value}").format(value=f"{fired.value:.6g}")
    if most is not None and most != fired.value:
        value = _("{value}, worst {most}").format(value=value, most=f"{most:.6g}")
    return f"  {_stamp(fired.start, zone)}", end, lasted, value


def _stamp(at: float, zone: tzinfo) -> str:
    return datetime.fromtimestamp(at, zone).strftime("%Y-%m-%d %H:%M:%S")
