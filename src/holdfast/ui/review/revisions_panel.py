"""The states in which a review was given to others, what changed since, and reading one as it was."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from holdfast.domain.diff import DiffLine
from holdfast.domain.errors import UserError
from holdfast.domain.review import Review
from holdfast.domain.timewords import stamp_text
from holdfast.review.differences import differences
from holdfast.store.as_it_was import Point, as_it_was, points
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.diff_view import DiffView
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.rows import Row, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.text import label
from holdfast.ui.review.question import Question
from holdfast.ui.review.services import Services
from holdfast.words import _

_LOOKED_AT: Final = 4


class RevisionsPanel(Question):
    """Above the states, the newest first; below what changed from the one chosen until now."""

    read_wanted = Signal(int)
    """A released revision, to be read as it was."""
    export_wanted = Signal(int)
    """The same, to be exported."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._points: dict[str, Point] = {}
        self.list = RowList(_("States of this review"), RowDelegate(leading=False, margin=8))
        self.rows = RowsModel(self.list)
        self.list.setModel(self.rows)
        self.list.setMinimumHeight(theme.px(150))
        self._title = label("", "strong", wrap=True)
        self.diff = DiffView(_("What changed"))
        self.diff.setMinimumHeight(theme.px(180))
        self._read = button(_("Read it as released"), self._emit_read)
        self._export = button(_("Export it"), self._emit_export)
        self.lay_out(
            label(_("Revisions"), "title"),
            self.list,
            row(self._read, self._export, button(_("Back"), self.done.emit), None, spacing=12),
            self._title,
            self.diff,
        )
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show())
        self.list.opened.connect(lambda _index: self._emit_read())

    def ask(self, review: Review) -> None:
        """Show the states of `review`; the newest is chosen."""
        self._review = review
        found = points(self._services.store, review.id)
        self._points = {each.deed.entry: each for each in reversed(found)}
        self.rows.set_rows([(key, self._row(each)) for key, each in self._points.items()])
        self.list.setVisible(bool(found))
        if found:
            self.list.setCurrentIndex(self.rows.index(self._first_other(), 0))
        self._show()

    def _first_other(self) -> int:
        """The newest state from which something changed since, among the few newest."""
        for place, point in enumerate(list(self._points.values())[:_LOOKED_AT]):
            if self._lines(point):
                return place
        return 0

    def first_focus(self) -> QWidget:
        """The states, or what is to be said of there being none."""
        return self.list if self._points else self

    def _row(self, point: Point) -> Row:
        store = self._services.store
        words = (
            _("Revision {number} released") if point.state == "released" else _("Revision {number} submitted")
        )
        name = store.operators.names().get(point.deed.by, point.deed.by[:8])
        meta = "  \N{MIDDLE DOT}  ".join((stamp_text(point.deed.at, store.zone), name))
        return Row(words.format(number=point.revision), meta, quiet=point.state != "released")

    def _current(self) -> Point | None:
        return self._points.get(str(self.list.current_key() or ""))

    def _show(self) -> None:
        point = self._current()
        released = point is not None and point.state == "released"
        self._read.setVisible(released)
        self._export.setVisible(released)
        self.diff.setVisible(point is not None)
        if point is None:
            self._title.setText(_("This review was neither submitted nor released yet."))
            return
        try:
            lines = self._lines(point)
        except UserError as error:
            self._title.setText(str(error))
            self.diff.hide()
            return
        self.diff.setVisible(bool(lines))
        self.diff.show_lines(lines)
        since = _("What changed from then until now") if lines else _("Nothing changed from then until now.")
        self._title.setText(since)

    def _lines(self, point: Point) -> tuple[DiffLine, ...]:
        then = as_it_was(self._services.store, self._review.id, point.deed.entry).review
        return differences(then, self._review)

    def _emit_read(self) -> None:
        point = self._current()
        if point is not None and point.state == "released":
            self.read_wanted.emit(point.revision)

    def _emit_export(self) -> None:
        point = self._current()
        if point is not None and point.state == "released":
            self.export_wanted.emit(point.revision)
