"""The text of one form while it is written: filled from the record, edited, kept as a draft."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QSizePolicy

from holdfast.domain.clock import to_stored
from holdfast.domain.ids import subject
from holdfast.respond.refill import refilled
from holdfast.store.store import Store
from holdfast.ui.kit.forms import NoteEdit
from holdfast.ui.respond.field_draft import FieldDraft
from holdfast.words import _


class UpdateText(NoteEdit):
    """What nobody touched follows the record; what was edited stays, also over a restart."""

    def __init__(self, store: Store, incident: str, form: str) -> None:
        super().__init__(lines=5, most=40)
        self.setAccessibleName(_("Text of the update"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._store, self._name, self._from = store, subject("incident", incident), f"update:{form}:record"
        kept = store.drafts.get(self._name, self._from, self._by())
        self._filled = kept.text if kept else ""
        self.draft = FieldDraft(store, self, f"update:{form}", lambda: self._filled)
        self.draft.show_incident(incident)
        self.draft.binder.saved.connect(self._keep_filled)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height_of(self._lines))

    def fill(self, text: str) -> None:
        """The record as it is now; only what was filled before gives way."""
        before, self._filled = self._filled, text
        there = self.toPlainText()
        # a draft without what it was filled from stays as it is
        after = refilled(there, before, text) if before or not there.strip() else there
        if after != there:
            self._put(after)

    def fill_anew(self) -> None:
        """Take all of it from the record again; Ctrl+Z brings back what was typed."""
        self._put(self._filled)

    def forget(self) -> None:
        """It was recorded."""
        self.draft.forget()
        self._store.drafts.drop(self._name, self._from)

    def is_edited(self) -> bool:
        """Whether it says something else than the record."""
        return self.toPlainText().strip() != self._filled.strip()

    def _by(self) -> str:
        return self._store.by.operator if self._store.by else ""

    def _keep_filled(self) -> None:
        """Beside the draft what it was filled from: what nobody touched follows another day, too."""
        if self.is_edited():
            at = to_stored(self._store.clock())
            self._store.drafts.save(self._name, self._from, self._filled, at, self._by())
        else:
            self._store.drafts.drop(self._name, self._from)

    def _put(self, text: str) -> None:
        at = self.textCursor().position()
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.setPosition(min(at, len(text)))
        self.setTextCursor(cursor)
