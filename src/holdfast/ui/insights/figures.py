"""The table of all figures: each time with its severities and what is not in it, then what is repeated."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem

from holdfast.desk.metrics_read import Read
from holdfast.domain.classification import severity_text
from holdfast.domain.metrics import ANY, Contributed, Figures, Measured, Repeated
from holdfast.domain.metrics_words import (
    factor_formula,
    factor_word,
    formula,
    measure_word,
    reason_word,
    span_or_dash,
)
from holdfast.domain.text import first_upper
from holdfast.ui.kit.table_head import TableHead
from holdfast.words import _

_PLACE = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Cell:
    """Which figure: of a measure `key` in a severity (None: all) or with what is `missing`; or of the
    category of a contributing `factor` (`ANY`: all) or with what is missing; or `shared` by a label or a
    service of this `name`; or `left_out`; or the overdue actions.
    """

    key: str = ""
    severity: int | None = None
    missing: str | None = None
    factor: str | None = None
    shared: str = ""
    name: str = ""
    left_out: str = ""
    overdue: bool = False


class FiguresTable(QTreeWidget):
    """Arrows move and unfold, Enter goes to the rows behind the figure."""

    chosen = Signal(object)
    """The `Cell` whose rows are wanted."""
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Figures"))
        self.setHeader(TableHead(Qt.Orientation.Horizontal, self))
        self.setHeaderLabels([_("What"), _("n"), _("Median"), _("90th percentile")])
        for column in (1, 2, 3):
            self.headerItem().setTextAlignment(column, _RIGHT)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAllColumnsShowFocus(True)
        self.setUniformRowHeights(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionsMovable(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2, 3):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._choose)
        self.itemActivated.connect(lambda _item, _column: self.opened.emit())

    def fill(self, read: Read) -> None:
        """Show these figures; the one that was current stays it, where there is it still."""
        before, unfolded = self.cell(), self._unfolded()
        with QSignalBlocker(self):
            self.clear()
            self.addTopLevelItems(list(_items(read)))
        for item in self._all():
            item.setExpanded(item.text(0) in unfolded)
        items = [*self._all()]
        kept = next((item for item in items if item.data(0, _PLACE) == before), None)
        usual = next((item for item in items if item.data(0, _PLACE) == Cell("contain")), items[0])
        self.setCurrentItem(kept or usual)

    def cell(self) -> Cell | None:
        """The figure that is current."""
        item = self.currentItem()
        return None if item is None else item.data(0, _PLACE)

    def _all(self) -> Iterator[QTreeWidgetItem]:
        for place in range(self.topLevelItemCount()):
            top = self.topLevelItem(place)
            yield from filter(None, (top, *_children(top)))

    def _unfolded(self) -> set[str]:
        return {item.text(0) for item in self._all() if item.isExpanded()}

    def _choose(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(0, _PLACE))


def _children(item: QTreeWidgetItem | None) -> Iterator[QTreeWidgetItem | None]:
    if item is not None:
        yield from (item.child(place) for place in range(item.childCount()))


def _items(read: Read) -> Iterator[QTreeWidgetItem]:
    metrics = read.metrics
    for each in metrics.measured:
        yield _measured(each)
    yield _contributed(metrics.contributed)
    shared = (
        ("label", _("Repeated labels"), metrics.labels),
        ("service", _("Repeated services"), metrics.services),
    )
    for sort, words, repeated in shared:
        if repeated:
            yield _shared(sort, words, repeated)
    yield _item(Cell(overdue=True), _("Overdue preventive actions"), str(len(read.overdue)))
    out = _item(Cell(left_out="-"), _("Left out of all"), str(sum(count for _why, count in metrics.left_out)))
    for why, count in metrics.left_out:
        out.addChild(_item(Cell(left_out=why), first_upper(reason_word(why)), str(count)))
    yield out


def _measured(each: Measured) -> QTreeWidgetItem:
    item = _figures(Cell(each.key), measure_word(each.key), each.whole)
    item.setToolTip(0, f"{measure_word(each.key)}: {formula(each.key)}")
    for severity, its in each.severities:
        words = severity_text(severity) if severity else _("Not assessed")
        item.addChild(_figures(Cell(each.key, severity), words, its))
    for why, count in each.missing:
        words = _("Not in it: {reason}").format(reason=reason_word(why))
        item.addChild(_item(Cell(each.key, missing=why), words, str(count)))
    return item


def _contributed(found: Contributed) -> QTreeWidgetItem:
    item = _item(Cell(factor=ANY), _("Contributing factors"), str(found.n))
    item.setToolTip(0, first_upper(factor_formula()))
    for one in found.categories:
        item.addChild(_item(Cell(factor=one.name), first_upper(factor_word(one.name)), str(one.count)))
    for why, count in found.missing:
        words = _("Not in it: {reason}").format(reason=reason_word(why))
        item.addChild(_item(Cell(factor=ANY, missing=why), words, str(count)))
    return item


def _shared(sort: str, words: str, repeated: Sequence[Repeated]) -> QTreeWidgetItem:
    item = _item(Cell(shared=sort, name=repeated[0].name), words, str(len(repeated)))
    for one in repeated:
        item.addChild(_item(Cell(shared=sort, name=one.name), one.name, str(one.count)))
    return item


def _figures(cell: Cell, words: str, figures: Figures) -> QTreeWidgetItem:
    return _item(cell, words, str(figures.n), span_or_dash(figures.median), span_or_dash(figures.most))


def _item(cell: Cell, *words: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem(list(words))
    item.setData(0, _PLACE, cell)
    for column in (1, 2, 3):
        item.setTextAlignment(column, _RIGHT)
    return item
