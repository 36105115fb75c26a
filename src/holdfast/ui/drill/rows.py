"""What the lists of a drill say in a row."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from holdfast.domain.drill import Drill
from holdfast.domain.scenario import Inject, Scenario
from holdfast.domain.timewords import clock_text, date_text
from holdfast.drill.due import comes_in
from holdfast.drill.score import Progress, Score, Scored
from holdfast.store.drills import DrillRow
from holdfast.ui.drill.reading import Offered, Played
from holdfast.ui.drill.words import (
    clock_words,
    facts_words,
    kind_word,
    left_of,
    live_words,
    moment_words,
    time_words,
    went_words,
)
from holdfast.ui.kit.rows import Row
from holdfast.words import _

Rows = list[tuple[str, Row]]
_SOON = 60  # seconds before an expectation is missed, in which it is marked


def offered_row(each: Offered, held: Sequence[Progress], zone: tzinfo) -> Row:
    """A scenario in the list."""
    if each.scenario is None:
        meta = _("can't be used: {why}").format(why=each.problem)
        return Row(each.title, meta, quiet=True)
    went = went_words(held[0], zone) if held else _("not played yet")
    origin = _("your own") if each.own else ""
    return Row(each.title, facts_words(each.scenario), age=origin, due=went)


def progress_row(one: Progress, zone: tzinfo) -> Row:
    """A drill that was held."""
    met = _("{met} of {all} met").format(met=one.met, all=one.of)
    took = time_words(one.times) or _("no incident was declared")
    return Row(_day(one.started, zone), took, age=met)


def held_rows(held: Sequence[Progress], cancelled: Sequence[DrillRow], zone: tzinfo) -> Rows:
    """The drills of a scenario, the newest first."""
    told = [(one.started, one.drill, progress_row(one, zone)) for one in held]
    for each in cancelled:
        at = datetime.fromtimestamp(each.started, UTC)
        told.append((at, each.id, Row(_day(at, zone), _("cancelled"), quiet=True)))
    told.sort(key=lambda one: one[0], reverse=True)
    return [(ident, row) for _at, ident, row in told]


def _day(at: datetime, zone: tzinfo) -> str:
    """With the time: two drills of a day are told apart."""
    return _("{day}, {time}").format(day=date_text(at, zone), time=clock_text(at, zone))


def coming(shown: Played, now: datetime) -> Rows:
    """The injects that were not put in, those with a time first."""
    drill, scenario = shown.drill, shown.scenario
    waiting = [each for each in scenario.injects if drill.put_in(each.key) is None]
    timed = [(each, comes_in(drill, shown.happened, each, now)) for each in waiting]
    timed.sort(key=lambda one: (one[0].key in drill.held, one[1] is None, one[1] or 0))
    return [(each.key, _coming_row(each, seconds, shown)) for each, seconds in timed]


def _coming_row(each: Inject, seconds: int | None, shown: Played) -> Row:
    drill, scenario = shown.drill, shown.scenario
    meta = f"{kind_word(each.kind)}, {moment_words(each, scenario)}"
    if each.key in drill.held:
        return Row(each.title, meta, age=_("held"), quiet=True)
    if seconds is None:
        needless = any(shown.happened.first(one) is not None for one in each.unless)
        return Row(each.title, meta, age=_("not needed") if needless else _("waits"), quiet=needless)
    return Row(each.title, meta, age=_("in {time}").format(time=clock_words(seconds)))


def so_far(drill: Drill, names: dict[str, str]) -> Rows:
    """What was put in and what was noted, the newest first, by the drill's own time."""
    told: list[tuple[datetime, str, Row]] = []
    for put in drill.injected:
        kind = kind_word(put.form)
        if put.who and put.form in ("message", "file"):
            kind = _("{kind} from {who}").format(kind=kind, who=put.who)
        meta = _("{kind}, put in by hand").format(kind=kind) if put.by_hand else kind
        at = clock_words(drill.elapsed(put.at))
        told.append((put.at, f"inject {put.inject}", Row(put.title, meta, age=at)))
    for number, note in enumerate(drill.notes):
        over = drill.ended is not None and note.at > drill.ended
        at = _("afterwards") if over else clock_words(drill.elapsed(note.at))
        by = names.get(note.by, "")
        meta = _("note by {name}").format(name=by) if by else _("note")
        told.append((note.at, f"note {number}", Row(note.text, meta, age=at)))
    told.sort(key=lambda one: one[0], reverse=True)
    return [(key, row) for _at, key, row in told]


def expectation_rows(score: Score, drill: Drill, scenario: Scenario, now: datetime) -> Rows:
    """How each expectation stands."""
    of = {each.key: each.text for each in scenario.objectives}
    return [
        (each.expectation.key, _expectation_row(each, of.get(each.expectation.objective, ""), drill, now))
        for each in score.expectations
    ]


def _expectation_row(each: Scored, objective: str, drill: Drill, now: datetime) -> Row:
    left = left_of(each, drill, now)
    late = each.outcome == "missed" or (left is not None and left <= _SOON)
    icon = {"met": "done", "missed": "close", "to_judge": "edit"}.get(each.outcome, "clock")
    words = live_words(each, drill, now)
    return Row(each.expectation.text, objective, due=words, overdue=late, icon=icon)
