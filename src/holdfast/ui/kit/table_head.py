"""The head of a table."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHeaderView


class TableHead(QHeaderView):
    """As high as its words; a Qt header asks for the room of a whole list."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())
