"""The page of one drill: the facilitator's while it runs, its score once it is over."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from holdfast.domain.drill import Drill
from holdfast.domain.errors import UserError
from holdfast.domain.timewords import stamp_text
from holdfast.drill import play
from holdfast.drill.score import score
from holdfast.store.store import Store
from holdfast.ui.drill.aside_page import AsidePage
from holdfast.ui.drill.end_panels import CancelPanel, FinishPanel
from holdfast.ui.drill.over import OverView
from holdfast.ui.drill.reading import Played, played
from holdfast.ui.drill.running import RunningView
from holdfast.ui.drill.verbs import drill_verbs
from holdfast.ui.drill.words import people_words, state_words
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.buttons import button, set_words
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.forms import EmptyState
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.page import FlowingHeader, column
from holdfast.ui.kit.page_acts import menu_of
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import set_look
from holdfast.ui.kit.verb import Verb, verbs_of
from holdfast.words import _

_NOTHING, _RUNNING, _OVER = 0, 1, 2


class DrillPage(AsidePage):
    """Reads a drill aside, and anew after each change of it, here or in another program."""

    review_wanted = Signal(str)
    """The id of the drill whose after-action review is to be written."""
    drills_wanted = Signal(str)
    """The key of the scenario in the list of all."""
    failed = Signal(object)
    said = Signal(str)

    def __init__(self, store: Store, record: Recording, clock: Clock, bridge: Bridge, tasks: Tasks) -> None:
        super().__init__(store, tasks, bridge, "drill", "incident", "alert", "run")
        self._record, self._clock = record, clock
        self._ident = ""
        self._played: Played | None = None
        self._place = _NOTHING
        self._build()
        self._connect()

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Show the drill of an id; "" is the one that goes on, or the one that was shown before."""
        running = None if what else self._store.drills.running()
        ident = what or (running.id if running else self._ident)
        if ident != self._ident:
            self.leave()
            self._acts.close()
            self._ident, self._played = ident, None
            self._show_nothing(_("Reading the drill"), "")
        self.reload()

    def panes(self) -> list[QWidget]:
        views: dict[int, list[QWidget]] = {_RUNNING: self.running.panes(), _OVER: self.over.panes()}
        return [self._head, *views.get(self._place, [self._empty]), self._acts.place]

    def first_focus(self) -> QWidget | None:
        view = {_RUNNING: self.running, _OVER: self.over}.get(self._place)
        return view.first_focus() if view else self._back

    def window_title(self) -> str:
        return self._played.drill.title if self._played else _("Drill")

    def leave(self) -> None:
        self.running.flush()
        self.over.flush()

    def verbs(self) -> list[Verb]:
        """What can be done with the drill."""
        return verbs_of(drill_verbs(), self._runs())

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._back = button(_("All scenarios"), self._go_back)
        self._pause = button(_("Pause"), self._turn_pause)
        self._cancel = button(_("Cancel drill…"), self._ask_cancel)
        self._finish = button(_("Finish drill…"), self._ask_finish, primary=True)
        self._review = button(_("Write after-action review"), self._want_review, primary=True)
        buttons = [self._back, self._cancel, self._pause, self._finish, self._review]
        self._head = FlowingHeader(_("Drill"), " ", buttons=[*buttons])
        self.running, self.over = RunningView(self._store), OverView(self._store)
        self._empty = EmptyState("", "")
        parts = (self._empty, self.running, self.over)
        whole = column(self, self._head, *parts, self._acts.place, stretch=1)
        for part in parts:
            whole.setStretchFactor(part, 1)
        self._show_nothing(_("No drill is shown"), _("Start one from its scenario."))

    def _connect(self) -> None:
        self.running.put_in_wanted.connect(self.put_in)
        self.running.hold_wanted.connect(self.turn_hold)
        self.running.note_wanted.connect(self._note)
        self.running.menu_wanted.connect(self._menu)
        self.over.judged.connect(self._judge)
        self.over.answered.connect(self._answer)
        self._acts.opened.connect(self._step_back)
        self._clock.second.connect(self._tick)

    # -- reading ---------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the drill anew."""
        if self._ident:
            self._read(played, self._show, self._ident)

    def _show(self, found: Played | UserError) -> None:
        if isinstance(found, UserError):
            self._show_nothing(found.what, found.hint)
            return
        before, self._played = self._played, found
        drill, zone = found.drill, self._store.zone
        when = stamp_text(drill.started, zone) if drill.started else ""
        told = "  ·  ".join(
            filter(None, (state_words(drill) if drill.is_over else "", when, people_words(drill)))
        )
        self._head.set_title(drill.title, told)
        view, place = (self.over, _OVER) if drill.is_over else (self.running, _RUNNING)
        view.show_played(found, self._clock.now())
        self._show_buttons()
        focused = self.window().focusWidget()
        inside = focused is None or self.isAncestorOf(focused) or not focused.isVisible()
        if self._place != place:
            self._turn(place)
            if self.isVisible() and inside:
                view.first_focus().setFocus()
        if before is None or before.drill.id != drill.id or before.drill.state != drill.state:
            self.title_changed.emit()
            announce(self, self.over.sentence() if drill.is_over else state_words(drill))

    def _show_nothing(self, title: str, sentence: str) -> None:
        self._empty.say(title, sentence)
        self._head.set_title(_("Drill"))
        self._turn(_NOTHING)
        self._show_buttons()

    def _turn(self, place: int) -> None:
        """Show one of the parts; what is hidden asks for no room."""
        self._place = place
        for number, part in enumerate((self._empty, self.running, self.over)):
            part.setVisible(number == place)

    def _show_buttons(self) -> None:
        drill, asked = self._drill(), self._acts.panel is not None
        going_on = drill is not None and not drill.is_over
        for each in (self._pause, self._cancel, self._finish):
            each.setVisible(going_on)
        self._review.setVisible(drill is not None and drill.is_over)
        for each in (self._finish, self._review):
            set_look(each, "primary", not asked)
        if drill is not None:
            set_words(self._pause, _("Resume") if drill.state == "paused" else _("Pause"))

    def _tick(self, now: datetime) -> None:
        drill = self._drill()
        if drill is not None and drill.state == "running" and self.isVisible():
            self.running.tick(now)

    def _drill(self) -> Drill | None:
        return self._played.drill if self._played else None

    # -- what can be done ------------------------------------------------------------------------

    def _runs(self) -> dict[str, tuple[Callable[[], object], Callable[[], str]]]:
        going_on, over = self._why_not_running, self._why_not_over
        return {
            "drill.pause": (self._turn_pause, going_on),
            "drill.put_in": (self.put_in, self._why_no_inject),
            "drill.hold": (self.turn_hold, self._why_no_inject),
            "drill.note": (self.running.write_note, going_on),
            "drill.coming": (self.running.turn_coming, going_on),
            "drill.finish": (self._ask_finish, going_on),
            "drill.cancel": (self._ask_cancel, going_on),
            "drill.met": (partial(self.over.judge, "met"), self._why_not_judge),
            "drill.not_met": (partial(self.over.judge, "missed"), self._why_not_judge),
            "drill.review": (self._want_review, over),
        }

    def _why_not_running(self) -> str:
        drill = self._drill()
        going_on = drill is not None and not drill.is_over
        return self._acts.why_not() or ("" if going_on else _("No drill is going on here."))

    def _why_not_over(self) -> str:
        drill = self._drill()
        is_over = drill is not None and drill.is_over
        return self._acts.why_not() or ("" if is_over else _("The drill is not over."))

    def _why_no_inject(self) -> str:
        return self._why_not_running() or ("" if self.running.inject() else _("No inject is chosen."))

    def _why_not_judge(self) -> str:
        return self._why_not_over() or self.over.why_not()

    def put_in(self) -> None:
        """Put the current inject in now."""
        inject, shown = self.running.inject(), self._played
        if not inject or shown is None:
            return
        if self._record(partial(play.fire, self._store, self._ident, inject)) is not None:
            one = shown.scenario.inject(inject)
            self.said.emit(_("Put in: {title}").format(title=one.title if one else inject))

    def turn_hold(self) -> None:
        """Hold the current inject back, or let it come."""
        inject, drill = self.running.inject(), self._drill()
        if inject and drill is not None:
            act = play.release if inject in drill.held else play.hold
            self._record(partial(act, self._store, drill.id, inject))

    def _turn_pause(self) -> None:
        drill = self._drill()
        if drill is not None:
            act = play.resume if drill.state == "paused" else play.pause
            self._record(partial(act, self._store, drill.id))

    def _note(self, text: str) -> None:
        if text.strip() and self._record(partial(play.note, self._store, self._ident, text)) is not None:
            self.running.note_recorded()

    def _judge(self, key: str, verdict: str) -> None:
        if self._record(partial(play.judge, self._store, self._ident, key, verdict)) is None:
            self.reload()  # what was chosen was not recorded: show what is

    def _answer(self, question: int, text: str) -> None:
        work = partial(play.answer, self._store, self._ident, question, text)
        if text.strip() and self._record(work) is not None:
            self.over.answers.recorded(question)

    def _ask_finish(self) -> None:
        shown = self._played
        if shown is not None and not self._why_not_running():
            found = score(shown.scenario, shown.drill, shown.happened, self._clock.now())
            still = sum(each.outcome == "open" for each in found.expectations)
            self._open(FinishPanel(self._store, self._record, shown.drill, still))

    def _ask_cancel(self) -> None:
        drill = self._drill()
        if drill is not None and not self._why_not_running():
            self._open(CancelPanel(self._store, self._record, drill))

    def _open(self, panel: FinishPanel) -> None:
        panel.done.connect(self.said)
        self._acts.open(panel)

    def _want_review(self) -> None:
        self.review_wanted.emit(self._ident)

    def _go_back(self) -> None:
        self.drills_wanted.emit(self._played.scenario.key if self._played else "")

    def _menu(self, at: QPoint) -> None:
        menu_of([each for each in self.verbs() if each.id in ("drill.put_in", "drill.hold")], at, self)

    def _step_back(self, asked: bool) -> None:
        """One filled button at a time; then the focus is where it was at first."""
        self._show_buttons()
        self.running.step_back(asked=asked)
        first = self.first_focus()
        if not asked and first is not None:
            first.setFocus()
