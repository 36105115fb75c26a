"""Evidence that belongs to a step of a run: pasted output and files. It is the incident's as well."""

from collections.abc import Sequence
from datetime import datetime

from holdfast.domain.document import Step
from holdfast.domain.errors import UserError
from holdfast.domain.run import Run
from holdfast.domain.text import needed
from holdfast.domain.timeline import TimelineRow
from holdfast.respond.evidence import Evidence, OfStep, add, evidence_of
from holdfast.respond.evidence_files import Content, of_bytes
from holdfast.runbook.run import going_run
from holdfast.store.store import Store
from holdfast.words import _


def add_output(
    store: Store, run: str, step: Step, text: str, remark: str = "", occurred: datetime | None = None
) -> TimelineRow:
    """Keep pasted output as evidence of a step, exactly as it was pasted."""
    needed(text, _("The output"))
    try:
        data = text.encode()
    except UnicodeEncodeError as problem:
        raise UserError(
            _("The output holds bytes that are not text. Nothing was recorded."),
            hint=_("Save it as a file, and add that."),
        ) from problem
    with store.command():
        name = output_name(store.runbooks.run(run), step)
        contents = [of_bytes(name, data, "text/plain")]
        return add_files(store, run, step, contents, remark, occurred)[0]


def add_files(
    store: Store,
    run: str,
    step: Step,
    contents: Sequence[Content],
    remark: str = "",
    occurred: datetime | None = None,
) -> list[TimelineRow]:
    """Keep what was read as evidence of a step: all, or none. UserError where the run is finished."""
    with store.command():
        incident = going_run(store, run).incident
        of = OfStep(run, step.id, step.number)
        return [add(store, incident, content, remark, occurred, of) for content in contents]


def evidence_of_step(store: Store, run: Run, step: str) -> list[Evidence]:
    """The evidence of a step that still stands, in the order of adding."""
    theirs = set(run.evidence.get(step, ()))
    pieces = evidence_of(store, run.incident) if theirs else []
    return [piece for piece in pieces if piece.entry in theirs and not piece.withdrawn]


def output_name(run: Run, step: Step) -> str:
    """What pasted output is called: `output of step 3.txt`, `output of step 3 (2).txt`."""
    count = len(run.evidence.get(step.id, ())) + 1
    if count == 1:
        return _("output of step {number}.txt").format(number=step.number)
    return _("output of step {number} ({count}).txt").format(number=step.number, count=count)
