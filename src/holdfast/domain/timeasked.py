"""What is asked about a typed time: each moment that it can mean, and how each is typed."""

from dataclasses import dataclass
from datetime import UTC, datetime

from holdfast.domain.errors import UserError
from holdfast.domain.timeforms import shown
from holdfast.domain.timetold import at_offset
from holdfast.domain.timewords import zone_label
from holdfast.words import _


@dataclass(frozen=True, slots=True)
class Reading:
    """One moment that a typed time can mean, and what tells it from the others, "" if its date does.

    `typed` is how it is typed where that is shorter than its exact text.
    """

    moment: datetime
    note: str = ""
    typed: str = ""

    def __str__(self) -> str:
        typed = self.typed or exact_text(self.moment)
        return _("{time} ({note})").format(time=typed, note=self.note) if self.note else typed


class Ambiguous(UserError):
    """A typed time means several moments; the hint says how to type each of `readings`."""

    def __init__(self, what: str, readings: tuple[Reading, ...], hint: str = "") -> None:
        *others, last = map(str, readings)
        usual = _("Type {these} or {last}.").format(these=", ".join(others), last=last)
        super().__init__(what, hint or usual)
        self.readings = readings


class WhichDay(Ambiguous):
    """A clock time without a day can be that of two days; the first reading is that of the earlier one."""


def several_days(text: str) -> str:
    """That a typed time can be more than one day."""
    return _("{text} can be more than one day.").format(text=shown(text))


def still_to_come(text: str, readings: tuple[Reading, ...], now: str, *, bare: bool) -> WhichDay:
    """The question about a time that lies ahead on one of its days: whether the day before it is meant.

    A `bare` one, without a weekday or a zone, can be typed with `yesterday` or `today`.
    """
    days = (_("yesterday {time}"), _("today {time}"))
    if bare and len(readings) == len(days):
        pairs = zip(days, readings, strict=True)
        typed = [day.format(time=_clock(reading.moment)) for day, reading in pairs]
    else:
        typed = ["" for _each in readings]
    readings = tuple(Reading(each.moment, "", words) for each, words in zip(readings, typed, strict=True))
    earlier, *later = map(str, readings)
    return WhichDay(
        _("{time} is still to come; the clock here says {now}.").format(time=shown(text), now=now),
        readings,
        _("Type {earlier}, or {later} if a time to come is meant.").format(
            earlier=earlier, later=", ".join(later)
        ),
    )


def exact_text(moment: datetime) -> str:
    """A moment as it can be typed and mean nothing else: `2026-10-25 02:30 UTC+2`."""
    return f"{moment.date()} {_clock(moment)} {zone_label(moment, moment.tzinfo or UTC)}"


def _clock(moment: datetime) -> str:
    """The clock time of a moment as it is typed: `02:30`, `02:30:10.500000`."""
    short = "minutes" if not moment.second and not moment.microsecond else "auto"
    return moment.time().isoformat(short)


def skipped(local: datetime) -> UserError:
    """The answer to a time that the clocks of `local`'s zone passed over: its two neighbours."""
    zone = local.tzinfo or UTC
    earlier, later = (at_offset(local.replace(fold=fold).astimezone(UTC), zone) for fold in (1, 0))
    return UserError(
        _("{time} did not happen on {date}: the clocks were put forward.").format(
            time=f"{local:%H:%M}", date=local.date()
        ),
        _("Type {earlier} or {later}.").format(earlier=exact_text(earlier), later=exact_text(later)),
    )
