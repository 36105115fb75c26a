"""Drills: the scenarios, what each is about, and how it went the last time."""

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from holdfast.domain.errors import UserError
from holdfast.store.store import Store
from holdfast.ui.drill.aside_page import AsidePage
from holdfast.ui.drill.details import Details, Render
from holdfast.ui.drill.reading import Catalogue, Offered, catalogue
from holdfast.ui.drill.rows import offered_row
from holdfast.ui.drill.start_panel import StartPanel
from holdfast.ui.drill.verbs import list_verbs
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import EmptyState
from holdfast.ui.kit.page import FlowingHeader, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.rows import RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.split import TurningSplitter
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import hairline, set_look
from holdfast.ui.kit.verb import Verb, verbs_of
from holdfast.words import _

_SHARE, _NARROW = 0.48, 860


class DrillsPage(AsidePage):
    """Lists scenarios; Enter asks what a drill needs to begin."""

    drill_wanted = Signal(str)
    """The id of a drill, running or over."""
    failed = Signal(object)

    def __init__(self, store: Store, record: Recording, render: Render, bridge: Bridge, tasks: Tasks) -> None:
        super().__init__(store, tasks, bridge, "drill")
        self._record, self._render = record, render
        self._found: Catalogue | None = None
        self._wanted = ""
        self._build()
        self._connect()

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Show the scenario of a key; "" is the one that was shown before."""
        self._wanted = what
        self._choose()

    def panes(self) -> list[QWidget]:
        return [self._head, self.list, self._details, self._acts.place]

    def first_focus(self) -> QWidget | None:
        return self.list

    def window_title(self) -> str:
        return _("Drills")

    def verbs(self) -> list[Verb]:
        """What can be done here."""
        runs = {
            "drill.start": (self.start, self.why_not),
            "drill.open": (self._open_running, self._none_running),
            "drill.injects": (self._details.show_injects, str),
        }
        return verbs_of(list_verbs(), runs)

    def start(self) -> None:
        """Ask what a drill of the chosen scenario needs."""
        offered = self.chosen()
        if offered is None or self.why_not():
            self.failed.emit(UserError(self.why_not() or _("No scenario is chosen.")))
            return
        panel = StartPanel(self._store, self._record, offered)
        panel.started.connect(self.drill_wanted)
        self._acts.open(panel)

    def chosen(self) -> Offered | None:
        """The scenario that is current."""
        offered = self._found.offered if self._found else ()
        key = self.list.current_key()
        return next((each for each in offered if each.key == key), None)

    def why_not(self) -> str:
        """Why no drill of it can be started, "" where one can."""
        offered = self.chosen()
        if self._acts.why_not():
            return self._acts.why_not()
        if self._found is not None and self._found.running is not None:
            return _("A drill is going on already: {title}.").format(title=self._found.running.title)
        if offered is None:
            return _("No scenario is chosen.")
        return (
            "" if offered.scenario else _("This scenario can't be played: {why}.").format(why=offered.problem)
        )

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._start = button(_("Start drill"), self.start, primary=True)
        self._running = button(_("Open the drill that is going on"), self._open_running)
        self._running.hide()
        self._head = FlowingHeader(_("Drills"), buttons=[self._running, self._start])
        self.list = RowList(_("Scenarios"), RowDelegate(leading=False, margin=24))
        self.rows = RowsModel(self.list)
        self.list.setModel(self.rows)
        self._details = Details(self._store, self._render, self._tasks)
        self._split = TurningSplitter(self.list, self._details, "", _SHARE, _NARROW)
        self._middle = QStackedWidget()
        for part in (EmptyState(_("Reading the scenarios"), ""), self._split):
            self._middle.addWidget(part)
        column(self, self._head, hairline(), self._middle, self._acts.place, stretch=2)

    def _connect(self) -> None:
        self.list.opened.connect(self._opened)
        self.list.selectionModel().currentChanged.connect(self._follow)
        self._details.drill_wanted.connect(self.drill_wanted)
        self._acts.opened.connect(self._step_back)

    # -- reading ---------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the scenarios and the drills anew."""
        self._read(catalogue, self._show)

    def _show(self, found: Catalogue) -> None:
        first = self._found is None
        self._found = found
        zone = self._store.zone
        self.rows.set_rows(
            [(each.key, offered_row(each, found.held.get(each.key, ()), zone)) for each in found.offered]
        )
        self._middle.setCurrentIndex(1)
        self._running.setVisible(found.running is not None)
        self._choose()
        if first and self.isVisible():
            self.list.setFocus()

    def _choose(self) -> None:
        at = self.rows.row_of(self._wanted) if self._wanted else self.list.currentIndex().row()
        if self.rows.rowCount():
            self.list.setCurrentIndex(self.rows.index(max(0, at), 0))
            self._wanted = ""
        self._follow()

    # -- what happens ----------------------------------------------------------------------------

    def _follow(self) -> None:
        offered = self.chosen()
        key, found = offered.key if offered else "", self._found
        held = found.held.get(key, ()) if found else ()
        self._details.show_offered(offered, held, found.cancelled.get(key, ()) if found else ())
        is_running = self._found is not None and self._found.running is not None
        self._start.setEnabled(not self.why_not())
        for made, wanted in ((self._start, not is_running), (self._running, is_running)):
            set_look(made, "primary", wanted and self._acts.panel is None)

    def _opened(self, _index: QModelIndex) -> None:
        self.start()

    def _open_running(self) -> None:
        running = self._store.drills.running()
        if running is not None:
            self.drill_wanted.emit(running.id)

    def _none_running(self) -> str:
        going_on = self._found is not None and self._found.running is not None
        return "" if going_on else _("No drill is going on.")

    def _step_back(self, asked: bool) -> None:
        """One filled button at a time; then the focus is on the list again."""
        self._follow()
        QTimer.singleShot(0, self, lambda: self.list.scrollTo(self.list.currentIndex()))
        if not asked:
            self.list.setFocus()
