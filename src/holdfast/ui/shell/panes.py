"""The areas of the window that F6 goes through, and where the focus goes in each."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from holdfast.ui.shell.rail import Rail
from holdfast.ui.shell.status import StatusStrip


@runtime_checkable
class ComeTo(Protocol):
    """An area with something that is to be done next, where the focus goes that was nowhere in it before."""

    def come_to(self) -> None:
        """Put the focus there."""
        ...


def go(panes: Sequence[QWidget], focused: QWidget | None, step: int) -> None:
    """Move the focus from the area that has it to the next (1) or previous (-1) one that takes it."""
    at = next((place for place, pane in enumerate(panes) if _holds(pane, focused)), -1 if step > 0 else 0)
    for turn in range(1, len(panes) + 1):
        if _enter(panes[(at + step * turn) % len(panes)]):
            return


def _holds(pane: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (pane is focused or pane.isAncestorOf(focused))


def _enter(pane: QWidget) -> bool:
    """Put the focus where it was in this area, else on what is to be done there, or its first control."""
    target = _target(pane)
    if target is None and isinstance(pane, ComeTo):
        pane.come_to()
        if _holds(pane, pane.window().focusWidget()):
            return True
    target = target or _first_in(pane)
    if target is None:
        return False
    target.setFocus(Qt.FocusReason.TabFocusReason)
    return True


def _target(pane: QWidget) -> QWidget | None:
    """Where the focus goes for sure, None where nobody was in the area yet."""
    if isinstance(pane, (Rail, StatusStrip)):
        return pane.first_focus()
    if pane.focusPolicy() != Qt.FocusPolicy.NoFocus:
        return pane
    before = pane.focusWidget()
    return before if before is not None and _can_focus(before) else None


def _first_in(pane: QWidget) -> QWidget | None:
    """The control of `pane` that Tab would reach first."""
    each = pane.nextInFocusChain()
    while each is not None and each is not pane:
        if pane.isAncestorOf(each) and _can_focus(each):
            return each
        each = each.nextInFocusChain()
    return None


def _can_focus(widget: QWidget) -> bool:
    wanted = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return wanted and widget.isVisible() and widget.isEnabled()
