"""Teams that play the small scenario: each does what it does at its times, in seconds after the start."""

from collections.abc import Callable, Mapping

from holdfast.desk.from_alert import declaration_from, declare_from
from holdfast.detect.acts import acknowledge
from holdfast.domain.drill import Drill
from holdfast.domain.phase import Phase
from holdfast.drill import play
from holdfast.respond.incident import assign
from holdfast.respond.phases import move
from holdfast.respond.updates import Update, send
from holdfast.store.store import Store
from holdfast.triage.answers import Answer, Answers

Act = Callable[[Store, Drill], object]


def answer(store: Store, drill: Drill) -> None:
    acknowledge(store, [alert.id for alert in store.alerts.of_drill(drill.id)])


def declare(store: Store, drill: Drill) -> None:
    alerts = store.alerts.of_drill(drill.id)
    said = declaration_from(store, alerts)
    declare_from(store, [each.id for each in alerts], said, Answers(Answer.HIGH, Answer.HIGH))


def lead(store: Store, drill: Drill) -> None:
    assign(store, incident_of(store, drill), "commander", "Ana")


def tell(store: Store, drill: Drill) -> None:
    send(store, incident_of(store, drill), Update("can", "the desk", "We look into it."))


def contain(store: Store, drill: Drill) -> None:
    move(store, incident_of(store, drill), Phase.CONTAINED)


def incident_of(store: Store, drill: Drill) -> str:
    return store.incidents.of_drill(drill.id)[0].id


GOOD: Mapping[int, Act] = {60: answer, 120: declare, 150: lead, 200: tell, 400: contain}
SLOW: Mapping[int, Act] = {200: answer, 400: declare, 500: lead, 1000: tell, 1100: contain}
SILENT: Mapping[int, Act] = {}


def played(store: Store, clock, text: str, team: Mapping[int, Act], until: int = 1200) -> Drill:  # noqa: ANN001
    """Play a drill second by second, without waiting for any of them."""
    drill = play.start(store, text, ["Ana"])
    for second in range(1, until + 1):
        clock.pass_(1)
        play.step(store, drill.id)
        if second in team:
            team[second](store, store.drills.get(drill.id))
    return play.finish(store, drill.id)
