"""Following a runbook on an incident: starting a run, and what came of each step."""

from datetime import datetime

from holdfast.domain.clock import occurred_text
from holdfast.domain.document import Step
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import check_not_ahead
from holdfast.domain.runbook import Run, StepMark
from holdfast.domain.text import clean_line, clean_prose, needed
from holdfast.runbook.library import document_of
from holdfast.store.store import Store
from holdfast.words import _

STATES = ("open", "done", "skipped", "failed")
_KINDS = {"done": "step.done", "skipped": "step.skipped", "failed": "step.failed", "open": "step.reopened"}


def start(store: Store, incident: str, runbook: str) -> Run:
    """Start a runbook on an incident; the run keeps this version, whatever is imported later."""
    with store.command():
        store.incidents.get(incident)
        book = store.runbooks.get(runbook)
        steps = len(document_of(store, book.version, book.title).steps)
        ident = store.new_id()
        data = store.blobs.get(book.version) or b""
        body = {
            "runbook": runbook,
            "title": book.title,
            "text": {"blob": book.version, "size": len(data)},
            "steps": steps,
        }
        about = (subject("incident", incident), subject("runbook", runbook))
        store.record(New(subject("run", ident), "run.started", body, about))
        return store.runbooks.run(ident)


def mark(
    store: Store, run: str, step: Step, state: str, remark: str = "", occurred: datetime | None = None
) -> Run:
    """Say that a step is done, skipped or failed (these two with a remark), or open again."""
    said = clean_prose(remark, _("The remark"))
    if state in ("skipped", "failed"):
        needed(said, _("The remark"))
    with store.command():
        value = store.runbooks.run(run)
        if value.state != "running":
            raise UserError(
                _("This run of {title} is finished.").format(title=value.title),
                hint=_("Start the runbook again."),
            )
        was = value.marks.get(step.id, StepMark("open")).state
        body: dict[str, object] = {
            "step": step.id,
            "number": step.number,
            "section": step.section,
            "text": step.plain[:300],
            "state": [was, state],
        }
        if said:
            body["remark"] = said
        if occurred is not None:
            check_not_ahead(occurred, store.now())
            body["occurred"] = occurred_text(occurred)
        store.record(New(subject("run", run), _KINDS[state], body, _about(value)))
        return store.runbooks.run(run)


def finish(store: Store, run: str, reason: str = "") -> Run:
    """Finish a run; the steps that are still open stay so."""
    with store.command():
        value = store.runbooks.run(run)
        if value.state == "running":
            body: dict[str, object] = {"state": ["running", "finished"]}
            if reason:
                body["reason"] = clean_line(reason, _("The reason"))
            store.record(New(subject("run", run), "run.finished", body, _about(value)))
        return store.runbooks.run(run)


def _about(value: Run) -> tuple[str, ...]:
    return (subject("incident", value.incident),)
