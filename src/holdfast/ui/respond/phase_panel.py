"""Moving an incident to another phase: when, and why where that is needed."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from holdfast.desk.phases import move
from holdfast.domain.errors import UserError
from holdfast.domain.incident import NEXT, Incident, check_move
from holdfast.domain.phase import Phase, phase_word
from holdfast.domain.told import close_reason_word
from holdfast.respond import phases
from holdfast.respond.phases import CLOSE_REASONS
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import Choice
from holdfast.ui.kit.forms import Field, NoteEdit
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.when_field import WhenField
from holdfast.ui.respond.field_draft import FieldDraft
from holdfast.ui.respond.panel import Panel
from holdfast.words import _

_ANY_REASON = "-"  # stands for the reason while only the time is looked at


class PhasePanel(Panel):
    """Asks for the time of a move, now by default, and refuses an impossible one where it is typed."""

    def __init__(self, store: Store, record: Recording, incident: Incident, to: Phase, verb: str) -> None:
        super().__init__(_("{verb} {ref}").format(verb=verb, ref=incident.ref), verb)
        self.store, self.record, self.ident, self.to = store, record, incident.id, to
        self.when = WhenField(_("When"), store, check=self._check_time)
        self.texts: list[Field] = []
        self._drafts: list[FieldDraft] = []
        self.across = QHBoxLayout()
        self.across.setSpacing(16)
        self.across.addWidget(self.when, 0, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(self.across)

    def controls(self) -> list[QWidget]:
        return [*(each.control for each in self.texts), self.when.control]

    def submit(self) -> None:
        fine, at = self.when.checked()
        if fine and self.check():
            done = self.record(lambda: self.act(at), self.when.show_error)
            if done is not None:
                for each in self._drafts:
                    each.forget()
                self.left.emit()

    def check(self) -> bool:
        """Whether everything beside the time is there; what is missing is said at its field."""
        return True

    def act(self, at: datetime | None) -> Incident:
        """Record it."""
        return move(self.store, self.ident, self.to, at)

    def add_text(self, words: str, draft: str) -> Field:
        """A text field before the time, which may stay empty; its text is a draft until it is recorded."""
        edit = NoteEdit(lines=1, most=4, enter_submits=True)
        edit.submitted.connect(self.submit)
        field = Field(words, edit)
        self.across.insertWidget(len(self.texts), field, 1, Qt.AlignmentFlag.AlignTop)
        kept = FieldDraft(self.store, edit, draft)
        kept.show_incident(self.ident)
        edit.textChanged.connect(field.clear_error)
        self.texts.append(field)
        self._drafts.append(kept)
        return field

    def flush(self) -> None:
        for each in self._drafts:
            each.binder.flush()

    def _check_time(self, at: datetime, now: datetime) -> None:
        check_move(self.store.incidents.get(self.ident), self.to, at, now, _ANY_REASON)


def typed(field: Field) -> str:
    """The text in a field that `add_text` made."""
    edit = field.control
    return edit.toPlainText().strip() if isinstance(edit, NoteEdit) else ""


class ResolvePanel(PhasePanel):
    """Resolving also asks what resolved it; it can be said later, before closing."""

    def __init__(self, store: Store, record: Recording, incident: Incident, verb: str) -> None:
        super().__init__(store, record, incident, Phase.RESOLVED, verb)
        self.resolution = self.add_text(_("What resolved it"), "resolution")
        self.resolution.show_hint(_("Can be said later; closing asks for it."))

    def act(self, at: datetime | None) -> Incident:
        return move(self.store, self.ident, Phase.RESOLVED, at, typed(self.resolution))


class DismissPanel(PhasePanel):
    """Dismissing needs a reason: one of those that are offered, or words; both where they say more."""

    def __init__(self, store: Store, record: Recording, incident: Incident, verb: str) -> None:
        super().__init__(store, record, incident, Phase.DISMISSED, verb)
        offered = [(code, _begun(close_reason_word(code))) for code in CLOSE_REASONS]
        self.choice = Choice(_("Reason"), offered, flows=True)
        self.choice.chosen.connect(lambda _code: self.reason.clear_error())
        self._body.insertWidget(0, self.choice)
        self.reason = self.add_text(_("Why it is dismissed"), "reason:dismissed")
        self.reason.show_hint(_("Not needed where a reason above says it; for example: planned work."))

    def controls(self) -> list[QWidget]:
        return [*(self.choice.button(code) for code in CLOSE_REASONS), *super().controls()]

    def first(self) -> QWidget:
        return self.reason.control

    def check(self) -> bool:
        return self.choice.value() not in ("", "other") or _given(self.reason)

    def act(self, at: datetime | None) -> Incident:
        code = self.choice.value()
        return phases.move(self.store, self.ident, Phase.DISMISSED, at, typed(self.reason), code)


class ReopenPanel(PhasePanel):
    """Going back to an earlier phase needs a reason; which phase can be chosen where there are several."""

    def __init__(self, store: Store, record: Recording, incident: Incident, verb: str) -> None:
        earlier = [phase for phase in Phase if phase in _back_from(incident)]
        super().__init__(store, record, incident, earlier[-1], verb)
        self._phases = [phase.value for phase in earlier]
        self.choice = Choice(_("Back to"), [(phase.value, phase_word(phase)) for phase in earlier])
        self.choice.choose(self.to.value)
        self.choice.chosen.connect(self._choose)
        self._body.insertWidget(0, self.choice)
        self.choice.setVisible(len(earlier) > 1)
        self.reason = self.add_text(_("Why it is opened again"), "reason:reopened")

    def controls(self) -> list[QWidget]:
        return [self.choice.button(phase) for phase in self._phases] + super().controls()

    def first(self) -> QWidget:
        return self.reason.control

    def check(self) -> bool:
        return _given(self.reason)

    def act(self, at: datetime | None) -> Incident:
        return move(self.store, self.ident, self.to, at, typed(self.reason))

    def _choose(self, phase: str) -> None:
        self.to = Phase(phase)


def _back_from(incident: Incident) -> set[Phase]:
    """The phases that an incident can go back to."""
    if incident.phase == Phase.DISMISSED:
        return {Phase.TRIAGED} if incident.assessed else {Phase.DECLARED}
    order = list(Phase)
    ahead = order.index(incident.phase)
    back = {phase for phase in NEXT[incident.phase] if order.index(phase) < ahead}
    return back if incident.assessed else back - {Phase.TRIAGED}


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _given(field: Field) -> bool:
    if typed(field):
        return True
    field.show_error(UserError(_("A reason is needed."), _("A few words; they stand in the timeline.")))
    return False
