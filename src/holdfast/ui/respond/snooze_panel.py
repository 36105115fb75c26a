"""Putting the next status update off: until when, and why."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.timeahead import parse_until
from holdfast.respond.updates import snooze
from holdfast.ui.kit import theme
from holdfast.ui.kit.forms import Field, NoteEdit, ParsedField
from holdfast.ui.respond.field_draft import FieldDraft
from holdfast.ui.respond.panel import Panel
from holdfast.ui.respond.words import moment_text
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.respond.scene import Scene


class SnoozePanel(Panel):
    """A length or a time, and a reason that stands in the timeline."""

    def __init__(self, scene: "Scene") -> None:
        super().__init__(
            _("Put off the next update of {ref}").format(ref=scene.incident.ref), _("Put off update")
        )
        self._store, self._record, self._ident = scene.store, scene.record, scene.incident.id
        self._edit = NoteEdit(lines=1, most=4, enter_submits=True)
        self._edit.submitted.connect(self.submit)
        self.reason = Field(_("Why"), self._edit)
        self._edit.textChanged.connect(self.reason.clear_error)
        self._draft = FieldDraft(self._store, self._edit, "reason:snoozed")
        self._draft.show_incident(self._ident)
        self.until: ParsedField[datetime] = ParsedField(_("Until"), self._read, self._told, required=True)
        self.until.control.setFixedWidth(theme.px(240))
        self.until.changed.connect(self._hint)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self.until, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.reason, 1, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(across)
        self._hint()

    def controls(self) -> list[QWidget]:
        return [self.until.control, self._edit]

    def submit(self) -> None:
        fine, until = self.until.checked()
        if not fine or until is None:
            return
        why = self._edit.toPlainText()
        if self._record(lambda: snooze(self._store, self._ident, until, why), self._show_error) is not None:
            self._draft.forget()
            self.left.emit()

    def flush(self) -> None:
        self._draft.binder.flush()

    def _show_error(self, error: UserError) -> None:
        (self.until if self._edit.toPlainText().strip() else self.reason).show_error(error)

    def _read(self, text: str) -> datetime:
        if not text:
            raise UserError(_("Until when?"), _("For example 20m or 14:20."))
        return parse_until(text, self._store.now(), self._store.zone)

    def _told(self, until: datetime) -> str:
        return _("until {time}").format(time=moment_text(until, self._store.now(), self._store.zone))

    def _hint(self) -> None:
        if not self.until.text().strip():
            self.until.show_hint(_("20m or 14:20; a day at most"))
