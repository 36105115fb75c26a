"""One text of a review between the keyboard and the record: its draft, and what others recorded meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from holdfast.domain.clock import from_stored, to_stored
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.review import Review
from holdfast.review.writing import change_row, write
from holdfast.store.store import Store
from holdfast.words import _


@dataclass(frozen=True)
class Spot:
    """Where in a review a text stands: the field of its draft, how it is read, how it is recorded."""

    field: str
    read: Callable[[Review], str]
    put: Callable[[Store, str, str], Review]


def section_spot(key: str) -> Spot:
    """A written section."""
    return Spot(
        key,
        lambda review: review.texts.get(key, ""),
        lambda store, review, text: write(store, review, key, text),
    )


def row_spot(row: str) -> Spot:
    """The text of a row of the timeline."""
    return Spot(
        f"row:{row}",
        lambda review: next((one.text for one in review.rows if one.id == row), ""),
        lambda store, review, text: change_row(store, review, row, text),
    )


class WrittenMeanwhile(UserError):
    """Somebody else recorded this text since it was opened here; both texts are kept."""

    def __init__(self) -> None:
        super().__init__(
            _("This text was recorded by somebody else while you were writing. Both are kept."),
            hint=_("Read theirs, then keep yours or take theirs."),
        )


class WrittenText:
    """Knows the recorded text, the draft, and which entry the draft started from. Nothing of Qt.

    `theirs` is the text that was recorded elsewhere while something unrecorded stands here, else None.
    """

    def __init__(self, store: Store, review: Review, spot: Spot) -> None:
        self._store, self._review, self._spot = store, review.id, spot
        self._subject = subject("review", review.id)
        self.recorded = spot.read(review)
        self._base = self._latest = review.wrote.get(spot.field, "")
        self.theirs: str | None = None
        self._recording = False
        draft = store.drafts.get(self._subject, spot.field, self._operator())
        self.text = self.recorded if draft is None else draft.text
        self._settled = self.recorded
        if draft is not None and draft.base != self._base and draft.text != self.recorded:
            self._base, self.theirs = draft.base, self.recorded

    def draft(self) -> str | None:
        """The draft that waits, None where there is none."""
        found = self._store.drafts.get(self._subject, self._spot.field, self._operator())
        return None if found is None else found.text

    def is_unrecorded(self) -> bool:
        """Whether what stands here is not in the record."""
        return self.text != self._settled and self.text.strip() != self.recorded.strip()

    def keep(self, text: str) -> None:
        """Keep `text` as the draft; no draft is needed for what is recorded. UserError on a full disk."""
        self.text = text
        if self._store.read_only:
            return
        if text and self.is_unrecorded():
            at = to_stored(self._store.clock())
            self._store.drafts.save(
                self._subject, self._spot.field, text, at, operator=self._operator(), base=self._base
            )
        elif self.draft() is not None:
            self._drop()

    def look(self, review: Review) -> bool:
        """Take in what the review says now; True where the text to show became another."""
        return not self._recording and self._look(review)

    def _look(self, review: Review) -> bool:
        latest, text = review.wrote.get(self._spot.field, ""), self._spot.read(review)
        if latest == self._latest:
            return False
        self._latest = latest
        if self.is_unrecorded() and text.strip() != self.text.strip():
            self.theirs = text
            return False
        was, self._base, self.theirs = self.text, latest, None
        self.recorded = self.text = self._settled = text
        return self.text != was

    def keep_mine(self) -> None:
        """Stay with the text here; it will be recorded over theirs, knowingly."""
        if self.theirs is not None:
            self.recorded, self.theirs, self._base = self.theirs, None, self._latest
            self.keep(self.text)

    def take_theirs(self) -> str:
        """Show their text; the draft here is dropped. Gives it."""
        if self.theirs is not None:
            self.recorded = self.text = self._settled = self.theirs
            self.theirs, self._base = None, self._latest
            self._drop()
        return self.text

    def record(self, text: str) -> Review:
        """Record `text` and forget the draft, in one transaction.

        Raises WrittenMeanwhile where another process recorded a text that was not seen here.
        """
        self.keep(text)
        if self.theirs is not None:
            raise WrittenMeanwhile
        self._recording = True  # what the listeners hear of is our own text
        try:
            review, is_newer = self._put(text)
        finally:
            self._recording = False
        if not is_newer:
            self._base = self._latest = review.wrote.get(self._spot.field, "")
            self.recorded, self._settled = self._spot.read(review), text
        return review

    def _put(self, text: str) -> tuple[Review, bool]:
        """The review with the text in it; True where nothing was typed here and there is a newer text."""
        with self._store.command():
            review = self._store.reviews.get(self._review)
            if self._look(review):
                return review, True
            if self.theirs is not None:
                raise WrittenMeanwhile
            review = self._spot.put(self._store, self._review, text)
            self._drop()
            return review, False

    def recorded_by(self) -> tuple[datetime, str] | None:
        """When the recorded text was recorded (UTC), and the name of who did; None where nobody has yet."""
        entry = self._store.journal.at(self._latest) if self._latest else None
        if entry is None:
            return None
        by = entry.header.by
        name = self._store.operators.names().get(by.operator, by.operator[:8]) if by else _("system")
        return from_stored(entry.at), name

    def _drop(self) -> None:
        if not self._store.read_only:
            self._store.drafts.drop(self._subject, self._spot.field, self._operator())

    def _operator(self) -> str:
        return self._store.by.operator if self._store.by else ""
