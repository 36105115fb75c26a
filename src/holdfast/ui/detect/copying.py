"""A label whose words may be broken at the edge of the page, and are whole again where they are copied."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy

from holdfast.words import _

BREAK: Final = "\u200b"
"""Where a word may be broken. Nobody sees it, and an address with it in leads nowhere."""


class CopiedLabel(QLabel):
    """What is said of something, as plain text that can be marked and copied as it came."""

    def __init__(self, text: str = "", style: str = "body", tone: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", style)
        self.setProperty("tone", tone)
        # Else a short word that runs from right to left stands at the far edge, away from its name.
        self.setAlignment(Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignLeft)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def marked(self) -> str:
        """What is marked, as it came."""
        return self.selectedText().replace(BREAK, "").replace("\u2029", "\n")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if QGuiApplication.clipboard().supportsSelection():
            self._copy(QClipboard.Mode.Selection)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(_("Copy"), self._copy).setEnabled(self.hasSelectedText())
        menu.addAction(_("Select all"), lambda: self.setSelection(0, len(self.text())))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _copy(self, where: QClipboard.Mode = QClipboard.Mode.Clipboard) -> None:
        if self.hasSelectedText():
            QGuiApplication.clipboard().setText(self.marked(), where)
