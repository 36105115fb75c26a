"""Giving the present filter a name, and the filters that have one: show, rename, remove, all by keyboard."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QWidget

from holdfast.domain.errors import UserError
from holdfast.ui.incidents.saved import LONGEST_NAME, Saved, clean_name, named
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import Field, row
from holdfast.ui.kit.panel import Panel
from holdfast.words import _

_SHOWN = 5


class SavePanel(Panel):
    """Asks for the name."""

    saved = Signal(object)
    """All filters as they are then."""

    def __init__(self, filters: Sequence[Saved], query: str) -> None:
        super().__init__(_("Save the filter {query}").format(query=query[:80]), _("Save filter"))
        self._filters, self._query = filters, query
        edit = QLineEdit(next((one.name for one in filters if one.query == query), ""))
        self.name = Field(_("Name"), edit, hint=_("It stands beside the groups, with a count."))
        edit.textEdited.connect(lambda _text: self.name.clear_error())
        self._body.addWidget(self.name)

    def controls(self) -> list[QWidget]:
        return [self.name.control]

    def submit(self) -> None:
        control = self.name.control
        typed = control.text() if isinstance(control, QLineEdit) else ""
        try:
            filters = named(self._filters, typed, self._query)
        except UserError as error:
            self.name.show_error(error)
            return
        self.saved.emit(filters)
        self.left.emit()


class SavedPanel(Panel):
    """The list of saved filters. Enter shows one, F2 renames it, Delete removes it."""

    saved = Signal(object)
    """All filters as they are then."""
    taken = Signal(str)
    """The line of the filter that is to be shown."""

    def __init__(self, filters: Sequence[Saved]) -> None:
        super().__init__(_("Saved filters"), _("Show filter"))
        self._filters = list(filters)
        self.list = _Names(self._remove)
        self.list.setAccessibleName(_("Saved filters"))
        self.list.itemChanged.connect(self._renamed)
        self.list.itemActivated.connect(lambda _item: self.submit())
        self._body.addWidget(self.list)
        self._rename = button(_("Rename"), self.list.edit_current, key="F2")
        self._drop = button(_("Remove"), self._remove, key=_("Del"))
        self.add_foot(_("A filter is a name for words of the query line; no incident is touched."))
        self._body.addLayout(row(self._rename, self._drop, None))
        self._fill(0)

    def controls(self) -> list[QWidget]:
        return [self.list, self._rename, self._drop]

    def submit(self) -> None:
        place = self.list.currentRow()
        if place >= 0:
            self.taken.emit(self._filters[place].query)
        self.left.emit()

    def _fill(self, place: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for one in self._filters:
            item = QListWidgetItem(one.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setToolTip(one.query)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.name}, {one.query}")
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(place, len(self._filters) - 1))
        high = self.list.sizeHintForRow(0) + 2 * self.list.spacing()
        self.list.setFixedHeight(
            high * min(_SHOWN, max(1, len(self._filters))) + 2 * self.list.frameWidth() + 4
        )

    def _renamed(self, item: QListWidgetItem) -> None:
        place = self.list.row(item)
        one = self._filters[place]
        try:
            name = clean_name(item.text()[: LONGEST_NAME + 1])
        except UserError as error:
            self.add_foot(str(error))
            name = one.name
        if name != one.name and not any(other.name == name for other in self._filters):
            self._filters[place] = Saved(name, one.query)
            self.saved.emit(list(self._filters))
        self._fill(place)

    def _remove(self) -> None:
        place = self.list.currentRow()
        if place < 0:
            return
        del self._filters[place]
        self.saved.emit(list(self._filters))
        if self._filters:
            self._fill(place)
        else:
            self.left.emit()


class _Names(QListWidget):
    """Names that are renamed in place."""

    def __init__(self, remove: Callable[[], object]) -> None:
        super().__init__()
        self._remove = remove
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setTabKeyNavigation(False)
        self.setProperty("card", "true")
        self.setSpacing(2)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.fontMetrics().height())

    def edit_current(self) -> None:
        """Let the name of the current one be typed over."""
        if self.currentItem() is not None:
            self.editItem(self.currentItem())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._remove()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # the panel's
        else:
            super().keyPressEvent(event)
