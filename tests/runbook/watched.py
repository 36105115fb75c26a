"""The real viewer over documents of a store, in a process of its own that can be watched from outside.

    python -m tests.runbook.watched STORE

shows the runbooks of the source `harmless`, then those of `hostile`, each laid out by the real worker, and
uses what links they have. Between the two it opens a file that is not there, which is seen by whoever
watches. It prints as JSON what it saw itself.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QUrl
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from holdfast import paths
from holdfast.domain.runbook import Runbook
from holdfast.runbook.library import import_folder
from holdfast.runbook.render import Renderer
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.ui.kit.run_reader import RunbookReader
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.theme import Appearance
from tests.runbook.hostile import corpus

MARK = "/nothing-is-here-from-now-on"
SECONDS = 0.4
_SCRIPTS = (
    "ascii é ß Ω Ж ع שלום हिन्दी ไทย 漢字 かな 한글 \u202e \U0001f525 \ue000 \U000e0041 \ufdfa ☐ ☑ ▸ → \u0301"
)
_WATCHED = ("open", "socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.fork", "os.system", "urllib.")
_MOST_LINKS = 12


def harmless() -> dict[str, str]:
    """What uses everything that the viewer can do."""
    languages = ("sh", "console", "yaml", "json", "python", "sql", "ini", "promql", "diff", "")
    code = "\n".join(f"```{name}\na: 'b' # 1\n```\n" for name in languages)
    text = (
        f"---\nowner: x\ntags: [a]\n---\n# T\n\n{_SCRIPTS} `{_SCRIPTS}` **{_SCRIPTS}** *{_SCRIPTS}*\n\n"
        f"|a|b|\n|-|-|\n|{_SCRIPTS}|d|\n\n> [!NOTE]\n> x[^1]\n\n!!! tip\n    x\n\n- [ ] a\n\n[x](b.md) "
        f"<https://a.example>\n\n![x](y.png)\n\n<details><summary>a</summary>\n\nb\n\n</details>\n\n"
        f"{code}\n[^1]: {_SCRIPTS}\n"
    )
    return {
        "everything": text,
        "slow": "[" * 200_000,
        "much": "a  \n" * 9_000,
        "toml": "+++\na = 1\n+++\n# T\n",
    }


def fill(store: Store, folder: Path) -> list[str]:
    """Import both; the reasons why some were refused."""
    refused: list[str] = []
    for source, texts in (("harmless", harmless()), ("hostile", corpus())):
        into = folder / source
        into.mkdir()
        for number, text in enumerate(texts.values()):
            (into / f"{number:04}.md").write_bytes(text.encode("utf-8", "replace"))
        refused += [left.why for left in import_folder(store, into, source).refused]
    return refused


class Watched:
    """The viewer, and what the process does."""

    def __init__(self, store: Store) -> None:
        self.seen: list[tuple[str, str]] = []
        self.children: list[int] = []
        self._renderer = Renderer(SECONDS)
        self._tasks = Tasks(_fail)
        self._shown = False
        self.reader = RunbookReader(store, self._renderer.render, self._tasks)
        self.reader.resize(900, 700)
        self.reader.shown.connect(self._note)
        self.reader.show()

    def open(self, book: Runbook) -> None:
        """Show one, to its end, with all that is folded, and use its links."""
        self._shown = False
        self.reader.read(book)
        self._wait()
        view = self.reader.view
        for target in _targets(self.reader):
            view.highlighted.emit(QUrl(target))
            view.anchorClicked.emit(QUrl(target))
        self._shown = view.is_filled()
        view.unfold_all()
        self._shown |= view.is_filled()
        self._wait()
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
        self.reader.repaint()
        self.children.append(len(children()))

    def close(self) -> None:
        """End the worker."""
        self._tasks.drain()
        self._renderer.close()
        self.reader.close()

    def watch(self, event: str, arguments: tuple[object, ...]) -> None:
        """An audit hook."""
        what = str(arguments[0]) if arguments else ""
        is_ours = what.isdecimal() or what.startswith("/proc/self/task/")  # pipes; and our own counting
        if event.startswith(_WATCHED) and not is_ours:
            self.seen.append((event, what))

    def _note(self) -> None:
        self._shown = True

    def _wait(self) -> None:
        while not self._shown:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 10)


def children() -> list[int]:
    """The processes that this one started and that are not gone, dead ones too."""
    found: list[int] = []
    for task in Path("/proc/self/task").glob("*/children"):
        with suppress(FileNotFoundError):  # a thread that has just ended
            found += map(int, task.read_text().split())
    return found


def _targets(reader: RunbookReader) -> Iterator[str]:
    html = reader.view._document.html
    found = dict.fromkeys(part.partition('"')[0] for part in html.split('href="')[1 : 50 * _MOST_LINKS])
    yield from list(found)[:_MOST_LINKS]


def _fail(problem: Exception) -> None:
    raise problem


def main() -> int:
    """Show all of them."""
    app = QApplication(sys.argv[:1])
    for file in sorted((paths.resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    app.setFont(QFont("DejaVu Sans", 9))
    Appearance(app).choose("light")
    with open_store(Path(sys.argv[1]), read_only=True) as store:
        books = [store.runbooks.get(row.id) for row in store.runbooks.page(0, -1)]
        watched = Watched(store)
        sys.addaudithook(watched.watch)
        for _round in range(2):
            for book in books:
                if book.source == "harmless":
                    watched.open(book)
        try:
            open(MARK).close()  # noqa: PTH123  (the plainest of opens)
        except FileNotFoundError:
            shown = 0
        for book in books:
            if book.source == "hostile":
                watched.open(book)
                shown += 1
        watched.close()
        left = len(children())
    saw = {"shown": shown, "most": max(watched.children), "left": left, "seen": watched.seen}
    sys.stdout.write(json.dumps(saw))
    sys.stdout.flush()
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main())
