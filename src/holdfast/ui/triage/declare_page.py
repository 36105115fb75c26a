"""Declaring an incident: three pages, of which the first is enough."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from holdfast.desk.declaring import Begun, declare_begun
from holdfast.desk.from_alert import declaration_from
from holdfast.detect.acts import drill_of
from holdfast.domain.alert import Alert
from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.store.store import Store
from holdfast.triage.assessment import assess
from holdfast.triage.scheme_store import current
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.notices import Notices, announce
from holdfast.ui.kit.page import Page, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import hairline
from holdfast.ui.triage.draft import ALERTS, ASSESSMENT, DRILL, WizardDraft, answers_text, fields_of, newest
from holdfast.ui.triage.drill_over import DrillOver
from holdfast.ui.triage.frame import WizardFooter, WizardHeader
from holdfast.ui.triage.keys import bind_keys
from holdfast.ui.triage.steps import HOW_BAD, WHAT, WHO, Steps, step_words, way_words
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
        self, store: Store, ask_operator: Callable[[], bool], notices: Notices, clock: Clock, bridge: Bridge
    ) -> None:
        """`ask_operator` is True once somebody is at the keyboard."""
        super().__init__()
        self._store, self._notices, self._clock = store, notices, clock
        self._record = Recording(lambda: store.by is not None, ask_operator, notices.error, lambda: None)
        self._draft: WizardDraft | None = None
        self._build()
        self._connect()
        self.show_place("")
        bridge.changed.connect(self._follow)

    def look_aside(self, tasks: Tasks) -> None:
        """Look for what was seen before, on another thread; without this it is left off."""
        self._steps.look_aside(tasks)

    # -- what the shell asks -------------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Open the wizard: on what is being typed, else on the newest draft, else empty."""
        if self._steps.ask_anew() and self._draft is not None:
            self._use(self._draft, found=False)
        self._show_drill()
        if self._draft is None:
            ident = newest(self._store)
            self._use(WizardDraft(self._store, ident or self._store.new_id()), found=bool(ident))
        self._steps.how_bad.show_emergency(self._store.facts.emergency)

    def panes(self) -> list[QWidget]:
        return [*([] if self._over.isHidden() else [self._over]), self._steps, self._footer]

    def first_focus(self) -> QWidget:
        return self._steps.current().first_focus()

    def leave(self) -> None:
        self._steps.flush()

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
        if at == WHO:
            self.declare_now()
        elif self._steps.is_right(at):
            self._show_step(at + 1)

    def go_back(self) -> None:
        """The step before."""
        self._show_step(max(WHAT, self._steps.currentIndex() - 1))

    def declare_now(self) -> None:
        """Declare with what is there; what is wrong is shown where it stands."""
        self.leave()
        self._show_drill()
        if not self._over.isHidden():
            self._over.ask()
            return
        wrong = next((at for at in (WHAT, HOW_BAD, WHO) if not self._steps.is_right(at)), None)
        if wrong is not None:
            self._show_step(wrong, focus=False)
            self._steps.is_right(wrong)  # once more, now that the field can take the focus
            return
        draft = self._draft
        assert draft is not None
        begun = self._steps.begun(draft.get(ALERTS).split(), draft.get(DRILL))
        done = self._record(lambda: self._declare(begun, draft.ident))
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
        self._steps.what.first_focus().setFocus()
        self._notices.say(
            _("The draft was removed."), verb=_("Undo"), act=lambda: self._bring_back(old, rows)
        )

    # -- making --------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._header = WizardHeader(_("Declare incident"))
        self._footer = WizardFooter(_("Declare now"))
        self._over = DrillOver()
        self._steps = Steps(self._store, self._get, self._put)
        parts = (self._header, hairline(), self._over, self._steps, hairline(), self._footer)
        column(self, *parts, stretch=3)

    def _connect(self) -> None:
        bind_keys(self, self.go_on, self.declare_now, self._leave)
        self._footer.back.clicked.connect(self.go_back)
        self._footer.now.clicked.connect(self.declare_now)
        self._footer.next.clicked.connect(self.go_on)
        self._over.real.connect(self.declare_for_real)
        self._over.kept.connect(self._keep_draft)
        self._steps.about_changed.connect(self._show_about)
        self._steps.answered.connect(self._keep_answers)
        self._steps.saved.connect(self._show_saved)
        self._steps.failed.connect(self._show_unsaved)
        self._steps.empty_wanted.connect(self.start_empty)
        self._steps.incident_wanted.connect(self.incident_wanted)
        self._clock.minute.connect(self._steps.show_time)

    # -- the draft -----------------------------------------------------------------------------------

    def _get(self, field: str) -> str:
        return self._draft.get(field) if self._draft else ""

    def _put(self, field: str, text: str) -> None:
        if self._draft:
            self._draft.put(field, text)

    def _use(self, draft: WizardDraft, *, found: bool) -> None:
        self._draft = draft
        self._steps.show_draft(draft.saved if found else None)
        self._show_drill()
        self._show_saved()
        self._show_step(0, focus=False)

    def _forget(self) -> None:
        """It is declared: its drafts are gone, and the next opening begins anew."""
        self._draft = None
        self._steps.show_draft(None)

    def _bring_back(self, draft: WizardDraft, rows: dict[str, str]) -> None:
        try:
            draft.restore(rows)
        except UserError as error:
            self._notices.error(error)
        else:
            self._use(draft, found=True)

    def _keep_answers(self) -> None:
        try:
            self._put(ASSESSMENT, answers_text(self._steps.how_bad.answers()))
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

    def _follow(self, changes: Changes) -> None:
        if changes.touches("drill") and self.isVisible():
            self._show_drill()

    def _declare(self, begun: Begun, ident: str) -> str:
        with self._store.command():
            declare_begun(self._store, begun, ident)
            rest = answers_text(begun.answers)
            if rest and assess(begun.answers, current(self._store)).priority is None:
                # half an assessment is none yet; what was answered waits for the rest
                WizardDraft(self._store, ident).put(ASSESSMENT, rest)
        return ident

    def _show_drill(self) -> None:
        """Offer that it is part of the drill that goes on; what its alerts are decides that by itself."""
        alerts = self._alerts()
        said = next((each.drill for each in alerts if each.drill), self._get(DRILL))
        drill = self._store.drills.get(said) if said else None
        self._over.show_drill(drill if drill is not None and drill.is_over else None)
        running = self._store.drills.running(self._store.journal.station)
        if running is None or any(each.drill != running.id for each in alerts):
            self._steps.what.show_drill("", "")
        else:
            self._steps.what.show_drill(running.id, running.title, sure=bool(alerts))

    def _keep_draft(self) -> None:
        self._steps.current().first_focus().setFocus()
        self._notices.say(_("The draft is kept; it is here when you declare again."))

    def _alerts(self) -> list[Alert]:
        idents = self._get(ALERTS).split()
        return self._store.alerts.all_of(idents[:_MOST_ALERTS])

    def _show_step(self, at: int, *, focus: bool = True) -> None:
        self._steps.show_step(at)
        self._header.show_step(step_words(at))
        self._footer.show_way(way_words(at), _("Enter"), back=at > WHAT, now=at < WHO)
        self._show_about()
        if at == WHO:
            self._steps.suggest(self._alerts())
        if focus:
            self._steps.current().first_focus().setFocus()
            announce(self, step_words(at))

    def _show_about(self) -> None:
        words = "  ·  ".join(part for each in self._steps.about() if (part := each.strip()))
        self._header.show_about(words or _("Something is wrong: say it in a few words."))

    def _leave(self) -> None:
        self.leave()
        self.left.emit()
