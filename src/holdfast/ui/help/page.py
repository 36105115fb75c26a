"""The manual: Markdown under resources/help, shown by the same safe viewer as runbooks."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from holdfast.domain.errors import UserError
from holdfast.runbook.parse import parse
from holdfast.runbook.render import Rendered, Renderer
from holdfast.ui.kit.document_view import DocumentView
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.page import Page, PageHeader, column
from holdfast.ui.kit.rows import KEY, Row, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import hairline
from holdfast.words import _

_FIRST = "index.md"


class HelpPage(Page):
    """Chapters at the left, the chapter at the right; links go from chapter to chapter."""

    chapter_wanted = Signal(str)

    def __init__(self, folder: Path, renderer: Renderer, tasks: Tasks, notices: Notices) -> None:
        super().__init__()
        self._folder, self._renderer, self._tasks, self._notices = folder, renderer, tasks, notices
        self._anchor = ""
        self._shown = ""
        self._build()
        self._list.opened.connect(self._choose)
        self._list.clicked.connect(self._choose)
        self._view.runbook_wanted.connect(self._follow)

    def show_place(self, what: str) -> None:
        """Show the chapter `what` (a file's name); "" is the first one, or the one shown before."""
        name = what or self._shown or _FIRST
        self._list.setCurrentIndex(self._chapters.index(self._chapters.row_of(name), 0))
        if name != self._shown:
            self._read(name)

    def panes(self) -> list[QWidget]:
        return [self._list, self._view]

    def first_focus(self) -> QWidget | None:
        return self._view

    def window_title(self) -> str:
        return _("Manual")

    def _build(self) -> None:
        self._list = RowList(_("Chapters"))
        self._list.setItemDelegate(RowDelegate(self._list, leading=False, compact=True))
        self._chapters = RowsModel(self)
        self._chapters.set_rows([(name, Row(title)) for name, title in _chapters(self._folder)])
        self._list.setModel(self._chapters)
        self._view = DocumentView(_("Manual"))
        self._view.setProperty("bare", "true")  # no border but the ring of the focus
        split = QSplitter()
        split.addWidget(self._list)
        split.addWidget(self._view)
        split.setStretchFactor(1, 1)
        split.setSizes([260, 840])
        split.setChildrenCollapsible(False)
        column(self, PageHeader(_("Manual")), hairline(), split, stretch=2)

    def _choose(self, index: QModelIndex) -> None:
        name = index.data(KEY)
        if name != self._shown:
            self.chapter_wanted.emit(name)

    def _follow(self, path: str, anchor: str) -> None:
        self._anchor = anchor
        if path == self._shown:
            self._view.go_to(anchor)
        else:
            self.chapter_wanted.emit(path)

    def _read(self, name: str) -> None:
        try:
            text = (self._folder / Path(name).name).read_text(encoding="utf-8")
        except OSError:
            self._notices.error(UserError(_("There is no chapter {name}.").format(name=name)))
            return
        self._shown = name
        self._tasks.run(partial(self._renderer.render, text, {}, name), self._show)

    def _show(self, document: Rendered) -> None:
        self._view.show_document(document)
        if self._anchor:
            self._view.go_to(self._anchor)
        self._anchor = ""


def _chapters(folder: Path) -> list[tuple[str, str]]:
    """Every chapter with its title: first those that the index links to, in its order."""
    titles = {
        path.name: parse(path.read_text(encoding="utf-8"), path.stem).title
        for path in sorted(folder.glob("*.md"))
    }
    index = folder / _FIRST
    linked = parse(index.read_text(encoding="utf-8"), "").links if index.is_file() else ()
    names = [_FIRST, *(link.partition("#")[0] for link in linked), *titles]
    return [(name, titles[name]) for name in dict.fromkeys(names) if name in titles]
