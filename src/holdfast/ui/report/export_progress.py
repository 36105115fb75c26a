"""How far a long export is, with *Stop*."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.page import column
from holdfast.ui.kit.text import label
from holdfast.words import _


class ExportProgress(QWidget):
    """Hidden until it is told how far something is."""

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "meta")
        self._bar = QProgressBar()
        self._bar.setAccessibleName(_("Progress of the export"))
        self._bar.setTextVisible(False)
        self._stop = button(_("Stop"), self._stop_now)
        inner = QWidget()
        across = row(self._words, self._bar, self._stop)
        across.setStretch(1, 1)
        inner.setLayout(across)
        column(self, inner).setContentsMargins(24, 0, 24, 12)
        self.hide()

    def show_progress(self, done: int, of: int) -> None:
        """Say that so many rows of so many are there."""
        self._bar.setRange(0, max(of, 1))
        self._bar.setValue(done)
        self._words.setText(_("{done} of {all}").format(done=f"{done:,}", all=f"{of:,}"))
        self._stop.setEnabled(True)
        self.show()

    def _stop_now(self) -> None:
        self._stop.setEnabled(False)
        self.stopped.emit()
