"""The floor of start and memory: a main window with a table view, and nothing of Holdfast.

    python -m tests.bench.bare_window ROWS [--memory]

Prints "painted" when the table has been painted, with --memory its resident megabytes too, and ends.
"""

import sys

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

_ROOT = QModelIndex()


class Rows(QAbstractTableModel):
    """As many rows as were asked for, made up as they are painted."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else 3

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return f"Cell {index.row()}, {index.column()}" if role == Qt.ItemDataRole.DisplayRole else None


class Table(QTableView):
    """Says when it has been painted."""

    said = False

    def viewportEvent(self, event: QEvent) -> bool:
        answer = super().viewportEvent(event)
        if event.type() == QEvent.Type.Paint and not self.said:
            self.said = True
            QTimer.singleShot(0, self, _painted)
        return answer


def _painted() -> None:
    sys.stdout.write("painted\n")
    if "--memory" in sys.argv:
        from tests.bench.rss import resident  # only here, so that a start stays bare

        sys.stdout.write(f"{resident()}\n")
    sys.stdout.flush()
    QApplication.quit()


def main() -> int:
    """The command: the number of rows."""
    app = QApplication(sys.argv[:1])
    window, table, rows = QMainWindow(), Table(), Rows(int(sys.argv[1]))
    table.setModel(rows)
    window.setCentralWidget(table)
    window.resize(1100, 760)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
