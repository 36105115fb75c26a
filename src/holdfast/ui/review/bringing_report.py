"""What an import of reviews brought: a sentence, then each file with its incident, or why it was left out."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from holdfast.desk.review_import import BroughtReport
from holdfast.ui.kit.buttons import button, quiet_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.page import column
from holdfast.ui.kit.rows import Row, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.text import hairline, label
from holdfast.words import _, ngettext


class BringingReport(QWidget):
    """Enter on a file opens its incident."""

    opened = Signal(str)
    """The reference of an incident."""

    def __init__(self, more: QWidget, leave: QWidget) -> None:
        super().__init__()
        self._words = label("", "strong", wrap=True)
        self.list = RowList(_("What was imported"), RowDelegate(leading=False, margin=24))
        self._rows = RowsModel(self)
        self.list.setModel(self._rows)
        self._refs: dict[str, str] = {}
        self._lines: list[str] = []
        self._copy = quiet_button(_("Copy report"), self._copy_report)
        self._open = button(_("Open incident"), self._open_current, primary=True)
        head, foot = QWidget(), QWidget()
        column(head, self._words).setContentsMargins(24, 12, 24, 12)
        line = row(self._copy, None, more, leave, self._open, spacing=12)
        line.setContentsMargins(24, 12, 24, 12)
        foot.setLayout(line)
        column(self, head, hairline(), self.list, hairline(), foot, stretch=2)
        self.list.opened.connect(lambda _index: self._open_current())
        self.list.selectionModel().currentChanged.connect(lambda *_where: self._name_action())

    def show_report(self, report: BroughtReport, titles: dict[str, str], *, stopped: bool) -> None:
        """Show this report; `titles` are those of files by their paths."""
        self._words.setText(report_words(report, stopped=stopped))
        self._refs = dict(zip(report.paths, report.incidents, strict=True))
        rows = [
            (path, Row(titles.get(path, path), f"{ref}  \N{MIDDLE DOT}  {path}"))
            for path, ref in self._refs.items()
        ]
        rows += [(left.file, Row(left.file, left.why, icon="warning")) for left in report.refused]
        self._lines = [f"{path}: {ref}" for path, ref in self._refs.items()]
        self._lines += [f"{left.file}: {left.why}" for left in report.refused]
        self._rows.set_rows(rows)
        self._copy.setText(_("Copy report"))
        if rows:
            self.list.setCurrentIndex(self._rows.index(0, 0))
        self._name_action()

    def _name_action(self) -> None:
        self._open.setEnabled(self.list.current_key() in self._refs)

    def _open_current(self) -> None:
        ref = self._refs.get(str(self.list.current_key() or ""))
        if ref:
            self.opened.emit(ref)

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText("\n".join([self._words.text(), *self._lines]))
        self._copy.setText(_("Copied"))


def report_words(report: BroughtReport, *, stopped: bool) -> str:
    """What an import brought, in a sentence or two."""
    said = _("{new} new, {changed} beside another text of that name, {unchanged} unchanged, {left} left out.")
    rows = (
        ngettext("{count} row with a time", "{count} rows with a time", report.rows).format(
            count=report.rows
        ),
        ngettext(
            "{count} without, which stays in the appendix",
            "{count} without, which stay in the appendix",
            report.unread,
        ).format(count=report.unread),
    )
    parts = [
        _("Stopped; what was imported by then stays.") if stopped else "",
        said.format(
            new=report.new, changed=report.changed, unchanged=report.unchanged, left=len(report.refused)
        ),
        f"{', '.join(rows)}." if report.incidents else "",
    ]
    return " ".join(filter(None, parts))
