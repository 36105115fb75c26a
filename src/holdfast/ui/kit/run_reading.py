"""The whole runbook of a run, or another one that a step points at, with a way back to the steps."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.runbook import Runbook
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.run_links import Link
from holdfast.ui.kit.run_reader import RunbookReader
from holdfast.ui.kit.run_services import RunServices
from holdfast.words import _


class RunReading(QWidget):
    """Reads beside the incident; the run goes on meanwhile."""

    left = Signal()
    said = Signal(str)
    """A sentence for the person."""
    failed = Signal(object)

    def __init__(self, services: RunServices) -> None:
        super().__init__()
        self._store = services.store
        self.reader = RunbookReader(services.store, services.render, services.tasks)
        back = row(quiet_button(_("Back to the steps"), self.left.emit, plain=True), None)
        back.setContentsMargins(8, 0, 16, 4)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(back)
        whole.addWidget(self.reader, 1)
        self.reader.runbook_wanted.connect(self._read_other)
        self.reader.said.connect(self.said)
        self.reader.failed.connect(self.failed)

    def begin(self) -> None:
        """Put the focus into the text."""
        self.reader.view.setFocus()

    def read(self, book: Runbook, version: str = "", anchor: str = "") -> None:
        """Read a runbook, in its newest version unless one is named."""
        self.reader.read(book, version, anchor=anchor)

    def follow(self, link: Link, book: Runbook | None, version: str) -> bool:
        """Follow a link of a step of `book`: an address is copied, a file of the library is read.

        False where there is nothing to read; it was said why.
        """
        if link.address:
            QGuiApplication.clipboard().setText(link.address)
            self.said.emit(_("Copied {address}").format(address=link.address))
            return False
        if book is not None and link.path == book.path:
            self.read(book, version, link.anchor)
            return True
        other = self._store.runbooks.at(book.source, link.path) if book is not None else None
        if other is None:
            self.said.emit(_("{path} is not in the library.").format(path=link.path))
            return False
        self.read(other, anchor=link.anchor)
        return True

    def _read_other(self, ident: str, anchor: str) -> None:
        self.reader.read(self._store.runbooks.get(ident), anchor=anchor)
