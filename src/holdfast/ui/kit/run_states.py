"""What a run says of its steps, as values to be shown, and which step comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from holdfast.domain.document import Document, Step
from holdfast.domain.run import Run, StepMark
from holdfast.domain.timewords import clock_text, day_text
from holdfast.respond.evidence import Evidence, evidence_of
from holdfast.runbook import branches
from holdfast.runbook.library import document_of
from holdfast.runbook.progress import progress_of
from holdfast.runbook.run import document_of_run
from holdfast.store.store import Store
from holdfast.ui.kit.run_values import OPEN, Child, StepState, state_word
from holdfast.words import _


def states_of(store: Store, run: Run, document: Document, there: Sequence[Run] = ()) -> list[StepState]:
    """Every step of the run's version with what became of it; `there` are all runs of the incident."""
    names, now = store.operators.names(), store.now()
    out = branches.not_needed(document, run)
    kept = _evidence(store, run)
    children = {each.parent_step: each for each in there if each.parent == run.id}
    found: list[StepState] = []
    for step in document.steps:
        child = children.get(step.id)
        bare = StepState(
            step,
            needed=step.id not in out,
            evidence=tuple(kept[entry] for entry in run.evidence.get(step.id, ()) if entry in kept),
            child=None if child is None else _child(store, child),
        )
        mark = run.marks.get(step.id)
        if mark is None or mark.state == OPEN:
            found.append(_waiting(bare, run, now) if step.id in run.waits else bare)
        else:
            said = _said(store, mark, names.get(mark.by, ""))
            found.append(replace(bare, state=mark.state, said=said, remark=mark.remark, answer=mark.value))
    return found


def _waiting(state: StepState, run: Run, now: datetime) -> StepState:
    begun = replace(state, waiting=run.waits[state.step.id])
    return replace(begun, over=begun.ends is not None and begun.ends <= now)


def _evidence(store: Store, run: Run) -> Mapping[str, Evidence]:
    if not run.evidence:
        return {}
    return {piece.entry: piece for piece in evidence_of(store, run.incident) if not piece.withdrawn}


def _child(store: Store, run: Run) -> Child:
    progress = progress_of(document_of_run(store, run), run, store.now())
    return Child(run.id, run.title, progress.settled, progress.needed, run.is_running)


def _said(store: Store, mark: StepMark, name: str) -> str:
    """What is said of a settled step: "done 13:22 · you"."""
    who = _("you") if store.by and mark.by == store.by.operator else name
    when = "" if mark.at is None else when_text(store, mark.at)
    return "  ·  ".join(part for part in (f"{state_word(mark.state)} {when}".strip(), who) if part)


def when_text(store: Store, at: datetime) -> str:
    """The time, with its day unless that is today."""
    clock = clock_text(at, store.zone)
    is_today = at.astimezone(store.zone).date() == store.now().astimezone(store.zone).date()
    return clock if is_today else f"{day_text(at, store.zone)} {clock}"


def no_steps(store: Store, run: Run) -> list[Step]:
    """What people said is no step, in the order of the text."""
    if not run.demoted:
        return []
    whole = document_of(store, run.version, run.title).with_changes((), run.added)
    return [step for step in whole.steps if step.id in run.demoted]
