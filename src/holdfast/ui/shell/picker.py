"""A field and a list below it: the command palette, quick open and the search over everything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.ui.kit import theme
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.rows import Row, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.text import hairline, label
from holdfast.words import _, ngettext

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class Pick:
    """One thing to pick: what its row says and what picking it does."""

    key: str
    row: Row
    run: Callable[[], object]


Find = Callable[[str], Sequence[Pick]]


class Picker(QDialog):
    """Type, move with the arrows, Enter. Esc closes; what was typed stays for the next time."""

    def __init__(
        self, title: str, prompt: str, find: Find, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        """`find` answers what was typed in milliseconds; `compact` rows are one line."""
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._find = find
        self._picks: dict[str, Pick] = {}
        self._build(title, prompt, compact=compact)
        self._connect()

    def open_empty(self) -> None:
        """Open with the field selected, so that typing begins anew, near the top of the window."""
        self._edit.selectAll()
        self.look(self._edit.text())
        self._place()
        self.open()
        self._edit.setFocus()

    def look(self, query: str) -> None:
        """Show what answers `query`."""
        try:
            picks = self._find(query)
        except UserError as error:
            picks = []
            self._count.setText(str(error))
        else:
            found = ngettext("{count} found", "{count} found", len(picks)).format(count=len(picks))
            self._count.setText(found if picks else _("Nothing found."))
        self._picks = {pick.key: pick for pick in picks}
        self._model.set_rows([(pick.key, pick.row) for pick in picks])
        if picks:
            self._list.setCurrentIndex(self._model.index(0, 0))
            self._list.scrollToTop()
        announce(self, self._count.text())

    def _build(self, title: str, prompt: str, *, compact: bool) -> None:
        self.setWindowTitle(title)
        self.setProperty("picker", "true")
        self._edit = QLineEdit()
        self._edit.setPlaceholderText(prompt)
        self._edit.setAccessibleName(title)
        self._model = RowsModel(self)
        self._list = RowList(title, RowDelegate(self, leading=False, compact=compact))
        self._list.setModel(self._model)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._count = label("", "small", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 8)
        layout.setSpacing(8)
        top = QVBoxLayout()
        top.setContentsMargins(12, 12, 12, 0)
        top.addWidget(self._edit)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(self._count)
        layout.addLayout(top)
        layout.addWidget(hairline())
        layout.addWidget(self._list, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self._edit.textChanged.connect(self.look)
        self._edit.installEventFilter(self)
        self._list.opened.connect(self._pick)
        self._list.clicked.connect(self._pick)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                QApplication.sendEvent(self._list, event)
                announce(self, str(self._list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) or ""))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._pick(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _pick(self, index: QModelIndex) -> None:
        pick = self._picks.get(str(self._list.current_key())) if index.isValid() else None
        if pick is None:
            return
        self.accept()
        pick.run()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        room = window.size()
        self.resize(min(theme.px(720), room.width() - 48), min(theme.px(480), room.height() - 96))
        self.move(window.mapToGlobal(QPoint((room.width() - self.width()) // 2, 56)))
