"""Writing a runbook here, and standing behind one: a new version by its text, an approval by its hash."""

import re
from pathlib import PurePosixPath

from holdfast.domain.encodings import decoded
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.runbook import Runbook
from holdfast.domain.text import clean_line, needed
from holdfast.runbook.found import LARGEST_TEXT
from holdfast.runbook.parse import parse
from holdfast.runbook.recording import pictures_of, text_entry
from holdfast.store.store import Store
from holdfast.words import _

OWN: str = ""
"""The source of what is written here."""
_NO_LETTERS = re.compile(r"[^\w]+")


def write(store: Store, runbook: str, text: str, base: str, reason: str = "", origin: str = "") -> Runbook:
    """Record a new text of a runbook that was `base` (a version's hash) when its writing began.

    The same text records nothing. UserError where it was changed by somebody else meanwhile. `origin` is
    "drift" where it began from what the runs say.
    """
    with store.command():
        book = store.runbooks.get(runbook)
        if base != book.version:
            raise UserError(
                _("{title} was changed by somebody else while you wrote. Yours is kept as a draft.").format(
                    title=book.title
                ),
                hint=_("Compare the two, then record yours over theirs or take theirs."),
            )
        return _recorded(store, book, text, reason, origin)


def create(store: Store, text: str, reason: str = "", name: str = "") -> Runbook:
    """Record a new runbook, written here. Its path is made from its title, or from `name`."""
    with store.command():
        title = parse(text, name).title
        book = Runbook(store.new_id(), OWN, _free_path(store, name or title))
        return _recorded(store, book, text, reason)


def approve(store: Store, runbook: str, version: str, *, approved: bool = True, reason: str = "") -> Runbook:
    """Say that this version was read and is accepted here, or is no longer."""
    with store.command():
        book = store.runbooks.get(runbook)
        if version not in book.versions:
            raise UserError(
                _("{title} never had the version {hash}.").format(title=book.title, hash=version[:8]),
                hint=_("Approve the one that you have read: {hash}.").format(hash=book.version[:8]),
            )
        was = book.approved == version
        if was == approved:
            return book
        body: dict[str, object] = {"version": version, "approved": [was, approved]}
        if said := clean_line(reason, _("The reason")):
            body["reason"] = said
        store.record(New(subject("runbook", runbook), "runbook.approved", body))
        return store.runbooks.get(runbook)


def _recorded(store: Store, book: Runbook, text: str, reason: str, origin: str = "") -> Runbook:
    data = _bytes(text)
    if decoded(store.blobs.get(book.version) or b"")[0] == text:
        return book
    kept = store.blobs.put(data)
    document = parse(text, PurePosixPath(book.path).stem)
    said = {"reason": clean_line(reason, _("The reason")), "origin": origin}
    store.record(text_entry("runbook.written", book, kept, document, pictures_of(store, book), said))
    return store.runbooks.get(book.id)


def _bytes(text: str) -> bytes:
    needed(text, _("The text"))
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as problem:
        raise UserError(_("The text holds characters that are none. Nothing was recorded.")) from problem
    if "\0" in text:
        raise UserError(_("The text holds null characters. Nothing was recorded."))
    if len(data) > LARGEST_TEXT:
        raise UserError(
            _("The text is {size} kB long; a runbook may have {most} kB. Nothing was recorded.").format(
                size=len(data) // 1024, most=LARGEST_TEXT // 1024
            ),
            hint=_("Part it into two, and let one lead to the other."),
        )
    return data


def _free_path(store: Store, title: str) -> str:
    """A path that no runbook written here has yet."""
    stem = _NO_LETTERS.sub("-", title.casefold()).strip("-")[:80] or "runbook"
    path, number = f"{stem}.md", 1
    while store.runbooks.at(OWN, path) is not None:
        number += 1
        path = f"{stem}-{number}.md"
    return path
