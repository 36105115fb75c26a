"""An editor of a TOML text, judged while it is typed: lines with a problem marked, the problems listed."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from holdfast.domain.toml_check import Problem
from holdfast.ui.kit import theme
from holdfast.ui.kit.lines_edit import LinesEdit
from holdfast.ui.kit.rows import Row, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import label, set_tone
from holdfast.words import _

_IDLE = 250
"""Milliseconds without a key after which the text is judged."""


class JudgedText(QWidget):
    """A text is judged aside, so that even a long one never holds the keys up. Enter in the list goes to
    the line.
    """

    def __init__(
        self, name: str, check: Callable[[str], Sequence[Problem]], tasks: Tasks, fine: str, help_: str = ""
    ) -> None:
        """`fine` is said where nothing is wrong, with `help_` below it."""
        super().__init__()
        self._check, self._tasks, self._fine = check, tasks, fine
        self._judged = ""  # the text that the problems are about
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
        self._idle.timeout.connect(self.judge_aside)
        self._where = label("", "small", "muted")
        self._build()
        self.edit.textChanged.connect(self._idle.start)
        self.edit.moved.connect(self._show_where)
        self.list.opened.connect(lambda _index: self._go_to())
        self.list.clicked.connect(lambda _index: self._go_to())
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._tell())

    def judge_by(self, check: Callable[[str], Sequence[Problem]], fine: str, help_: str) -> None:
        """Hold what stands there to other rules from now on."""
        self._check, self._fine, self._judged = check, fine, ""
        self._help.setText(help_)

    def judge(self) -> tuple[Problem, ...]:
        """What is wrong with what stands there now."""
        text = self.edit.toPlainText()
        if text != self._judged:
            self._show(text, self._check(text))
        return self._problems

    def judge_aside(self) -> None:
        """Judge what stands there; an answer about an older text is dropped."""
        self._idle.stop()
        text = self.edit.toPlainText()
        self._tasks.run(partial(self._check, text), partial(self._show, text))

    def stop(self) -> None:
        """Begin no more judging by itself."""
        self._idle.stop()

    def _show(self, text: str, problems: Sequence[Problem]) -> None:
        if text != self.edit.toPlainText():
            return
        self._judged, self._problems = text, tuple(problems)
        found = self._problems
        self._model.set_rows([(str(place), problem_row(each)) for place, each in enumerate(found)])
        self.count.setText(_count(len(found)) if found else self._fine)
        set_tone(self.count, "error" if found else "success")
        self.list.setVisible(bool(found))
        self._help.setVisible(not found and bool(self._help.text()))
        self.edit.mark(each.line for each in found)
        if found and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0, 0))
        self._tell()

    def put(self, text: str) -> None:
        """Show a text; one step of undo brings back what was there."""
        if text.replace("\r\n", "\n") != self.edit.toPlainText():
            self.edit.put(text)
        self.judge_aside()

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
        for part in (self.count, self.list, self.told, self._where, self._help):
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

    def _show_where(self) -> None:
        line, at = self.edit.place()
        self._where.setText(_("Line {line}, column {column}").format(line=line, column=at))

    def _go_to(self) -> None:
        at = self.list.currentIndex().row()
        if 0 <= at < len(self._problems):
            self.edit.go_to(self._problems[at].line)


def _count(count: int) -> str:
    return _("1 to correct") if count == 1 else _("{count} to correct").format(count=count)


def problem_row(problem: Problem) -> Row:
    """A problem as a row of the list."""
    return Row(
        title=problem_text(problem),
        meta=problem.hint,
        age=_("line {line}").format(line=problem.line),
    )


def problem_text(problem: Problem) -> str:
    """What is wrong, without its place."""
    return f"{problem.key} {problem.what}".strip()
