"""Taking back an earlier version of a runbook: its text and its pictures are the newest once more."""

from pathlib import PurePosixPath

from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.runbook import Runbook
from holdfast.domain.text import clean_line
from holdfast.runbook.library import text_of
from holdfast.runbook.parse import parse
from holdfast.runbook.recording import Ref, text_entry
from holdfast.runbook.versions import BRINGING
from holdfast.store.store import Store
from holdfast.words import _


def restore(store: Store, runbook: str, version: str, reason: str = "", base: str = "") -> Runbook:
    """Record a version that a runbook had as its newest; nothing where it is that already.

    `base` is the version that was the newest when somebody decided so, "" for whichever it is. To take it
    back, restore that one. UserError where it never had this version, its text was removed, or somebody
    recorded another meanwhile.
    """
    with store.command():
        book = store.runbooks.get(runbook)
        _check(book, version, base)
        if version == book.version:
            return book
        document = parse(text_of(store, version), PurePosixPath(book.path).stem)
        text = {"blob": version, "size": len(store.blobs.get(version) or b"")}
        said = {"reason": clean_line(reason, _("The reason")), "origin": "restored"}
        pictures = _pictures(store, runbook, version)
        store.record(text_entry("runbook.written", book, text, document, pictures, said))
        return store.runbooks.get(runbook)


def _check(book: Runbook, version: str, base: str) -> None:
    if version not in book.versions:
        raise UserError(
            _("{title} never had the version {hash}.").format(title=book.title, hash=version[:8]),
            hint=_("See the versions that it had, and choose one of them."),
        )
    if base and base != book.version:
        raise UserError(
            _("{title} was changed by somebody else meanwhile. Nothing was restored.").format(
                title=book.title
            ),
            hint=_("Look at the newest version first, then restore."),
        )


def _pictures(store: Store, runbook: str, version: str) -> dict[str, Ref]:
    """What the version showed when it came the last time, as far as it is still in the store."""
    shown: dict[str, Ref] = {}
    for entry in store.journal.of(subject("runbook", runbook)):
        if entry.kind in BRINGING and entry.new("version") == version:
            shown = entry.body.get("images", {})
    return {path: ref for path, ref in shown.items() if store.blobs.get(str(ref["blob"])) is not None}
