"""An offered handover: read it, then accept and sign, decline with a reason, or take your own offer back."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.respond.handover import answer, can_sign, waiting
from holdfast.respond.handover_sheet import sheet_of
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import button, key_works_in, set_words
from holdfast.ui.kit.forms import Field, beside_edit, row
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.text import set_tone
from holdfast.ui.respond.field_draft import keep_drafts
from holdfast.ui.respond.panel import Panel
from holdfast.ui.respond.sheet_view import SheetView
from holdfast.words import _


class AnswerPanel(Panel):
    """The sheet that was offered, and what whoever is at the keyboard can answer."""

    whole = True

    def __init__(
        self, store: Store, record: Recording, incident: Incident, *, declining: bool = False
    ) -> None:
        """`declining` asks for the reason at once."""
        self._store, self._record = store, record
        self._handover = waiting(store, incident)
        super().__init__(offer_title(incident), self._verb_words())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._view = SheetView(store)
        self._view.show_sheet(sheet_of(store, self._handover))
        self._body.addWidget(self._view, 1)
        self.why_edit = QLineEdit()
        self.why = Field(_("Why you decline"), self.why_edit)
        self.why_edit.textEdited.connect(lambda _text: self.why.clear_error())
        lines = {f"decline:{self._handover.id}": self.why_edit}
        (self._draft,) = keep_drafts(store, incident.id, lines)
        self._decline_it = button(_("Decline"), self.decline, primary=True, key=_("Enter"))
        key_works_in(self._decline_it, self.why_edit)
        self._reason = QWidget()
        asked = row(self.why)
        asked.addLayout(beside_edit(self._decline_it))
        self._reason.setLayout(asked)
        self._body.addWidget(self._reason)
        self._decline = button(_("Decline…"), self.ask_why)
        self._show_ways(declining=declining)

    def controls(self) -> list[QWidget]:
        return [self._view, self.why_edit, self._decline_it]

    def first(self) -> QWidget:
        return self._view if self._reason.isHidden() else self.why_edit

    def flush(self) -> None:
        self._draft.binder.flush()

    def submit(self) -> None:
        """Accept and sign; the giver takes the offer back."""
        if self.verb.isVisible():
            self._answer("withdrawn" if self._is_own() else "accepted", "")

    def ask_why(self) -> None:
        """Ask for the reason of declining."""
        self._reason.show()
        for each in (self._decline, self.verb):  # while one is asked why, Enter must not sign
            each.hide()
        self.why_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def decline(self) -> None:
        """Decline with the reason that is typed."""
        self._answer("declined", self.why_edit.text())

    def show_changed(self, incident: Incident) -> None:
        if incident.offer is None or incident.offer.id != self._handover.id:
            self.left.emit()  # it was answered elsewhere

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter where the reason is typed declines; it must never sign."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.focusWidget() is self.why_edit:
            self.decline()
        else:
            super().keyPressEvent(event)

    def _answer(self, state: str, reason: str) -> None:
        declines = state == "declined"
        done = self._record(
            lambda: answer(self._store, self._handover.id, state, reason),
            self.why.show_error if declines else self._refused,
        )
        if done is not None:
            self._draft.forget()
            announce(self, _("Recorded."))
            self.left.emit()

    def _refused(self, problem: UserError) -> None:
        self._foot.setText(str(problem))
        set_tone(self._foot, "error")

    def _is_own(self) -> bool:
        return self._store.by is not None and self._store.by.operator == self._handover.giver

    def _verb_words(self) -> str:
        if self._is_own():
            return _("Withdraw offer")
        return _("Take command") if self._handover.command else _("Accept and sign")

    def _show_ways(self, *, declining: bool) -> None:
        """Who may sign has the filled button; anybody but the giver may decline."""
        signs, own = can_sign(self._store, self._handover), self._is_own()
        words = _("Your name and the time are recorded with it.")
        if not signs:
            words = _("Only {person} can accept it.").format(person=self._handover.to)
        self.add_foot("" if own else words, self._decline)  # only then has it a parent, and can be shown
        set_words(self._cancel, _("Close"))
        self.verb.setVisible((signs and not declining) or own)
        self._decline.setVisible(not own and not declining)
        self._reason.setVisible(declining and not own)


def offer_title(incident: Incident) -> str:
    """What is offered to whom."""
    offer = incident.offer
    if offer is None:
        return ""
    told = _("Command of {ref} offered to {person}") if offer.command else _("{ref} handed to {person}")
    return told.format(ref=incident.ref, person=offer.to)
