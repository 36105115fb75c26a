"""What a kind of step shows below its text, and what it takes before it is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.ui.kit.run_code import NO_ANSWERS
from holdfast.ui.kit.run_drafts import RunDraft
from holdfast.ui.kit.run_links import Link
from holdfast.ui.kit.run_values import StepState


@dataclass(frozen=True)
class Around:
    """What a part has to know beside its step: its drafts by field, the time, and who is at the keyboard."""

    draft: Callable[[str], RunDraft]
    now: Callable[[], datetime]
    who: str = ""


@dataclass(frozen=True)
class CardSetting:
    """What a card has to know beside its step.

    `locked` says why nothing can be said of the step, `links` are those of its text, `answers` what was asked
    before by name, `asking` what a remark was asked for when the card was last shown. `read` gives the
    content of evidence by its entry.
    """

    around: Around
    read: Callable[[str], bytes]
    locked: str = ""
    links: Sequence[Link] = ()
    answers: Mapping[str, str] = field(default_factory=lambda: NO_ANSWERS)
    asking: str = ""


class StepPart(QWidget):
    """A part of an open step. Of an instruction it is empty."""

    ready = Signal()
    """The person answered in it: the step is to be recorded."""
    operator_wanted = Signal()
    """Somebody else is to sign in."""
    failed = Signal(object)
    """The UserError of a draft that could not be saved."""

    def __init__(self, state: StepState, around: Around) -> None:
        super().__init__()
        self.state, self.around = state, around
        self.down = QVBoxLayout(self)
        self.down.setContentsMargins(0, 0, 0, 0)
        self.down.setSpacing(8)
        self.build()

    def build(self) -> None:
        """Put into `down` what is shown."""
        self.hide()

    def first(self) -> QWidget | None:
        """Where the focus begins, None for the first verb."""
        return None

    def value(self) -> str | None:
        """The answer, None where the step asks for none."""
        return None

    def may_be_done(self) -> bool:
        """Whether Done is enough; where it is not, the part has said why."""
        return True

    def asks_why(self) -> bool:
        """Whether Done needs a few words."""
        return False

    def shows(self, error: UserError) -> bool:
        """Say what was in the way; False where the card says it itself."""
        del error
        return False

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key that nothing else wanted was for this part."""
        del event
        return False

    def tick(self, now: datetime) -> None:
        """A second passed."""

    def flush(self) -> None:
        """Save what is written as a draft."""

    def forget(self) -> None:
        """What is written was recorded."""
