"""What the filter asks for, as chips that can each be taken away, and a button that clears all."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from holdfast.domain.query import Term, terms, without_term
from holdfast.ui.kit.buttons import button, quiet_button
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.words import _

_LONGEST = 40


class ActiveFilters(QWidget):
    """One chip for each thing asked for. A click, Delete or Backspace takes it out of the line."""

    changed = Signal(str)
    """The line as it is without what was taken away."""
    emptied = Signal()
    """Nothing is left that could have the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._flow = FlowLayout()
        self.setLayout(self._flow)
        self._clear = quiet_button(_("Clear filter"), lambda: self._change(""))
        self._flow.addWidget(self._clear)
        self._chips: list[QWidget] = []
        self.hide()

    def show_line(self, text: str) -> None:
        """Show what this line asks for; no row at all where that is nothing."""
        if text == self._text:
            return
        self._text = text
        for old in self._chips:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._flow.removeWidget(self._clear)
        self._chips = [self._chip(place, term) for place, term in enumerate(terms(text))]
        for chip in (*self._chips, self._clear):
            self._flow.addWidget(chip)
            chip.show()
        for chip in self._chips:  # words in line with those of the chips
            chip.ensurePolished()
            self._clear.setMinimumHeight(chip.sizeHint().height())
        self.setVisible(bool(self._chips))
        self.updateGeometry()

    def parts(self) -> list[QWidget]:
        """What can have the focus, in order."""
        return [*self._chips, self._clear]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that the focused chip did not want."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and focused in self._chips:
            self._remove(self._chips.index(focused))
        else:
            super().keyPressEvent(event)

    def _chip(self, place: int, term: Term) -> QWidget:
        words = term.text if len(term.text) <= _LONGEST else f"{term.text[: _LONGEST - 1]}…"
        chip = button(words.replace("&", "&&"), lambda: self._remove(place), icon="close")
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the words
        chip.setAccessibleName(_("Take {part} out of the filter").format(part=term.text))
        return chip

    def _remove(self, place: int) -> None:
        """Take one out; the focus goes to the one that stands there then."""
        self._change(without_term(self._text, list(terms(self._text))[place]))
        if self._chips:
            self._chips[min(place, len(self._chips) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, text: str) -> None:
        self.changed.emit(text)
        if not text.strip():
            self.emptied.emit()
