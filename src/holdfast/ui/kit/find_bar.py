"""Find in what is shown: a line to type in, how many places there are, forward and back."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTextEdit, QWidget

from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import icon_button
from holdfast.ui.kit.document_view import DocumentView
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.text import label
from holdfast.words import _, ngettext

_MOST = 1000


class FindBar(QWidget):
    """Finds in a view and unfolds it. Enter and F3 go on, Shift goes back, Esc closes; the ends meet."""

    closed = Signal()

    def __init__(self, view: DocumentView) -> None:
        super().__init__()
        self._view = view
        self._found: list[QTextCursor] = []
        self._at = -1
        self._edit = QLineEdit()
        self._edit.setAccessibleName(_("Find in this text"))
        self._edit.setPlaceholderText(_("Find in this text"))
        self._count = label("", "small", "muted")
        self._back = icon_button("up", _("Previous (Shift+F3)"), lambda: self.step(-1))
        self._on = icon_button("down", _("Next (F3)"), lambda: self.step(1))
        self._close = icon_button("close", _("Close (Esc)"), self.end)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 16, 6)
        line.setSpacing(8)
        line.addWidget(self._edit, 1)
        for part in (self._count, self._back, self._on, self._close):
            line.addWidget(part)
        self._edit.textChanged.connect(self._look)
        self.hide()

    def begin(self) -> None:
        """Show the bar with what was looked for, ready to type over; a selection is looked for at once."""
        selected = self._view.textCursor().selectedText().strip()
        self.show()
        self._view.unfold_all()
        if selected and "\u2029" not in selected and not self._found:
            self._edit.setText(selected)
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._edit.selectAll()
        self._look()

    def end(self) -> None:
        """Take the bar and its marks away; the place stays."""
        self.hide()
        self._found, self._at = [], -1
        self._mark()
        self.closed.emit()

    def again(self) -> None:
        """Another text is shown: look anew where the bar is open."""
        if self.isVisible():
            self._look()

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) place."""
        if self.isHidden():
            self.begin()
        elif self._found:
            self._at = (self._at + by) % len(self._found)
            self._go()

    def words(self) -> str:
        """What the bar says about the places."""
        return self._count.text()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def _look(self) -> None:
        """Find every place, and go to the first one from what is in sight."""
        text, document = self._edit.text(), self._view.document()
        self._found, self._at = [], -1
        cursor = document.find(text) if text else QTextCursor()
        while not cursor.isNull() and len(self._found) < _MOST:
            self._found.append(cursor)
            cursor = document.find(text, cursor)
        if self._found:
            top = self._view.cursorForPosition(self._view.viewport().rect().topLeft()).position()
            self._at = next((at for at, each in enumerate(self._found) if each.selectionStart() >= top), 0)
        self._go()

    def _go(self) -> None:
        if self._found:
            place = QTextCursor(self._found[self._at])
            place.setPosition(place.selectionStart())
            self._view.setTextCursor(place)
            self._view.ensureCursorVisible()
        self._mark()
        self._say()

    def _say(self) -> None:
        count = len(self._found)
        if not self._edit.text():
            words = ""
        elif not count:
            words = _("Not found")
        else:
            told = ngettext("{at} of {count}", "{at} of {count}", count)
            words = told.format(at=self._at + 1, count=f"{count}+" if count == _MOST else count)
        self._count.setText(words)
        for part in (self._back, self._on):
            part.setEnabled(count > 0)
        if words:
            announce(self, words)

    def _mark(self) -> None:
        """Fill every place softly, and the current one as a selection is."""
        look, marks = theme.current(), list[QTextEdit.ExtraSelection]()
        for at, cursor in enumerate(self._found):
            mark, form = QTextEdit.ExtraSelection(), QTextCharFormat()
            form.setBackground(look.highlight if at == self._at else look.banner)
            form.setForeground(look.on_highlight if at == self._at else look.banner_text)
            mark.cursor, mark.format = cursor, form  # type: ignore[attr-defined]
            marks.append(mark)
        self._view.setExtraSelections(marks)
