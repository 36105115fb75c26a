"""Typed text is saved as a draft within a second, when the focus leaves, and when the page does."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from holdfast.domain.errors import UserError

_SOON = 700
"""Milliseconds after the first key that is not saved yet, however fast the next ones come: a draft row is
there within the second also of somebody who writes without a pause."""


class DraftBinder(QObject):
    """Ties a text widget to its draft. `flush` saves now; call `forget` once the text is an entry."""

    saved = Signal()
    failed = Signal(object)
    """The UserError of a draft that could not be saved; tried again at the next key."""

    def __init__(
        self,
        widget: QLineEdit | QPlainTextEdit,
        load: Callable[[], str | None],
        save: Callable[[str], object],
    ) -> None:
        """`load` gives the draft, None where there is none; `save` keeps one, and removes it for ""."""
        super().__init__(widget)
        self._widget, self._load, self._save = widget, load, save
        self._last = _text(widget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SOON)
        self._timer.timeout.connect(self.flush)
        widget.textChanged.connect(self._typed)
        widget.installEventFilter(self)
        self.restore()

    def restore(self) -> bool:
        """Put the draft into the widget; True if there was one."""
        draft = self._load()
        if draft:
            _set_text(self._widget, draft)
        self._last = _text(self._widget)
        self._timer.stop()
        return bool(draft)

    def is_saved(self) -> bool:
        """Whether all that is written is in the draft, or in the record."""
        return _text(self._widget) == self._last

    def flush(self) -> None:
        """Save what is not saved."""
        self._timer.stop()
        text = _text(self._widget)
        if text == self._last:
            return
        try:
            self._save(text)
        except UserError as error:
            self.failed.emit(error)
            return
        self._last = text
        self.saved.emit()

    def forget(self, text: str = "") -> None:
        """The text was recorded: show `text` from now on, with no draft waiting."""
        _set_text(self._widget, text)
        self._timer.stop()
        if self._last != text or text:
            self._save("")
        self._last = text

    def _typed(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Close):
            self.flush()
        return super().eventFilter(watched, event)


def _text(widget: QLineEdit | QPlainTextEdit) -> str:
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()


def _set_text(widget: QLineEdit | QPlainTextEdit, text: str) -> None:
    if text == _text(widget):
        return
    if isinstance(widget, QLineEdit):
        widget.setText(text)
    else:
        widget.setPlainText(text)
