"""Which runbook to use on an incident: those that fit, and a search over all."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from holdfast.desk.from_alert import runbooks_for
from holdfast.domain.errors import UserError
from holdfast.runbook.search import ids_of
from holdfast.runbook.suggest import suggest
from holdfast.store.runbooks import RunbookRow
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import button, key_works_in, quiet_button
from holdfast.ui.kit.forms import EmptyState, Field, row
from holdfast.ui.kit.page import column
from holdfast.ui.kit.rows import KEY, Row, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.run_stack import PageStack
from holdfast.ui.kit.text import label
from holdfast.words import _, ngettext

_MOST = 50
_ALERTS = 5  # of an incident, that are asked


class RunChooser(QWidget):
    """A line to search in, and a list: Enter starts what is chosen."""

    started = Signal(str)
    """The id of the runbook to start."""
    blank_wanted = Signal(str)
    """A checklist without a runbook: its title."""
    left = Signal()
    """None after all."""
    library_wanted = Signal()
    """There is nothing to choose from: the library is to be filled."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store, self._about, self._incident = store, "", ""
        self._build()
        self._find.textChanged.connect(lambda _text: self._fill())
        self._find.returnPressed.connect(self._start)
        self._list.opened.connect(lambda _index: self._start())
        self._list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_verb())

    def offer(self, about: str, *, title: str, can_leave: bool, incident: str = "") -> None:
        """Offer what the alerts of an incident ask for, and what fits the words `about`; `title` is what a
        blank checklist would be called.

        `can_leave` while there are runs to go back to.
        """
        self._about, self._incident = about, incident
        self._title.setText(title)
        self._back.setVisible(can_leave)
        self._find.clear()
        self._fill()

    def refill(self) -> None:
        """The library changed."""
        if self._stack.page() is not self._blank:
            self._fill()

    def begin(self) -> None:
        """Put the focus where a runbook is looked for."""
        places = {self._empty: self._empty, self._blank: self._title}
        places.get(self._stack.page(), self._find).setFocus()

    def show_error(self, error: UserError) -> None:
        """Say under the title of a blank checklist why it can't be started."""
        self._title_field.show_error(error)

    def _build(self) -> None:
        self._find = QLineEdit()
        self._find.setPlaceholderText(_("Words of its title or text, or  tag:storage"))
        self._find.installEventFilter(self)
        self._list = RowList(_("Runbooks that fit"), RowDelegate(leading=False, margin=16))
        self._model = RowsModel(self._list)
        self._list.setModel(self._model)
        self._said = label("", "small", "muted", wrap=True)
        self._start_button = button(_("Start runbook"), self._start, key=_("Enter"))
        key_works_in(self._start_button, self._find, self._list)
        self._back = quiet_button(_("Back to the steps"), self.left.emit)
        top, foot = QWidget(), QWidget()
        above = QVBoxLayout(top)
        above.setContentsMargins(16, 12, 16, 8)
        above.setSpacing(8)
        above.addWidget(Field(_("Use a runbook"), self._find))
        above.addWidget(self._said)
        below = row(self._start_button, button(_("Blank checklist…"), self._ask_title), self._back, None)
        below.setContentsMargins(16, 8, 16, 12)
        foot.setLayout(below)
        choosing = QWidget()
        column(choosing, top, self._list, foot, stretch=1)
        self._empty = EmptyState(
            _("No runbooks yet"),
            _("Import a folder of Markdown. It is kept here, also when the file server is not reachable."),
            [
                button(_("Go to Runbooks"), self.library_wanted.emit),
                button(_("Blank checklist…"), self._ask_title),
            ],
        )
        self._blank = self._titled()
        self._choosing = choosing
        self._stack = PageStack(choosing, self._empty, self._blank)
        column(self, self._stack)

    def _titled(self) -> QWidget:
        """Where the title of a blank checklist is asked for."""
        self._title = QLineEdit()
        self._title.setMaxLength(200)
        hint = _("Its steps are added as they are done; afterwards it can become a runbook.")
        self._title_field = Field(_("Title of the checklist"), self._title, hint=hint)
        self._title.textChanged.connect(self._title_field.clear_error)
        self._title.returnPressed.connect(self._start_blank)
        start = button(_("Start checklist"), self._start_blank, primary=True, key=_("Enter"))
        back = button(_("Back"), self._leave_title, key=_("Esc"))
        whole = QWidget()
        for each in (start, back):
            key_works_in(each, whole)
        down = QVBoxLayout(whole)
        down.setContentsMargins(16, 12, 16, 12)
        down.setSpacing(8)
        down.addWidget(self._title_field)
        down.addLayout(row(start, back, None))
        down.addStretch()
        return whole

    def _ask_title(self) -> None:
        self._stack.show_page(self._blank)
        self._title.setFocus()
        self._title.selectAll()

    def _leave_title(self) -> None:
        self._fill()
        self.begin()

    def _start_blank(self) -> None:
        self.blank_wanted.emit(self._title.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stack.page() is self._blank:
            self._leave_title()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        words, wrong = self._find.text().strip(), ""
        try:
            books = self._found(words) if words else self._fitting()
        except UserError as error:
            books, wrong = [], str(error)
        if not words and not books:
            books = self._store.runbooks.page(limit=_MOST)
            self._said.setText(_("None fits these words; here are all."))
        elif words:
            self._said.setText(
                _("Found by these words")
                if books
                else wrong or _("Nothing matches {words}.").format(words=words)
            )
        else:
            self._said.setText(_("Suggested for this incident"))
        self._model.set_rows([(book.id, _row(book)) for book in books])
        if books:
            self._list.setCurrentIndex(self._model.index(0, 0))
        self._stack.show_page(self._choosing if self._store.runbooks.count() else self._empty)
        self._show_verb()

    def _fitting(self) -> list[RunbookRow]:
        alerts = self._store.alerts.of_incident(self._incident)[:_ALERTS] if self._incident else []
        asked = [row for alert in alerts for row in runbooks_for(self._store, alert)]
        return [*{row.id: row for row in (*asked, *suggest(self._store, self._about))}.values()]

    def _found(self, words: str) -> list[RunbookRow]:
        return [row for row in self._store.runbooks.rows(ids_of(self._store, words, _MOST)) if not row.gone]

    def _show_verb(self) -> None:
        self._start_button.setEnabled(self._list.current_key() is not None)

    def _start(self) -> None:
        index = self._list.currentIndex()
        if index.isValid():
            self.started.emit(index.data(KEY))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the line go through the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            at = self._list.currentIndex().row() + step
            if step and 0 <= at < self._model.rowCount():
                self._list.setCurrentIndex(self._model.index(at, 0))
            return bool(step)
        return super().eventFilter(watched, event)


def _row(book: RunbookRow) -> Row:
    used = ngettext("used once", "used {count} times", book.used).format(count=book.used) if book.used else ""
    return Row(book.title, f"{book.source}/{book.path}", icon="runbooks", age=used)
