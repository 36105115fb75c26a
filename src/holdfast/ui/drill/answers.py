"""What people say afterwards to the scenario's questions; nobody's name stands beside an answer."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.drill import Answer
from holdfast.store.store import Store
from holdfast.ui.drill.drafted import drafted
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import Field, NoteEdit, row
from holdfast.ui.kit.text import label
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.kit.drafts import DraftBinder


class Answers(QWidget):
    """A field for each question, what was answered so far above it."""

    answered = Signal(int, str)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._fields: list[Field] = []
        self._drafts: list[DraftBinder] = []
        self._said: list[QVBoxLayout] = []
        self._shown: tuple[Answer, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._part: QWidget | None = None

    def ask(self, drill: str, questions: Sequence[str]) -> None:
        """Show the questions of a drill."""
        self.flush()
        if self._part is not None:
            self._column.removeWidget(self._part)
            self._part.hide()
            self._part.deleteLater()
        self._fields, self._drafts, self._said, self._shown = [], [], [], None
        self._part = QWidget()
        down = QVBoxLayout(self._part)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        if questions:
            down.addWidget(label(_("Questions to all"), "title"))
            words = _("What one would do again, and what next time. No name is kept beside an answer.")
            down.addWidget(label(words, "meta", "muted", wrap=True))
        for number, question in enumerate(questions):
            self._add(down, drill, number, question)
        self._column.addWidget(self._part)

    def show_answers(self, answers: tuple[Answer, ...]) -> None:
        """Show what was answered so far."""
        if answers == self._shown:
            return
        self._shown = answers
        for number, place in enumerate(self._said):
            while (item := place.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
            for each in answers:
                if each.question == number:
                    place.addWidget(label(f"–  {each.text}", "body", wrap=True, select=True))

    def fields(self) -> list[Field]:
        """Where one writes, question by question."""
        return self._fields

    def record(self, number: int) -> None:
        """Wish that what is written to this question be recorded."""
        edit = self._fields[number].control
        if isinstance(edit, NoteEdit):
            self.answered.emit(number, edit.toPlainText())

    def recorded(self, number: int) -> None:
        """The answer to this question is in the record."""
        self._drafts[number].forget()

    def flush(self) -> None:
        """Save what is written as drafts."""
        for each in self._drafts:
            each.flush()

    def _add(self, down: QVBoxLayout, drill: str, number: int, question: str) -> None:
        edit = NoteEdit(lines=2, most=8)
        field = Field(question, edit)
        field.label.setWordWrap(True)
        self._fields.append(field)
        self._drafts.append(drafted(self._store, edit, drill, f"answer {number}"))
        record = button(_("Record answer"), partial(self.record, number))
        record.setAccessibleName(_("Record answer: {question}").format(question=question))
        said = QVBoxLayout()
        said.setSpacing(4)
        self._said.append(said)
        down.addWidget(field)
        down.addLayout(row(None, record))
        down.addLayout(said)
