"""Comments beside the text that they are about: the marks in it, and the way from one to the other."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from holdfast.domain.review import Review
from holdfast.domain.review_flow import Comment
from holdfast.ui.review.comment_marks import choose, chosen_words, mark
from holdfast.ui.review.editor_frame import EditorFrame
from holdfast.ui.review.text_section import TextSection


class CommentPlaces(QObject):
    """Ties the pane of comments to the section that is shown."""

    section_wanted = Signal(str)
    """The words of a comment stand in this section."""

    def __init__(self, frame: EditorFrame) -> None:
        super().__init__(frame)
        self._frame, self._middle, self._pane = frame, frame.middle, frame.comments
        self._review: Review | None = None
        self._pane.place_wanted.connect(self._show_place_of)
        self._pane.chosen.connect(self.mark)
        for part in (frame.head, frame.side):
            part.comments_wanted.connect(partial(self.step, 0))

    def show_review(self, review: Review) -> None:
        """Show what is recorded now."""
        self._review = review
        self._pane.show_review(review)
        self.mark()

    def begin(self) -> None:
        """Write a comment on the words that are chosen, or on the section."""
        section = self._middle.section()
        quote, at = chosen_words(section.edit) if isinstance(section, TextSection) else ("", 0)
        self._frame.show_comments()
        self._pane.begin(section.key, quote, at)

    def step(self, by: int) -> None:
        """Show the comments, the next (1) or previous (-1) one with its place."""
        self.mark()
        self._pane.step(by if self._pane.isVisible() else 0)
        self._frame.show_comments()
        self._pane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_comment(self, ident: str) -> None:
        """Show one comment, and put the focus there."""
        self._frame.show_comments()
        self._pane.show_comment(ident)
        self._pane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def mark(self) -> None:
        """Show in the text that is written which words comments are about."""
        review, section = self._review, self._middle.section() if self._middle.current() else None
        if review is not None and isinstance(section, TextSection):
            here = [each for each in review.flow.comments if each.section == section.key]
            current = self._pane.current()
            mark(section.edit, here, current.id if current and self._pane.isVisible() else "")

    def _show_place_of(self, comment: Comment | None) -> None:
        """Bring the words that a comment is about into sight."""
        if comment is None or not comment.section:
            return
        if comment.section != self._middle.current():
            self.section_wanted.emit(comment.section)
        section = self._middle.section()
        if isinstance(section, TextSection):
            choose(section.edit, comment)
        self.mark()
