"""An incident as it was known at a time: its entries up to a position in this store's order of arrival."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from holdfast.domain.body_check import is_understood
from holdfast.domain.entry import Entry
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.incident_fold import fold_all
from holdfast.domain.timeline import AMENDING, TimelineRow, arranged, rows_of
from holdfast.domain.timewords import stamp_text
from holdfast.domain.told import TOLD_OF
from holdfast.domain.value import moment
from holdfast.store.arrivals import of_subject, place_before
from holdfast.store.store import Store
from holdfast.words import _

_AMENDING: Final = frozenset(AMENDING)
_EVERY: Final = 250
"""Entries from one remembered value to the next: folding so many takes a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Known:
    """The incident and its timeline as known at `arrival`; `at` is when the newest of it was recorded."""

    incident: Incident
    rows: list[TimelineRow]
    arrival: int
    at: datetime


class KnownAt:
    """An incident's entries, read once, and what was known of it at any of them.

    What arrives later is read by `refresh`.
    """

    def __init__(self, store: Store, incident: str) -> None:
        """UserError where there is no such incident."""
        self._store, self._ident = store, incident
        self._read_whole()

    def refresh(self) -> None:
        """Read what arrived since; all of it where words were removed, or people are called otherwise."""
        new = of_subject(self._store, self._name, self._newest)
        removed = any(entry.kind == "entry.removed" for _arrival, entry in new)
        if removed or self._store.operators.names() != self._names:
            self._read_whole()
        elif new:
            self._take(new)

    def now(self) -> Known:
        """All that is known."""
        return self.at_arrival(self._newest)

    def rows(self) -> list[TimelineRow]:
        """The timeline as it is."""
        return self._rows_at(self._newest)

    def at(self, when: datetime) -> Known:
        """What was known at a time. UserError for one before the incident was."""
        return self.at_arrival(place_before(self._store, when + timedelta(microseconds=1)))

    def at_arrival(self, arrival: int) -> Known:
        """What was known when so much had arrived."""
        place = bisect_right(self._arrivals, arrival)
        incident = self._incident_at(arrival) if place else None
        if incident is None:
            raise UserError(
                _("Nothing was known of this incident then."),
                hint=_("It was declared {time}.").format(time=self._store_time(self._arrivals[0])),
            )
        last = self._arrivals[place - 1]
        return Known(incident, self._rows_at(arrival), last, moment(self._by_arrival[last].at))

    def step(self, arrival: int, by: int) -> int:
        """The arrival so many entries further on (back where negative), at most the first or the last."""
        place = bisect_right(self._arrivals, arrival) - 1 + by
        return self._arrivals[min(max(place, 0), len(self._arrivals) - 1)]

    def steps(self) -> int:
        """How many entries there are to step through."""
        return len(self._arrivals)

    def place(self, arrival: int) -> int:
        """The number of the newest entry that had arrived, from 1."""
        return bisect_right(self._arrivals, arrival)

    def arrival(self, place: int) -> int:
        """The arrival of an entry by its number."""
        return self._arrivals[place - 1]

    def arrival_of(self, entry: str) -> int:
        """When an entry of the incident arrived, by its hash."""
        return self._arrival_of[entry]

    # -- reading ---------------------------------------------------------------------------------

    def _read_whole(self) -> None:
        self._store.incidents.get(self._ident)
        self._name = subject("incident", self._ident)
        self._names = self._store.operators.names()
        self._newest = 0
        self._arrivals: list[int] = []
        self._ordered: list[tuple[int, Entry]] = []
        self._by_arrival: dict[int, Entry] = {}
        self._rows: dict[str, TimelineRow] = {}
        self._arrival_of: dict[str, int] = {}
        self._amending: list[tuple[int, Entry]] = []
        self._marks: list[tuple[int, Incident | None]] = [(0, None)]
        self._take(of_subject(self._store, self._name))

    def _take(self, new: list[tuple[int, Entry]]) -> None:
        """Take entries in; what a merge brought may belong before those that are here."""
        known = [(arrival, entry) for arrival, entry in new if is_understood(entry.header)]
        self._newest = new[-1][0]
        self._arrivals += [arrival for arrival, _entry in known]
        self._by_arrival.update(known)
        ticks = [entry.header.tick for _arrival, entry in known]
        follow = not self._ordered or not ticks or self._ordered[-1][1].header.tick < ticks[0]
        self._ordered += known
        if not follow or any(one >= other for one, other in pairwise(ticks)):
            self._ordered.sort(key=lambda each: each[1].order)
            self._marks = [(0, None)]
        self._arrival_of.update((entry.hash, arrival) for arrival, entry in known)
        others = any(entry.header.kind in TOLD_OF for _arrival, entry in known)  # told of with earlier ones
        told = self._ordered if others else known
        self._rows.update(rows_of([entry for _arrival, entry in told], self._names))
        self._amending = [each for each in self._ordered if each[1].header.kind in _AMENDING]

    def _rows_at(self, arrival: int) -> list[TimelineRow]:
        came = self._arrival_of
        rows = {name: row for name, row in self._rows.items() if came[name] <= arrival}
        return arranged(rows, [entry for then, entry in self._amending if then <= arrival])

    def _incident_at(self, arrival: int) -> Incident | None:
        """Folded from the last remembered value of which all had arrived."""
        first_missing = next(
            (place for place, (then, _entry) in enumerate(self._ordered) if then > arrival),
            len(self._ordered),
        )
        self._remember(first_missing)
        start, value = self._marks[min(first_missing // _EVERY, len(self._marks) - 1)]
        rest = (entry for then, entry in self._ordered[start:] if then <= arrival)
        return fold_all(value, rest, self._ident)

    def _remember(self, until: int) -> None:
        """Fold on to every so many entries, up to a place."""
        while len(self._marks) <= until // _EVERY:
            start, value = self._marks[-1]
            entries = (entry for _then, entry in self._ordered[start : start + _EVERY])
            self._marks.append((start + _EVERY, fold_all(value, entries, self._ident)))

    def _store_time(self, arrival: int) -> str:
        return stamp_text(moment(self._by_arrival[arrival].at), self._store.zone)
