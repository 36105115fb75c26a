"""Exporting a review from its editor: in which language and on which paper, remembered for the next one."""

from functools import partial
from typing import cast

from PySide6.QtCore import QObject, Signal

from holdfast.desk.export import review_handout
from holdfast.domain.review import Review
from holdfast.report.content import Paper
from holdfast.report.language import LANGUAGES
from holdfast.ui.kit.exporting import Exporter
from holdfast.ui.review.export_choices import PAPERS
from holdfast.ui.review.services import Services
from holdfast.words import _


class EditorExport(QObject):
    """`paper` and `language` hold for the preview, too."""

    chosen = Signal()
    """Another paper, or another language."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = given = services.settings
        kept = given.remembered("review_paper"), given.remembered("review_language")
        self.paper: Paper = cast("Paper", kept[0]) if kept[0] in PAPERS else "A4"
        self.language = kept[1] if kept[1] in LANGUAGES else "en"
        self.exporter = Exporter(
            services.store, services.record, services.notices, services.tasks, services.asking, self
        )

    def choose_paper(self, paper: Paper) -> None:
        """Export on this paper from now on."""
        self.paper = paper
        self._settings.remember(review_paper=paper)
        self.chosen.emit()

    def choose_language(self, language: str) -> None:
        """Let the fixed words of reports speak this language from now on."""
        self.language = language
        self._settings.remember(review_language=language)
        self.chosen.emit()

    def export(
        self,
        review: Review,
        ref: str,
        form: str = "pdf",
        revision: int | None = None,
        *,
        notes: bool = False,
    ) -> None:
        """Ask where, and write the review, or a `revision` of it as it was released; `notes` prints the
        interview notes in it.
        """
        ready = partial(
            review_handout,
            review=review.id,
            revision=revision,
            paper=self.paper,
            language=self.language,
            notes=notes,
        )
        name = _("revision-{number}").format(number=revision or review.revision)
        self.exporter.export(_("Export review"), f"{ref}-{name}", ready, form)
