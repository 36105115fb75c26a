"""Interview notes: what people told afterwards, for the author, the writers and the named reviewers."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from holdfast.domain.ids import subject
from holdfast.domain.review import Review
from holdfast.domain.review_interviews import Interview
from holdfast.domain.timewords import stamp_text
from holdfast.review.interviews import add_note, drop_note, notes_of, why_not_written
from holdfast.ui.kit.buttons import button, quiet_button
from holdfast.ui.kit.forms import row, scrolled
from holdfast.ui.kit.text import label
from holdfast.ui.review.interview_form import DRAFTS, InterviewForm
from holdfast.ui.review.open_form import enter, put_away, reveal
from holdfast.ui.review.outline import INTERVIEWS
from holdfast.ui.review.section import Section
from holdfast.ui.review.services import Services
from holdfast.words import _, ngettext


class InterviewsSection(Section):
    """A card for each note, a form in the place of the one that is written anew; a sentence for others."""

    export_wanted = Signal()
    """A PDF with the notes."""
    key = INTERVIEWS

    def __init__(self, services: Services, review: Review) -> None:
        super().__init__()
        self._services, self._review = services, review
        self._form: InterviewForm | None = None
        self._shown: object = None
        self._build()
        self.show_review(review)
        if self._may_write() and self._waiting():
            self._open(None)

    # -- what the page asks ----------------------------------------------------------------------

    def show_review(self, review: Review) -> None:
        """Show what whoever is at the keyboard may read; what another one was writing goes out of sight."""
        self._review = review
        notes, by = notes_of(self._services.store, review.id), self._services.store.by
        if self._form is not None and not self._form.is_of(by):
            self._close()
        shown = (notes, by, review.state, self._form)
        if shown == self._shown:
            return
        self._shown = shown
        self._why.setText(_why(notes.count, notes.why))
        self._why.setVisible(bool(notes.why))
        self._about.setVisible(not notes.why)
        self._export.setVisible(bool(notes.shown))
        self._add.setVisible(self._may_write() and self._form is None)
        self._fill(notes.shown)

    def flush(self) -> None:
        if self._form is not None:
            self._form.flush()

    def record(self) -> bool:
        """A note is recorded only when it is asked for by name: half of one is a draft."""
        self.flush()
        return True

    def first_focus(self) -> QWidget:
        if self._form is not None:
            return self._form
        stops = (self._add, self._export)
        return next((each for each in stops if each.isVisibleTo(self)), self._why)

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        words = _(
            "What people told afterwards. Only the author, the writers and the named reviewers of this "
            "review read it; reports withhold it unless somebody chooses to print it."
        )
        self._about = label(words, "body", "muted", wrap=True)
        self._why = label("", "body", wrap=True)
        self._why.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # it is all that stands here for others
        self._add = button(_("Add note"), self.add, icon="add")
        self._export = quiet_button(_("Export PDF with these notes…"), self.export_wanted.emit)
        self._cards = QWidget()
        self._list = QVBoxLayout(self._cards)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(12)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 4, 24, 16)
        column.setSpacing(12)
        for part in (self._about, self._why, self._cards):
            column.addWidget(part)
        column.addLayout(row(self._add, self._export, None))
        column.addStretch(1)
        head = label(_("Interview notes"), "title")
        head.setContentsMargins(24, 0, 24, 0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 16, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(head)
        self._area = scrolled(inner)
        outer.addWidget(self._area, 1)
        self._area.verticalScrollBar().rangeChanged.connect(self._reveal)

    def _fill(self, notes: tuple[Interview, ...]) -> None:
        self._clear()
        form = self._form
        for note in notes:
            mine = form is not None and form.note is not None and form.note.id == note.id
            self._list.addWidget(form if mine and form else self._card(note))
        if form is not None and form.note is None:
            self._list.addWidget(form)
        self.stops_changed.emit()

    def _clear(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._form:
                widget.hide()
                widget.deleteLater()

    def _card(self, note: Interview) -> QFrame:
        card = QFrame()
        card.setProperty("card", "true")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 12, 8)
        column.setSpacing(4)
        column.addWidget(label(note.person, "item_strong", wrap=True))
        column.addWidget(label(self._meta(note), "meta", "muted", wrap=True))
        column.addWidget(label(note.text, "body", wrap=True, select=True))
        if self._may_write():
            change = quiet_button(_("Change"), partial(self.change, note))
            drop = quiet_button(_("Take away"), partial(self._drop, note))
            for each in (change, drop):
                each.setAccessibleName(_("{verb}: {name}").format(verb=each.text(), name=note.person))
            column.addLayout(row(change, drop, None, spacing=4))
        return card

    def _meta(self, note: Interview) -> str:
        store = self._services.store
        talked = (
            _("talked {time}").format(time=stamp_text(note.occurred, store.zone)) if note.occurred else ""
        )
        written = _("written down by {name}, {time}").format(
            name=store.operators.names().get(note.by, note.by[:8]), time=stamp_text(note.recorded, store.zone)
        )
        return "  \N{MIDDLE DOT}  ".join(filter(None, (talked, written)))

    # -- adding, changing, taking away -----------------------------------------------------------

    def add(self) -> None:
        """Open the form for a new note."""
        if self._may_write():
            self._open(None)
            enter(self._area, self._form)

    def change(self, note: Interview) -> None:
        """Open a note in its place."""
        self._open(note)
        enter(self._area, self._form)

    def _open(self, note: Interview | None) -> None:
        self._close()
        form = self._form = InterviewForm(self._services, self._review.id, note)
        form.closed.connect(self._closed)
        form.draft_saved.connect(self.draft_saved)
        self.show_review(self._review)

    def _reveal(self) -> None:
        reveal(self._area, self._form)

    def _close(self) -> None:
        form, self._form = self._form, None
        put_away(form)

    def _closed(self) -> None:
        self._close()
        self.show_review(self._services.store.reviews.get(self._review.id))
        self.first_focus().setFocus()
        self.changed.emit()

    def _drop(self, note: Interview) -> None:
        store, review = self._services.store, self._review.id
        if self._services.record(partial(drop_note, store, review, note.id)) is None:
            return
        again = partial(add_note, store, review, note.person, note.text, note.occurred)
        self._services.notices.say(
            _("The note is taken away."), verb=_("Undo"), act=partial(self._services.record, again)
        )
        self.first_focus().setFocus()

    # -- who may -----------------------------------------------------------------------------------

    def _may_write(self) -> bool:
        store = self._services.store
        return not store.read_only and not why_not_written(self._review, store.by)

    def _waiting(self) -> bool:
        """Whether a new note was half written."""
        store = self._services.store
        drafts = store.drafts.of(subject("review", self._review.id), store.by.operator if store.by else "")
        return any(field.startswith(f"{DRAFTS}new:") for field in drafts)


def _why(count: int, why: str) -> str:
    kept = ngettext("{count} note is kept.", "{count} notes are kept.", count).format(count=count)
    return f"{why} {kept}" if count else f"{why} {_('None is kept yet.')}"
