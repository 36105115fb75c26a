"""Where reviews of other teams come in: choose, see what was read, correct it, import, read the report."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from holdfast.desk.review_import import (
    BroughtFile,
    BroughtReport,
    ReadFile,
    bring_pieces,
    collected,
    planned,
    read_again,
)
from holdfast.domain.errors import UserError
from holdfast.runbook.found import Refused
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import EmptyState, row
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.page import Page, PageHeader, column
from holdfast.ui.kit.run_stack import PageStack
from holdfast.ui.kit.tasks import CancelToken
from holdfast.ui.kit.text import hairline, label, set_tone
from holdfast.ui.review.bringing_preview import BringingPreview
from holdfast.ui.review.bringing_report import BringingReport
from holdfast.ui.review.services import Services
from holdfast.words import _

_TOGETHER = 2
"""Files recorded at a stretch, while the window waits."""
_Found = tuple[list[ReadFile], tuple[Refused, ...]]


class BringingPage(Page):
    """Nothing is recorded before somebody has seen what was read."""

    incident_wanted = Signal(str)
    """The id of an incident."""
    reviews_wanted = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._zone: tzinfo = services.store.zone
        self._files: list[BroughtFile] = []
        self._chosen: dict[str, dict[int, str]] = {}
        self._token: CancelToken | None = None
        self._pieces: Iterator[tuple[int, int, BroughtReport]] = iter(())
        self._report: BroughtReport | None = None
        self._build()
        self._connect()

    def panes(self) -> list[QWidget]:
        return self.preview.panes() if self._stack.page() is self.preview else [self._stack.page()]

    def first_focus(self) -> QWidget | None:
        shown = self._stack.page()
        return {self.preview: self.preview.list, self.report: self.report.list}.get(shown, self._start)

    def window_title(self) -> str:
        return _("Import reviews")

    def import_from(self, path: Path) -> None:
        """Read a folder, a zip or a file aside, then show what was read."""
        if self._token is not None:
            return
        self._zone, self._chosen, self._report = self._services.store.zone, {}, None
        self._say(_("Reading {place}…").format(place=path.name or str(path)), busy=True)
        self._token = token = CancelToken()
        done = partial(self._read, path.name or str(path))
        self._services.tasks.run(partial(collected, path, self._zone), done, self._failed, token=token)

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self._words = label("", "strong", wrap=True)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(_("Progress of the import"))
        self._bar.setTextVisible(False)
        self._stop_button = button(_("Stop"), self._stop)
        self._strip, inner = QWidget(), QWidget()
        line = row(self._words, self._stop_button)
        line.setStretch(0, 1)
        inner.setLayout(line)
        column(self._strip, inner, self._bar).setContentsMargins(24, 12, 24, 12)
        self._strip.hide()
        self._start = EmptyState(
            _("Reviews that your team wrote elsewhere"),
            _(
                "Choose Markdown, or drop it here. Each file becomes a review with its incident."
                " You see what was read before anything is recorded."
            ),
            [
                button(_("Choose folder…"), self._choose_folder, primary=True),
                button(_("Choose file or zip…"), self._choose_file),
            ],
        )
        self.preview = BringingPreview(self._services.store.zone)
        self.report = BringingReport(
            button(_("Import more…"), self._begin_anew), button(_("Go to reviews"), self.reviews_wanted.emit)
        )
        self._stack = PageStack(self._start, self.preview, self.report)
        self._head = PageHeader(_("Import reviews"))
        column(self, self._head, hairline(), self._strip, self._stack, stretch=3)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)

    def _connect(self) -> None:
        self._soon.timeout.connect(self._next)
        self.preview.accepted.connect(self._accept)
        self.preview.left.connect(self._begin_anew)
        self.preview.zone_chosen.connect(self._read_in)
        self.preview.section_chosen.connect(self._correct)
        self.report.opened.connect(self._open)

    # -- what happens ----------------------------------------------------------------------------

    def _choose_folder(self) -> None:
        folder = self._services.asking.folder(_("Import reviews from a folder"))
        if folder is not None:
            self.import_from(folder)

    def _choose_file(self) -> None:
        file = self._services.asking.file(_("Import reviews"), _("Reviews (*.zip *.md *.markdown)"))
        if file is not None:
            self.import_from(file)

    def _read(self, place: str, found: _Found) -> None:
        self._token = None
        self._strip.hide()
        self._files = planned(self._services.store, *found)
        self._stack.show_page(self.preview)
        self.preview.show_files(self._files)
        self._head.set_title(_("Import reviews from {place}?").format(place=place), self.preview.about())

    def _read_in(self, zone: tzinfo) -> None:
        if zone != self._zone:
            self._zone = zone
            self._again({file.path for file in self._files})

    def _correct(self, path: str, line: int, section: str) -> None:
        self._chosen.setdefault(path, {})[line] = section
        self._again({path})

    def _again(self, paths: set[str]) -> None:
        """Read these files again, aside; what was wished before that is overtaken."""
        if self._token is not None:
            self._token.cancel()
        self._token = token = CancelToken()
        work = partial(_read_again, self._files, paths, self._zone, self._chosen, self._services.store.now())
        self._services.tasks.run(work, self._take, self._failed, token=token)

    def _take(self, files: list[BroughtFile]) -> None:
        self._token = None
        self._files = files
        self.preview.take_files(files)

    def _accept(self, wanted: Sequence[BroughtFile]) -> None:
        if self._token is not None:  # a correction is being read
            return
        self._token = CancelToken()
        self._pieces = bring_pieces(self._services.store, wanted, _TOGETHER)
        self.preview.setEnabled(False)
        self._next()

    def _next(self) -> None:
        """Record one more piece, then let the window breathe."""
        if self._token is None:
            return
        piece = self._services.record(lambda: next(self._pieces), self._failed)
        if piece is None:
            self._end()
            return
        done, total, self._report = piece
        if done == total:
            self._show_report(stopped=False)
            return
        self._say(_("Importing: {done} of {all}").format(done=done, all=total), busy=True)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._soon.start()

    def _show_report(self, *, stopped: bool) -> None:
        self._end()
        self._strip.hide()
        assert self._report is not None
        self._head.set_title(_("Imported reviews"))
        titles = {file.path: file.foreign.title for file in self._files if file.foreign}
        self.report.show_report(self._report, titles, stopped=stopped)
        self._stack.show_page(self.report)
        self.report.list.setFocus()

    def _stop(self) -> None:
        recording = self._report is not None and self._token is not None
        if self._token is not None:
            self._token.cancel()
        self._token = None
        if recording:
            self._show_report(stopped=True)
        else:
            self._begin_anew()

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, UserError):
            raise problem
        self._end()
        self._say(str(problem), busy=False)

    def _end(self) -> None:
        self._token = None
        self.preview.setEnabled(True)

    def _begin_anew(self) -> None:
        self._end()
        self._head.set_title(_("Import reviews"))
        self._report = None
        self._strip.hide()
        self._stack.show_page(self._start)
        self._start.setFocus()

    def _open(self, ref: str) -> None:
        self.incident_wanted.emit(self._services.store.incidents.find(ref).id)

    def _say(self, words: str, *, busy: bool) -> None:
        self._words.setText(words)
        set_tone(self._words, "" if busy else "error")
        self._bar.setRange(0, 0)
        self._bar.setVisible(busy)
        self._stop_button.setVisible(busy)
        self._strip.show()
        if not busy:
            announce(self, words, urgent=True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.import_from(paths[0])
        event.acceptProposedAction()


def _read_again(
    files: Sequence[BroughtFile],
    paths: set[str],
    zone: tzinfo,
    chosen: Mapping[str, Mapping[int, str]],
    now: datetime,
) -> list[BroughtFile]:
    return [
        read_again(file, zone, chosen.get(file.path, {}), now)
        if file.path in paths and file.foreign
        else file
        for file in files
    ]
