"""What others change meanwhile, and of answers that end what was set before: they change the store."""

from PySide6.QtWidgets import QPushButton, QWidget

from holdfast.domain.classification import Answer
from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import assess_incident
from tests.gallery.scenes import Room

_BADGES = "Badge readers"


def _choose(room: Room, name: str) -> None:
    buttons = room.window.page("assess").findChildren(QPushButton)
    next(each for each in buttons if each.accessibleName() == name).click()


def _lapsed(room: Room) -> QWidget | None:
    ident = room.incident(_BADGES)
    reason = "Only the doors of the test hall"
    said = Answers(Answer.HIGH, Answer.HIGH, severity_override=4, override_reason=reason)
    assess_incident(room.store, ident, said)
    room.go("assess", ident)
    _choose(room, "Urgency: Medium")
    room.settle()


def _meanwhile(room: Room) -> QWidget | None:
    ident = room.incident(_BADGES)
    room.go("assess", ident)
    _choose(room, "Urgency: Low")
    assess_incident(room.store, ident, Answers(Answer.MEDIUM, Answer.MEDIUM))
    room.settle()


def _met(room: Room) -> QWidget | None:
    """Two changes that did not know of each other."""
    ident = room.incident(_BADGES)
    body = {"service": ["ab" * 32, "access control"]}
    room.store.record(New(subject("incident", ident), "incident.changed", body))
    room.go("incident", ident)


MEETING = {"assess-lapsed": _lapsed, "assess-meanwhile": _meanwhile, "live-met": _met}
