"""Which run and step a call means, and a run as an answer."""

import re
from collections.abc import Sequence
from typing import Any, Final

from holdfast.cli.parts import lines, plain, table
from holdfast.desk.step_evidence import evidence_of_step
from holdfast.domain.document import Document, Step
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.run import Run, step_state_word
from holdfast.domain.timewords import clock_text, due_text, span_text
from holdfast.domain.value import title_text
from holdfast.runbook.branches import not_needed
from holdfast.runbook.library import document_of
from holdfast.runbook.progress import Progress, progress_of
from holdfast.runbook.run import document_of_run
from holdfast.store.store import Store
from holdfast.words import _

_ID: Final = re.compile(r"[0-9a-f][0-9a-f-]{7,35}")


def find_run(store: Store, word: str, runbook: str = "") -> Run:
    """The run that a word means: its id, an incident's reference, or a runbook's title or path.

    Of an incident it is the one that is running, else the only one there is; `runbook` chooses among several.
    """
    found = _by_id(store, word)
    if not found and (incident := _incident(store, word)):
        theirs = [
            run for run in store.runbooks.runs_of(incident.id) if not runbook or _is_of(store, run, runbook)
        ]
        running = [run for run in theirs if run.is_running]
        found = running or theirs
    elif not found:
        found = [run for run in store.runbooks.running() if _is_of(store, run, word)]
    if len(found) == 1:
        return found[0]
    raise _several(store, word, found) if found else _none(word)


def runs_meant(store: Store, word: str) -> list[Run]:
    """All runs of an incident's reference; else the one that a word means."""
    incident = None if _by_id(store, word) else _incident(store, word)
    return store.runbooks.runs_of(incident.id) if incident else [find_run(store, word)]


def find_step(document: Document, word: str) -> Step:
    """The step of a number, or of an id."""
    for step in document.steps:
        if word in (str(step.number), step.id):
            return step
    raise UserError(
        _("There is no step {word}; the last one is {last}.").format(word=word, last=len(document.steps)),
        hint=_("See them: holdfast run status RUN."),
    )


def demoted_steps(store: Store, run: Run) -> list[Step]:
    """What people say is no step of a run."""
    whole = document_of(store, run.version, run.title).with_changes((), run.added)
    return [step for step in whole.steps if step.id in run.demoted]


def _by_id(store: Store, word: str) -> list[Run]:
    return store.runbooks.runs_named(word) if _ID.fullmatch(word) else []


def _incident(store: Store, word: str) -> Incident | None:
    try:
        return store.incidents.find(word)
    except UserError:
        return None


def _is_of(store: Store, run: Run, word: str) -> bool:
    names = {run.title.casefold(), run.runbook}
    if run.runbook:
        names.add(store.runbooks.get(run.runbook).path.casefold())
    return word.casefold() in names


def _several(store: Store, word: str, runs: Sequence[Run]) -> UserError:
    named = ", ".join(f"{run.id} ({run.title}, {store.incidents.get(run.incident).ref})" for run in runs)
    return UserError(
        _("{word} can mean more than one run.").format(word=word),
        hint=_("Give its id, or its incident and --runbook: {runs}.").format(runs=named),
    )


def _none(word: str) -> UserError:
    return UserError(
        _("There is no run of {word}.").format(word=word),
        hint=_("Start one: holdfast run start REF RUNBOOK. Those of an incident: holdfast run status REF."),
    )


# --- as an answer ---------------------------------------------------------------------------------


def run_value(store: Store, run: Run) -> dict[str, Any]:
    """A run with its progress and all its steps."""
    document = document_of_run(store, run)
    progress = progress_of(document, run, store.now())
    out = not_needed(document, run)
    return {
        "id": run.id,
        "incident": store.incidents.get(run.incident).ref,
        "runbook": run.runbook,
        "title": title_text(run.title),
        "version": run.version,
        "state": run.state,
        "started": plain(run.started),
        "settled": progress.settled,
        "needed": progress.needed,
        "left_out": progress.left_out,
        "current": progress.current.number if progress.current else None,
        "since": plain(progress.since),
        "timebox": progress.timebox,
        "left": progress.left,
        "waits": [
            {"number": wait.step.number, "ends": plain(wait.ends), "left": wait.left}
            for wait in progress.waits
        ],
        "answers": dict(run.answers),
        "steps": [_step_value(store, run, step, needed=step.id not in out) for step in document.steps],
        "no_steps": [{"id": step.id, "text": step.plain} for step in demoted_steps(store, run)],
    }


def _step_value(store: Store, run: Run, step: Step, *, needed: bool) -> dict[str, Any]:
    mark = run.marks.get(step.id)
    names = store.operators.names()
    said = step.annotation
    value: dict[str, Any] = {
        "number": step.number,
        "id": step.id,
        "text": step.plain,
        "kind": said.sort,
        "state": run.state_of(step.id),
        "needed": needed,
    }
    if mark is not None:
        value |= {"at": plain(mark.at), "by": names.get(mark.by, mark.by), "remark": mark.remark}
        value |= {"answer": mark.value} if mark.value else {}
    pieces = evidence_of_step(store, run, step.id)
    return value | ({"evidence": [{"id": one.entry, "name": one.name} for one in pieces]} if pieces else {})


def run_text(store: Store, run: Run) -> str:
    """A run for people: how far it is, what comes next, and its steps."""
    document = document_of_run(store, run)
    progress = progress_of(document, run, store.now())
    out = not_needed(document, run)
    rows = [_row(store, run, step, needed=step.id not in out) for step in document.steps]
    return lines(*_head(store, run, progress), table(rows) or _("No steps."))


def _head(store: Store, run: Run, progress: Progress) -> list[str]:
    state = _("running") if run.is_running else _("finished")
    told = _("{title} on {ref}, {state}: {settled} of {needed} steps settled").format(
        title=title_text(run.title),
        ref=store.incidents.get(run.incident).ref,
        state=state,
        settled=progress.settled,
        needed=progress.needed,
    )
    if progress.left_out:
        told = _("{told}, {count} not needed").format(told=told, count=progress.left_out)
    waits = [
        _("Step {number} waits until {time}, {left}.").format(
            number=wait.step.number, time=clock_text(wait.ends, store.zone), left=due_text(wait.left)
        )
        for wait in progress.waits
    ]
    return [f"{told}. {run.id}", *_next(progress), *waits]


def _next(progress: Progress) -> list[str]:
    step = progress.current
    if step is None:
        return []
    told = _("Next: {number}. {text}").format(number=step.number, text=step.plain)
    if not progress.timebox:
        return [told]
    box = _("time box {span}, {left}").format(span=span_text(progress.timebox), left=due_text(progress.left))
    return [f"{told} ({box})"]


def _row(store: Store, run: Run, step: Step, *, needed: bool) -> tuple[str, ...]:
    mark = run.marks.get(step.id)
    state = run.state_of(step.id)
    word = step_state_word(state) if needed or state != "open" else _("not needed")
    settled = mark is not None and state != "open"
    at = clock_text(mark.at, store.zone) if mark and mark.at and settled else ""
    who = store.operators.names().get(mark.by, "") if mark and settled else ""
    said = "; ".join(filter(None, (mark.value, mark.remark))) if mark and settled else ""
    text = (
        _("{text} ({remark})").format(text=step.plain, remark=" ".join(said.split())) if said else step.plain
    )
    return str(step.number), word, at, who, text
