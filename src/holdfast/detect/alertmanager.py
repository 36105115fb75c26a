"""What Prometheus' Alertmanager posts to a webhook (version 4), and the list that its API and amtool give."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

import msgspec

from holdfast.detect import scales
from holdfast.detect.gather import Item, items, numbered
from holdfast.detect.json_text import elements, members
from holdfast.detect.moments import kept_moment
from holdfast.domain.errors import UserError
from holdfast.domain.signal import AlertStatus, Signal, Unread
from holdfast.words import _

NAME: Final = "alertmanager"
# Labels that name what is hit; `job` is left out, since it names what collects.
SERVICES: Final = ("service", "service_name", "app", "application")
_TITLES: Final = ("summary", "title")
# msgspec says for example: Expected `str`, got `int` - at `$.labels[...]`
_WANTED: Final = re.compile(r"Expected `(str|object)")
_ODD: Final = re.compile(r"Invalid enum value '(.*)' - at", re.DOTALL)
_PLACE: Final = re.compile(r"at `\$\.([\w.]+)(\[)?")
_MISSING: Final = re.compile(r"Object missing required field `(\w+)`.*")


class Alert(msgspec.Struct, frozen=True):
    """One alert of a payload; members that are not named here say nothing that is kept."""

    labels: dict[str, str]
    status: Literal["firing", "resolved"]
    annotations: dict[str, str] | None = None
    startsAt: str = ""  # noqa: N815  (the sender's name)
    endsAt: str = ""  # noqa: N815
    generatorURL: str = ""  # noqa: N815
    fingerprint: str = ""


class _State(msgspec.Struct, frozen=True):
    state: Literal["active", "suppressed", "unprocessed"]


class Listed(msgspec.Struct, frozen=True):
    """One alert as the API lists it."""

    labels: dict[str, str]
    status: _State
    annotations: dict[str, str] | None = None
    startsAt: str = ""  # noqa: N815
    generatorURL: str = ""  # noqa: N815
    fingerprint: str = ""


def fits(value: object) -> bool:
    """Whether a JSON value is a payload of the webhook, or a list of the API."""
    first = next(iter(elements(value)), None)
    whole = members(value)
    return {"labels", "status"} <= members(first).keys() or (
        "alerts" in whole and bool({"version", "groupLabels"} & whole.keys())
    )


def found(value: object) -> Iterator[Item]:
    """The signals of a payload or a list, in their order."""
    if listed := elements(value):
        return items(numbered(listed), _listed)
    return payload(value, _signal)


def payload(value: object, read: Any) -> Iterator[Item]:  # noqa: ANN401
    """The signals of a payload, and how many its sender left out."""
    whole = members(value)
    yield from items(numbered(list_of(whole, "alerts")), read)
    left = whole.get("truncatedAlerts")
    if isinstance(left, int) and left > 0:
        why = _("{count} more alerts were left out by the sender").format(count=left)
        yield Unread("truncatedAlerts", why)


def list_of(value: Mapping[str, object], key: str) -> Sequence[object]:
    """A member that has to be a list. UserError where it is none."""
    if not isinstance(value.get(key), list):
        raise UserError(
            _("Its “{key}” is no list.").format(key=key),
            _("Nothing of it was taken in. Look at what writes it, then send it again."),
        )
    return elements(value[key])


def converted(value: object, form: type[msgspec.Struct]) -> Any:  # noqa: ANN401
    """A value held to its form. UserError that says which member does not fit."""
    try:
        return msgspec.convert(value, form, strict=True)
    except msgspec.ValidationError as error:
        raise UserError(_misfit(str(error))) from error


def _misfit(said: str) -> str:
    """In our own words what msgspec says of a value that does not fit."""
    if missing := _MISSING.fullmatch(said):
        return _("“{key}” is missing").format(key=missing[1])
    place = _PLACE.search(said)
    if place is None:
        return _("it is no object")
    key, inner, wanted = place[1], place[2], _WANTED.match(said)
    if odd := _ODD.match(said):
        return _("“{key}” is “{value}”, which is not known").format(key=key, value=odd[1])
    wrong = _("no text") if wanted and wanted[1] == "str" else _("no object")
    told = _("a value of “{key}” is {wrong}") if inner else _("“{key}” is {wrong}")
    return told.format(key=key, wrong=wrong)


def _signal(value: object) -> Signal:
    alert: Alert = converted(value, Alert)
    return signal_of(alert, NAME, alert.fingerprint, dict(alert.annotations or {}))


def signal_of(alert: Alert, source: str, given: str, annotations: dict[str, str]) -> Signal:
    """The signal of an alert of this payload or of one that resembles it."""
    resolved = alert.status == "resolved"
    return Signal(
        name=name_of(alert.labels, annotations),
        status=alert.status,
        severity=scales.severity(alert.labels.get("severity", "")),
        source=source,
        service=service_of(alert.labels),
        labels=alert.labels,
        started=kept_moment(alert.startsAt, "startsAt", annotations),
        ended=kept_moment(alert.endsAt, "endsAt", annotations) if resolved else "",
        annotations=annotations,
        url=alert.generatorURL,
        given=given,
    )


def name_of(labels: Mapping[str, str], annotations: Mapping[str, str]) -> str:
    """The alert's name; where no label says it, its title. UserError where nothing does."""
    name = labels.get("alertname") or next((annotations[key] for key in _TITLES if annotations.get(key)), "")
    if not name:
        raise UserError(_("it has no name (the label alertname)"))
    return name


def service_of(labels: Mapping[str, str]) -> str:
    """The service that labels name, "" where none does."""
    return next((labels[key] for key in SERVICES if labels.get(key)), "")


def _listed(value: object) -> Signal:
    alert: Listed = converted(value, Listed)
    annotations = dict(alert.annotations or {})
    status: AlertStatus = "suppressed" if alert.status.state == "suppressed" else "firing"
    return Signal(
        name=name_of(alert.labels, annotations),
        status=status,
        severity=scales.severity(alert.labels.get("severity", "")),
        source=NAME,
        service=service_of(alert.labels),
        labels=alert.labels,
        started=kept_moment(alert.startsAt, "startsAt", annotations),
        annotations=annotations,
        url=alert.generatorURL,
        given=alert.fingerprint,
    )
