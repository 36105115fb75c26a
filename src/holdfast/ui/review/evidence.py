"""The incident's timeline beside the text, to quote from: Enter, a double click or a drag."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.review import Review
from holdfast.review.writing import offered_rows
from holdfast.ui.kit.rows import KEY, Index
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.text import label
from holdfast.ui.kit.timeline_rows import TimelineList
from holdfast.ui.review.entries import incident_entries, line_of
from holdfast.ui.review.services import Services
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.domain.timeline import TimelineRow


class _Entries(RowsModel):
    """Rows that can be dragged as lines of text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: dict[str, str] = {}

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return ["text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setText("\n".join(self.lines[str(index.data(KEY))] for index in indexes))
        return data


class EvidencePane(QWidget):
    """Everything on the incident's timeline, the latest below."""

    chosen = Signal(str, object)
    """An entry as a line of Markdown, and as the timeline's row."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._review: Review | None = None
        self._told: dict[str, TimelineRow] = {}
        self._build()

    def show_review(self, review: Review) -> None:
        """Show the timeline of the review's incident; it is read when it is looked at."""
        self._review = review
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        if self._review is None:
            return
        zone = self._services.store.zone
        rows = [told for told, _there in offered_rows(self._services.store, self._review.id)]
        self._told = {told.entry: told for told in rows}
        self.rows.lines = {told.entry: line_of(told, zone) for told in rows}
        self.rows.set_rows(list(incident_entries(rows, zone)))

    def _build(self) -> None:
        self.list = TimelineList(_("Incident timeline"))
        self.rows = _Entries(self.list)
        self.list.setModel(self.rows)
        self.list.setDragEnabled(True)
        self.list.opened.connect(self._choose)
        keys = label(_("Enter puts an entry at the cursor; or drag it there."), "small", "muted", wrap=True)
        keys.setContentsMargins(20, 0, 16, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addWidget(keys)
        column.addWidget(self.list, 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: Tab would stop at this part as well, and be led back into it for ever.
        self.list.setFocus(event.reason())

    def _choose(self, index: QModelIndex) -> None:
        key = str(index.data(KEY))
        self.chosen.emit(self.rows.lines[key], self._told[key])
