"""Code of a step: as it was written, with a button that copies it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy

from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.text import set_tooltip
from holdfast.words import _

_MOST_LINES = 14


class CodeWell(QFrame):
    """A well with code; `copy` puts it on the clipboard exactly as it was written."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.setProperty("card", "well")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 8, 8)
        line.setSpacing(8)
        line.addWidget(_Code(text), 1)
        self.button = quiet_button(_("Copy"), self.copy)
        self.button.setAccessibleDescription(text[:200])
        set_tooltip(self.button, _("Alt+C copies the first code of the step"))
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def copy(self) -> None:
        """Put the code on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)
        self.button.setText(_("Copied"))


class _Code(QPlainTextEdit):
    """Read-only, as high as its lines up to a bound; long lines break rather than hide."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setReadOnly(True)
        self.setProperty("bare", "true")
        self.setProperty("code", "true")
        self.setAccessibleName(_("Code"))
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.updateGeometry())

    def sizeHint(self) -> QSize:
        lines = max(1, min(_MOST_LINES, round(self.document().size().height())))
        return QSize(theme.px(200), lines * QFontMetrics(self._mono()).lineSpacing() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def _mono(self) -> QFont:
        return theme.font("mono")
