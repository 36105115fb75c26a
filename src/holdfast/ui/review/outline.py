"""The outline: every section of the review, whether it is written, and what it lacks."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from holdfast.domain.review import SECTIONS, Review, section_title
from holdfast.domain.review_layout import Placed, layout
from holdfast.ui.kit import theme
from holdfast.ui.kit.one_line import write
from holdfast.ui.kit.rows import KEY, ROW, Index, Row, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.tokens import Theme
from holdfast.ui.review.prompts import short_title
from holdfast.ui.review.standing import Standing
from holdfast.words import _

_SIDE = 8
_TICK = 14
_MOST = 26
"""Characters of the widest title that the outline makes room for."""
TEMPLATE = "template"
"""The key of the row that leads to the choice of sections."""
INTERVIEWS = "interviews:"
"""The key of the row that leads to the interview notes; no section of a template can have it."""
_DONE, _WANTED = "done", "wanted"


class Outline(RowList):
    """One section is current; Enter goes into it."""

    section_chosen = Signal(str)
    """The section to show, its key."""
    entered = Signal(str)
    """The section to write in."""

    def __init__(self) -> None:
        super().__init__(_("Sections"))
        self._placed: Mapping[str, Placed] = {}
        self._template = ""
        self.setItemDelegate(OutlineDelegate(self))
        self.setUniformItemSizes(False)
        self.setViewportMargins(0, _SIDE, 0, _SIDE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.selectionModel().currentChanged.connect(self._moved)
        self.opened.connect(lambda index: self.entered.emit(str(index.data(KEY))))

    def show_review(self, review: Review) -> None:
        """Take the titles of this review's sections."""
        self._placed = {each.key: each for each in layout(review)}
        self._template = review.parts.title or _("Standard")
        self.updateGeometry()

    def show_standings(self, sections: Sequence[Standing], drafts: Collection[str]) -> None:
        """Show how the sections stand; `drafts` are those with text that is not recorded."""
        self.rows.set_rows(
            [
                (each.key, _row(each, self._placed.get(each.key), is_draft=each.key in drafts))
                for each in sections
            ]
            + [(INTERVIEWS, Row(_("Interview notes"), meta=_draft(is_draft=INTERVIEWS in drafts)))]
            + [(TEMPLATE, Row(_("Template"), meta=self._template))]
        )

    def show_current(self, key: str) -> None:
        """Make a section the current one; says so by `section_chosen` where it was not."""
        place = self.rows.row_of(key)
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place, 0))

    def current(self) -> str:
        """The current section's key."""
        return str(self.current_key() or "")

    def sizeHint(self) -> QSize:
        return QSize(self._widest(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._widest(), theme.px(120))

    def _widest(self) -> int:
        """Room for every title when it is the chosen one; a very long one is cut."""
        metrics = theme.metrics("strong")
        titles = [_short(each.key, each) for each in self._placed.values()] or map(section_title, SECTIONS)
        widest = max(metrics.horizontalAdvance(title) for title in titles)
        return min(widest, metrics.averageCharWidth() * _MOST) + theme.px(32) + 3 * _SIDE

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.section_chosen.emit(str(index.data(KEY)))


def _short(key: str, placed: Placed | None) -> str:
    """The title; a usual one where there is little room."""
    return short_title(key) if placed is None or placed.title == section_title(key) else placed.title


def _draft(*, is_draft: bool) -> str:
    return _("draft, not recorded") if is_draft else ""


def _row(standing: Standing, placed: Placed | None, *, is_draft: bool) -> Row:
    """The row as its delegate reads it: `due` is painted in red, `age` is only spoken."""
    partly = standing.begun and standing.lacks
    state = _("written") if standing.begun else ", ".join(standing.lacks) or _("empty")
    kept = _("from the earlier template") if placed is not None and placed.kept else ""
    return Row(
        _short(standing.key, placed),
        meta=_draft(is_draft=is_draft) or kept,
        icon=_DONE if standing.is_whole else _WANTED if standing.lacks and not standing.begun else "",
        due=", ".join(standing.lacks) if partly else "",
        age="" if partly else state,
    )


class OutlineDelegate(QStyledItemDelegate):
    """Paints a tick, or a ring where something is wished, the title, and below it what is missing."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW)
        second = isinstance(row, Row) and bool(row.due or row.meta)
        high = _high("body") + theme.px(18)
        return QSize(theme.px(160), high + (_high("small") if second else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, look = index.data(ROW), theme.current()
        if not isinstance(row, Row):
            return
        rect = QRectF(option.rect).adjusted(_SIDE, 1, -_SIDE, -1)  # pyright: ignore[reportAttributeAccessIssue]
        state = option.state  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, rect, state, look)
        _paint_sign(painter, rect, row, look)
        _paint_words(painter, rect, row, look, chosen=bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()


def _paint_ground(painter: QPainter, rect: QRectF, state: QStyle.StateFlag, look: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    if state & QStyle.StateFlag.State_Selected:
        painter.setBrush(look.soft)
        painter.drawRoundedRect(rect, 6, 6)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(look.hover)
        painter.drawRoundedRect(rect, 6, 6)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(look.focus, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)


def _paint_sign(painter: QPainter, rect: QRectF, row: Row, look: Theme) -> None:
    middle = QPointF(rect.left() + theme.px(18), rect.top() + theme.px(8) + _high("body") / 2)
    size = theme.px(_TICK)
    if row.icon == _DONE:
        painter.setPen(QPen(look.text, max(1.5, size / 8), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        points = ((-0.34, 0.02), (-0.10, 0.27), (0.36, -0.26))
        painter.drawPolyline([QPointF(middle.x() + x * size, middle.y() + y * size) for x, y in points])
    elif row.icon == _WANTED:
        painter.setPen(QPen(look.quiet_shape, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, theme.px(4), theme.px(4))


def _paint_words(painter: QPainter, rect: QRectF, row: Row, look: Theme, *, chosen: bool) -> None:
    left, top = rect.left() + theme.px(32), rect.top() + theme.px(8)
    style = "strong" if chosen else "body"
    room = int(rect.right() - left - 4)
    line = QRectF(left, top, room, _high("body"))
    write(painter, line, row.title, style, look.accent_text if chosen else look.text)
    below = line.translated(0, _high("body"))
    write(painter, below, row.due or row.meta, "small", look.error if row.due else look.muted)


def _high(style: str) -> int:
    return theme.metrics(style).height()
