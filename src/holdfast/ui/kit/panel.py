"""Something asked for in place, above the foot of the page: Enter does it, Esc leaves it."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.ui.kit.buttons import button, key_works_in
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.text import label
from holdfast.words import _


class Panel(QWidget):
    """A title, what is asked, and the one filled button of the page while it is open."""

    left = Signal()
    """It is to be closed; what was typed is recorded or a draft."""

    def __init__(self, title: str, verb: str, key: str = "") -> None:
        """`verb` is the button that does it, `key` what presses it where that is not Enter."""
        super().__init__()
        self.setAccessibleName(title)
        self._title = label(title, "item_strong", wrap=True)
        self._ways: tuple[QWidget, ...] = ()
        self._body = QVBoxLayout()
        self._body.setSpacing(8)
        self._foot = label("", "small", "muted", wrap=True)
        self.verb = button(verb, self.submit, primary=True, key=key or _("Enter"))
        self._cancel = button(_("Cancel"), self.leave, key=_("Esc"))
        for each in (self.verb, self._cancel):
            key_works_in(each, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 12, 24, 12)
        whole.setSpacing(8)
        whole.addWidget(self._title)
        whole.addLayout(self._body)
        self._feet = row(self._foot, self._cancel, self.verb, spacing=12)
        self._feet.setStretch(0, 1)
        whole.addLayout(self._feet)

    def add_foot(self, words: str, *ways: QWidget) -> None:
        """Say something beside the buttons, with other ways to go."""
        self._foot.setText(words)
        self._ways = ways
        for place, way in enumerate(ways, start=1):
            self._feet.insertWidget(place, way)

    def start(self) -> None:
        """Put the focus where the answer is typed; Tab goes on to the buttons."""
        self.tab_in_order()
        self.first().setFocus(Qt.FocusReason.TabFocusReason)

    def tab_in_order(self) -> None:
        """Tab goes through what is answered and on to the buttons."""
        for before, after in pairwise((*self.controls(), *self._ways, self._cancel, self.verb)):
            self.setTabOrder(before, after)

    def controls(self) -> list[QWidget]:
        """What is answered, in order."""
        raise NotImplementedError

    def first(self) -> QWidget:
        """Where the answer begins."""
        return self.controls()[0]

    def submit(self) -> None:
        """Do what the panel is for."""
        raise NotImplementedError

    def flush(self) -> None:
        """Save what was typed as a draft."""

    def leave(self) -> None:
        """Leave it as it is."""
        self.flush()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            super().keyPressEvent(event)
