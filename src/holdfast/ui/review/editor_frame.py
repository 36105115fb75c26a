"""What stands where in the review editor: the head above, the outline, the text and the right side below."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from holdfast.ui.kit import theme
from holdfast.ui.kit.page import column
from holdfast.ui.kit.split import SharedSplitter
from holdfast.ui.kit.text import hairline
from holdfast.ui.review.comments_pane import CommentsPane
from holdfast.ui.review.evidence import EvidencePane
from holdfast.ui.review.header import EditorHeader
from holdfast.ui.review.middle import Middle
from holdfast.ui.review.outline import Outline
from holdfast.ui.review.replace_bar import ReplaceBar
from holdfast.ui.review.services import Services
from holdfast.ui.review.side import Preview, Side
from holdfast.words import _

_WIDE = 1020
"""Below this width the right side takes the middle's place, and only when asked for."""
_MIDDLE = 5 / 9
"""What the middle usually has of the room beside the outline."""


class EditorFrame(QWidget):
    """In a narrow window either the text or the right side is in sight; `turned` is the second."""

    def __init__(self, services: Services, preview: Preview) -> None:
        super().__init__()
        self._is_turned = False
        self.head, self.outline = EditorHeader(), Outline()
        self.middle = Middle(services)
        self.evidence = EvidencePane(services)
        self.comments = CommentsPane(services)
        self.side = Side(preview, self.evidence, self.comments)
        self.finder = ReplaceBar()
        self._build(services.settings.remembered("review_share"))

    def _build(self, share: str) -> None:
        self._centre = QWidget()
        column(self._centre, self.finder, self.middle, stretch=1)
        self.split = SharedSplitter(self._centre, self.side, share, _MIDDLE)
        body = QWidget()
        across = QHBoxLayout(body)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.outline)
        across.addWidget(hairline(upright=True))
        across.addWidget(self.split, 1)
        column(self, self.head, hairline(), body, stretch=2)
        self.arrange()

    def turn(self) -> None:
        """Switch the right side between PDF and timeline; in a narrow window also back to the text."""
        if self._is_wide():
            self.side.show_preview(shown=not self.side.is_preview())
        elif not self._is_turned:
            self._is_turned = True
            self.side.show_preview(shown=True)
        elif self.side.is_preview():
            self.side.show_preview(shown=False)
        else:
            self._is_turned = False
        self.arrange()
        if not self._is_wide():
            (self.side if self._is_turned else self.middle.first_focus() or self.outline).setFocus()

    def show_print(self) -> None:
        """Show the pages as they would be printed, and put the focus there."""
        self.side.show_preview(shown=True)
        self._turn_narrow()
        self.side.first_focus().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_comments(self) -> None:
        """Show the comments."""
        self.side.show_comments()
        self._turn_narrow()

    def show_middle(self) -> None:
        """In a narrow window: what a person is to answer or write must be in sight."""
        if self._is_turned:
            self._is_turned = False
            self.arrange()

    def enter(self) -> None:
        """Put the focus into what is written."""
        self.show_middle()
        first = self.middle.first_focus()
        if first is not None:
            first.setFocus()

    def arrange(self) -> None:
        """Show what there is room for."""
        wide = self._is_wide()
        self._is_turned = self._is_turned and not wide
        self.head.show_narrow(narrow=not wide, turned=self._is_turned)
        before = self.side.isHidden(), self._centre.isHidden()
        self.side.setVisible(wide or self._is_turned)
        self._centre.setVisible(not self._is_turned)
        if before != (self.side.isHidden(), self._centre.isHidden()):
            self.split.lay_out()
        next_is_text = not wide and self._is_turned and not self.side.is_preview()
        words = _("Show timeline") if self.side.is_preview() else _("Show PDF")
        self.side.say_turn(_("Back to the text") if next_is_text else words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _turn_narrow(self) -> None:
        self._is_turned = not self._is_wide()
        self.arrange()

    def _is_wide(self) -> bool:
        return self.width() >= theme.px(_WIDE)
