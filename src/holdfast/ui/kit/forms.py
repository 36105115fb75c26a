"""Fields: a label above, the control, what is wrong below it."""

from collections.abc import Callable
from math import ceil
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from holdfast.domain.errors import UserError
from holdfast.ui.kit import theme
from holdfast.ui.kit.text import label, set_look, set_tone, without_mnemonic

T = TypeVar("T")

_QUIETER = 4  # pixels that a quiet button is less high than an edit, above and below


class Field(QWidget):
    """A labelled control. The label is its buddy and its accessible name; mistakes are shown below it."""

    def __init__(self, words: str, control: QWidget, *, hint: str = "", strong: bool = True) -> None:
        """`words` may hold a mnemonic (`&Title`); `hint` stands below in grey until something is wrong."""
        super().__init__()
        self.control = control
        self._hint = hint
        self.label = label(words, "strong" if strong else "body")
        self.label.setBuddy(control)
        control.setAccessibleName(without_mnemonic(words))
        self._below = label(hint, "small", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.label, control, self._below):
            column.addWidget(part)
        self._below.setVisible(bool(hint))  # not sooner: without a parent it would be a window
        self.setFocusProxy(control)

    def line(self) -> QLineEdit:
        """The control of a field that is a line to write on."""
        if not isinstance(self.control, QLineEdit):
            raise TypeError(self.control)
        return self.control

    def show_error(self, problem: UserError | str) -> None:
        """Say what is wrong under the field, and move the focus to it."""
        self._say(str(problem), "error")
        set_look(self.control, "wrong", "true")
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_error(self) -> None:
        """The mistake is gone; the hint shows again."""
        self._say(self._hint, "muted")
        set_look(self.control, "wrong", "")

    def show_hint(self, hint: str) -> None:
        """Replace the hint (for example by how a typed time was understood)."""
        self._hint = hint
        if not self.error():
            self._say(hint, "muted")

    def error(self) -> str:
        """What is shown as wrong, "" if nothing."""
        return self._below.text() if self.control.property("wrong") == "true" else ""

    def _say(self, text: str, tone: str) -> None:
        self._below.setText(text)
        set_tone(self._below, tone)
        self._below.setVisible(bool(text))
        self.control.setAccessibleDescription(text)


class NoteEdit(QPlainTextEdit):
    """Plain text that grows with what is typed; Tab leaves it.

    With `enter_submits`, Enter sends `submitted` and Shift+Enter breaks the line.
    """

    submitted = Signal()

    def __init__(
        self, *, lines: int = 3, most: int = 12, placeholder: str = "", enter_submits: bool = False
    ) -> None:
        super().__init__()
        self._lines, self._most = lines, most
        self._enter_submits = enter_submits
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.updateGeometry())

    def sizeHint(self) -> QSize:
        wanted = max(self._lines, min(self._most, round(self.document().size().height())))
        return QSize(super().sizeHint().width(), self._height_of(wanted))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self._height_of(min(self._lines, 2)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if enter and plain and self._enter_submits:
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def _height_of(self, lines: int) -> int:
        frame = self.contentsMargins().top() + self.contentsMargins().bottom()
        inner = self._line_height() * lines + 2 * round(self.document().documentMargin())
        return inner + frame + 2

    def _line_height(self) -> int:
        """A line as it is laid out, which can be a pixel higher than the font says."""
        first = self.document().firstBlock().layout()
        laid = ceil(first.boundingRect().height() / first.lineCount()) if first.lineCount() else 0
        return max(QFontMetrics(self.font()).lineSpacing(), laid)


class ParsedField(Field, Generic[T]):
    """A value written as free text (a time, a duration) and read by `parse`.

    `parse` raises UserError for what it cannot read; `show` says, while typing, how a value was understood.
    Empty text is None unless `required`.
    """

    changed = Signal()

    def __init__(
        self,
        words: str,
        parse: Callable[[str], T],
        show: Callable[[T], str],
        *,
        required: bool = False,
        empty: str = "",
    ) -> None:
        """`empty` is the hint while nothing is typed."""
        self._edit = QLineEdit()
        super().__init__(words, self._edit)
        self._parse, self._show, self._required, self._empty = parse, show, required, empty
        self._edit.textChanged.connect(self._preview)
        self._edit.editingFinished.connect(self._check)
        self._preview()

    def text(self) -> str:
        """What was typed."""
        return self._edit.text()

    def set_text(self, text: str) -> None:
        """Type `text` for the person."""
        self._edit.setText(text)

    def value(self) -> T | None:
        """The value, None for empty text; raises UserError for what cannot be read."""
        typed = self._edit.text().strip()
        if not typed and not self._required:
            return None
        return self._parse(typed)

    def checked(self) -> tuple[bool, T | None]:
        """(True, value), or (False, None) with the mistake shown under the field and the focus in it."""
        try:
            return True, self.value()
        except UserError as error:
            self.show_error(error)
            return False, None

    def _preview(self) -> None:
        self.clear_error()
        try:
            value = self.value()
        except UserError:
            value = None
        hint = "" if self.text().strip() else self._empty
        self.show_hint(hint if value is None else self._show(value))
        self.changed.emit()

    def _check(self) -> None:
        try:
            self.value()
        except UserError as error:
            self._say(str(error), "error")
            set_look(self.control, "wrong", "true")


def combo(options: list[tuple[str, str]], chosen: str = "") -> QComboBox:
    """A list of (key, words) to choose one from; the key is `currentData()`."""
    result = QComboBox()
    for key, words in options:
        result.addItem(words, key)
    result.setCurrentIndex(max(0, result.findData(chosen)))
    result.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return result


class EmptyState(QWidget):
    """What a page shows before there is anything: a title, one sentence, what to do."""

    def __init__(self, title: str, sentence: str, actions: list[QPushButton] | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        self._title, self._sentence = (
            label(title, "title", wrap=True),
            label(sentence, "body", "muted", wrap=True),
        )
        for part in (self._title, self._sentence):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch()
        for action in actions or []:
            row.addWidget(action)
        row.addStretch()
        column.addLayout(row)
        column.addStretch(3)
        if actions:
            self.setFocusProxy(actions[0])

    def say(self, title: str, sentence: str) -> None:
        """Replace title and sentence."""
        self._title.setText(title)
        self._sentence.setText(sentence)


def scrolled(content: QWidget) -> QScrollArea:
    """`content` in a frameless area that scrolls up and down only."""
    content.setProperty("scrolled", "true")
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def card(*parts: QWidget, kind: str = "true") -> QFrame:
    """A framed group; `kind` is true, current (accent border), well (code) or hint (soft, with a bar)."""
    frame = QFrame()
    frame.setProperty("card", kind)
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(8)
    for part in parts:
        column.addWidget(part)
    return frame


def beside_edit(part: QWidget) -> QVBoxLayout:
    """`part` on the height of the control of the field that it stands beside, below the field's label."""
    down = QVBoxLayout()
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(4)
    down.addWidget(label(" ", "strong"))
    if part.property("quiet"):  # it is less high than an edit
        down.addSpacing(theme.px(_QUIETER))
    down.addWidget(part)
    down.addStretch()
    return down


def row(*parts: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; None is where the free room goes."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(spacing)
    for part in parts:
        if part is None:
            line.addStretch(1)
        else:
            line.addWidget(part)
    return line
