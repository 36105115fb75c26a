"""Seen before: past incidents like this one, each with its reasons; what became of one is shown beside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from holdfast.domain.classification import severity_text
from holdfast.domain.errors import UserError
from holdfast.domain.value import title_text
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.triage.seen_before import Seen, seen_before
from holdfast.triage.seen_words import ended, why
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, set_words
from holdfast.ui.kit.forms import card, row
from holdfast.ui.kit.rows import KEY, Index, Row, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import label
from holdfast.words import _

_PAUSE = 300
"""Milliseconds without another question before the store is asked."""


@dataclass(frozen=True)
class Question:
    """What is asked about; `without` is the id of the incident itself."""

    title: str
    service: str = ""
    labels: tuple[str, ...] = ()
    without: str = ""


class Looking(QObject):
    """Looks for the latest question on another thread; answers to earlier ones are dropped."""

    found = Signal(object)
    """A list of `Seen`."""

    def __init__(self, store: Store, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._tasks, self._question = store, tasks, Question("")
        self._token = CancelToken()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._begin)

    def ask(self, question: Question) -> None:
        """Look before long; the same question again is answered already."""
        if question == self._question:
            return
        self._token.cancel()
        self._question = question
        self._timer.start()

    def stop(self) -> None:
        """Nobody looks any more."""
        self._timer.stop()
        self._token.cancel()
        self._question = Question("")

    def _begin(self) -> None:
        if self._store.read_only:
            # Another connection may not see what this one does (a copy, a disk that cannot be written).
            self.found.emit(_asked(self._store, self._question))
            return
        self._token = CancelToken()
        work = partial(_look, self._store.path, self._question)
        self._tasks.run(work, self.found.emit, self._failed, token=self._token)

    def _failed(self, problem: Exception) -> None:
        # A help that can't be had is left off; what can't be read is said where it is needed.
        if not isinstance(problem, UserError):
            raise problem


def _look(folder: Path, question: Question) -> list[Seen]:
    with open_store(folder, read_only=True) as store:
        return _asked(store, question)


def _asked(store: Store, question: Question) -> list[Seen]:
    return seen_before(store, question.title, question.service, question.labels, without=question.without)


class SeenList(QWidget):
    """Up to five rows; Enter or a click shows beside them what became of one."""

    incident_wanted = Signal(str)
    """The id of the incident to go to."""
    duplicate_wanted = Signal(str)
    """This is a duplicate of the incident with this id."""

    def __init__(self, *, linking: bool = False) -> None:
        """With `linking` one can be said to be the incident that this one is a duplicate of."""
        super().__init__()
        self._found: dict[str, Seen] = {}
        self._shown = ""
        self._build(linking=linking)
        self.rows.opened.connect(self._open)
        self.rows.clicked.connect(self._open)
        self.show_found([])

    def show_found(self, found: Sequence[Seen]) -> None:
        """Show these; the one that is open stays so while it is among them."""
        self._found = {each.id: each for each in found}
        self._model.set_rows([(each.id, _row(each)) for each in found])
        self.rows.setVisible(bool(found))
        self.rows.updateGeometry()
        self._none.setVisible(not found)
        if self._shown not in self._found:
            self._card.hide()
            self._shown = ""

    def say_none(self, words: str) -> None:
        """What is said where nothing was found."""
        self._none.setText(words)

    def controls(self) -> list[QWidget]:
        """What can have the focus, in order."""
        return [self.rows, self._go, self._same]

    def _build(self, *, linking: bool) -> None:
        self._model = RowsModel(self)
        self.rows = _Rows(_("Seen before"), self._model)
        self._none = label(_("Nothing like it was seen before."), "meta", "muted", wrap=True)
        self._head, self._told = label("", "strong", wrap=True), label("", "meta", wrap=True, select=True)
        self._go = button("", self._leave_for)
        self._same = button(_("This is a duplicate of it"), self._link)
        buttons = QWidget()
        buttons.setLayout(row(self._go, self._same, None))
        self._same.setVisible(linking)  # not sooner: without a parent it would be a window
        self._card = card(self._head, self._told, buttons)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        for part in (self._none, self.rows, self._card):
            down.addWidget(part)
        down.addStretch()

    def _open(self, index: Index) -> None:
        seen = self._found[index.data(KEY)]
        self._shown = seen.id
        self._head.setText(f"{seen.ref}  {title_text(seen.title)}")
        self._told.setText("\n".join(_story(seen)))
        set_words(self._go, _("Open {ref}").format(ref=seen.ref))
        self._card.show()
        self._go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_for(self) -> None:
        self.incident_wanted.emit(self._shown)

    def _link(self) -> None:
        self.duplicate_wanted.emit(self._shown)


class _Rows(RowList):
    """As high as its rows. Enter is its own: on a wizard's page it would go on."""

    def __init__(self, name: str, model: RowsModel) -> None:
        super().__init__(name, RowDelegate(leading=False, margin=8))
        self.setModel(model)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_enter(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_enter(event) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), max(1, self._count()) * max(self.sizeHintForRow(0), theme.px(44)) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(220), self.sizeHint().height())

    def _count(self) -> int:
        model = self.model()
        return 0 if model is None else model.rowCount()


def _is_enter(event: QKeyEvent) -> bool:
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    return plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _row(seen: Seen) -> Row:
    reasons = "  ·  ".join(why(seen))
    return Row(title_text(seen.title), reasons, reference=seen.ref)


def _story(seen: Seen) -> Iterable[str]:
    yield "  ·  ".join(filter(None, (severity_text(seen.severity) if seen.severity else "", seen.service)))
    yield ended(seen)
    if seen.review:
        yield _("Review: {text}").format(text=seen.review)
    yield _("Shown because: {reasons}").format(reasons="; ".join(why(seen)))
