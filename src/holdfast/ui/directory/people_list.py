"""The directory at the left of its page: typing narrows it, Enter opens one."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from holdfast.store.store import Store
from holdfast.triage.directory import on_call
from holdfast.ui.directory.rows import Held, in_order, row_of, searched
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import EmptyState
from holdfast.ui.kit.rows import KEY, Index, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.words import _


class PeopleList(QWidget):
    """People and resources with a line to find one; the first found is current while something is typed."""

    chosen = Signal(str)
    """The id of whom to show."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._all: dict[str, Held] = {}
        self._now: frozenset[str] = frozenset()
        self._words: dict[str, str] = {}
        self._build()
        self.query.textChanged.connect(lambda _text: self._look())
        self.query.returnPressed.connect(self._open_current)
        self.query.installEventFilter(self)
        self.rows.opened.connect(self._open)
        self.rows.clicked.connect(self._open)

    def reload(self) -> None:
        """Read the directory again."""
        people, now = self._store.directory.people(), self._store.now()
        ordered = in_order(people, self._store.directory.resources(), now)
        self._all = {each.id: each for each in ordered}
        self._words = {each.id: searched(each) for each in ordered}
        self._now = frozenset(person.id for person in on_call(people, now))
        self._look()

    def held(self, ident: str) -> Held | None:
        """Who has this id, None for nobody."""
        return self._all.get(ident)

    def counts(self) -> tuple[int, int, int]:
        """How many people, how many of them on call now, how many resources."""
        people = sum(bool(hasattr(each, "weeks")) for each in self._all.values())
        return people, len(self._now), len(self._all) - people

    def choose(self, ident: str) -> None:
        """Mark the row of this id, where it is listed."""
        place = self._model.row_of(ident)
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
        self.query.setPlaceholderText(_("Find a name, a role, a number     Ctrl+F"))
        self.query.setAccessibleName(_("Find in the directory"))
        self._model = RowsModel(self)
        self.rows = RowList(_("Directory"), RowDelegate(leading=False, margin=16))
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
        parts = self.query.text().casefold().split()
        found = [each for each in self._all.values() if all(p in self._words[each.id] for p in parts)]
        self._model.set_rows([(each.id, row_of(each, on_call_now=each.id in self._now)) for each in found])
        self.rows.setVisible(bool(found))
        self._none.setVisible(not found)
        if not found:
            words = self.query.text().strip()
            self._none.say(_("Nothing matches “{words}”.").format(words=words), _("Try fewer letters."))
        if parts and found:
            self.choose(found[0].id)

    def _open(self, index: Index) -> None:
        self.chosen.emit(index.data(KEY))

    def _open_current(self) -> None:
        index = self.rows.currentIndex()
        if index.isValid():
            self._open(index)
