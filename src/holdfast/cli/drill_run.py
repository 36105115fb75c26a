"""`holdfast drill run`: a drill without a window, until it is over."""

import argparse
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any, Final

from holdfast.cli.drill_score import scored
from holdfast.cli.ending import until_told
from holdfast.cli.output import complain, put
from holdfast.cli.parts import Answer, Exit, store_folder, verb, writing
from holdfast.desk.practice import begin_practice
from holdfast.domain.drill import Drill, PutIn
from holdfast.domain.errors import UserError
from holdfast.domain.timeforms import span_seconds
from holdfast.domain.timewords import span_text
from holdfast.drill import play
from holdfast.drill.due import all_done
from holdfast.drill.facts import happened
from holdfast.drill.played import scenario_of
from holdfast.drill.scenarios import load, own, read_file, shipped, unusable
from holdfast.drill.score import score
from holdfast.store.folder import Folder
from holdfast.store.store import Clock, Store
from holdfast.words import _

_MOST: Final = 3600


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verb to the noun `drill`."""
    run = verb(
        verbs, "run", _("play a scenario until it is over; without one go on with the drill here"), _run
    )
    run.add_argument(
        "scenario", nargs="?", metavar="SCENARIO|FILE", help=_("its key, its file's name, or a file")
    )
    run.add_argument(
        "--with", dest="people", action="append", default=[], metavar="NAME", help=_("who plays; repeat it")
    )
    run.add_argument("--for", dest="span", metavar="SPAN", help=_("end it after 20m, 1h30m of its time"))
    run.add_argument(
        "--pace",
        type=int,
        default=1,
        metavar="N",
        help=_("let the clock run so much faster; in a practice store alone"),
    )


class Hurried:
    """A clock that runs so many times as fast as another, from now on."""

    def __init__(self, clock: Clock, pace: int) -> None:
        self._clock, self._pace, self._begun = clock, pace, clock()

    def __call__(self) -> datetime:
        """The time that it shows."""
        return self._begun + (self._clock() - self._begun) * self._pace


def _run(args: argparse.Namespace) -> Answer:
    span = _span(args.span)
    if not 1 <= args.pace <= _MOST:
        raise UserError(_("The pace is a number from 1 to {most}.").format(most=_MOST))
    folder = store_folder(args)
    text = _text(folder, args.scenario) if args.scenario else ""
    if text:
        load(text)  # what can't be played begins no store
    if args.pace > 1 and not Folder(folder).exists():
        begin_practice(folder).close()
    with writing(args, begins=bool(text)) as store:
        if args.pace > 1:
            _hurry(store, args.pace)
        drill = play.start(store, text, args.people) if text else _going_on(store)
        if not args.json:
            begun = _("{title} has begun. Ctrl+C ends this call; the drill then waits.")
            goes_on = _("{title} goes on. Ctrl+C ends this call; the drill then waits.")
            put((begun if text else goes_on).format(title=drill.title))
        with until_told() as ending:
            drill = _play(store, drill, ending, span, args)
        return _ended(store, drill)


def _span(text: str | None) -> int | None:
    return None if text is None else span_seconds(text)


def _text(folder: Path, named: str) -> str:
    """The text of a scenario by its key, its file's name, or its file."""
    texts = shipped() | own(folder)
    found = next((texts[name] for name in (named, f"{named}.md") if name in texts), None)
    if Path(named).is_file():
        found = read_file(Path(named))
    if isinstance(found, str):
        return found
    if found is not None:
        raise unusable(found)
    raise UserError(
        _("There is no scenario {name}. Nothing was started.").format(name=named),
        hint=_("See what there is: holdfast drill list. Or name a file."),
    )


def _hurry(store: Store, pace: int) -> None:
    if not store.practice:
        raise UserError(
            _("This store is a real one, and its clock is not hurried. Nothing was started."),
            hint=_("Name a new folder with --data: a practice store is begun there."),
        )
    store.clock = Hurried(store.clock, pace)


def _going_on(store: Store) -> Drill:
    drill = store.drills.running()
    if drill is None:
        raise UserError(
            _("No drill goes on here. Nothing was started."),
            hint=_("Name a scenario: holdfast drill list tells which there are."),
        )
    return drill


def _play(store: Store, drill: Drill, ending: Event, span: int | None, args: argparse.Namespace) -> Drill:
    """Step until the drill is over, its time is up, or the call shall end."""
    told = len(drill.injected)
    while not drill.is_over and not ending.is_set():
        is_up = _is_up(store, drill, span)  # before the last step, which puts in what came due until now
        play.step(store, drill.id)
        drill = store.drills.get(drill.id)
        for one in drill.injected[told:]:
            if not args.json:
                put(_line(drill, one))
        told = len(drill.injected)
        if is_up and not drill.is_over:
            return play.finish(store, drill.id)
        ending.wait(1 / args.pace)
    return drill


def _line(drill: Drill, one: PutIn) -> str:
    at = timedelta(seconds=drill.elapsed(one.at))
    who = f"{one.who}: " if one.who else ""
    return f"{at}  {one.inject}  {who}{one.title}"


def _is_up(store: Store, drill: Drill, span: int | None) -> bool:
    """Whether its time is over, or nothing can come or be met any more."""
    now, scenario = store.clock(), scenario_of(store, drill)
    if drill.is_over or drill.state == "paused":
        return drill.is_over
    if drill.elapsed(now) >= (span or scenario.minutes * 60):
        return True
    so_far = happened(store, drill)
    result = score(scenario, drill, so_far, now)
    return all_done(scenario, drill, so_far) and not any(one.outcome == "open" for one in result.expectations)


def _ended(store: Store, drill: Drill) -> Answer:
    if drill.is_over:
        return scored(store, drill)
    elapsed = span_text(drill.elapsed(store.clock()))
    complain(
        _("{title} is not over ({span}); go on with it: holdfast drill run.").format(
            title=drill.title, span=elapsed
        )
    )
    answer = scored(store, drill)
    return Answer(answer.value, answer.text, Exit.STOPPED)
