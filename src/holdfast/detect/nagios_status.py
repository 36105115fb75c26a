"""The status file of Nagios and Icinga 1: the state of every host and service, in blocks."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from holdfast.detect import scales
from holdfast.detect.gather import Item, cleaned, lines_of
from holdfast.detect.moments import of_seconds
from holdfast.detect.nagios import HOST_CHECK, given_of, labels_of
from holdfast.domain.errors import UserError
from holdfast.domain.signal import AlertStatus, Signal, Unread
from holdfast.words import _

NAME: Final = "nagios status"
_BLOCK: Final = re.compile(r"^[ \t]{0,8}(hoststatus|servicestatus) ?\{", re.MULTILINE)
_OPENS: Final = re.compile(r"(\w{1,40}) ?\{")


def fits(text: str) -> bool:
    """Whether a text has a block of a host's or a service's state."""
    return _BLOCK.search(text) is not None


def found(text: str) -> Iterator[Item]:
    """A signal of each block that was checked: what is well is resolved."""
    for begins, kind, said, closed in _blocks(text):
        place = _("line {line}").format(line=begins)
        if not closed:
            yield Unread(place, _("the block is not closed: only a part of the file arrived"))
        elif said.get("has_been_checked") != "0":
            try:
                yield cleaned(_signal(kind, said))
            except UserError as error:
                yield Unread(place, error.what.rstrip("."))


def _blocks(text: str) -> Iterator[tuple[int, str, Mapping[str, str], bool]]:
    """The line, kind and values of each block of a state, and whether its bracket was closed."""
    kind, begins, said = "", 0, dict[str, str]()
    for number, raw in enumerate(lines_of(text), 1):
        line = raw.strip()
        if opens := _OPENS.fullmatch(line):
            if kind:
                yield begins, kind, said, False
            kind, begins, said = _kind(opens[1]), number, {}
        elif line == "}" and kind:
            yield begins, kind, said, True
            kind = ""
        elif kind and "=" in line:
            key, _sign, value = line.partition("=")
            said[key.strip()] = value.strip()
    if kind:
        yield begins, kind, said, False


def _kind(name: str) -> str:
    return name if name in {"hoststatus", "servicestatus"} else ""


def _signal(kind: str, said: Mapping[str, str]) -> Signal:
    host, service = said.get("host_name", ""), said.get("service_description", "")
    if not host or (kind == "servicestatus" and not service):
        raise UserError(_("it names no host or no service"))
    state = _state(kind, said)
    status = _status(state, said)
    at = of_seconds(said.get("last_hard_state_change") or said.get("last_state_change", ""))
    output = (said.get("plugin_output", ""), said.get("long_plugin_output", "").replace("\\n", "\n"))
    return Signal(
        name=service or HOST_CHECK,
        status=status,
        severity=scales.STATES[state],
        source="nagios",
        labels=labels_of(host, service),
        annotations={
            "description": "\n".join(filter(None, output)),
            "state": state,
            "flapping": _flapping(said),
        },
        started="" if status == "resolved" else at,
        ended=at if status == "resolved" else "",
        given=given_of(host, service),
    )


def _state(kind: str, said: Mapping[str, str]) -> str:
    """The state that counts: while Nagios still checks again, the last that it was sure of."""
    soft = said.get("state_type") == "0" and "last_hard_state" in said
    number = said.get("last_hard_state" if soft else "current_state", "")
    names = scales.HOST_STATES if kind == "hoststatus" else scales.SERVICE_STATES
    if number not in {str(known) for known in range(len(names))}:
        raise UserError(_("its current_state is no known number"))
    return names[int(number)]


def _status(state: str, said: Mapping[str, str]) -> AlertStatus:
    if state in scales.GOOD:
        return "resolved"
    if said.get("scheduled_downtime_depth", "0") != "0":
        return "suppressed"
    return "acknowledged" if said.get("problem_has_been_acknowledged", "0") == "1" else "firing"


def _flapping(said: Mapping[str, str]) -> str:
    return "yes" if said.get("is_flapping") == "1" else ""
