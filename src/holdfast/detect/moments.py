"""Moments as monitoring systems write them, made one form. A time without its zone is no moment."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

_LONGEST: Final = 80
_FIRST_YEAR, _LAST_YEAR = 2, 9900
_NEVER: Final = "0001-01-01T"  # Go's empty time
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d")
_GAP: Final = re.compile(r" (?=(?:Z|[+-]\d\d:?\d\d)$)")
_SECONDS: Final = re.compile(r"(\d{9,10})(?:\.(\d{1,9}))?", re.ASCII)
_TICKS: Final = {13: 1_000, 16: 1, 19: 1}  # digits of an epoch -> microseconds of one tick
# `Sat Nov 28 15:59:41 UTC 2026`, `Nov 28 2026 15:59:41 UTC`
_WORDED: Final = re.compile(
    r"(?:[A-Z][a-z]{2},? )?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (?:(\d{4}) )?(\d\d:\d\d:\d\d)(?:\.\d{1,9})?"
    r" (UTC|GMT|Z|[+-]\d{4})(?: (\d{4}))?"
)


def moment(text: str) -> str:
    """`YYYY-MM-DDTHH:MM:SS[.ffffff]Z` of ISO 8601, an epoch, a date of e-mail or of `date`; "" of all else.

    Without a zone it is "" as well: this program does not know where the sender stands.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST or text.startswith(_NEVER):
        return ""
    try:
        at = datetime.fromisoformat(_GAP.sub("", text)) if _ISO.match(text) else _other(text)
        return _stored(at) if at is not None and at.tzinfo else ""
    except (ValueError, OverflowError, TypeError, IndexError):
        return ""


def of_seconds(number: object) -> str:
    """The moment so many seconds after 1970; "" of what is no such number, and of 0."""
    if isinstance(number, bool) or not isinstance(number, (int, float, str)):
        return ""
    text = str(number)
    return moment(text) if _SECONDS.fullmatch(text) else ""


def kept_moment(text: str, key: str, annotations: dict[str, str]) -> str:
    """The moment that a text tells; what tells none stays readable as an annotation."""
    at = moment(text)
    if text and not at and not text.startswith(_NEVER):
        annotations.setdefault(key, text)
    return at


def _stored(at: datetime) -> str:
    if not _FIRST_YEAR <= at.astimezone(UTC).year <= _LAST_YEAR:
        return ""  # some write "never" so
    return at.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"


def _other(text: str) -> datetime | None:
    if text.isdecimal() and text.isascii() and len(text) in _TICKS:
        ticks = int(text) // 1_000 if len(text) == 19 else int(text)
        return _EPOCH + timedelta(microseconds=ticks * _TICKS[len(text)])
    if match := _SECONDS.fullmatch(text):
        part = int((match[2] or "")[:6].ljust(6, "0"))
        return _EPOCH + timedelta(seconds=int(match[1]), microseconds=part)
    if match := _WORDED.fullmatch(text):
        month, day, year, clock, zone, last = match.groups()
        zone = "+0000" if zone[0] in "UGZ" else zone
        return parsedate_to_datetime(f"{day} {month} {year or last} {clock} {zone}")
    at = parsedate_to_datetime(text) if "," in text else None
    return at.replace(tzinfo=UTC) if at and not at.tzinfo and text.endswith("-0000") else at
