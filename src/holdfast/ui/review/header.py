"""The head of the editor: which review this is, how it stands, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from holdfast.domain.review import section_title
from holdfast.ui.kit.buttons import button, menu_button, quiet_button
from holdfast.ui.kit.page import PageHeader
from holdfast.ui.kit.text import label, set_tooltip
from holdfast.words import _, ngettext


class EditorHeader(QWidget):
    """Title and state at the left; what is missing and the buttons at the right; a failed export below."""

    import_wanted = Signal()
    export_wanted = Signal()
    release_wanted = Signal()
    open_again_wanted = Signal()
    turn_wanted = Signal()
    """In a narrow window: show the PDF in the place of the text."""

    def __init__(self) -> None:
        super().__init__()
        self._is_narrow = self._may_write = False
        self._missing = label("", "strong", "error")
        self._import = button(_("Import timeline"), self.import_wanted.emit)
        self._export = button(_("Export PDF"), self.export_wanted.emit, key="Ctrl+Shift+E")
        self._release = button(_("Release review"), self.release_wanted.emit, primary=True)
        self._again = button(_("Open again"), self.open_again_wanted.emit)
        self._turn = quiet_button(_("Show PDF"), self.turn_wanted.emit)
        self._more = menu_button(_("More"), self._menu())
        parts = (
            self._missing,
            self._turn,
            self._import,
            self._export,
            self._more,
            self._again,
            self._release,
        )
        self._head = PageHeader("", buttons=list(parts))
        self._wrong = label("", "meta", "error", wrap=True)
        self._retry = button(_("Choose another place"), self.export_wanted.emit)
        self._bar = QWidget()
        line = QHBoxLayout(self._bar)
        line.setContentsMargins(24, 0, 24, 12)
        line.setSpacing(16)
        line.addWidget(self._wrong, 1)
        line.addWidget(self._retry)
        self._bar.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._missing_below = label("", "strong", "error", wrap=True)
        self._missing_below.setContentsMargins(24, 0, 24, 12)
        column.addWidget(self._head)
        column.addWidget(self._missing_below)
        column.addWidget(self._bar)
        self._arrange()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        self._import_too = menu.addAction(_("Import timeline"), self.import_wanted.emit)
        self._export_too = menu.addAction(_("Export PDF"), self.export_wanted.emit)
        return menu

    def show_title(self, title: str, state: str) -> None:
        """Name the review, and say how it stands."""
        self._head.set_title(title, state)

    def show_buttons(self, *, may_write: bool, may_open: bool) -> None:
        """While a question stands over the middle, neither: it has the only filled button."""
        self._may_write = may_write
        self._arrange()
        self._release.setVisible(may_write)
        self._again.setVisible(may_open)

    def show_narrow(self, *, narrow: bool, turned: bool) -> None:
        """Leave room for the title: what is missing stands below it, and two buttons go into a menu.

        `turned`: the right side stands in the place of the text, and has its own button back.
        """
        self._is_narrow = narrow
        self._turn.setVisible(narrow and not turned)
        self._arrange()

    def _arrange(self) -> None:
        lacks, narrow = bool(self._missing.text()), self._is_narrow
        self._missing.setVisible(lacks and not narrow)
        self._missing_below.setVisible(lacks and narrow)
        self._import.setVisible(self._may_write and not narrow)
        self._import_too.setVisible(self._may_write)
        self._export.setVisible(not narrow)
        self._more.setVisible(narrow)

    def show_missing(self, lacks: Sequence[tuple[str, str]]) -> None:
        """Say how many things are missing; which ones, in the tooltip and in the question of release."""
        count = len(lacks)
        words = ngettext("{count} thing missing", "{count} things missing", count)
        lines = [_("{section}: {what}").format(section=section_title(key), what=what) for key, what in lacks]
        for each in (self._missing, self._missing_below):
            each.setText(words.format(count=count) if lacks else "")
            set_tooltip(each, "\n".join(lines))
        self._arrange()

    def show_busy(self, *, busy: bool) -> None:
        """An export is being written."""
        self._export.setEnabled(not busy)
        self._export_too.setEnabled(not busy)
        set_tooltip(self._export, _("The export is being written.") if busy else "")

    def show_failed(self, why: str) -> None:
        """Say why an export could not be written, "" to say nothing."""
        self._wrong.setText(why)
        self._bar.setVisible(bool(why))
