"""The live view: one incident while it is being dealt with."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase, phase_word
from holdfast.domain.value import title_text
from holdfast.respond.known_at import KnownAt
from holdfast.ui.kit import theme
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.own_keys import add_keys
from holdfast.ui.kit.page import Page, column
from holdfast.ui.kit.text import hairline, take_texts
from holdfast.ui.kit.verb import Verb
from holdfast.ui.respond.acts import Acts
from holdfast.ui.respond.bottom_bar import BottomBar
from holdfast.ui.respond.composer import Composer
from holdfast.ui.respond.conflict_line import ConflictLine
from holdfast.ui.respond.foot import Foot
from holdfast.ui.respond.header import IncidentHeader
from holdfast.ui.respond.known_panel import KnownBar, KnownPanel
from holdfast.ui.respond.looking_back import LookingBack
from holdfast.ui.respond.offer_line import OfferLine
from holdfast.ui.respond.panel import Panel
from holdfast.ui.respond.runs_beside import RunsBeside
from holdfast.ui.respond.saying import Saying
from holdfast.ui.respond.scene import Scene, Services
from holdfast.ui.respond.sides import Sides
from holdfast.ui.respond.timeline import TimelineView
from holdfast.ui.respond.update_watch import UpdateWatch
from holdfast.words import _


class LivePage(Page):
    """Shows one incident, and records what is said and done."""

    review_wanted = Signal(str)
    present_wanted = Signal(str)
    """The incident in large type, on the whole screen."""
    place_wanted = Signal(str, str)
    """Another page of the window, by its key, and what it is to show."""
    failed = Signal(object)
    """The UserError of an incident that can't be shown."""

    def __init__(self, services: Services, bridge: Bridge, run_panel: QWidget) -> None:
        """`run_panel` shows runs, as `ShowsRuns` has it."""
        super().__init__()
        self._services, self._store = services, services.store
        self._runs = RunsBeside(run_panel)
        self._incident = Incident("")
        self._panel_from = Phase.DECLARED
        self._due = UpdateWatch(services.clock, self)
        self._build()
        self._connect(bridge)

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        if what and what != self._incident.id:
            self._open(what)
        elif self._incident.id:
            self._refresh()

    def panes(self) -> list[QWidget]:
        return [self._header, self._left, self._runs.widget, self._foot]

    def first_focus(self) -> QWidget | None:
        return self._composer.edit

    def belongs_to(self, focused: QWidget) -> QWidget:
        panel = self._foot.panel
        return self._foot if panel is not None and panel.isAncestorOf(focused) else focused

    def leave(self) -> None:
        self._header.flush()
        self._composer.flush()
        self._foot.clear()
        self._services.settings.remember(live_share=self._sides.share())

    def window_title(self) -> str:
        return self._due.marked(f"{self._incident.ref} {title_text(self._incident.title)}".strip())

    def alarm(self) -> str:
        return self._due.alarm()

    def incident_id(self) -> str:
        """The incident that is shown, "" for none."""
        return self._incident.id

    def compose(self) -> None:
        """Put the focus into the composer; a panel that covers it is left."""
        if self._foot.takes_room():
            self._foot.clear()
        self._composer.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def verbs(self) -> list[Verb]:
        """Everything that can be done to the incident, for the registry of actions."""
        return self._acts.verbs()

    def do(self, verb: str) -> None:
        """Do one of the verbs, or open its panel."""
        self._acts.do(verb)

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
        self._sides = Sides(self._left, self._runs.widget, self._services.settings.remembered("live_share"))
        self._bottom = BottomBar(self._store, self._services.clock)
        self._foot = Foot(self._bottom)
        self._known_bar = KnownBar(self._store)
        above = (self._known_bar, self._header, hairline(), self._conflict, self._offer)
        self._down = column(self, *above, self._sides, self._foot, stretch=len(above))
        self._back = LookingBack(
            self._known_bar,
            self._header,
            self._timeline,
            (self._composer, self._offer, self._conflict),
            (self._runs.widget,),
            self._services,
        )
        self._saying = Saying(
            self._store, self._back, self.incident_id, self._header, self._composer, self._timeline
        )
        self._acts = Acts(self._scene, self._timeline.current_row, self._show_panel, self._back.panel, self)
        self._row_menu = QMenu(self)
        self._composer.take_keys(self)
        add_keys(self, {"F2": self._header.title.edit})

    def _connect(self, bridge: Bridge) -> None:
        rows = self._acts.rows
        self._header.roles_wanted.connect(partial(self.do, "incident.roles"))
        self._header.original_wanted.connect(partial(self._acts.go_on, "incident"))
        self._header.due.verb_wanted.connect(self.do)
        self._composer.files_given.connect(rows.add_files)
        self._composer.image_given.connect(rows.add_image)
        self._composer.text_given.connect(rows.add_text)
        self._composer.evidence_wanted.connect(rows.paste)
        self._timeline.menu_wanted.connect(lambda at: rows.menu(at, self._row_menu))
        self._timeline.open_wanted.connect(rows.open)
        self._timeline.files_dropped.connect(rows.add_files)
        self._timeline.pasted.connect(rows.paste)
        self._bottom.verb_wanted.connect(self.do)
        self._offer.verb_wanted.connect(self.do)
        self._conflict.row_wanted.connect(self._timeline.show_row)
        self._runs.shown.task_wanted.connect(self._acts.give_step)
        self._foot.turned.connect(self._panel_turned)
        self._foot.left.connect(self._panel_left)
        self._foot.wanted.connect(self._acts.go_on)
        self._acts.compose_wanted.connect(self.compose)
        self._acts.run_wanted.connect(self._runs.shown.show_run)
        self._acts.review_wanted.connect(self.review_wanted)
        self._acts.present_wanted.connect(self.present_wanted)
        self._acts.place_wanted.connect(self.place_wanted)
        self._due.changed.connect(self.title_changed)
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
        self._foot.clear()
        self._incident = incident
        self._back.take(history)
        self._header.show_incident(incident)
        self._composer.show_incident(ident)
        self._bottom.show_incident(incident)
        self._show_lines(incident)
        take_texts(self)
        self._timeline.show_rows(history.rows(), anew=True)
        self._runs.shown.show_incident(ident)
        self._due.watch(incident)

    def _refresh(self) -> None:
        try:
            incident = self._store.incidents.get(self._incident.id)
            self._back.refresh()
        except UserError as error:
            self.failed.emit(error)
            return
        self._incident = incident
        self._header.show_changed(incident)
        self._bottom.show_incident(incident)
        self._show_lines(incident)
        self._timeline.show_rows(self._back.rows(), anew=False)
        self._due.watch(incident)

    def _show_lines(self, incident: Incident) -> None:
        """What waits to be answered or seen, unless a panel needs the room."""
        for line in (self._conflict, self._offer):
            line.show_incident(incident)
            if self._foot.takes_room():
                line.hide()

    def show_known(self, arrival: int) -> None:
        """Show what was known when so much had arrived, until the panel is left."""
        self.do("timeline.at")
        if isinstance(self._foot.panel, KnownPanel):
            self._foot.panel.go_to(arrival)

    def show_entry(self, entry: str) -> None:
        """Make the row of an entry the current one, with the focus on it."""
        self._foot.clear()
        self._timeline.show_row(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._back and self._foot.panel is not None:
            self._foot.panel.leave()
        else:
            super().keyPressEvent(event)

    def _changed(self, changes: Changes) -> None:
        if not self._incident.id or self._back:
            return
        touched = subject("incident", self._incident.id) in changes.subjects
        if not self.isVisible():
            if touched:
                self._due.watch(self._store.incidents.get(self._incident.id))
        elif touched or changes.touches("operator"):
            self._refresh()
            if self._foot.panel is not None:
                self._foot.panel.show_changed(self._incident)
                self._runs.follow()
            if not changes.own and changes.touches("run"):
                self._runs.shown.show_incident(self._incident.id)

    # -- panels ----------------------------------------------------------------------------------

    def _show_panel(self, panel: Panel) -> None:
        """Open a panel above the foot, in place of the one that is open."""
        self._panel_from = self._incident.phase
        self._foot.open(panel)

    def _panel_turned(self) -> None:
        """One that takes the room there is takes that of timeline and runbook."""
        is_open, whole = self._foot.panel is not None, self._foot.takes_room()
        if self._back and not is_open:
            self._back.end()
            self._refresh()
        self._down.setStretchFactor(self._foot, int(whole))
        self._sides.setVisible(not whole)
        self._show_lines(self._incident)
        self._runs.step_back(back=is_open)

    def _panel_left(self) -> None:
        if self._incident.phase != self._panel_from:
            phase = phase_word(self._incident.phase)
            announce(self, _("{ref} is {phase}.").format(ref=self._incident.ref, phase=phase))
        self._foot.clear()
        (self._foot.asked_from() or self._composer.edit).setFocus()
