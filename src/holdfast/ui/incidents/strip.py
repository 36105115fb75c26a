"""The groups and saved filters with their counts, beside the query line or below it."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from holdfast.ui.incidents.groups import GROUPS, group_hint, group_words
from holdfast.ui.incidents.saved import Saved
from holdfast.ui.kit.buttons import button, menu_button
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.text import set_tooltip
from holdfast.words import _

_BESIDE = 2  # saved filters that are buttons; more of them are in a menu
_SAVED = "saved:"


def questions(filters: Sequence[Saved]) -> dict[str, str]:
    """What is counted: the words of each group and saved filter, under its key."""
    return GROUPS | {f"{_SAVED}{one.name}": one.query for one in filters}


class Strip(QWidget):
    """A button for each group, then the saved filters: a few as buttons, many in a menu."""

    toggled = Signal(str)
    """A group that was pressed."""
    taken = Signal(str)
    """The line of a saved filter that was pressed."""
    verb_wanted = Signal(str)
    """"list.save" or "list.saved"."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: Mapping[str, int] = {}
        self._filters: Sequence[Saved] = ()
        self.groups = {group: self._group(group) for group in GROUPS}
        self._flow = FlowLayout(*self.groups.values())
        self.setLayout(self._flow)
        self._own: dict[str, QPushButton] = {}
        self._menu = QMenu(self)
        self.menu = menu_button(_("Saved"), self._menu)
        self._flow.addWidget(self.menu)
        self.show_filters(())

    def parts(self) -> list[QWidget]:
        """What can have the focus, in order."""
        return [*self.groups.values(), *self._own.values(), self.menu]

    def show_filters(self, filters: Sequence[Saved]) -> None:
        """Show these saved filters."""
        self._filters = filters
        for old in self._own.values():
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._flow.removeWidget(self.menu)
        self._own = {}
        for one in filters if len(filters) <= _BESIDE else ():
            each = self._own[one.name] = button(
                one.name.replace("&", "&&"), partial(self.taken.emit, one.query)
            )
            each.setCheckable(True)
            set_tooltip(each, _("Asks for {words}").format(words=one.query))
            self._flow.addWidget(each)
            each.show()
        self._flow.addWidget(self.menu)
        self.show_counts(self._counts)
        self.updateGeometry()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Put the numbers on groups and saved filters."""
        self._counts = counts
        for group, each in self.groups.items():
            _say(each, group_words(group), counts.get(group))
        for name, each in self._own.items():
            _say(each, name, counts.get(f"{_SAVED}{name}"))
        self._fill()

    def mark(self, text: str) -> None:
        """Show which of them the line asks for."""
        words = text.split()
        for group, each in self.groups.items():
            each.setChecked(GROUPS[group] in words)
        for one in self._filters:
            if one.name in self._own:
                self._own[one.name].setChecked(one.query == text.strip())

    def _group(self, group: str) -> QPushButton:
        each = button(group_words(group), partial(self.toggled.emit, group))
        each.setCheckable(True)
        asks = _("Asks for {words}").format(words=GROUPS[group])
        set_tooltip(each, f"{group_hint(group)} {asks}")
        return each

    def _fill(self) -> None:
        self._menu.clear()
        for one in self._filters:
            number = self._counts.get(f"{_SAVED}{one.name}")
            words = one.name.replace("&", "&&") + ("" if number is None else f"\t{number}")
            self._menu.addAction(words, partial(self.taken.emit, one.query))
        if self._filters:
            self._menu.addSeparator()
        self._menu.addAction(_("&Save this filter…"), partial(self.verb_wanted.emit, "list.save"))
        manage = self._menu.addAction(_("&Manage…"), partial(self.verb_wanted.emit, "list.saved"))
        manage.setEnabled(bool(self._filters))


def _say(each: QPushButton, words: str, number: int | None) -> None:
    each.setText(words.replace("&", "&&") + ("" if number is None else f"   {number}"))
    each.setAccessibleName(words if number is None else f"{words}: {number}")
