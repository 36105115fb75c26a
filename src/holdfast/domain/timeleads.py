"""A note that begins with the time it happened: `13:52 text`, `-10m text`, a pasted line of a log.

The forms are those of `timeforms` that no sentence begins with. Each must be followed by a space.
"""

import re
from datetime import datetime, tzinfo
from functools import cache

from holdfast.domain.timeasked import WhichDay
from holdfast.domain.timedays import BACK, MONTH, WEEKDAY, YEAR
from holdfast.domain.timeforms import Unread
from holdfast.domain.times import parse_when
from holdfast.domain.timezones import NOT_WORDS
from holdfast.words import _

_MONTH_DAY = (
    rf"(?:(?i:{WEEKDAY})[,.]? +)?"
    rf"(?:\d{{1,2}}(?:\. ?| )(?i:{MONTH})\b\.?(?: {YEAR})?|(?i:{MONTH})\b\.? {{1,2}}\d{{1,2}}(?:,? {YEAR})?)"
)
_DAY = (
    rf"(?:(?i:{BACK})|\d{{4}}(?P<sep>[-/])\d\d(?P=sep)\d\d|\d{{1,2}}\.\d{{1,2}}\.(?:\d\d(?:\d\d)?)?"
    rf"|\d{{1,2}}/\d{{1,2}}/\d{{4}}|(?i:{WEEKDAY})\b(?<=[a-zA-Z]{{3}})|{_MONTH_DAY}),?"
)
# "8:30 am Tor 3" is German: small letters behind a space are no half of a day.
_CLOCK = r"\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?[AaPp]M\b|am\b| ?pm\b)?(?i: ?uhr\b)?"
# A minus alone stands between the two ends of a span, `13:52-14:10`, unless a whole date says what it is.
_ZONE = (
    r"(?:Z| ?(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d\d)?)?| ?\+\d\d:\d\d"
    r"| (?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)(?:/[A-Z][A-Za-z_]+){1,2}"
    rf"| (?:{'|'.join(NOT_WORDS).upper()}))"
)
_LEADS = (
    r"(?P<when>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z| ?[+-]\d\d:?\d\d))",
    rf"(?P<when>(?:{_DAY}[T ] *)?{_CLOCK}{_ZONE})",
    rf"(?P<when>(?:{_DAY}[T ] *)?{_CLOCK})",
    rf"(?P<when>(?i:{BACK}) +\d{{4}}|0\d{{3}})",
    r"(?P<when>(?i:-(?:\d+(?:[dhs]|m(?:in)?))+))",
    # `1352 pump off`; a span, a duration and a list of numbers are none: `2000 - 3000 users`, `2000 h`
    r"(?P<when>\d{4})(?i:h|\s*uhr|(?=:)|(?=\s+(?!\d|h\b|[-\u2013\u2014|]\s*\d)))",
    r"\[(?P<when>[^]\[\n]{0,60}\d:\d\d[^]\[\n]{0,60})\]",
)
_ENDS = r"(?:[:,](?=\s+[^\s\d]))?(?=\s)"
_BETWEEN = re.compile(r"\s+(?:[-\u2013\u2014|]\s+(?=[^\s\d]))?")


@cache
def _leads() -> tuple[re.Pattern[str], ...]:
    """Compiled when the first note is typed and not while the program starts."""
    return tuple(re.compile(lead + _ENDS, re.ASCII) for lead in _LEADS)


def leading_words(text: str) -> tuple[str, str]:
    """What stands at the beginning of a note in the form of a time, and the rest; ("", text) for none."""
    match = next(filter(None, (lead.match(text) for lead in _leads())), None)
    if match is None or not (rest := text[match.end() :].lstrip()):
        return "", text
    when = match["when"]
    if when.isdigit() and (int(when[:2]) > 23 or int(when[2:]) > 59):
        return "", text
    between = _BETWEEN.match(text, match.end())
    return when, text[between.end() :] if between else rest


def split_leading_time(text: str, now: datetime, zone: tzinfo) -> tuple[datetime | None, str]:
    """The time that a note begins with and the rest of it; (None, text) for one that begins otherwise.

    Four digits that the clock has are a time (`1352 text`, `1352h text`, `1352: text`), since that is how
    it stands on paper; a space before them keeps them in the text. What was read is shown while typing.
    Raises UserError where the beginning has the form of a time but can't be one, Ambiguous where it
    can be several.
    """
    when, rest = leading_words(text)
    if not when:
        return None, text
    try:
        moment = parse_when(when, now, zone)
    except Unread:
        if text.startswith("["):  # [see 10:30 mail]
            return None, text
        raise
    except WhichDay as asked:
        if not when.isdigit():
            raise
        number = _("If it is no time, put a space before it.")
        raise WhichDay(asked.what, asked.readings, f"{asked.hint} {number}") from asked
    return moment, rest
