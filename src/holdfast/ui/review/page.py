"""The page of reviews: incidents that wait for one, then those on their way, then what is released."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from holdfast.domain.changes import Changes
from holdfast.domain.ids import id_of, kind_of
from holdfast.review.writing import begin
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import EmptyState
from holdfast.ui.kit.page import Page, PageHeader, column
from holdfast.ui.kit.rows import RowDelegate, RowList
from holdfast.ui.kit.rows_model import GrowingRows
from holdfast.ui.kit.text import hairline, set_tooltip
from holdfast.ui.review.list_rows import MORE, Listed, listed
from holdfast.ui.review.services import Services
from holdfast.words import _, ngettext

_STEP = 200
"""Reviews shown at first, and how many more when the end of the list comes into sight."""
_SOON = 100


class ReviewsPage(Page):
    """Enter opens a review, or begins one for the incident that waits for it."""

    review_chosen = Signal(str)
    """The id of the review to open."""
    incidents_wanted = Signal(str)
    """A query for the list of incidents; "" for the list as it is."""
    import_wanted = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._most = _STEP
        self._stale = True
        self._build()
        self._connect()

    def panes(self) -> list[QWidget]:
        return [self.list]

    def first_focus(self) -> QWidget | None:
        return self.list if self.rows.rowCount() else self._empty

    def window_title(self) -> str:
        return _("Reviews")

    def open_current(self) -> None:
        """Open the current review, or begin the one that is missing."""
        key = str(self.list.current_key() or "")
        if key == MORE:
            self.incidents_wanted.emit("review:needed")
        elif kind_of(key) == "review":
            self.review_chosen.emit(id_of(key))
        elif key:
            store = self._services.store
            review = self._services.record(lambda: begin(store, id_of(key)))
            if review is not None:
                self.review_chosen.emit(review.id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def reload(self) -> None:
        """Read the list again; what is chosen stays chosen."""
        self._stale = False
        found = listed(self._services.store, self._most)
        self.rows.set_rows(found.rows)
        self.rows.has_more = found.has_more
        self._show_head(found)
        self._stack.setCurrentWidget(self.list if found.rows else self._empty)
        if found.rows and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.rows.index(0, 0))
        self._name_action()

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._open = button(_("Open review"), self.open_current, primary=True)
        self._import = button(_("Import reviews…"), self.import_wanted.emit, icon="import")
        self._head = PageHeader(_("Reviews"), buttons=[self._import, self._open])
        self.list = RowList(_("Reviews"))
        self.list.setItemDelegate(RowDelegate(self.list, margin=24))
        self.rows = GrowingRows(self.list)
        self.list.setModel(self.rows)
        self._empty = EmptyState(
            _("No reviews yet"),
            _("A review begins when an incident is resolved. It turns the record into what others learn."),
            [
                button(_("Go to incidents"), lambda: self.incidents_wanted.emit("")),
                button(_("Import reviews…"), self.import_wanted.emit),
            ],
        )
        self._stack = QStackedWidget()
        for part in (self.list, self._empty):
            self._stack.addWidget(part)
        column(self, self._head, hairline(), self._stack)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)

    def _connect(self) -> None:
        self.list.opened.connect(self.open_current)
        self.list.selectionModel().currentChanged.connect(self._name_action)
        self.rows.more_wanted.connect(self._show_more)
        self._services.bridge.changed.connect(self._changed)
        self._services.clock.minute.connect(self._touch)
        self._soon.timeout.connect(self.reload)

    # -- what happens ----------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if changes.touches("review", "incident"):
            self._touch()

    def _touch(self) -> None:
        self._stale = True
        if self.isVisible():
            self._soon.start()

    def _show_more(self) -> None:
        self._most += _STEP
        self._touch()

    def _show_head(self, found: Listed) -> None:
        overdue = sum(row.overdue for _key, row in found.rows)
        parts = (
            ngettext("{count} overdue", "{count} overdue", overdue),
            ngettext("{count} waits for a review", "{count} wait for a review", found.waiting),
            ngettext("{count} not released", "{count} not released", found.drafts),
            ngettext("{count} released", "{count} released", found.released),
        )
        counts = (overdue, found.waiting, found.drafts, found.released)
        said = [words.format(count=count) for words, count in zip(parts, counts, strict=True) if count]
        self._head.set_title(_("Reviews"), "  \N{MIDDLE DOT}  ".join(said))

    def _name_action(self) -> None:
        """The one filled button says what Enter does."""
        key = str(self.list.current_key() or "")
        words = _("Begin review") if kind_of(key) == "incident" else _("Open review")
        words = _("Show incidents") if key == MORE else words
        self._open.setText(words)
        self._open.setAccessibleName(words)
        self._open.setVisible(bool(self.rows.rowCount()))
        self._import.setVisible(bool(self.rows.rowCount()))
        reason = self._reason(key)
        self._open.setEnabled(not reason)
        set_tooltip(self._open, reason)

    def _reason(self, key: str) -> str:
        if not key:
            return _("Choose one in the list.")
        if kind_of(key) == "incident" and self._services.store.read_only:
            return _("This store is open for reading only.")
        return ""
