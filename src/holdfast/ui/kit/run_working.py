"""The steps of the run that is looked at: the open one as a card that can be worked on, the end below."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal

from holdfast.runbook.shaping import add_last
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.run_acts import StepActs
from holdfast.ui.kit.run_card import StepCard
from holdfast.ui.kit.run_drafts import Place, RunDraft
from holdfast.ui.kit.run_end import RunEnd
from holdfast.ui.kit.run_links import links_of
from holdfast.ui.kit.run_looked import RunLooked
from holdfast.ui.kit.run_part import Around, CardSetting
from holdfast.ui.kit.run_services import RunServices
from holdfast.ui.kit.run_steps import StepsView
from holdfast.ui.kit.run_values import StepState
from holdfast.words import _


class RunSteps(StepsView):
    """What is said of the open step goes to the acts; what only shows something else goes up."""

    task_wanted = Signal(str)
    """Somebody is to be given the open step as a task: its text."""
    link_wanted = Signal(object)
    """The Link of its text that a person follows."""
    recorded = Signal(str)
    """A step was added below: the one to open, "" for the next one."""

    def __init__(self, services: RunServices, looked: RunLooked, record: Recording, acts: StepActs) -> None:
        self.end = RunEnd()
        super().__init__(self._make_card, self.end)
        self._s, self._looked, self._record, self._acts = services, looked, record, acts
        self._by = services.store.by
        self.chosen.connect(self.open)
        self.end.added.connect(self._add_last)
        self.end.step_wanted.connect(acts.promote)
        self.end.failed.connect(services.notices.error)

    def step_card(self) -> StepCard | None:
        """The step that is open."""
        opened = self.card()
        return opened if isinstance(opened, StepCard) else None

    def begin(self) -> None:
        """Put the focus on what is to be done next."""
        (self.card() or self.end).begin()

    def flush(self) -> None:
        """Save what is written as a draft."""
        if (opened := self.card()) is not None:
            opened.flush()
        self.end.flush()

    def tick(self, now: datetime) -> None:
        """A second passed."""
        if (opened := self.step_card()) is not None:
            opened.tick(now)

    def show_looked(self) -> None:
        """Show the run from its beginning: it is another one."""
        states = self._looked.states()
        self._show_end(states)
        self.show_run(self._looked.document, states, self._looked.opened(states))

    def show_changed(self, *, anew: bool = False) -> None:
        """The same run: change only what is another now, and keep the focus where the work is."""
        if not self._looked.any():
            return
        states = self._looked.states()
        before = self.card()
        was, held = before.state() if before is not None else None, self._holds_focus()
        self._show_end(states)
        show = partial(self.show_run, self._looked.document) if anew else self.show_states
        show(states, self._looked.opened(states))
        after = self.card()
        if held and (after is None or after.state() != was or anew):
            self.begin()

    def open(self, step: str) -> None:
        """Open a step, out of turn or not."""
        self._looked.keep(Place(step))
        self.show_changed()
        self.begin()

    def meets_somebody(self) -> bool:
        """Whether somebody else is at the keyboard than when this was last asked."""
        was, self._by = self._by, self._s.store.by
        return was != self._by

    def show_operator(self) -> None:
        """Somebody else is at the keyboard: who "you" are, and who may approve, is another now."""
        self.meets_somebody()
        held = self._holds_focus()
        self.show_changed()
        self.reopen()
        if held:
            self.begin()

    def _holds_focus(self) -> bool:
        """Whether somebody is at work in the open step."""
        opened = self.card()
        return opened is not None and opened.isAncestorOf(self.window().focusWidget() or self)

    def _show_end(self, states: list[StepState]) -> None:
        looked = self._looked
        self.end.show_run(looked.run, states, looked.no_steps(), looked.draft("next"))

    def _make_card(self, state: StepState) -> StepCard:
        made = StepCard(state, self._setting(state))
        self._acts.connect(made)
        made.link_wanted.connect(self.link_wanted)
        made.task_wanted.connect(self.task_wanted)
        made.asking_changed.connect(partial(self._keep_asking, state.step.id))
        made.said.connect(self._s.notices.say)
        made.failed.connect(self._s.notices.error)
        return made

    def _setting(self, state: StepState) -> CardSetting:
        looked, book, store = self._looked, self._looked.book(), self._s.store
        run, place = looked.run, looked.place
        name = store.operators.names().get(store.by.operator, "") if store.by else ""
        return CardSetting(
            Around(partial(RunDraft, store, run), store.now, name),
            self._acts.content_of,
            locked="" if run.is_running else _("This run is finished. Start the runbook again to go on."),
            links=links_of(state.step.text, book.path if book else ""),
            answers={key: said for key, said in run.answers.items() if run.asked.get(key) != key},
            asking=place.asking if place.asked == state.step.id else "",
        )

    def _keep_asking(self, step: str, what: str) -> None:
        self._looked.keep(replace(self._looked.place, asking=what, asked=step if what else ""))

    def _add_last(self, words: str, done: bool) -> None:
        run = self._looked.run.id
        work = partial(add_last, self._s.store, run, words, done=done)
        ident = self._record(work, self.end.show_error)
        if ident is not None:
            self.end.accepted()
            self.recorded.emit("" if done else ident)
            if done:
                self.end.begin()
