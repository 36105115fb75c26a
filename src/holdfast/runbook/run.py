"""Following a runbook on an incident: starting a run, what came of each step, and its end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from holdfast.domain.clock import occurred_text
from holdfast.domain.document import Document, Step
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import check_not_ahead
from holdfast.domain.run import Run
from holdfast.domain.text import clean_line, clean_prose, needed
from holdfast.runbook.answer import checked_answer
from holdfast.runbook.library import document_of
from holdfast.store.store import Store
from holdfast.words import _

STATES: Final = ("open", "done", "skipped", "failed", "deviated")
_KINDS: Final = {
    "done": "step.done",
    "skipped": "step.skipped",
    "failed": "step.failed",
    "deviated": "step.deviated",
    "open": "step.reopened",
}
_SAYING: Final = frozenset({"skipped", "failed", "deviated"})


def start(
    store: Store,
    incident: str,
    runbook: str,
    parent: tuple[str, str] | None = None,
    occurred: datetime | None = None,
) -> Run:
    """Start a runbook on an incident; the run keeps this version, whatever is imported later.

    `parent` is the run and the step that ask for it.
    """
    with store.command():
        store.incidents.get(incident)
        book = store.runbooks.get(runbook)
        document = document_of(store, book.version, book.title).with_changes(book.demoted, book.added)
        data = store.blobs.get(book.version) or b""
        body: dict[str, object] = {
            "runbook": runbook,
            "title": book.title,
            "text": {"blob": book.version, "size": len(data)},
            "steps": len(document.steps),
        }
        if book.demoted:
            body["demoted"] = list(book.demoted)
        if book.added:
            body["added"] = [_said(step) for step in book.added]
        if parent is not None:
            body["parent"], body["parent_step"] = parent
        about = (subject("incident", incident), subject("runbook", runbook))
        return _begin(store, body, about, occurred)


def start_blank(store: Store, incident: str, title: str, occurred: datetime | None = None) -> Run:
    """Start a checklist without a runbook: its steps are added as they are done."""
    name = needed(clean_line(title, _("The title")), _("The title"))
    with store.command():
        store.incidents.get(incident)
        text = store.blobs.put(f"# {name}\n".encode())
        body: dict[str, object] = {"runbook": "", "title": name, "text": text, "steps": 0}
        return _begin(store, body, (subject("incident", incident),), occurred)


def _said(step: object) -> dict[str, str]:
    return {name: getattr(step, name) for name in ("id", "text", "after", "section")}


def _begin(store: Store, body: dict[str, object], about: tuple[str, ...], occurred: datetime | None) -> Run:
    _happened(store, body, occurred)
    ident = store.new_id()
    store.record(New(subject("run", ident), "run.started", body, about))
    return store.runbooks.run(ident)


def document_of_run(store: Store, run: Run) -> Document:
    """The steps of a run's version, as people say that they are."""
    return document_of(store, run.version, run.title).with_changes(run.demoted, run.added)


def mark(
    store: Store, run: str, step: Step, state: str, remark: str = "", occurred: datetime | None = None
) -> Run:
    """Say that a step is done, skipped, failed or done differently, or open again.

    All but done and open need a remark; of a deviation it is what was done instead. UserError where the step
    asks for something else before it is done: an answer, a second person, time.
    """
    return _settle(store, run, step, _Outcome(state, remark, occurred))


def answer(
    store: Store, run: str, step: Step, value: str, remark: str = "", occurred: datetime | None = None
) -> Run:
    """Answer an input or a choice: it is done, and the answer is remembered for the run."""
    return _settle(store, run, step, _Outcome("done", remark, occurred, value))


@dataclass(frozen=True, slots=True)
class _Outcome:
    state: str
    remark: str = ""
    occurred: datetime | None = None
    value: str = ""


def _settle(store: Store, run: str, step: Step, outcome: _Outcome) -> Run:
    said = clean_prose(outcome.remark, _("The remark"))
    if outcome.state in _SAYING:
        needed(said, _("The remark"))
    sort = step.annotation.sort
    with store.command():
        going = _running(store, run)
        body: dict[str, object] = {
            "step": step.id,
            "number": step.number,
            "section": step.section,
            "text": step.plain[:300],
            "state": [going.state_of(step.id), outcome.state],
        }
        if sort != "instruction":
            body["sort"] = sort
        _happened(store, body, outcome.occurred)
        if outcome.state == "done" and (check := _CHECKS.get(sort)):
            body |= check(store, going, step, outcome.value, said)
        if said:
            body["remark"] = said
        store.record(New(subject("run", run), _KINDS[outcome.state], body, about_of(going)))
        return store.runbooks.run(run)


def _answered(_store: Store, _run: Run, step: Step, value: str, _said: str) -> Mapping[str, object]:
    return {"name": step.annotation.name or step.id, "value": checked_answer(step.annotation, value)}


def _passed(_store: Store, _run: Run, step: Step, _value: str, _said: str) -> Mapping[str, object]:
    return {"expect": step.annotation.expect} if step.annotation.expect else {}


def _approved(store: Store, run: Run, _step: Step, _value: str, _said: str) -> Mapping[str, object]:
    """Somebody else than who did the last step, or who started it where that is the first."""
    latest = run.latest()
    first = store.journal.of_kinds(subject("run", run.id), ("run.started",))[0].header.by
    before = latest.by if latest else first.operator if first else ""
    if store.by is not None and store.by.operator == before:
        raise UserError(
            _("This gate needs a second person: you did the step before it. Nothing was recorded."),
            hint=_("Let somebody else sign in and approve it, or skip it and say why."),
        )
    return {}


def _waited(store: Store, run: Run, step: Step, _value: str, said: str) -> Mapping[str, object]:
    """The wait is over, or the remark says why it was not waited for."""
    waiting = run.waits.get(step.id)
    ends = waiting.since + timedelta(seconds=waiting.seconds) if waiting else None
    if said or (ends and ends <= store.now()):
        return {}
    raise UserError(
        _("The time for this step has not passed yet."),
        hint=_("Wait until it has, or say in the remark why you go on."),
    )


_CHECKS: Final[Mapping[str, Callable[[Store, Run, Step, str, str], Mapping[str, object]]]] = {
    "input": _answered,
    "choice": _answered,
    "check": _passed,
    "approval": _approved,
    "timer": _waited,
}


def begin_wait(store: Store, run: str, step: Step, occurred: datetime | None = None) -> Run:
    """Start the clock of a step that is waited for."""
    with store.command():
        going = _running(store, run)
        body: dict[str, object] = {
            "step": step.id,
            "number": step.number,
            "text": step.plain[:300],
            "wait": step.annotation.wait,
        }
        _happened(store, body, occurred)
        store.record(New(subject("run", run), "step.began", body, about_of(going)))
        return store.runbooks.run(run)


def finish(store: Store, run: str, reason: str = "") -> Run:
    """Finish a run; the steps that are still open stay so."""
    with store.command():
        value = store.runbooks.run(run)
        if value.is_running:
            body: dict[str, object] = {"state": ["running", "finished"]}
            if reason:
                body["reason"] = clean_line(reason, _("The reason"))
            store.record(New(subject("run", run), "run.finished", body, about_of(value)))
        return store.runbooks.run(run)


def _running(store: Store, run: str) -> Run:
    value = store.runbooks.run(run)
    if not value.is_running:
        raise UserError(
            _("This run of {title} is finished.").format(title=value.title),
            hint=_("Start the runbook again."),
        )
    return value


def _happened(store: Store, body: dict[str, object], occurred: datetime | None) -> None:
    if occurred is not None:
        check_not_ahead(occurred, store.now())
        body["occurred"] = occurred_text(occurred)


def about_of(run: Run, *, runbook: bool = False) -> tuple[str, ...]:
    """What an entry about a run is about: its incident, and its runbook where that is to learn from it."""
    books = (subject("runbook", run.runbook),) if runbook and run.runbook else ()
    return (subject("incident", run.incident), *books)
