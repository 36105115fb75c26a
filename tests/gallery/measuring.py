"""Insights: with enough incidents to measure, and with too few, as pictures."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

from PySide6.QtWidgets import QWidget

from holdfast.domain.classification import Answer
from holdfast.domain.phase import Phase
from holdfast.respond.labels import label
from holdfast.respond.phases import move
from holdfast.triage.answers import Answers
from holdfast.triage.declare import Declaration, assess_incident, declare
from holdfast.ui.insights.page import InsightsPage
from tests.gallery.scenes import Room

Scene = Callable[[Room], QWidget | None]
_MINUTE = timedelta(minutes=1)
_TITLE = "Queue of orders grows"


def measured(room: Room) -> InsightsPage:
    """The page, with a dozen incidents that are over."""
    if not room.store.incidents.count(room.store.query(f'"{_TITLE}"')):
        _fill(room)
    room.go("insights")
    page = room.window.page("insights")
    assert isinstance(page, InsightsPage)
    page.ask()
    room.settle()
    return page


def _fill(room: Room) -> None:
    store = room.store
    for number in range(12):
        began = store.now() - timedelta(days=40 - number)
        detected = began + 7 * _MINUTE
        said = Declaration(
            f"{_TITLE} ({number})",
            ("orders", "mail")[number % 2],
            started=began,
            detected=detected,
            occurred=detected + _MINUTE,
        )
        impact, urgency = list(product(("high", "medium", "low"), repeat=2))[number % 9]
        one = declare(store, said)
        answers = Answers(Answer(impact), Answer(urgency))
        assess_incident(store, one.id, answers, occurred=detected + 3 * _MINUTE)
        if number % 3:
            label(store, [one.id], "power cut")
        move(store, one.id, Phase.CONTAINED, detected + (12 + 9 * number) * _MINUTE)
        move(store, one.id, Phase.RESOLVED, detected + (40 + 23 * number) * _MINUTE)


def _measured(room: Room) -> None:
    measured(room)


def _unfolded(room: Room) -> None:
    """What is behind the time to contain, severity by severity."""
    page = measured(room)
    page.figures.currentItem().setExpanded(True)


def _nothing(room: Room) -> QWidget:
    empty = room.empty()
    empty.go("insights")
    return empty.window


MEASURING: dict[str, Scene] = {
    "insights": _measured,
    "insights-unfolded": _unfolded,
    "insights-nothing": _nothing,
}
