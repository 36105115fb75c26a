"""The headings of a runbook as a tree, with the keys of those that every runbook has."""

from PySide6.QtCore import QEvent, QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem

from holdfast.domain.document import Section
from holdfast.runbook.headings import usual
from holdfast.ui.kit import theme
from holdfast.words import _

_MOST = 400
"""Headings that are listed: a tree of more is made no faster than it is read."""
_ANCHOR = Qt.ItemDataRole.UserRole
KEYS = {"meaning": "Alt+1", "impact": "Alt+2", "diagnosis": "Alt+3", "mitigation": "Alt+4"}


class Outline(QTreeWidget):
    """Follows the text, and leads it."""

    wanted = Signal(str)
    """The anchor of a heading that was chosen."""
    _keyed: dict[str, str] = {}  # noqa: RUF012  (before __init__ is through, Qt already tells of changes)

    def __init__(self) -> None:
        super().__init__()
        self._items: dict[str, QTreeWidgetItem] = {}
        self._keyed = {}
        self.setAccessibleName(_("Sections"))
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setIndentation(theme.px(14))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(0)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._chosen)

    def fill(self, sections: tuple[Section, ...]) -> None:
        """Show the headings of these sections, all of them unfolded."""
        with QSignalBlocker(self):
            self.clear()
            self._items, self._keyed = {}, {}
            above: list[tuple[int, QTreeWidgetItem]] = []
            for section in [each for each in sections if each.heading][:_MOST]:
                while above and above[-1][0] >= section.level:
                    above.pop()
                item = self._item(section)
                if above:
                    above[-1][1].addChild(item)
                else:
                    self.addTopLevelItem(item)
                above.append((section.level, item))
            for item in self._items.values():
                item.setFirstColumnSpanned(not item.text(1))
            self.expandAll()
        self._quiet_keys()

    def anchors(self) -> list[str]:
        """Every heading's, in order."""
        return list(self._items)

    def anchor_of(self, key: str) -> str:
        """The heading that a key leads to, "" for none."""
        return self._keyed.get(key, "")

    def current(self) -> str:
        """The anchor of the heading that is marked, "" for none."""
        item = self.currentItem()
        return item.data(0, _ANCHOR) if item is not None else ""

    def mark(self, anchor: str) -> None:
        """Mark a heading without leading there."""
        with QSignalBlocker(self):
            if anchor in self._items:
                self.setCurrentItem(self._items[anchor])
            else:
                self.setCurrentIndex(QModelIndex())

    def _item(self, section: Section) -> QTreeWidgetItem:
        item = QTreeWidgetItem([section.heading])
        item.setData(0, _ANCHOR, section.key)
        item.setToolTip(0, section.heading if "<" not in section.heading else "")
        self._items[section.key] = item
        key = KEYS.get(usual(section.heading), "")
        if key and key not in self._keyed:
            self._keyed[key] = section.key
            shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            item.setText(1, shown)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{section.heading}, {shown}")
        return item

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._quiet_keys()

    def _quiet_keys(self) -> None:
        for anchor in self._keyed.values():
            self._items[anchor].setForeground(1, theme.current().muted)

    def _chosen(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.wanted.emit(item.data(0, _ANCHOR))
