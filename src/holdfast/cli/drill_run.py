"""`holdfast drill run`: a drill without a window, until it is over."""

import argparse
from datetime import timedelta
from pathlib import Path
from textwrap import indent
from threading import Event
from typing import Any, Final

from holdfast.cli.drill_score import scored
from holdfast.cli.ending import until_told
from holdfast.cli.output import complain, put
from holdfast.cli.parts import Answer, Exit, lines, store_folder, verb, writing
from holdfast.desk.practice import begin_practice
from holdfast.domain.drill import Drill, PutIn
from holdfast.domain.drill_time import MOST_PACE
from holdfast.domain.encodings import decoded
from holdfast.domain.errors import UserError
from holdfast.domain.scenario import Scenario
from holdfast.domain.timeforms import span_seconds
from holdfast.domain.timewords import span_text
from holdfast.drill import play
from holdfast.drill.due import all_done
from holdfast.drill.facts import happened
from holdfast.drill.played import scenario_of
from holdfast.drill.scenarios import load, own, read_file, shipped, unusable
from holdfast.drill.score import score
from holdfast.runbook import starters
from holdfast.store.folder import Folder
from holdfast.store.store import Store
from holdfast.words import _

_ASIDE: Final = " " * 9  # as wide as the time and the gap behind it


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
        metavar="N",
        help=_("let the drill's time run so much faster; in a practice store alone"),
    )


def _run(args: argparse.Namespace) -> Answer:
    span, pace = _span(args.span), 1 if args.pace is None else args.pace
    folder = store_folder(args)
    text = _text(folder, args.scenario) if args.scenario else ""
    if text:
        load(text)  # what can't be played begins no store
    is_practice = 1 < pace <= MOST_PACE and not Folder(folder).exists()
    if is_practice:
        begin_practice(folder).close()
    with writing(args, begins=bool(text)) as store:
        if is_practice:
            starters.bring(store)
        drill = play.start(store, text, args.people, pace) if text else _going_on(store)
        if args.pace is not None:
            drill = play.hurry(store, drill.id, pace)
        if not args.json:
            begun = _("{title} has begun. Ctrl+C ends this call, not the drill.")
            goes_on = _("{title} goes on. Ctrl+C ends this call, not the drill.")
            put((begun if text else goes_on).format(title=drill.title))
            if text:
                put(_read_out(load(text)))
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
                put(_line(store, drill, one))
        told = len(drill.injected)
        if is_up and not drill.is_over:
            return play.finish(store, drill.id)
        ending.wait(1 / drill.pace)
    return drill


def _read_out(scenario: Scenario) -> str:
    """What players are told before anything comes."""
    facts = scenario.facts.strip()
    told = [scenario.text.strip(), *([_("What you know:"), facts] if facts else [])]
    return "".join(f"\n{text}\n" for text in told if text)


def _line(store: Store, drill: Drill, one: PutIn) -> str:
    """What came, with its words and what stands in its file."""
    at = timedelta(seconds=drill.elapsed(one.at))
    who = f"{one.who}: " if one.who else ""
    content = store.blobs.get(one.content) if one.content else None
    file = f"{one.name}:\n{decoded(content)[0].rstrip()}" if content else ""
    said = (indent(text.strip(), _ASIDE) for text in (one.text, file))
    return lines(f"{at}  {one.inject}  {who}{one.title}", *filter(None, said))


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
        answer = scored(store, drill)
        hints = [_("Judge what was seen: holdfast drill judge KEY VERDICT.")]
        hints += [_("Then begin its review: holdfast drill review.")] if drill.incidents else []
        return Answer(answer.value, lines(answer.text, *hints), answer.status)
    elapsed = span_text(drill.elapsed(store.clock()))
    complain(
        _("{title} is not over ({span}); go on with it: holdfast drill run.").format(
            title=drill.title, span=elapsed
        )
    )
    answer = scored(store, drill)
    return Answer(answer.value, answer.text, Exit.STOPPED)
