"""Notifications of Nagios and Icinga as text: the lines of the usual mail and command templates."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from holdfast.detect import scales
from holdfast.detect.gather import Item, items, lines_of
from holdfast.detect.moments import kept_moment
from holdfast.domain.errors import UserError
from holdfast.domain.signal import AlertStatus, Signal
from holdfast.domain.text import to_lines
from holdfast.words import _

NAME: Final = "nagios"
HOST_CHECK: Final = "Host check"
_TITLE: Final = re.compile(r"\*{3,} ?[^*]*(nagios|icinga|monitoring)[^*]*\*{3,}", re.IGNORECASE)
_FIELD: Final = re.compile(r" {0,4}([A-Za-z][A-Za-z0-9/_ -]{0,30}?) ?: ?(.*)")
_SENTENCE: Final = re.compile(r"(\S.{0,300}?) is (OK|UP|WARNING|CRITICAL|UNKNOWN|DOWN|UNREACHABLE)!")
# What templates call a field -> what it is called here.
_NAMES: Final = {
    "notification type": "type",
    "notificationtype": "type",
    "type": "type",
    "service": "service",
    "service description": "service",
    "servicedesc": "service",
    "host": "host",
    "hostname": "host",
    "host name": "host",
    "host alias": "alias",
    "address": "address",
    "hostaddress": "address",
    "ipv4": "address",
    "ipv6": "address",
    "state": "state",
    "servicestate": "state",
    "hoststate": "state",
    "date/time": "time",
    "date": "time",
    "when": "time",
    "longdatetime": "time",
    "info": "description",
    "additional info": "description",
    "output": "description",
    "serviceoutput": "description",
    "hostoutput": "description",
    "comment": "comment",
    "author": "author",
    "url": "url",
    "notes url": "runbook_url",
}
_KEPT: Final = ("description", "comment", "author", "address", "alias", "runbook_url")
_MANY: Final = frozenset({"description", "comment"})  # fields that may go on over several lines


def fits(text: str) -> bool:
    """Whether a text is a notification: its title, or a type with a host."""
    head = text[:4_000]
    if _TITLE.search(head):
        return True
    names = {_key(line) for line in to_lines(head)}
    return "host" in names and bool(names & {"type", "state"})


def found(text: str, kind: str = "") -> Iterator[Item]:
    """The signals of one or more notifications in a text.

    `kind` is what a notification is about where its text does not say it (the subject of a mail does).
    """
    return items(_blocks(text), lambda lines: _signal(lines, kind))


def _is_title(line: str) -> bool:
    return line.startswith("***") and _TITLE.match(line[:200]) is not None


def _key(line: str) -> str:
    match = _FIELD.fullmatch(line.rstrip())
    return _NAMES.get(match[1].casefold(), "") if match else ""


def _blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """The lines of each notification, with its place; a title or a second type begins the next one."""
    lines, begins, typed = list[str](), 1, False
    for number, line in enumerate(lines_of(text), 1):
        titled, is_type = _is_title(line), _key(line) == "type"
        if (titled or (is_type and typed)) and any(map(str.strip, lines)):
            yield _("line {line}").format(line=begins), lines
            lines, begins, typed = list[str](), number, False
        lines.append(line)
        typed = typed or is_type
    if any(map(str.strip, lines)):
        yield _("line {line}").format(line=begins), lines


def _signal(lines: list[str], kind: str) -> Signal:
    said = _fields(lines)
    host, state = said.get("host", ""), said.get("state", "").upper()
    if not host:
        raise UserError(_("it names no host"))
    about = (said.get("type") or kind).upper().split(" ")[0]
    annotations = {key: said[key] for key in _KEPT if key in said}
    annotations |= {"notification": about, "state": state}
    status = status_of(about, state)
    at = kept_moment(said.get("time", ""), "time", annotations)
    return Signal(
        name=said.get("service") or HOST_CHECK,
        status=status,
        severity=scales.STATES.get(state, 0),
        source="icinga" if _is_icinga(lines) else NAME,
        labels=labels_of(host, said.get("service", "")),
        annotations=annotations,
        started=at if status == "firing" else "",
        ended=at if status == "resolved" else "",
        url=said.get("url", ""),
        given=given_of(host, said.get("service", "")),
    )


def status_of(about: str, state: str) -> AlertStatus:
    """The status that a notification tells: by what it is about, else by its state, else UserError."""
    status = scales.NOTIFICATIONS.get(about)
    if status:
        return status
    if state not in scales.STATES:
        raise UserError(_("neither its type nor its state is known"))
    return scales.status_of_state(state)


def labels_of(host: str, service: str) -> Mapping[str, str]:
    """The labels of a check; one of a host has no service."""
    return {"host": host, "service": service}


def given_of(host: str, service: str) -> str:
    """What tells a check from all others, however it is told of."""
    return f"{host};{service}"


def _is_icinga(lines: list[str]) -> bool:
    return any(_is_title(line) and "nagios" not in line.casefold() for line in lines[:3])


def _fields(lines: list[str]) -> dict[str, str]:
    """What the lines say, by our names; the first word on each counts, texts may go on over several lines."""
    said: dict[str, list[str]] = {}
    last = ""
    for line in lines:
        match = None if _is_title(line) else _FIELD.fullmatch(line.rstrip())
        key = _NAMES.get(match[1].casefold(), "") if match else ""
        if match and not key and match[1].casefold().startswith("comment by "):
            said["author"], said["comment"], last = [match[1][11:]], [match[2]], "comment"
        elif match and key and key not in said:
            said[key], last = [match[2]], key
        elif last in _MANY:
            said[last].append(line.rstrip())
        elif (sentence := _SENTENCE.fullmatch(line.strip())) and "state" not in said:
            said["state"] = [sentence[2]]
    texts = {key: "\n".join(parts).strip() for key, parts in said.items()}
    return {key: text for key, text in texts.items() if text}
