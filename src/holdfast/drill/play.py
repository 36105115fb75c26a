"""Playing a drill: what is put in when, and what the facilitator does meanwhile.

Whoever shows the drill calls `step` each second; it puts in what is due, once, however many programs do.
"""

from collections.abc import Sequence
from datetime import datetime

from holdfast.domain.drill import Drill
from holdfast.domain.scenario import Inject, Scenario
from holdfast.drill.score import Happened
from holdfast.store.store import Store


def scenario_of(store: Store, drill: Drill) -> Scenario:
    """The scenario that a drill plays, as it was when the drill was started."""
    raise NotImplementedError


def start(store: Store, text: str, people: Sequence[str] = ()) -> Drill:
    """Start a drill of a scenario's text; UserError where one goes on here, or the text is no scenario."""
    raise NotImplementedError


def pause(store: Store, drill: str, reason: str = "") -> Drill:
    """Let the drill's own time stand still; nothing is put in meanwhile."""
    raise NotImplementedError


def resume(store: Store, drill: str) -> Drill:
    """Let it go on."""
    raise NotImplementedError


def finish(store: Store, drill: str, reason: str = "") -> Drill:
    """End a drill: its alerts are over, and its incidents ask for nobody any more."""
    raise NotImplementedError


def cancel(store: Store, drill: str, reason: str) -> Drill:
    """End a drill that shall not count as held, with a reason."""
    raise NotImplementedError


def due(scenario: Scenario, drill: Drill, happened: Happened, now: datetime) -> tuple[Inject, ...]:
    """The injects to be put in now, in the scenario's order. Pure."""
    raise NotImplementedError


def comes_in(
    scenario: Scenario, drill: Drill, happened: Happened, inject: Inject, now: datetime
) -> int | None:
    """In how many seconds of the drill's time an inject comes, as far as is known; None where it waits."""
    raise NotImplementedError


def put_in(store: Store, drill: Drill, inject: Inject) -> Drill:
    """Put an inject in, unless it is already."""
    raise NotImplementedError


def step(store: Store, drill: str) -> tuple[str, ...]:
    """Put in what is due now; the keys of what was. Nothing where the drill is paused or over."""
    raise NotImplementedError


def fire(store: Store, drill: str, inject: str) -> Drill:
    """Put an inject in now, before it is due, held or not."""
    raise NotImplementedError


def hold(store: Store, drill: str, inject: str) -> Drill:
    """Keep an inject back until it is released or fired."""
    raise NotImplementedError


def release(store: Store, drill: str, inject: str) -> Drill:
    """Let a held inject come when it is due."""
    raise NotImplementedError


def note(store: Store, drill: str, text: str) -> Drill:
    """Note what the facilitator saw; also after the end."""
    raise NotImplementedError


def judge(store: Store, drill: str, key: str, verdict: str, text: str = "") -> Drill:
    """Say of an expectation met or missed, of an objective P, S, M or U; "" takes it back."""
    raise NotImplementedError


def answer(store: Store, drill: str, question: int, text: str) -> Drill:
    """Answer one of the scenario's questions, numbered from 0. Nobody's name is recorded with it."""
    raise NotImplementedError
