"""The review on paper: what the preview shows, and what is exported; drafts stand in the first alone."""

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import QObject

from holdfast.desk.export import review_handout
from holdfast.desk.steps_left import steps_left
from holdfast.domain.errors import UserError
from holdfast.domain.review import Review
from holdfast.report.content import Paper, ReviewReport
from holdfast.report.gather import gather_review
from holdfast.report.language import LANGUAGES
from holdfast.ui.kit.exporting import Exporter
from holdfast.ui.review.editor_frame import EditorFrame
from holdfast.ui.review.export_choices import PAPERS
from holdfast.ui.review.services import Services
from holdfast.ui.review.side import Preview
from holdfast.ui.review.unrecorded import unrecorded_texts
from holdfast.words import _


class EditorPaper(QObject):
    """Its size and its language are remembered for the next review."""

    def __init__(
        self, services: Services, frame: EditorFrame, preview: Preview, record: Callable[[], bool]
    ) -> None:
        """`record` records all that is written; False where it could not."""
        super().__init__(frame)
        self._store, self._settings = services.store, services.settings
        self._frame, self._preview, self._record = frame, preview, record
        self._review: Review | None = None
        paper, language = map(self._settings.remembered, ("review_paper", "review_language"))
        self.size: Paper = cast("Paper", paper) if paper in PAPERS else "A4"
        self.language = language if language in LANGUAGES else "en"
        self.exporter = Exporter(
            services.store, services.record, services.notices, services.tasks, services.asking, self
        )
        self._connect()

    def show_review(self, review: Review) -> None:
        """Take the review as it is recorded now."""
        self._review = review

    def show_now(self) -> None:
        """Show its pages."""
        self._preview.show_now(self.gathered)

    def show_soon(self) -> None:
        """Show its pages, once the person stops typing."""
        self._preview.show_soon(self.gathered)

    def gathered(self) -> ReviewReport:
        """What the preview shows: the record, and drafts where there are some."""
        review = self._review
        if review is None:
            raise UserError(_("No review is open."))
        texts = unrecorded_texts(self._store, review, self._frame.middle)
        return gather_review(
            self._store, review.id, texts, paper=self.size, language=self.language, left=steps_left
        )

    def read_revision(self, revision: int) -> None:
        """Show an earlier revision as it was released, until something else is to be shown."""
        if self._review is not None:
            self._frame.show_print()
            self._frame.side.say_revision(revision)
            store, ident, paper, language = self._store, self._review.id, self.size, self.language
            self._preview.show_now(
                lambda: gather_review(store, ident, revision=revision, paper=paper, language=language)
            )

    def export(self, form: str = "pdf", *, notes: bool = False) -> None:
        """Record, ask where, and write the file; `notes` prints the interview notes in it."""
        if self._review is not None and self._record():
            self._export(self._review, form, notes=notes)

    def export_revision(self, revision: int) -> None:
        """Ask where, and write an earlier revision as it was released."""
        if self._review is not None:
            self._export(self._review, revision=revision)

    def _connect(self) -> None:
        head = self._frame.head
        head.paper.show_choice(self.size)
        head.language.show_choice(self.language)
        head.paper.chosen.connect(self._choose_paper)
        head.language.chosen.connect(self._choose_language)
        head.export_wanted.connect(self.export)
        self._frame.middle.notes_wanted.connect(partial(self.export, notes=True))
        self.exporter.busy.connect(lambda busy: head.show_busy(busy=busy))
        self.exporter.failed.connect(head.show_failed)

    def _choose_paper(self, paper: Paper) -> None:
        self.size = paper
        self._settings.remember(review_paper=paper)
        self.show_now()

    def _choose_language(self, language: str) -> None:
        self.language = language
        self._settings.remember(review_language=language)
        self.show_now()

    def _export(
        self, review: Review, form: str = "pdf", revision: int | None = None, *, notes: bool = False
    ) -> None:
        ref = self._store.incidents.get(review.incident).ref
        ready = partial(
            review_handout,
            review=review.id,
            revision=revision,
            paper=self.size,
            language=self.language,
            notes=notes,
        )
        name = _("revision-{number}").format(number=revision or review.revision)
        self.exporter.export(_("Export review"), f"{ref}-{name}", ready, form)
