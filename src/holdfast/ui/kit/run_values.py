"""What is shown of a run's steps, as values: rows and cards are painted from these alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from holdfast.domain.document import Step
from holdfast.domain.run import Waiting
from holdfast.words import _, ngettext

if TYPE_CHECKING:  # start-up time: lists of all kinds need the marks alone
    from holdfast.respond.evidence import Evidence

OPEN, DONE, SKIPPED, FAILED, DEVIATED = "open", "done", "skipped", "failed", "deviated"
LEFT_OUT = "left out"
"""How the box of an open step looks that an answer left out."""


@dataclass(frozen=True, slots=True)
class Child:
    """The run that a step started, and how far it is."""

    id: str
    title: str
    settled: int
    needed: int
    is_running: bool


@dataclass(frozen=True, slots=True)
class StepState:
    """What a run says of a step. `said` is "done 13:22 · you"; "" while it is open.

    `answer` is what an input or a choice was answered; `needed` is False where another answer left it out.
    `over`: the time that it waits for has passed. `child` is the run that was started from it.
    """

    step: Step
    state: str = OPEN
    said: str = ""
    remark: str = ""
    answer: str = ""
    needed: bool = True
    waiting: Waiting | None = None
    over: bool = False
    evidence: "tuple[Evidence, ...]" = ()
    child: Child | None = None

    @property
    def settled(self) -> bool:
        """Done, skipped, failed or done differently."""
        return self.state != OPEN

    @property
    def box(self) -> str:
        """What its box shows."""
        return self.state if self.settled or self.needed else LEFT_OUT

    @property
    def words(self) -> str:
        """Number and text on one line."""
        return _("{number}. {text}").format(number=self.step.number, text=self.step.plain)

    @property
    def below(self) -> str:
        """What stands in the row below its words: the answer, the remark, what was kept."""
        count = len(self.evidence)
        kept = ngettext("{count} piece of evidence", "{count} pieces of evidence", count).format(count=count)
        return "  ·  ".join(part for part in (self.answer, self.remark, kept if count else "") if part)

    @property
    def ends(self) -> datetime | None:
        """When its wait is over, None while it does not wait."""
        return self.waiting.since + timedelta(seconds=self.waiting.seconds) if self.waiting else None


def state_word(state: str) -> str:
    """What became of a step, in the reader's language."""
    return {
        DONE: _("done"),
        SKIPPED: _("skipped"),
        FAILED: _("failed"),
        DEVIATED: _("done differently"),
        OPEN: _("open again"),
    }[state]
