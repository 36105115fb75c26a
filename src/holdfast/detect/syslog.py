"""Lines of syslog, of RFC 5424 and of RFC 3164, with their priority or as log files keep them."""

import re
from typing import Final

from holdfast.detect import scales
from holdfast.detect.moments import kept_moment
from holdfast.domain.errors import UserError
from holdfast.domain.signal import UNSAID, Signal
from holdfast.words import _

NAME: Final = "syslog"
_NAMED: Final = 200  # characters of a message that serve as the alert's name
_PRIORITY: Final = re.compile(r"<(\d{1,3})>")
_MODERN: Final = re.compile(
    r"1 (\S{1,64}) (\S{1,255}) (\S{1,48}) (\S{1,128}) (\S{1,32})(?: (.*))?", re.DOTALL
)
_CLOCK: Final = r"[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d"
_STAMP: Final = rf"{_CLOCK}|\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{{1,9}})?(?:Z|[+-]\d\d:?\d\d)?"
_CLASSIC: Final = re.compile(rf"({_STAMP}) (\S{{1,255}}) (.*)", re.DOTALL)
_TAG: Final = re.compile(r"([^\s:\[\]]{1,64})(?:\[([^\]\s]{1,128})\])?: ?(.*)", re.DOTALL)
_ELEMENT: Final = re.compile(r"\[([^\s=\]\"]{1,64})")
_PARAMETER: Final = re.compile(r' ([^\s=\]"]{1,64})="((?:[^"\\]|\\.)*+)"', re.DOTALL)
_ESCAPED: Final = re.compile(r'\\(["\\\]])')
_FACILITIES: Final = (
    *("kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp"),
    *("ntp", "audit", "alert", "clock", "local0", "local1", "local2", "local3", "local4", "local5"),
    *("local6", "local7"),
)


def fits(line: str) -> bool:
    """Whether a line begins as one of syslog."""
    return _PRIORITY.match(line) is not None or _CLASSIC.match(line) is not None


def read_line(line: str) -> Signal:
    """The signal of a line. UserError where it is no line of syslog."""
    priority = _PRIORITY.match(line)
    rest = line[priority.end() :] if priority else line
    number = int(priority[1]) if priority else None
    if number is not None and number >= 8 * len(_FACILITIES):
        raise UserError(_("its priority <{number}> is none: they go to 191").format(number=number))
    if priority and rest.startswith("1 "):
        return _modern(rest, number)
    return _classic(rest, number)


def _modern(rest: str, number: int | None) -> Signal:
    match = _MODERN.fullmatch(rest)
    if not match:
        raise UserError(_("its header is not the one of RFC 5424"))
    time, host, app, process, kind = (_said(part) for part in match.groups()[:5])
    structured, message = _structured(match[6] or "-")
    labels = {"host": host, "app": app, "msgid": kind}
    return _signal(message, number, labels, structured | {"process": process, "time": time})


def _classic(rest: str, number: int | None) -> Signal:
    match = _CLASSIC.fullmatch(rest)
    if not match and number is None:
        raise UserError(_("it is neither a line of syslog nor of CEF"))
    time, host, message = match.groups() if match else ("", "", rest)
    tag = _TAG.fullmatch(message)
    app, process, message = tag.groups() if tag else ("", "", message)
    return _signal(message, number, {"host": host, "app": app}, {"process": process or "", "time": time})


def _signal(message: str, number: int | None, labels: dict[str, str], said: dict[str, str]) -> Signal:
    message = message.strip().removeprefix("\ufeff")
    annotations = {"description": message} | said
    time = annotations.pop("time")
    facility = "" if number is None else _FACILITIES[number // 8]
    name = message if len(message) <= _NAMED else message[:_NAMED] + "…"
    return Signal(
        name=name or labels.get("msgid") or labels["app"],
        severity=UNSAID if number is None else scales.SYSLOG[number % 8],
        source=NAME,
        labels=labels | {"facility": facility},
        started=kept_moment(time, "time", annotations),
        annotations=annotations,
    )


def _said(part: str) -> str:
    return "" if part == "-" else part


def _structured(text: str) -> tuple[dict[str, str], str]:
    """The parameters of structured data as `element.name`, and the message behind it."""
    if text == "-" or text.startswith("- "):
        return {}, text[2:]
    said: dict[str, str] = {}
    at = 0
    while element := _ELEMENT.match(text, at):
        at = element.end()
        while parameter := _PARAMETER.match(text, at):
            said[f"{element[1]}.{parameter[1]}"] = _ESCAPED.sub(r"\1", parameter[2])
            at = parameter.end()
        if text[at : at + 1] != "]":
            raise UserError(_("its structured data is not whole"))
        at += 1
    if not at or text[at : at + 1] not in {"", " "}:
        raise UserError(_("its structured data is not whole"))
    return said, text[at + 1 :]
