"""Send update: a text filled from the record, edited, let out of the window, and recorded as sent."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase
from holdfast.respond.template import Ask
from holdfast.respond.templates import template_of
from holdfast.respond.update_fields import FIELDS, promise_text
from holdfast.respond.updates import FINAL, Draft, Said, Update, drafted, facts_of, outgoing, send
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.forms import row, scrolled
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.text import label
from holdfast.ui.respond.panel import Panel
from holdfast.ui.respond.update_form import UpdateForm
from holdfast.ui.respond.update_text import UpdateText
from holdfast.ui.respond.update_ways import WaysOut
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.respond.scene import Scene


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
        self._facts = facts_of(scene.store, scene.incident.id, scene.store.now())
        self._made: Draft | None = None
        self._texts: dict[str, UpdateText] = {}
        self._beside = scene.columns > 2
        self._build()
        scene.clock.minute.connect(self._pass_time)
        self.choose(FINAL if self._ends() else "can")

    # -- what the page asks ----------------------------------------------------------------------

    def controls(self) -> list[QWidget]:
        return [*self.fields.controls(), self._anew, self.text, *self.ways.buttons]

    def first(self) -> QWidget:
        # below the fields the text may be out of sight
        return self.text if self._beside else self.fields.form.control

    def show_changed(self, incident: Incident) -> None:
        self._incident = incident
        self._follow()

    def flush(self) -> None:
        self.fields.flush()
        for text in self._texts.values():
            text.draft.binder.flush()

    def submit(self) -> None:
        self._submit()

    def _submit(self) -> bool:
        fine, _within = self.fields.next.checked()
        if not fine or self._scene.record(self._send, self._show_error) is None:
            return False
        self.fields.forget()
        self.text.forget()
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
        return self._texts[self.fields.chosen()]

    def choose(self, form: str) -> None:
        """Write in this form; what was typed in another stays there."""
        self.fields.choose(form, self._incident)
        if form not in self._texts:
            self._texts[form] = UpdateText(self._store, self._incident.id, form)
            self._texts[form].textChanged.connect(self._say_state)
            self._stack.addWidget(self._texts[form])
        self._stack.setCurrentWidget(self._texts[form])
        self.setTabOrder(self._anew, self._texts[form])
        self.setTabOrder(self._texts[form], self.ways.buttons[0])
        self.ways.forget()
        self._follow()

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.fields = UpdateForm(self._store, self._incident.id, self._promised, beside=self._beside)
        self.fields.form_chosen.connect(self.choose)
        self.fields.said_else.connect(self._fill)
        self._stack = QStackedWidget()
        self._anew = quiet_button(_("Fill anew"), self._fill_anew)
        self.ways = WaysOut(self._scene, self._outgoing)
        self.ways.print_wanted.connect(self._print)
        if self._incident.update_due is not None:
            put_off = quiet_button(_("Put off…"), lambda: self.wanted.emit("incident.snooze", ""))
            self.add_foot("", put_off)
        self._lay_out()

    def _lay_out(self) -> None:
        """Fields beside the text; where there is no room for that, above it."""
        writing = QWidget()
        right = QVBoxLayout(writing)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addLayout(row(label(_("Text"), "strong"), None, self._anew))
        right.addWidget(self._stack, 1)
        right.addWidget(self.ways)
        way = QBoxLayout.Direction.LeftToRight if self._beside else QBoxLayout.Direction.TopToBottom
        inner = QWidget()
        across = QBoxLayout(way, inner)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(24 if self._beside else 8)
        across.addWidget(self.fields, 0)
        across.addWidget(writing, 1)
        if self._beside:
            self.fields.setFixedWidth(theme.px(280))
        self._body.addWidget(scrolled(inner))

    # -- showing ---------------------------------------------------------------------------------

    def _ends(self) -> bool:
        return self._incident.phase in (Phase.RESOLVED, Phase.CLOSED) and not self._incident.final_update

    def _pass_time(self, _now: object) -> None:
        self._follow()

    def _follow(self) -> None:
        """The text as of now, unless it went out already."""
        if not self.ways.gone:
            self._facts = facts_of(self._store, self._incident.id, self._store.now())
            self._fill()

    def _fill(self) -> None:
        form = self.fields.chosen()
        if form in self._texts:
            template, said = template_of(self._store, form), self.fields.said(self._incident)
            self._made = drafted(template, form, self._facts, said)
            self.text.fill(self._made.text)
            self.fields.show_usual(self._promised())
            self._say_state()

    def _promised(self) -> str:
        """The time of day that is promised, "" for none."""
        due = self._made.next_update if self._made else None
        return promise_text(due, self._facts.now, self._store.zone)

    def _say_state(self) -> None:
        made = self._made
        if made is None or made.form != self.fields.chosen():
            return
        time = self._promised()
        stale = bool(time) and time not in self.text.toPlainText()
        blanks = ", ".join(FIELDS[name].words() for name in made.blanks if name not in tuple(Ask))
        said = _("Not in the record: {what}.").format(what=blanks) if blanks else ""
        late = _("The text does not say when the next update comes: {time}.").format(time=time)
        self.fields.show_state(late if stale else said, wrong=stale)
        self._anew.setEnabled(self.text.is_edited())

    def _outgoing(self) -> str:
        form = self.fields.chosen()
        said = self.fields.said(self._incident)
        return outgoing(template_of(self._store, form), form, self.text.toPlainText(), said)

    def _fill_anew(self) -> None:
        self.ways.forget()
        self._follow()
        self.text.fill_anew()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- recording -------------------------------------------------------------------------------

    def _send(self) -> Incident:
        update = Update(
            self.fields.chosen(),
            self.fields.audience_text(),
            self.text.toPlainText(),
            self._said(),
            ", ".join(self.ways.gone),
        )
        return send(self._store, self._incident.id, update)

    def _said(self) -> Said:
        """What was said, the promise counted from this moment: the text names its time of day."""
        said = self.fields.said(self._incident)
        due = self._made.next_update if self._made else None
        if due is None:
            return said
        left = int((due - self._store.now()).total_seconds())
        return Said(left if left > 0 else said.next_within, said.recovery, said.data_loss)

    def _show_error(self, error: UserError) -> None:
        """Where the first thing that is missing would be written; else in a notice."""
        missing = self.fields.missing()
        if missing is not None:
            missing.show_error(error)
            return
        self._scene.notices.error(error)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
