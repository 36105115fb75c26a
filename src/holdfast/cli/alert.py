"""`holdfast alert`: what monitoring says: taken in from files, listed, answered, silenced, joined."""

import argparse
import sys
import time
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Final, TextIO, cast

from holdfast.cli import alert_list
from holdfast.cli.alert_list import settled
from holdfast.cli.alert_texts import add_texts
from holdfast.cli.drill_which import going_on
from holdfast.cli.parts import Answer, Exit, lines, noun, plain, read_text, reading, table, verb, writing
from holdfast.detect import mapping
from holdfast.detect.acts import acknowledge, link, reopen, resolve, unlink
from holdfast.detect.folders import DropFolder, Refused, Visit
from holdfast.detect.intake import Arrived, Taken, take
from holdfast.detect.json_text import LARGEST
from holdfast.detect.ladder import asked_before
from holdfast.detect.reading import read
from holdfast.detect.silences import end_silence, matcher, settle, silence
from holdfast.domain.alert import Alert, status_word
from holdfast.domain.errors import UserError
from holdfast.domain.signal import severity_word
from holdfast.domain.silence import Silence
from holdfast.domain.timeahead import parse_until
from holdfast.domain.timeforms import span_seconds
from holdfast.domain.timewords import stamp_text
from holdfast.store.store import Store
from holdfast.words import _, ngettext

_REST: Final = 2.0  # seconds between two looks into a folder: a file that lies still is whole
_STDIN: Final = "-"


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "alert", _("what monitoring says: taken in, answered, silenced"))
    taken = verb(
        verbs, "ingest", _("take alerts from a file, a drop folder or - for standard input"), _ingest
    )
    taken.add_argument("path", metavar="FILE|DIR|-")
    taken.add_argument(
        "--mapping", action="append", default=[], metavar="FILE", help=_("a mapping file for this form")
    )
    taken.add_argument("--name", default="stdin", help=_("the name that - goes by, for mapping files"))
    alert_list.add(verbs)
    shown = verb(verbs, "show", _("all that is known of one alert"), _show)
    shown.add_argument("alert", metavar="ID")
    shown.add_argument("--raw", action="store_true", help=_("the delivery that it came in last, as it was"))
    _add_acts(verbs)
    kept = verb(verbs, "silence", _("keep alerts quiet until a time"), _silence)
    kept.add_argument(
        "matchers", nargs="+", metavar="LABEL=VALUE", help=_("also != =~ !~, with * for any text")
    )
    ends = kept.add_mutually_exclusive_group(required=True)
    ends.add_argument("--for", dest="span", metavar="SPAN", help=_("20m, 1h30m, 2d"))
    ends.add_argument("--until", metavar="TIME", help=_("14:30, 23 Nov 08:00"))
    kept.add_argument("--reason", metavar="TEXT", required=True)
    kept.add_argument("--drill", action="store_true", help=_("alerts of the drill that goes on alone"))
    verb(verbs, "silences", _("list the silences that hold"), _silences)
    ended = verb(verbs, "unsilence", _("end a silence before its time"), _unsilence)
    ended.add_argument("silence", metavar="ID")
    add_texts(verbs)


def _add_acts(verbs: Any) -> None:  # noqa: ANN401
    words = {
        "ack": _("say that somebody looks after them"),
        "resolve": _("say that they are over, with --reason"),
        "reopen": _("let them ask for somebody again"),
        "attach": _("join them to an incident"),
        "detach": _("take them off their incident"),
    }
    for name, told in words.items():
        acted = verb(verbs, name, told, _act)
        acted.add_argument("alerts", nargs="+", metavar="ID")
        if name == "resolve":
            acted.add_argument("--reason", metavar="TEXT", default="", help=_("how you know"))
        if name == "attach":
            acted.add_argument("--to", metavar="REF", required=True, help=_("the incident"))


def _ingest(args: argparse.Namespace) -> Answer:
    if not args.path.strip():
        raise UserError(
            _("No name was given. Nothing was taken."),
            hint=_("Give a file with alerts, a drop folder, or - for standard input."),
        )
    path = Path(args.path)
    if args.path != _STDIN and path.is_dir():
        return _visited(args, path)
    data, name = _data(args, path)
    reading = read(name, data, [mapping.load(read_text(file)) for file in args.mapping])
    with writing(args, begins=True) as store:
        taken = take(store, Arrived(store.new_id(), "command line", name, data, reading))
        settle(store)
    unread = tuple(Refused(part.place, part.why) for part in reading.unread)
    return _ingested(Visit(files=1, unread=unread, taken=taken))


def _data(args: argparse.Namespace, path: Path) -> tuple[bytes, str]:
    if args.path == _STDIN:
        given = cast("TextIO | None", sys.stdin)  # None where the call was made with it closed
        if given is None:
            raise UserError(
                _("Standard input is closed. Nothing was taken."),
                hint=_("Pipe the alerts in, or give a file."),
            )
        return given.buffer.read(LARGEST + 1), args.name
    if path.exists() and not path.is_file():
        raise UserError(  # to open a pipe would wait until somebody writes
            _("{path} is no file but a pipe, a socket or a device. Nothing was taken.").format(path=path),
            hint=_("What comes through a pipe is taken with - as the name."),
        )
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1), path.name
    except OSError as error:
        raise UserError(
            _("{path} can't be read: {why}.").format(path=path, why=error.strerror or error),
            hint=_("Give a file with alerts, a drop folder, or - for standard input."),
        ) from error


def _visited(args: argparse.Namespace, path: Path) -> Answer:
    folder = DropFolder(path)
    with writing(args, begins=True) as store:
        visit = folder.visit(store)
        if visit.waiting:
            time.sleep(_REST)
            again = folder.visit(store)
            visit = Visit(
                visit.files + again.files,
                visit.unread + again.unread,
                visit.taken + again.taken,
                visit.refused + again.refused,
                again.waiting,
                again.problem,
                again.folders,
            )
        settle(store)
    return _ingested(visit)


def _ingested(visit: Visit) -> Answer:
    taken: Taken = visit.taken
    value = {
        "files": visit.files,
        "signals": taken.signals,
        "new": taken.raised,
        "unread": [{"place": each.name, "why": each.why} for each in visit.unread],
        "refused": [plain(each) for each in visit.refused],
        "waiting": visit.waiting,
        "problem": visit.problem,
        "folders": list(visit.folders),
    }
    told = _(
        "Files: {files}, signals: {signals}, new alerts: {new}, refused: {refused}, not whole yet: {waiting}."
    )
    counts = told.format(
        files=visit.files,
        signals=taken.signals,
        new=taken.raised,
        refused=len(visit.refused),
        waiting=visit.waiting,
    )
    parts = [_("Not read: {place}: {why}").format(place=each.name, why=each.why) for each in visit.unread]
    if visit.folders:
        told = _("Folders are not looked into: {names}. Drop the files themselves, or name a folder here.")
        parts.append(told.format(names=", ".join(visit.folders)))
    nothing = bool(visit.problem or visit.refused) and not visit.files
    text = lines(counts, *map(_refusal, visit.refused), *parts, *filter(None, [visit.problem]))
    return Answer(value, text, Exit.NOTHING_DONE if nothing else Exit.DONE)


def _refusal(refused: Refused) -> str:
    return f"{refused.name}: {refused.why}"


def _show(args: argparse.Namespace) -> Answer:
    with settled(args) as store:
        alert = store.alerts.find(args.alert)
        delivery = store.deliveries.get(alert.delivery)
        incident = store.incidents.get(alert.incident).ref if alert.incident else ""
        answered = store.operators.names().get(alert.answered_by, "")
        until = store.silences.find(alert.silence).until if alert.silence else None
        zone = store.zone
        asked = asked_before(store, alert, store.now())
        raw = (store.blobs.get(delivery.content) or b"") if delivery else b""
    if args.raw:
        text = raw.decode("utf-8", "replace")
        return Answer({"raw": text}, text)
    value = plain(alert) | {"delivery": plain(delivery)}
    for name in ("wrote", "turns", "asking"):
        value.pop(name)
    value["asked"] = [
        {"who": each.step.name, "since": plain(each.since), "until": plain(until)} for each, until in asked
    ]
    known = {
        _("Status"): status_word(alert.status),
        _("Severity"): severity_word(alert.severity),
        _("Service"): alert.service,
        _("Source"): alert.source,
        _("Heard"): ngettext(
            "{count} time, first {first}, last {last}",
            "{count} times, first {first}, last {last}",
            alert.count,
        ).format(count=alert.count, first=_time(alert.first, zone), last=_time(alert.last, zone)),
        _("Started"): _time(alert.started, zone),
        _("Incident"): incident,
        _("Answered by"): answered,
        _("Asked without an answer"): "; ".join(
            _("{who} from {since} to {until}").format(
                who=each.step.name, since=_time(each.since, zone), until=_time(end, zone)
            )
            for each, end in asked
        ),
        _("Silenced until"): _time(until, zone),
        _("Address"): alert.url,
        **dict(alert.labels),
        **dict(alert.annotations),
    }
    unread = delivery.unread if delivery else ()
    parts = [_("Not read: {place}: {why}").format(place=part.place, why=part.why) for part in unread]
    said = table([(name, said) for name, said in known.items() if said])
    return Answer(value, lines(alert.name, said, *parts))


def _time(at: datetime | None, zone: tzinfo) -> str:
    return stamp_text(at, zone) if at else ""


def _act(args: argparse.Namespace) -> Answer:
    with writing(args) as store, store.command():
        idents = [store.alerts.find(prefix).id for prefix in args.alerts]
        _do(store, args, idents)
        alerts = store.alerts.all_of(idents)
    return Answer([_value(alert) for alert in alerts], lines(*map(_told, alerts)))


def _do(store: Store, args: argparse.Namespace, idents: list[str]) -> None:
    if args.verb == "resolve":
        resolve(store, idents, args.reason)
    elif args.verb == "attach":
        link(store, idents, store.incidents.find(args.to).id)
    elif args.verb == "detach":
        for ident in idents:
            unlink(store, ident)
    else:
        {"ack": acknowledge, "reopen": reopen}[args.verb](store, idents)


def _value(alert: Alert) -> dict[str, Any]:
    names = ("id", "name", "status", "severity", "service", "count", "incident", "said")
    return {name: getattr(alert, name) for name in names}


def _told(alert: Alert) -> str:
    return _("{name}: {status}").format(name=alert.name, status=status_word(alert.status))


def _silence(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        now = store.now()
        until = (
            now + timedelta(seconds=span_seconds(args.span))
            if args.span
            else parse_until(args.until, now, store.zone)
        )
        drill = going_on(store, None).id if args.drill else ""
        made = silence(store, [matcher(text) for text in args.matchers], until, args.reason, drill=drill)
        kept = len(store.alerts.kept_quiet(made.id, 2**31))
        answer = _silenced(store, [made])
    told = _("Alerts that it keeps quiet now: {count}.").format(count=kept)
    return Answer([value | {"kept_quiet": kept} for value in answer.value], lines(answer.text, told))


def _silences(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        held = store.silences.holding(int(store.now().timestamp()))
        return _silenced(store, held)


def _unsilence(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        return _silenced(store, [end_silence(store, args.silence)])


def _silenced(store: Store, silences: list[Silence]) -> Answer:
    rows = [
        (
            each.id,
            _("ended") if each.ended else _("until {time}").format(time=_time(each.until, store.zone)),
            " ".join(f"{one.label}{one.sign}{one.value}" for one in each.matchers),
            each.reason,
            _("DRILL") if each.drill else "",
        )
        for each in silences
    ]
    return Answer([plain(each) for each in silences], table(rows) or _("No silence holds."))
