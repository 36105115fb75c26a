"""What quick open and the search over everything answer: rows that lead to incidents, runbooks, reviews."""

import re
from collections.abc import Callable, Iterable
from functools import partial

from holdfast.domain.classification import severity_text
from holdfast.domain.encodings import decoded
from holdfast.domain.errors import UserError
from holdfast.domain.ids import id_of, kind_of, subject
from holdfast.domain.phase import phase_word
from holdfast.runbook.names import names_of
from holdfast.store.search import Hit
from holdfast.store.store import Store
from holdfast.ui.kit.rows import Row
from holdfast.ui.kit.snippets import line_around
from holdfast.ui.shell.picker import Pick
from holdfast.words import _

_MOST = 50
_TITLES = 400
_NAMED = 10
_ICONS = {"incident": "incidents", "runbook": "runbooks", "review": "reviews"}
_WORD = re.compile(r"\w+")

Go = Callable[[str, str], None]


class Finding:
    """Asks the store; `go` takes a page's key and the id to show there."""

    def __init__(self, store: Store, go: Go) -> None:
        self._store, self._go = store, go

    def quick(self, query: str) -> list[Pick]:
        """Incidents, runbooks and reviews by reference or title, each once; else the open incidents.

        The reference comes first, then the runbook of an alert of this name, then titles that begin so, then
        titles whose words begin so, then runbooks that are about it, then texts that hold the words; what
        changed last comes first among equals.
        """
        if not query.strip():
            rows = self._store.incidents.page(self._store.query("phase:open"), "due", 0, 20)
            return [self._incident(row.id) for row in rows]
        named = sorted(self._titled(query), key=lambda hit: not _begins(_title(hit), query))
        found = self._store.search.find(query, tuple(_ICONS), _MOST)
        exact, about = self._called(query)
        once = {hit.subject: hit for hit in (*self._referred(query), *exact, *named, *about)}
        titles = {hit.subject: hit for hit in found if hit.title}
        for hit in found:
            once.setdefault(hit.subject, titles.get(hit.subject, hit))
        return [self._pick(hit) for hit in list(once.values())[:_MOST]]

    def everything(self, query: str) -> list[Pick]:
        """Every place that holds the words, with the line that they stand in."""
        hits = self._store.search.find(query, tuple(_ICONS), _MOST)
        return [self._pick(hit, snippet=True) for hit in hits]

    def _referred(self, query: str) -> Iterable[Hit]:
        """The incident of this reference, whole or its number."""
        try:
            found = self._store.incidents.find(query)
        except UserError:
            return ()
        return (Hit(subject("incident", found.id), "", found.title, ""),)

    def _titled(self, query: str) -> list[Hit]:
        """The places in whose title each word is the beginning of one, the newest first."""
        wanted = _words(query)
        if not wanted:
            return []
        longest = max(wanted, key=len)
        found = self._store.search.find(f"title:{longest}", tuple(_ICONS), _TITLES)
        return [hit for hit in found if _has_all(hit.title, wanted)]

    def _called(self, query: str) -> tuple[list[Hit], list[Hit]]:
        """The runbooks whose alert or file is called so, and some whose alert, tag or owner is like it."""
        names = names_of(self._store)
        found = names.having(query)[:_NAMED]
        exact = [ident for ident in found if names.is_called(ident, query)]
        rows = self._store.runbooks.rows(found)
        hits = {row.id: Hit(subject("runbook", row.id), "", row.title, "") for row in rows}
        return [hits[ident] for ident in exact], [hits[ident] for ident in found if ident not in exact]

    def _pick(self, hit: Hit, *, snippet: bool = False) -> Pick:
        kind, ident = kind_of(hit.subject), id_of(hit.subject)
        around = line_around(hit.snippet, self._text(hit)) if snippet else ""
        if kind == "incident":
            return self._incident(ident, around, hit.spot)
        title = hit.title or _("Untitled")
        meta = around or (_("Runbook") if kind == "runbook" else _("Review"))
        row = Row(title, meta, 0, icon=_ICONS[kind])
        return Pick(f"{hit.subject} {hit.spot}", row, partial(self._go, kind, ident))

    def _text(self, hit: Hit) -> str:
        """The text that a hit is in, as far as it is at hand; "" for the snippet alone."""
        kind, ident, store = kind_of(hit.subject), id_of(hit.subject), self._store
        if kind == "runbook":
            return decoded(store.blobs.get(store.runbooks.get(ident).version) or b"")[0]
        if kind == "review":
            review = store.reviews.get(ident)
            return review.texts.get(hit.spot) or review.words_beside
        entry = store.journal.at(hit.spot)
        return entry.text("text") or entry.text("remark") if entry is not None else ""

    def _incident(self, ident: str, around: str = "", spot: str = "") -> Pick:
        row = self._store.incidents.rows([ident])[ident]
        meta = around or _("{phase} · {severity}").format(
            phase=phase_word(row.phase),
            severity=severity_text(row.severity) if row.severity else _("Not assessed"),
        )
        shown = Row(row.title, meta, row.severity, row.ref, icon=_ICONS["incident"])
        return Pick(f"incident/{ident} {spot}", shown, partial(self._go, "incident", ident))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _title(hit: Hit) -> str:
    """The title alone; an incident's stands behind its reference."""
    return hit.title.partition(" ")[2] if kind_of(hit.subject) == "incident" else hit.title


def _begins(title: str, query: str) -> bool:
    return " ".join(_words(title)).startswith(" ".join(_words(query)))


def _has_all(title: str, wanted: list[str]) -> bool:
    there = _words(title)
    return all(any(word.startswith(each) for word in there) for each in wanted)
