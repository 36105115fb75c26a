"""The ways in which a status update leaves the window: clipboard, file, read out."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.report.write import write_file
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.read_out import ReadOut
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.text import label
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.respond.scene import Scene


class WaysOut(QWidget):
    """Remembers which ways were gone: what went out must not change any more by itself."""

    went = Signal()
    print_wanted = Signal()
    """It is to be recorded, and its card printed."""

    def __init__(self, scene: "Scene", text: Callable[[], str]) -> None:
        """`text` gives the words that go out."""
        super().__init__()
        self.gone: list[str] = []
        self._scene, self._text = scene, text
        self._told = label("", "small", "muted", wrap=True)
        self.buttons = [
            button(_("Copy"), self.copy),
            button(_("Save to file…"), self.save),
            button(_("Read out"), self.read_out),
            button(_("Record and print…"), self.print_wanted.emit),
        ]
        flow = QWidget()
        flow.setLayout(FlowLayout(*self.buttons))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(flow)
        column.addWidget(self._told)
        self._say()

    def forget(self) -> None:
        """Another text: nothing of it went out yet."""
        self.gone.clear()
        self._say()

    def copy(self) -> None:
        """Onto the clipboard."""
        QGuiApplication.clipboard().setText(self._text())
        self._went(_("copied"))
        announce(self, _("Copied."))

    def save(self) -> None:
        """Into a file of the person's choice."""
        name = _("{ref} update").format(ref=self._scene.incident.ref)
        target = self._scene.asking.target(_("Save update"), f"{name}.txt", _("Text (*.txt)"))
        if target is None:
            return
        try:
            write_file(target, (self._text() + "\n").encode())
        except UserError as error:
            self._scene.notices.error(error)
            return
        self._went(_("saved to a file"))

    def read_out(self) -> None:
        """In large letters over the window."""
        self._went(_("read out"))
        title = _("Status update of {ref}").format(ref=self._scene.incident.ref)
        ReadOut(self.window(), title, self._text()).open()

    def _went(self, way: str) -> None:
        if way not in self.gone:
            self.gone.append(way)
        self._say()
        self.went.emit()

    def _say(self) -> None:
        ways = ", ".join(self.gone)
        self._told.setText(_("Went out: {ways}. Not recorded yet.").format(ways=ways) if ways else "")
        self._told.setVisible(bool(ways))
