"""One runbook of the library: what it is, its text, and the button that starts it on an incident."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from holdfast.domain.runbook import Runbook
from holdfast.domain.timewords import day_text
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import button, icon_button, set_words
from holdfast.ui.kit.find_bar import FindBar
from holdfast.ui.kit.forms import EmptyState, row
from holdfast.ui.kit.page import column
from holdfast.ui.kit.run_reader import Render, RunbookReader
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import ElidedLabel, hairline, label, set_tooltip
from holdfast.ui.runbook.standing import Standing
from holdfast.words import _, ngettext


class Viewer(QWidget):
    """Shows a runbook as it stands in the library now."""

    start_wanted = Signal(str)
    runbook_wanted = Signal(str, str)
    """A link: the id of another runbook, and an anchor in it or ""."""
    left = Signal()
    """Back to the list."""
    approval_wanted = Signal(str, str, bool)
    """A person has read this version of a runbook and accepts it, or (False) does so no longer."""
    edit_wanted = Signal(str)

    def __init__(self, store: Store, render: Render, tasks: Tasks) -> None:
        super().__init__()
        self._store = store
        self._book = Runbook("")
        self.reader = RunbookReader(store, render, tasks)
        self.standing = Standing(store, tasks)
        self.finder = FindBar(self.reader.view)
        self._build()
        self.finder.closed.connect(self.reader.view.setFocus)
        self.reader.shown.connect(self.finder.again)
        self.reader.runbook_wanted.connect(self.runbook_wanted)
        self.reader.shown.connect(self._show_about)
        self.reader.shown.connect(self.standing.look)
        self._large.clicked.connect(lambda on: self.reader.set_large(large=on))
        self.reader.large_changed.connect(self._large.setChecked)

    def show_runbook(self, ident: str, *, anchor: str = "") -> None:
        """Show the runbook with this id. UserError where it is not there."""
        before, self._book = self._book, self._store.runbooks.get(ident)
        self._title.setText(self._book.title)
        self._start.setEnabled(not self._book.gone)
        self._show_approval()
        gone = _("It is gone from its folder. What was imported stays readable.")
        set_tooltip(self._start, gone if self._book.gone else "")
        self._show_about()
        self._parts.setCurrentIndex(1)
        self.reader.read(self._book, anchor=anchor)
        if (before.id, before.version) == (ident, self._book.version):
            self.standing.look()  # the reader has nothing new to show

    def title(self) -> str:
        """The title of what is shown, "" for nothing."""
        return self._book.title

    def book_id(self) -> str:
        """The id of what is shown, "" for nothing."""
        return self._book.id

    def show_back(self, *, back: bool) -> None:
        """Whether there is a way back to the list, which is out of sight."""
        self._back.setVisible(back)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        nothing = EmptyState(
            _("Choose a runbook"),
            _("Type words of its title or text above the list; “tag:” or “overdue” filter it."),
            [],
        )
        self._title, self._about = label("", "title", wrap=True), ElidedLabel("", "small", "muted")
        self._back = icon_button("back", _("Back to the list"), self.left.emit)
        self._large = icon_button("larger", _("Large type (Alt+Z)"))
        self._large.setCheckable(True)
        self._print = icon_button("print", _("Print checklist (Ctrl+P)"), self.reader.print_checklist)
        self._edit = icon_button("edit", _("Edit this runbook"), lambda: self.edit_wanted.emit(self._book.id))
        self._approve = button(_("Approve"), self._wish_approval)
        self._start = button(_("Start on incident"), self._wish_start, primary=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._about)
        words.addWidget(self.standing)
        left = row(self._back, spacing=12)
        left.addLayout(words, 1)
        self._verbs = row(self._large, self._print, self._edit, self._approve, self._start, None, spacing=12)
        self._head = QWidget()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._head)
        self._line.setContentsMargins(16, 12, 24, 12)
        self._line.setSpacing(12)
        self._line.addLayout(left, 1)
        self._line.addLayout(self._verbs)
        body = QWidget()
        column(body, self._head, hairline(), self.finder, self.reader, stretch=3)
        self._parts = QStackedWidget()
        self._parts.addWidget(nothing)
        self._parts.addWidget(body)
        column(self, self._parts)
        self._back.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The verbs stand below the title where beside it they would take its room."""
        self._title.ensurePolished()
        title = self._title.fontMetrics().horizontalAdvance(self._title.text())
        back = self._back.sizeHint().width() + 12 if self._back.isVisibleTo(self) else 0
        beside = back + title + self._verbs.sizeHint().width() + 52 <= self.width()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._line.setDirection(way)

    def _wish_approval(self) -> None:
        self.approval_wanted.emit(self._book.id, self._book.version, not self._book.is_approved)

    def _show_approval(self) -> None:
        book = self._book
        set_words(self._approve, _("Withdraw approval") if book.is_approved else _("Approve"))
        said = _("You have read this version and accept it here. Any edit takes that away.")
        set_tooltip(self._approve, "" if book.is_approved else said)
        self._arrange()

    def _wish_start(self) -> None:
        self.start_wanted.emit(self._book.id)

    def _show_about(self) -> None:
        book, count = self._book, self.reader.steps()
        parts = [book.path, _("version {hash}…").format(hash=book.version[:8])]
        if count:
            parts.append(ngettext("{count} step", "{count} steps", count).format(count=count))
        if book.gone:
            parts.append(_("gone from its folder"))
        self._about.set_whole("  ·  ".join(parts))
        self.standing.show_book(book, self._approval())

    def _approval(self) -> str:
        """Who accepted it as it reads now, or that it is another since."""
        book = self._book
        if book.approved_at is None:
            return _("not approved")
        who = self._store.operators.names().get(book.approved_by, book.approved_by[:8])
        day = day_text(book.approved_at, self._store.zone)
        told = (
            _("approved {day} by {who}") if book.is_approved else _("changed since {who} approved it, {day}")
        )
        return told.format(day=day, who=who)
