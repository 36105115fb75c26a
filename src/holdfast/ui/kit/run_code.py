"""Code of a step: as it was written, with a button that copies it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QVBoxLayout

from holdfast.runbook.answer import with_answers
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.text import label, set_tooltip
from holdfast.words import _

NO_ANSWERS: Final[Mapping[str, str]] = MappingProxyType({})
_MOST_LINES = 14


class CodeWell(QFrame):
    """A well with code. `copy` puts it on the clipboard as it was written, with the answers that it names."""

    def __init__(self, text: str, language: str = "", answers: Mapping[str, str] = NO_ANSWERS) -> None:
        """`answers` are what the run's inputs were answered, by their names."""
        super().__init__()
        self.text = text
        self._given = with_answers(text, answers, language)
        self.setProperty("card", "well")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 8, 8)
        whole.setSpacing(4)
        self.button = quiet_button(_("Copy"), self.copy)
        self.button.setAccessibleDescription(text[:200])
        set_tooltip(self.button, _("Alt+C copies the first code of the step"))
        line = row(_Code(text), self.button)
        line.setStretch(0, 1)
        line.setAlignment(self.button, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(line)
        if before := self.before():
            said = _("Copy puts {answers} before it.").format(answers=before)
            whole.addWidget(label(said, "small", "muted", wrap=True))

    def before(self) -> str:
        """The answers that are put before it: "HOST=db1 PORT=5432", "" where it names none."""
        return " ".join(self._given[: len(self._given) - len(self.text)].split("\n")).strip()

    def copy(self) -> None:
        """Put the code on the clipboard."""
        QGuiApplication.clipboard().setText(self._given)
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
