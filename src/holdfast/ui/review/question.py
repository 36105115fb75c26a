"""A question over the middle of the review editor."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from holdfast.domain.review import Review
from holdfast.ui.kit.forms import scrolled
from holdfast.ui.review.services import Services


class Question(QWidget):
    """Esc goes back. Who asks it lays it out by `lay_out`, and shows a review by `ask`."""

    done = Signal()
    """It was answered, or thought better of: the section comes back."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._review = Review(id="")

    def ask(self, review: Review) -> None:
        """Ask it of `review`."""
        self._review = review

    def first_focus(self) -> QWidget:
        """Where the focus goes when it is asked."""
        return self

    def lay_out(self, *parts: QWidget | QLayout) -> None:
        """Put these below each other, in what scrolls where there is no room."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        for part in parts:
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
            return
        super().keyPressEvent(event)
