"""Paper: a handover sheet, a log or an update as it would be printed, and the way to a file."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from holdfast.desk.aside import beside, read_aside
from holdfast.desk.export import build_pdf
from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.store.store import Store
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.buttons import button, menu_button, menu_entry, set_words
from holdfast.ui.kit.exporting import Exporter
from holdfast.ui.kit.forms import Field, combo
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.page import Page, PageHeader, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import hairline, label, set_tooltip, take_texts
from holdfast.ui.kit.verb import Verb
from holdfast.ui.report.export_progress import ExportProgress
from holdfast.ui.report.pdf_preview import PdfPreview
from holdfast.ui.report.sources import Source, source
from holdfast.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.report.content import Paper
    from holdfast.report.documents import Document

_PAPERS = [("A4", "A4"), ("Letter", "Letter")]
_USUAL = "shift"
_PACKED = ("zip",)


@dataclass(frozen=True)
class Services:
    """What the page works with."""

    store: Store
    bridge: Bridge
    record: Recording
    notices: Notices
    tasks: Tasks
    asking: Asking


class PaperPage(Page):
    """Shows `handover/INCIDENT`, `handover/INCIDENT/HANDOVER`, `update/INCIDENT`, `record/INCIDENT`,
    `register`, `pack`, `shift`, `person`, `checklist/RUNBOOK`, `checklist/RUNBOOK/VERSION` or `binder`.
    """

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._place = ""
        self._source: Source | None = None
        self._build()
        self._connect()

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        self._open(what or self._place or _USUAL)

    def panes(self) -> list[QWidget]:
        return [self._top, self._preview]

    def first_focus(self) -> QWidget | None:
        return self._source.choices[0] if self._source and self._source.choices else self._paper

    def window_title(self) -> str:
        return self._source.title if self._source else _("Paper")

    def verbs(self) -> list[Verb]:
        """What can be done with what is shown, for the registry of actions."""
        return [
            Verb("paper.export", _("&Export PDF…"), self.export, "Ctrl+Shift+E"),
            self._verb("markdown", _("Export as &Markdown…"), self._packed),
            self._verb("json", _("Export as &JSON…"), self._packed),
            Verb("paper.print", _("Pri&nt preview"), self.show_print, "Ctrl+P"),
            self._verb("csv", _("Export as &CSV…"), self._no_table),
        ]

    def _verb(self, form: str, words: str, reason: "Callable[[], str]") -> Verb:
        return Verb(f"paper.{form}", words, partial(self.export, form), reason=reason)

    def export(self, form: str = "") -> None:
        """Ask where, and write the file, in its first form if none is named."""
        made = self._source
        form = form or (made.forms[0] if made else "")
        if made is None or form not in made.forms:
            return
        try:
            ready = made.ready(self._chosen_paper())
            work = made.work(self._chosen_paper())
        except UserError as error:
            self._show_failed(str(error))
            return
        title = _("Export {document}").format(document=made.title)
        if work is None:
            self._exporter.export(title, made.name(), ready, form)
        else:
            self._exporter.write(title, made.name(), work, form)

    def stop(self) -> None:
        """Stop what is being written, where it can be."""
        self._exporter.stop()

    def _no_table(self) -> str:
        """Why it can't be written as CSV, "" where it can."""
        shown = self._source is not None and "csv" in self._source.forms
        return "" if shown else _("What is shown is no table.")

    def _packed(self) -> str:
        """Why it has no other form, "" where it has."""
        shown = self._source is not None and self._source.forms == _PACKED
        return _("An audit pack is one zip file.") if shown else ""

    def show_print(self) -> None:
        """Put the focus on the pages."""
        self._preview.pages.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        given = self._services
        self._export = button(_("Export PDF"), self.export, primary=True, key="Ctrl+Shift+E")
        self._forms = menu_button(_("Other forms"), self._menu())
        self._head = PageHeader("", buttons=[self._forms, self._export])
        self._paper = combo(_PAPERS)
        self._paper_field = Field(_("P&aper"), self._paper)
        self._line = FlowLayout(gap=16)
        flowing = QWidget()
        flowing.setLayout(self._line)
        self._choices = QWidget()
        column(self._choices, flowing).setContentsMargins(24, 0, 24, 12)
        self._failed = label("", "meta", "error", wrap=True)
        self._failed.setContentsMargins(24, 0, 24, 12)
        self._failed.hide()
        self._top = QWidget()
        self._progress = ExportProgress()
        column(self._top, self._head, self._choices, self._failed, self._progress)
        self._preview = PdfPreview(given.tasks, build_pdf)
        self._exporter = Exporter(given.store, given.record, given.notices, given.tasks, given.asking, self)
        column(self, self._top, hairline(), self._preview, stretch=2)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("Markdown"), partial(self.export, "markdown"))
        menu.addAction(_("JSON"), partial(self.export, "json"))
        self._csv = menu_entry(menu, _("CSV"), partial(self.export, "csv"))
        return menu

    def _connect(self) -> None:
        self._paper.currentIndexChanged.connect(lambda _index: self._changed())
        self._exporter.busy.connect(self._show_busy)
        self._exporter.failed.connect(self._show_failed)
        self._exporter.went_on.connect(self._progress.show_progress)
        self._progress.stopped.connect(self.stop)
        self._services.bridge.changed.connect(self._recorded)

    # -- showing ---------------------------------------------------------------------------------

    def _open(self, place: str) -> None:
        try:
            made = source(self._services.store, place, self._changed)
        except UserError as error:
            self._services.notices.error(error)
            return
        if place != self._place:
            self._preview.clear()
        self._place = place
        self._choose(made)
        self._head.set_title(made.title, made.subtitle)
        self._show_failed("")
        self._preview.show_now(self._document)
        self.title_changed.emit()

    def _choose(self, made: Source) -> None:
        """Put its choices above the pages, in the place of the ones before."""
        while (item := self._line.takeAt(0)) is not None:
            old = item.widget()
            if old is not None and old is not self._paper_field:
                old.hide()
                old.deleteLater()
        self._source = made
        self._csv.setVisible("csv" in made.forms)
        self._forms.setVisible(made.forms != _PACKED)
        set_words(self._export, _("Make pack") if made.forms == _PACKED else _("Export PDF"))
        for each in (*made.choices, self._paper_field):
            self._line.addWidget(each)
            each.show()
        self._line.invalidate()
        take_texts(self)

    def _chosen_paper(self) -> "Paper":
        return cast("Paper", self._paper.currentData())

    def _document(self) -> "Callable[[], Document]":
        """What reads the document as it is chosen now, on another thread."""
        if self._source is None:
            raise UserError(_("Nothing is shown."))
        return partial(read_aside, beside(self._services.store), self._source.shown(self._chosen_paper()))

    def _changed(self) -> None:
        self._show_failed("")
        self._preview.show_soon(self._document)

    def _recorded(self, changes: Changes) -> None:
        made = self._source
        if made is None:
            return
        hit = made.about & changes.subjects if made.about else changes.touches(*made.kinds)
        if hit or changes.touches("store", "station", "operator"):
            self._preview.show_soon(self._document)

    def _show_busy(self, busy: bool) -> None:
        for each in (self._export, self._forms):
            each.setEnabled(not busy)
            set_tooltip(each, _("The export is being written.") if busy else "")
        if not busy:
            self._progress.hide()

    def _show_failed(self, why: str) -> None:
        self._failed.setText(why)
        self._failed.setVisible(bool(why))
