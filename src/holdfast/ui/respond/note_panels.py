"""A row of the timeline corrected or withdrawn, in place; what it said first stays readable."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from holdfast.domain.timeline import NOTE_TYPES, TimelineRow, kind_word
from holdfast.respond.corrections import correct, row_now, withdraw
from holdfast.ui.kit.buttons import Choice
from holdfast.ui.kit.forms import Field, NoteEdit
from holdfast.ui.kit.text import label
from holdfast.ui.kit.when_field import WhenField, understood
from holdfast.ui.respond.field_draft import FieldDraft
from holdfast.ui.respond.panel import Panel
from holdfast.ui.respond.words import no_row
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.respond.scene import Scene


def _chosen(scene: "Scene") -> TimelineRow:
    if not scene.row:
        raise no_row()
    return row_now(scene.store, scene.incident.id, scene.row)


class CorrectPanel(Panel):
    """What the note should say, of which kind it is, and when it happened."""

    def __init__(self, scene: "Scene") -> None:
        super().__init__(_("Correct a row of the timeline"), _("Correct"))
        self._store, self._record, self._ident, self._entry = (
            scene.store, scene.record, scene.incident.id, scene.row,
        )  # fmt: skip
        self._row = _chosen(scene)
        self._edit = NoteEdit(lines=1, most=6, enter_submits=True)
        draft = f"correct:{scene.row[:16]}"
        self._draft = FieldDraft(scene.store, self._edit, draft, lambda: self._row.text)
        self._draft.show_incident(scene.incident.id)
        if not self._draft.waiting():
            self._edit.setPlainText(self._row.text)
        self._edit.submitted.connect(self.submit)
        self.text = Field(_("What it should say"), self._edit)
        self._edit.textChanged.connect(self.text.clear_error)
        kinds = [(kind, kind_word(kind).capitalize()) for kind in NOTE_TYPES]
        self.kind = Choice(_("Kind"), kinds, flows=True)
        self.kind.choose(self._row.kind)
        was = understood(self._row.occurred, self._store.now(), self._store.zone)
        leaves = _("Empty leaves it: {time}").format(time=was)
        self.when = WhenField(_("When it happened"), self._store, empty=leaves)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self.text, 1, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.when, 0, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(across)
        self._body.addWidget(self.kind)
        self.add_foot(_("What it said first stays readable: Space on the row."))

    def controls(self) -> list[QWidget]:
        return [self._edit, self.when.control, *(self.kind.button(kind) for kind in NOTE_TYPES)]

    def submit(self) -> None:
        fine, at = self.when.checked()
        if not fine:
            return
        text, kind = self._edit.toPlainText(), self.kind.value()
        done = self._record(
            lambda: correct(self._store, self._ident, self._entry, text=text, kind=kind, occurred=at),
            self.text.show_error,
        )
        if done is not None:
            self._draft.forget()
            self.left.emit()

    def flush(self) -> None:
        self._draft.binder.flush()


class WithdrawPanel(Panel):
    """Why a note or a piece of evidence is withdrawn."""

    def __init__(self, scene: "Scene") -> None:
        super().__init__(_("Withdraw a row of the timeline"), _("Withdraw"))
        self._store, self._record, self._ident, self._entry = (
            scene.store, scene.record, scene.incident.id, scene.row,
        )  # fmt: skip
        row = _chosen(scene)
        self._edit = NoteEdit(lines=1, most=4, enter_submits=True)
        self._edit.submitted.connect(self.submit)
        self.reason = Field(_("Why it is withdrawn"), self._edit)
        self._edit.textChanged.connect(self.reason.clear_error)
        self._draft = FieldDraft(scene.store, self._edit, f"withdraw:{scene.row[:16]}")
        self._draft.show_incident(scene.incident.id)
        self._body.addWidget(label(_short(row), "body", "muted", wrap=True))
        self._body.addWidget(self.reason)
        self.add_foot(_("The row stays readable, struck through, with this reason."))

    def controls(self) -> list[QWidget]:
        return [self._edit]

    def submit(self) -> None:
        why = self._edit.toPlainText()
        done = self._record(
            lambda: withdraw(self._store, self._ident, self._entry, why), self.reason.show_error
        )
        if done is not None:
            self._draft.forget()
            self.left.emit()

    def flush(self) -> None:
        self._draft.binder.flush()


def _short(row: TimelineRow) -> str:
    words = " ".join(row.text.split())
    return words if len(words) <= 200 else words[:199] + "…"
