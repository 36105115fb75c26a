"""The store: one folder, one database, the only door through which anything is recorded or read."""

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

from holdfast.domain.changes import Changes
from holdfast.domain.clock import from_stored, to_stored
from holdfast.domain.entry import By, Entry, New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject, uuid7
from holdfast.domain.query import Query, parse_query
from holdfast.domain.station import Station, StoreFacts
from holdfast.store.alerts import Alerts
from holdfast.store.blobs import Blobs
from holdfast.store.database import Database
from holdfast.store.deliveries import Deliveries
from holdfast.store.directory import Directory
from holdfast.store.drafts import Drafts
from holdfast.store.drills import Drills
from holdfast.store.folder import Folder
from holdfast.store.handovers import Handovers
from holdfast.store.incidents import Incidents
from holdfast.store.journal import Journal, touched
from holdfast.store.marks import Marks
from holdfast.store.operators import Operators
from holdfast.store.reviews import Reviews
from holdfast.store.rows import Rows
from holdfast.store.runbooks import Runbooks
from holdfast.store.search import SearchIndex, match_query
from holdfast.store.silences import Silences
from holdfast.store.tasks import Tasks
from holdfast.words import _

Clock = Callable[[], datetime]
_JUMP = timedelta(seconds=2)
_SAME = 1000  # milliseconds that ids may run ahead of the clock; more than that, and the clock was set


class OperatorNeeded(UserError):
    """Something is about to be recorded and nobody has said who is at the keyboard."""

    def __init__(self) -> None:
        super().__init__(
            _("Nobody has said who is at the keyboard. Nothing was recorded."),
            hint=_("Give your name: --operator NAME, or choose yourself in the status bar."),
        )


class Store:
    """Everything recorded in one folder. Made by `holdfast.store.opening`.

    `by` is who is at the keyboard. Listeners hear `Changes` after each commit.
    """

    def __init__(self, folder: Folder, database: Database, station: str, clock: Clock, zone: tzinfo) -> None:
        self.folder = folder
        self.database = database
        self.clock = clock
        self.zone = zone
        self.by: By | None = None
        self.clock_went_back = False
        self.on_close: Callable[[], object] = lambda: None
        self.begins: Callable[[], None] | None = None  # the station, before the first entry that is recorded
        self.blobs = Blobs(database, folder.blobs)
        self.search = SearchIndex(database)
        self.journal = Journal(database, station, os.urandom)
        self.rows = Rows(database, self.blobs, self.search)
        self.marks = Marks(database)
        self.incidents = Incidents(database)
        self.runbooks = Runbooks(database)
        self.reviews = Reviews(database)
        self.tasks = Tasks(database)
        self.alerts = Alerts(database)
        self.silences = Silences(database)
        self.deliveries = Deliveries(database)
        self.drills = Drills(database)
        self.handovers = Handovers(database)
        self.directory = Directory(database)
        self.operators = Operators(database)
        self.drafts = Drafts(database)
        self._listeners: list[Callable[[Changes], None]] = []
        self._command: str | None = None
        self._newest_id = 0  # its milliseconds
        self._touched: set[str] = set()
        self._arrived: tuple[int, int] | None = None  # the first and last arrival of the running command
        self._cursor = self.journal.newest()
        self._version: int = database.one("PRAGMA data_version")

    # -- who and where ---------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """The store's folder."""
        return self.folder.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be recorded."""
        return self.database.read_only

    @property
    def station(self) -> Station:
        """This installation."""
        return self.rows.load(subject("station", self.journal.station)) or Station(self.journal.station)

    @property
    def facts(self) -> StoreFacts:
        """What holds for the whole store."""
        name = subject("store", self.station.store)
        return self.rows.load(name) or StoreFacts(self.station.store)

    @property
    def practice(self) -> bool:
        """Whether this is a practice store."""
        return self.station.practice

    def now(self) -> datetime:
        """The wall clock, in the station's zone."""
        return self.clock().astimezone(self.zone)

    def new_id(self) -> str:
        """A fresh UUIDv7; ids of one store object sort as they were made, also within a millisecond."""
        now = int(self.clock().timestamp() * 1000)
        self._newest_id = self._newest_id + 1 if 0 <= self._newest_id - now < _SAME else now
        return uuid7(self._newest_id, os.urandom(10))

    # -- recording -------------------------------------------------------------------------------

    def take_up(self) -> None:
        """Begin a station where none writes here yet: its key is gone, or the store is a copy."""
        begins, self.begins = self.begins, None
        if begins is not None:
            try:
                begins()
            except BaseException:
                self.begins = begins
                raise

    @contextmanager
    def command(self) -> Generator[None, None, None]:
        """One command: what is read and recorded inside is one transaction with one command id.

        Listeners hear of it after the commit. Commands nest; the outermost one commits.
        """
        if self._command is not None:
            yield
            return
        self.take_up()
        self._command = self.new_id()
        try:
            with self.database.writing():
                yield
            changes = Changes(frozenset(self._touched))
            if self._arrived is not None and self._arrived[0] == self._cursor + 1:
                self._cursor = self._arrived[1]  # nobody else wrote in between: nothing to read back
        finally:
            self._command = None
            self._touched = set()
            self._arrived = None
        if changes.subjects:
            self._tell(changes)

    def record(self, *news: New, by_station: bool = False) -> tuple[Entry, ...]:
        """Append entries and fold them, all or none. `by_station`: the system itself records them."""
        if not news:
            return ()
        if self.by is None and not by_station:
            raise OperatorNeeded
        with self.command():
            assert self._command is not None
            at = to_stored(self.clock())
            self._watch_clock(at)
            entries, arrival = self.journal.append(news, None if by_station else self.by, self._command, at)
            self._arrived = (self._arrived or (arrival, 0))[0], arrival + len(entries) - 1
            by_subject = touched(entries)
            self.rows.advance(by_subject)
            self._touched |= by_subject.keys()
        return tuple(entries)

    def _watch_clock(self, at: str) -> None:
        """Notice a wall clock that went back; it is flagged, never corrected, never a reason to refuse."""
        last = self.journal.head().at
        if last > at and from_stored(last) > from_stored(at) + _JUMP:
            self.clock_went_back = True

    # -- reading ---------------------------------------------------------------------------------

    def entries(self, kind: str, ident: str) -> list[Entry]:
        """Everything that touches a subject, in the journal's order."""
        return self.journal.of(subject(kind, ident))

    def query(self, text: str) -> Query:
        """The question that a person typed into the list's query line."""
        query = parse_query(text, self.now(), self.by.operator if self.by else "")
        return replace(query, match=match_query(query.words)) if query.words else query

    # -- changes ---------------------------------------------------------------------------------

    def on_change(self, listener: Callable[[Changes], None]) -> None:
        """Call `listener` after each commit that touched something."""
        self._listeners.append(listener)

    def poll(self) -> bool:
        """Look for what other processes recorded; tell the listeners, and whether there was any."""
        version = self.database.one("PRAGMA data_version")
        if version == self._version:
            return False
        self._version = version
        subjects, self._cursor = self.journal.subjects_since(self._cursor), self.journal.newest()
        if subjects:
            self._tell(Changes(subjects, own=False))
        return bool(subjects)

    def announce(self, changes: Changes) -> None:
        """Tell the listeners of rows that were made anew without an entry."""
        self._tell(changes)

    def _tell(self, changes: Changes) -> None:
        for listener in tuple(self._listeners):
            listener(changes)

    def twin(self) -> Self:
        """This store over a connection of its own, for another thread; the same person is at the keyboard.

        A store that has nothing to `take_up` any more: a station is begun once.
        """
        twin = type(self)(self.folder, self.database.again(), self.journal.station, self.clock, self.zone)
        twin.by = self.by
        return twin

    def close(self) -> None:
        """Let go of the file."""
        if not self.database.is_closed():
            self.database.close()
        self.on_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        self.close()
