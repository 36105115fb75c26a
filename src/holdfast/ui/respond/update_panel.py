"""Send update: a text filled from the record, edited, let out of the window, and recorded as sent."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase
from holdfast.domain.timeforms import span_seconds
from holdfast.respond.template import Ask
from holdfast.respond.templates import shipped, template_of
from holdfast.respond.update_fields import FIELDS, promise_text
from holdfast.respond.updates import FINAL, Draft, Said, Update, asked, draft, outgoing, send, usual_within
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.forms import Field, NoteEdit, ParsedField, combo, row, scrolled
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.text import label, set_tone
from holdfast.ui.respond.field_draft import FieldDraft
from holdfast.ui.respond.panel import Panel
from holdfast.ui.respond.update_text import UpdateText
from holdfast.ui.respond.update_ways import WaysOut
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.respond.panels import Scene


class UpdatePanel(Panel):
    """Takes the place of timeline and runbook. What went out follows the record no more."""

    whole = True

    def __init__(self, scene: "Scene") -> None:
        super().__init__(
            _("Status update of {ref}").format(ref=scene.incident.ref),
            _("Record as sent"),
            key=_("Ctrl+Enter"),
        )
        self._scene, self._store, self._incident = scene, scene.store, scene.incident
        self._now = scene.store.now()
        self._made: Draft | None = None
        self._texts: dict[str, UpdateText] = {}
        self._drafts: list[FieldDraft] = []
        self._beside = scene.columns > 2
        self._build()
        scene.clock.minute.connect(self._pass_time)
        self._choose_form(FINAL if self._ends() else "can")

    # -- what the page asks ----------------------------------------------------------------------

    def controls(self) -> list[QWidget]:
        fields = (self.form, self.audience, self.next, self.recovery, self.data_loss)
        return [*(each.control for each in fields), self._anew, self._stack, *self._out.buttons]

    def first(self) -> QWidget:
        return self.text if self._beside else self.form.control  # below the fields it may be out of sight

    def show_changed(self, incident: Incident) -> None:
        self._incident = incident
        self._follow()

    def flush(self) -> None:
        for each in (*self._drafts, *(text.draft for text in self._texts.values())):
            each.binder.flush()

    def submit(self) -> None:
        self._submit()

    def _submit(self) -> bool:
        fine, _within = self.next.checked()
        if not fine or self._scene.record(self._send, self._show_error) is None:
            return False
        for each in (*self._drafts, self.text.draft):
            each.forget()
        announce(self, _("Recorded as sent."))
        self.left.emit()
        return True

    def _print(self) -> None:
        """What is printed is what was sent: the card proves it."""
        if self._submit():
            self.wanted.emit("incident.card", "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return  # many lines are written here: only Ctrl+Enter records
        super().keyPressEvent(event)

    @property
    def text(self) -> UpdateText:
        """Where the text of the chosen form is written."""
        return self._texts[self._form()]

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        forms = [(form, template_of(self._store, form).name) for form in shipped()]
        self._forms = combo(forms)
        self.form = Field(_("Form"), self._forms)
        self._forms.currentIndexChanged.connect(lambda _place: self._choose_form(self._form()))
        self._audience = QLineEdit()
        self.audience = Field(_("Audience"), self._audience)
        self._audience.textChanged.connect(self.audience.clear_error)
        self.next: ParsedField[int] = ParsedField(_("Next update promised in"), span_seconds, self._promised)
        self.next.changed.connect(self._follow_fields)
        self.recovery = self._statement(_("Recovery"), Ask.RECOVERY)
        self.data_loss = self._statement(_("Data loss"), Ask.DATA_LOSS)
        self._blanks = label("", "small", "muted", wrap=True)
        self._stack = QStackedWidget()
        self._anew = quiet_button(_("Fill anew"), self._fill_anew)
        self._out = WaysOut(self._scene, self._outgoing)
        self._out.print_wanted.connect(self._print)
        self._lay_out()

    def _statement(self, words: str, ask: Ask) -> Field:
        edit = NoteEdit(lines=1, most=5)
        field = Field(words, edit)
        kept = FieldDraft(self._store, edit, f"update:{ask.value}")
        kept.show_incident(self._incident.id)
        self._drafts.append(kept)
        edit.textChanged.connect(field.clear_error)
        edit.textChanged.connect(self._follow_fields)
        return field

    def _lay_out(self) -> None:
        """Fields beside the text; where there is no room for that two by two above it."""
        fields, each = QWidget(), (self.form, self.audience, self.next, self.recovery, self.data_loss)
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if self._beside:
            for field in each:
                column.addWidget(field)
        else:
            column.addLayout(_beside(each[:2]))
            column.addLayout(_beside(each[2:]))
        column.addWidget(self._blanks)
        column.addStretch()
        writing = QWidget()
        right = QVBoxLayout(writing)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addLayout(row(label(_("Text"), "strong"), None, self._anew))
        right.addWidget(self._stack, 1)
        right.addWidget(self._out)
        way = QBoxLayout.Direction.LeftToRight if self._beside else QBoxLayout.Direction.TopToBottom
        inner = QWidget()
        across = QBoxLayout(way, inner)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(24 if self._beside else 8)
        across.addWidget(fields, 0)
        across.addWidget(writing, 1)
        if self._beside:
            fields.setFixedWidth(theme.px(280))
        self._body.addWidget(scrolled(inner))

    # -- showing ---------------------------------------------------------------------------------

    def _form(self) -> str:
        return str(self._forms.currentData())

    def _ends(self) -> bool:
        return self._incident.phase in (Phase.RESOLVED, Phase.CLOSED) and not self._incident.final_update

    def _choose_form(self, form: str) -> None:
        self._forms.setCurrentIndex(self._forms.findData(form))
        if form not in self._texts:
            self._texts[form] = UpdateText(self._store, self._incident.id, form)
            self._texts[form].textChanged.connect(self._say_state)
            self._stack.addWidget(self._texts[form])
        self._stack.setCurrentWidget(self._texts[form])
        self._stack.setFocusProxy(self._texts[form])
        template = template_of(self._store, form)
        self._audience.setText(template.audiences[0])
        completer = QCompleter([*template.audiences], self._audience)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._audience.setCompleter(completer)
        self.audience.show_hint(_("For example: {names}.").format(names=", ".join(template.audiences)))
        wanted = asked(template, form)
        self.recovery.setVisible(Ask.RECOVERY in wanted)
        self.data_loss.setVisible(Ask.DATA_LOSS in wanted)
        self.next.setVisible(form != FINAL)
        early = form == FINAL and self._incident.is_open
        self.form.show_hint(_("Sent once the incident is resolved.") if early else "")
        self._out.forget()
        self._follow()

    def _said(self) -> Said:
        within = self._typed_within() or usual_within(self._incident, self._form())
        return Said(within, _prose(self.recovery), _prose(self.data_loss))

    def _typed_within(self) -> int | None:
        try:
            return self.next.value()
        except UserError:
            return None

    def _pass_time(self, _now: object) -> None:
        self._follow()

    def _follow(self) -> None:
        """The text as of now, unless it went out already."""
        if not self._out.gone:
            self._now = self._store.now()
            self._fill()

    def _follow_fields(self) -> None:
        if self._texts:
            self._fill()

    def _fill(self) -> None:
        made = draft(self._store, self._incident.id, self._form(), self._now, self._said())
        self._made = made
        self.text.fill(made.text)
        if not self.next.text().strip():
            self.next.show_hint(self._usual(made.next_update))
        self._say_state()

    def _usual(self, due: datetime | None) -> str:
        if due is None:
            return _("Empty: no time is promised. For example 20m, 2h.")
        return _("Empty: by the cadence, {time}.").format(time=self._time(due))

    def _promised(self, _seconds: int) -> str:
        due = self._made.next_update if self._made else None
        return "" if due is None else self._time(due)

    def _time(self, due: datetime) -> str:
        return promise_text(due, self._now, self._store.zone)

    def _say_state(self) -> None:
        made = self._made
        if made is None or made.form != self._form():
            return
        blanks = ", ".join(FIELDS[name].words() for name in made.blanks if name not in tuple(Ask))
        said = _("Not in the record: {what}.").format(what=blanks) if blanks else ""
        stale = made.next_update is not None and self._time(made.next_update) not in self.text.toPlainText()
        if stale and made.next_update is not None:
            said = _("The text does not say when the next update comes: {time}.").format(
                time=self._time(made.next_update)
            )
        self._blanks.setText(said)
        set_tone(self._blanks, "error" if stale else "muted")
        self._blanks.setVisible(bool(said))
        self._anew.setEnabled(self.text.is_edited())

    def _outgoing(self) -> str:
        form = self._form()
        return outgoing(template_of(self._store, form), form, self.text.toPlainText(), self._said())

    def _fill_anew(self) -> None:
        self._out.forget()
        self._follow()
        self.text.fill_anew()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- recording -------------------------------------------------------------------------------

    def _send(self) -> Incident:
        update = Update(
            self._form(),
            self._audience.text(),
            self.text.toPlainText(),
            self._said_now(),
            ", ".join(self._out.gone),
        )
        return send(self._store, self._incident.id, update)

    def _said_now(self) -> Said:
        """What was said, the promise counted from this moment: the text names its time of day."""
        said, due = self._said(), self._made.next_update if self._made else None
        if due is None:
            return said
        left = int((due - self._store.now()).total_seconds())
        return Said(left if left > 0 else said.next_within, said.recovery, said.data_loss)

    def _show_error(self, error: UserError) -> None:
        self._at_fault()(error)

    def _at_fault(self) -> Callable[[UserError], None]:
        """Where the first thing that is missing would be written."""
        shown = [each for each in (self.recovery, self.data_loss) if each.isVisible() and not _prose(each)]
        if shown:
            return shown[0].show_error
        return self.audience.show_error if not self._audience.text().strip() else partial(self._say_error)

    def _say_error(self, error: UserError) -> None:
        self._scene.notices.error(error)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)


def _beside(fields: Sequence[QWidget]) -> QHBoxLayout:
    """Fields beside each other; those that are hidden take no room."""
    line = QHBoxLayout()
    line.setSpacing(8)
    for field in fields:
        line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return line


def _prose(field: Field) -> str:
    edit = field.control
    return edit.toPlainText().strip() if isinstance(edit, NoteEdit) else ""
