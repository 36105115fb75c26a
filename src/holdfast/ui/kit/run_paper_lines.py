"""The lines of a sheet that is entered from paper: as typed, as read, and what is wrong with each. Pure."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Final

from holdfast.domain.document import Step
from holdfast.domain.errors import UserError
from holdfast.domain.incident import check_not_ahead
from holdfast.domain.times import parse_when
from holdfast.runbook.answer import checked_answer
from holdfast.runbook.paper_entry import PaperRow
from holdfast.ui.kit.run_values import DEVIATED, DONE, FAILED, SKIPPED
from holdfast.words import _

KEYS: Final[Mapping[str, str]] = {"d": DONE, "k": SKIPPED, "x": FAILED, "o": DEVIATED, "i": DEVIATED}
"""What a key says became of a step: those of the card, and I for *instead*."""
_CLOCK = re.compile(r"\d{1,2}[:.]?\d\d")
_HALF_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was typed; `state` is "" while nothing is said of the step."""

    time: str = ""
    state: str = ""
    said: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return not (self.time.strip() or self.state or self.said.strip())


def to_text(lines: Mapping[str, Line]) -> str:
    """The lines by step id, as a draft; "" where nothing is typed."""
    typed = {step: asdict(line) for step, line in lines.items() if not line.is_empty}
    return json.dumps(typed, ensure_ascii=False) if typed else ""


def from_text(text: str) -> dict[str, Line]:
    """The lines of a draft."""
    try:
        said: Any = json.loads(text) if text else {}
        return {str(step): Line(**line) for step, line in said.items()}
    except (ValueError, TypeError, AttributeError):  # another program's
        return {}


class Reader:
    """Reads times one line after the other: the day typed last holds for the clock times below it."""

    def __init__(self, now: datetime, zone: tzinfo) -> None:
        self._now, self._zone = now, zone
        self._last: datetime | None = None

    def read(self, text: str) -> datetime | None:
        """The moment, None for an empty text; UserError for what can't be read or lies ahead."""
        typed = text.strip()
        if not typed:
            return None
        moment = self._sticky(typed) if _CLOCK.fullmatch(typed) and self._last else None
        if moment is None:
            moment = parse_when(typed, self._now, self._zone)
        check_not_ahead(moment, self._now)
        self._last = moment
        return moment

    def _sticky(self, typed: str) -> datetime | None:
        """A clock time on the day of the line above, or on the day after it where midnight passed."""
        assert self._last is not None
        clock = typed.replace(".", ":")
        last = self._last.astimezone(self._zone)
        moment = self._on(last.date(), clock)
        if last - moment > _HALF_DAY:
            moment = self._on(last.date() + timedelta(days=1), clock)
        return moment

    def _on(self, day: date, clock: str) -> datetime:
        return parse_when(f"{day} {clock}", self._now, self._zone)


@dataclass(frozen=True, slots=True)
class Read:
    """What is to be recorded, and by step id what is wrong; with any fault nothing is."""

    rows: tuple[PaperRow, ...]
    faults: Mapping[str, str]


def read_sheet(steps: Sequence[Step], lines: Mapping[str, Line], now: datetime, zone: tzinfo) -> Read:
    """The lines of these steps, in their order."""
    reader = Reader(now, zone)
    rows: list[PaperRow] = []
    faults: dict[str, str] = {}
    for step in steps:
        line = lines.get(step.id, Line())
        if line.is_empty:
            continue
        try:
            rows.append(_row(step, line, reader))
        except UserError as error:
            faults[step.id] = str(error)
    return Read(tuple(rows), faults)


def times_of(
    steps: Sequence[Step], lines: Mapping[str, Line], now: datetime, zone: tzinfo
) -> dict[str, datetime]:
    """How the times were understood, by step id; those that can't be read are left out."""
    return dict(_times(steps, lines, Reader(now, zone)))


def _times(
    steps: Sequence[Step], lines: Mapping[str, Line], reader: Reader
) -> Iterator[tuple[str, datetime]]:
    for step in steps:
        try:
            moment = reader.read(lines.get(step.id, Line()).time)
        except UserError:
            continue
        if moment is not None:
            yield step.id, moment


def _row(step: Step, line: Line, reader: Reader) -> PaperRow:
    at, said = reader.read(line.time), line.said.strip()
    if not line.state:
        raise UserError(_("What became of it? Press D, K, X or O in the second field."))
    if line.state != DONE and not said:
        raise UserError(_("A few words are needed here: they are worth most in the review."))
    if line.state == DONE and step.annotation.sort in ("input", "choice"):
        said = checked_answer(step.annotation, _option(step, said))
    return PaperRow(step.number, step, line.state, at, said)


def _option(step: Step, said: str) -> str:
    """The number of an answer stands for it, as its key does on the card."""
    options = step.annotation.options
    if step.annotation.sort == "choice" and said.isdigit() and 1 <= int(said) <= len(options):
        return options[int(said) - 1].words
    return said
