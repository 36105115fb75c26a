"""Times in columns and lines: seconds since 1970, as fast as very many of them ask for."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_NAIVE: Final = datetime(1970, 1, 1)  # noqa: DTZ001  (what has no zone is held against it)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LEAST: Final = 100_000_000.0  # a smaller number is no time of today: `20261128` is a date
_SCALES: Final = ((1e17, 1e-9), (1e14, 1e-6), (1e11, 1e-3))
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LINE: Final = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|[+-]\d\d:?\d\d))?)"
    r"|(?P<web>\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})"
    r"|(?P<syslog>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d)"
    r"|^\W?(?P<epoch>\d{10}(?:\.\d{1,9})?)\b",
    re.ASCII,
)
_BEGIN: Final = 200  # characters of a line that its time stands in
_ZONE_GAP: Final = re.compile(r" (?=Z|[+-]\d\d:?\d\d$)")
_FINE: Final = re.compile(r"[.,](\d{1,9})")


class Clock:
    """Reads times; those without a zone are of `zone`. An hour that comes twice is told by the order."""

    def __init__(self, zone: str = "UTC", form: str = "", after: float = 0) -> None:
        self._zone, self._form = ZoneInfo(zone), form
        self._is_utc = zone in ("UTC", "Etc/UTC", "GMT", "Z")
        self._last = after

    def many(self, texts: Sequence[str]) -> list[float]:
        """All of one form. ValueError or TypeError where one is no time, or of another form."""
        if self._form:
            return [self.one(text) for text in texts]
        first = _number(texts[0])
        if first is not None:
            return self._epochs(list(map(float, texts)))
        moments = list(map(datetime.fromisoformat, texts))
        if moments[0].tzinfo is not None:
            return [(moment - _EPOCH).total_seconds() for moment in moments]
        if self._is_utc:
            return [(moment - _NAIVE).total_seconds() for moment in moments]
        return [self._in_zone(moment) for moment in moments]

    def one(self, text: str) -> float:
        """One time. ValueError where it is none."""
        text = text.strip()
        if self._form:
            moment = datetime.strptime(text, self._form)  # noqa: DTZ007  (its zone is the watch's)
        else:
            number = _number(text)
            if number is not None:
                return self._epochs([number])[0]
            moment = datetime.fromisoformat(_plain(text))
        return self._in_zone(moment) if moment.tzinfo is None else (moment - _EPOCH).total_seconds()

    def of_line(self, line: str, now: float) -> float | None:
        """The time that stands in a line in a usual form; one without a year is the newest before `now`."""
        found = _LINE.search(line[:_BEGIN])
        if found is None:
            return None
        try:
            return _FORMS[found.lastgroup or ""](self, found[0], now)
        except ValueError:
            return None

    def _in_zone(self, moment: datetime) -> float:
        at = moment.replace(tzinfo=self._zone).timestamp()
        if at <= self._last:
            again = moment.replace(tzinfo=self._zone, fold=1).timestamp()
            at = again if again > self._last else at
        self._last = at
        return at

    def _epochs(self, numbers: list[float]) -> list[float]:
        scale = next((scale for most, scale in _SCALES if numbers[0] >= most), 1.0)
        if not numbers[0] >= _LEAST:
            raise ValueError("no time")
        return numbers if scale == 1.0 else [number * scale for number in numbers]

    def _of_web(self, text: str, _now: float) -> float:
        day, month, rest = text.split("/")
        year, clock = rest[:4], rest[5:]
        iso = f"{year}-{_MONTHS.index(month) + 1:02}-{day}T{clock.replace(' ', '')}"
        return self.one(iso)

    def _of_syslog(self, text: str, now: float) -> float:
        month, day = _MONTHS.index(text[:3]) + 1, int(text[4:6])
        latest = datetime.fromtimestamp(now, UTC) + timedelta(days=1)
        for year in (latest.year, latest.year - 1):
            at = self.one(f"{year}-{month:02}-{day:02}T{text[7:]}")
            if at <= latest.timestamp():
                return at
        raise ValueError(text)


def _number(text: str) -> float | None:
    """An epoch; None where it is none, such as a date of eight digits."""
    try:
        number = float(text)
    except ValueError:
        return None
    return None if text.strip().isdigit() and len(text.strip()) == 8 else number


def _plain(text: str) -> str:
    """An ISO time as Python reads it: no gap before the zone, at most six digits behind the point."""
    text = _ZONE_GAP.sub("", text)
    return _FINE.sub(lambda found: "." + found[1][:6].ljust(6, "0"), text)


_FORMS: Final[dict[str, Callable[[Clock, str, float], float]]] = {
    "iso": lambda clock, text, _now: clock.one(text),
    "epoch": lambda clock, text, _now: clock.one(text.lstrip("[(<")),
    "web": Clock._of_web,  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    "syslog": Clock._of_syslog,  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
}
