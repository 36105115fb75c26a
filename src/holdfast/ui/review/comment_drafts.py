"""The draft of a comment: its text, and beside it what it is about."""

import json
from typing import Final

from holdfast.domain.clock import to_stored
from holdfast.domain.ids import subject
from holdfast.domain.review import Review
from holdfast.store.store import Store

Spot = tuple[str, str, int]
"""A section ("" for the whole review), the words chosen in it ("" for none), and where they begin."""

_TEXT: Final = "comment"
_PLACE: Final = "comment:place"


class CommentDrafts:
    """Of the review that is shown; it is kept for who is at the keyboard."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.review = Review(id="")

    def text(self) -> str | None:
        """What was typed, None where nothing was."""
        return self._get(_TEXT)

    def place(self) -> Spot | None:
        """What it is about; None for an answer."""
        kept = self._get(_PLACE)
        if not kept or not self._get(_TEXT):
            return None
        section, quote, offset = json.loads(kept)
        return str(section), str(quote), int(offset)

    def keep(self, text: str, place: Spot | None) -> None:
        """Keep what was typed and what it is about; nothing for "". UserError where that fails."""
        if self._store.read_only or not self.review.id:
            return
        self._put(_TEXT, text)
        self._put(_PLACE, json.dumps(place) if text and place is not None else "")

    def _get(self, field: str) -> str | None:
        if not self.review.id:
            return None
        found = self._store.drafts.get(subject("review", self.review.id), field, self._operator())
        return None if found is None else found.text

    def _put(self, field: str, text: str) -> None:
        store, name = self._store, subject("review", self.review.id)
        if text:
            store.drafts.save(name, field, text, to_stored(store.clock()), operator=self._operator(), base="")
        else:
            store.drafts.drop(name, field, self._operator())

    def _operator(self) -> str:
        return self._store.by.operator if self._store.by else ""
