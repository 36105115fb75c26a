"""Watches in the window: what Holdfast looks at by itself, switched on and off, tried, and written."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from holdfast.detect.watches.shelf import folder_of, names_in
from holdfast.domain.errors import UserError
from holdfast.settings import WATCHES, Settings
from holdfast.store.database import read_only_error
from holdfast.store.store import Store
from holdfast.ui.detect.watch_details import WatchDetails
from holdfast.ui.detect.watch_editor import WatchEditor
from holdfast.ui.detect.watch_list import WatchList
from holdfast.ui.detect.watch_none import NoWatches
from holdfast.ui.detect.watch_reading import Seen, read_all
from holdfast.ui.detect.watch_switch import switch
from holdfast.ui.detect.watch_trial import With
from holdfast.ui.detect.watch_verbs import watch_verbs
from holdfast.ui.detect.watch_words import how_many, watch_row
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.forms import scrolled
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.own_keys import add_keys
from holdfast.ui.kit.page import FlowingHeader, Page, column
from holdfast.ui.kit.page_acts import menu_of
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.split import TurningSplitter
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import hairline
from holdfast.ui.kit.verb import Verb, verbs_of
from holdfast.ui.kit.when_shown import WhenShown
from holdfast.words import _

_AGAIN: Final = 5_000  # milliseconds between two readings while the page is seen
_NARROW: Final = 900


class WatchesPage(Page):
    """The files are read aside, and again while the page is seen: another program may change them."""

    left = Signal()
    manual_wanted = Signal()
    failed = Signal(object)
    said = Signal(str)

    def __init__(self, store: Store, clock: Clock, tasks: Tasks, settings: Settings, asking: Asking) -> None:
        super().__init__()
        self._store, self._clock, self._tasks, self._settings = store, clock, tasks, settings
        self._asking = asking
        self._all: tuple[Seen, ...] | None = None
        self._wanted, self._token = "", CancelToken()
        self._build()
        self._connect()
        WhenShown(self, self.reload, self._stop, every=_AGAIN)

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Show the watch of this name."""
        if what:
            self._wanted = what
            self._to_list()
        self.reload()

    def panes(self) -> list[QWidget]:
        if self._is_writing():
            return self.editor.panes()
        lower = [self.list, self.details] if self._all else [self._empty]
        return [self._head, *lower]

    def first_focus(self) -> QWidget | None:
        if self._is_writing():
            return self.editor.first()
        return self.list if self._all or self._all is None else self._empty

    def window_title(self) -> str:
        return _("Watches")

    def leave(self) -> None:
        self.editor.stop()

    def verbs(self) -> list[Verb]:
        """What can be done here now."""
        if self._is_writing():
            return [Verb("page.record", _("&Save watch"), self.editor.save_now, "Ctrl+S")]
        runs = {
            "watch.new": (self.new_watch, self._why_not),
            "watch.edit": (self.edit_watch, self._why_no_change),
            "watch.switch": (self.switch, self._why_no_change),
            "watch.try": (self.details.trial.try_or_stop, self._why_no_trial),
            "watch.data": (self.details.trial.choose_file, self._why_no_trial),
        }
        return verbs_of(watch_verbs(), runs)

    def _stop(self) -> None:
        self._token.cancel()
        self.details.stop()

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._back = button(_("Back"), self.left.emit)
        self._new = button(_("New watch"), self.new_watch, primary=True)
        self._new.setEnabled(not self._store.read_only)
        self._head = FlowingHeader(_("Watches"), buttons=[self._back, self._new])
        self.list, self.rows = WatchList(), RowsModel(self)
        self.list.setModel(self.rows)
        folder, clock = self._store.path, self._clock
        with_ = With(self._tasks, self._asking, folder, self._store.zone, clock.now)
        self.details = WatchDetails(with_, lambda: not self._store.read_only)
        self._split = TurningSplitter(
            self.list, self.details, self._settings.remembered("watches"), 0.5, _NARROW
        )
        self._empty = NoWatches()
        self._empty.setEnabled(not self._store.read_only)
        self._nothing = scrolled(self._empty)
        self._middle = QStackedWidget()
        for part in (self._split, self._nothing):
            self._middle.addWidget(part)
        self._reading = QWidget()
        column(self._reading, self._head, hairline(), self._middle, stretch=2)
        self.editor = WatchEditor(self._store, self._tasks)
        self.editor.hide()
        column(self, self._reading, self.editor).setStretch(0, 1)

    def _connect(self) -> None:
        self.list.switch_wanted.connect(self.switch)
        self.list.opened.connect(lambda _index: self.details.take_focus())
        self.list.menu_wanted.connect(lambda at: menu_of(self.verbs(), at, self.list))
        self.list.selectionModel().currentChanged.connect(self._follow)
        self.details.switch_wanted.connect(self.switch)
        self.details.edit_wanted.connect(self.edit_watch)
        self._empty.example_wanted.connect(self.new_watch)
        self._empty.manual_wanted.connect(self.manual_wanted)
        self.editor.left.connect(self._leave_editor)
        self.editor.saved.connect(self._saved)
        self.editor.failed.connect(self.failed)
        self._split.splitterMoved.connect(lambda: self._settings.remember(watches=self._split.share()))
        self._settings.on_change(lambda key: self.reload() if key == WATCHES.key else None)
        add_keys(self.details, {"Esc": self.details.trial.stop})

    # -- reading ---------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the files and how each stands, unless nobody sees it."""
        if not self.isVisible():
            return
        self._token.cancel()
        self._token = CancelToken()
        on = names_in(self._settings.value(WATCHES))
        self._tasks.run(partial(read_all, self._store.path, on), self._show, token=self._token)

    def _show(self, found: tuple[Seen, ...]) -> None:
        key = self._wanted or str(self.list.current_key() or "")
        had_focus = self._empty.hasFocus() or self.list.hasFocus()
        self._all = found
        now, zone = self._clock.now(), self._store.zone
        self.rows.set_rows([(each.name, watch_row(each.file, each.state, zone, now)) for each in found])
        self._middle.setCurrentWidget(self._split if found else self._nothing)
        count, on = len(found), sum(each.file.is_on for each in found)
        self._head.set_title(_("Watches"), how_many(count, on, folder_of(self._store.path)) if found else "")
        at = max(0, self.rows.row_of(key))
        self._wanted = ""
        if found and self.list.currentIndex().row() != at:
            self.list.setCurrentIndex(self.rows.index(at, 0))
        if had_focus:
            (self.list if found else self._empty).setFocus()
        self._follow()

    def _follow(self) -> None:
        self.details.show_watch(self.current())

    def current(self) -> Seen | None:
        """The watch that is current in the list."""
        row = self.list.currentIndex().row()
        found = self._all or ()
        return found[row] if 0 <= row < len(found) else None

    # -- what is done ----------------------------------------------------------------------------

    def switch(self) -> None:
        """Switch the current watch on or off."""
        seen = self.current()
        if seen is None or self._why_not():
            return
        try:
            told = switch(self._settings, seen)
        except UserError as error:
            self.failed.emit(error)
            return
        if self._settings.note:
            self.failed.emit(UserError(self._settings.note))
        announce(self, told)
        self.said.emit(told)

    def new_watch(self, example: str = "") -> None:
        """Write one, from an example."""
        if not self._why_not():
            self.editor.open_new(example)
            self._to_editor()

    def edit_watch(self) -> None:
        """Edit the file of the current watch."""
        seen = self.current()
        if seen is None or self._why_not():
            return
        try:
            self.editor.open_file(seen)
        except UserError as error:
            self.failed.emit(error)
            return
        self._to_editor()

    def _saved(self, name: str) -> None:
        self._wanted = name
        is_on = name in names_in(self._settings.value(WATCHES))
        told = _("{name} is saved.") if is_on else _("{name} is saved. It is off until you switch it on.")
        self.said.emit(told.format(name=name))
        self._to_list()
        self.reload()

    def _leave_editor(self) -> None:
        self.editor.stop()
        self._to_list()

    def _to_list(self) -> None:
        self._turn_to(self._reading)
        first = self.first_focus()
        if first is not None and self.isVisible():
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_editor(self) -> None:
        self._turn_to(self.editor)
        self.editor.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_to(self, part: QWidget) -> None:
        """The other part goes first: side by side both would ask for room."""
        (self._reading if part is self.editor else self.editor).hide()
        part.show()

    def _is_writing(self) -> bool:
        return self._reading.isHidden()

    def _why_not(self) -> str:
        return read_only_error().what if self._store.read_only else ""

    def _why_no_change(self) -> str:
        return self._why_not() or ("" if self.current() else _("There is no watch yet."))

    def _why_no_trial(self) -> str:
        seen = self.current()
        return "" if seen and seen.file.watch else _("No watch that can be used is chosen.")
