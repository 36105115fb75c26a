"""The SQLite file: how it is opened, what is asserted of it, and who may change the journal.

Each thread that writes has a connection of its own, and those of a process take turns. WAL with
`synchronous=FULL`: what was acknowledged survives a power loss (NORMAL measurably loses it). The
authorizer and the triggers stop accidents; only the chain of hashes is evidence.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false
# (peewee has no types, and APSW's say little of what a row holds)

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import apsw
import msgspec
from peewee import PeeweeException
from playhouse.apsw_ext import APSWDatabase

from holdfast.domain.errors import UserError
from holdfast.precedence import PRECEDENCE
from holdfast.store import failures
from holdfast.store.turns import turns_at
from holdfast.words import _

APPLICATION_ID: Final = 0x484F4C44  # "HOLD"
SCHEMA_VERSION: Final = 6
OLDEST_SQLITE: Final = (3, 51, 3)  # before it, WAL with two connections could lose commits
_BUSY_SECONDS: Final = 4
_FULL: Final = 2
_CACHE: Final = 12_000
_CACHE_BESIDE: Final = 2_000  # what is read there is read once

_SOON: Final = 1_000  # pages of the log of writes, SQLite's own number
_LATE: Final = 8_000
_PRAGMAS: Final = (
    ("foreign_keys", 1),
    ("recursive_triggers", 1),
    ("trusted_schema", 0),
    ("temp_store", 2),
    ("mmap_size", 0),
)
# What the journal's own tables may never suffer, whatever statement asks for it.
_GUARDED: Final = frozenset({"entry", "entry_subject", "blob"})
_REMOVABLE: Final = frozenset({("entry", "body"), ("entry", "salt"), ("entry", "absent"), ("blob", "data")})
GUARDS: Final = frozenset(
    {
        "entry_never_deleted",
        "entry_header_never_changes",
        "entry_body_only_removed",
        "entry_subject_never_deleted",
        "entry_subject_never_changes",
        "blob_never_deleted",
        "blob_never_changes",
    }
)
"""The triggers that keep the journal append-only."""

Row = tuple[Any, ...]
_decode: Final = msgspec.json.Decoder(list[list[Any]]).decode


class Database(APSWDatabase):
    """peewee over APSW, with the journal guarded and failures in plain words."""

    def __init__(
        self, path: str, *, read_only: bool = False, immutable: bool = False, cache: int = _CACHE
    ) -> None:
        """`cache` is how many KiB of the file are kept in memory at most."""
        self.file, self.read_only, self.immutable = path, read_only, immutable
        self._pages, self._clears_at = 0, _SOON  # of the log of writes
        self._place, self._opened_file = Path(path).absolute(), (0, 0)
        self._turns = turns_at(str(self._place))
        self._opened_up: frozenset[str] = frozenset()
        self.refusal = read_only_error  # what is said where this may not be written
        flags = apsw.SQLITE_OPEN_URI | (
            apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        )
        pragmas: list[tuple[str, Any]] = [*_PRAGMAS, ("cache_size", -cache)]
        if read_only:
            pragmas.append(("query_only", 1))
        else:
            pragmas[:0] = [("journal_mode", "wal"), ("synchronous", "full")]
        uri = self._place.as_uri() + ("?immutable=1" if immutable else "")
        super().__init__(uri, pragmas=pragmas, timeout=_BUSY_SECONDS, thread_safe=False, flags=flags)

    def _add_conn_hooks(self, conn: apsw.Connection) -> None:
        super()._add_conn_hooks(conn)
        conn.convert_binding = _binding
        conn.set_wal_hook(self._count_pages)  # SQLite itself would clear the log within the commit
        conn.authorizer = self._authorize
        self._opened_file = self._file_there()

    def _file_there(self) -> tuple[int, int]:
        """Which file lies at the path now; zeros for none."""
        try:
            found = self._place.stat()
        except OSError:
            return 0, 0
        return found.st_dev, found.st_ino

    def _authorize(
        self, operation: int, one: str | None, two: str | None, _db: str | None, _by: str | None
    ) -> int:
        if operation == apsw.SQLITE_UPDATE and one in _GUARDED:
            allowed = (one, two) in _REMOVABLE and "removal" in self._opened_up
        elif operation == apsw.SQLITE_DELETE and one in _GUARDED:
            allowed = False
        elif operation in (apsw.SQLITE_DROP_TABLE, apsw.SQLITE_ALTER_TABLE):
            allowed = (two if operation == apsw.SQLITE_ALTER_TABLE else one) not in _GUARDED
        elif operation == apsw.SQLITE_DROP_TRIGGER:
            allowed = one not in GUARDS
        else:
            return apsw.SQLITE_OK
        return apsw.SQLITE_OK if allowed or "migration" in self._opened_up else apsw.SQLITE_DENY

    @contextmanager
    def opened_up(self, purpose: str) -> Generator[None, None, None]:
        """Let the guarded tables be changed for one purpose: "removal" or "migration"."""
        connection: apsw.Connection = self.connection()
        self._opened_up = frozenset({purpose})
        connection.authorizer = self._authorize  # setting it again makes prepared statements ask anew
        try:
            yield
        finally:
            self._opened_up = frozenset()
            connection.authorizer = self._authorize

    @contextmanager
    def writing(self) -> Generator[None, None, None]:
        """One transaction that holds the file from its start; failures come as UserError.

        Inside another one it is a part of that: what fails in it must not be caught before its end.
        """
        if self.read_only:
            raise self.refusal()
        if self.in_transaction():  # part of a larger one, which commits or fails as a whole
            yield
            return
        PRECEDENCE.give_way()  # while nobody has to wait for it
        with explained():
            with self._turns.turn(_BUSY_SECONDS), self.transaction("IMMEDIATE"):
                if self._file_there() != self._opened_file:
                    raise failures.moved()  # SQLite would go on writing into what nobody finds again
                yield
            self._clear()

    def leave_clearing(self, *, to_others: bool) -> None:
        """Let other connections, which write more, bring the log of writes into the file.

        That syncs the whole of it, which no commit of a window should wait for. Left alone, it does it late.
        """
        self._clears_at = _LATE if to_others else _SOON

    def _clear(self) -> None:
        """Bring the log into the file when it has grown; others may write meanwhile, as the turn is over."""
        if self._pages >= self._clears_at:
            self._pages = 0
            with suppress(PeeweeException, apsw.Error):  # it is recorded; the next write tells of the disk
                self.run("PRAGMA wal_checkpoint(PASSIVE)")

    def _count_pages(self, _connection: apsw.Connection, _name: str, pages: int) -> int:
        self._pages = pages
        return apsw.SQLITE_OK

    @contextmanager
    def at_one_moment(self) -> Generator[None, None, None]:
        """Read the file as it stands at one moment, whatever others write meanwhile."""
        connection: apsw.Connection = self.connection()
        if connection.in_transaction:
            yield
            return
        with explained():
            connection.execute("BEGIN")
            try:
                connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall()  # this is the moment
                yield
            finally:
                connection.execute("ROLLBACK")

    def execute_sql(self, sql: str, params: Sequence[Any] | None = None) -> Any:  # noqa: ANN401  (as peewee's)
        """One step of a thread, before which the window goes first; not before somebody who waits for us."""
        if not (self.in_transaction() and self._turns.wanted):
            PRECEDENCE.give_way()
        return super().execute_sql(sql, params)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query."""
        try:
            return list(self.execute_sql(sql, values))
        except Exception:
            with _readable():  # entered only here: it would cost a small query a third more
                raise

    def at_a_stroke(self, columns: str, source: str, values: Sequence[Any] = ()) -> list[list[Any]]:
        """The rows of a query, of texts and numbers alone, read in one step.

        Each step gives the interpreter away, and a window whose other threads work waits for it once a row.
        """
        text = self.one(f"SELECT json_group_array(json_array({columns})) FROM {source}", values)  # noqa: S608
        try:
            return _decode(text)
        except msgspec.DecodeError as error:
            raise failures.unreadable_row() from error

    def those(self, columns: str, source: str, column: str, values: Sequence[Any]) -> list[list[Any]]:
        """The rows that have one of these values in a column, read at a stroke."""
        if not values:
            return []
        some = f"{source} WHERE {column} IN (SELECT value FROM json_each(?))"  # noqa: S608
        return self.at_a_stroke(columns, some, (msgspec.json.encode(list(values)).decode(),))

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a query, one by one as they are read."""
        with _readable():
            for row in self.execute_sql(sql, values):
                yield row
                PRECEDENCE.give_way()

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row of a query."""
        return next(iter(self.rows(sql, values)), None)

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:  # noqa: ANN401  (a column may hold anything)
        """The first column of the first row; None where there is none."""
        row = self.row(sql, values)
        return row[0] if row else None

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """A statement without a result."""
        self.execute_sql(sql, values)

    def many(self, sql: str, values: Sequence[Sequence[Any]]) -> None:
        """One statement for many rows."""
        self.cursor().executemany(sql, values)

    def beside(self) -> "Database":
        """A read-only connection to the same file, for another thread."""
        return Database(self.file, read_only=True, immutable=self.immutable, cache=_CACHE_BESIDE)

    def again(self) -> "Database":
        """Another connection that writes, for another thread; what is left to others is left by it, too."""
        twin = Database(self.file)
        twin._clears_at = self._clears_at
        return twin

    def raw(self) -> apsw.Connection:
        """The connection itself, for backup and bulk work inside `store`."""
        return self.connection()


def _binding(_cursor: apsw.Cursor, _number: int, value: object) -> str:
    """Datetimes as ISO text (playhouse.migrations writes them); nothing else is guessed at."""
    isoformat: Callable[[], str] | None = getattr(value, "isoformat", None)
    if isoformat is None:
        raise TypeError(f"no column takes a {type(value).__name__}")
    return isoformat()


@contextmanager
def explained() -> Generator[None, None, None]:
    """Turn what the disk or another program does to us into a UserError; leave bugs as they are."""
    try:
        yield
    except (PeeweeException, apsw.Error, OSError) as error:
        told = failures.told(error)
        if told is None:
            raise
        raise told from error


@contextmanager
def _readable() -> Generator[None, None, None]:
    """Like `explained`, and a text that is none any more tells of a damaged file."""
    with explained():
        try:
            yield
        except UnicodeDecodeError as error:
            raise failures.damaged() from error


def assert_sound(database: Database) -> None:
    """Refuse to run on an SQLite, or with pragmas, that could lose what was acknowledged."""
    version = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))
    if version < OLDEST_SQLITE:
        raise UserError(
            _("SQLite {found} can lose data; {needed} or newer is needed.").format(
                found=apsw.sqlite_lib_version(), needed=".".join(map(str, OLDEST_SQLITE))
            ),
            hint=_("Run the set-up again; it installs the right one."),
        )
    if database.read_only:
        return
    mode, synchronous = database.one("PRAGMA journal_mode"), database.one("PRAGMA synchronous")
    if (mode, synchronous) != ("wal", _FULL) or database.one("PRAGMA foreign_keys") != 1:
        raise UserError(
            _(
                "The database refuses the settings that keep it safe (mode {mode}, synchronous {sync})."
            ).format(mode=mode, sync=synchronous),
            hint=_("Move the store to a local disk."),
        )


def sqlite_version() -> str:
    """The SQLite that is linked."""
    return apsw.sqlite_lib_version()


def read_only_error() -> UserError:
    """What is said where a read-only store was to be written."""
    return UserError(
        _("This store is open for reading only; nothing was changed."),
        hint=_("Open it without --read-only, from a disk that can be written."),
    )
