"""`holdfast watch`: what Holdfast watches itself: checked, tried over past data, switched on and off."""

import argparse
from dataclasses import asdict
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from holdfast import paths
from holdfast.cli.adopting import problem_text
from holdfast.cli.parts import Answer, Exit, lines, noun, store_folder, table, verb
from holdfast.cli.watch_try import try_past, zone_of
from holdfast.detect.watches.notes import note_text, number_text
from holdfast.detect.watches.shelf import (
    Shelved,
    WatchState,
    check_file,
    folder_of,
    names_in,
    never_seen,
    one,
    shelved,
    state_of,
    switched,
)
from holdfast.domain.errors import UserError
from holdfast.domain.timewords import stamp_text
from holdfast.settings import WATCHES, Settings
from holdfast.store.folder import Folder
from holdfast.words import _


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "watch", _("what Holdfast watches itself, where there is no monitoring"))
    checked = verb(verbs, "check", _("name everything that is wrong with files of watches"), _check)
    checked.add_argument("files", nargs="+", metavar="FILE")
    tried = verb(verbs, "try", _("say when a watch would have fired over past data"), try_past)
    tried.add_argument("watch", metavar="FILE|NAME")
    tried.add_argument(
        "--data", dest="past", metavar="PATH", help=_("a table, or a log; what it watches by default")
    )
    tried.add_argument("--since", metavar="TIME", help=_("what lies before is known, but not told"))
    tried.add_argument("--until", metavar="TIME")
    verb(verbs, "list", _("list the watches, whether each is on, and what it saw last"), _list)
    for name, words in (("on", _("switch a watch on")), ("off", _("switch a watch off"))):
        verb(verbs, name, words, _switch).add_argument("name", metavar="NAME")


def _check(args: argparse.Namespace) -> Answer:
    values: list[dict[str, Any]] = []
    told: list[str] = []
    for file in args.files:
        checked, _text = check_file(Path(file))
        problems = [asdict(problem) for problem in checked.problems]
        is_unseen = never_seen(one(Path(file)), WatchState())
        said = {"file": file, "ok": not problems, "name": checked.name, "problems": problems}
        values.append({**said, "never_seen": is_unseen})
        if problems:
            head = _("{file} can't be used as a watch; {count} to correct:")
            told += [head.format(file=file, count=len(problems)), *map(problem_text, checked.problems)]
        else:
            told.append(_("{name}: this watch can be used.").format(name=checked.name))
            told += [_("Its file was never seen yet.")] if is_unseen else []
    is_well = all(value["ok"] for value in values)
    return Answer(values, lines(*told), Exit.DONE if is_well else Exit.NOTHING_DONE)


def _settings(args: argparse.Namespace) -> Settings:
    folder = store_folder(args)
    if not Folder(folder).exists():
        raise UserError(
            _("There is no store in {folder} yet.").format(folder=folder),
            hint=_("Begin one: holdfast store new. The first incident or alert does, too."),
        )
    return Settings(paths.settings_file(folder))


def _list(args: argparse.Namespace) -> Answer:
    folder = store_folder(args)
    on = names_in(_settings(args).value(WATCHES))
    zone = zone_of(args)
    found = [(each, state_of(folder, each.name)) for each in shelved(folder, on)]
    if not found:
        nothing = _("No watches. Files of watches lie in {folder}.").format(folder=folder_of(folder))
        return Answer([], nothing)
    return Answer(
        [_listed_value(each, state) for each, state in found],
        _listed_text(found, zone),
    )


def _listed_text(found: list[tuple[Shelved, WatchState]], zone: tzinfo) -> str:
    """A row for each watch, and below it what was odd about what it saw."""
    rows = table([_listed_row(each, state, zone) for each, state in found]).splitlines()
    odd = ([f"    {note_text(note)}" for note in state.notes] for _each, state in found)
    return lines(*(line for row, below in zip(rows, odd, strict=True) for line in (row, *below)))


def _listed_value(each: Shelved, state: WatchState) -> dict[str, Any]:
    def iso(at: datetime | None) -> str | None:
        return at.isoformat() if at else None

    return {
        "name": each.name,
        "file": str(each.file),
        "title": each.watch.name if each.watch else "",
        "on": each.is_on,
        "problems": [asdict(problem) for problem in each.problems],
        "looked": iso(state.looked),
        "value": state.value,
        "at": iso(state.at),
        "problem": state.problem,
        "blind": iso(state.blind),
        "firing": iso(state.firing),
        "never_seen": never_seen(each, state),
        "notes": [{"kind": note.kind, "count": note.count, "text": note_text(note)} for note in state.notes],
    }


def _listed_row(each: Shelved, state: WatchState, zone: tzinfo) -> tuple[str, ...]:
    if each.problems:
        stands = _("can't be used: {why}").format(why=each.problems[0])
    elif state.problem:
        stands = _("sees nothing: {why}").format(why=state.problem)
    elif state.firing:
        stands = _("fires since {time}").format(time=stamp_text(state.firing.astimezone(zone), zone))
    elif never_seen(each, state):
        stands = _("never seen yet")
    else:
        stands = _("calm") if state.looked else _("has not looked yet")
    value = "" if state.value is None else number_text(state.value)
    looked = stamp_text(state.looked.astimezone(zone), zone) if state.looked else ""
    return each.name, _("on") if each.is_on else _("off"), value, looked, " ".join(stands.split())


def _switch(args: argparse.Namespace) -> Answer:
    settings, is_on = _settings(args), args.verb == "on"
    folder, before = store_folder(args), settings.value(WATCHES)
    after = switched(before, args.name, on=is_on)
    if is_on:
        _check_usable(folder, args.name)
    elif args.name not in names_in(before):
        raise UserError(
            _("The watch {name} is not on.").format(name=args.name),
            hint=_("See which are: holdfast watch list."),
        )
    settings.put(WATCHES, after)
    if settings.note:
        raise UserError(settings.note, hint=_("Nothing was switched."))
    value = {"name": args.name, "on": is_on}
    if is_on:
        told = _("The watch {name} is on. A window, or holdfast listen, looks from its next start on.")
        return Answer(value, told.format(name=args.name))
    told = [_("The watch {name} is off.").format(name=args.name)]
    if state_of(folder, args.name).firing:
        told.append(_("Its alert stays open: nobody looks any more whether it is over."))
    return Answer(value, lines(*told))


def _check_usable(folder: Path, name: str) -> None:
    file = folder_of(folder) / f"{name}.toml"
    if not file.exists():
        names = ", ".join(each.name for each in shelved(folder)) or "–"
        raise UserError(
            _("There is no watch {name}. Nothing was switched.").format(name=name),
            hint=_("Files of watches lie in {folder}: {names}.").format(folder=file.parent, names=names),
        )
    found = one(file)
    if found.problems:
        raise UserError(
            _("{file} can't be used as a watch: {why}.").format(file=file, why=found.problems[0]),
            hint=_("Nothing was switched. Correct it first."),
        )
