"""What people say of the steps that a text was read into: this is none, and this is missing.

It is said in a run, and is about its runbook, so that its next version and its next run know it too.
"""

import hashlib

from holdfast.domain.document import Step
from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.domain.text import clean_prose, needed
from holdfast.runbook.run import about_of, document_of_run, going_run, mark
from holdfast.store.store import Store
from holdfast.words import _


def demote(store: Store, run: str, step: Step, *, demoted: bool = True) -> None:
    """Say that something is no step, or is one after all; what is so already is not recorded."""
    with store.command():
        going = going_run(store, run)
        if (step.id in going.demoted) != demoted:
            body = {"step": step.id, "text": step.plain[:300], "demoted": [not demoted, demoted]}
            store.record(New(subject("run", run), "step.demoted", body, about_of(going, runbook=True)))


def add_step(store: Store, run: str, text: str, after: str = "", section: str = "") -> str:
    """Add a step to a run, right behind another, or last in a section or in all; gives its id."""
    with store.command():
        going = going_run(store, run)
        body = _addition(store, text, after, section)
        store.record(New(subject("run", run), "step.added", body, about_of(going, runbook=True)))
        return str(body["step"])


def add_last(store: Store, run: str, text: str, *, done: bool) -> str:
    """Add a step behind all others, done already or not; gives its id."""
    with store.command():
        ident = add_step(store, run, text)
        if done:
            step = document_of_run(store, store.runbooks.run(run)).step(ident)
            assert step is not None
            mark(store, run, step, "done")
        return ident


def _addition(store: Store, text: str, after: str, section: str) -> dict[str, object]:
    words = needed(clean_prose(text, _("The step")), _("The step"))
    ident = hashlib.sha256(store.new_id().encode()).hexdigest()[:12]
    body: dict[str, object] = {"step": ident, "text": words}
    if after:
        body["after"] = after
    if section:
        body["section"] = section
    return body
