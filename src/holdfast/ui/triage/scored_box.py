"""One scored question: an option of a few, by arrows or by its number."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.triage.scheme import UNSURE, ScoredQuestion
from holdfast.ui.kit.buttons import Choice
from holdfast.ui.kit.text import label, literal
from holdfast.words import _


class ScoredBox(QWidget):
    """A question and its options, "not sure" last; the keys 1, 2, 3 … choose where the focus is."""

    changed = Signal()
    """A person answered."""

    def __init__(self, question: ScoredQuestion) -> None:
        super().__init__()
        self._keys = [*(option.key for option in question.options), UNSURE]
        asked = _(question.question)
        words = [*(literal(_(option.label)) for option in question.options), _("Not sure")]
        self._choice = Choice(asked, [*zip(self._keys, words, strict=True)], flows=True)
        for place, (key, option) in enumerate(
            zip(self._keys, [*question.options, None], strict=True), start=1
        ):
            said = _("Not sure") if option is None else _(option.label)
            points = (option or question.most).points
            button = self._choice.button(key)
            button.setAccessibleName(f"{asked} {said}")
            button.setAccessibleDescription(
                _("{points} points, key {number}").format(points=points, number=place)
            )
            button.setToolTip(_("{points} points, key {number}").format(points=points, number=place))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(asked, "strong", wrap=True))
        if question.help:
            column.addWidget(label(_(question.help), "small", "muted", wrap=True))
        column.addWidget(self._choice)
        self.setFocusProxy(self._choice)
        self._choice.chosen.connect(lambda _key: self.changed.emit())

    def option(self) -> str:
        """The key of the chosen option, UNSURE, or "" while it is open."""
        return self._choice.value()

    def show_option(self, key: str) -> None:
        """Show an option as chosen, "" for none."""
        self._choice.choose(key if key in self._keys else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not held and 0 <= place < len(self._keys):
            button = self._choice.button(self._keys[place])
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            button.click()
            return
        super().keyPressEvent(event)
