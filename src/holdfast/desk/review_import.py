"""Reviews that other teams wrote in Markdown, brought in: each with an incident, its timeline and its source.

The incident is declared, resolved and closed when the source says, carries the label IMPORTED and keeps the
file as evidence. A file of the same bytes is brought in once.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, tzinfo
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final, Literal

from holdfast.domain.clock import occurred_text
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.label import IMPORTED
from holdfast.domain.phase import Phase
from holdfast.domain.review import APPENDIX, Review, section_title
from holdfast.domain.text import LINE, PROSE, clean_prose, has_ink
from holdfast.domain.timeline import timeline
from holdfast.respond import evidence
from holdfast.respond.evidence_files import of_bytes
from holdfast.respond.labels import label
from holdfast.respond.phases import move
from holdfast.review.actions import add_action, move_action
from holdfast.review.foreign import Foreign, read
from holdfast.review.foreign_rows import ForeignRow
from holdfast.review.foreign_words import shipped_words
from holdfast.review.writing import begin_imported, import_rows, write_all
from holdfast.runbook.collect import collect
from holdfast.runbook.found import Refused
from holdfast.store.store import Store
from holdfast.store.verify import going_on
from holdfast.triage.declare import Declaration, declare
from holdfast.words import _

_TOGETHER: Final = 10  # files in one transaction: syncing for each took a quarter of the time
Kind = Literal["new", "changed", "unchanged", "refused"]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file's path where it lies, its bytes, they as text, and what was read of that."""

    path: str
    data: bytes = field(repr=False)
    text: str = field(repr=False)
    foreign: Foreign
    remark: str = ""


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """One file: what was read of it, and what importing it would do.

    `changed`: another text of that name is here already; this one comes beside it, as an incident of its own.
    `incident` is the reference of the one that is here; `remark` says how its bytes were read, where that
    is to be said.
    """

    kind: Kind
    path: str
    data: bytes = field(default=b"", repr=False)
    text: str = field(default="", repr=False)
    foreign: Foreign | None = None
    incident: str = ""
    why: str = ""
    remark: str = ""

    @property
    def timed(self) -> tuple[ForeignRow, ...]:
        """The rows that become entries of the timeline."""
        return tuple(row for row in self.foreign.rows if row.occurred) if self.foreign else ()

    @property
    def unread(self) -> tuple[ForeignRow, ...]:
        """The rows that no time can be given; they stand in the appendix."""
        return tuple(row for row in self.foreign.rows if row.occurred is None) if self.foreign else ()


@dataclass(frozen=True, slots=True)
class BroughtReport:
    """How many files became what; the references of the incidents that came, each with its file's path.

    `rows` are those with a time, `unread` those without, of what came.
    """

    new: int
    changed: int
    unchanged: int
    refused: tuple[Refused, ...]
    incidents: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    rows: int = 0
    unread: int = 0


def collected(path: Path, zone: tzinfo) -> tuple[list[ReadFile], tuple[Refused, ...]]:
    """What lies in a folder, a zip or a file, read; touches no store, for any thread.

    `zone` is the one of times that say none. UserError where the place can't be read.
    """
    found = collect(path)
    words = shipped_words()
    return [
        ReadFile(file.path, file.data, file.text, read(file.text, file.path, zone, words), file.remark)
        for file in found.files
    ], found.refused


def read_again(row: BroughtFile, zone: tzinfo, chosen: Mapping[int, str], now: datetime) -> BroughtFile:
    """A file that is planned, read in another zone, or with what a person says of its headings."""
    return replace(row, foreign=_until(now, read(row.text, row.path, zone, shipped_words(), chosen)))


def _until(now: datetime, foreign: Foreign) -> Foreign:
    """What was read, where rows that are still to come have no time: nobody can have seen them."""
    rows = (
        replace(row, occurred=None, why=_("it is still to come"))
        if row.occurred and row.occurred > now
        else row
        for row in foreign.rows
    )
    return replace(foreign, rows=tuple(rows))


def planned(store: Store | None, files: Iterable[ReadFile], refused: Iterable[Refused]) -> list[BroughtFile]:
    """What importing would do, in the order of the paths; without a store all is new. Records nothing."""
    rows = [_planned(store, file) for file in files]
    rows += (BroughtFile("refused", one.file, why=one.why) for one in refused)
    return sorted(rows, key=lambda row: row.path)


def _planned(store: Store | None, file: ReadFile) -> BroughtFile:
    path, data = file.path, file.data
    foreign = _until(store.now(), file.foreign) if store else file.foreign
    same, named = store.reviews.imported(sha256(data).hexdigest(), path) if store else ("", "")
    if same:
        return BroughtFile("unchanged", path, data, file.text, foreign, same)
    if not any(has_ink(text) for text in (*foreign.texts.values(), foreign.appendix)):
        return BroughtFile("refused", path, why=_("There are no words in it."))
    long = _too_long(foreign)
    if long:
        return BroughtFile("refused", path, why=long)
    kind: Kind = "changed" if named else "new"
    return BroughtFile(kind, path, data, file.text, foreign, named, remark=file.remark)


def _too_long(foreign: Foreign) -> str:
    """Why a review's text can't be recorded: one of its sections is longer than any can be."""
    for section, text in {**foreign.texts, APPENDIX: foreign.appendix}.items():
        if len(text) > PROSE:
            why = _(
                "Its section “{section}” would have {length} characters; {most} fit. Split the file and"
                " import again."
            )
            return why.format(section=section_title(section), length=len(text), most=PROSE)
    return ""


def bring(
    store: Store, rows: Sequence[BroughtFile], progress: Callable[[int, int], bool] = going_on
) -> BroughtReport:
    """Record what was planned, each file whole or not at all; what can't be recorded is refused with why.

    `progress` is told how many files are done, of how many; False stops before the next ones.
    """
    pieces = bring_pieces(store, rows, _TOGETHER)
    done, total, report = next(pieces)
    while done < total and progress(done, total):
        done, total, report = next(pieces)
    return report


def bring_pieces(
    store: Store, rows: Sequence[BroughtFile], together: int
) -> Iterator[tuple[int, int, BroughtReport]]:
    """The same, so many files at a time: how many are done, of how many, and the report so far.

    Each piece is recorded when it is asked for, on the store's own thread; whoever asks no more has stopped.
    """
    refused = [Refused(row.path, row.why) for row in rows if row.kind == "refused"]
    wanted = [row for row in rows if row.kind in {"new", "changed"}]
    brought = dict[str, str]()
    for start in range(0, len(wanted), together):
        yield start, len(wanted), _report(rows, brought, refused)
        some = wanted[start : start + together]
        try:
            with store.command():
                brought |= {row.path: _brought(store, row) for row in some}
        except UserError:  # one of them: each by itself
            for row in some:
                try:
                    brought[row.path] = _brought(store, row)
                except UserError as error:
                    refused.append(Refused(row.path, f"{error.what} {error.hint}".strip()))
    yield len(wanted), len(wanted), _report(rows, brought, refused)


def _report(
    rows: Sequence[BroughtFile], brought: Mapping[str, str], refused: Sequence[Refused]
) -> BroughtReport:
    came = [row for row in rows if row.path in brought]
    kinds = Counter(row.kind for row in came)
    return BroughtReport(
        kinds["new"],
        kinds["changed"],
        sum(row.kind == "unchanged" for row in rows),
        tuple(refused),
        tuple(brought.values()),
        tuple(brought),
        sum(len(row.timed) for row in came),
        sum(len(row.unread) for row in came),
    )


def _brought(store: Store, row: BroughtFile) -> str:
    assert row.foreign is not None
    return bring_one(store, row.path, row.data, row.foreign)


def bring_one(store: Store, path: str, data: bytes, foreign: Foreign) -> str:
    """Record one review with its incident; gives the incident's reference."""
    name, foreign = PurePosixPath(path).name, _until(store.now(), foreign)
    with store.command():
        began, ended = _span(foreign, store.zone, store.now())
        said = Declaration(_short(foreign.title), _short(foreign.facts.get("service", "")), occurred=began)
        incident = declare(store, said)
        label(store, [incident.id], IMPORTED)
        evidence.add(
            store, incident.id, of_bytes(name, data, "text/markdown"), _("The review as it was written")
        )
        notes = store.record(*_notes(incident.id, foreign))
        about = _("Brought in from {file}").format(file=name)
        move(store, incident.id, Phase.RESOLVED, ended, about)
        move(store, incident.id, Phase.CLOSED, ended)
        review = begin_imported(store, incident.id, path, sha256(data).hexdigest())
        _written(store, review, foreign)
        import_rows(store, review.id, timeline(notes, store.operators.names()))
        return incident.ref


def _span(foreign: Foreign, zone: tzinfo, now: datetime) -> tuple[datetime | None, datetime | None]:
    """When it began and ended, as far as the source says; None is now."""
    times = [row.occurred for row in foreign.rows if row.occurred]
    if times:
        return min(times), max(times)
    day = foreign.day and datetime.combine(foreign.day, time(), zone)
    return (day, day) if day and day <= now else (None, None)


def _notes(incident: str, foreign: Foreign) -> Iterator[New]:
    for row in foreign.rows:
        text = clean_prose(f"{row.who}: {row.text}" if row.who else row.text, _("A row of the timeline"))
        if row.occurred and has_ink(text):
            body = {"type": "note", "text": text, "occurred": occurred_text(row.occurred.astimezone(UTC))}
            yield New(subject("incident", incident), "note.added", body)


def _written(store: Store, review: Review, foreign: Foreign) -> None:
    texts: Mapping[str, str] = {**foreign.texts, APPENDIX: foreign.appendix}
    write_all(store, review.id, texts)
    for action in foreign.actions:
        title, owner, verify = map(_short, (action.title, action.owner, action.verify))
        added = add_action(store, review.id, title, owner, action.due, verify)
        if action.done:
            move_action(store, added.id, "done")


def _short(text: str) -> str:
    """A line that fits; the whole of it stands in the appendix."""
    line = " ".join(text.split())
    return line if len(line) <= LINE else f"{line[: LINE - 1]}…"
