"""Bugs reach one dialog with a report that can be copied. Everything recorded is safe by then."""

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.text import label
from holdfast.words import _


class Crash(QObject):
    """Takes what nobody caught. The report holds what the program is and where it was."""

    def __init__(
        self,
        about: Callable[[], str],
        tell: Callable[[UserError], None],
        show: Callable[[str], None] | None = None,
    ) -> None:
        """`about` describes the program and machine; `tell` shows a UserError that nobody caught.

        `show` shows a report; by default in a dialog, one at a time.
        """
        super().__init__()
        self._about, self._tell = about, tell
        self._show = show or self._show_dialog
        self._dialog: CrashDialog | None = None

    def install(self) -> None:
        """Be the one that Python tells of exceptions nobody caught, those in slots among them."""
        sys.excepthook = self.uncaught

    def uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None = None
    ) -> None:
        """What `sys.excepthook` calls."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        self.report(error.with_traceback(trace))

    def report(self, error: BaseException) -> None:
        """Show a bug; a UserError is no bug and is only told."""
        if isinstance(error, UserError):
            self._tell(error)
            return
        text = f"{self._about()}\n\n{''.join(traceback.format_exception(error))}"
        sys.stderr.write(text)
        self._show(text)

    def close(self) -> None:
        """Close the dialog, if it is open."""
        if self._dialog is not None:
            self._dialog.reject()

    def _show_dialog(self, report: str) -> None:
        if self._dialog is None:
            self._dialog = CrashDialog()
            self._dialog.finished.connect(self._closed)
        self._dialog.add(report)
        self._dialog.show()

    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = None


class CrashDialog(QDialog):
    """Says what happened, what is safe, and what to do with the report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong in Holdfast"))
        self._report = QPlainTextEdit()
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        self._report.setAccessibleName(_("Report"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(label(_("Something went wrong in Holdfast"), "title"))
        safe = _(
            "What you recorded is safe, and so are your drafts. You can go on; if it happens again, restart."
        )
        layout.addWidget(label(safe, wrap=True))
        asked = _("Copy the report for whoever looks after Holdfast. It may quote your work: read it first.")
        layout.addWidget(label(asked, "body", "muted", wrap=True))
        layout.addWidget(self._report, 1)
        self._copy, self._close = (
            button(_("Copy report"), self.copy),
            button(_("Go on"), self.accept, primary=True),
        )
        self._close.setDefault(True)
        layout.addLayout(row(None, self._copy, self._close))
        self.resize(720, 440)
        self._close.setFocus()

    def add(self, report: str) -> None:
        """Add one more report below the others."""
        self._report.appendPlainText(report)

    def copy(self) -> None:
        """Put the reports on the clipboard."""
        QGuiApplication.clipboard().setText(self._report.toPlainText())
