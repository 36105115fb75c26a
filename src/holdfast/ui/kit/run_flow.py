"""Buttons side by side, going on in the next line where the room ends."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lays its widgets out like words; `gap` is between them and between lines."""

    def __init__(self, *widgets: QWidget, gap: int = 8) -> None:
        super().__init__()
        self._gap = gap
        self._parts: list[QLayoutItem] = []
        self._sizes: list[tuple[QLayoutItem, int, int]] | None = None  # asked for once, until Qt says anew
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._parts.append(item)
        self._sizes = None

    def count(self) -> int:
        return len(self._parts)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._parts[index] if 0 <= index < len(self._parts) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        self._sizes = None
        return self._parts.pop(index) if 0 <= index < len(self._parts) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), move=False)

    def invalidate(self) -> None:
        self._sizes = None
        super().invalidate()

    def sizeHint(self) -> QSize:
        sizes = self._wanted()
        width = sum(wide for _part, wide, _high in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(width, max((high for _part, _wide, high in sizes), default=0))

    def _wanted(self) -> list[tuple[QLayoutItem, int, int]]:
        """The parts that are not hidden, with the width and height that each wants."""
        if self._sizes is None:
            hints = ((part, part.sizeHint()) for part in self._parts if not part.isEmpty())
            self._sizes = [(part, hint.width(), hint.height()) for part, hint in hints]
        return self._sizes

    def minimumSize(self) -> QSize:
        least = QSize(0, 0)
        for part in self._parts:
            if not part.isEmpty():
                least = least.expandedTo(part.minimumSize())
        return least

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def _lay(self, rect: QRect, *, move: bool) -> int:
        """Place the parts, or only measure; the height that it takes."""
        left, top, room = rect.x(), rect.y(), rect.width()
        x, y, line = 0, 0, 0
        for part, wide, high in self._wanted():
            if line and x + wide > room:
                x, y, line = 0, y + line + self._gap, 0
            if move:
                part.setGeometry(QRect(left + x, top + y, wide, high))
            x, line = x + wide + self._gap, max(line, high)
        return y + line
