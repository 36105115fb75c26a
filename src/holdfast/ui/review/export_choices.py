"""Menus for what may be chosen of an export: its paper and its language."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from holdfast.report.language import LANGUAGES
from holdfast.ui.kit.buttons import menu_entry
from holdfast.words import _

PAPERS: Final = ("A4", "Letter")
_NAMES: Final[Mapping[str, str]] = {"en": "English", "de": "Deutsch"}  # each in its own words


class ChoiceMenu(QMenu):
    """One of several, ticked."""

    chosen = Signal(str)

    def __init__(self, title: str, choices: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(title, parent)
        group = QActionGroup(self)
        self._made = {
            key: menu_entry(self, words, partial(self.chosen.emit, key)) for key, words in choices.items()
        }
        for action in self._made.values():
            action.setCheckable(True)
            group.addAction(action)

    def show_choice(self, key: str) -> None:
        """Tick what is chosen now."""
        self._made[key].setChecked(True)


def paper_menu(parent: QWidget) -> ChoiceMenu:
    """The papers."""
    return ChoiceMenu(_("Paper of exports"), {paper: paper for paper in PAPERS}, parent)


def language_menu(parent: QWidget) -> ChoiceMenu:
    """The languages of fixed words."""
    return ChoiceMenu(_("Language of exports"), {each: _NAMES.get(each, each) for each in LANGUAGES}, parent)
