"""What every section of the editor answers to."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from holdfast.domain.review import Review
from holdfast.domain.review_flow import FROZEN
from holdfast.ui.review.acts import is_reading
from holdfast.ui.review.services import Services


def is_fixed(services: Services, review: Review) -> bool:
    """Whether nothing can be written here now.

    It is approved or released, its store can only be read, or a reviewer reads it.
    """
    store = services.store
    return review.state in FROZEN or store.read_only or is_reading(store, review)


class Section(QWidget):
    """The middle of the editor while one section is current."""

    changed = Signal()
    """What stands here is not what stood here before: the outline and the preview want to know."""
    draft_saved = Signal()
    """What was typed is kept as a draft."""
    stops_changed = Signal()
    """Controls came that Tab has to reach in their place."""
    key = ""

    def show_review(self, review: Review) -> None:
        """Show the review as it is recorded now, without touching what is being typed."""

    def flush(self) -> None:
        """Keep what was typed as a draft, now."""

    def is_unrecorded(self) -> bool:
        """Whether something here is not in the record."""
        return False

    def record(self) -> bool:
        """Record what is not; False when that was declined or failed, which has been said by then."""
        return True

    def open_place(self, place: str) -> None:
        """Open a row, a factor or an action of this section, by its id."""

    def first_focus(self) -> QWidget:
        """Where the focus goes when a person enters the section."""
        return self
