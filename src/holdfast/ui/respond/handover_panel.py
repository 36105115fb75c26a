"""Handing an incident over: the sheet as the record gives it, edited section by section, and to whom."""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.handover import SECTIONS, section_title
from holdfast.domain.incident import Incident
from holdfast.domain.sheet import Sheet
from holdfast.respond.handover import offer
from holdfast.respond.handover_sheet import compose
from holdfast.respond.people import person_named
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import key_works_in, quiet_button, set_words
from holdfast.ui.kit.forms import Field, NoteEdit, row, scrolled
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.recording import Recording
from holdfast.ui.respond.field_draft import FieldDraft, keep_drafts
from holdfast.ui.respond.handover_form import HandoverForm
from holdfast.ui.respond.panel import Panel
from holdfast.ui.respond.sheet_view import SheetView
from holdfast.words import _


class HandoverPanel(Panel):
    """The sections at the left, each a draft until it is offered; at the right to whom and with what."""

    whole = True

    def __init__(self, store: Store, record: Recording, incident: Incident) -> None:
        super().__init__(_("Hand over {ref}").format(ref=incident.ref), _("Offer handover"))
        self._store, self._record, self._ident = store, record, incident.id
        self._composed = compose(store, incident.id)
        self.form = HandoverForm(store, incident)
        lines = {"handing:to": self.form.to_edit, "handing:why": self.form.why_edit}
        self._of_form = keep_drafts(store, incident.id, lines)
        self.sections: dict[str, Field] = {}
        self._drafts: dict[str, FieldDraft] = {}
        self._view = SheetView(store)
        self._stack = QStackedWidget()
        self._preview = quiet_button(_("Preview"), self.turn)
        self._anew = quiet_button(_("Compose anew"), self._compose_anew)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._build(incident)
        key_works_in(self.verb, self.form)  # in the sections Enter breaks the line

    def controls(self) -> list[QWidget]:
        edits = [field.control for field in self.sections.values()]
        return [*self.form.controls(), self._preview, self._anew, *edits]

    def first(self) -> QWidget:
        return self.form.to_edit

    def flush(self) -> None:
        for draft in (*self._drafts.values(), *self._of_form):
            draft.binder.flush()

    def turn(self) -> None:
        """Between the text that is edited and the sheet as it is read."""
        reading = self._stack.currentIndex() == 0
        if reading:
            self._view.show_sheet(self._as_typed())
        self._stack.setCurrentIndex(1 if reading else 0)
        set_words(self._preview, _("Edit") if reading else _("Preview"))
        self._preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        form = self.form
        done = self._record(
            lambda: offer(
                self._store,
                self._ident,
                person_named(self._store, form.person()),
                self._texts(),
                command=form.command.isChecked(),
                reason=form.reason() if form.command.isChecked() else "",
            ),
            self._refused,
        )
        if done is not None:
            for draft in (*self._drafts.values(), *self._of_form):
                draft.forget()
            announce(self, _("Offered to {person}.").format(person=done.to))
            self.left.emit()

    def minimumSizeHint(self) -> QSize:
        wide = max(self._stack.minimumSizeHint().width(), self._side.minimumSizeHint().width())
        wide = max(wide, self._feet.minimumSize().width())
        return QSize(wide + 48, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # -- making ----------------------------------------------------------------------------------

    def _build(self, incident: Incident) -> None:
        texts = QWidget()
        column = QVBoxLayout(texts)
        column.setContentsMargins(0, 0, 12, 8)
        column.setSpacing(12)
        for section in SECTIONS:
            column.addWidget(self._section(section))
        column.addStretch()
        for part in (scrolled(texts), self._view):
            self._stack.addWidget(part)
        self._side = scrolled(self.form)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(16)
        sheet = QVBoxLayout()
        sheet.setSpacing(4)
        sheet.addLayout(row(self._preview, self._anew, None))
        sheet.addWidget(self._stack, 1)
        self._across.addLayout(sheet, 3)
        self._across.addWidget(self._side, 2)
        self._body.addLayout(self._across, 1)
        self.form.changed.connect(self._arrange)  # with command it asks for more
        self.add_foot(self._foot_words(incident))

    def _arrange(self) -> None:
        """To whom beside the sheet; above it where there is little room."""
        beside = self.width() >= self.form.minimumSizeHint().width() + theme.px(420)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.BottomToTop
        if self._across.direction() != way:
            self._across.setDirection(way)
        # where it scrolls, the bar takes of its width
        self._side.setMinimumWidth(self.form.minimumSizeHint().width() + theme.px(20) if beside else 0)

    def _foot_words(self, incident: Incident) -> str:
        if incident.offer is None:
            return _("Composed from the record; what you change is a draft until it is offered.")
        return _("The offer to {person} still waits; a new one takes its place.").format(
            person=incident.offer.to
        )

    def _section(self, section: str) -> Field:
        edit = NoteEdit(lines=2, most=12)
        edit.setMinimumWidth(theme.px(240))
        field = Field(section_title(section), edit)
        draft = FieldDraft(
            self._store, edit, f"handover:{section}", lambda: self._composed.texts.get(section, "")
        )
        draft.show_incident(self._ident)
        if not draft.waiting():
            edit.setPlainText(self._composed.texts.get(section, ""))
        if draft.outlived():
            field.show_hint(_("The record has changed since; “Compose anew” gives it as it is now."))
        draft.binder.saved.connect(draft.note_record)
        edit.textChanged.connect(field.clear_error)
        self.sections[section] = field
        self._drafts[section] = draft
        return field

    def _compose_anew(self) -> None:
        """The sheet as the record gives it now; what was typed goes."""
        self._composed = compose(self._store, self._ident)
        for section, field in self.sections.items():
            self._drafts[section].forget()
            field.show_hint("")
            _edit(field).setPlainText(self._composed.texts.get(section, ""))
        if self._stack.currentIndex() == 1:
            self._view.show_sheet(self._as_typed())
        announce(self, _("Composed from the record."))

    # -- reading what was typed --------------------------------------------------------------------

    def _texts(self) -> dict[str, str]:
        return {section: _edit(field).toPlainText() for section, field in self.sections.items()}

    def _as_typed(self) -> Sheet:
        form = self.form
        command = form.command.isChecked()
        return replace(
            self._composed,
            texts=self._texts(),
            to=form.person(),
            command=command,
            reason=form.reason() if command else "",
        )

    def _refused(self, problem: UserError) -> None:
        situation = self.sections["situation"]
        form = self.form
        if form.person() and form.reason() and not _edit(situation).toPlainText().strip():
            situation.show_error(problem)
        else:
            form.show_error(problem)


def _edit(field: Field) -> NoteEdit:
    control = field.control
    assert isinstance(control, NoteEdit)
    return control
