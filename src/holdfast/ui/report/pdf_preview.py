"""The real PDF beside what is being written, built anew a moment after the last change."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.report.documents import Document
from holdfast.report.preview import pages
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import label
from holdfast.ui.report.pages_view import PagesView
from holdfast.words import _

_AFTER = 800
"""Milliseconds after the last change."""

Gather = Callable[[], Document | Callable[[], Document]]
"""Gives the document, or what gives it and may be called on another thread."""
Build = Callable[[Document], bytes]


@dataclass(frozen=True)
class _Built:
    report: Document
    pdf: bytes
    count: int


class PdfPreview(QWidget):
    """Shows what an export would hold now. While it is hidden nothing is built."""

    built = Signal()
    """A new edition is shown."""

    def __init__(self, tasks: Tasks, build: Build) -> None:
        """`build` makes the PDF of a report; it runs on another thread."""
        super().__init__()
        self._tasks, self._build = tasks, build
        self._gather: Gather | None = None
        self._token = CancelToken()
        self._stale = False
        self._shown: Document | None = None
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER)
        self._timer.timeout.connect(self._make)

    def pane(self) -> QWidget:
        """The widget to lay out."""
        return self

    def show_soon(self, gather: Gather) -> None:
        """Something changed: build what `gather` gives in 800 ms, unless something changes again."""
        self._gather = gather
        self._stale = True
        if self.isVisible():
            self._timer.start()

    def show_now(self, gather: Gather) -> None:
        """Build at once: something else is to be shown."""
        self._gather = gather
        self._stale = True
        if self.isVisible():
            self._make()

    def clear(self) -> None:
        """Show nothing: what comes is another document."""
        self._token.cancel()
        self._shown = None
        self._wrong.hide()
        self.pages.show_pdf(b"", 0)
        self._tell_page()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._make()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _lay_out(self) -> None:
        self.pages = PagesView(self._tasks)
        self.pages.page_changed.connect(self._tell_page)
        self._foot = label("", "small", "muted")
        self._foot.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._wrong = label("", "meta", "error", wrap=True)
        self._wrong.setContentsMargins(24, 8, 24, 8)
        self._wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addWidget(self._wrong)
        column.addWidget(self.pages, 1)
        column.addWidget(self._foot)
        self._tell_page()

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: Tab would stop at this part as well, and be led back into it for ever.
        self.pages.setFocus(event.reason())

    def _make(self) -> None:
        self._timer.stop()
        self._stale = False
        self._token.cancel()
        try:
            found = self._gather() if self._gather else None
        except UserError as error:
            self._failed(error)
            return
        if found is not None and found != self._shown:
            work = partial(_built, self._build, found, self._shown)
            self._token = self._tasks.run(work, self._show, self._failed)

    def _show(self, built: _Built | None) -> None:
        self._wrong.hide()
        if built is None:  # nothing new
            return
        self._shown = built.report
        self.pages.show_pdf(built.pdf, built.count)
        self.built.emit()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._wrong.setText(str(error))
        self._wrong.show()

    def _tell_page(self) -> None:
        page, count = self.pages.page(), self.pages.count()
        self._foot.setText(_("Page {page} of {count}").format(page=page, count=count) if count else "")


def _built(build: Build, found: Document | Callable[[], Document], shown: Document | None) -> _Built | None:
    report = found() if callable(found) else found
    if report == shown:
        return None
    pdf = build(report)
    return _Built(report, pdf, pages(pdf))
