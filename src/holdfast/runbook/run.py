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
from holdfast.domain.run import MARKS, Run, StepMark
from holdfast.domain.text import clean_line, clean_prose, needed
from holdfast.domain.value import altered
from holdfast.runbook.answer import checked_answer
from holdfast.runbook.branches import not_needed
from holdfast.runbook.library import document_of
from holdfast.store.store import Store
from holdfast.words import _

STATES: Final = tuple(MARKS)
_SAYING: Final = frozenset({"skipped", "failed", "deviated"})
_ASKING: Final = frozenset({"input", "choice"})


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
            body["parent"], body["parent_step"] = store.runbooks.run(parent[0]).id, parent[1]
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
    asks for something else before it is done: an answer, a second person, time. That an open step is open
    is not recorded. A settled step is settled anew; whoever means an open one asks `refuse_settled` first.
    """
    return _settle(store, run, step, _Outcome(state, remark, occurred))


def answer(
    store: Store, run: str, step: Step, value: str, remark: str = "", occurred: datetime | None = None
) -> Run:
    """Answer an input or a choice: it is done, and the answer is remembered for the run."""
    if step.annotation.sort not in _ASKING:
        raise UserError(
            _("Step {number} asks for no answer.").format(number=step.number),
            hint=_("Say that it is done, and what came of it in the remark."),
        )
    return _settle(store, run, step, _Outcome("done", remark, occurred, value))


class SettledAlready(UserError):
    """Somebody settled the step, perhaps a moment ago at another place."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What is said of a step."""

    state: str
    remark: str = ""
    occurred: datetime | None = None
    value: str = ""


def _settle(store: Store, run: str, step: Step, outcome: _Outcome) -> Run:
    outcome = altered(outcome, remark=clean_prose(outcome.remark, _("The remark")))
    if outcome.state in _SAYING:
        needed(outcome.remark, _("The remark"))
    with store.command():
        going = going_run(store, run)
        was = going.state_of(step.id)
        if (was, outcome.state) == ("open", "open"):
            return going
        body = _said_of(step) | {"section": step.section, "state": [was, outcome.state]}
        sort = step.annotation.sort
        if sort != "instruction":
            body["sort"] = sort
        _happened(store, body, outcome.occurred)
        if outcome.state == "done" and (check := _CHECKS.get(sort)):
            body |= check(store, going, step, outcome)
        if outcome.remark:
            body["remark"] = outcome.remark
        store.record(New(subject("run", run), MARKS[outcome.state], body, about_of(going)))
        return store.runbooks.run(run)


def refuse_settled(run: Run, step: Step) -> None:
    """SettledAlready where a step of the run, as read in this command, is not open any more."""
    if run.state_of(step.id) != "open":
        raise SettledAlready(
            _("Step {number} is settled already. Nothing was recorded.").format(number=step.number),
            hint=_("Open it again first to say something else of it."),
        )


def _said_of(step: Step) -> dict[str, object]:
    """How an entry names a step: so that it can be told without the runbook."""
    return {"step": step.id, "number": step.number, "text": step.plain[:300]}


def _answered(_store: Store, _run: Run, step: Step, outcome: _Outcome) -> dict[str, object]:
    return {"name": step.annotation.name or step.id, "value": checked_answer(step.annotation, outcome.value)}


def _decided(store: Store, run: Run, step: Step, outcome: _Outcome) -> dict[str, object]:
    """The answer, and the numbers of the steps that it leaves out: no entry will speak of them."""
    body = _answered(store, run, step, outcome)
    document = document_of_run(store, run)
    mark_now = StepMark("done", value=str(body["value"]))
    after = not_needed(document, altered(run, marks={**run.marks, step.id: mark_now}))
    numbers = [each.number for each in document.steps if each.id in after - not_needed(document, run)]
    return body | ({"left_out": numbers} if numbers else {})


def _passed(_store: Store, _run: Run, step: Step, _outcome: _Outcome) -> dict[str, object]:
    return {"expect": step.annotation.expect} if step.annotation.expect else {}


def _approved(store: Store, run: Run, _step: Step, _outcome: _Outcome) -> dict[str, object]:
    """Somebody else than who settled a step last, or who started the run where none is settled."""
    latest = run.latest()
    first = store.journal.of_kinds(subject("run", run.id), ("run.started",))[0].header.by
    before = latest.by if latest else first.operator if first else ""
    if store.by is not None and store.by.operator == before:
        raise UserError(
            _("This gate needs a second person: you did the step before it. Nothing was recorded."),
            hint=_("Let somebody else sign in and approve it, or skip it and say why."),
        )
    return {}


def _waited(store: Store, run: Run, step: Step, outcome: _Outcome) -> dict[str, object]:
    """The wait is over, or the remark says why it was not waited for.

    Of what is entered later no clock ran here: it was waited for by another one.
    """
    waiting = run.waits.get(step.id)
    then = outcome.occurred or store.now()
    over = waiting.since + timedelta(seconds=waiting.seconds) <= then if waiting else bool(outcome.occurred)
    if outcome.remark or over:
        return {}
    raise UserError(
        _("The time for this step has not passed yet."),
        hint=_("Wait until it has, or say in the remark why you go on."),
    )


_CHECKS: Final[Mapping[str, Callable[[Store, Run, Step, _Outcome], dict[str, object]]]] = {
    "input": _answered,
    "choice": _decided,
    "check": _passed,
    "approval": _approved,
    "timer": _waited,
}


def begin_wait(store: Store, run: str, step: Step, occurred: datetime | None = None) -> Run:
    """Start the clock of a step that is waited for, or start it anew.

    UserError where the step waits for nothing or is settled.
    """
    if not step.annotation.wait:
        raise UserError(
            _("Step {number} has no time to wait for.").format(number=step.number),
            hint=_("Say that it is done when it is."),
        )
    with store.command():
        going = going_run(store, run)
        refuse_settled(going, step)
        body = _said_of(step) | {"wait": step.annotation.wait}
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


def going_run(store: Store, run: str) -> Run:
    """A run that still goes on; UserError where it is finished."""
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
