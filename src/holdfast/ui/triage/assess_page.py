"""Assessing an incident that is declared, or assessing it again: the wizard's second page alone."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from holdfast.domain.changes import Changes
from holdfast.domain.classification import Answer, Level
from holdfast.domain.entry import Entry
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.timeline import row
from holdfast.store.store import Store
from holdfast.triage.answers import Answers, fitting
from holdfast.triage.declare import assess_incident, last_assessment
from holdfast.triage.scheme import ScoredScheme
from holdfast.triage.scheme_store import current
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.page import Page, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.text import hairline
from holdfast.ui.kit.when_field import WhenField
from holdfast.ui.triage.draft import ASSESSMENT, WizardDraft, answers_of, answers_text
from holdfast.ui.triage.frame import WizardFooter, WizardHeader
from holdfast.ui.triage.how_bad import HowBadStep, other_words
from holdfast.ui.triage.keys import bind_keys
from holdfast.ui.triage.layout import Body
from holdfast.ui.triage.meanwhile import Meanwhile
from holdfast.words import _


class AssessPage(Page):
    """Shows the answers that hold until now, and records the new ones with both values."""

    assessed = Signal(str)
    """The incident's id, after its assessment is in the record."""
    left = Signal()
    """The person goes elsewhere; what was answered stays a draft."""

    def __init__(
        self, store: Store, ask_operator: Callable[[], bool], notices: Notices, bridge: Bridge
    ) -> None:
        """`ask_operator` is True once somebody is at the keyboard."""
        super().__init__()
        self._store, self._notices = store, notices
        self._record = Recording(lambda: store.by is not None, ask_operator, notices.error, lambda: None)
        self._incident: Incident | None = None
        self._draft: WizardDraft | None = None
        self._base = ""  # the assessment that the answers started from, by its hash
        self._recording = False
        self._scheme = current(store)
        self._build()
        bind_keys(self, self.assess_now, self.assess_now, self._leave)
        self._footer.back.clicked.connect(self._leave)
        self._footer.next.clicked.connect(self.assess_now)
        self._meanwhile.taken.connect(self._take_theirs)
        self._meanwhile.kept.connect(self._keep_mine)
        bridge.changed.connect(self._changed)

    def show_place(self, what: str) -> None:
        """Show the incident with this id."""
        if not what:
            return
        try:
            incident = self._store.incidents.get(what)
        except UserError as error:
            self._notices.error(error)
            return
        self._incident, self._draft = incident, WizardDraft(self._store, what)
        self._ask()
        self.when.set_text("")
        self._show(incident, self._draft)
        self.title_changed.emit()

    def panes(self) -> list[QWidget]:
        return [self._meanwhile, self._body, self.when, self._footer]

    def first_focus(self) -> QWidget:
        return self._how_bad.first_focus()

    def window_title(self) -> str:
        return _("Assess {ref}").format(ref=self._incident.ref) if self._incident else _("Assess incident")

    def assess_now(self) -> None:
        """Record the answers; what is missing is said where it is missing."""
        incident = self._incident
        if incident is None or not self._how_bad.check():
            return
        self._look()
        if not self._meanwhile.asks():
            self._assess(incident.id)

    def _assess(self, ident: str) -> None:
        fine, at = self.when.checked()
        if not fine:
            return
        refused = self._notices.error if at is None else self.when.show_error
        self._recording = True
        try:
            done = self._record(
                lambda: assess_incident(self._store, ident, self._how_bad.answers(), at), refused
            )
        finally:
            self._recording = False
        if done:
            self._put("")
            self.when.set_text("")
            self.assessed.emit(ident)

    # -- showing ---------------------------------------------------------------------------------

    def _show(self, incident: Incident, draft: WizardDraft) -> None:
        """The answers of the draft, or else those that hold until now."""
        last, text = last_assessment(self._store, incident.id), draft.get(ASSESSMENT)
        self._base = draft.base(ASSESSMENT) if text else _hash(last)
        self._header.show_about(f"{incident.ref}  ·  {incident.title}")
        self._header.show_saved(draft.saved if text else None, self._store.zone)
        said, other = fitting(answers_of(text) or self._said(incident, last), self._scheme)
        self._how_bad.show_before(incident)
        self._how_bad.show_answers(said, incident.times["declared"])
        self._how_bad.show_note(other_words(self._scheme) if other else "")
        self._how_bad.show_emergency(self._store.facts.emergency)
        self._tell(last)

    def _changed(self, changes: Changes) -> None:
        if self._incident is None or self._recording or not self.isVisible():
            return
        if subject("incident", self._incident.id) in changes.subjects:
            self._look()

    def _look(self) -> None:
        """Look for an assessment that was made meanwhile: answers that nobody touched give way to it."""
        incident, draft = self._incident, self._draft
        if incident is None or draft is None:
            return
        was, last = self._seen, last_assessment(self._store, incident.id)
        if _hash(last) == was:
            return
        self._incident = incident = self._store.incidents.get(incident.id)
        if not draft.get(ASSESSMENT):
            self._show(incident, draft)
            return
        self._how_bad.show_before(incident)
        self._tell(last)

    def _tell(self, last: Entry | None) -> None:
        """Say that another assessment than the one that the answers started from holds now."""
        self._seen = _hash(last)
        differs = last is not None and self._seen != self._base
        self._meanwhile.show_row(row(last, self._store.operators.names()) if last and differs else None)

    def _take_theirs(self) -> None:
        if self._incident is not None and self._draft is not None:
            self._put("")
            self._show(self._incident, self._draft)
            self._how_bad.first_focus().setFocus()

    def _keep_mine(self) -> None:
        """Go on from the newer assessment with one's own answers, recorded at once where that was asked."""
        now, self._base = self._meanwhile.asked, self._seen
        self._meanwhile.show_row(None)
        self._keep()
        if now and self._incident is not None:
            self._assess(self._incident.id)
        else:
            self._how_bad.first_focus().setFocus()

    def _build(self) -> None:
        self._header, self._footer = WizardHeader(_("Assess incident")), WizardFooter("")
        self._how_bad = self._step()
        self._body = Body(self._how_bad)
        self._header.show_step(_("How bad?"))
        self._footer.show_way(_("Record assessment"), _("Enter"), back=True, now=False)
        self._meanwhile = Meanwhile(self._store)
        self._seen = ""  # the assessment that was last told of, by its hash
        above = (self._header, hairline(), self._meanwhile)
        self.when = self._when()
        column(self, *above, self._body, hairline(), self.when, self._footer, stretch=3)

    def _when(self) -> WhenField:
        """When it was assessed, now by default."""
        when = WhenField(_("Assessed when"), self._store)
        across = when.layout()  # on one line: the questions need the height
        assert isinstance(across, QBoxLayout)
        across.setDirection(QBoxLayout.Direction.LeftToRight)
        across.setContentsMargins(24, 8, 24, 8)
        across.setSpacing(12)
        across.setStretch(2, 1)
        return when

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

    def _said(self, incident: Incident, last: Entry | None) -> Answers:
        """The answers behind the assessment that holds now."""
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
            self._draft.put(ASSESSMENT, text, self._base if text else "")
            self._header.show_saved(self._draft.saved if text else None, self._store.zone)

    def _leave(self) -> None:
        self.left.emit()


def _hash(entry: Entry | None) -> str:
    return entry.hash if entry else ""


def _answer(side: str, level: Level, incident: Incident) -> Answer:
    return Answer.UNSURE if side in incident.unsure else Answer(level.value)
