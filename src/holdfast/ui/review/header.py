"""The head of the editor: which review this is, how it stands, and what can be done with it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from holdfast.ui.kit.buttons import button, menu_button, menu_entry, quiet_button, set_words
from holdfast.ui.kit.page import PageHeader
from holdfast.ui.kit.text import label, literal, set_tooltip
from holdfast.ui.review.acts import RELEASE, act_words
from holdfast.ui.review.export_choices import language_menu, paper_menu
from holdfast.ui.review.standing import MOST, Lack, more_words
from holdfast.words import _, ngettext


class EditorHeader(QWidget):
    """Title and state at the left; what is missing and the buttons at the right; a failed export below."""

    import_wanted = Signal()
    export_wanted = Signal()
    act_wanted = Signal(str)
    """One of `acts`."""
    place_wanted = Signal(object)
    """The `Finding` whose place is to be shown."""
    comments_wanted = Signal()
    revisions_wanted = Signal()
    turn_wanted = Signal()
    """In a narrow window: show the PDF in the place of the text."""

    def __init__(self) -> None:
        super().__init__()
        self._is_narrow = self._may_write = False
        self._lacks = QMenu(self)
        self._missing, self._missing_below = menu_button("", self._lacks), menu_button("", self._lacks)
        self._export = button(_("Export PDF"), self.export_wanted.emit, key="Ctrl+Shift+E")
        self._acts = ("", "")
        self._act = button("", lambda: self.act_wanted.emit(self._acts[0]), primary=True)
        self._second = button("", lambda: self.act_wanted.emit(self._acts[1]))
        self._turn = quiet_button(_("Show PDF"), self.turn_wanted.emit)
        self._more = menu_button(_("More"), self._menu())
        parts = (
            self._missing,
            self._turn,
            self._export,
            self._more,
            self._second,
            self._act,
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
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        below.setContentsMargins(24, 0, 24, 12)
        below.addWidget(self._missing_below)
        below.addStretch(1)
        column.addWidget(self._head)
        column.addWidget(self._below)
        column.addWidget(self._bar)
        self._arrange()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        self._import = menu_entry(menu, _("Import timeline"), self.import_wanted.emit)
        self._export_too = menu_entry(menu, _("Export PDF"), self.export_wanted.emit)
        self.paper, self.language = paper_menu(self), language_menu(self)
        for each in (self.paper, self.language):
            menu.addMenu(each)
        self._comments = menu_entry(menu, _("Comments"), self.comments_wanted.emit)
        menu_entry(menu, _("Revisions and changes"), self.revisions_wanted.emit)
        self._release_too = menu_entry(menu, act_words(RELEASE), lambda: self.act_wanted.emit(RELEASE))
        self._second_too = menu_entry(menu, "", lambda: self.act_wanted.emit(self._acts[1]))
        return menu

    def show_title(self, title: str, state: str) -> None:
        """Name the review, and say how it stands."""
        self._head.set_title(title, state)

    def show_acts(self, acts: tuple[str, str], *, may_write: bool, may_release: bool) -> None:
        """What comes next; nothing while a question stands over the middle, which has the filled button."""
        self._acts, self._may_write = acts, may_write
        for made, act in zip((self._act, self._second), acts, strict=True):
            set_words(made, act_words(act))
            made.setAccessibleName(act_words(act))
        self._second_too.setText(act_words(acts[1]))
        self._release_too.setVisible(may_release and RELEASE not in acts)
        self._arrange()

    def show_comments(self, count: int) -> None:
        """How many are open."""
        words = ngettext("Comments: {count} open", "Comments: {count} open", count).format(count=count)
        self._comments.setText(words if count else _("Comments"))

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
        self._below.setVisible(lacks and narrow)
        self._export.setVisible(not narrow)
        self._export_too.setVisible(narrow)
        self._import.setVisible(self._may_write)
        self._act.setVisible(bool(self._acts[0]))
        self._second.setVisible(bool(self._acts[1]) and not narrow)
        self._second_too.setVisible(bool(self._acts[1]) and narrow)

    def show_missing(self, lacks: Sequence[Lack]) -> None:
        """Say how many things are missing; each is in the menu, and leads to its place."""
        count = len(lacks)
        words = ngettext("{count} thing missing", "{count} things missing", count).format(count=count)
        for each in (self._missing, self._missing_below):
            set_words(each, words if lacks else "")
            each.setAccessibleName(words)
            set_tooltip(each, "\n".join(lack.words for lack in lacks[:MOST]))
        self._lacks.clear()
        for lack in lacks[:MOST]:
            self._lacks.addAction(literal(lack.words), partial(self.place_wanted.emit, lack.finding))
        if count > MOST:
            self._lacks.addAction(more_words(count)).setEnabled(False)
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
