"""Timeline and runbook side by side; below each other where there is no room for both."""

from PySide6.QtWidgets import QWidget

from holdfast.ui.kit.split import TurningSplitter

_LEFT = 0.45
_NARROW = 720


class Sides(TurningSplitter):
    """A splitter that turns when it gets narrow."""

    def __init__(self, left: QWidget, right: QWidget, remembered: str) -> None:
        super().__init__(left, right, remembered, _LEFT, _NARROW)
