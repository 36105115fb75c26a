"""The field in which the text of a runbook is written."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame

from holdfast.ui.kit import theme
from holdfast.ui.kit.markdown_edit import MarkdownEdit
from holdfast.words import _


class SourceEdit(MarkdownEdit):
    """Monospaced, with the text as it is: Qt would make plain spaces of those that do not break."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Text of the runbook"))
        self.setProperty("bare", "true")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(theme.font("mono"))

    def toPlainText(self) -> str:
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def put(self, text: str) -> None:
        """Show another text; one step of undo brings back what was there."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def go_to(self, line: int) -> None:
        """Put the cursor on a line, in the middle of the view."""
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(line - 1)))
        self.centerCursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFont(theme.font("mono"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(120))
