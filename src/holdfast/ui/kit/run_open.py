"""What the list of steps asks of the one that is open, whatever is asked in it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from holdfast.ui.kit.run_values import StepState


class OpenStep(QFrame):
    """A step that is open among rows."""

    worked_on = Signal()
    """The focus was put somewhere in it, not by a pointer: that is to be in sight."""

    def state(self) -> StepState:
        """The step that is shown."""
        raise NotImplementedError

    def begin(self) -> None:
        """Put the focus where the step is worked on."""
        raise NotImplementedError

    def flush(self) -> None:
        """Save what is written as a draft."""
        raise NotImplementedError
