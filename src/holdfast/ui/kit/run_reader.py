"""A whole runbook to read: its headings at the left, its text at the right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QSplitter, QTreeWidget, QTreeWidgetItem, QWidget

from holdfast.domain.document import Document, Section
from holdfast.domain.errors import UserError
from holdfast.domain.runbook import Runbook
from holdfast.runbook.library import text_of
from holdfast.runbook.parse import parse
from holdfast.runbook.render import Rendered
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.document_view import DocumentView
from holdfast.ui.kit.forms import card
from holdfast.ui.kit.page import column
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import label
from holdfast.words import _

Render = Callable[[str, Mapping[str, str], str], Rendered]
"""Safe HTML of (text, images by path, path), made aside; `Renderer.render`."""

_ANCHOR = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class _Read:
    """A version that was laid out aside."""

    rendered: Rendered
    document: Document


class RunbookReader(QWidget):
    """Shows one version of a runbook. Its links to other runbooks are wishes."""

    runbook_wanted = Signal(str, str)
    """The id of another runbook, and an anchor in it or ""."""
    shown = Signal()
    """The text that was asked for is on the screen."""
    said = Signal(str)
    """A sentence for the person: something was copied, or a link leads to nothing here."""
    failed = Signal(object)
    """The UserError of a text that is not there any more."""

    def __init__(self, store: Store, render: Render, tasks: Tasks) -> None:
        super().__init__()
        self._store, self._render, self._tasks = store, render, tasks
        self._book = Runbook("")
        self._version = ""
        self._anchor = ""
        self._words: tuple[str, ...] = ()
        self._token = CancelToken()
        self._build()
        self._outline.currentItemChanged.connect(self._go)
        self._outline.itemActivated.connect(lambda _item, _column: self.view.setFocus())
        self.view.runbook_wanted.connect(self._follow)
        self.view.copied.connect(lambda _text: self.said.emit(_("Copied.")))

    def read(self, book: Runbook, version: str = "", *, anchor: str = "", words: str = "") -> None:
        """Show a version of `book`, the newest unless one is named.

        It opens at `anchor`, else at the first section that has all of `words`, else at its top.
        """
        wanted = version or book.version
        self._anchor, self._words = anchor, tuple(words.casefold().split())
        if (self._book.id, self._version) == (book.id, wanted):
            self._go_where_wanted(self._sections)
            return
        try:
            text = text_of(self._store, wanted)
        except UserError as error:
            self.failed.emit(error)
            return
        self._token.cancel()
        self._book, self._version, self._steps = book, wanted, 0
        work = partial(_read, self._render, text, book)
        self._token = self._tasks.run(work, self._show)

    def book_id(self) -> str:
        """The id of the runbook that is shown or on its way, "" for none."""
        return self._book.id

    def steps(self) -> int:
        """How many steps the runbook on the screen has."""
        return self._steps

    def panes(self) -> list[QWidget]:
        """The areas to go through."""
        return [self._outline, self.view]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_outline()

    def _build(self) -> None:
        self.view = DocumentView(_("Runbook"))
        self.view.setProperty("bare", "true")  # no border but the ring of the focus
        self.view.setMinimumWidth(theme.px(240))
        self._fallback = label("", "meta", wrap=True)
        self._plain = card(self._fallback, kind="hint")
        self._plain.hide()
        self._sections: tuple[Section, ...] = ()
        self._steps = 0
        self._outline = QTreeWidget()
        self._outline.setAccessibleName(_("Sections"))
        self._outline.setHeaderHidden(True)
        self._outline.setFrameShape(QFrame.Shape.NoFrame)
        self._outline.setRootIsDecorated(False)
        self._outline.setIndentation(theme.px(14))
        self._outline.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._outline.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._outline.setExpandsOnDoubleClick(False)
        right = QWidget()
        column(right, self._plain, self.view, stretch=1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self._outline)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([theme.px(190), theme.px(600)])
        column(self, split)

    def _show(self, read: _Read) -> None:
        self._fallback.setText(read.rendered.fallback)
        self._plain.setVisible(bool(read.rendered.fallback))
        self.view.setAccessibleName(_("Runbook {title}").format(title=self._book.title))
        self.view.show_document(read.rendered, self._store.blobs.get)
        self._sections, self._steps = read.document.sections, len(read.document.steps)
        self._fill_outline(self._sections)
        self._show_outline()
        self._go_where_wanted(self._sections)
        self.shown.emit()

    def _fill_outline(self, sections: tuple[Section, ...]) -> None:
        with QSignalBlocker(self._outline):
            self._outline.clear()
            above: list[tuple[int, QTreeWidgetItem]] = []
            for section in sections:
                if not section.heading:
                    continue
                while above and above[-1][0] >= section.level:
                    above.pop()
                item = QTreeWidgetItem([section.heading])
                item.setData(0, _ANCHOR, section.key)
                item.setToolTip(0, section.heading if "<" not in section.heading else "")
                if above:
                    above[-1][1].addChild(item)
                else:
                    self._outline.addTopLevelItem(item)
                above.append((section.level, item))
            self._outline.expandAll()

    def _show_outline(self) -> None:
        """One heading leads nowhere, and a narrow view is for the text."""
        headings = sum(bool(section.heading) for section in self._sections)
        self._outline.setVisible(headings > 1 and self.width() >= theme.px(620))

    def _go_where_wanted(self, sections: tuple[Section, ...]) -> None:
        anchor = self._anchor or _section_with(sections, self._words)
        if anchor:
            self.view.go_to(anchor)

    def _go(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.view.go_to(item.data(0, _ANCHOR))

    def _follow(self, path: str, anchor: str) -> None:
        """A link: to a place in this runbook, to another one, or to a file that is not in the library."""
        if path == self._book.path:
            self.view.go_to(anchor)
            return
        other = self._store.runbooks.at(self._book.source, path)
        if other is None:
            self.said.emit(_("{path} is not in the library.").format(path=path))
        else:
            self.runbook_wanted.emit(other.id, anchor)


def _read(render: Render, text: str, book: Runbook) -> _Read:
    """Everything that takes time for a long text; runs aside."""
    return _Read(render(text, book.images, book.path), parse(text, book.title))


def _section_with(sections: tuple[Section, ...], words: tuple[str, ...]) -> str:
    """The first section whose heading and text have every word, "" for none."""
    if not words:
        return ""
    for section in sections:
        text = f"{section.heading} {section.text}".casefold()
        if section.heading and all(word in text for word in words):
            return section.key
    return ""
