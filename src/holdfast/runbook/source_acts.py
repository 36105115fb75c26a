"""What is done with a source as a whole: another name, or its folder forgotten. No runbook is lost."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from holdfast.domain.document import Document, Facts
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.runbook import Runbook
from holdfast.domain.text import clean_line, needed
from holdfast.domain.value import REMOVED
from holdfast.runbook.export import rename_exports
from holdfast.runbook.recording import pictures_of, text_entry
from holdfast.runbook.sources import Source, forget_place, rename_place, source_called, sources
from holdfast.store.store import Store
from holdfast.words import _

_CHUNK: Final = 10  # runbooks a transaction: the file is never held for longer than a blink
_LONGEST: Final = 80


def rename_source(store: Store, name: str, new: str) -> str:
    """Give a source another name; gives it as it was recorded. UserError where it can't be so."""
    wanted = new_name(store, name, new)
    for _done, _all in rename_pieces(store, name, wanted):
        pass
    return wanted


def new_name(store: Store, name: str, new: str) -> str:
    """The name as it would be recorded. UserError where the source can't be called so."""
    source = source_called(store, name)
    if not source.name:
        raise UserError(
            _("What was written here belongs to no folder, and has no name to change."),
            hint=_("Choose one of the other sources."),
        )
    wanted = needed(clean_line(new, _("The name"), _LONGEST), _("The name"))
    others = (one for one in sources(store) if one.name != name)
    taken = next((one for one in others if one.name.casefold() == wanted.casefold()), None)
    if taken is not None and not _is_left_over(store, name, taken):
        raise UserError(
            _("There is a source {name} already. Nothing was changed.").format(name=taken.name),
            hint=_("Choose another name: the same path in both would be two runbooks with one name."),
        )
    return wanted


def _is_left_over(store: Store, name: str, other: Source) -> bool:
    """Whether another source is what was renamed of this one when it was cut short."""
    here, there = store.runbooks.of_source(name), store.runbooks.of_source(other.name)
    return not other.place and here.keys().isdisjoint(there)


def rename_pieces(store: Store, name: str, new: str) -> Iterator[tuple[int, int]]:
    """Give a source the name that `new_name` allowed, piece by piece: (done, all) after each.

    What was done by then stays where it is cut short; the same again does the rest. A runbook whose words
    were removed keeps the old name, since nothing can be said of it any more.
    """
    if name == new:
        return
    books = [book for book in store.runbooks.of_source(name).values() if book.title != REMOVED]
    todo, done = iter(books), 0
    while chunk := list(islice(todo, _CHUNK)):
        with store.command():
            # asked now: another process may have recorded something of it
            now = [store.runbooks.get(each.id) for each in chunk]
            store.record(*(said for book in now for said in _moved(store, book, name, new)))
        done += len(chunk)
        yield done, len(books)
    rename_place(store, name, new)
    rename_exports(store, name, new)


def forget_source(store: Store, name: str) -> None:
    """Forget where a source came from and what its last import found. Its runbooks stay as they are."""
    source_called(store, name)
    forget_place(store, name)


def _moved(store: Store, book: Runbook, name: str, new: str) -> Iterator[New]:
    """What says of a runbook the same as it says now, under its source's new name."""
    data = store.blobs.get(book.version)
    if data is None or book.source != name:
        return
    facts = Facts(
        "", book.tags, book.services, book.alerts, book.severity, book.owner, book.reviewed, book.review_by
    )
    text = {"blob": book.version, "size": len(data)}
    reason = _("The source {old} is called {new} now.").format(old=name, new=new)
    moved = replace(book, source=new)
    document, pictures = Document(book.title, facts=facts), pictures_of(store, book)
    yield text_entry("runbook.written", moved, text, document, pictures, {"reason": reason})
    if book.gone:
        yield New(subject("runbook", book.id), "runbook.gone", {"path": book.path})
