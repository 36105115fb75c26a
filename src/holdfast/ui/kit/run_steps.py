"""The steps of a run under each other: rows for all, a card for the one that is open."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from holdfast.domain.document import Document
from holdfast.ui.kit import theme
from holdfast.ui.kit.run_open import OpenStep
from holdfast.ui.kit.run_row import StepRow
from holdfast.ui.kit.run_values import StepState
from holdfast.ui.kit.text import label

_VERB = 56  # the height of a button with what is around it


class StepsView(QScrollArea):
    """Only the open step is more than one widget. Up and down go from step to step, Enter opens one."""

    chosen = Signal(str)
    """A person opens the step of this id."""

    def __init__(self, make_card: Callable[[StepState], OpenStep], end: QWidget, *, least: int = 160) -> None:
        """`end` stands below the last step for good; `least` is the height that has to be in sight."""
        super().__init__()
        self._least = least
        self._make_card = make_card
        self._rows: dict[str, StepRow] = {}
        self._card: OpenStep | None = None
        self._end = end
        self._content = QWidget()
        self._content.setProperty("scrolled", "true")
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(16, 4, 16, 16)
        self._column.setSpacing(2)
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(0)
        self._reveal.timeout.connect(self._show_open)
        self.setWidget(self._content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def minimumSizeHint(self) -> QSize:
        width = self._content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, theme.px(self._least))

    def show_run(self, document: Document, states: Sequence[StepState], opened: str) -> None:
        """Show the steps of another run, or other steps; `opened` is the id of the open one, "" for none.

        Rows that were there already stay: making hundreds anew takes a second.
        """
        before = self._taken_out()
        headings = {section.key: section.heading for section in document.sections}
        section = ""
        for state in states:
            if state.step.section != section and headings.get(state.step.section):
                head = label(headings[state.step.section], "small_strong", "muted", wrap=True)
                head.setContentsMargins(theme.px(14), 12 if section else 4, 0, 2)
                self._column.addWidget(head)
            section = state.step.section
            self._column.addWidget(self._row(state, before.pop(state.step.id, None)))
        for row in before.values():
            row.hide()
            row.deleteLater()
        self._column.addWidget(self._end)
        self._column.addStretch()
        self.open_step(opened)

    def show_states(self, states: Sequence[StepState], opened: str) -> None:
        """Show what became of the steps of the same run, with the step `opened` as a card."""
        for state in states:
            row = self._rows[state.step.id]
            if row.state() != state:
                row.show_state(state)
        self.open_step(opened)

    def open_step(self, ident: str) -> None:
        """Show the step `ident` as a card, the others as rows; a card that is right already stays."""
        state = self._rows[ident].state() if ident in self._rows else None
        if self._card is not None and state == self._card.state():
            return
        self._close_card()
        if state is not None:
            row = self._rows[ident]
            self._card = self._make_card(state)
            self._card.installEventFilter(self)
            self._card.worked_on.connect(self._reveal.start)
            self._column.insertWidget(self._column.indexOf(row), self._card)
            self._card.show()
            row.hide()
        self._order_tabs(ident)
        self._reveal.start()

    def reopen(self) -> None:
        """Make the card of the open step anew: something around it changed."""
        if self._card is not None:
            ident = self._card.state().step.id
            self._close_card()
            self.open_step(ident)

    def card(self) -> OpenStep | None:
        """The open step."""
        return self._card

    def row(self, ident: str) -> StepRow:
        """The row of a step."""
        return self._rows[ident]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._card is not None and self._card.isAncestorOf(self.window().focusWidget() or self):
            self._reveal.start()  # what is worked on stays in sight

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._card and event.type() == QEvent.Type.Resize:
            self._reveal.start()  # what is asked for opened below its buttons
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, StepRow)
        ):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step:
                self._move(watched, step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                watched.click()
                return True
        return super().eventFilter(watched, event)

    def _row(self, state: StepState, before: StepRow | None) -> StepRow:
        if before is not None:
            self._rows[state.step.id] = before
            if before.state() != state:
                before.show_state(state)
            return before
        row = StepRow(state)
        row.clicked.connect(lambda _checked=False: self.chosen.emit(state.step.id))
        row.installEventFilter(self)
        self._rows[state.step.id] = row
        return row

    def _move(self, row: StepRow, step: int) -> None:
        rows = [each for each in self._rows.values() if each.isVisibleTo(self._content)]
        at = rows.index(row) + step
        if 0 <= at < len(rows):
            rows[at].setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(rows[at], 0, theme.px(24))

    def _order_tabs(self, opened: str) -> None:
        """Of all rows Tab reaches one, the one before the open step (or the last): arrows do the rest."""
        idents = list(self._rows)
        at = idents.index(opened) if opened in self._rows else len(idents)
        reached = idents[at - 1] if at > 0 else (idents[1] if len(idents) > 1 else "")
        for ident, row in self._rows.items():
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if ident == reached else Qt.FocusPolicy.ClickFocus)
        shown = [part for part in (self._rows.get(reached), self._card, self._end) if part is not None]
        for first, second in pairwise(shown):
            QWidget.setTabOrder(first, second)

    def _close_card(self) -> None:
        if self._card is None:
            return
        self._card.flush()
        self._rows[self._card.state().step.id].show()
        self._column.removeWidget(self._card)
        self._card.hide()
        self._card.deleteLater()
        self._card = None

    def _taken_out(self) -> dict[str, StepRow]:
        """Take everything out of the column; gives the rows, which are still there."""
        self._close_card()
        rows, self._rows = self._rows, {}
        kept = {id(self._end), *map(id, rows.values())}
        while (item := self._column.itemAt(0)) is not None:
            widget = item.widget()
            if widget is None:
                self._column.takeAt(0)
                continue
            self._column.removeWidget(widget)  # takeAt leaves it its old item, which remembers old sizes
            if id(widget) not in kept:
                widget.hide()
                widget.deleteLater()
        return rows

    def _show_open(self) -> None:
        """Bring the open step into sight, with the one after it where there is room."""
        self.updateGeometry()  # what is in a scroll area doesn't tell its parents that it needs more room
        part = self._card or self._end
        if part.isVisibleTo(self._content):
            self._column.activate()
            self.ensureWidgetVisible(part, 0, theme.px(48))
            if part.height() > self.viewport().height():
                self.verticalScrollBar().setValue(self._best(part))

    def _best(self, part: QWidget) -> int:
        """Where a part taller than its room begins, or as far down as what is worked on in it needs."""
        top, room, held = part.y() - theme.px(8), self.viewport().height(), self.window().focusWidget()
        if held is None or not part.isAncestorOf(held):
            return top
        end = held.mapTo(self._content, held.rect().bottomLeft()).y()
        if end + theme.px(8) - room <= top:
            return top
        return min(end + theme.px(_VERB), part.geometry().bottom() + theme.px(8)) - room
