"""What became of the steps of a run that nobody settled, which its text alone can say: for the reports."""

from holdfast.domain.errors import UserError
from holdfast.domain.run import Run
from holdfast.store.store import Store


def steps_left(store: Store, run: Run) -> tuple[int, int]:
    """How many steps an answer left out, and how many nobody settled; none where the text was removed."""
    # start-up time: reading a runbook takes much that a review without a run needs nothing of
    from holdfast.runbook.branches import not_needed  # noqa: PLC0415
    from holdfast.runbook.run import document_of_run  # noqa: PLC0415

    try:
        document = document_of_run(store, run)
    except UserError:
        return 0, 0
    still_open = {step.id for step in document.steps if run.state_of(step.id) == "open"}
    left_out = not_needed(document, run) & still_open
    return len(left_out), len(still_open) - len(left_out)
