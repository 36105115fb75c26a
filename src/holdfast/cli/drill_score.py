"""`holdfast drill status`, `score` and `held`: how a drill goes, what it showed, and all that were held."""

import argparse
from collections.abc import Iterator
from typing import Any

from holdfast.cli.drill_which import newest
from holdfast.cli.parts import Answer, lines, plain, reading, table, verb, writing
from holdfast.domain.drill import Drill, drill_state_word
from holdfast.domain.scenario import Scenario
from holdfast.domain.timewords import span_text, stamp_text
from holdfast.drill.after_action import begin_after_action
from holdfast.drill.due import comes_in
from holdfast.drill.facts import Happened, happened
from holdfast.drill.played import scenario_of
from holdfast.drill.score import Score, Scored, outcome_word, progress, rating_word, score, time_word
from holdfast.store.store import Store
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verbs to the noun `drill`."""
    for name, words, run in (
        ("status", _("how the drill goes: what came, what comes next"), _status),
        ("score", _("what a drill showed: expectations, times, judgements"), _score),
    ):
        shown = verb(verbs, name, words, run)
        shown.add_argument("--drill", metavar="ID", help=_("which drill; the newest by default"))
    begun = verb(verbs, "review", _("begin the after-action review of a drill that is over"), _review)
    begun.add_argument("--drill", metavar="ID", help=_("which drill; the newest by default"))
    begun.add_argument("--incident", metavar="REF", help=_("of which incident; of the first by default"))
    verb(verbs, "held", _("list the drills that were finished, the oldest first, with their scores"), _held)


def _status(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        drill = newest(store, args.drill)
        scenario, so_far = scenario_of(store, drill), happened(store, drill)
        injects = [*_injects(store, scenario, drill, so_far)]
        elapsed = drill.elapsed(store.clock())
    value = {
        "id": drill.id,
        "title": drill.title,
        "state": drill.state,
        "elapsed": elapsed,
        "injects": injects,
    }
    head = _("{title}: {state}, {span} of its time.").format(
        title=drill.title, state=drill_state_word(drill.state), span=span_text(elapsed)
    )
    rows = [(each["state"], each["key"], each["title"]) for each in injects]
    return Answer(value, lines(head, table([(_in_words(*row[:1]), *row[1:]) for row in rows])))


def _in_words(state: str) -> str:
    known = {"in": _("put in"), "held": _("held"), "waits": _("waits"), "never": _("does not come")}
    return known.get(state) or _("in {span}").format(span=span_text(int(state)))


def _injects(store: Store, scenario: Scenario, drill: Drill, so_far: Happened) -> Iterator[dict[str, str]]:
    for each in scenario.injects:
        comes = comes_in(drill, so_far, each, store.clock())
        state = "waits" if comes is None else str(comes)
        if drill.put_in(each.key):
            state = "in"
        elif drill.is_over:
            state = "never"
        elif each.key in drill.held:
            state = "held"
        yield {"key": each.key, "title": each.title, "state": state}


def _score(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        drill = newest(store, args.drill)
        return scored(store, drill)


def scored(store: Store, drill: Drill) -> Answer:
    """The score of a drill as an answer."""
    result = score(scenario_of(store, drill), drill, happened(store, drill), store.clock())
    value = {
        "id": drill.id,
        "title": drill.title,
        "state": drill.state,
        "met": result.met,
        "of": result.of,
        "expectations": [
            {
                "key": each.expectation.key,
                "text": each.expectation.text,
                "outcome": each.outcome,
                "took": each.took,
                "allowed": each.allowed,
            }
            for each in result.expectations
        ],
        "objectives": plain(result.objectives),
        "times": dict(result.times),
        "incidents": [each.ref for each in store.incidents.of_drill(drill.id)],
    }
    return Answer(value, lines(*_told(drill, result)))


def _told(drill: Drill, result: Score) -> Iterator[str]:
    yield _("{title} ({id}): {met} of {of} expectations met.").format(
        title=drill.title, id=drill.id, met=result.met, of=result.of
    )
    yield table([_expected(each) for each in result.expectations])
    for each in result.objectives:
        rating = rating_word(each.rating) if each.rating else _("not judged")
        yield _("{key}: {text} {met} of {of}, {rating}").format(
            key=each.objective.key, text=each.objective.text, met=each.met, of=each.of, rating=rating
        )
    for key, span in result.times:
        yield _("{name}: {text}").format(name=time_word(key), text=span_text(span))


def _expected(each: Scored) -> tuple[str, ...]:
    took = span_text(each.took) if each.took is not None else ""
    if took and each.allowed is not None:
        took = _("{took}, allowed {allowed}").format(took=took, allowed=span_text(each.allowed))
    return outcome_word(each.outcome), each.expectation.key, each.expectation.text, took


def _review(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        drill = newest(store, args.drill)
        chosen = store.incidents.find(args.incident).id if args.incident else ""
        review = begin_after_action(store, drill.id, chosen)
        ref = store.incidents.get(review.incident).ref
    told = _("The after-action review of {ref} is begun: holdfast review show {ref}.").format(ref=ref)
    return Answer({"id": review.id, "ref": ref, "state": review.state}, told)


def _held(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        rows = progress(store)
        shown = [
            (
                each.drill,
                stamp_text(each.started, store.zone),
                each.title,
                _("{met} of {of}").format(met=each.met, of=each.of),
                *_times(dict(each.times)),
            )
            for each in rows
        ]
    return Answer([plain(each) | {"times": dict(each.times)} for each in rows], table(shown))


def _times(times: dict[str, int]) -> Iterator[str]:
    for key in ("declare", "acknowledge", "contain"):
        yield span_text(times[key]) if key in times else "–"
