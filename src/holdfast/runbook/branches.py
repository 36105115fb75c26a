"""Which steps a run still needs: a choice leads into one branch and leaves the others out."""

from holdfast.domain.document import Document, Step
from holdfast.domain.run import Run


def not_needed(document: Document, run: Run) -> frozenset[str]:
    """The ids of steps in sections that other answers would have led to.

    A section that an answer leads to as well, or that stands below one, stays in. A choice that is itself
    left out says nothing, and an answer that leads back above its own choice leaves nothing out.
    """
    out: frozenset[str] = frozenset()  # the keys of sections
    for step in document.steps:
        if step.section in out or (taken := chosen(run, step)) is None:
            continue
        branches = [document.below(option.section) for option in step.annotation.options]
        others = frozenset[str]().union(*(keys for keys in branches if step.section not in keys))
        out = (out | others) - document.below(taken)
    return frozenset(step.id for step in document.steps if step.section in out)


def chosen(run: Run, step: Step) -> str | None:
    """The section that a choice was answered with, "" for none; None where it is no choice or open."""
    said, mark = step.annotation, run.marks.get(step.id)
    if said.sort != "choice" or mark is None or mark.state != "done":
        return None
    return next((option.section for option in said.options if option.words == mark.value), None)


def next_step(document: Document, run: Run) -> str:
    """The id of the first open step that is needed, "" where there is none or the run is finished."""
    if not run.is_running:
        return ""
    out = not_needed(document, run)
    left = (step.id for step in document.steps if step.id not in out and run.state_of(step.id) == "open")
    return next(left, "")
