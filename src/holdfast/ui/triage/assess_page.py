"""Assessing an incident that is declared, or assessing it again: the wizard's second page alone."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from holdfast.domain.classification import Answer, Level
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.store.store import Store
from holdfast.triage.answers import Answers, fitting
from holdfast.triage.declare import assess_incident
from holdfast.triage.scheme import ScoredScheme
from holdfast.triage.scheme_store import current
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.page import Page, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.text import hairline
from holdfast.ui.triage.draft import ASSESSMENT, WizardDraft, answers_of, answers_text
from holdfast.ui.triage.frame import WizardFooter, WizardHeader
from holdfast.ui.triage.how_bad import HowBadStep, other_words
from holdfast.ui.triage.keys import bind_keys
from holdfast.ui.triage.layout import Body
from holdfast.words import _


class AssessPage(Page):
    """Shows the answers that hold until now, and records the new ones with both values."""

    assessed = Signal(str)
    """The incident's id, after its assessment is in the record."""
    left = Signal()
    """The person goes elsewhere; what was answered stays a draft."""

    def __init__(
        self, store: Store, ask_operator: Callable[[], bool], notices: Notices, clock: Clock
    ) -> None:
        """`ask_operator` is True once somebody is at the keyboard. `clock` is here for the family's sake."""
        super().__init__()
        del clock  # target times count from the declaration: nothing on this page ages
        self._store, self._notices = store, notices
        self._record = Recording(lambda: store.by is not None, ask_operator, notices.error, lambda: None)
        self._incident: Incident | None = None
        self._draft: WizardDraft | None = None
        self._scheme = current(store)
        self._build()
        bind_keys(self, self.assess_now, self.assess_now, self._leave)
        self._footer.back.clicked.connect(self._leave)
        self._footer.next.clicked.connect(self.assess_now)

    def show_place(self, what: str) -> None:
        """Show the incident with this id."""
        if not what:
            return
        try:
            incident = self._store.incidents.get(what)
        except UserError as error:
            self._notices.error(error)
            return
        draft = WizardDraft(self._store, what)
        self._incident, self._draft = incident, draft
        self._header.show_about(f"{incident.ref}  ·  {incident.title}")
        self._header.show_saved(draft.saved if draft.get(ASSESSMENT) else None, self._store.zone)
        self._ask()
        said, other = fitting(answers_of(draft.get(ASSESSMENT)) or self._said(incident), self._scheme)
        self._how_bad.show_before(incident)
        self._how_bad.show_answers(said, incident.times["declared"])
        self._how_bad.show_note(other_words(self._scheme) if other else "")
        self._how_bad.show_emergency(self._store.facts.emergency)
        self.title_changed.emit()

    def panes(self) -> list[QWidget]:
        return [self._body, self._footer]

    def first_focus(self) -> QWidget:
        return self._how_bad.first_focus()

    def window_title(self) -> str:
        return _("Assess {ref}").format(ref=self._incident.ref) if self._incident else _("Assess incident")

    def assess_now(self) -> None:
        """Record the answers; what is missing is said where it is missing."""
        incident, draft = self._incident, self._draft
        if incident is None or draft is None or not self._how_bad.check():
            return
        done = self._record(lambda: assess_incident(self._store, incident.id, self._how_bad.answers()))
        if done:
            self._put("")
            self.assessed.emit(incident.id)

    def _build(self) -> None:
        self._header, self._footer = WizardHeader(_("Assess incident")), WizardFooter("")
        self._how_bad = self._step()
        self._body = Body(self._how_bad)
        self._header.show_step(_("How bad?"))
        self._footer.show_way(_("Record assessment"), _("Enter"), back=True, now=False)
        column(self, self._header, hairline(), self._body, hairline(), self._footer, stretch=2)

    def _step(self) -> HowBadStep:
        step = HowBadStep(self._scheme, self._store.zone)
        step.changed.connect(self._keep)
        return step

    def _ask(self) -> None:
        """Ask by the scheme that is in use now."""
        if self._scheme != (scheme := current(self._store)):
            self._scheme = scheme
            self._how_bad = self._step()
            self._body.put(self._how_bad)

    def _said(self, incident: Incident) -> Answers:
        """The answers behind the assessment that holds now."""
        entries = self._store.entries("incident", incident.id)
        last = next((entry for entry in reversed(entries) if entry.kind == "incident.assessed"), None)
        if last is None or incident.impact is None or incident.urgency is None:
            return Answers()
        checks = last.body.get("checks") or {}
        choices = last.body.get("choices") or {}
        scored = bool(choices) and isinstance(self._scheme, ScoredScheme)
        return Answers(
            impact=None if scored else _answer("impact", incident.impact, incident),
            urgency=None if scored else _answer("urgency", incident.urgency, incident),
            impact_checks=tuple(checks.get("impact", ())),
            urgency_checks=tuple(checks.get("urgency", ())),
            someone_hurt=incident.hurt,
            choices=dict(choices),
        )

    def _keep(self) -> None:
        try:
            self._put(answers_text(self._how_bad.answers()))
        except UserError as error:
            self._header.show_unsaved()
            self._notices.error(error)

    def _put(self, text: str) -> None:
        if self._draft is not None:
            self._draft.put(ASSESSMENT, text)
            self._header.show_saved(self._draft.saved if text else None, self._store.zone)

    def _leave(self) -> None:
        self.left.emit()


def _answer(side: str, level: Level, incident: Incident) -> Answer:
    return Answer.UNSURE if side in incident.unsure else Answer(level.value)
