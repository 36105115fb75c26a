"""What the filter asks for, as chips that can each be taken away, and a button that clears all."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

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
        self._chips: list[QPushButton] = []
        self.hide()

    def show_line(self, text: str) -> None:
        """Show what this line asks for; no row at all where that is nothing."""
        if text == self._text:
            return
        self._text = text
        asked = list(terms(text))
        for old in self._chips[len(asked) :]:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        del self._chips[len(asked) :]
        for chip, term in zip(self._chips, asked, strict=False):
            _say(chip, term)
        if len(self._chips) < len(asked):
            self._add(asked)
        self.setVisible(bool(self._chips))
        self.updateGeometry()

    def _add(self, asked: list[Term]) -> None:
        """Chips for the terms that have none yet, before the button that clears all."""
        self._flow.removeWidget(self._clear)
        for place in range(len(self._chips), len(asked)):
            chip = self._chip(place, asked[place])
            self._chips.append(chip)
            self._flow.addWidget(chip)
            chip.show()
            chip.ensurePolished()  # the words of the button in line with those of the chips
            self._clear.setMinimumHeight(chip.sizeHint().height())
        self._flow.addWidget(self._clear)
        self._clear.show()

    def parts(self) -> list[QWidget]:
        """What can have the focus, in order."""
        return [*self._chips, self._clear]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that the focused chip did not want."""
        focused = self.focusWidget()
        here = [place for place, chip in enumerate(self._chips) if chip is focused]
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and here:
            self._remove(here[0])
        else:
            super().keyPressEvent(event)

    def _chip(self, place: int, term: Term) -> QPushButton:
        chip = button("", lambda: self._remove(place), icon="close")
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the words
        _say(chip, term)
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


def _say(chip: QPushButton, term: Term) -> None:
    words = term.text if len(term.text) <= _LONGEST else f"{term.text[: _LONGEST - 1]}…"
    if chip.text() != words.replace("&", "&&"):
        chip.setText(words.replace("&", "&&"))
    chip.setAccessibleName(_("Take {part} out of the filter").format(part=term.text))
