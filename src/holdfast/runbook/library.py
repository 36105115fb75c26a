"""The library inside the store: importing a folder or a zip of Markdown, and reading what it holds."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from holdfast.domain.document import Document
from holdfast.domain.encodings import decoded
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.runbook import Runbook
from holdfast.runbook.collect import collect
from holdfast.runbook.found import Collected, Refused
from holdfast.runbook.parse import parse
from holdfast.runbook.plan import Plan, PlanKind, PlanRow, plan
from holdfast.runbook.recording import same_again, text_entry
from holdfast.runbook.sources import place_of, remember
from holdfast.runbook.targets import inside
from holdfast.store.store import Store
from holdfast.words import _

_CHUNK = 25  # runbooks a transaction: the file is never held for longer than a blink
Progress = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found; counts, `both` and `refused` account for every file, unless it was stopped.

    `both` are the paths that were changed here and in the folder, and stayed as they are here; `declined`
    counts what was found and not wanted; `read_as` names what was brought and is not in UTF-8.
    """

    source: str
    new: int
    changed: int
    unchanged: int
    gone: int
    refused: tuple[Refused, ...]
    whole: bool = True
    both: tuple[str, ...] = ()
    declined: int = 0
    read_as: tuple[Refused, ...] = ()


def _to_the_end(_done: int, _all: int) -> bool:
    return True


def import_folder(
    store: Store, path: Path, source: str = "", progress: Progress = _to_the_end
) -> ImportReport:
    """Import a folder of Markdown, a zip of one, or one file, into the library.

    The same again brings what is new or changed; what is no longer there is marked gone and kept; what was
    changed here as well stays as it is here. `progress(done, all)` may answer False to stop; what was
    imported by then stays.
    """
    return record_import(store, path, collect(path), source, progress)


def import_again(store: Store, source: str, progress: Progress = _to_the_end) -> ImportReport:
    """Import a source from where it last came from; a UserError where that is not there."""
    return import_folder(store, place_of(store, source), source, progress)


def record_import(
    store: Store, path: Path, found: Collected, source: str = "", progress: Progress = _to_the_end
) -> ImportReport:
    """Record what was collected from `path`, all of it or until `progress` answers False."""
    return record_plan(store, plan(store, path, found, source), progress=progress)


def record_plan(
    store: Store,
    planned: Plan,
    accept: Collection[str] | None = None,
    theirs: Collection[str] = (),
    progress: Progress = _to_the_end,
) -> ImportReport:
    """Record what was planned. `accept` are the paths that are wanted: all, if you say nothing.

    What was changed on both sides is taken from the folder only where `theirs` has its path, and only if it
    was not changed here again since the plan was made.
    """
    report = None
    try:
        for done, total, report in _pieces(store, planned, accept, theirs):
            if not report.whole and not progress(done, total):
                break
    except UserError as error:
        if report is None:
            raise
        raise _stopped(report, len(planned.found.files), error) from error
    assert report is not None
    return report


def _stopped(report: ImportReport, total: int, error: UserError) -> UserError:
    """An import that the world ended in the middle: what is in, and what ended it."""
    done = report.new + report.changed + report.unchanged
    what = _("{done} of {total} runbooks are in the library; then it stopped. {why}")
    return UserError(
        what.format(done=done, total=total, why=error.what), hint=error.hint + " " + _("Then import again.")
    )


def plan_pieces(
    store: Store, planned: Plan, accept: Collection[str] | None = None, theirs: Collection[str] = ()
) -> Iterator[tuple[int, int, ImportReport | None]]:
    """Record what was chosen of a plan, as `record_plan` does, piece by piece.

    Gives (done, all, None), and at last (all, all, report). Planning reads the disk and may run aside;
    recording belongs to the store's own thread, which may do something else between two pieces, or stop: what
    was recorded by then stays.
    """
    for done, total, report in _pieces(store, planned, accept, theirs):
        yield done, total, report if report.whole else None


@dataclass
class _Tally:
    """What an import is about to do, and what it has done so far."""

    planned: Plan
    accept: Collection[str] | None
    theirs: Collection[str]

    def __post_init__(self) -> None:
        both = self.planned.of("both")
        self.new, self.gone = self._wanted("new"), self._wanted("gone")
        self.changed = self._wanted("changed")
        self.declined = sum(len(self.planned.of(kind)) for kind in ("new", "changed", "gone"))
        self.declined -= len(self.new) + len(self.changed) + len(self.gone)
        self.changed += (row for row in both if row.path in self.theirs)
        self.kept = [row for row in both if row.path not in self.theirs]
        self.late: list[PlanRow] = []  # of those to record: changed here after the plan was made
        self.done = 0
        self.total = len(self.new) + len(self.changed)

    def _wanted(self, kind: PlanKind) -> list[PlanRow]:
        rows = self.planned.of(kind)
        return [row for row in rows if self.accept is None or row.path in self.accept]

    def report(self, *, whole: bool) -> ImportReport:
        """What was done, of all of it or of that far."""
        new = min(len(self.new), self.done)
        return ImportReport(
            self.planned.source,
            new,
            self.done - new - len(self.late),
            len(self.planned.of("unchanged")),
            len(self.gone) if whole else 0,
            self.planned.found.refused,
            whole,
            tuple(sorted(row.path for row in (*self.kept, *self.late))),
            self.declined,
            tuple(Refused(row.path, row.why) for row in self._told()),
        )

    def _told(self) -> list[PlanRow]:
        """Of what was recorded so far, the files of which something is to be said."""
        return [row for row in [*self.new, *self.changed][: self.done] if row.why and row not in self.late]


def _pieces(
    store: Store, planned: Plan, accept: Collection[str] | None, theirs: Collection[str]
) -> Iterator[tuple[int, int, ImportReport]]:
    """Each piece with the report so far."""
    tally = _Tally(planned, accept, theirs)
    todo = iter([*tally.new, *tally.changed])
    while chunk := list(islice(todo, _CHUNK)):
        tally.late += _record(store, planned, chunk, theirs)
        tally.done += len(chunk)
        yield tally.done, tally.total, tally.report(whole=False)
    _mark_gone(store, tally.gone)
    _come_back(store, [*tally.kept, *tally.late])
    report = tally.report(whole=True)
    _remember(store, planned, report)
    yield tally.total, tally.total, report


def _record(store: Store, planned: Plan, rows: Sequence[PlanRow], theirs: Collection[str]) -> list[PlanRow]:
    """Record these; gives those that somebody changed here since the plan was made, and that stay so."""
    late: list[PlanRow] = []
    images = {image.path: image.data for image in planned.found.images}
    with store.command():
        news: list[New] = []
        for row in rows:
            # asked now: another process may have imported the same folder, or somebody written here
            known = store.runbooks.at(planned.source, row.path)
            if known is None or not _stays(known, row, theirs):
                news.append(_imported(store, planned.source, row, known, images))
            elif row.kind == "changed" and known.in_folder == row.there:
                news += same_again(store, known)  # the file as it was is back
            else:
                late.append(row)
        store.record(*news)
    return late


def _stays(known: Runbook, row: PlanRow, theirs: Collection[str]) -> bool:
    """Whether the text here is one that only this store has, and nobody wants it replaced."""
    told = row.path in theirs and known.version == row.here
    return bool(known.theirs) and known.version != row.there and not told


def _imported(
    store: Store, source: str, row: PlanRow, known: Runbook | None, images: Mapping[str, bytes]
) -> New:
    assert row.file is not None
    assert row.document is not None
    text = store.blobs.put(row.file.data)
    shown = (inside(row.path, target) for target in row.document.images)
    pictures = {path: store.blobs.put(images[path]) for path in shown if path and path in images}
    book = known or Runbook(store.new_id(), source, row.path)
    return text_entry("runbook.imported", book, text, row.document, pictures)


def _mark_gone(store: Store, rows: Sequence[PlanRow]) -> None:
    """Mark what the folder no longer holds."""
    if rows:
        with store.command():
            store.record(
                *(New(subject("runbook", row.id), "runbook.gone", {"path": row.path}) for row in rows)
            )


def _come_back(store: Store, rows: Sequence[PlanRow]) -> None:
    """What is there again is no longer gone, also where its text stays the one that was written here."""
    books = [store.runbooks.get(row.id) for row in rows]
    if any(book.gone for book in books):
        with store.command():
            store.record(*(new for book in books if book.gone for new in same_again(store, book)))


def _remember(store: Store, planned: Plan, report: ImportReport) -> None:
    counts = {name: getattr(report, name) for name in ("new", "changed", "unchanged", "gone")}
    counts |= {"both": len(report.both), "refused": len(report.refused)}
    remember(store, report.source, planned.place, counts)


def text_of(store: Store, version: str) -> str:
    """The Markdown of a version by its hash; a UserError where it was removed."""
    data = store.blobs.get(version)
    if data is None:
        raise UserError(
            _("The text of this version is not in the store; it was removed."),
            hint=_("Import the runbook again."),
        )
    return decoded(data)[0]


@lru_cache(maxsize=64)
def _parsed(text: str, title: str) -> Document:
    return parse(text, title)


def document_of(store: Store, version: str, title: str) -> Document:
    """A version of a runbook, read into sections and steps."""
    return _parsed(text_of(store, version), title)
