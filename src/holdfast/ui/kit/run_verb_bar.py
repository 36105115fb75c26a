"""What can be said of an open step, as buttons beside each other, the rarer things in a menu."""

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from holdfast.ui.kit.buttons import button, menu_button
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.run_values import StepState
from holdfast.ui.kit.run_verbs import verb_button, verbs_of
from holdfast.ui.kit.text import set_tooltip
from holdfast.words import _


class StepVerbs(QWidget):
    """The verbs of a step as it stands; where it is locked they can be seen and not pressed."""

    wanted = Signal(str)
    """The name of a verb."""

    def __init__(self, state: StepState, locked: str) -> None:
        """`locked` says why nothing can be said of the step, "" where it can."""
        super().__init__()
        self._verbs = self._settled(state) if state.settled else self._open(state)
        self.menu = self._made_menu(state)
        self._more = menu_button(_("More"), self.menu)
        self._more.setAccessibleName(_("More for this step"))
        set_tooltip(self._more, _("Shift+F10"))
        for verb in (*self._verbs, self._more):
            verb.setEnabled(not locked)
            set_tooltip(verb, locked or verb.toolTip())
        self.setLayout(FlowLayout(*self._verbs, self._more))

    def first(self) -> QPushButton | None:
        """The verb that is meant first, None where nothing can be said."""
        return next((each for each in self._verbs if each.isEnabled()), None)

    def pop_up(self, at: QPoint) -> None:
        """Open the menu there."""
        if self._more.isEnabled():
            self.menu.popup(at)

    def _want(self, name: str) -> None:
        self.wanted.emit(name)

    def _open(self, state: StepState) -> list[QPushButton]:
        return [verb_button(state, name, partial(self._want, name)) for name in verbs_of(state)]

    def _settled(self, state: StepState) -> list[QPushButton]:
        verbs = [button(_("Open step again"), partial(self._want, "again"))]
        if state.child is not None:
            verbs.append(button(_("Go to its steps"), partial(self._want, "follow")))
        return verbs

    def _made_menu(self, state: StepState) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("Make a &task…"), partial(self._want, "task"))
        menu.addAction(_("Add &evidence from a file…"), partial(self._want, "evidence"))
        menu.addAction(_("Add a &step after this…"), partial(self._want, "after"))
        if not state.settled:
            menu.addAction(_("&Not a step"), partial(self._want, "none"))
        return menu
