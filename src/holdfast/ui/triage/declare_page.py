"""Declaring an incident: three pages, of which the first is enough."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from holdfast.desk.from_alert import declaration_from, declare_from
from holdfast.detect.acts import drill_of
from holdfast.domain.alert import Alert
from holdfast.domain.errors import UserError
from holdfast.respond.calls import record_call
from holdfast.respond.incident import assign
from holdfast.runbook import run as runs
from holdfast.store.store import Store
from holdfast.triage.answers import Answers, fitting
from holdfast.triage.assessment import assess
from holdfast.triage.declare import Declaration, declare
from holdfast.triage.scheme_store import current
from holdfast.triage.seen_before import Seen
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.notices import Notices, announce
from holdfast.ui.kit.page import Page, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.seen_list import Looking, Question
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import hairline
from holdfast.ui.triage.draft import (
    ALERTS,
    ASSESSMENT,
    DRILL,
    WizardDraft,
    answers_of,
    answers_text,
    fields_of,
    newest,
)
from holdfast.ui.triage.drill_over import DrillOver
from holdfast.ui.triage.frame import WizardFooter, WizardHeader
from holdfast.ui.triage.how_bad import HowBadStep, other_words
from holdfast.ui.triage.keys import bind_keys
from holdfast.ui.triage.layout import Body
from holdfast.ui.triage.what import WhatStep
from holdfast.ui.triage.who import LEAD, WhoStep
from holdfast.words import _

_MOST_ALERTS = 5
"""Of so many alerts the runbooks are looked up."""


class DeclarePage(Page):
    """What is happening? How bad? Who and what next? Everything typed is a draft within a second.

    The incident's id is minted when the page is opened; what was typed before a crash is found again.
    """

    declared = Signal(str)
    """The id of the incident that is now in the record."""
    left = Signal()
    """The person goes elsewhere; the draft stays."""
    incident_wanted = Signal(str)
    """The id of an incident of the past, to look at; the draft stays."""

    def __init__(
        self, store: Store, ask_operator: Callable[[], bool], notices: Notices, clock: Clock
    ) -> None:
        """`ask_operator` is True once somebody is at the keyboard."""
        super().__init__()
        self._store, self._notices, self._clock = store, notices, clock
        self._record = Recording(lambda: store.by is not None, ask_operator, notices.error, lambda: None)
        self._draft: WizardDraft | None = None
        self._looking: Looking | None = None
        self._scheme = current(store)
        self._build()
        self._connect()
        self.show_place("")

    def look_aside(self, tasks: Tasks) -> None:
        """Look for what was seen before, on another thread; without this it is left off."""
        self._looking = Looking(self._store, tasks, self)
        self._looking.found.connect(self._show_seen)

    # -- what the shell asks -------------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Open the wizard: on what is being typed, else on the newest draft, else empty."""
        self._ask()
        self._show_drill()
        if self._draft is None:
            ident = newest(self._store)
            self._use(WizardDraft(self._store, ident or self._store.new_id()), found=bool(ident))
        self._how_bad.show_emergency(self._store.facts.emergency)

    def panes(self) -> list[QWidget]:
        return [*([] if self._over.isHidden() else [self._over]), self._steps, self._footer]

    def first_focus(self) -> QWidget:
        return self._current().first_focus()

    def leave(self) -> None:
        self._what.flush()
        self._who.flush()

    def window_title(self) -> str:
        return _("Declare incident")

    def begin_from(self, idents: list[str]) -> None:
        """Begin anew with what these alerts say; what was being typed stays a draft."""
        alerts = self._store.alerts.all_of(idents)
        said = declaration_from(self._store, alerts)
        self.leave()
        draft = WizardDraft(self._store, self._store.new_id())
        try:
            for field, text in fields_of(said, self._store.zone).items():
                draft.put(field, text)
            draft.put(ALERTS, " ".join(idents))
            draft.put(DRILL, drill_of(alerts))
        except UserError as error:
            self._notices.error(error)
        self._use(draft, found=False)

    # -- going through it ----------------------------------------------------------------------------

    def go_on(self) -> None:
        """The next step; from the last one, declare."""
        at = self._steps.currentIndex()
        if at == 2:
            self.declare_now()
        elif self._step_is_right(at):
            self._show_step(at + 1)

    def go_back(self) -> None:
        """The step before."""
        self._show_step(max(0, self._steps.currentIndex() - 1))

    def declare_now(self) -> None:
        """Declare with what is there; what is wrong is shown where it stands."""
        self.leave()
        self._show_drill()
        if not self._over.isHidden():
            self._over.ask()
            return
        said = self._what.declaration()
        if said is None:
            self._show_step(0, focus=False)
            self._what.declaration()  # once more, now that the field can take the focus
            return
        if not self._how_bad.check():
            self._show_step(1, focus=False)
            self._how_bad.check()
            return
        roles = self._who.roles()
        if roles is None:
            self._show_step(2, focus=False)
            self._who.roles()
            return
        done = self._record(lambda: self._declare(said, roles))
        if done:
            self._forget()
            self.declared.emit(done)

    def declare_for_real(self) -> None:
        """Declare what was begun in a drill that has ended, without the alerts of it."""
        try:
            for field in (DRILL, ALERTS):
                self._put(field, "")
        except UserError as error:
            self._notices.error(error)
            return
        self._show_drill()
        self.declare_now()

    def start_empty(self) -> None:
        """Put the draft away and begin anew; it can be brought back from the notice."""
        old = self._draft
        if old is None:
            return
        self.leave()
        rows = old.rows()
        try:
            old.drop()
        except UserError as error:
            self._notices.error(error)
            return
        self._use(WizardDraft(self._store, self._store.new_id()), found=False)
        self._what.first_focus().setFocus()
        self._notices.say(
            _("The draft was removed."), verb=_("Undo"), act=lambda: self._bring_back(old, rows)
        )

    # -- making --------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._header = WizardHeader(_("Declare incident"))
        self._footer = WizardFooter(_("Declare now"))
        self._over = DrillOver()
        self._make_steps()
        self._steps = QStackedWidget()
        self._bodies = [Body(step) for step in (self._what, self._how_bad, self._who)]
        for body in self._bodies:
            self._steps.addWidget(body)
        parts = (self._header, hairline(), self._over, self._steps, hairline(), self._footer)
        column(self, *parts, stretch=3)

    def _connect(self) -> None:
        bind_keys(self, self.go_on, self.declare_now, self._leave)
        self._footer.back.clicked.connect(self.go_back)
        self._footer.now.clicked.connect(self.declare_now)
        self._footer.next.clicked.connect(self.go_on)
        self._over.real.connect(self.declare_for_real)
        self._over.kept.connect(self._keep_draft)
        self._clock.minute.connect(self._show_time)

    def _make_steps(self) -> None:
        """The three steps, as the scheme in use asks for them."""
        self._what = WhatStep(self._store, self._scheme, self._get, self._put)
        self._how_bad = HowBadStep(self._scheme, self._store.zone)
        self._who = WhoStep(self._store, self._scheme, self._get, self._put)
        self._what.changed.connect(self._show_about)
        self._what.empty_wanted.connect(self.start_empty)
        self._how_bad.changed.connect(self._keep_answers)
        for step in (self._what, self._who):
            step.saved.connect(self._show_saved)
            step.failed.connect(self._show_unsaved)
        self._who.incident_wanted.connect(self.incident_wanted)

    def _ask(self) -> None:
        """Ask by the scheme that is in use now; what was typed stays."""
        if self._scheme == (scheme := current(self._store)):
            return
        self.leave()
        self._scheme = scheme
        self._make_steps()
        for body, step in zip(self._bodies, (self._what, self._how_bad, self._who), strict=True):
            body.put(step)
        if self._draft is not None:
            self._use(self._draft, found=False)

    # -- the draft -----------------------------------------------------------------------------------

    def _get(self, field: str) -> str:
        return self._draft.get(field) if self._draft else ""

    def _put(self, field: str, text: str) -> None:
        if self._draft:
            self._draft.put(field, text)

    def _use(self, draft: WizardDraft, *, found: bool) -> None:
        self._draft = draft
        self._forget_seen()
        self._what.show_draft(draft.saved if found else None)
        self._show_drill()
        said, other = fitting(answers_of(draft.get(ASSESSMENT)) or Answers(), self._scheme)
        self._how_bad.show_answers(said, self._store.now())
        self._how_bad.show_note(other_words(self._scheme) if other else "")
        self._who.show_draft()
        self._show_saved()
        self._show_step(0, focus=False)

    def _forget(self) -> None:
        """It is declared: its drafts are gone, and the next opening begins anew."""
        self._draft = None
        self._forget_seen()
        self._what.show_draft(None)
        self._who.show_draft()

    def _bring_back(self, draft: WizardDraft, rows: dict[str, str]) -> None:
        try:
            draft.restore(rows)
        except UserError as error:
            self._notices.error(error)
        else:
            self._use(draft, found=True)

    def _keep_answers(self) -> None:
        try:
            self._put(ASSESSMENT, answers_text(self._how_bad.answers()))
        except UserError as error:
            self._show_unsaved(error)
        else:
            self._show_saved()

    def _show_saved(self) -> None:
        self._header.show_saved(self._draft.saved if self._draft else None, self._store.zone)

    def _show_unsaved(self, error: UserError) -> None:
        self._header.show_unsaved()
        self._notices.error(error)

    # -- what happens --------------------------------------------------------------------------------

    def _declare(self, said: Declaration, roles: dict[str, tuple[str, str]]) -> str:
        """Everything in one transaction: declared, assessed, roles given, runbooks started."""
        draft, answers = self._draft, self._how_bad.answers()
        assert draft is not None
        with self._store.command():
            alerts = draft.get(ALERTS).split()
            if alerts:
                ident = declare_from(self._store, alerts, said, answers, draft.ident).id
            else:
                ident = declare(self._store, said, answers, draft.ident, drill=draft.get(DRILL)).id
            if assess(answers, current(self._store)).priority is None and (rest := answers_text(answers)):
                # half an assessment is none yet; what was answered waits for the rest
                WizardDraft(self._store, ident).put(ASSESSMENT, rest)
            me = self._store.operators.get(self._store.by.operator) if self._store.by else None
            if me is not None and self._who.leads_by_default():
                roles |= {LEAD: (me.name, me.id)}
            for role, (name, operator) in roles.items():
                assign(self._store, ident, role, name, operator)
            for runbook in self._who.runbooks():
                runs.start(self._store, ident, runbook)
            for call in self._who.calls():
                record_call(self._store, ident, call)
        return ident

    def _show_drill(self) -> None:
        """Offer that it is part of the drill that goes on; what its alerts are decides that by itself."""
        alerts = self._alerts()
        said = next((each.drill for each in alerts if each.drill), self._get(DRILL))
        drill = self._store.drills.get(said) if said else None
        self._over.show_drill(drill if drill is not None and drill.is_over else None)
        running = self._store.drills.running(self._store.journal.station)
        if running is None or any(each.drill != running.id for each in alerts):
            self._what.show_drill("", "")
        else:
            self._what.show_drill(running.id, running.title, sure=bool(alerts))

    def _keep_draft(self) -> None:
        self._current().first_focus().setFocus()
        self._notices.say(_("The draft is kept; it is here when you declare again."))

    def _alerts(self) -> list[Alert]:
        idents = self._get(ALERTS).split()
        return self._store.alerts.all_of(idents[:_MOST_ALERTS])

    def _step_is_right(self, at: int) -> bool:
        return self._what.declaration() is not None if at == 0 else self._how_bad.check()

    def _current(self) -> WhatStep | HowBadStep | WhoStep:
        return (self._what, self._how_bad, self._who)[self._steps.currentIndex()]

    def _forget_seen(self) -> None:
        if self._looking is not None:
            self._looking.stop()
        self._who.show_seen([])

    def _look(self) -> None:
        if self._looking is not None:
            self._looking.ask(Question(self._what.title(), self._what.service()))

    def _show_seen(self, found: list[Seen]) -> None:
        self._who.show_seen(found)

    def _show_step(self, at: int, *, focus: bool = True) -> None:
        self._steps.setCurrentIndex(at)
        names = (
            _("Step 1 of 3: what is happening?"),
            _("Step 2 of 3: how bad?"),
            _("Step 3 of 3: who and what next?"),
        )
        ways = (_("Next: how bad"), _("Next: who and what"), _("Declare incident"))
        self._header.show_step(names[at])
        self._footer.show_way(ways[at], _("Enter"), back=at > 0, now=at < 2)
        self._show_about()
        self._show_time(self._store.now())
        if at == 2:
            self._who.suggest(f"{self._what.title()} {self._what.service()}", self._alerts())
            self._who.offer()
            self._look()
        if focus:
            self._current().first_focus().setFocus()
            announce(self, names[at])

    def _show_about(self) -> None:
        about = [self._what.title().strip(), self._what.service().strip()]
        words = "  ·  ".join(part for part in about if part)
        self._header.show_about(words or _("Something is wrong: say it in a few words."))

    def _show_time(self, now: datetime) -> None:
        self._how_bad.show_time(now)

    def _leave(self) -> None:
        self.leave()
        self.left.emit()
