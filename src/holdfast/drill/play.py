"""Playing a drill: what is put in when, and what the facilitator does meanwhile.

Whoever shows the drill calls `step` each second; it puts in what is due, once, however many programs do.
"""

from collections.abc import Sequence
from typing import Final, cast

from holdfast.detect.acts import move_news
from holdfast.detect.silences import end_with
from holdfast.domain.drill import Drill, check_drill_move
from holdfast.domain.drill_kinds import DrillState, JudgedOf, Verdict
from holdfast.domain.drill_time import MOST_PACE
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.scenario import RATINGS, Inject, Scenario
from holdfast.domain.text import clean_line, clean_prose, needed
from holdfast.drill.due import comes_in, due
from holdfast.drill.facts import happened
from holdfast.drill.inject import put_in
from holdfast.drill.played import scenario_of
from holdfast.drill.scenarios import load
from holdfast.store.store import Store
from holdfast.words import _

__all__ = ["comes_in", "due", "happened", "put_in", "scenario_of"]

_JUDGEMENTS: Final = ("met", "missed")


def start(store: Store, text: str, people: Sequence[str] = (), pace: int = 1) -> Drill:
    """Start a drill of a scenario's text; UserError where one goes on here, or the text is no scenario.

    `pace` seconds of its own time pass in one of the clock, for every program that shows it.
    """
    scenario = load(text)
    _check_pace(store, pace)
    names = [name for one in people if (name := clean_line(one, _("The name")))]
    with store.command():
        going_on = store.drills.running(store.journal.station)
        if going_on is not None:
            raise UserError(
                _("The drill {title} is going on here. Nothing was started.").format(title=going_on.title),
                hint=_("Finish or cancel it first; one drill is played at a time."),
            )
        ident = store.new_id()
        body: dict[str, object] = {
            "title": scenario.title,
            "key": scenario.key,
            "scenario": store.blobs.put(text.encode()),
        }
        body |= {"people": names} if names else {}
        body |= {"pace": pace} if pace != 1 else {}
        store.record(New(subject("drill", ident), "drill.started", body))
        return store.drills.get(ident)


def _check_pace(store: Store, pace: int) -> None:
    if not 1 <= pace <= MOST_PACE:
        raise UserError(_("The pace is a number from 1 to {most}.").format(most=MOST_PACE))
    if pace > 1 and not store.practice:
        raise UserError(
            _("This store is a real one, and its drills go by the clock. Nothing was started."),
            hint=_("Name a new folder with --data: a practice store is begun there."),
        )


def hurry(store: Store, drill: str, pace: int) -> Drill:
    """Let a drill go on so many times as fast as the clock."""
    _check_pace(store, pace)
    with store.command():
        value = _going_on(store, drill)
        if value.pace != pace:
            body: dict[str, object] = {"state": [value.state, value.state], "pace": pace}
            store.record(New(subject("drill", drill), "drill.moved", body))
        return store.drills.get(drill)


def pause(store: Store, drill: str, reason: str = "") -> Drill:
    """Let the drill's own time stand still; nothing is put in meanwhile."""
    return _move(store, drill, "paused", reason)


def resume(store: Store, drill: str) -> Drill:
    """Let it go on."""
    return _move(store, drill, "running", "")


def finish(store: Store, drill: str, reason: str = "") -> Drill:
    """End a drill: its alerts and silences are over, and its incidents ask for nobody any more."""
    return _move(store, drill, "finished", reason)


def cancel(store: Store, drill: str, reason: str) -> Drill:
    """End a drill that shall not count as held, with a reason."""
    return _move(store, drill, "cancelled", needed(clean_line(reason, _("The reason")), _("The reason")))


def _move(store: Store, ident: str, to: DrillState, reason: str) -> Drill:
    with store.command():
        drill = store.drills.get(ident)
        check_drill_move(drill, to)
        said = clean_line(reason, _("The reason"))
        body: dict[str, object] = {"state": [drill.state, to], **({"reason": said} if said else {})}
        about = tuple(subject("incident", one) for one in drill.incidents)
        store.record(New(subject("drill", ident), "drill.moved", body, about=about))
        drill = store.drills.get(ident)
        if drill.is_over:
            over = move_news(store.alerts.of_drill(ident), "resolved", _("the drill is over"))
            store.record(*over, *end_with(store, ident))
        return drill


def step(store: Store, drill: str, most: int = 0) -> tuple[str, ...]:
    """Put in what is due now, at most so many where `most` says it; the keys of what was. Nothing where the
    drill is paused or over.

    Each inject is recorded in one transaction with the alerts it brings, so that a program that dies leaves
    it whole or for the next one.
    """
    value = store.drills.get(drill)
    scenario = scenario_of(store, value) if value.state == "running" else None
    if scenario is None:
        return ()
    done: list[str] = []
    while (not most or len(done) < most) and _next(store, scenario, drill) is not None:
        with store.command():
            again = _next(store, scenario, drill)  # another program may have been quicker
            if again is not None:
                put_in(store, store.drills.get(drill), again)
                done.append(again.key)
        if again is None:
            break
    return tuple(done)


def _next(store: Store, scenario: Scenario, ident: str) -> Inject | None:
    drill = store.drills.get(ident)
    ready = due(scenario, drill, happened(store, drill), store.clock())
    return ready[0] if ready else None


def fire(store: Store, drill: str, inject: str) -> Drill:
    """Put an inject in now, before it is due, held or not."""
    with store.command():
        value = _going_on(store, drill)
        one = _named(scenario_of(store, value), inject)
        if value.put_in(inject) is not None:
            raise UserError(
                _("“{inject}” was put in already. Nothing was recorded.").format(inject=one.title),
                hint=_("Each inject comes once."),
            )
        return put_in(store, value, one, by_hand=True)


def hold(store: Store, drill: str, inject: str) -> Drill:
    """Keep an inject back until it is released or fired."""
    return _hold(store, drill, inject, held=True)


def release(store: Store, drill: str, inject: str) -> Drill:
    """Let a held inject come when it is due."""
    return _hold(store, drill, inject, held=False)


def _hold(store: Store, drill: str, inject: str, *, held: bool) -> Drill:
    with store.command():
        value = _going_on(store, drill)
        one = _named(scenario_of(store, value), inject)
        if value.put_in(inject) is not None:
            raise UserError(
                _("“{inject}” was put in already. Nothing was recorded.").format(inject=one.title)
            )
        if (inject in value.held) != held:
            body = {"inject": inject, "held": [not held, held]}
            store.record(New(subject("drill", drill), "drill.held", body))
        return store.drills.get(drill)


def note(store: Store, drill: str, text: str) -> Drill:
    """Note what the facilitator saw; also after the end."""
    text = needed(clean_prose(text, _("The note")), _("The note"))
    with store.command():
        store.drills.get(drill)
        store.record(New(subject("drill", drill), "drill.noted", {"text": text}))
        return store.drills.get(drill)


def judge(store: Store, drill: str, key: str, verdict: str, text: str = "") -> Drill:
    """Say of an expectation met or missed, of an objective P, S, M or U; "" takes it back.

    An objective goes before an expectation of the same key, as its verdicts are others.
    """
    said = clean_prose(text, _("The reason"))
    with store.command():
        value = store.drills.get(drill)
        of = _judged_of(scenario_of(store, value), value, key, verdict)
        was = value.verdict(of, key)
        rating = cast("Verdict | None", verdict or None)
        body: dict[str, object] = {"of": of, "key": key, "rating": [was, rating]}
        body |= {"text": said} if said else {}
        if was != rating or said:
            store.record(New(subject("drill", drill), "drill.judged", body))
        return store.drills.get(drill)


def _judged_of(scenario: Scenario, drill: Drill, key: str, verdict: str) -> JudgedOf:
    objective = any(each.key == key for each in scenario.objectives)
    judged = any(each.key == key and each.what == "judged" for each in scenario.expectations)
    if objective and (verdict in RATINGS or (not verdict and drill.verdict("objective", key))):
        return "objective"
    if judged and (verdict in _JUDGEMENTS or not verdict):
        return "expectation"
    if not objective and not judged:
        keys = [one.key for one in scenario.objectives]
        keys += [one.key for one in scenario.expectations if one.what == "judged"]
        raise UserError(
            _("“{key}” is nothing that is judged in this drill. Nothing was recorded.").format(key=key),
            hint=_("Choose one of: {keys}.").format(keys=", ".join(keys)),
        )
    possible = RATINGS if objective else _JUDGEMENTS
    raise UserError(
        _("“{verdict}” can't be said of {key}. Nothing was recorded.").format(verdict=verdict, key=key),
        hint=_("Choose one of: {keys}.").format(keys=", ".join(possible)),
    )


def answer(store: Store, drill: str, question: int, text: str) -> Drill:
    """Answer one of the scenario's questions, numbered from 0. Nobody's name is recorded with it."""
    text = needed(clean_prose(text, _("The answer")), _("The answer"))
    with store.command():
        if question not in range(len(scenario_of(store, store.drills.get(drill)).questions)):
            raise UserError(_("There is no question {number}.").format(number=question + 1))
        body = {"question": question, "text": text}
        store.record(New(subject("drill", drill), "drill.answered", body), by_station=True)
        return store.drills.get(drill)


def _going_on(store: Store, ident: str) -> Drill:
    drill = store.drills.get(ident)
    if drill.is_over:
        check_drill_move(drill, "running")
    return drill


def _named(scenario: Scenario, key: str) -> Inject:
    inject = scenario.inject(key)
    if inject is None:
        raise UserError(
            _("This scenario has no inject “{key}”. Nothing was recorded.").format(key=key),
            hint=_("Choose one of: {keys}.").format(keys=", ".join(one.key for one in scenario.injects)),
        )
    return inject
