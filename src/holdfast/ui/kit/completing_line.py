"""A line that offers what could be typed next; the keys are for the offers while there are some."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.ui.kit.completion import Completion, Offer


class CompletingLine(QLineEdit):
    """`offers` gives what could stand at the end of a text."""

    offers_left = Signal()
    """A person closed the offers and took none."""

    def __init__(self, offers: "Callable[[str], list[Offer]]") -> None:
        super().__init__()
        self._offers = offers
        self._completion: Completion | None = None
        self.textEdited.connect(lambda _text: self._offer())

    def is_offering(self) -> bool:
        """Whether the offers are open, so that the keys are theirs."""
        return self._completion is not None and not self._completion.isHidden()

    def close_offers(self) -> None:
        """Offer nothing until something is typed."""
        if self._completion is not None:
            self._completion.hide()

    def over(self) -> QWidget:
        """What the offers lie over."""
        return cast("QWidget", self.parentWidget())

    def event(self, event: QEvent) -> bool:
        # Tab is asked for here, before it moves the focus.
        if (
            event.type() == QEvent.Type.KeyPress
            and self._completion is not None
            and isinstance(event, QKeyEvent)
            and self._completion.hears(event)
        ):
            if event.key() == Qt.Key.Key_Escape:
                self.offers_left.emit()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close_offers()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.close_offers()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._completion is not None:
            self._completion.stand()

    def _offer(self) -> None:
        """Offer what could stand where the cursor is, at the end of what is typed."""
        found = self._offers(self.text()[: self.cursorPosition()])
        if self._completion is None and found:
            from holdfast.ui.kit.completion import Completion  # noqa: PLC0415  (start-up time)

            self._completion = Completion(self, self.over())
            self._completion.taken.connect(self._take)
        if self._completion is not None:
            self._completion.offer(found)

    def _take(self, offer: "Offer") -> None:
        """Put what was taken in place of what was typed of it, and offer its values, if it has some."""
        rest = self.text()[self.cursorPosition() :].lstrip()
        begun = self.text()[: offer.start] + offer.words + (" " if offer.whole else "")
        self.setText(begun + rest)
        self.setCursorPosition(len(begun))
        self.textEdited.emit(self.text())
