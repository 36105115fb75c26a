"""What is to be said of a text while it is written, each with its line."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from holdfast.runbook.lint import Finding
from holdfast.ui.kit import theme
from holdfast.ui.kit.page import column
from holdfast.ui.kit.rows import Row, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.text import label
from holdfast.words import _, ngettext

_ORDER: Final = ("error", "warning", "hint")


class Findings(QWidget):
    """A short list, one line each, what will not work first. Enter or a click goes to the line."""

    line_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[Finding, ...] = ()
        self.count = label(_("Nothing to mend."), "meta")
        self.count.setContentsMargins(16, 10, 16, 6)
        self.list = RowList(_("What was found in the text"))
        self.list.setItemDelegate(RowDelegate(self.list, leading=False, compact=True))
        self.list.setMinimumHeight(theme.px(80))
        self.list.setMaximumHeight(theme.px(150))
        self.told = label("", "small", "muted", wrap=True)
        self.told.setContentsMargins(16, 6, 16, 10)
        self._model = RowsModel(self)
        self.list.setModel(self._model)
        self.list.opened.connect(lambda _index: self._go())
        self.list.clicked.connect(lambda _index: self._go())
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._tell())
        column(self, self.count, self.list, self.told)
        self.show_findings(())

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Show these."""
        self._found = tuple(sorted(found, key=lambda each: (_ORDER.index(each.severity), each.line)))
        self._model.set_rows([(str(place), _row(each)) for place, each in enumerate(self._found)])
        some = ngettext("{count} thing to look at", "{count} things to look at", len(found))
        self.count.setText(some.format(count=len(found)) if found else _("Nothing to mend."))
        self.list.setVisible(bool(found))
        self._tell()

    def _tell(self) -> None:
        """The whole of the one that one stands at, which may be longer than its row."""
        at = self.list.currentIndex().row()
        self.told.setText(self._found[at].words if 0 <= at < len(self._found) else "")
        self.told.setVisible(bool(self.told.text()))

    def _go(self) -> None:
        at = self.list.currentIndex().row()
        if 0 <= at < len(self._found):
            self.line_wanted.emit(self._found[at].line)


def _row(found: Finding) -> Row:
    kind = {"error": _("error"), "warning": _("warning"), "hint": _("hint")}[found.severity]
    where = _("line {line}").format(line=found.line)
    return Row(title=found.words, due=f"{kind}, {where}", overdue=found.severity == "error")
