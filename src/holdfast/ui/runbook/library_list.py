"""The library as a list: by title, or what answers to the line that is being typed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.runbook.asked import FIELDS, names_for
from holdfast.runbook.search import around, ids_of
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.completing import offers
from holdfast.ui.kit.completing_line import CompletingLine
from holdfast.ui.kit.completion import Offer
from holdfast.ui.kit.forms import EmptyState
from holdfast.ui.kit.rows import KEY, Index, RowDelegate, RowList
from holdfast.ui.kit.text import label, set_look, set_tone
from holdfast.ui.runbook.model import Found, LibraryModel
from holdfast.words import _, ngettext

_PAUSE = 40  # milliseconds after the last letter
_FIRST = 200  # so many are looked for while somebody types; the others when the list is at its end


class LibraryList(QWidget):
    """A line to search and filter in over the rows. Up and down go through the rows, Enter opens one."""

    chosen = Signal(str)
    """The place to show: the id of a runbook, with "#" and an anchor where its text has the words."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._asked = ""  # the line that the rows answer to
        self._build()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._look)
        self.query.textChanged.connect(lambda _text: self._soon.start())
        self.query.returnPressed.connect(self._open_current)
        self.query.offers_left.connect(self._look)
        self.query.installEventFilter(self)
        self.rows.opened.connect(self._open)
        self.rows.clicked.connect(self._open)

    def reload(self) -> None:
        """Read the library again."""
        self._look()

    def ask(self, line: str) -> None:
        """Show what a line asks for."""
        self.query.setText(line)
        self._look()

    def choose(self, ident: str) -> None:
        """Mark the row of a runbook, where it is listed."""
        place = self._model.place_of(ident)
        if place >= 0:
            self.rows.setCurrentIndex(self._model.index(place, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and not self.query.is_offering()
        ):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            at = self.rows.currentIndex().row() + step
            if step and 0 <= at < self._model.rowCount():
                self.rows.setCurrentIndex(self._model.index(at, 0))
            return bool(step)
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self.query = CompletingLine(self._offers)
        self.query.setPlaceholderText(_("Find, for example  tag:storage disk     Ctrl+F"))
        self.query.setAccessibleName(_("Find or filter runbooks"))
        self._said = label("", "small", "muted", wrap=True)
        self._model = LibraryModel(self._read, self, lambda: self._store.now().date().isoformat())
        self.rows = RowList(_("Runbooks"), RowDelegate(leading=False, margin=16))
        self.rows.setModel(self._model)
        self._none = EmptyState("", "", [button(_("Clear search"), self.query.clear)])
        field = QVBoxLayout()
        field.setContentsMargins(16, 12, 16, 12)
        field.setSpacing(4)
        field.addWidget(self.query)
        field.addWidget(self._said)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(field)
        down.addWidget(self.rows, 1)
        down.addWidget(self._none, 1)
        self._said.hide()
        self._none.hide()

    def _offers(self, text: str) -> list[Offer]:
        return offers(text, FIELDS, partial(names_for, self._store))

    # -- what is shown -----------------------------------------------------------------------------

    def _look(self) -> bool:
        """Show what is asked for; False where that can't be understood: then the rows stay as they were.

        It is not called wrong while there are offers of how it goes on.
        """
        self._soon.stop()
        line = self.query.text().strip()
        try:
            found = self._found(line)
        except UserError as error:
            self._say("" if self.query.is_offering() else str(error), wrong=not self.query.is_offering())
            self._show(self._found(self._asked))
            return False
        self._asked = line
        self._say(_counted(len(found)) if line and found else "")
        self._show(found)
        return True

    def _found(self, line: str) -> list[str]:
        """The first ids of what a line asks for; one more than are shown says that there are others."""
        return ids_of(self._store, line, _FIRST + 1) if line else ids_of(self._store, line)

    def _show(self, found: list[str]) -> None:
        """Show these rows, with the same one current where it is still there."""
        line, current = self._asked, self.rows.current_key()
        more = bool(line) and len(found) > _FIRST
        rest = partial(ids_of, self._store, line) if more else None
        self._model.show_ids(found[:_FIRST] if more else found, rest)
        self.rows.setVisible(bool(found))
        self._none.setVisible(not found)
        if not found:
            self._none.say(_("Nothing matches “{words}”.").format(words=line), _("Try fewer or other words."))
        self.choose(str(current or ""))
        if line and found and not self.rows.currentIndex().isValid():
            self.rows.setCurrentIndex(self._model.index(0, 0))

    def _read(self, idents: Sequence[str]) -> list[Found]:
        places = around(self._store, self._asked, idents, anchors=False)
        return [Found(row, places[row.id]) for row in self._store.runbooks.rows(idents)]

    def _say(self, words: str, *, wrong: bool = False) -> None:
        """Say below the line what can't be understood, or how many there are."""
        self._said.setText(words)
        self._said.setVisible(bool(words))
        set_tone(self._said, "error" if wrong else "muted")
        set_look(self.query, "wrong", "true" if wrong else "")
        self.query.setAccessibleDescription(words)

    # -- opening -----------------------------------------------------------------------------------

    def _open(self, index: Index) -> None:
        ident = index.data(KEY)
        anchor = around(self._store, self._asked, [ident])[ident].anchor
        self.chosen.emit(f"{ident}#{anchor}" if anchor else ident)

    def _open_current(self) -> None:
        self.query.close_offers()
        if not self._look():
            return
        index = self.rows.currentIndex()
        if not index.isValid() and self._model.rowCount():
            index = self._model.index(0, 0)
        if index.isValid():
            self._open(index)


def _counted(count: int) -> str:
    if count > _FIRST:
        return _("More than {count} found").format(count=_FIRST)
    return ngettext("{count} found", "{count} found", count).format(count=count)
