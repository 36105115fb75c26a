"""The journal: the one table that everything else is folded from."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

import msgspec

from holdfast.domain.body_check import check_body
from holdfast.domain.entry import SALT_BYTES, By, Entry, Header, New, seal
from holdfast.domain.errors import UserError
from holdfast.domain.kinds import KINDS
from holdfast.store.database import Database, Row
from holdfast.store.failures import damaged
from holdfast.words import _

COLUMNS: Final = (
    "v, station, seq, prev, tick, seen, at, by, command, subject, about, kind, kv, digest, hash, "
    "body, salt, absent"
)
_INSERT: Final = f"INSERT INTO entry ({COLUMNS}) VALUES ({', '.join('?' * 18)})"  # noqa: S608
# Not a join: SQLite prepares that one anew for each subject, which costs a fifth of a rebuild.
OF_SUBJECT: Final = (
    f"SELECT {COLUMNS} FROM entry WHERE id IN (SELECT entry FROM entry_subject WHERE subject = ?) "  # noqa: S608
    "ORDER BY tick, station, seq"
)
_BY_SUBJECT: Final = (
    f"SELECT s.subject, {', '.join('e.' + name for name in COLUMNS.split(', '))} "  # noqa: S608
    "FROM entry_subject s JOIN entry e ON e.id = s.entry ORDER BY s.subject, s.entry"
)
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode
_decode_body = msgspec.json.Decoder(dict[str, Any]).decode


class Head(msgspec.Struct, frozen=True):
    """The newest place in a station's chain; `hash` is hex, empty before the first entry."""

    station: str
    seq: int = 0
    hash: str = ""
    tick: int = 0
    at: str = ""
    seen: str = ""  # what its newest `seen` said, as JSON


class Journal:
    """Appends the entries of one station and reads those of all."""

    def __init__(self, database: Database, station: str, random: Callable[[int], bytes]) -> None:
        self._db = database
        self.station = station
        self._random = random

    def head(self) -> Head:
        """This station's own head."""
        return self._heads().get(self.station, Head(self.station))

    def heads(self) -> tuple[Head, ...]:
        """Every station's head, by station."""
        return tuple(self._heads().values())

    def _heads(self) -> dict[str, Head]:
        rows = self._db.rows("SELECT station, seq, hash, tick, at, seen FROM head ORDER BY station")
        return {row[0]: Head(row[0], row[1], row[2].hex(), row[3], row[4], row[5] or "") for row in rows}

    def append(self, news: Sequence[New], by: By | None, command: str, at: str) -> tuple[list[Entry], int]:
        """Seal and insert entries, in order; gives them and the arrival of the first.

        The caller holds the transaction.
        """
        heads = self._heads()
        head = heads.pop(self.station, Head(self.station))
        self._refuse_fork(head)
        others = {other.station: other.seq for other in heads.values()}
        unsaid = others if others and others != _decode(head.seen or "{}") else None
        tick = max([head.tick, *(other.tick for other in heads.values())])
        entries: list[Entry] = []
        salted: list[Mapping[str, bytes]] = []
        for place, new in enumerate(news, start=1):
            check_body(new.kind, new.body)
            header = Header(
                station=self.station,
                seq=head.seq + place,
                prev=entries[-1].hash if entries else head.hash,
                tick=tick + place,
                at=at,
                command=command,
                subject=new.subject,
                kind=new.kind,
                kv=KINDS[new.kind].version_of(new.body),
                digest="",
                by=by,
                about=tuple(sorted(set(new.about) - {new.subject})),
                seen=unsaid if place == 1 else None,
            )
            salts = {name: self._random(SALT_BYTES) for name in new.body}
            entry = seal(header, new.body, salts)
            salted.append(salts)
            entries.append(entry)
        arrival = self._insert(entries, salted)
        self._db.run(
            "INSERT INTO head VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (station) DO UPDATE "
            "SET seq = excluded.seq, hash = excluded.hash, tick = excluded.tick, at = excluded.at, "
            "seen = coalesce(excluded.seen, seen)",
            (
                self.station,
                head.seq + len(news),
                bytes.fromhex(entries[-1].hash),
                tick + len(news),
                at,
                _json(unsaid),
            ),
        )
        return entries, arrival

    def _refuse_fork(self, head: Head) -> None:
        """A head that was lost or set back would let a second entry claim a place in the chain."""
        sql = "SELECT 1 FROM entry WHERE station = ? AND seq > ? LIMIT 1"
        if self._db.one(sql, (self.station, head.seq)):
            raise UserError(
                _("The journal goes on beyond the head that stands beside it. Nothing was recorded."),
                hint=_("See what is wrong with: holdfast store check. Then restore the newest backup."),
            )

    def _insert(self, entries: Sequence[Entry], salted: Sequence[Mapping[str, bytes]]) -> int:
        """Insert them; gives the arrival of the first. Nobody else writes meanwhile: they are one run."""
        self._db.many(_INSERT, [_row(*each) for each in zip(entries, salted, strict=True)])
        newest: int = self._db.raw().last_insert_rowid()
        first = newest - len(entries) + 1
        named = [
            (name, arrival)
            for arrival, entry in enumerate(entries, start=first)
            for name in (entry.subject, *entry.header.about)
        ]
        sql = "INSERT INTO entry_subject SELECT value ->> 0, value ->> 1 FROM json_each(?)"
        self._db.run(sql, (_json(named),))
        return first

    def of(self, subject: str) -> list[Entry]:
        """Everything that touches a subject, in the order free of clocks."""
        return [entry_of(row) for row in self._db.rows(OF_SUBJECT, (subject,))]

    def of_kinds(self, subject: str, kinds: Sequence[str]) -> list[Entry]:
        """What touches a subject and is of one of these kinds, in the order free of clocks."""
        marks = ", ".join("?" * len(kinds))
        rows = self._db.rows(
            f"SELECT {COLUMNS} FROM entry WHERE id IN (SELECT entry FROM entry_subject WHERE subject = ?) "  # noqa: S608
            f"AND kind IN ({marks}) ORDER BY tick, station, seq",
            (subject, *kinds),
        )
        return [entry_of(row) for row in rows]

    def of_command(self, command: str) -> list[Entry]:
        """What one command recorded, in its order."""
        sql = f"SELECT {COLUMNS} FROM entry WHERE command = ? ORDER BY tick, station, seq"  # noqa: S608
        return [entry_of(row) for row in self._db.rows(sql, (command,))]

    def last(self, most: int) -> list[Entry]:
        """The newest arrivals, the newest last."""
        rows = self._db.rows(f"SELECT {COLUMNS} FROM entry ORDER BY id DESC LIMIT ?", (most,))  # noqa: S608
        return [entry_of(row) for row in reversed(rows)]

    def last_of(self, subject: str, most: int) -> list[Entry]:
        """The newest arrivals that touch a subject, the newest last."""
        sql = (
            f"SELECT {COLUMNS} FROM entry WHERE id IN "  # noqa: S608
            "(SELECT entry FROM entry_subject WHERE subject = ? ORDER BY entry DESC LIMIT ?) ORDER BY id"
        )
        return [entry_of(row) for row in self._db.rows(sql, (subject, most))]

    def get(self, prefix: str) -> list[Entry]:
        """The entries whose hash begins with this hex text."""
        return [
            entry_of(row)
            for row in self._db.rows(
                f"SELECT {COLUMNS} FROM entry WHERE lower(hex(hash)) LIKE ? LIMIT 9",  # noqa: S608
                (prefix.lower() + "%",),
            )
        ]

    def at(self, digest: str) -> Entry | None:
        """The entry of a whole hash."""
        row = self._db.row(f"SELECT {COLUMNS} FROM entry WHERE hash = ?", (bytes.fromhex(digest),))  # noqa: S608
        return entry_of(row) if row else None

    def count(self) -> int:
        """How many entries there are of all stations."""
        return self._db.one("SELECT sum(seq) FROM head") or 0  # chains have no gaps; counting reads them all

    def newest(self) -> int:
        """The local number of the newest arrival; 0 for an empty journal."""
        return self._db.one("SELECT max(id) FROM entry") or 0

    def subjects_since(self, arrival: int) -> frozenset[str]:
        """The subjects that entries after an arrival touch."""
        rows = self._db.rows("SELECT subject, about FROM entry WHERE id > ?", (arrival,))
        return frozenset(
            name for subject, about in rows for name in (subject, *(_decode(about) if about else ()))
        )

    def by_subject(self) -> Iterator[tuple[str, list[Entry]]]:
        """Every subject with all that touches it, subject by subject: what rebuild walks through."""
        subject, entries = "", list[Entry]()
        for row in self._db.stream(_BY_SUBJECT):
            if row[0] != subject:
                if entries:
                    yield subject, sorted(entries, key=lambda entry: entry.order)
                subject, entries = row[0], []
            entries.append(entry_of(row[1:]))
        if entries:
            yield subject, sorted(entries, key=lambda entry: entry.order)


def _row(entry: Entry, salts: Mapping[str, bytes]) -> Row:
    """An entry in the order of `COLUMNS`."""
    header = entry.header
    return (
        header.v,
        header.station,
        header.seq,
        bytes.fromhex(header.prev),
        header.tick,
        _json(header.seen),
        header.at,
        None if header.by is None else _json({"operator": header.by.operator, "sure": header.by.sure}),
        header.command,
        header.subject,
        _json(header.about or None),
        header.kind,
        header.kv,
        bytes.fromhex(header.digest),
        bytes.fromhex(entry.hash),
        _encode(entry.body).decode(),
        b"".join(salts[name] for name in sorted(salts)),
        None,
    )


def _json(value: object) -> str | None:
    return None if value is None else _encode(value).decode()


@lru_cache(maxsize=512)
def _by(text: str) -> By:
    """Few people write many entries."""
    by = _decode(text)
    return By(by["operator"], by["sure"])


def header_of(row: Row) -> Header:
    """The header of a row of `COLUMNS`."""
    return Header(
        v=row[0],
        station=row[1],
        seq=row[2],
        prev=row[3].hex(),
        tick=row[4],
        seen=None if row[5] is None else _decode(row[5]),
        at=row[6],
        by=None if row[7] is None else _by(row[7]),
        command=row[8],
        subject=row[9],
        about=() if row[10] is None else tuple(_decode(row[10])),
        kind=row[11],
        kv=row[12],
        digest=row[13].hex(),
    )


def entry_of(row: Row) -> Entry:
    """The entry of a row of `COLUMNS`."""
    try:
        absent: dict[str, Any] = {} if row[17] is None else _decode(row[17])
        header, body = header_of(row), _decode_body(row[15])
        datetime.fromisoformat(header.at)
        return Entry(header, row[14].hex(), body, {name: said[0] for name, said in absent.items()})
    except (msgspec.MsgspecError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise damaged() from error


def touched(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The entries by the subjects that they touch."""
    by_subject: dict[str, list[Entry]] = {}
    for entry in entries:
        for name in (entry.subject, *entry.header.about):
            by_subject.setdefault(name, []).append(entry)
    return by_subject
