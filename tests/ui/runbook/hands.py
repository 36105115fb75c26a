"""What the tests of the library share: a page on a real store, and what it said."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from holdfast.domain.errors import UserError
from holdfast.runbook.render import Rendered
from holdfast.store.store import Store
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.rows import KEY
from holdfast.ui.kit.run_reader import Render
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.runbook.page import RunbooksPage
from tests.ui.stores import Hands, make_store

_LONGEST = 20_000  # milliseconds


@dataclass
class Answers:
    """Dialogs, answered beforehand."""

    folders: list[Path | None] = field(default_factory=list)

    def folder(self, title: str) -> Path | None:
        assert title
        return self.folders.pop(0)

    def confirm(self, what: str, hint: str, verb: str) -> bool:
        raise AssertionError((what, hint, verb))

    def file(self, title: str, kinds: str = "") -> Path | None:
        raise AssertionError((title, kinds))

    def target(self, title: str, suggested: str, kinds: str = "") -> Path | None:
        raise AssertionError((title, suggested, kinds))


@dataclass
class Desk:
    """The page, and everything around it."""

    path: Path
    store: Store
    hands: Hands
    page: RunbooksPage
    tasks: Tasks
    bridge: Bridge
    asking: Answers
    said: list[str] = field(default_factory=list)
    failed: list[UserError] = field(default_factory=list)
    went: list[str] = field(default_factory=list)
    exports: list[str] = field(default_factory=list)
    started: list[str] = field(default_factory=list)
    recorded: list[None] = field(default_factory=list)

    def close(self) -> None:
        if self.page._importing.is_busy():
            self.page._importing._stop()
        self.page._exporting.stop()
        self.page.close()
        self.page.deleteLater()
        self.tasks.drain()
        self.store.close()

    def bring_in(self, *paths: Path) -> None:
        """Import all that would come, and wait for the report."""
        self.page.import_from(*paths)
        self.accept()

    def accept(self) -> None:
        """Say yes to each plan that is shown, and wait for the report."""
        self.wait()
        while self.page._importing.is_asking():
            self.page._preview.accept()
            self.wait()

    def wait(self) -> None:
        """Until nothing is read, laid out or recorded any more."""
        clock = QTimer()
        clock.setSingleShot(True)
        clock.start(_LONGEST)
        QApplication.processEvents()
        while self.tasks.is_busy() or self.page._importing.is_busy() or self.page._sources.is_busy():
            assert clock.isActive(), "it took too long"
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        QApplication.processEvents()

    def read(self, place: str) -> None:
        """Go to a runbook and wait until it is shown."""
        self.page.show_place(place)
        self.wait()

    def find(self, words: str) -> None:
        """Look for words."""
        self.page._list.ask(words)

    def shown_ids(self) -> list[str]:
        """The ids of the rows."""
        model = self.page._list.rows.model()
        return [model.index(row, 0).data(KEY) for row in range(model.rowCount())]

    def titles(self) -> list[str]:
        """What the rows say first."""
        rows = {row.id: row.title for row in self.store.runbooks.page()}
        return [rows[ident] for ident in self.shown_ids()]

    def texts(self) -> list[str]:
        """What the labels in sight say."""
        labels = self.page.findChildren(QLabel)
        return [each.text() for each in labels if each.isVisible() and each.text()]


def plain(text: str, _images: object, _base: str) -> Rendered:
    """A stand-in for the worker that makes safe HTML, which has tests of its own."""
    return Rendered("<pre>" + text.replace("<", "&lt;") + "</pre>")


def make_desk(path: Path, render: Render = plain) -> Desk:
    store, hands = make_store(path)
    return desk_on(store, hands, path, render)


def desk_on(store: Store, hands: Hands, path: Path, render: Render = plain) -> Desk:
    """A page on this store; what it wishes to go to is gone to at once."""
    failed: list[UserError] = []
    recorded: list[None] = []
    tasks, bridge, asking = Tasks(_raise), Bridge(store), Answers()
    record = Recording(lambda: store.by is not None, lambda: False, _raise, lambda: recorded.append(None))
    page = RunbooksPage(store, render, tasks, record, asking, bridge)
    desk = Desk(path, store, hands, page, tasks, bridge, asking, failed=failed, recorded=recorded)
    page.said.connect(desk.said.append)
    page.failed.connect(desk.failed.append)
    page.start_wanted.connect(desk.started.append)
    page.runbook_wanted.connect(lambda place: (desk.went.append(place), page.show_place(place)))
    page.bringing.exporting.finished.connect(lambda: desk.exports.append(page._exporting._words.text()))
    return desk


def write(folder: Path, books: dict[str, str]) -> Path:
    """A folder of Markdown files."""
    for name, text in books.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _raise(error: BaseException | Sequence[object]) -> None:
    assert isinstance(error, BaseException)
    raise error
