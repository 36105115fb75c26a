"""What quick open and the search over everything answer: rows that lead to incidents, runbooks, reviews."""

from collections.abc import Callable
from functools import partial

from holdfast.domain.classification import severity_text
from holdfast.domain.ids import id_of, kind_of
from holdfast.domain.phase import phase_word
from holdfast.store.search import Hit
from holdfast.store.store import Store
from holdfast.ui.kit.rows import Row
from holdfast.ui.shell.picker import Pick
from holdfast.words import _

_MOST = 50
_ICONS = {"incident": "incidents", "runbook": "runbooks", "review": "reviews"}

Go = Callable[[str, str], None]


class Finding:
    """Asks the store; `go` takes a page's key and the id to show there."""

    def __init__(self, store: Store, go: Go) -> None:
        self._store, self._go = store, go

    def quick(self, query: str) -> list[Pick]:
        """Incidents, runbooks and reviews by reference or title, each once; else the open incidents."""
        if not query.strip():
            rows = self._store.incidents.page(self._store.query("phase:open"), "due", 0, 20)
            return [self._incident(row.id) for row in rows]
        found = self._store.search.find(query, tuple(_ICONS), _MOST)
        titled = [hit for hit in found if hit.title] + [hit for hit in found if not hit.title]
        once = {hit.subject: hit for hit in reversed(titled)}
        return [self._pick(hit) for hit in reversed(once.values())]

    def everything(self, query: str) -> list[Pick]:
        """Every place that holds the words, with what stands around them."""
        hits = self._store.search.find(query, tuple(_ICONS), _MOST)
        return [self._pick(hit, snippet=True) for hit in hits]

    def _pick(self, hit: Hit, *, snippet: bool = False) -> Pick:
        kind, ident = kind_of(hit.subject), id_of(hit.subject)
        around = " ".join(hit.snippet.replace("\x02", "").replace("\x03", "").split()) if snippet else ""
        if kind == "incident":
            return self._incident(ident, around, hit.spot)
        title = hit.title or _("Untitled")
        meta = around or (_("Runbook") if kind == "runbook" else _("Review"))
        row = Row(title, meta, 0, icon=_ICONS[kind])
        return Pick(f"{hit.subject} {hit.spot}", row, partial(self._go, kind, ident))

    def _incident(self, ident: str, around: str = "", spot: str = "") -> Pick:
        row = self._store.incidents.rows([ident])[ident]
        meta = around or _("{phase} · {severity}").format(
            phase=phase_word(row.phase),
            severity=severity_text(row.severity) if row.severity else _("Not assessed"),
        )
        shown = Row(row.title, meta, row.severity, row.ref)
        return Pick(f"incident/{ident} {spot}", shown, partial(self._go, "incident", ident))
