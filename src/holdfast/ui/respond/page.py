"""The live view: one incident while it is being dealt with."""

from datetime import datetime
from functools import partial
from typing import Protocol, cast

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase, phase_word
from holdfast.domain.value import title_text
from holdfast.respond.incident import add_note, change
from holdfast.respond.known_at import KnownAt
from holdfast.respond.people import assign_by_name
from holdfast.ui.kit import theme
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.own_keys import add_keys
from holdfast.ui.kit.page import Page, column
from holdfast.ui.kit.text import hairline, set_look, take_texts
from holdfast.ui.kit.verb import Verb
from holdfast.ui.respond.bottom_bar import BottomBar
from holdfast.ui.respond.composer import Composer
from holdfast.ui.respond.conflict_line import ConflictLine
from holdfast.ui.respond.foot import Foot
from holdfast.ui.respond.header import IncidentHeader
from holdfast.ui.respond.inline_text import InlineText
from holdfast.ui.respond.known_panel import KnownBar, KnownPanel
from holdfast.ui.respond.looking_back import LookingBack
from holdfast.ui.respond.offer_line import OfferLine
from holdfast.ui.respond.panel import Panel
from holdfast.ui.respond.panels import PANELS, REASONS, tasks_panel
from holdfast.ui.respond.row_acts import RowActs
from holdfast.ui.respond.scene import Scene, Services
from holdfast.ui.respond.sides import Sides
from holdfast.ui.respond.timeline import TimelineView
from holdfast.ui.respond.verbs import offers
from holdfast.ui.respond.words import update_words
from holdfast.words import _


class ShowsRuns(Protocol):
    """What the page asks of the runbook beside the timeline."""

    @property
    def task_wanted(self) -> SignalInstance:
        """A step is to be given to somebody as a task: its text."""
        ...

    def show_incident(self, incident_id: str) -> None:
        """Show the runs of an incident."""
        ...

    def show_run(self, ident: str) -> None:
        """Show this run of it."""
        ...


class LivePage(Page):
    """Shows one incident, and records what is said and done."""

    assess_wanted = Signal(str)
    review_wanted = Signal(str)
    present_wanted = Signal(str)
    """The incident in large type, on the whole screen."""
    place_wanted = Signal(str, str)
    """Another page of the window, by its key, and what it is to show."""
    failed = Signal(object)
    """The UserError of an incident that can't be shown."""

    def __init__(self, services: Services, bridge: Bridge, run_panel: QWidget) -> None:
        """`run_panel` has a method `show_incident(id)`."""
        super().__init__()
        self._services, self._runs = services, run_panel
        self._store = services.store
        self._history: KnownAt | None = None
        self._incident = Incident("")
        self._panel: Panel | None = None
        self._asked_from: QWidget | None = None
        self._panel_from = Phase.DECLARED
        self._stepped_back: list[QPushButton] = []
        self._owes_update, self._watched = False, Incident("")
        self._later = QTimer(self)  # once the runbook has heard of the change, too
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._step_back)
        self._build()
        self._connect(bridge)

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        if what and what != self._incident.id:
            self._open(what)
        elif self._incident.id:
            self._refresh()

    def panes(self) -> list[QWidget]:
        return [self._header, self._left, self._runs, self._foot]

    def first_focus(self) -> QWidget | None:
        return self._composer.edit

    def belongs_to(self, focused: QWidget) -> QWidget:
        if self._panel is not None and self._panel.isAncestorOf(focused):
            return self._foot
        return focused

    def leave(self) -> None:
        self._header.flush()
        self._composer.flush()
        self._close_panel()
        self._services.settings.remember(live_share=self._sides.share())

    def window_title(self) -> str:
        title = f"{self._incident.ref} {title_text(self._incident.title)}".strip()
        return _("! update due, {title}").format(title=title) if self._owes_update else title

    def alarm(self) -> str:
        return _("! update due, {title}").format(title=self._watched.ref) if self._owes_update else ""

    def incident_id(self) -> str:
        """The incident that is shown, "" for none."""
        return self._incident.id

    def compose(self) -> None:
        """Put the focus into the composer; a panel that covers it is left."""
        if self._panel is not None and self._panel.whole:
            self._close_panel()
        self._composer.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def verbs(self) -> list[Verb]:
        """Everything that can be done to the incident, for the registry of actions."""
        return [
            Verb(each.id, each.words, partial(self.do, each.id), each.keys, partial(self._reason, each.id))
            for each in offers()
        ]

    def do(self, verb: str) -> None:
        """Do one of the verbs, or open its panel."""
        acts = {
            "incident.assess": self._assess,
            "incident.review": self._review,
            "incident.compose": self.compose,
            "timeline.at": self._look_back,
            **self._rows.acts(),
            "incident.present": lambda: self.present_wanted.emit(self._incident.id),
            "incident.record": partial(self._paper, "record"),
            "incident.card": partial(self._paper, "update"),
            **dict.fromkeys(
                ("incident.sheet", "paper.export", "paper.print"), partial(self._paper, "handover")
            ),
        }
        if verb in acts:
            acts[verb]()
            return
        try:
            self._show_panel(PANELS[verb](self._scene()))
        except UserError as error:  # a row that can't be what the panel is for
            self._services.notices.error(error)

    def _paper(self, kind: str) -> None:
        self.place_wanted.emit("paper", f"{kind}/{self._incident.id}")

    def _reason(self, verb: str) -> str:
        """Why it can't be done now, "" where it can."""
        return REASONS[verb](self._incident) if verb in REASONS else ""

    def _scene(self) -> Scene:
        columns = 4 if self.width() >= theme.px(720) else 2
        return Scene(
            **vars(self._services),
            incident=self._incident,
            columns=columns,
            row=self._timeline.current_key(),
            tall=self.height() >= theme.px(740),
        )

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._header = IncidentHeader(self._store, self._services.clock)
        self._offer, self._conflict = OfferLine(self._store), ConflictLine(self._store)
        self._timeline, self._composer = TimelineView(self._store), Composer(self._store)
        self._left = QWidget()
        column(self._left, self._timeline, hairline(), self._composer, stretch=0)
        self._sides = Sides(self._left, self._runs, self._services.settings.remembered("live_share"))
        self._bottom = BottomBar(self._store, self._services.clock, self._reason)
        self._foot = Foot()
        self._foot_column = QVBoxLayout(self._foot)
        self._foot_column.setContentsMargins(0, 0, 0, 0)
        self._foot_column.setSpacing(0)
        self._foot_line = hairline()
        self._foot_column.addWidget(self._foot_line)
        self._foot_column.addWidget(self._bottom)
        self._known_bar = KnownBar(self._store)
        above = (self._known_bar, self._header, hairline(), self._conflict, self._offer)
        self._down = column(self, *above, self._sides, self._foot, stretch=len(above))
        self._back = LookingBack(
            self._known_bar,
            self._header,
            self._timeline,
            (self._composer, self._offer, self._conflict),
            (self._runs,),
            self._services,
        )
        self._record = self._back.record
        self._rows = RowActs(
            self._scene, self._timeline.current_row, self._show_panel, self.do, self._go_on, self
        )
        self._row_menu = QMenu(self)
        self._composer.take_keys(self)
        add_keys(self, {"F2": self._header.title.edit})

    def _connect(self, bridge: Bridge) -> None:
        self._header.title.wanted.connect(partial(self._say, self._header.title, "title"))
        self._header.service.wanted.connect(partial(self._say, self._header.service, "service"))
        self._header.situation.wanted.connect(self._say_situation)
        self._header.roles_wanted.connect(partial(self.do, "incident.roles"))
        self._header.command_wanted.connect(self._take_command)
        self._header.original_wanted.connect(partial(self._go_on, "incident"))
        self._header.due.verb_wanted.connect(self.do)
        self._composer.wanted.connect(self._add_note)
        self._composer.files_given.connect(self._rows.add_files)
        self._composer.image_given.connect(self._rows.add_image)
        self._composer.text_given.connect(self._rows.add_text)
        self._composer.evidence_wanted.connect(self._rows.paste)
        self._timeline.menu_wanted.connect(lambda at: self._rows.menu(at, self._row_menu))
        self._timeline.open_wanted.connect(self._rows.open)
        self._timeline.files_dropped.connect(self._rows.add_files)
        self._timeline.pasted.connect(self._rows.paste)
        self._bottom.verb_wanted.connect(self.do)
        self._offer.verb_wanted.connect(self.do)
        self._conflict.row_wanted.connect(self._timeline.show_row)
        cast("ShowsRuns", self._runs).task_wanted.connect(self._task_of_step)
        self._services.clock.second.connect(self._watch_update)
        bridge.changed.connect(self._changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._header.arrange()  # it may have its size, and less height around it

    # -- showing ---------------------------------------------------------------------------------

    def _open(self, ident: str) -> None:
        try:
            incident, history = self._store.incidents.get(ident), KnownAt(self._store, ident)
        except UserError as error:
            self.failed.emit(error)
            return
        self._close_panel()
        self._incident, self._history = incident, history
        self._header.show_incident(incident)
        self._composer.show_incident(ident)
        self._bottom.show_incident(incident)
        self._show_lines(incident)
        take_texts(self)
        self._timeline.show_rows(history.rows(), anew=True)
        cast("ShowsRuns", self._runs).show_incident(ident)
        self._show_title()

    def _refresh(self) -> None:
        try:
            incident = self._store.incidents.get(self._incident.id)
            self._refresh_history()
        except UserError as error:
            self.failed.emit(error)
            return
        self._incident = incident
        self._header.show_changed(incident)
        self._bottom.show_incident(incident)
        self._show_lines(incident)
        if self._history is not None:
            self._timeline.show_rows(self._history.rows(), anew=False)
        self._show_title()

    def _show_lines(self, incident: Incident) -> None:
        """What waits to be answered or seen, unless a panel needs the room."""
        for line in (self._conflict, self._offer):
            line.show_incident(incident)
            if self._panel is not None and self._panel.whole:
                line.hide()

    def _show_title(self) -> None:
        self._watch(self._incident)

    def _watch(self, incident: Incident) -> None:
        self._watched = incident
        self._owes_update = update_words(incident, self._services.clock.now())[1]
        self.title_changed.emit()

    def _watch_update(self, now: datetime) -> None:
        """The window's title says it where the window lies behind others, or shows another page."""
        if self._watched.id and update_words(self._watched, now)[1] != self._owes_update:
            self._watch(self._watched)

    def _refresh_history(self) -> None:
        if self._history is not None:
            self._history.refresh()

    def _look_back(self) -> None:
        """Show what was known at a time, until the panel is left."""
        self._refresh_history()
        if self._history is None:
            return
        panel = KnownPanel(self._scene(), self._history)
        panel.shown.connect(self._back.show)
        self._show_panel(panel)

    def show_known(self, arrival: int) -> None:
        """Show what was known when so much had arrived, until the panel is left."""
        self._look_back()
        if self._history is not None and isinstance(self._panel, KnownPanel):
            self._panel.slider.setValue(self._history.place(arrival))

    def show_entry(self, entry: str) -> None:
        """Make the row of an entry the current one, with the focus on it."""
        self._close_panel()
        self._timeline.show_row(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._back and self._panel is not None:
            self._panel.leave()
        else:
            super().keyPressEvent(event)

    def _changed(self, changes: Changes) -> None:
        if not self._incident.id or self._back:
            return
        touched = subject("incident", self._incident.id) in changes.subjects
        if not self.isVisible():
            if touched:
                self._watch(self._store.incidents.get(self._incident.id))
        elif touched or changes.touches("operator"):
            self._refresh()
            if self._panel is not None:
                self._panel.show_changed(self._incident)
                self._later.start()
            if not changes.own and changes.touches("run"):
                cast("ShowsRuns", self._runs).show_incident(self._incident.id)

    # -- recording -------------------------------------------------------------------------------

    def _add_note(self, text: str, kind: str, at: object, origin: str) -> None:
        ident = self._incident.id
        row = self._record(
            lambda: add_note(self._store, ident, text, kind, at, origin),  # pyright: ignore[reportArgumentType]
            self._composer.show_error,
        )
        if row is not None:
            self._composer.recorded()
            self._timeline.reveal(row.kind)
            announce(self, _("Added to the timeline."))

    def _say(self, line: InlineText, field: str, text: str) -> None:
        ident = self._incident.id
        if self._record(lambda: change(self._store, ident, **{field: text}), line.show_error) is not None:
            line.recorded()

    def _say_situation(self, field: str, text: str) -> None:
        line, ident = self._header.situation, self._incident.id
        done = self._record(
            lambda: change(self._store, ident, **{field: text}), lambda error: line.show_error(field, error)
        )
        if done is not None:
            line.recorded(field)

    def _task_of_step(self, text: str) -> None:
        self._show_panel(tasks_panel(self._scene(), title=text))

    def _take_command(self) -> None:
        ident = self._incident.id
        self._record(lambda: assign_by_name(self._store, ident, "commander", "me"))

    # -- panels ----------------------------------------------------------------------------------

    def _show_panel(self, panel: Panel) -> None:
        """Open a panel above the foot, in place of the one that is open."""
        self._close_panel()
        self._asked_from, self._panel_from = self.window().focusWidget(), self._incident.phase
        self._panel = panel
        self._bottom.hide()
        self._sides.setVisible(not panel.whole)
        self._foot_line.setVisible(not panel.whole)  # it stands under the header's
        self._show_lines(self._incident)
        self._down.setStretchFactor(self._foot, int(panel.whole))
        self._foot.take_room(takes=panel.whole)
        self._foot_column.insertWidget(1, panel, 1)
        panel.show()
        panel.left.connect(self._leave_panel)
        panel.wanted.connect(self._go_on)
        self._step_back()
        panel.start()

    def _leave_panel(self) -> None:
        if self._incident.phase != self._panel_from:
            phase = phase_word(self._incident.phase)
            announce(self, _("{ref} is {phase}.").format(ref=self._incident.ref, phase=phase))
        self._close_panel()
        asked_from = self._asked_from
        seen = asked_from is not None and isValid(asked_from) and asked_from.isVisible()
        (asked_from if asked_from is not None and seen else self._composer.edit).setFocus()

    def _close_panel(self) -> None:
        panel, self._panel = self._panel, None
        if panel is None:
            return
        panel.flush()
        panel.hide()
        panel.deleteLater()
        if self._back:
            self._back.end()
            self._refresh()
        self._down.setStretchFactor(self._foot, 0)
        self._foot.take_room(takes=False)
        self._sides.show()
        self._foot_line.show()
        self._bottom.show()
        self._show_lines(self._incident)
        for each in self._stepped_back:
            if isValid(each):
                set_look(each, "primary", True)
        self._stepped_back = []

    def _step_back(self) -> None:
        """One filled button at a time: while a panel is open it has it, not the runbook's step."""
        if self._panel is None:
            return
        filled = [each for each in self._runs.findChildren(QPushButton) if each.property("primary")]
        for each in filled:
            set_look(each, "primary", False)
        self._stepped_back += filled

    def _go_on(self, place: str, what: str) -> None:
        """What a panel or a row wishes: a run, a verb of this page, or another page of the window."""
        if place == "run":
            cast("ShowsRuns", self._runs).show_run(what)
        elif place in PANELS or any(each.id == place for each in offers()):
            self.do(place)
        else:
            self.place_wanted.emit(place, what)

    def _assess(self) -> None:
        self.assess_wanted.emit(self._incident.id)

    def _review(self) -> None:
        self.review_wanted.emit(self._incident.id)
