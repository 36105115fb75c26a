"""A strip over the library while something goes in or out, and its report afterwards."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from holdfast.runbook.found import Refused
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, quiet_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.rows import Row, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.text import hairline, label, set_tone
from holdfast.words import _

_SHOWN = 4  # files in sight at once


class ReportStrip(QWidget):
    """A sentence, a bar with *Stop* while it goes on, then the files that were left out, and why."""

    def __init__(self, progress: str, left: str) -> None:
        """`progress` and `left` are what a screen reader calls the bar and the list of files."""
        super().__init__()
        self._words = label("", "strong", wrap=True)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(progress)
        self._bar.setTextVisible(False)
        self._refused = _Refused(left)
        self._stop_button = button(_("Stop"), self._stop)
        self._copy = quiet_button(_("Copy report"), self._copy_report)
        self._close = button(_("Close report"), self.hide)
        inner = QVBoxLayout()
        inner.setContentsMargins(24, 12, 24, 12)
        inner.setSpacing(8)
        head = row(self._words, self._copy, self._stop_button, self._close)
        head.setStretch(0, 1)
        inner.addLayout(head)
        inner.addWidget(self._bar)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(inner)
        down.addWidget(self._refused)
        down.addWidget(hairline())
        self.hide()

    def _stop(self) -> None:
        """What *Stop* does."""
        raise NotImplementedError

    def _show_progress(self, words: str, done: int, total: int) -> None:
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        self._words.setText(words)

    def _say(
        self, words: str, *, busy: bool, left: Sequence[Refused] | None = None, wrong: bool = False
    ) -> None:
        """Say this; `left` where it is a report."""
        self._words.setText(words)
        set_tone(self._words, "error" if wrong else "")
        self._bar.setVisible(busy)
        self._stop_button.setVisible(busy)
        self._close.setVisible(not busy)
        self._copy.setVisible(left is not None)
        self._copy.setText(_("Copy report"))
        self._refused.show_files(left or ())
        self.show()
        if not busy:
            announce(self, words, urgent=wrong)

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText("\n".join([self._words.text(), *self._refused.lines()]))
        self._copy.setText(_("Copied"))


class _Refused(RowList):
    """Files, each with its reason; as high as a few of them."""

    def __init__(self, name: str) -> None:
        super().__init__(name, RowDelegate(leading=False, margin=24))
        self._rows = RowsModel(self)
        self._files: Sequence[Refused] = ()
        self.setModel(self._rows)

    def show_files(self, files: Sequence[Refused]) -> None:
        """Show these; none hides the list."""
        self._files = files
        rows = [(str(n), Row(left.file, left.why, icon="warning")) for n, left in enumerate(files)]
        self._rows.set_rows(rows)
        self.setVisible(bool(rows))
        self.updateGeometry()

    def lines(self) -> list[str]:
        """Each file with its reason."""
        return [f"{left.file}: {left.why}" for left in self._files]

    def sizeHint(self) -> QSize:
        count = max(1, min(_SHOWN, self._rows.rowCount()))
        return QSize(theme.px(400), count * max(self.sizeHintForRow(0), theme.px(48)) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())
