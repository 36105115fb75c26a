"""Giving a source another name."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from holdfast.domain.errors import UserError
from holdfast.runbook.source_acts import new_name, rename_pieces
from holdfast.store.store import Store
from holdfast.ui.kit.forms import Field
from holdfast.ui.kit.panel import Panel
from holdfast.ui.kit.recording import Recording
from holdfast.words import _

_LONGEST: Final = 80
_DONE: Final = (-1, -1)


class RenamePanel(Panel):
    """Asks for the name of a source, and records it piece by piece."""

    done = Signal(str)
    """What was done, in a sentence."""

    def __init__(self, store: Store, record: Recording) -> None:
        self._edit = QLineEdit()
        self._field = Field(_("New name of the source"), self._edit)
        super().__init__(_("Rename source"), _("Rename source"))
        self._store, self._record = store, record
        self._name = self._new = ""
        self._busy = False
        self._pieces = iter(list[tuple[int, int]]())
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._next)
        self._edit.setMaxLength(_LONGEST)
        self._edit.textEdited.connect(lambda _text: self._field.clear_error())
        self._body.addWidget(self._field)

    def ask(self, name: str) -> None:
        """Ask for the new name of the source that is called so now."""
        self._name = name
        self._field.clear_error()
        self._edit.setText(name)
        self._edit.selectAll()
        self.show()
        self.start()

    def name(self) -> str:
        """What the source is called now."""
        return self._name

    def controls(self) -> list[QWidget]:
        return [self._edit]

    def is_busy(self) -> bool:
        """Whether a name is being recorded."""
        return self._busy

    def submit(self) -> None:
        if self._busy:
            return
        new = self._record(
            lambda: new_name(self._store, self._name, self._edit.text()), self._field.show_error
        )
        if new is not None:
            self._busy, self._new = True, new
            self._pieces = rename_pieces(self._store, self._name, new)
            self._next()

    def leave(self) -> None:
        if not self._busy:
            super().leave()

    def _next(self) -> None:
        """Record one more piece, then let the window breathe."""
        piece = self._record(lambda: next(self._pieces, _DONE), self._refused)
        if piece is None:
            self._busy = False
        elif piece != _DONE:
            self.add_foot(_("Renaming: {done} of {all}").format(done=piece[0], all=piece[1]))
            self._soon.start()
        else:
            self._end()

    def _refused(self, error: UserError) -> None:
        self._busy = False
        self._field.show_error(error)

    def _end(self) -> None:
        old, self._name, self._busy = self._name, self._new, False
        self.add_foot("")
        if old != self._name:
            self.done.emit(_("{old} is called {new} now.").format(old=old, new=self._name))
        self.left.emit()
