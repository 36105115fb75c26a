"""The runs of an incident's record: every step with what became of it, by whom, and its evidence."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from holdfast.domain.document import Step
from holdfast.domain.ids import subject
from holdfast.domain.run import Run, step_state_word
from holdfast.domain.value import moment, title_text
from holdfast.report.incident_record import RunPart, StepRow
from holdfast.report.record import operator_name, stamp
from holdfast.respond.evidence import Evidence
from holdfast.runbook.branches import not_needed
from holdfast.runbook.run import document_of_run
from holdfast.store.store import Store
from holdfast.words import _


def run_parts(store: Store, runs: list[Run], pieces: Mapping[str, Evidence]) -> Iterator[RunPart]:
    """The runs in the order in which they were started; `pieces` are the incident's evidence by entry."""
    for run in runs:
        entries = store.journal.of(subject("run", run.id))
        people = dict.fromkeys(entry.header.by.operator for entry in entries if entry.header.by)
        ended = [moment(e.text("occurred") or e.at) for e in entries if e.kind == "run.finished"]
        yield RunPart(
            title=title_text(run.title),
            version=run.version if run.runbook else "",
            who=", ".join(operator_name(store, each) for each in people),
            started=stamp(run.started, store.zone),
            ended=stamp(_last(run, ended), store.zone),
            steps=tuple(_steps(store, run, pieces)),
        )


def _last(run: Run, ended: list[datetime]) -> datetime | None:
    return None if run.is_running or not ended else ended[-1]


def _steps(store: Store, run: Run, pieces: Mapping[str, Evidence]) -> Iterator[StepRow]:
    document = document_of_run(store, run)
    out = not_needed(document, run)
    for step in document.steps:
        yield _step(store, run, step, pieces, needed=step.id not in out)


def _step(store: Store, run: Run, step: Step, pieces: Mapping[str, Evidence], *, needed: bool) -> StepRow:
    mark, state = run.marks.get(step.id), run.state_of(step.id)
    result = step_state_word(state) if needed or state != "open" else _("not needed")
    settled = mark if mark is not None and state != "open" else None
    kept = (pieces[entry] for entry in run.evidence.get(step.id, ()) if entry in pieces)
    return StepRow(
        number=step.number,
        text=step.plain,
        result=result,
        at=stamp(settled.at, store.zone) if settled else "",
        who=operator_name(store, settled.by) if settled and settled.by else "",
        remark="\n".join(part for part in (settled.value, settled.remark) if part) if settled else "",
        evidence=tuple(_named(piece) for piece in kept),
    )


def _named(piece: Evidence) -> str:
    named = {"name": piece.name, "sha": piece.sha256[:16]}
    if piece.withdrawn:
        return _("{name}, withdrawn: {reason}").format(name=piece.name, reason=piece.withdrawn)
    return _("{name}, SHA-256 {sha}…").format(**named)
