"""The entries that give a runbook a text, whether it was brought in or written here."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from holdfast.domain.document import Document, Facts
from holdfast.domain.encodings import decoded
from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.domain.runbook import Runbook
from holdfast.runbook.parse import parse
from holdfast.store.store import Store

Ref = Mapping[str, object]


def text_entry(
    kind: str,
    book: Runbook,
    text: Ref,
    document: Document,
    pictures: Mapping[str, Ref],
    said: Mapping[str, str] | None = None,
) -> New:
    """An entry that gives `book` this text, which reads as `document`, and these pictures.

    `said` of one that is written here: the "reason", and the "origin" of its words, where that is its runs
    ("drift") or a version that it had before ("restored").
    """
    body: dict[str, Any] = {
        "source": book.source,
        "path": book.path,
        "title": document.title,
        "version": [book.version or None, text["blob"]],
        "text": text,
        **_facts(document.facts),
    }
    if pictures:
        body["images"] = pictures
    body |= {name: words for name, words in (said or {}).items() if words}
    return New(subject("runbook", book.id), kind, body)


def same_again(store: Store, book: Runbook) -> list[New]:
    """What says again what a runbook says here, so that one that was gone is back; nothing without a text."""
    data = store.blobs.get(book.version)
    if data is None:
        return []
    document = parse(decoded(data)[0], PurePosixPath(book.path).stem)
    text = {"blob": book.version, "size": len(data)}
    return [text_entry("runbook.written", book, text, document, pictures_of(store, book))]


def pictures_of(store: Store, book: Runbook) -> dict[str, Ref]:
    """References to the pictures of a runbook; one that was removed is gone from its next version too."""
    found: dict[str, Ref] = {}
    for path, digest in book.images.items():
        data = store.blobs.get(digest)
        if data is not None:
            found[path] = {"blob": digest, "size": len(data)}
    return found


def _facts(facts: Facts) -> dict[str, object]:
    """What the front matter says; nothing for what it does not."""
    said: dict[str, object] = {
        "tags": list(facts.tags),
        "services": list(facts.services),
        "alerts": list(facts.alerts),
        "severity": facts.severity,
        "owner": facts.owner,
        "reviewed": facts.reviewed,
        "review_by": facts.review_by,
    }
    return {name: value for name, value in said.items() if value}
