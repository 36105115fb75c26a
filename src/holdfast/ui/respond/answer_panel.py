"""An offered handover: read it, then accept and sign, decline with a reason, or take your own offer back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.respond.handover import answer, can_sign, waiting
from holdfast.respond.handover_sheet import sheet_of
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import button, set_words
from holdfast.ui.kit.forms import Field, row, scrolled
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.text import set_tone
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
        self._view = SheetView(store)
        self._view.show_sheet(sheet_of(store, self._handover))
        self._area = scrolled(self._view)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(_("Handover sheet"))
        self._body.addWidget(self._area, 1)
        self.why_edit = QLineEdit()
        self.why = Field(_("Why you decline"), self.why_edit)
        self.why_edit.textEdited.connect(lambda _text: self.why.clear_error())
        self.why_edit.returnPressed.connect(self.decline)
        self._decline_it = button(_("Decline"), self.decline)
        self._reason = QWidget()
        self._reason.setLayout(row(self.why, self._decline_it))
        self._body.addWidget(self._reason)
        self._decline = button(_("Decline…"), self.ask_why)
        self._show_ways(declining=declining)

    def controls(self) -> list[QWidget]:
        return [self._area, self.why_edit, self._decline_it]

    def first(self) -> QWidget:
        return self._area if self._reason.isHidden() else self.why_edit

    def submit(self) -> None:
        """Accept and sign; the giver takes the offer back."""
        if self.verb.isVisible():
            self._answer("withdrawn" if self._is_own() else "accepted", "")

    def ask_why(self) -> None:
        """Ask for the reason of declining."""
        self._reason.show()
        self.why_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def decline(self) -> None:
        """Decline with the reason that is typed."""
        self._answer("declined", self.why_edit.text())

    def show_changed(self, incident: Incident) -> None:
        if incident.offer is None or incident.offer.id != self._handover.id:
            self.left.emit()  # it was answered elsewhere

    def _answer(self, state: str, reason: str) -> None:
        declines = state == "declined"
        done = self._record(
            lambda: answer(self._store, self._handover.id, state, reason),
            self.why.show_error if declines else self._refused,
        )
        if done is not None:
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
        signs = can_sign(self._store, self._handover)
        set_words(self._cancel, _("Close"))
        self.verb.setVisible(signs or self._is_own())
        self._decline.setVisible(not self._is_own())
        self._reason.setVisible(declining and not self._is_own())
        words = {
            True: _("Your name and the time are recorded with it."),
            False: _("Only {person} can accept it.").format(person=self._handover.to),
        }[signs]
        self.add_foot("" if self._is_own() else words, self._decline)


def offer_title(incident: Incident) -> str:
    """What is offered to whom."""
    offer = incident.offer
    if offer is None:
        return ""
    told = _("Command of {ref} offered to {person}") if offer.command else _("{ref} handed to {person}")
    return told.format(ref=incident.ref, person=offer.to)
