"""The versions of one runbook: how each came and what used it, what differs, and taking one back."""

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.domain.runbook import Runbook
from holdfast.domain.value import title_text
from holdfast.runbook.restore import restore
from holdfast.runbook.versions import Version, versions_of
from holdfast.store.database import read_only_error
from holdfast.store.store import Store
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import EmptyState
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.own_keys import OwnKeys
from holdfast.ui.kit.page import Page, PageHeader, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.rows import KEY
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.split import SharedSplitter
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import hairline, label, set_tooltip
from holdfast.ui.kit.tick_list import TickList
from holdfast.ui.runbook.version_rows import VersionWords
from holdfast.ui.runbook.version_side import VersionSide
from holdfast.words import _, ngettext

_LEFT = 0.42
_TWO = 2


class VersionsPage(Page):
    """A place is the id of a runbook.

    Space ticks two versions to be compared; without a tick the current one is held against the newest.
    """

    left = Signal()
    run_wanted = Signal(str, str)
    """An incident and the run on it that is to be shown."""

    def __init__(
        self, store: Store, record: Recording, notices: Notices, tasks: Tasks, bridge: Bridge
    ) -> None:
        super().__init__()
        self._store, self._record, self._notices = store, record, notices
        self._book = Runbook("")
        self._versions: dict[str, Version] = {}
        self._ticked: list[str] = []
        self._done: list[tuple[str, str]] = []
        self._build(tasks)
        bridge.changed.connect(self._changed)

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Show the versions of this runbook; "" shows them as they are."""
        if what and what != self._book.id:
            self._ticked, self._done, self._book = [], [], Runbook(what)
        try:
            self._reload()
        except UserError as error:
            self._book = Runbook("")
            self._notices.error(error)
        self._parts.setCurrentIndex(1 if self._book.id else 0)
        self.restore.setVisible(bool(self._book.id))
        self.title_changed.emit()

    def panes(self) -> list[QWidget]:
        return [self.list, self.side] if self._book.id else [self]

    def first_focus(self) -> QWidget | None:
        return self.list if self._book.id else self._back

    def window_title(self) -> str:
        title = title_text(self._book.title)
        return _("Versions of {title}").format(title=title) if title else _("Versions")

    def restore_current(self) -> None:
        """Make the current version the newest once more."""
        version = self._current()
        if version and version != self._book.version and not self._store.read_only:
            self._restore(version)

    def take_back(self) -> None:
        """Undo the last restoring of this visit."""
        if not self._done:
            return
        before, after = self._done.pop()
        if self._make_newest(before, after):
            told = _("Taken back: version {hash} is the newest again.").format(hash=before[:8])
            self._notices.say(told, verb=_("Redo"), act=partial(self._restore, after))

    # -- making ----------------------------------------------------------------------------------

    def _build(self, tasks: Tasks) -> None:
        self._back = button(_("Back"), self.left.emit)
        self.restore = button(_("Restore this version"), self.restore_current, key="Ctrl+Enter")
        self._header = PageHeader(_("Versions"), buttons=[self._back, self.restore])
        self._model = RowsModel(self)
        self.list = TickList(_("Versions, the newest first"))
        self.list.setModel(self._model)
        self.side = VersionSide(self._store, tasks)
        self.side.links.run_wanted.connect(self.run_wanted)
        self.list.ticked.connect(self._tick)
        self.list.opened.connect(lambda _index: self.side.diff.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_current())
        nothing = EmptyState(
            _("No runbook is shown"), _("Open a runbook in the library, then its versions from there.")
        )
        self._parts = QStackedWidget()
        self._parts.addWidget(nothing)
        hint, listed = (
            label(_("Space ticks two versions to compare."), "small", "muted", wrap=True),
            QWidget(),
        )
        hint.setContentsMargins(24, 8, 16, 10)
        column(listed, self.list, hint, stretch=0)
        self._parts.addWidget(SharedSplitter(listed, self.side, "", _LEFT))
        column(self, self._header, hairline(), self._parts, stretch=2)
        keys = {"Ctrl+Return": self.restore_current, "Ctrl+Enter": self.restore_current}
        OwnKeys(self, {**keys, "Ctrl+Z": self.take_back, "Esc": self._leave})

    def _leave(self) -> None:
        """Esc takes the ticks away first."""
        if self._ticked:
            self._ticked = []
            self._fill()
        else:
            self.left.emit()

    # -- what is shown ---------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if self._book.id in changes.ids("runbook") and self._book.id:
            self._reload()

    def _reload(self) -> None:
        if not self._book.id:
            return
        self._book = self._store.runbooks.get(self._book.id)
        self._versions = {each.hash: each for each in versions_of(self._store, self._book.id)}
        count = len(self._versions)
        several = ngettext("{count} version", "{count} versions", count).format(count=count)
        self._header.set_title(self.window_title(), f"{self._book.path}  \N{MIDDLE DOT}  {several}")
        self._fill()

    def _fill(self) -> None:
        words = self._words()
        newest = next(iter(self._versions), "")
        self._model.set_rows(
            [
                (key, words.row(each, newest=key == newest, ticked=key in self._ticked))
                for key, each in self._versions.items()
            ]
        )
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0, 0))
        self._show_current()

    def _words(self) -> VersionWords:
        return VersionWords(self._store.operators.names(), self._store.zone)

    def _current(self) -> str:
        return str(self.list.current_key() or "")

    def _show_current(self) -> None:
        current = self._current()
        if current not in self._versions:
            return
        older, newer = self._pair(current)
        self.side.show_version(self._versions[current], self._words())
        self.side.compare(self._versions.get(older), self._versions[newer])
        reason = _("This is the newest already.") if current == self._book.version else ""
        reason = read_only_error().what if self._store.read_only else reason
        self.restore.setEnabled(not reason)
        set_tooltip(self.restore, reason)

    def _pair(self, current: str) -> tuple[str, str]:
        """The two versions to compare, the older one first; "" where there is no other."""
        order = list(self._versions)
        two = list(self._ticked)
        if len(two) < _TWO and current not in two:
            two.append(current)
        if len(two) < _TWO and order[0] not in two:
            two.append(order[0])
        if len(two) < _TWO:
            return (order[1] if len(order) > 1 else ""), order[0]
        first, second = sorted(two, key=order.index)
        return second, first

    def _tick(self, index: QModelIndex) -> None:
        key = str(index.data(KEY))
        if key in self._ticked:
            self._ticked.remove(key)
        else:
            self._ticked = [*self._ticked, key][-_TWO:]
        self._fill()

    # -- what is recorded ------------------------------------------------------------------------

    def _restore(self, version: str) -> None:
        before = self._book.version
        if self._make_newest(version, before):
            self._done.append((before, version))
            told = _("Version {hash} is the newest again.").format(hash=version[:8])
            self._notices.say(told, verb=_("Undo"), act=self.take_back)

    def _make_newest(self, version: str, base: str) -> bool:
        done = self._record(partial(restore, self._store, self._book.id, version, base=base))
        if done is not None:
            self._reload()
            self.list.setCurrentIndex(self._model.index(0, 0))
        return done is not None
