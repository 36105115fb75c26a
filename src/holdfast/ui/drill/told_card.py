"""One thing that a drill tells, under its banner."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from holdfast.domain.drill import Drill, PutIn
from holdfast.runbook.render import Rendered
from holdfast.store.store import Store
from holdfast.ui.drill.told import content_of, markdown_of, when_words, who_words
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, quiet_button
from holdfast.ui.kit.document_view import DocumentView
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import ElidedLabel, hairline, label
from holdfast.words import _

_LEAST, _MOST = 44, 190  # of the text's height
_LINE = 30  # the least height of the line above it, also where it has no buttons
_SHARE = 5  # of the window's height, the text takes at most one part

Render = Callable[..., Rendered]


class ToldCard(QFrame):
    """Who, when, what; it comes and goes without touching the focus. Folded it is a line without the text."""

    understood = Signal()
    finish_wanted = Signal()
    file_wanted = Signal(object)
    """The `PutIn` whose file is to be saved."""
    turned = Signal(int)
    """The one before (-1) or after (1) is wanted."""

    def __init__(self, store: Store, render: Render, tasks: Tasks) -> None:
        super().__init__()
        self._store, self._render, self._tasks = store, render, tasks
        self._put: PutIn | None = None
        self._token = CancelToken()
        self._folded, self._moment, self._has_text = False, "", False
        self.setProperty("surface", "base")
        self._who, self._when = label("", "meta"), ElidedLabel("", "meta", "muted")
        self._title = label("", "title", wrap=True)
        self._text = _Text(_("What was told"))
        self._earlier = quiet_button(_("Earlier"), partial(self.turned.emit, -1))
        self._later = quiet_button(_("Later"), partial(self.turned.emit, 1))
        self._whole = quiet_button(_("Read it"), partial(self.fold, folded=False))
        self._save = quiet_button(_("Save file…"), self._want_file)
        self._verb = button(_("Understood"), self.understood.emit, key="Ctrl+Alt+U")
        self._finish = button(_("Finish exercise"), self.finish_wanted.emit)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._down = down = QVBoxLayout()
        down.setSpacing(4)
        beside = QVBoxLayout()
        beside.setContentsMargins(8, 0, 8, 0)  # the text has a margin of its own
        beside.addWidget(self._text)
        whole.addLayout(down)
        whole.addLayout(beside)
        whole.addWidget(hairline())
        top = row(
            self._who,
            self._when,
            self._whole,
            self._earlier,
            self._later,
            self._save,
            self._verb,
            self._finish,
        )
        top.setStretch(1, 1)
        top.addStrut(theme.px(_LINE))
        down.addLayout(top)
        down.addWidget(self._title)

    def show_told(self, put: PutIn, drill: Drill, at: int, count: int, verb: str) -> None:
        """Show one of so many, counted from 0; `verb` is understood, finish or "" for none."""
        told = self._put
        self._put = put
        self._who.setText(who_words(put))
        place = _("{number} of {count}").format(number=at + 1, count=count) if count > 1 else ""
        when = when_words(put, drill, self._store.zone)
        self._moment = "  ·  ".join(filter(None, (when, place)))
        self._earlier.setVisible(count > 1)
        self._later.setVisible(count > 1)
        self._earlier.setEnabled(at > 0)
        self._later.setEnabled(at < count - 1)
        self._save.setVisible(bool(put.content))
        self._verb.setVisible(verb == "understood")
        self._finish.setVisible(verb == "finish")
        if told is None or told != put:
            self._title.setText(put.title)
            self.setAccessibleName(f"{who_words(put)}: {put.title}")
            self._draw(put)
        self.fold(folded=self._folded)

    def fold(self, *, folded: bool) -> None:
        """Make it one line, or as high as its text again."""
        self._folded = folded
        self._down.setContentsMargins(24, 8, 24, 8 if folded or not self._has_text else 0)
        self._when.set_whole(self._title.text() if folded else self._moment)
        self._whole.setVisible(folded)
        self._title.setVisible(not folded)
        self._text.setVisible(self._has_text and not folded)

    def text(self) -> QWidget:
        """What F6 stops at."""
        return self._text

    def _draw(self, put: PutIn) -> None:
        self._token.cancel()
        text = markdown_of(put, content_of(self._store, put))
        self._has_text = bool(text)
        if text:
            work = partial(self._render, text, {}, f"{put.inject}.md")
            self._token = self._tasks.run(work, self._text.show_document)

    def _want_file(self) -> None:
        if self._put is not None:
            self.file_wanted.emit(self._put)


class _Text(DocumentView):
    """As high as its text, but never so high that the page below has no room."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setProperty("bare", "true")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.updateGeometry())

    def sizeHint(self) -> QSize:
        most = min(theme.px(_MOST), max(theme.px(_LEAST), self.window().height() // _SHARE))
        wanted = round(self.document().size().height()) + theme.px(4)
        return QSize(super().sizeHint().width(), max(theme.px(_LEAST), min(wanted, most)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(_LEAST))
