"""The three steps of declaring, as the scheme in use asks for them; the first is enough."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from holdfast.desk.declaring import Begun
from holdfast.domain.alert import Alert
from holdfast.store.store import Store
from holdfast.triage.answers import Answers, fitting
from holdfast.triage.scheme_store import current
from holdfast.triage.seen_before import Seen
from holdfast.ui.kit.seen_list import Looking, Question
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.triage.draft import ASSESSMENT, Get, Put, answers_of
from holdfast.ui.triage.how_bad import HowBadStep, other_words
from holdfast.ui.triage.layout import Body
from holdfast.ui.triage.what import WhatStep
from holdfast.ui.triage.who import WhoStep
from holdfast.words import _

WHAT, HOW_BAD, WHO = range(3)


def step_words(at: int) -> str:
    """What a step asks."""
    return (
        _("Step 1 of 3: what is happening?"),
        _("Step 2 of 3: how bad?"),
        _("Step 3 of 3: who and what next?"),
    )[at]


def way_words(at: int) -> str:
    """Where Enter leads from a step."""
    return (_("Next: how bad"), _("Next: who and what"), _("Declare incident"))[at]


class Steps(QStackedWidget):
    """What is happening? How bad? Who and what next? They read and keep fields of the draft."""

    about_changed = Signal()
    """Title or service is another one."""
    answered = Signal()
    """It was said how bad it is."""
    saved = Signal()
    failed = Signal(object)
    """The UserError of a draft that could not be saved."""
    empty_wanted = Signal()
    """The draft that was found is not wanted."""
    incident_wanted = Signal(str)
    """The id of an incident of the past, to go to; the draft stays."""

    def __init__(self, store: Store, get: Get, put: Put) -> None:
        super().__init__()
        self._store, self._get, self._put = store, get, put
        self._looking: Looking | None = None
        self._scheme = current(store)
        self._make()
        self._bodies = [Body(step) for step in self._all()]
        for body in self._bodies:
            self.addWidget(body)

    def look_aside(self, tasks: Tasks) -> None:
        """Look for what was seen before, on another thread; without this it is left off."""
        self._looking = Looking(self._store, tasks, self)
        self._looking.found.connect(self._show_seen)

    def ask_anew(self) -> bool:
        """Ask by the scheme that is in use now; whether it is another one. What was typed is in the draft."""
        if self._scheme == (scheme := current(self._store)):
            return False
        self.flush()
        self._scheme = scheme
        self._make()
        for body, step in zip(self._bodies, self._all(), strict=True):
            body.put(step)
        return True

    def current(self) -> WhatStep | HowBadStep | WhoStep:
        """The step that is shown."""
        return self._all()[self.currentIndex()]

    def is_right(self, at: int) -> bool:
        """Whether a step can be left; what is wrong is shown where it stands."""
        if at == HOW_BAD:
            return self.how_bad.check()
        return (self.what.declaration() if at == WHAT else self.who.roles()) is not None

    def begun(self, alerts: Sequence[str], drill: str) -> Begun:
        """All that is said, where every step is right."""
        said, roles = self.what.declaration(), self.who.roles()
        assert said is not None
        assert roles is not None
        who = self.who
        answers, leads = self.how_bad.answers(), who.leads_by_default()
        return Begun(said, answers, roles, leads, who.runbooks(), who.calls(), alerts, drill)

    def about(self) -> list[str]:
        """Title and service as they are typed."""
        return [self.what.title(), self.what.service()]

    def flush(self) -> None:
        """Save what is not saved."""
        self.what.flush()
        self.who.flush()

    # -- showing ---------------------------------------------------------------------------------

    def show_draft(self, found: datetime | None) -> None:
        """Show what the draft holds; `found` is when it was saved, None for a new one."""
        if self._looking is not None:
            self._looking.stop()
        self.who.show_seen([])
        self.what.show_draft(found)
        answers = answers_of(self._get(ASSESSMENT)) or Answers()
        said, other = fitting(answers, self._scheme)
        self.how_bad.show_answers(said, self._store.now())
        self.how_bad.show_note(other_words(self._scheme) if other else "")
        self.who.show_draft()

    def show_step(self, at: int) -> None:
        """Bring a step into sight."""
        self.setCurrentIndex(at)
        self.show_time(self._store.now())

    def show_time(self, now: datetime) -> None:
        """The target times count from now."""
        self.how_bad.show_time(now)

    def suggest(self, alerts: Sequence[Alert]) -> None:
        """Offer on the last step what fits what was typed, and what alerts ask for."""
        title, service = self.about()
        self.who.suggest(f"{title} {service}", alerts)
        self.who.offer()
        if self._looking is not None:
            self._looking.ask(Question(title, service))

    # -- making ----------------------------------------------------------------------------------

    def _make(self) -> None:
        self.what = WhatStep(self._store, self._scheme, self._get, self._put)
        self.how_bad = HowBadStep(self._scheme, self._store.zone)
        self.who = WhoStep(self._store, self._scheme, self._get, self._put)
        self.what.changed.connect(self.about_changed)
        self.what.empty_wanted.connect(self.empty_wanted)
        self.how_bad.changed.connect(self.answered)
        self.who.incident_wanted.connect(self.incident_wanted)
        for step in (self.what, self.who):
            step.saved.connect(self.saved)
            step.failed.connect(self.failed)

    def _show_seen(self, found: list[Seen]) -> None:
        self.who.show_seen(found)

    def _all(self) -> tuple[WhatStep, HowBadStep, WhoStep]:
        return self.what, self.how_bad, self.who
