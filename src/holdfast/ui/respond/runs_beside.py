"""The runbook beside the timeline: what the live view asks of it, and its filled button."""

from typing import Protocol, cast

from PySide6.QtCore import QObject, QTimer, SignalInstance
from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import isValid

from holdfast.ui.kit.text import set_look


class ShowsRuns(Protocol):
    """What is asked of the widget."""

    @property
    def task_wanted(self) -> SignalInstance:
        """A step is to be given to somebody as a task: its text."""
        ...

    def show_incident(self, incident_id: str) -> None:
        """Show the runs of an incident."""
        ...

    def show_run(self, ident: str) -> None:
        """Show this run of it."""
        ...


class RunsBeside(QObject):
    """One filled button at a time: while a panel is open it has it, not the step of the runbook."""

    def __init__(self, widget: QWidget) -> None:
        """`widget` is a `ShowsRuns`."""
        super().__init__(widget)
        self.widget = widget
        self.shown = cast("ShowsRuns", widget)
        self._steps_back = False
        self._emptied: list[QPushButton] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._empty)

    def step_back(self, *, back: bool) -> None:
        """Whether a panel has the filled button now."""
        self._steps_back = back
        if back:
            self._empty()
        else:
            self._fill()

    def follow(self) -> None:
        """Something was recorded: the runbook may fill a button, once it has heard of it."""
        self._later.start()

    def _empty(self) -> None:
        if self._steps_back:
            filled = [each for each in self.widget.findChildren(QPushButton) if each.property("primary")]
            for each in filled:
                set_look(each, "primary", False)
            self._emptied += filled

    def _fill(self) -> None:
        for each in self._emptied:
            if isValid(each):
                set_look(each, "primary", True)
        self._emptied = []
