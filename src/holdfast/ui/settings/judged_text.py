"""An editor of a TOML text, judged while it is typed: lines with a problem marked, the problems listed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from holdfast.domain.toml_check import Problem
from holdfast.ui.kit import theme
from holdfast.ui.kit.rows import RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.text import label, set_tone
from holdfast.ui.settings.scheme_editor import LinesEdit
from holdfast.ui.settings.scheme_words import problem_row, problem_text
from holdfast.words import _

_IDLE = 250
"""Milliseconds without a key after which the text is judged."""


class JudgedText(QWidget):
    """For texts of a few pages, which are judged in a blink. Enter in the list goes to the line."""

    def __init__(self, name: str, check: Callable[[str], Sequence[Problem]], fine: str, help_: str) -> None:
        """`fine` is said where nothing is wrong, with `help_` below it."""
        super().__init__()
        self._check, self._fine = check, fine
        self.edit = LinesEdit(name)
        self.list = RowList(_("What is to be corrected"))
        self.list.setItemDelegate(RowDelegate(self.list, leading=False, margin=8))
        self._model = RowsModel(self)
        self.list.setModel(self._model)
        self.count, self.told = label("", "item_strong", wrap=True), label("", "meta", wrap=True)
        self._help = label(help_, "small", "muted", wrap=True, select=True)
        self._problems: tuple[Problem, ...] = ()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE)
        self._idle.timeout.connect(self.judge)
        self._build()
        self.edit.textChanged.connect(self._idle.start)
        self.list.opened.connect(lambda _index: self._go_to())
        self.list.clicked.connect(lambda _index: self._go_to())
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._tell())

    def judge(self) -> tuple[Problem, ...]:
        """Judge what stands there now."""
        self._idle.stop()
        self._problems = found = tuple(self._check(self.edit.toPlainText()))
        self._model.set_rows([(str(place), problem_row(each)) for place, each in enumerate(found)])
        self.count.setText(_count(len(found)) if found else self._fine)
        set_tone(self.count, "error" if found else "success")
        self.list.setVisible(bool(found))
        self._help.setVisible(not found)
        self.edit.mark(each.line for each in found)
        if found and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0, 0))
        self._tell()
        return found

    def put(self, text: str) -> None:
        """Show a text; one step of undo brings back what was there."""
        if text.replace("\r\n", "\n") != self.edit.toPlainText():
            self.edit.put(text)
        self.judge()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.px(720)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._across.direction() != way:
            self._across.setDirection(way)

    def _build(self) -> None:
        side = QWidget()
        down = QVBoxLayout(side)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        for part in (self.count, self.list, self.told, self._help):
            down.addWidget(part, 1 if part is self.list else 0)
        down.addStretch(0)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(24, 0, 24, 12)
        self._across.setSpacing(16)
        self._across.addWidget(self.edit, 3)
        self._across.addWidget(side, 2)

    def _tell(self) -> None:
        """The whole of the problem one stands at, which may be longer than its row."""
        at = self.list.currentIndex().row()
        there = self._problems[at] if 0 <= at < len(self._problems) else None
        self.told.setText(f"{problem_text(there)}. {there.hint}" if there else "")
        self.told.setVisible(there is not None)

    def _go_to(self) -> None:
        at = self.list.currentIndex().row()
        if 0 <= at < len(self._problems):
            self.edit.go_to(self._problems[at].line)


def _count(count: int) -> str:
    return _("1 to correct") if count == 1 else _("{count} to correct").format(count=count)
