"""Verifying: every entry of every station is read and its hashes are made again."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final, cast

import msgspec
import rfc8785

from holdfast.domain.entry import FORMAT, SALT_BYTES, Header, body_digest, member_digest
from holdfast.domain.errors import UserError
from holdfast.domain.station import station_id
from holdfast.store.blobs import Blobs
from holdfast.store.database import Database, Row
from holdfast.store.journal import COLUMNS, OF_SUBJECT, Head, header_of
from holdfast.store.marks import Mark
from holdfast.words import _

_decode = msgspec.json.decode
_PROGRESS: Final = 100  # entries, a few milliseconds: whoever watches may let others work in between
_PLACE: Final = "SELECT hash, tick FROM entry WHERE station = ? AND seq = ?"
_UNREADABLE: Final = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    msgspec.MsgspecError,
    rfc8785.CanonicalizationError,
)
_MOST: Final = 1000  # problems listed; a broken file would list millions
_ABOUT: Final = "json_each(CASE WHEN json_valid(e.about) THEN e.about END) a"
# The subjects and the entries about them that the index by subject leaves out.
UNINDEXED: Final = (
    "SELECT e.subject, e.id, e.station, e.seq FROM entry e "  # noqa: S608
    "WHERE NOT EXISTS (SELECT 1 FROM entry_subject s WHERE s.subject = e.subject AND s.entry = e.id) "
    f"UNION SELECT a.value, e.id, e.station, e.seq FROM entry e, {_ABOUT} "
    "WHERE NOT EXISTS (SELECT 1 FROM entry_subject s WHERE s.subject = a.value AND s.entry = e.id)"
)
_STRANGERS: Final = (
    "SELECT e.station, e.seq FROM entry_subject s JOIN entry e ON e.id = s.entry "  # noqa: S608
    f"WHERE s.subject <> e.subject AND s.subject NOT IN (SELECT a.value FROM {_ABOUT})"
)


Progress = Callable[[int, int], bool]
"""Told how many entries were read, of how many; False stops."""


def going_on(_done: int, _all: int) -> bool:
    """Watch nothing, stop never."""
    return True


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not prove itself: where, and what is wrong there."""

    station: str
    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class Removal:
    """A member that was removed for cause, which is no problem."""

    station: str
    seq: int
    members: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying found. `stations` are the heads as the chain itself shows them."""

    entries: int
    stations: tuple[Head, ...]
    problems: tuple[Problem, ...] = ()
    removed: tuple[Removal, ...] = ()
    clock_jumps: tuple[Problem, ...] = ()
    stopped: bool = False  # before the end: nothing is proved

    @property
    def ok(self) -> bool:
        """Whether everything proved itself."""
        return not self.problems and not self.stopped


class NotProven(UserError):
    """An entry does not prove itself; nothing that rests on it is handed out."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(
            _(
                "Entry {seq} of station {station} does not prove itself: {what}. Nothing was written; "
                "the store was not changed."
            ).format(seq=problem.seq, station=problem.station[:8], what=problem.what),
            hint=_("Copy the store's folder as it is, then see all that is wrong: holdfast journal verify."),
        )
        self.problem = problem


@dataclass(slots=True)
class _Walk:
    """What one pass over the chains remembers."""

    heads: dict[str, Head] = field(default_factory=dict[str, Head])
    last_at: dict[str, str] = field(default_factory=dict[str, str])
    problems: list[Problem] = field(default_factory=list[Problem])
    jumps: list[Problem] = field(default_factory=list[Problem])
    absent: list[tuple[str, int, str, tuple[str, ...]]] = field(
        default_factory=list[tuple[str, int, str, tuple[str, ...]]]
    )
    reasons: dict[str, tuple[frozenset[str], str]] = field(
        default_factory=dict[str, tuple[frozenset[str], str]]
    )
    blobs: dict[str, tuple[str, int]] = field(default_factory=dict[str, tuple[str, int]])

    def wrong(self, station: str, seq: int, what: str) -> None:
        if len(self.problems) < _MOST:
            self.problems.append(Problem(station, seq, what))


def verify(
    database: Database,
    blobs: Blobs,
    progress: Progress = going_on,
) -> Verdict:
    """Read every entry from the first one on and prove it; `progress` may answer False to stop.

    Checks each member against its salted digest, each body against its header, each header against
    its hash, each hash against the next entry's `prev`, the sequence for gaps, the first entry's key
    against the station's id, the known heads against the chain's ends, removals against their
    entries, every named blob against its hash, and the index that finds a subject's entries: an entry
    that it leaves out would be in no timeline and in no report. All of it is read as it stands at one moment.
    """
    walk = _Walk()
    done, stopped, removed = 0, False, tuple[Removal, ...]()
    with database.at_one_moment():
        total = database.one("SELECT count(*) FROM entry") or 0
        for row in _entries(database):
            _check_entry(walk, row)
            done += 1
            if done % _PROGRESS == 0 and not progress(done, total):
                stopped = True
                break
        if not stopped:
            _check_heads(walk, database)
            _check_index(walk, database)
            _check_blobs(walk, blobs)
            removed = _check_removals(walk)
    walk.problems.sort(key=lambda problem: (problem.station, problem.seq))
    heads = tuple(walk.heads[station] for station in sorted(walk.heads))
    return Verdict(done, heads, tuple(walk.problems), removed, tuple(walk.jumps), stopped)


def prove(database: Database, subjects: Iterable[str]) -> None:
    """Prove every entry that these subjects fold, and its place between its neighbours; else NotProven.

    It costs what these entries cost, not what the journal does.
    """
    walk = _Walk()
    with database.at_one_moment():
        for row in {row[14]: row for name in subjects for row in database.rows(OF_SUBJECT, (name,))}.values():
            station, seq = row[1], row[2]
            before = database.row(_PLACE, (station, seq - 1)) if seq != 1 else (b"", 0)
            if before is None:
                walk.wrong(station, seq - 1, _("the entry is missing"))
            else:
                walk.heads[station] = Head(station, seq - 1, before[0].hex(), before[1])
                _check_entry(walk, row)
            _check_next(walk, database, row)
    if walk.problems:
        raise NotProven(min(walk.problems, key=lambda problem: (problem.station, problem.seq)))


def _check_next(walk: _Walk, database: Database, row: Row) -> None:
    station, seq, stored = row[1], row[2], row[14]
    after = database.one("SELECT prev FROM entry WHERE station = ? AND seq = ?", (station, seq + 1))
    if after is None:
        head = database.row("SELECT seq, hash FROM head WHERE station = ?", (station,))
        if head != (seq, stored):
            walk.wrong(station, seq + 1, _("the entry is missing"))
    elif after != stored:
        walk.wrong(station, seq + 1, _("it does not follow the entry before it"))


def verify_on(
    database: Database, mark: Mark, at: str, progress: Progress = going_on, most: int = 20_000
) -> tuple[Mark, tuple[Problem, ...]]:
    """Verify from the mark on, at most so many entries; gives the next mark and what was wrong.

    Stopped by `progress`, the mark is as far as it came.
    """
    walk = _Walk(heads=dict(mark.heads))
    sql = f"SELECT {COLUMNS}, id FROM entry WHERE id > ? ORDER BY id LIMIT ?"  # noqa: S608
    arrival, count = mark.arrival, 0
    for row in database.stream(sql, (mark.arrival, most)):
        _check_entry(walk, row)
        arrival, count = row[18], count + 1
        if count % _PROGRESS == 0 and not progress(count, most):
            break
    whole = mark.whole_at, mark.whole_entries
    return Mark(arrival, mark.entries + count, at, walk.heads, *whole), tuple(walk.problems)


def _entries(database: Database) -> Iterator[Row]:
    return database.stream(f"SELECT {COLUMNS} FROM entry ORDER BY station, seq, id")  # noqa: S608


def _check_entry(walk: _Walk, row: Row) -> None:
    station, seq, stored = row[1], row[2], row[14]
    try:
        header = header_of(row)
        body, salts = _decode(row[15]), row[16]
        absent: dict[str, list[str]] = {} if row[17] is None else _decode(row[17])
        made = header.hash()
        digest = _digest(body, salts, absent)
    except _UNREADABLE:
        walk.wrong(station, seq, _("the entry can't be read"))
        return
    before = walk.heads.get(station, Head(station))
    if seq == before.seq and before.hash:
        walk.wrong(station, seq, _("two entries claim this place in the chain"))
        return
    _check_place(walk, header, before)
    if made != stored.hex():
        walk.wrong(station, seq, _("its header was changed"))
    if digest != header.digest:
        walk.wrong(station, seq, _("its body was changed"))
    elif header.v == FORMAT and header.kind == "station.began" and not _has_its_key(station, body):
        walk.wrong(station, seq, _("the station's id does not belong to its key"))
    try:
        _remember(walk, row, body, absent)
    except _UNREADABLE:
        if digest == header.digest:
            walk.wrong(station, seq, _("the entry can't be read"))
    walk.heads[station] = Head(station, seq, stored.hex(), header.tick)


def _check_place(walk: _Walk, header: Header, before: Head) -> None:
    station, seq = header.station, header.seq
    if seq != before.seq + 1:
        walk.wrong(station, before.seq + 1, _("the entry is missing"))
    elif header.prev != before.hash:
        walk.wrong(station, seq, _("it does not follow the entry before it"))
    if (seq == 1) != (header.kind == "station.began"):
        walk.wrong(station, seq, _("a station begins with its key, and only there"))
    if header.tick <= before.tick:
        walk.wrong(station, seq, _("its logical clock does not go forward"))


def _has_its_key(station: str, body: dict[str, Any]) -> bool:
    try:
        return station_id(bytes.fromhex(body["public_key"])) == station
    except _UNREADABLE:
        return False


def _digest(body: dict[str, Any], salts: bytes, absent: dict[str, list[str]]) -> str:
    """The body's digest from what is present and the digests of what is not."""
    if len(salts) != SALT_BYTES * len(body):
        return ""
    members = {
        name: member_digest(salts[place * SALT_BYTES : (place + 1) * SALT_BYTES], body[name])
        for place, name in enumerate(sorted(body))
    }
    return body_digest(members | {name: said[1] for name, said in absent.items()})


def _remember(walk: _Walk, row: Row, body: dict[str, Any], absent: dict[str, list[str]]) -> None:
    station, seq, at, digest = row[1], row[2], row[6], row[14].hex()
    if walk.last_at.get(station, "") > at:
        walk.jumps.append(Problem(station, seq, _("the clock went back to {at}").format(at=at)))
    walk.last_at[station] = at
    if absent:
        walk.absent.append((station, seq, digest, tuple(sorted(absent))))
    if row[11] == "entry.removed" and "target" in body:
        members, reason = walk.reasons.get(body["target"]["hash"], (frozenset(), ""))
        walk.reasons[body["target"]["hash"]] = (
            members | frozenset(body["members"]),
            body.get("reason", reason),
        )
    for name in blob_names(body):
        walk.blobs.setdefault(name, (station, seq))


def blob_names(value: object) -> Iterator[str]:
    """The hashes of the blobs that a body names: every object `{"blob": …}` in it."""
    if isinstance(value, dict):
        inner = cast("dict[str, object]", value)
        name = inner.get("blob")
        if isinstance(name, str):
            yield name
        for item in inner.values():
            yield from blob_names(item)
    elif isinstance(value, list):
        for item in cast("list[object]", value):
            yield from blob_names(item)


def _check_heads(walk: _Walk, database: Database) -> None:
    heads = database.rows("SELECT station, seq, hash FROM head")
    for station in walk.heads.keys() - {row[0] for row in heads}:
        walk.wrong(station, walk.heads[station].seq, _("the store lost track of how far this station wrote"))
    own = database.one("SELECT value FROM mark WHERE name = 'station'")
    if own and own not in walk.heads:
        walk.wrong(own, 1, _("this station's entries are missing"))
    for station, seq, digest in heads:
        end = walk.heads.get(station, Head(station))
        if end.seq < seq:
            walk.wrong(
                station,
                end.seq + 1,
                _("the entry is missing: the chain is known to reach {seq}").format(seq=seq),
            )
        elif seq < end.seq:
            walk.wrong(
                station,
                end.seq,
                _("the head beside the chain was set back to {seq}").format(seq=seq),
            )
        elif end.hash != digest.hex():
            walk.wrong(station, seq, _("it is not the entry that was last here"))


def _check_index(walk: _Walk, database: Database) -> None:
    for _subject, _entry, station, seq in database.rows(UNINDEXED):
        walk.wrong(station, seq, _("it is kept from what it is about"))
    for station, seq in database.rows(_STRANGERS):
        walk.wrong(station, seq, _("it is shown under what it is not about"))


def _check_blobs(walk: _Walk, blobs: Blobs) -> None:
    for name, (station, seq) in walk.blobs.items():
        data = blobs.get(name) if _is_hash(name) else None
        if data is None:
            walk.wrong(station, seq, _("its content {hash} is missing").format(hash=name[:12]))
        elif sha256(data).hexdigest() != name:
            walk.wrong(station, seq, _("its content {hash} was changed").format(hash=name[:12]))


def _is_hash(name: str) -> bool:
    return len(name) == 64 and set(name) <= set("0123456789abcdef")


def _check_removals(walk: _Walk) -> tuple[Removal, ...]:
    removed: list[Removal] = []
    for station, seq, digest, members in walk.absent:
        stated, reason = walk.reasons.get(digest, (frozenset[str](), ""))
        if not set(members) <= stated:
            walk.wrong(station, seq, _("words are missing and no entry says that they were removed"))
        else:
            removed.append(Removal(station, seq, members, reason))
    return tuple(removed)
