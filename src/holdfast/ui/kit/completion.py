"""The list below the query line of what could be typed next. The line keeps the focus and hears the keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from holdfast.ui.kit import theme
from holdfast.ui.kit.notices import announce
from holdfast.words import _, ngettext


@dataclass(frozen=True)
class Offer:
    """Words to put in place of what is typed from `start` on; `whole` when nothing is to follow them."""

    start: int
    words: str
    whole: bool = True


class Completion(QListWidget):
    """Shows offers under a line; it is part of the page, no window, and takes no focus."""

    taken = Signal(object)
    """The Offer that a person took."""

    def __init__(self, line: QLineEdit, page: QWidget) -> None:
        super().__init__(page)
        self._line, self._page = line, page
        self._offers: Sequence[Offer] = ()
        self.setAccessibleName(_("What can be asked for"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("card", "true")
        self.setSpacing(theme.px(3))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self._take(self.row(item)))
        self.hide()

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show these, none of them chosen; nothing to offer closes the list."""
        self._offers = offers
        self.clear()
        if not offers:
            self.hide()
            return
        self.addItems([offer.words for offer in offers])
        self.setCurrentRow(-1)
        self.stand()
        if self.isHidden():
            announce(self._line, ngettext("{n} offer", "{n} offers", len(offers)).format(n=len(offers)))
        self.show()
        self.raise_()

    def hears(self, event: QKeyEvent) -> bool:
        """Whether a key of the line was meant for the open list, and was acted on."""
        if self.isHidden():
            return False
        key, row = event.key(), self.currentRow()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._choose((row + (1 if key == Qt.Key.Key_Down else -1)) % self.count() if row >= 0 else 0)
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif key == Qt.Key.Key_Tab or (key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0):
            self._take(max(0, row))
        else:
            return False
        return True

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)  # as high as its offers

    def stand(self) -> None:
        """Stand under the line, as wide and high as what there is to say."""
        self.ensurePolished()
        edge = 2 * self.frameWidth() + 2
        high = sum(self.sizeHintForRow(row) + 2 * self.spacing() for row in range(self.count()))
        wide = max(theme.px(200), self.sizeHintForColumn(0) + theme.px(24))
        place = self._line.mapTo(self._page, QPoint(0, self._line.height() + 2))
        self.setGeometry(place.x(), place.y(), min(wide, self._line.width()) + edge, high + edge)

    def _choose(self, row: int) -> None:
        self.setCurrentRow(row)
        announce(self._line, self._offers[row].words)

    def _take(self, row: int) -> None:
        self.hide()
        self.taken.emit(self._offers[row])
