"""The text of one runbook while it is written: its draft, what it began from, and how it is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from holdfast.domain.clock import from_stored, to_stored
from holdfast.domain.ids import subject
from holdfast.domain.runbook import Runbook
from holdfast.runbook.library import text_of
from holdfast.runbook.writing import create, write
from holdfast.store.store import Store
from holdfast.ui.runbook.skeleton import skeleton

_FIELD, _ORIGIN = "text", "origin"
_MARK = "\ufeff"  # the byte order mark, which Qt drops


@dataclass(frozen=True, slots=True)
class Around:
    """What is there besides the text: paths of its source, and its images by path."""

    path: str
    known: frozenset[str]
    images: Mapping[str, str]


class OwnText:
    """Of the runbook `ident`, or of a new one for "". `base` is the version that the writing began from."""

    def __init__(self, store: Store, ident: str) -> None:
        """UserError where there is no such runbook, or its text was removed."""
        self._store = store
        self.book = store.runbooks.get(ident) if ident else Runbook("")
        self._whole = text_of(store, self.book.version) if ident else ""
        self._place = (subject("runbook", ident or "new"), _FIELD)
        kept = store.drafts.get(*self._place)
        self.base = kept.base if kept and ident else self.book.version

    def begin(self) -> str:
        """What stands in the field where nothing was written yet."""
        if self.book.id:
            return self.recorded()
        by = self._store.by
        owner = self._store.operators.names().get(by.operator, "") if by else ""
        return skeleton(owner, self._store.now().date())

    def recorded(self) -> str:
        """The recorded text as the field shows it: with its line ends, no mark before; "" for a new one."""
        return self._whole.removeprefix(_MARK).replace("\r\n", "\n")

    def draft(self) -> str | None:
        """What was written and not recorded."""
        kept = self._store.drafts.get(*self._place)
        return kept.text if kept else None

    def keep(self, text: str) -> None:
        """Keep a draft; none where it says nothing new."""
        if self._store.read_only:
            return
        if text.strip() and text != self.begin():
            self._store.drafts.save(*self._place, text, to_stored(self._store.clock()), base=self.base)
        else:
            self._store.drafts.drop(*self._place)
            self._store.drafts.drop(self._place[0], _ORIGIN)

    def begin_from(self, origin: str, text: str) -> str:
        """The writing goes on from this text, which came from there; gives it as the field shows it."""
        self._store.drafts.save(self._place[0], _ORIGIN, origin, to_stored(self._store.clock()))
        return text.removeprefix(_MARK).replace("\r\n", "\n")

    def look(self) -> bool:
        """Read what is recorded now; True where that is another than the writing began from."""
        if not self.book.id:
            return False
        self.book = self._store.runbooks.get(self.book.id)
        self._whole = text_of(self._store, self.book.version)
        return self.base != self.book.version

    def theirs(self) -> tuple[str, datetime | None]:
        """Who recorded what is recorded now, "" where nobody stands behind it, and when."""
        name = subject("runbook", self.book.id)
        entries = self._store.journal.of_kinds(name, ("runbook.written", "runbook.imported"))
        if not entries:
            return "", None
        by = entries[-1].header.by
        who = self._store.operators.names().get(by.operator, "") if by else ""
        return who, from_stored(entries[-1].at)

    def settle(self) -> None:
        """What is recorded now has been seen: the writing goes on from there."""
        self.base = self.book.version

    def record(self, text: str) -> Runbook:
        """Record it, with the line ends and mark that it had. UserError where it was changed meanwhile."""
        if not self.book.id:
            return create(self._store, text)
        if "\r\n" in self._whole:
            text = text.replace("\n", "\r\n")
        if text.strip() and self._whole.startswith(_MARK):
            text = _MARK + text
        came = self._store.drafts.get(self._place[0], _ORIGIN)
        return write(self._store, self.book.id, text, self.base, origin=came.text if came else "")

    def around(self) -> Around:
        """What links and images of it may lead to."""
        book = self.book
        others = self._store.runbooks.page()
        known = {row.path for row in others if row.source == book.source and not row.gone}
        return Around(book.path or "new.md", frozenset(known | set(book.images)), book.images)
