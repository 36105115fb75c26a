"""Events of Icinga 2's event stream: JSON, usually one on each line."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from holdfast.detect import scales
from holdfast.detect.gather import Item, items, numbered
from holdfast.detect.json_text import members
from holdfast.detect.moments import of_seconds
from holdfast.detect.nagios import HOST_CHECK, given_of, labels_of, status_of
from holdfast.domain.errors import UserError
from holdfast.domain.signal import AlertStatus, Signal
from holdfast.words import _

NAME: Final = "icinga"
Event = Mapping[str, object]


def fits(value: object) -> bool:
    """Whether a JSON value is an event of Icinga 2."""
    event = members(value)
    return isinstance(event.get("type"), str) and (
        "host" in event or "downtime" in event or "comment" in event
    )


def found(value: object) -> Iterator[Item]:
    """The signal of an event."""
    return items(numbered([value]), _signal)


def _signal(value: object) -> Signal:
    event = members(value)
    kind = _text(event, "type")
    if kind not in _STATUSES:
        raise UserError(_("an event “{kind}” says nothing of an alert's state").format(kind=kind[:60]))
    about = members(event.get("downtime")) or event
    host = _text(about, "host") or _text(about, "host_name")
    service = _text(about, "service") or _text(about, "service_name")
    if not host:
        raise UserError(_("it names no host"))
    state = _state(event, service)
    status = _STATUSES[kind](event, state)
    at = of_seconds(event.get("timestamp"))
    return Signal(
        name=service or HOST_CHECK,
        status=status,
        severity=scales.STATES.get(state, 0),
        source=NAME,
        labels=labels_of(host, service),
        annotations=_annotations(event, about, kind, state),
        started=at if status == "firing" else "",
        ended=at if status == "resolved" else "",
        given=given_of(host, service),
    )


def _annotations(event: Event, about: Event, kind: str, state: str) -> dict[str, str]:
    output = _text(members(event.get("check_result")), "output")
    comment = _text(about, "comment") or _text(event, "text")
    said = {"description": output, "comment": comment, "author": _text(about, "author"), "event": kind}
    return said | {"notification": _text(event, "notification_type"), "state": state}


def _state(event: Event, service: str) -> str:
    """The state that an event or its check tells; "" where neither does."""
    number = event.get("state", members(event.get("check_result")).get("state"))
    if isinstance(number, bool) or not isinstance(number, (int, float)):
        return ""
    if not service:  # an event counts a host's states from UP, the check inside as those of a service
        return "DOWN" if number >= (1 if "state" in event else 2) else "UP"
    names = scales.SERVICE_STATES
    return next((name for place, name in enumerate(names) if number == place), "")


def _by_state(event: Event, state: str) -> AlertStatus:
    if not state:
        raise UserError(_("its state is no known number"))
    inside = members(event.get("check_result")).get("state_type", 1)
    if event.get("state_type", inside) == 0 and state not in scales.GOOD:
        raise UserError(_("its state is soft: Icinga is still checking again"))
    if state not in scales.GOOD and event.get("downtime_depth"):
        return "suppressed"
    if state not in scales.GOOD and event.get("acknowledgement"):
        return "acknowledged"
    return scales.status_of_state(state)


def _by_notification(event: Event, state: str) -> AlertStatus:
    return status_of(_text(event, "notification_type").upper(), state)


def _acknowledged(_event: Event, _state: str) -> AlertStatus:
    return "acknowledged"


def _suppressed(_event: Event, _state: str) -> AlertStatus:
    return "suppressed"


_STATUSES: Final[dict[str, Callable[[Event, str], AlertStatus]]] = {
    "CheckResult": _by_state,
    "StateChange": _by_state,
    "Notification": _by_notification,
    "AcknowledgementSet": _acknowledged,
    "AcknowledgementCleared": _by_state,
    "DowntimeStarted": _suppressed,
    "DowntimeTriggered": _suppressed,
    "Flapping": _by_state,
}


def _text(event: Event, key: str) -> str:
    value = event.get(key)
    return value if isinstance(value, str) else ""
