"""Waits that run on an incident: each is told once when it is over, until its step is settled."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from holdfast.domain.run import Run
from holdfast.runbook.progress import Progress
from holdfast.ui.kit.notices import Notice, Notices
from holdfast.words import _


class WaitWatch:
    """Knows which waits were seen running; one that was over before is nothing to tell."""

    def __init__(self, notices: Notices, show_run: Callable[[str], object]) -> None:
        """`show_run` shows the run of this id."""
        self._notices, self._show_run = notices, show_run
        self._there: Sequence[tuple[Run, Progress]] = ()
        self._due: set[tuple[str, str]] = set()
        self._told: dict[tuple[str, str], Notice] = {}

    def watch(self, there: Sequence[tuple[Run, Progress]]) -> None:
        """These are the runs now."""
        self._there = there
        self._due |= {(run.id, wait.step.id) for run, far in there for wait in far.waits if wait.left}
        wait_on = {(run.id, wait.step.id) for run, far in there for wait in far.waits}
        runs = {run.id for run, _far in there}
        for settled in [key for key in self._told if key[0] in runs and key not in wait_on]:
            self._notices.outdate(self._told.pop(settled))

    def tell(self, now: datetime, *, can_go: bool) -> bool:
        """Say what has just come to its end, with a way there if `can_go`; whether there was anything."""
        over = [
            (run, wait.step)
            for run, far in self._there
            for wait in far.waits
            if wait.ends <= now and (run.id, wait.step.id) in self._due
        ]
        for run, step in over:
            self._due.discard((run.id, step.id))
            words = _("{title}: the wait of step {number} is over.")
            told = words.format(title=run.title, number=step.number)
            verb = _("Go there") if can_go else ""
            said = self._notices.say(told, verb=verb, act=partial(self._show_run, run.id))
            self._told[run.id, step.id] = said
        return bool(over)
