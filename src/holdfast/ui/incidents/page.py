"""The page of all incidents: what is overdue first, any of them a few keys away."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.domain.query import Query
from holdfast.settings import SINGLE_LETTERS, Settings
from holdfast.store.incidents import IncidentRow
from holdfast.store.store import Store
from holdfast.ui.incidents.acts import Acts, Confirm
from holdfast.ui.incidents.filter_bar import FilterBar
from holdfast.ui.incidents.known_names import KnownNames
from holdfast.ui.incidents.list_area import ListArea
from holdfast.ui.incidents.listing import Listing
from holdfast.ui.incidents.reading import NOT_AT_ALL
from holdfast.ui.incidents.saved import Saved
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.first_paint import FirstPaint
from holdfast.ui.kit.long_reading import BLINK, PATIENT
from holdfast.ui.kit.notices import offer
from holdfast.ui.kit.page import Page, PageHeader, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.rows import KEY
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import set_look
from holdfast.ui.kit.verb import Verb
from holdfast.words import _

_MOST_COPIED = 10_000


class IncidentsPage(Page):
    """Lists incidents. Touched rows change in place; what would move rows waits for *show*."""

    incident_chosen = Signal(str)
    assess_wanted = Signal(str)
    declare_wanted = Signal()
    practice_wanted = Signal()
    exercise_wanted = Signal()
    failed = Signal(object)
    """The UserError of a list that could not be read, or of what can't be begun."""
    said = Signal(str)
    """What was done, in a sentence."""
    counted = Signal(int)
    """How many incidents answer to the filter, whenever that was counted."""
    open_counted = Signal(int)
    """How many incidents are open now, whenever that was counted."""

    def __init__(
        self, store: Store, record: Recording, clock: Clock, bridge: Bridge, tasks: Tasks, settings: Settings
    ) -> None:
        super().__init__()
        self._store, self._record, self._clock, self._settings = store, record, clock, settings
        self._names = KnownNames(store)
        self._confirms: Confirm | None = None
        self._listing = Listing(store, clock, tasks, settings, self)
        self._model = self._listing.rows
        self._build()
        self._connect(bridge)
        self._ask("", PATIENT)

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Show what the query `what` asks for; "" leaves the list as the person left it."""
        if what and what != self._bar.text():
            self._bar.set_text(what)
        elif self._listing.stale:
            self._ask_again()
        self._listing.count_all()

    def panes(self) -> list[QWidget]:
        return [self._header, self._bar, self._area, self._acts.place]

    def first_focus(self) -> QWidget | None:
        return self._area.part()

    def verbs(self) -> list[Verb]:
        """What can be done with the list and the chosen rows."""
        return self._acts.verbs()

    def confirm_by(self, confirm: Confirm) -> None:
        """How to ask before several incidents are changed; by a dialog, if nothing is said."""
        self._confirms = confirm

    def leave(self) -> None:
        self._bar.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._listing.rest()

    def chosen(self, most: int = 0) -> list[IncidentRow]:
        """The incidents that are selected in the list; a UserError where they are more than `most`.

        For 0 they are as many as can be copied.
        """
        most = most or _MOST_COPIED
        parts = self._view.chosen() if self._area.part() is self._view else []
        if sum(map(len, parts)) > most:
            hint = _("Select fewer, or write them to a file: holdfast incident list --csv.")
            raise UserError(
                _("More than {most} rows are selected. Nothing was done.").format(most=most),
                hint=hint if most == _MOST_COPIED else _("Select fewer, and do the rest after them."),
            )
        return [row for part in parts for row in self._model.read(part)]

    def focus_query(self) -> None:
        """Put the focus into the line to find by."""
        self._bar.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._bar.line.selectAll()

    def focus_list(self) -> None:
        """Put the focus on the list, or on what stands in its place."""
        self._area.part().setFocus(Qt.FocusReason.OtherFocusReason)

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._declare = button(_("Declare incident"), self.declare_wanted.emit, primary=True, key="Ctrl+N")
        self._pill = button("", self._ask_again)
        self._pill.hide()
        self._header = PageHeader(_("Incidents"), buttons=[self._pill, self._declare])
        self._bar = FilterBar(self._names)
        self._acts = Acts(self._store, self._record, self._settings, self._confirm, self._bar, self.chosen)
        self._acts.setParent(self)
        self._bar.show_filters(self._acts.filters())
        self._area = ListArea(self._store, self._clock, self._settings, self._beginnings())
        self._area.show_model(self._model, self._bar.order)
        self._view = self._area.view
        column(self, self._header, self._bar, self._area, self._acts.place, stretch=2)
        self._find_key = QShortcut(QKeySequence("Ctrl+F"), self)
        self._find_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _beginnings(self) -> list[QPushButton]:
        first = button(_("Declare incident"), self.declare_wanted.emit, primary=True, key="Ctrl+N")
        practice = button(_("Open practice incident"), self.practice_wanted.emit)
        exercise = button(_("Practise for 10 minutes"), self.exercise_wanted.emit)
        return [first, exercise] if self._store.practice else [first, practice, exercise]

    def _connect(self, bridge: Bridge) -> None:
        self._bar.asked.connect(self._ask)
        self._bar.typed.connect(lambda text: self._ask(text, NOT_AT_ALL))
        self._bar.ordered.connect(self._ordered)
        self._bar.left.connect(self.focus_list)
        self._bar.stopped.connect(self._stop)
        self._bar.strip.verb_wanted.connect(self._acts.do)
        self._acts.said.connect(self.said)
        self._acts.failed.connect(self.failed)
        self._acts.opened.connect(self._step_back)
        self._acts.compact_wanted.connect(self._area.turn_compact)
        self._acts.filters_changed.connect(self._filters_changed)
        self._view.menu_wanted.connect(lambda at: self._acts.menu(at, self._view))
        self._listing.reading.searching.connect(self._bar.show_searching)
        self._view.opened.connect(self._open)
        self._area.order_wanted.connect(self._bar.choose_order)
        self._area.cleared.connect(self._clear)
        self._view.letter.connect(self._letter)
        self._model.failed.connect(self.failed)
        self._listing.counted.connect(self.counted)
        self._listing.groups_counted.connect(self._show_counts)
        self._listing.offered.connect(partial(offer, self._pill))
        self._listing.filled.connect(self._ask_again)
        self._clock.minute.connect(self._grow_older)
        self._find_key.activated.connect(self.focus_query)
        bridge.changed.connect(self._changed)
        FirstPaint(self).done.connect(self._listing.begin_to_count)

    def _confirm(self, what: str, hint: str, verb: str) -> bool:
        if self._confirms is not None:
            return self._confirms(what, hint, verb)
        from holdfast.ui.kit.confirm import confirmed  # noqa: PLC0415  (start-up time)

        return confirmed(what, hint, verb, self.window())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self._area.close_preview():
            super().keyPressEvent(event)

    def _step_back(self, asked: bool) -> None:
        """One filled button at a time, and room for what is asked; then the focus is on the list again."""
        if asked:
            self._area.close_preview()
        set_look(self._declare, "primary", not asked)
        self._bar.strip.setVisible(not asked)
        if not asked:
            self.focus_list()

    def _ordered(self, order: str) -> None:
        self._area.show_order(order)
        self._ask_again()

    def _filters_changed(self, filters: list[Saved]) -> None:
        self._bar.show_filters(filters)
        self._listing.count_all()

    # -- asking ----------------------------------------------------------------------------------

    def _ask(self, text: str, seconds: float = BLINK) -> None:
        """Show what the line asks for; what it can't mean is said under it, and the list stays."""
        try:
            query = self._store.query(text)
        except UserError as error:
            self._bar.show_problem(str(error))
            return
        self._bar.show_problem("")
        self._read(query, self._view.current_key(), seconds)

    def _ask_again(self) -> None:
        self._ask(self._bar.text())

    def _read(self, query: Query, current: str, seconds: float = BLINK) -> None:
        """Read the list anew; the incident that was current stays so where it is near."""
        place, scrolled = self._view.currentIndex().row(), self._view.verticalScrollBar().value()
        shown = partial(self._show_answer, current, place, scrolled)
        self._listing.ask(query, self._bar.order, shown, seconds)

    def _show_answer(self, current: str, place: int, scrolled: int) -> None:
        self._pill.hide()
        self._show_part()
        found = self._model.near(current, max(0, place)) if current else -1
        if found >= 0:
            self._view.verticalScrollBar().setValue(scrolled)
            self._view.go_to(found)
        elif self._model.total:
            self._view.go_to(0)
        self._area.follow()
        self._listing.count()

    def _stop(self) -> None:
        """Look no further; the list stays as it was."""
        if self._model.stop():
            self._bar.show_problem(_("Stopped. The list still answers what was asked before."))
            self._listing.count()

    def _clear(self) -> None:
        self._bar.set_text("")
        self.focus_list()

    def _show_part(self) -> None:
        """The list, or what stands in its place."""
        there = self._area.show_part(self._bar.text(), self._model.total)
        for each in (self._bar, self._declare):
            each.setVisible(there)

    def _show_counts(self, numbers: Mapping[str, int]) -> None:
        self._bar.show_counts(numbers)
        self.open_counted.emit(numbers["open"])

    # -- what happens ----------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        self._names.forget()
        touched = changes.ids("incident")
        if not touched:
            return
        self._listing.touch(touched, seen=self.isVisible())
        if self.isVisible():
            self._area.show_changes(changes)
            self._listing.count_all()

    def _grow_older(self, now: datetime) -> None:
        self._listing.grow_older(now, self._view.rows_in_sight() if self.isVisible() else range(0))
        if self.isVisible():
            self._listing.count_all()

    def _open(self, index: QModelIndex) -> None:
        ident = index.data(KEY)
        if ident:
            self.incident_chosen.emit(ident)

    def _letter(self, letter: str) -> None:
        """Single letters, for those who have switched them on."""
        row, ident = self._view.currentIndex().row(), self._view.current_key()
        if not self._settings.value(SINGLE_LETTERS) or not ident:
            return
        if letter.lower() in ("j", "k"):
            self._view.go_to(row + (1 if letter.lower() == "j" else -1))
        elif letter.lower() == "s":
            self.assess_wanted.emit(ident)
        elif letter.lower() == "a":
            self._acts.lead(ident)
