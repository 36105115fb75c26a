"""What a webhook of Zabbix sends: the macros of an event as JSON, under names that are usual for them."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from holdfast.detect import scales
from holdfast.detect.gather import Item, items, numbered
from holdfast.detect.json_text import elements, members
from holdfast.detect.moments import kept_moment
from holdfast.domain.errors import UserError
from holdfast.domain.signal import AlertStatus, Signal
from holdfast.words import _

NAME: Final = "zabbix"
_SEPARATORS: Final = re.compile(r"[ .\-]+")
# A macro that Zabbix had no value for stays as it is written.
_MACRO: Final = re.compile(r"\{[A-Z0-9_.$:]{1,60}\}|\*UNKNOWN\*")
_SEVERITIES: Final = {"0": 0, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5}
_LABELS: Final = {
    "host": ("host_name", "host", "hostname"),
    "group": ("host_group", "trigger_hostgroup_name"),
}
_DESCRIBED: Final = (
    "event_opdata",
    "trigger_description",
    "alert_message",
    "message",
    "event_update_message",
)
_TIMES: Final = ("event_timestamp", "timestamp", "clock")
_ENDS: Final = ("event_recovery_timestamp", "recovery_timestamp", *_TIMES)
_USED: Final = ("event_value", "event_nseverity", "event_tags", "event_tagsjson")
_SECRET: Final = ("token", "password", "secret", "auth")
Said = Mapping[str, str]


def fits(value: object) -> bool:
    """Whether a JSON value is of a Zabbix webhook."""
    names = {_name(key) for key in members(value)}
    return "event_value" in names and bool(names & {"trigger_name", "event_name", "trigger_id", "event_id"})


def found(value: object) -> Iterator[Item]:
    """The signal of an event."""
    return items(numbered([value]), _signal)


def _name(key: str) -> str:
    """`EVENT.VALUE`, `event value` and `event_value` are one."""
    return _SEPARATORS.sub("_", key.strip("{} ").lower())


def _signal(value: object) -> Signal:
    whole = members(value)
    said = {_name(key): text for key, text in ((key, _text(part)) for key, part in whole.items()) if text}
    name = said.get("trigger_name") or said.get("event_name", "")
    if not name:
        raise UserError(_("it names neither its trigger nor its event"))
    status = _status(said)
    tags = _tags(whole)
    labels = {label: _first(said, keys) for label, keys in _LABELS.items()}
    annotations = {"description": _first(said, _DESCRIBED)} | _rest(said)
    ends = _first(said, _ENDS) if status == "resolved" else ""
    return Signal(
        name=name,
        status=status,
        severity=_severity(said),
        source=NAME,
        service=tags.get("service", "") or tags.get("application", ""),
        labels=labels | {f"tag_{key}": text for key, text in tags.items()},
        started=kept_moment(_first(said, _TIMES), "time", annotations),
        ended=kept_moment(ends, "time", annotations),
        annotations=annotations,
        url=_first(said, ("event_url", "url", "trigger_url", "zabbix_url")),
        given=_given(said, labels["host"]),
    )


def _rest(said: Said) -> dict[str, str]:
    """All else that was said, but no passwords: a webhook's own parameters stand beside the event's."""
    return {key: text for key, text in said.items() if key not in _USED and not key.endswith(_SECRET)}


def _text(value: object) -> str:
    if isinstance(value, (dict, list)) or value is None:
        return ""
    text = ("1" if value else "0") if isinstance(value, bool) else str(value)
    return "" if _MACRO.fullmatch(text) else text


def _status(said: Said) -> AlertStatus:
    if said.get("event_value") not in {"0", "1"}:
        raise UserError(_("its event_value is neither 1 (a problem) nor 0 (resolved)"))
    if said["event_value"] == "0":
        return "resolved"
    update = said.get("event_update_action", "").casefold()
    if "unacknowledged" in update:
        return "firing"
    acknowledged = "acknowledged" in update or said.get("event_ack_status", "").casefold() in {"yes", "1"}
    if said.get("event_suppressed", "").casefold() in {"yes", "1"}:
        return "suppressed"
    return "acknowledged" if acknowledged else "firing"


def _severity(said: Said) -> int:
    number = said.get("event_nseverity") or said.get("trigger_nseverity", "")
    if number in _SEVERITIES:
        return scales.ZABBIX[_SEVERITIES[number]]
    return scales.severity(said.get("event_severity") or said.get("trigger_severity", ""))


def _tags(whole: Mapping[str, object]) -> dict[str, str]:
    """Tags that stand as a list of `{"tag": …, "value": …}`; a tag without a value says "yes"."""
    found: dict[str, str] = {}
    for key, listed in whole.items():
        if _name(key) in {"event_tags", "event_tagsjson", "tags"}:
            for each in elements(listed):
                tag = members(each)
                if name := _text(tag.get("tag")):
                    found[name] = _text(tag.get("value")) or "yes"
    return found


def _given(said: Said, host: str) -> str:
    """The trigger and its host, so that all its problems are one alert; else the problem's number."""
    if trigger := said.get("trigger_id"):
        return f"trigger {trigger};{said.get('host_id') or host}"
    event = said.get("event_id", "")
    return f"event {event}" if event else ""


def _first(said: Said, keys: tuple[str, ...]) -> str:
    return next((said[key] for key in keys if said.get(key)), "")
