"""`holdfast watch try`: when a watch would have fired over past data, in words and as JSON."""

import argparse
import time
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, Final

from holdfast.cli.parts import Answer, lines, reading, store_folder, table
from holdfast.detect.watches.notes import note_text
from holdfast.detect.watches.past import data_of
from holdfast.detect.watches.shelf import folder_of, one, recorded
from holdfast.detect.watches.told import Told, end_of, in_words
from holdfast.detect.watches.trial import Fired, Trial, try_watch
from holdfast.detect.watches.watch import Threshold, Watch
from holdfast.detect.watches.worst import worst
from holdfast.domain.errors import UserError
from holdfast.domain.times import parse_when
from holdfast.store.folder import Folder
from holdfast.words import _

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
    words = in_words(found.watch, trial, zone, _SHOWN, (since, until))
    return Answer(_trial_value(found.watch, data, trial), _text(found.watch, words))


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
        "fired": [_fired_value(watch, trial, each) for each in trial.fired],
        "notes": [{"kind": note.kind, "count": note.count, "text": note_text(note)} for note in trial.notes],
    }


def _iso(at: float | None) -> str | None:
    return None if at is None else datetime.fromtimestamp(at, UTC).isoformat()


def _text(watch: Watch, words: Told) -> str:
    judged = [f"{watch.name}: {words.judged}" if words.judged else watch.name]
    rows = [words.titles, *((each.start, each.end, each.lasted, each.value) for each in words.times)]
    listed = [table([(f"  {first}", *rest) for first, *rest in rows])] if words.times else []
    return lines(*judged, words.sentence, *listed, *([words.more] if words.more else []), *words.odd)


def _fired_value(watch: Watch, trial: Trial, fired: Fired) -> dict[str, Any]:
    found = (
        worst(watch.rule, trial.series, fired, end_of(trial, fired))
        if isinstance(watch.rule, Threshold)
        else None
    )
    return {
        "start": _iso(fired.start),
        "end": _iso(fired.end),
        "since": _iso(fired.since),
        "value": fired.value,
        "worst": found.value if found else None,
        "other_end": found.other if found else None,
    }
