"""Which steps a run still needs: a choice leads into one branch and leaves the others out."""

from holdfast.domain.document import Document, Step
from holdfast.domain.run import Run


def not_needed(document: Document, run: Run) -> frozenset[str]:
    """The ids of steps in sections that other answers would have led to.

    A section that the answer leads to as well, or that stands below one, stays in.
    """
    out: set[str] = set()
    for step in document.steps:
        taken = chosen(run, step)
        if taken is None:
            continue
        inside = document.below(taken)
        others = {key for option in step.annotation.options for key in document.below(option.section)}
        out |= {each.id for each in document.steps if each.section in others - inside}
    return frozenset(out)


def chosen(run: Run, step: Step) -> str | None:
    """The section that a choice was answered with, "" for none; None where it is no choice or open."""
    said = step.annotation
    if said.sort != "choice" or run.state_of(step.id) != "done":
        return None
    answer = run.answers.get(said.name or step.id, "")
    return next((option.section for option in said.options if option.words == answer), None)


def next_step(document: Document, run: Run) -> str:
    """The id of the first open step that is needed, "" where there is none or the run is finished."""
    if not run.is_running:
        return ""
    out = not_needed(document, run)
    left = (step.id for step in document.steps if step.id not in out and run.state_of(step.id) == "open")
    return next(left, "")
