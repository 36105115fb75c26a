"""The library as a list: by title, or what holds the words that are being typed."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.ids import id_of
from holdfast.store.runbooks import RunbookRow
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import EmptyState
from holdfast.ui.kit.rows import KEY, Index, RowDelegate, RowList
from holdfast.ui.runbook.model import Found, LibraryModel
from holdfast.words import _

_KINDS = ("runbook",)
_PAUSE = 40  # milliseconds after the last letter
_MARKS = str.maketrans("", "", "\x02\x03")


class LibraryList(QWidget):
    """A line to search in over the rows. Up and down go through the rows, Enter opens one."""

    chosen = Signal(str)
    """The id of the runbook to show."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._books = dict[str, RunbookRow]()
        self._names: dict[str, str] = {}  # title and path as they are searched
        self._build()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._look)
        self.query.textChanged.connect(lambda _text: self._soon.start())
        self.query.returnPressed.connect(self._open_current)
        self.query.installEventFilter(self)
        self.rows.opened.connect(self._open)
        self.rows.clicked.connect(self._open)

    def reload(self) -> None:
        """Read the library again."""
        self._books = {row.id: row for row in self._store.runbooks.page()}
        self._names = {row.id: _searched(row) for row in self._books.values()}
        self._look()

    def words(self) -> str:
        """What is looked for, "" for nothing."""
        return self.query.text().strip()

    def sources(self) -> int:
        """From how many folders the runbooks came."""
        return len({row.source for row in self._books.values()})

    def choose(self, ident: str) -> None:
        """Mark the row of a runbook, where it is listed."""
        place = self._model.place_of(ident)
        if place >= 0:
            self.rows.setCurrentIndex(self._model.index(place, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            at = self.rows.currentIndex().row() + step
            if step and 0 <= at < self._model.rowCount():
                self.rows.setCurrentIndex(self._model.index(at, 0))
            return bool(step)
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self.query = QLineEdit()
        self.query.setPlaceholderText(_("Find in titles and texts     Ctrl+F"))
        self.query.setAccessibleName(_("Find runbooks"))
        self._model = LibraryModel(self, lambda: self._store.now().date().isoformat())
        self.rows = RowList(_("Runbooks"), RowDelegate(leading=False, margin=16))
        self.rows.setModel(self._model)
        self._none = EmptyState("", "", [button(_("Clear search"), self.query.clear)])
        field = QVBoxLayout()
        field.setContentsMargins(16, 12, 16, 12)
        field.addWidget(self.query)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(field)
        down.addWidget(self.rows, 1)
        down.addWidget(self._none, 1)
        self._none.hide()

    def _look(self) -> None:
        """Show what is asked for, with the same one current where it is still there."""
        self._soon.stop()
        words, current = self.words(), self.rows.current_key()
        found = self._found(words) if words else [Found(row) for row in self._books.values()]
        self._model.show_found(found)
        self.rows.setVisible(bool(found))
        self._none.setVisible(not found)
        if not found:
            self._none.say(
                _("Nothing matches “{words}”.").format(words=words), _("Try fewer or other words.")
            )
        self.choose(str(current or ""))
        if words and found and not self.rows.currentIndex().isValid():
            self.rows.setCurrentIndex(self._model.index(0, 0))

    def _found(self, words: str) -> list[Found]:
        """Those whose title or path has every word, then those whose text has them."""
        parts = words.casefold().split()
        titled = [
            self._books[ident] for ident, name in self._names.items() if all(part in name for part in parts)
        ]
        hits = self._store.search.find(words, _KINDS)
        texts = {id_of(hit.subject): " ".join(hit.snippet.translate(_MARKS).split()) for hit in hits}
        others = texts.keys() & (self._books.keys() - {row.id for row in titled})
        more = [Found(self._books[ident], text) for ident, text in texts.items() if ident in others]
        return [*(Found(row) for row in titled), *more]

    def _open(self, index: Index) -> None:
        self.chosen.emit(index.data(KEY))

    def _open_current(self) -> None:
        self._look()
        index = self.rows.currentIndex()
        if not index.isValid() and self._model.rowCount():
            index = self._model.index(0, 0)
        if index.isValid():
            self._open(index)


def _searched(row: RunbookRow) -> str:
    """The words that find a runbook before its text does."""
    return f"{row.title} {row.path.rpartition('.')[0]}".casefold()
