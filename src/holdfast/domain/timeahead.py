"""Moments ahead, as they are typed: `20m`, `in 2h`, `14:20`. Of a time of day the next one is meant."""

import re
from datetime import datetime, timedelta, tzinfo
from typing import Final

from holdfast.domain.errors import UserError
from holdfast.domain.timeforms import span_seconds
from holdfast.domain.times import parse_next
from holdfast.domain.timewords import stamp_text
from holdfast.words import _

_LED: Final = re.compile(r"^\s*(?:\+|in\s)\s*", re.IGNORECASE)  # what a length may begin with


def parse_until(text: str, now: datetime, zone: tzinfo) -> datetime:
    """The moment ahead that a length (`20m`) or a time names; `14:20`, `Fri 14:20`, `24.12. 14:20`: the next.

    UserError where nothing can be read, or where it lies in the past.
    """
    try:
        return now.astimezone(zone) + timedelta(seconds=span_seconds(_LED.sub("", text, count=1)))
    except UserError:
        pass  # then it is a time, or the message about times says what can be typed
    until = parse_next(text, now, zone)
    if until <= now:
        raise UserError(
            _("{time} is already over.").format(time=stamp_text(until, zone)),
            hint=_("Give a time that is still to come, or a length such as 20m."),
        )
    return until
