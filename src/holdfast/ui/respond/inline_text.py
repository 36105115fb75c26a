"""A line of text that is edited where it stands: Enter or a click opens it, Enter records it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.text import ElidedLabel, label, set_look, set_tone, take_texts
from holdfast.ui.respond.field_draft import FieldDraft
from holdfast.words import _

_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2)


class _Face(ElidedLabel):
    """The text while it is only read."""

    asked = Signal()
    focus_changed = Signal()

    def __init__(self, style: str) -> None:
        super().__init__("", style)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAccessibleDescription(_("Enter edits it"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENS:
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.asked.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()


class _Edit(QLineEdit):
    """The text while it is edited; Esc leaves it as a draft."""

    left = Signal()
    focus_lost = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_lost.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class InlineText(QWidget):
    """One text of an incident. What is typed is a draft until Enter; leaving it changes nothing."""

    wanted = Signal(str)
    """This text is to be recorded; answer with `recorded` or `show_error`."""
    opened = Signal(bool)
    """It is edited now, or no longer."""

    def __init__(self, store: Store, field: str, name: str, prompt: str, style: str) -> None:
        """`name` is what the text is called, `prompt` what stands there while it is empty."""
        super().__init__()
        self._name, self._prompt = name, prompt
        self._text = self._began = ""
        self._face, self._edit = _Face(style), _Edit()
        self._label = label(name, style)
        self._label.setBuddy(self._edit)
        self._edit.setAccessibleName(name)
        self._edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._below = label("", "small", "muted", wrap=True)
        self._draft = FieldDraft(store, self._edit, field, lambda: self._text)
        self._build()
        self._connect()
        self.show_text("")

    def show_incident(self, incident: str, text: str) -> None:
        """Show the text of an incident, and whether an edit of it is waiting."""
        self._close()
        self._draft.show_incident(incident)
        self._text = text
        self._show_face()

    def show_text(self, text: str) -> None:
        """The text as it is recorded now; an edit that is open stays open and says so."""
        self._text = text
        if self._editor.isHidden():
            self._show_face()
        elif text != self._began:
            self._say(_("Recorded meanwhile: {text}").format(text=text or _("(empty)")), "muted")

    def edit(self) -> None:
        """Open it for editing."""
        if not self._draft.waiting():
            self._edit.setText(self._text)
        self._began = self._text
        self._show_edit(editing=True)
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._edit.selectAll()

    def recorded(self) -> None:
        """What was typed is an entry now."""
        self._draft.forget()
        self._close()
        self._face.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_error(self, problem: UserError) -> None:
        """Say under the text why it can't be recorded."""
        self._say(str(problem), "error")
        set_look(self._edit, "wrong", "true")
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def face(self) -> QWidget:
        """What has the focus while the text is only read."""
        return self._face

    def settle(self) -> None:
        """Its size is that of what it shows now."""
        take_texts(self)

    def flush(self) -> None:
        """Save what was typed as a draft."""
        self._draft.binder.flush()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._face.hasFocus():
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().focus, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 2, 4, 2)
        column.setSpacing(2)
        # A widget, since a layout of hidden parts would still bound the width.
        self._editor = QWidget()
        self._editor.setLayout(row(self._label, self._edit))
        for part in (self._face, self._editor, self._below):
            column.addWidget(part)
        self._label.setVisible(bool(self._prompt))
        self._editor.hide()
        self._below.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _connect(self) -> None:
        self._face.asked.connect(self.edit)
        self._face.focus_changed.connect(self.update)
        self._edit.left.connect(self._leave)
        self._edit.focus_lost.connect(self._close_unchanged)
        self._edit.returnPressed.connect(self._ask)
        self._edit.textEdited.connect(lambda _text: self._clear_error())

    def _ask(self) -> None:
        self._draft.binder.flush()
        self.wanted.emit(self._edit.text())

    def _leave(self) -> None:
        self._draft.binder.flush()
        self._close()
        self._face.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_unchanged(self) -> None:
        if self._edit.text() == self._text and not self._editor.isHidden():
            self._close()

    def _close(self) -> None:
        self._clear_error()
        self._show_edit(editing=False)
        self._show_face()

    def _show_edit(self, *, editing: bool) -> None:
        self._face.setVisible(not editing)
        self._editor.setVisible(editing)
        self.opened.emit(editing)

    def _show_face(self) -> None:
        words = self._text or self._prompt
        waiting = self._draft.waiting()
        if waiting and waiting != self._text:
            words = _("{text}  (draft waiting)").format(text=words)
        self._face.set_whole(f"{self._name}: {words}" if self._prompt else words)
        set_tone(self._face, "" if self._text else "muted")

    def _clear_error(self) -> None:
        self._say("", "muted")
        set_look(self._edit, "wrong", "")

    def _say(self, words: str, tone: str) -> None:
        self._below.setText(words)
        set_tone(self._below, tone)
        self._below.setVisible(bool(words))
        self._edit.setAccessibleDescription(words)
