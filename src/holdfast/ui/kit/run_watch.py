"""Waits that run on an incident: each is told once when it is over."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from holdfast.domain.run import Run
from holdfast.runbook.progress import Progress, Wait


class WaitWatch:
    """Knows which waits were seen running; one that was over before is nothing to tell."""

    def __init__(self) -> None:
        self._there: Sequence[tuple[Run, Progress]] = ()
        self._due: set[tuple[str, str]] = set()

    def watch(self, there: Sequence[tuple[Run, Progress]]) -> None:
        """These are the runs now."""
        self._there = there
        self._due |= {(run.id, wait.step.id) for run, far in there for wait in far.waits if wait.left}

    def over(self, now: datetime) -> Iterator[tuple[Run, Wait]]:
        """What has just come to its end."""
        for run, far in self._there:
            for wait in far.waits:
                if wait.ends <= now and (run.id, wait.step.id) in self._due:
                    self._due.discard((run.id, wait.step.id))
                    yield run, wait
