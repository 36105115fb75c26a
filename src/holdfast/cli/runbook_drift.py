"""`holdfast runbook drift`: what the runs of a runbook say of it."""

import argparse
from typing import Any

from holdfast.cli.parts import Answer, lines, plain, reading, table, verb
from holdfast.cli.runbook_find import find_runbook
from holdfast.domain.timewords import span_text
from holdfast.runbook.drift import Drift, StepStats, drift_of, finding_text, proposed_of
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verb."""
    found = verb(verbs, "drift", _("what its runs say of its steps"), _drift)
    found.add_argument("id", help=_("its id, path or title"))
    found.add_argument("--text", action="store_true", help=_("print the runbook with that worked in"))


def _drift(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        drift = drift_of(store, find_runbook(store, args.id).id)
        text = proposed_of(store, drift)
    value = {
        "runbook": drift.runbook,
        "title": drift.title,
        "runs": drift.runs,
        "steps": [_step_value(each) for each in drift.steps],
        "findings": [_finding_value(drift, at) for at in range(len(drift.findings))],
        "text": text,
    }
    return Answer(value, text.removesuffix("\n") if args.text else _told(drift))


def _step_value(stats: StepStats) -> dict[str, Any]:
    step = stats.step
    counts = {name: number for name, number in plain(stats).items() if name not in ("step", "said")}
    said = {state: list(words) for state, words in (stats.said or {}).items() if words}
    return {"number": step.number, "id": step.id, "text": step.plain, **counts, "said": said}


_FINDING = ("count", "runs", "said", "seconds", "timebox", "redone")


def _finding_value(drift: Drift, at: int) -> dict[str, Any]:
    finding = drift.findings[at]
    value = {name: plain(getattr(finding, name)) for name in _FINDING}
    step = {"step": finding.step.number, "step_id": finding.step.id}
    return {"kind": finding.sort, **step, "told": finding_text(finding), **value}


def _told(drift: Drift) -> str:
    head = _("{title}: {count} runs.").format(title=drift.title, count=drift.runs)
    rows = [_row(each) for each in drift.steps if each.reached]
    columns = (
        _("step"),
        _("reached"),
        _("done"),
        _("skipped"),
        _("failed"),
        _("differently"),
        _("median"),
        "",
    )
    found = [finding_text(finding) for finding in drift.findings] or [_("Nothing to change.")]
    return lines(head, *([table([columns, *rows])] if rows else []), *found)


def _row(stats: StepStats) -> tuple[str, ...]:
    counts = (stats.reached, stats.done, stats.skipped, stats.failed, stats.deviated)
    took = span_text(stats.median) if stats.timed else ""
    return str(stats.step.number), *map(str, counts), took, stats.step.plain
