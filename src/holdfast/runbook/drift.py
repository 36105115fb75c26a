"""How the use of a runbook has drifted away from its text: what its runs say should be changed.

The rules stand in `drift_steps`, the edited text is made in `drift_text`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from holdfast.domain.document import Document
from holdfast.domain.timewords import span_text
from holdfast.domain.value import title_text
from holdfast.runbook.drift_redone import redone_in
from holdfast.runbook.drift_steps import Finding, FindingSort, StepStats, findings_of, stats_of
from holdfast.runbook.drift_text import proposed_text
from holdfast.runbook.library import document_of, text_of
from holdfast.runbook.typed import one_line
from holdfast.store.store import Store
from holdfast.words import _

__all__ = [
    "Drift", "Finding", "FindingSort", "StepStats", "drift_of", "finding_text", "findings_of",
    "proposed_actions", "proposed_of", "proposed_text", "redone_in", "stats_of",
]  # fmt: skip

_LONGEST: Final = 70  # letters of a step or of a remark in a sentence


@dataclass(frozen=True, slots=True)
class Drift:
    """A runbook as it reads now beside its runs in all versions: each step's counts, and what they say."""

    runbook: str
    title: str
    document: Document
    runs: int
    steps: tuple[StepStats, ...]
    findings: tuple[Finding, ...]


def drift_of(store: Store, runbook: str) -> Drift:
    """What the runs of a runbook say of it."""
    book = store.runbooks.get(runbook)
    document = document_of(store, book.version, book.title).with_changes(book.demoted, book.added)
    runs = store.runbooks.runs_of_book(runbook)
    stats = stats_of(document, runs, redone_in(store, runs))
    return Drift(runbook, title_text(book.title), document, len(runs), stats, findings_of(stats))


def proposed_of(store: Store, drift: Drift) -> str:
    """The runbook's text with its findings worked in; the same text where there is nothing to change."""
    text = text_of(store, store.runbooks.get(drift.runbook).version)
    return proposed_text(text, drift.document, drift.findings)


def finding_text(finding: Finding) -> str:
    """A finding as a sentence with its counts, for people."""
    step = _("Step {number}, {step}").format(number=finding.step.number, step=_short(finding.step.plain))
    return f"{step}: {what_text(finding)}."


def what_text(finding: Finding) -> str:
    """What was found, without the step and without a full stop."""
    if finding.sort == "slow":
        return _slow_text(finding)
    told = _told(finding).format(count=finding.count, runs=finding.runs, redone=finding.redone)
    if not finding.said:
        return told
    return _("{told} ({words})").format(told=told, words=_short(finding.said[0]).rstrip("."))


def _told(finding: Finding) -> str:
    if finding.redone == finding.count:
        return _("often fails first: in {count} of {runs} runs it failed before it was done")
    if finding.redone:
        return _("failed in {count} of {runs} runs, in {redone} of them before it was done")
    return {
        "skipped": _("skipped in {count} of {runs} runs"),
        "failing": _("failed in {count} of {runs} runs"),
        "replaced": _("done differently in {count} of {runs} runs"),
    }[finding.sort]


def _slow_text(finding: Finding) -> str:
    took = _("took {span} in the middle of {runs} runs").format(
        span=span_text(finding.seconds), runs=finding.runs
    )
    if not finding.timebox:
        return _("{took}, far longer than the other steps").format(took=took)
    box = span_text(finding.step.annotation.timebox)
    return _("{took}, over its time box of {box} in {count}").format(took=took, box=box, count=finding.count)


# what a person may do about it
_WISHES: Final[Mapping[FindingSort, Callable[[], str]]] = {
    "skipped": lambda: _("decide whether it is still needed"),
    "failing": lambda: _("make it work, or say what to do when it fails"),
    "replaced": lambda: _("take over what is done instead"),
    "slow": lambda: _("make it quicker, or give it the time it takes"),
}


def proposed_actions(findings: Sequence[Finding], title: str = "") -> list[str]:
    """A title of a preventive action for each finding; `title` is the runbook's."""
    return [
        _("{wish}; {what}").format(wish=wish_text(finding, title), what=what_text(finding))
        for finding in findings
    ]


def wish_text(finding: Finding, title: str = "") -> str:
    """What a person may do about a finding; the same whatever the counts are."""
    step = _("step {number}, {step}").format(number=finding.step.number, step=_short(finding.step.plain))
    where = _("{runbook}, {step}").format(runbook=_short(title), step=step) if title else step
    return _("{where}: {wish}").format(where=where, wish=_WISHES[finding.sort]())


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
