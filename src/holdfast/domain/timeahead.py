"""Moments ahead, as they are typed: `20m`, `14:20`."""

from datetime import datetime, timedelta, tzinfo

from holdfast.domain.errors import UserError
from holdfast.domain.timeforms import Clock, read, span_seconds
from holdfast.domain.times import parse_when
from holdfast.domain.timewords import stamp_text
from holdfast.words import _


def parse_until(text: str, now: datetime, zone: tzinfo) -> datetime:
    """The moment ahead that a length (`20m`) or a time (`14:20`) names; a clock time is the next such.

    UserError where nothing can be read, or where it lies in the past.
    """
    try:
        return now.astimezone(zone) + timedelta(seconds=span_seconds(text))
    except UserError:
        pass  # then it is a time, or the message about times says what can be typed
    until = parse_when(text, now, zone)
    typed = read(text)
    if until <= now and isinstance(typed, Clock) and not typed.days:  # the last such, not the next
        until = parse_when(text, now + timedelta(days=1), zone)
    if until <= now:
        raise UserError(
            _("{time} is already over.").format(time=stamp_text(until, zone)),
            hint=_("Give a time that is still to come, or a length such as 20m."),
        )
    return until
