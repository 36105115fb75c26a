"""What is said of an update beside its text: form, audience, the next promise, the final statements."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.timeforms import span_seconds
from holdfast.respond.template import Ask
from holdfast.respond.templates import shipped, template_of
from holdfast.respond.updates import FINAL, Said, asked, usual_within
from holdfast.store.store import Store
from holdfast.ui.kit.forms import Field, NoteEdit, ParsedField, combo
from holdfast.ui.kit.text import label, set_tone
from holdfast.ui.respond.field_draft import FieldDraft
from holdfast.words import _


class UpdateForm(QWidget):
    """The fields under each other, or two by two; everything typed is a draft."""

    form_chosen = Signal(str)
    said_else = Signal()
    """The promise or a statement reads otherwise."""

    def __init__(self, store: Store, incident: str, promised: Callable[[], str], *, beside: bool) -> None:
        """`promised` gives the time of day that is promised, `beside` the text one column is enough."""
        super().__init__()
        self._store, self._incident = store, incident
        self._forms = combo([(form, template_of(store, form).name) for form in shipped()])
        self.form = Field(_("Form"), self._forms)
        self._audience = QLineEdit()
        self.audience = Field(_("Audience"), self._audience)
        self.next: ParsedField[int] = ParsedField(
            _("Next update promised in"), span_seconds, lambda _seconds: promised()
        )
        self.recovery, self.data_loss = self._statement(_("Recovery")), self._statement(_("Data loss"))
        self._state = label("", "small", "muted", wrap=True)
        self._drafts = {
            name: self._kept(field, name)
            for name, field in (
                ("audience", self.audience),
                ("next", self.next),
                ("recovery", self.recovery),
                ("data_loss", self.data_loss),
            )
        }
        self._lay_out(beside=beside)
        self._connect()

    # -- what is said ----------------------------------------------------------------------------

    def chosen(self) -> str:
        """The form."""
        return str(self._forms.currentData())

    def choose(self, form: str, incident: Incident) -> None:
        """Show the fields of a form; an audience of the person's own words stays."""
        self._forms.setCurrentIndex(self._forms.findData(form))
        template = template_of(self._store, form)
        typed = self._audience.text().strip()
        if not typed or any(typed in template_of(self._store, each).audiences for each in shipped()):
            self._audience.setText(template.audiences[0])
        completer = QCompleter([*template.audiences], self._audience)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._audience.setCompleter(completer)
        self.audience.show_hint(_("For example: {names}.").format(names=", ".join(template.audiences)))
        wanted = asked(template, form)
        self.recovery.setVisible(Ask.RECOVERY in wanted)
        self.data_loss.setVisible(Ask.DATA_LOSS in wanted)
        self.next.setVisible(form != FINAL)
        early = form == FINAL and incident.is_open
        self.form.show_hint(_("Sent once the incident is resolved.") if early else "")

    def audience_text(self) -> str:
        """To whom."""
        return self._audience.text()

    def said(self, incident: Incident) -> Said:
        """The promise, by the cadence where none can be read, and the statements."""
        try:
            within = self.next.value()
        except UserError:
            within = None
        within = within or usual_within(incident, self.chosen())
        return Said(within, _prose(self.recovery), _prose(self.data_loss))

    def show_usual(self, time: str) -> None:
        """What is promised where nothing was typed: the time of day, "" for none."""
        if not self.next.text().strip():
            by_cadence = _("Empty: by the cadence, {time}.").format(time=time)
            self.next.show_hint(by_cadence if time else _("Empty: no time is promised. For example 20m, 2h."))

    def show_state(self, words: str, *, wrong: bool = False) -> None:
        """What to know about the text."""
        self._state.setText(words)
        set_tone(self._state, "error" if wrong else "muted")
        self._state.setVisible(bool(words))

    def state(self) -> str:
        """What `show_state` shows."""
        return self._state.text()

    def missing(self) -> Field | None:
        """The first field that is shown and has to be filled."""
        needed = (self.recovery, self.data_loss, self.audience)
        return next((each for each in needed if each.isVisible() and not _prose(each)), None)

    # -- keeping it ------------------------------------------------------------------------------

    def controls(self) -> list[QWidget]:
        """In the order of tabs."""
        return [each.control for each in self._fields()]

    def flush(self) -> None:
        """Save what was typed."""
        for each in self._drafts.values():
            each.binder.flush()

    def forget(self) -> None:
        """It was recorded; statements that were not asked for stay drafts."""
        kept = {ask.value for ask in Ask} - {ask.value for ask in self._asked()}
        for name, each in self._drafts.items():
            if name not in kept:
                each.forget()

    def _asked(self) -> tuple[Ask, ...]:
        return asked(template_of(self._store, self.chosen()), self.chosen())

    # -- making ----------------------------------------------------------------------------------

    def _fields(self) -> tuple[Field, ...]:
        return (self.form, self.audience, self.next, self.recovery, self.data_loss)

    def _statement(self, words: str) -> Field:
        edit = NoteEdit(lines=1, most=5)
        field = Field(words, edit)
        edit.textChanged.connect(field.clear_error)
        return field

    def _kept(self, field: Field, name: str) -> FieldDraft:
        edit = field.control
        assert isinstance(edit, QLineEdit | NoteEdit)
        kept = FieldDraft(self._store, edit, f"update:{name}")
        kept.show_incident(self._incident)
        return kept

    def _connect(self) -> None:
        self._forms.currentIndexChanged.connect(lambda _place: self.form_chosen.emit(self.chosen()))
        self._audience.textChanged.connect(self.audience.clear_error)
        self.next.changed.connect(self.said_else)
        for field in (self.recovery, self.data_loss):
            edit = field.control
            assert isinstance(edit, NoteEdit)
            edit.textChanged.connect(self.said_else)

    def _lay_out(self, *, beside: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        fields = self._fields()
        for part in [[each] for each in fields] if beside else (fields[:2], fields[2:]):
            column.addLayout(_side_by_side(part))
        column.addWidget(self._state)
        column.addStretch()


def _side_by_side(fields: Sequence[QWidget]) -> QHBoxLayout:
    """Fields beside each other; those that are hidden take no room."""
    line = QHBoxLayout()
    line.setSpacing(8)
    for field in fields:
        line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return line


def _prose(field: Field) -> str:
    edit = field.control
    text = edit.toPlainText() if isinstance(edit, NoteEdit) else ""
    return (edit.text() if isinstance(edit, QLineEdit) else text).strip()
