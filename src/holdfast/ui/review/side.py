"""The right side of the editor: the PDF as it would be exported, or the incident's timeline."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from holdfast.report.content import ReviewReport
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.text import ElidedLabel
from holdfast.ui.review.comments_pane import CommentsPane
from holdfast.ui.review.evidence import EvidencePane
from holdfast.words import _, ngettext


class Preview(Protocol):
    """What the editor asks of the preview, which another room makes."""

    def pane(self) -> QWidget:
        """The widget to lay out."""
        ...

    def show_soon(self, gather: Callable[[], ReviewReport]) -> None:
        """Show what `gather` gives a moment after the last change."""
        ...

    def show_now(self, gather: Callable[[], ReviewReport]) -> None:
        """Show it at once."""
        ...


class Side(QWidget):
    """One of the two at a time; `turn_wanted` is the button that Ctrl+M presses."""

    turn_wanted = Signal()

    comments_wanted = Signal()

    def __init__(self, preview: Preview, evidence: EvidencePane, comments: CommentsPane) -> None:
        super().__init__()
        self.setProperty("surface", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._preview, self._evidence, self._comments = preview.pane(), evidence, comments
        self._comments.setProperty("surface", "base")
        self._comments.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._evidence.setProperty("surface", "base")
        self._title = ElidedLabel("", "small_strong", "muted")
        self._turn = quiet_button("", self.turn_wanted.emit, plain=True)
        self._count = quiet_button(_("Comments"), self.comments_wanted.emit, plain=True)
        self._stack = QStackedWidget()
        for part in (self._preview, self._evidence, self._comments):
            self._stack.addWidget(part)
        head = row(self._title, None, self._turn, self._count)
        head.setContentsMargins(20, 8, 12, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.show_preview(shown=True)

    def show_preview(self, *, shown: bool) -> None:
        """Show the PDF, or the timeline."""
        self._stack.setCurrentWidget(self._preview if shown else self._evidence)
        self._title.set_whole(_("PDF preview") if shown else _("Incident timeline"))
        self._count.show()

    def show_comments(self) -> None:
        """Show the comments."""
        self._stack.setCurrentWidget(self._comments)
        self._title.set_whole(_("Comments"))
        self._count.hide()

    def say_count(self, count: int) -> None:
        """How many comments are open."""
        words = ngettext("{count} comment", "{count} comments", count).format(count=count)
        self._count.setText((words if count else _("Comments")) + "   F8")
        self._count.setAccessibleName(words if count else _("Comments"))

    def say_revision(self, revision: int) -> None:
        """The preview shows an earlier one, as it was released."""
        self._title.set_whole(_("Revision {number}").format(number=revision))

    def say_turn(self, words: str) -> None:
        """What the next Ctrl+M shows."""
        self._turn.setText(f"{words}   Ctrl+M")
        self._turn.setAccessibleName(words)

    def is_preview(self) -> bool:
        """Whether the PDF is what is shown, or would be."""
        return self._stack.currentWidget() is self._preview

    def first_focus(self) -> QWidget:
        """What is shown."""
        return self._stack.currentWidget() or self

    def sizeHint(self) -> QSize:
        return QSize(theme.px(440), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), super().minimumSizeHint().height())
