"""What a text will look like, beside it while it is written, and what was found in it below."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from holdfast.domain.diff import DiffLine, diff
from holdfast.runbook.lint import Finding, lint
from holdfast.runbook.render import Rendered
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.diff_view import ENOUGH, DiffView
from holdfast.ui.kit.document_view import DocumentView
from holdfast.ui.kit.page import column
from holdfast.ui.kit.run_reader import Render
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import hairline, label
from holdfast.ui.runbook.findings import Findings
from holdfast.ui.runbook.own_text import Around
from holdfast.words import _

_IDLE = 400
"""Milliseconds without a key after which the text is laid out and looked through."""


@dataclass(frozen=True, slots=True)
class _Seen:
    rendered: Rendered
    found: tuple[Finding, ...]
    changed: tuple[DiffLine, ...]


class WrittenPreview(QWidget):
    """The text laid out, or what changed in it. Both are made aside."""

    shown = Signal()
    """The last text that was told of stands here."""

    def __init__(self, store: Store, render: Render, tasks: Tasks) -> None:
        super().__init__()
        self._store, self._render, self._tasks = store, render, tasks
        self._text, self._before = "", ""
        self._around = Around("", frozenset(), {})
        self._token = CancelToken()
        self._place = 0
        self.view = DocumentView(_("Preview"))
        self.view.setProperty("bare", "true")
        self.view.setMinimumWidth(theme.px(240))
        self.changes = DiffView(_("What changed"))
        self.changes.setPlaceholderText(_("Nothing differs from the recorded text."))
        self.parts = QStackedWidget()
        self.parts.addWidget(self.view)
        self.parts.addWidget(self.changes)
        self._plain = label("", "meta", wrap=True)
        self._plain.setContentsMargins(16, 8, 16, 8)
        self._plain.hide()
        self.findings = Findings()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE)
        self._idle.timeout.connect(self.look_now)
        self.view.filled.connect(self._filled)
        column(self, self._plain, self.parts, hairline(), self.findings, stretch=1)

    def begin(self) -> None:
        """Another runbook is written now: shown from its top."""
        self.view.verticalScrollBar().setValue(0)

    def hold_against(self, before: str, around: Around) -> None:
        """The recorded text is `before`; `around` is what its links may lead to."""
        self._before, self._around = before, around

    def tell(self, text: str) -> None:
        """The text is this now; it is looked at once no key came for a while."""
        self._text = text
        self._idle.start()

    def look_now(self) -> None:
        """Look at it; an answer about an older text is dropped."""
        self._idle.stop()
        self._token.cancel()
        today = self._store.now().date().isoformat()
        work = partial(_seen, self._render, self._text, self._before, self._around, today)
        self._token = self._tasks.run(work, self._show)

    def show_changes(self, *, on: bool) -> None:
        """Show what changed, or the text laid out."""
        self.parts.setCurrentIndex(1 if on else 0)

    def stop(self) -> None:
        """Begin no more work by itself."""
        self._idle.stop()
        self._token.cancel()

    def _show(self, seen: _Seen) -> None:
        self._plain.setText(seen.rendered.fallback)
        self._plain.setVisible(bool(seen.rendered.fallback))
        if self.view.is_filled():
            self._place = self.view.verticalScrollBar().value()
        self.view.show_document(seen.rendered, self._store.blobs.get)
        self.changes.show_lines(seen.changed)
        self.findings.show_findings(seen.found)

    def _filled(self) -> None:
        self.view.verticalScrollBar().setValue(self._place)
        self.shown.emit()


def _seen(render: Render, text: str, before: str, around: Around, today: str) -> _Seen:
    """Everything that takes time for a long text; runs aside."""
    return _Seen(
        render(text, around.images, around.path),
        lint(text, around.path, around.known, today),
        diff(before, text, most=ENOUGH),
    )
