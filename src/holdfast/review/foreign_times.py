"""When a line of somebody else's timeline was: the time it begins with, in the day and zone it is told in.

Nothing is guessed. A day is read where it says its year and cannot mean another (`2024-03-05`, `5.3.2024`,
`5 March 2024`, `03/17/2024`); `03/05/2024` could be two days and is none, unless another day of the file
shows which way round its team writes them. A line without a day takes the one that was told last. A zone is
what the line says, else what its table or section says, else the one that the file is read in; an
abbreviation of several zones is read only where the latter is one of them. An hour that the clocks of its
zone skipped or showed twice is no time.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final

from holdfast.domain.timetold import moments_of
from holdfast.domain.timezones import names_used, offsets_of, spelled, zone_called
from holdfast.words import _

_MONTHS: Final = (
    "jan jän january januar janvier enero jänner",
    "feb fév february februar février febrero",
    "mar mär maa march märz mars marzo maart",
    "apr avr april avril abril",
    "may mai mei mayo",
    "jun june juni juin junio",
    "jul july juli juillet julio",
    "aug aoû august août agosto augustus",
    "sep sept september septembre septiembre",
    "oct okt october oktober octobre octubre",
    "nov november novembre noviembre",
    "dec dez déc december dezember décembre diciembre",
)
_MONTH_OF: Final = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH: Final = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_DAY: Final = (
    r"(?P<y1>\d{4})[-/.年]\s?(?P<m1>\d{1,2})[-/.月]\s?(?P<d1>\d{1,2})(?:日|(?!\d))"
    r"|(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.\s?(?P<y2>\d{4})"
    r"|(?P<a3>\d{1,2})/(?P<b3>\d{1,2})/(?P<y3>\d{4})"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th|er|\.)?[ -](?:of |de )?"
    rf"(?P<m4>{_MONTH})\.?,?[ -](?:de )?(?P<y4>\d{{4}})"
    rf"|(?P<m5>{_MONTH})\.? (?P<d5>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y5>\d{{4}})"
)
_CLOCK: Final = (
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?!\.\s?\d{1,2}\b|\d)(?:[:.](?P<second>\d{2})(?:[.,]\d{1,6})?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?Uhr\b)?"
)
_ZONE: Final = (
    r"(?P<zone>Z\b|(?:UTC|GMT)?[+\u2212-]\d{1,2}:?(?:\d{2})?|[A-Z]{3,5}\b|[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+)"
)
_WEEKDAY: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[a-zä]*\.?,?\s+)?"
_FLAGS: Final = re.IGNORECASE
_SIGNS: Final = ("+", "-", "\N{MINUS SIGN}")
_SLASHED: Final = re.compile(r"\b(\d{1,2})/(\d{1,2})/\d{4}\b")
_AT_END: Final = re.compile(
    rf"(?:[(\[]|[,;] |[\u2013\u2014-] )\s?(?P<when>(?:(?:{_DAY})[ ,T]{{1,3}})?"
    r"\d{1,2}:\d{2}.{0,24}?)[)\]]?[.\s]*$",
    _FLAGS,
)
_COMPACT: Final = re.compile(r"^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(?:\d{2})?(?!\d)")
_WHOLE_DAY: Final = re.compile(rf"{_WEEKDAY}(?:{_DAY})", _FLAGS)
_TIME: Final = re.compile(
    rf"{_WEEKDAY}(?:(?:{_DAY})(?:\s*[,T]\s*|\s+(?:at |um |[-\u2013\u2014] )?|(?=\s*$)))?(?:{_CLOCK})?", _FLAGS
)
_ZONE_AFTER: Final = re.compile(rf"\s?\(?{_ZONE}\)?")
_SAID_ZONE: Final = re.compile(
    rf"(?:\(|\bin |\btimes? (?:[a-z]{{1,9}} ){{0,3}}?|\bzone:? |\bzeitzone:? |:\s{{0,4}}|, ){_ZONE}"
    r"|\b(?P<alone>(?:UTC|GMT)[+\u2212-]\d{1,2}(?::?\d{2})?\b|UTC|GMT|MEZ|MESZ|CET|CEST)\b"
)


@dataclass(frozen=True, slots=True)
class Told:
    """The day and zone that lines are told in; None where nothing says one."""

    day: date | None
    zone: tzinfo
    own: tzinfo
    """The zone that the file is read in, which settles what an abbreviation means."""
    order: str = ""
    """Which way round days with slashes are: `dm`, `md`, or "" where nothing shows it."""
    unclear: str = ""
    """The zone that was said last, where it can be several."""

    def by(self, text: str) -> "Told":
        """What lines are told in after a heading or a sentence that may say a zone."""
        zone, unclear = zone_said(text, self.own)
        return replace(self, zone=zone or self.zone, unclear=unclear) if zone or unclear else self


@dataclass(frozen=True, slots=True)
class Beginning:
    """The time that a text begins with, and what is left of the text.

    `clock` is None where only a day stands there, `zone` where none does; `unknown` is a day or a zone that
    could be several; `named` is an abbreviation, which tells two equal hours of a zone apart.
    """

    day: date | None
    clock: time | None
    zone: tzinfo | None
    rest: str
    unknown: str = ""
    named: str = ""


def beginning(text: str, told: Told) -> Beginning | None:
    """The time at the start of a text; None where none stands there."""
    text = _COMPACT.sub(r"\1-\2-\3T\4:\5", text, count=1)
    match = _TIME.match(text)
    if match is None or not match.group().strip():
        return None
    own = told.own
    day, clock = _day(match, told.order), _clock(match)
    unknown = match.group().strip() if day is None and match["y3"] else ""
    if (day is None and clock is None and not unknown) or (match["hour"] is not None and clock is None):
        return None
    rest = text[match.end() :]
    behind = _ZONE_AFTER.match(rest) if clock is not None else None
    # 10:32-10:40 is from when till when; 2024-03-05T10:32-05:00 is an offset
    if behind is None or (day is None and rest[:1] in _SIGNS):
        return Beginning(day, clock, None, rest, unknown)
    zone = zone_of(behind["zone"], own)
    if zone is None and not offsets_of(spelled(behind["zone"])):
        return Beginning(day, clock, None, rest, unknown)
    name = spelled(behind["zone"])
    unknown = unknown or ("" if zone else behind["zone"])
    return Beginning(day, clock, zone, rest[behind.end() :], unknown, name if offsets_of(name) else "")


def ending(text: str, told: Told) -> tuple[Beginning | None, str]:
    """The time that a text ends with, in brackets or behind a comma or dash, and the text before it."""
    match = _AT_END.search(text[-80:]) if len(re.findall(r"\d:\d{2}", text[-200:])) == 1 else None
    begun = beginning(match["when"], told) if match else None
    if match is None or begun is None or begun.rest.strip(" .)]"):
        return None, text
    return replace(begun, rest=""), text[: len(text) - len(match.group())].rstrip()


def order_in(text: str) -> str:
    """Which way round the days with slashes of a file are, where one shows it and none the other."""
    shown = {
        "dm" if int(first) > 12 else "md" if int(second) > 12 else ""
        for first, second in _SLASHED.findall(text)
    }
    shown.discard("")
    return shown.pop() if len(shown) == 1 else ""


def day_in(text: str, order: str = "") -> date | None:
    """The first day that a text names with its year; None where it names none."""
    return day_found(text, order)[0]


def day_found(text: str, order: str = "") -> tuple[date | None, int, int]:
    """The same, and from where to where it stands."""
    for match in _WHOLE_DAY.finditer(text):
        day = _day(match, order)
        if day is not None:
            return day, match.start(), match.end()
    return None, 0, 0


def zone_said(text: str, own: tzinfo) -> tuple[tzinfo | None, str]:
    """The zone that a heading or a sentence says its times are in, or the name that could be several."""
    unclear = ""
    for match in _SAID_ZONE.finditer(text):
        name = match["zone"] or match["alone"]
        zone = zone_of(name, own)
        if zone is not None:
            return zone, ""
        unclear = unclear or (name if name.isalpha() and offsets_of(spelled(name)) else "")
    return None, unclear


def zone_of(name: str, own: tzinfo) -> tzinfo | None:
    """The zone of a written name or offset; None where it is none, or could be several and none is `own`."""
    offset = re.fullmatch(r"(?:UTC|GMT)?([+\u2212-])(\d{1,2}):?(\d{2})?", name)
    if offset:
        hours, minutes = int(offset[2]), int(offset[3] or 0)
        if hours > 14 or minutes > 59:
            return None
        span = timedelta(hours=hours, minutes=minutes)
        return timezone(span if offset[1] == "+" else -span)
    if name.upper() == "Z":
        return UTC
    if "/" in name:
        return zone_called(name)
    meanings = offsets_of(spelled(name))
    if len(meanings) == 1:
        return meanings[0][0]
    return own if meanings and spelled(name) in names_used(own, datetime.now(UTC).year) else None


def local_time(begun: Beginning, told: Told) -> datetime | None:
    """What the clocks showed in its zone, as far as that is said; `shown_at` says when they did."""
    day = begun.day or told.day
    if day is None or begun.clock is None or begun.unknown:
        return None
    return datetime.combine(day, begun.clock, begun.zone or told.zone)


def shown_at(local: datetime, named: str) -> tuple[datetime | None, str]:
    """The only moment at which the clocks showed it, in UTC; else None, and why no one can be told."""
    each = moments_of(local)
    meant = [at for at, name in each if name.lower() == named] or [at for at, _name in each]
    if len(meant) == 1:
        return meant[0].astimezone(UTC), ""
    return None, (
        _("that time came twice: the clocks were put back")
        if meant
        else _("that time never came: the clocks were put forward")
    )


def _day(match: re.Match[str], order: str) -> date | None:
    groups = match.groupdict()
    for form in "12":
        if groups[f"y{form}"]:
            return _date(groups[f"y{form}"], int(groups[f"m{form}"]), groups[f"d{form}"])
    for form in "45":
        if groups[f"y{form}"]:
            return _date(groups[f"y{form}"], _MONTH_OF[groups[f"m{form}"].lower()], groups[f"d{form}"])
    if groups["y3"]:
        first, second = int(groups["a3"]), int(groups["b3"])
        if first > 12 or first == second or (order == "dm" and second <= 12):
            return _date(groups["y3"], second, str(first))
        return _date(groups["y3"], first, str(second)) if second > 12 or order == "md" else None
    return None


def _date(year: str, month: int, day: str) -> date | None:
    if not 1 < int(year) < 9999:  # in another zone such a day can lie outside of the calendar
        return None
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> time | None:
    if match["hour"] is None:
        return None
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0) if hour <= 12 else 99
    try:
        return time(hour, int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        return None
