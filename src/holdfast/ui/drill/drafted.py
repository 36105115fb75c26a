"""Drafts of what is written on a drill: the note, the answers."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from holdfast.domain.clock import to_stored
from holdfast.domain.ids import subject
from holdfast.store.store import Store
from holdfast.ui.kit.drafts import DraftBinder


def drafted(store: Store, edit: QLineEdit | QPlainTextEdit, drill: str, field: str) -> DraftBinder:
    """Tie an edit to the draft of a field of a drill."""
    place = subject("drill", drill), field

    def by() -> str:
        return store.by.operator if store.by else ""

    def load() -> str | None:
        draft = store.drafts.get(*place, by())
        return draft.text if draft else None

    def save(text: str) -> None:
        if text.strip():
            store.drafts.save(*place, text, to_stored(store.clock()), by())
        else:
            store.drafts.drop(*place, by())

    return DraftBinder(edit, load, save)
