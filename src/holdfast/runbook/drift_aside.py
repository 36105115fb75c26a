"""Drift worked out beside the window: what it takes is read from the store first, the rest is pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from holdfast.domain.run import Run
from holdfast.domain.runbook import Runbook
from holdfast.domain.value import title_text
from holdfast.runbook.drift import Drift, Finding, findings_of, proposed_text, redone_in, stats_of
from holdfast.runbook.drift_steps import FindingSort, Redone
from holdfast.runbook.library import text_of
from holdfast.runbook.parse import parse
from holdfast.store.store import Store

_STATES: Final[dict[FindingSort, str]] = {"skipped": "skipped", "failing": "failed", "replaced": "deviated"}


@dataclass(frozen=True, slots=True)
class Gathered:
    """A runbook as it reads now, and all its runs, the newest last."""

    book: Runbook
    text: str
    runs: tuple[Run, ...]
    redone: Redone = field(default_factory=dict[str, Mapping[str, str]])

    def drift(self) -> Drift:
        """What the runs say of it, as `drift_of` does."""
        book = self.book
        document = parse(self.text, book.title).with_changes(book.demoted, book.added)
        stats = stats_of(document, self.runs, self.redone)
        return Drift(book.id, title_text(book.title), document, len(self.runs), stats, findings_of(stats))

    def proposed(self, drift: Drift) -> str:
        """Its text with the findings worked in."""
        return proposed_text(self.text, drift.document, drift.findings)


def gather(store: Store, runbook: str) -> Gathered:
    """Read what it takes; UserError where there is no such runbook, or its text was removed."""
    book = store.runbooks.get(runbook)
    runs = tuple(store.runbooks.runs_of_book(runbook))
    return Gathered(book, text_of(store, book.version), runs, redone_in(store, runs))


def runs_behind(finding: Finding, runs: Sequence[Run]) -> list[Run]:
    """The runs that a finding is of; of a slow step all that settled it."""
    state = _STATES.get(finding.sort)
    found = [(run, run.state_of(finding.step.id)) for run in runs]
    return [run for run, became in found if (became == state if state else became != "open")]
