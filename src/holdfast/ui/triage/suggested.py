"""Who of the directory takes a role, below its field: pressing one fills it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from holdfast.domain.directory import Contact
from holdfast.ui.kit import theme
from holdfast.ui.kit.text import literal, set_tooltip
from holdfast.words import _

_MOST = 2


class Suggested(QWidget):
    """Up to two people with a line to reach them; who is on call now is said so."""

    chosen = Signal(str)
    """The name that was pressed."""

    def __init__(self, role: str) -> None:
        """`role` is the role's word, for those who cannot see the field above."""
        super().__init__()
        self._role = role
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._offers: list[_Offer] = []
        self.hide()

    def show_people(self, people: Sequence[Contact], now: frozenset[str]) -> None:
        """Offer these; `now` are the ids of those on call."""
        for each in self._offers:
            self._column.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._offers = [self._offer(person, person.id in now) for person in people[:_MOST]]
        self.setVisible(bool(self._offers))

    def _offer(self, person: Contact, on_call_now: bool) -> "_Offer":
        line = person.lines[0] if person.lines else ""
        words = "  ·  ".join(filter(None, (person.name, _("on call now") if on_call_now else "", line)))
        offer = _Offer(words, _("{role}: {person}").format(role=self._role, person=words))
        offer.clicked.connect(lambda: self.chosen.emit(person.name))
        self._column.addWidget(offer)
        return offer


class _Offer(QPushButton):
    """A quiet button that ends in "…" where there is no room; Enter presses it too."""

    def __init__(self, words: str, spoken: str) -> None:
        super().__init__()
        self._words = words
        self.setProperty("quiet", "true")
        self.setAutoDefault(False)
        self.setAccessibleName(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setText(literal(words))

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        wide = self.fontMetrics().horizontalAdvance(self._words) + theme.px(28)
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(160)), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - theme.px(24)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(literal(shown))
        set_tooltip(self, self._words if shown != self._words else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
