"""Labels by the type scale. Text is always shown as it is: data never becomes markup."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


def label(
    text: str, style: str = "body", tone: str = "", *, wrap: bool = False, select: bool = False
) -> QLabel:
    """A plain text label.

    `style` is a key of `theme.TYPE`; `tone` is "", muted, error, success or accent. With `wrap` it breaks
    lines, with `select` its text can be copied.
    """
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setProperty("type", style)
    set_tone(result, tone)
    if wrap:
        result.setWordWrap(True)
        result.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if select:
        result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return result


def set_tone(widget: QWidget, tone: str) -> None:
    """Change the meaning that a label's colour carries."""
    set_look(widget, "tone", tone)


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and apply the sheet again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # the sheet is applied when it is first shown
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def hairline(*, upright: bool = False) -> QFrame:
    """A line of one pixel between two areas."""
    line = QFrame()
    line.setProperty("hairline", True)
    if upright:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def set_tooltip(widget: QWidget, text: str) -> None:
    """A tooltip that shows `text` as it is."""
    widget.setToolTip(f"<span>{_escaped(text)}</span>" if "<" in text else text)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def take_texts(part: QWidget) -> None:
    """Let the layout of `part` take what its labels say now, rather than with the next event."""
    layout = part.layout()
    if layout is not None:
        layout.invalidate()
        layout.activate()


def without_mnemonic(text: str) -> str:
    """What a person reads of a label's text: `&Title` is "Title"."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def literal(text: str) -> str:
    """Data as the text of a button or menu, where `&` would underline a letter."""
    return text.replace("&", "&&")


class ElidedLabel(QLabel):
    """One line that ends in "…" where there is no room, its whole text in the tooltip.

    `aside`: what is only a help is left out where there is no room for all of it.
    """

    def __init__(self, text: str = "", style: str = "body", tone: str = "", *, aside: bool = False) -> None:
        super().__init__()
        self._whole, self._aside = "", aside
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", style)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        """Show `text`, as much of it as fits."""
        self._whole = " ".join(text.splitlines())
        self.setAccessibleName(self._whole)
        self.updateGeometry()
        self._elide()

    def whole(self) -> str:
        """The text before anything was left out."""
        return self._whole

    def sizeHint(self) -> QSize:
        self.ensurePolished()  # before that it has not the font of its style
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._whole) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = self.fontMetrics()
        return QSize(min(self.sizeHint().width(), metrics.averageCharWidth() * 8), metrics.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText("" if self._aside and shown != self._whole else shown)
        set_tooltip(self, self._whole if shown != self._whole else "")
