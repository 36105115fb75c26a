"""The draft of one field of the incident that is shown."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from holdfast.domain.clock import to_stored
from holdfast.domain.ids import subject
from holdfast.store.store import Store
from holdfast.ui.kit.drafts import DraftBinder


class FieldDraft:
    """Ties an edit to the draft of `field` of whichever incident is shown."""

    def __init__(
        self, store: Store, edit: QLineEdit | QPlainTextEdit, field: str, recorded: Callable[[], str] = str
    ) -> None:
        """`recorded` gives the text that stands in the record: the same text is no draft."""
        self._store, self._edit, self._field, self._recorded = store, edit, field, recorded
        self._incident = ""
        self._unsaved: dict[str, str] = {}  # by incident: what could not be written to the store
        self.binder = DraftBinder(edit, self._load, self._save)

    def show_incident(self, incident: str) -> None:
        """Save what was typed, and show what was typed for another incident."""
        self.binder.flush()
        typed = self._text()
        if self._incident and typed and typed != self._load():
            self._unsaved[self._incident] = typed
        self._incident = incident
        self._set_text(self._unsaved.pop(incident, ""))
        self.binder.restore()

    def waiting(self) -> str:
        """The text that was typed and not recorded, "" for none."""
        return self._load() or ""

    def forget(self) -> None:
        """It was recorded."""
        self.binder.forget()
        if self._get(f"{self._field}:record") is not None:
            self.note_record()

    def outlived(self) -> bool:
        """Whether a draft waits that was begun when the record said something else."""
        begun = self._get(f"{self._field}:record")
        return bool(self.waiting()) and begun is not None and begun != self._recorded()

    def note_record(self) -> None:
        """Keep beside the draft, while there is one, what the record said when it was begun."""
        name, field = subject("incident", self._incident), f"{self._field}:record"
        if not self.waiting():
            self._store.drafts.drop(name, field)
        elif self._get(field) is None:
            at, by = to_stored(self._store.clock()), self._store.by
            self._store.drafts.save(name, field, self._recorded(), at, by.operator if by else "")

    def _load(self) -> str | None:
        return self._get(self._field) if self._incident else None

    def _get(self, field: str) -> str | None:
        by = self._store.by.operator if self._store.by else ""
        draft = self._store.drafts.get(subject("incident", self._incident), field, by)
        return draft.text if draft else None

    def _save(self, text: str) -> None:
        name, by = subject("incident", self._incident), self._store.by
        if not self._incident:
            return
        if text and text != self._recorded():
            at = to_stored(self._store.clock())
            self._store.drafts.save(name, self._field, text, at, by.operator if by else "")
        else:
            self._store.drafts.drop(name, self._field)

    def _text(self) -> str:
        return self._edit.text() if isinstance(self._edit, QLineEdit) else self._edit.toPlainText()

    def _set_text(self, text: str) -> None:
        if isinstance(self._edit, QLineEdit):
            self._edit.setText(text)
        else:
            self._edit.setPlainText(text)


def keep_drafts(store: Store, incident: str, edits: Mapping[str, QLineEdit]) -> list[FieldDraft]:
    """The drafts of several lines of one incident, by the names of their fields."""
    drafts = [FieldDraft(store, edit, field) for field, edit in edits.items()]
    for each in drafts:
        each.show_incident(incident)
    return drafts
