"""The real window on a real store, with the answers to its file dialogs at hand."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from holdfast.desk.opening import open_here
from holdfast.settings import Settings
from holdfast.ui.kit.theme import Appearance
from holdfast.ui.shell.operator_dialog import OperatorDialog
from holdfast.ui.shell.wiring import Wiring
from tests.conftest import settle
from tests.journeys.keyboard import breathe, focused, press, until, write


@dataclass
class Answers:
    """Stands in for the dialogs of the desktop, which no test can press keys in."""

    folders: list[Path] = field(default_factory=list[Path])
    files: list[Path] = field(default_factory=list[Path])
    targets: list[Path] = field(default_factory=list[Path])
    asked: list[str] = field(default_factory=list[str])

    def confirm(self, what: str, hint: str, verb: str) -> bool:  # noqa: ARG002
        self.asked.append(what)
        return True

    def folder(self, title: str) -> Path | None:
        self.asked.append(title)
        return self.folders.pop(0) if self.folders else None

    def file(self, title: str, kinds: str = "") -> Path | None:  # noqa: ARG002
        self.asked.append(title)
        return self.files.pop(0) if self.files else None

    def target(self, title: str, suggested: str, kinds: str = "") -> Path | None:  # noqa: ARG002
        self.asked.append(title)
        return self.targets.pop(0) if self.targets else None


def qapplication() -> QApplication:
    """The application of this process."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


class OpenWindow:
    """A window as the program opens it; what it says while the test runs is kept in `said`."""

    def __init__(
        self, folder: Path, appearance: Appearance, answers: Answers | None = None, *, read_only: bool = False
    ) -> None:
        self.answers = answers or Answers()
        self.store = open_here(folder, read_only=read_only)
        self.wiring = Wiring(self.store, Settings(None), appearance)
        self.window = self.wiring.window
        self.wiring.rooms.asking = self.answers
        self.asked_who = 0
        self.said: list[str] = []
        self.wiring.notices.shown.connect(lambda notice: self.said.append(notice.what))
        self.fronts: set[str] = set()
        self._app = qapplication()
        self._app.focusWindowChanged.connect(self._note_front)
        self.wiring.start()
        self.window.activateWindow()
        until(self.window.isActiveWindow, "the window is active")

    def _note_front(self, window: QWindow | None) -> None:
        if window is not None:
            self.fronts.add(window.objectName().removesuffix("ClassWindow"))

    def rest(self) -> None:
        """Wait for what goes on aside."""
        breathe()
        until(lambda: not self.wiring.tasks.is_busy(), "work aside ends")

    def expect_who(self, who: str) -> None:
        """Answer with `who`, by keys, when it is asked next who is at the keyboard."""

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            focus = QApplication.focusWidget()
            if not isinstance(dialog, OperatorDialog) or focus is None or not dialog.isAncestorOf(focus):
                QTimer.singleShot(1, self.window, answer)
                return
            self.asked_who += 1
            assert focused().accessibleName() == "Your name"
            write(who)
            press("Return")

        QTimer.singleShot(0, self.window, answer)

    def close(self) -> None:
        """Close the window and the store."""
        self._app.focusWindowChanged.disconnect(self._note_front)
        self.window.close()
        breathe()
        self.wiring.stop()
        self.window.deleteLater()
        settle()
        self.store.close()
