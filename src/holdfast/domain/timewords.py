"""Times and lengths of time as screens, reports and the command line show them.

24-hour clock, always in a zone that the caller names. Lengths are whole seconds.
"""

from datetime import UTC, datetime, timedelta, tzinfo

from holdfast.words import _, ngettext

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR


def clock_text(moment: datetime, zone: tzinfo, *, seconds: bool = False) -> str:
    """The time of day: "14:03", or "14:03:22" with seconds."""
    local = moment.astimezone(zone)
    return f"{local:%H:%M:%S}" if seconds else f"{local:%H:%M}"


def day_text(moment: datetime, zone: tzinfo) -> str:
    """The day without its year: "23 November"."""
    local = moment.astimezone(zone)
    return _("{day} {month}").format(day=local.day, month=_month(local.month))


def date_text(moment: datetime, zone: tzinfo) -> str:
    """The day with its year: "23 November 2026"."""
    local = moment.astimezone(zone)
    return _("{day} {month} {year}").format(day=local.day, month=_month(local.month), year=local.year)


def stamp_text(moment: datetime, zone: tzinfo, beside: datetime | None = None) -> str:
    """Day, time and zone, where a time stands alone: "2026-11-23 14:03 UTC+1".

    With its seconds where it is held against one `beside` that would read the same.
    """
    clock = clock_text(moment, zone, seconds=beside is not None and same_minute(moment, beside))
    return f"{moment.astimezone(zone).date()} {clock} {zone_label(moment, zone)}"


def same_minute(one: datetime, other: datetime) -> bool:
    """Whether two times can't be told apart without their seconds."""
    return one.astimezone(UTC).replace(second=0, microsecond=0) == other.astimezone(UTC).replace(
        second=0, microsecond=0
    )


def both_text(moment: datetime, zone: tzinfo, *, seconds: bool = False) -> str:
    """Day, time and zone with UTC beside, where the zone is another: "2026-11-23 14:03 UTC+1 (13:03 UTC)"."""
    local, utc = moment.astimezone(zone), moment.astimezone(UTC)
    told = f"{local.date()} {clock_text(moment, zone, seconds=seconds)} {zone_label(moment, zone)}"
    if not local.utcoffset():
        return told
    day = "" if utc.date() == local.date() else f"{utc.date()} "
    return _("{time} ({utc} UTC)").format(time=told, utc=f"{day}{clock_text(moment, UTC, seconds=seconds)}")


def zone_label(moment: datetime, zone: tzinfo) -> str:
    """The zone's offset at that moment: "UTC", "UTC+1", "UTC-3:30"."""
    offset = moment.astimezone(zone).utcoffset() or timedelta()
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    if not hours and not minutes:
        return "UTC"
    sign = "-" if offset < timedelta() else "+"
    return f"UTC{sign}{hours}:{minutes:02}" if minutes else f"UTC{sign}{hours}"


def duration_text(seconds: int) -> str:
    """How long it has lasted, in a list: hours and minutes "01:22", from a day on "2 d"."""
    lasted = max(seconds, 0)
    if lasted >= _DAY:
        return _("{days} d").format(days=lasted // _DAY)
    return f"{lasted // _HOUR:02}:{lasted // _MINUTE % 60:02}"


def span_text(seconds: int) -> str:
    """A length of time in words, its two largest units: "36 min", "1 h 30 min", "2 d"."""
    length = abs(seconds)
    if length < _MINUTE:
        return _("{seconds} s").format(seconds=length)
    days, hours, minutes = length // _DAY, length % _DAY // _HOUR, length % _HOUR // _MINUTE
    parts = [
        _("{days} d").format(days=days) if days else "",
        _("{hours} h").format(hours=hours) if hours else "",
        _("{minutes} min").format(minutes=minutes) if minutes and not days else "",
    ]
    return " ".join(part for part in parts if part)


def within_text(seconds: int, months: int = 0) -> str:
    """How long something outside may take: whole months where it has some, else as `span_text`."""
    if not months:
        return span_text(seconds)
    return ngettext("{count} month", "{count} months", months).format(count=months)


def exact_text(seconds: int) -> str:
    """A length of time in words where each second matters: "3 min 20 s", "1 d 1 s"."""
    days, rest = divmod(abs(seconds), _DAY)
    units = (
        (days, _("{days} d").format(days=days)),
        (rest // _HOUR, _("{hours} h").format(hours=rest // _HOUR)),
        (rest % _HOUR // _MINUTE, _("{minutes} min").format(minutes=rest % _HOUR // _MINUTE)),
        (rest % _MINUTE, _("{seconds} s").format(seconds=rest % _MINUTE)),
    )
    return " ".join(text for count, text in units if count) or _("{seconds} s").format(seconds=0)


def recorded_text(text: str) -> str:
    """A time that an entry holds, at its own offset: "2026-11-23 14:03 UTC+1"; with seconds if it has any."""
    at = datetime.fromisoformat(text)
    zone = at.tzinfo or UTC
    return f"{at.date()} {clock_text(at, zone, seconds=bool(at.second))} {zone_label(at, zone)}"


def due_text(seconds_left: int) -> str:
    """What is left until something is due: "in 04:10" (minutes and seconds), "in 3 h 05 min",
    "in 2 d"; "due now" in the minute after it; then "overdue by 06 min", "overdue by 2 d".
    """
    if seconds_left < 0:
        if seconds_left > -_MINUTE:
            return _("due now")
        return _("overdue by {span}").format(span=_rough(-seconds_left))
    if seconds_left < _HOUR:
        clock = f"{seconds_left // _MINUTE:02}:{seconds_left % 60:02}"
        return _("in {span}").format(span=clock)
    return _("in {span}").format(span=_rough(seconds_left))


def _rough(seconds: int) -> str:
    """Minutes under an hour, hours and minutes under a day, then days; two digits, so that a
    countdown keeps its width.
    """
    if seconds >= _DAY:
        return _("{days} d").format(days=seconds // _DAY)
    if seconds >= _HOUR:
        return _("{hours} h {minutes:02} min").format(hours=seconds // _HOUR, minutes=seconds // _MINUTE % 60)
    return _("{minutes:02} min").format(minutes=seconds // _MINUTE)


def _month(month: int) -> str:
    return (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )[month - 1]
