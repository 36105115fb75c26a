"""Evidence added in place: files, an image or text that was chosen, dropped or pasted, with a remark."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from holdfast.domain.errors import UserError
from holdfast.respond import evidence
from holdfast.respond.evidence_files import Content, of_bytes, read
from holdfast.ui.kit.forms import Field, NoteEdit
from holdfast.ui.kit.tasks import CancelToken
from holdfast.ui.kit.text import label, set_tone
from holdfast.ui.respond.field_draft import FieldDraft
from holdfast.ui.respond.panel import Panel
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.respond.scene import Scene


class _Told(QObject):
    """How far the reading is, told from the thread that reads."""

    percent = Signal(int)


class EvidencePanel(Panel):
    """Reads on another thread while the remark is typed; adds when both are there. Esc stops the reading."""

    def __init__(
        self, scene: "Scene", sources: Sequence[Callable[..., Content]], names: Sequence[str]
    ) -> None:
        """Each source gives its content when called with `progress` and `stop`."""
        title = _("Add evidence: {names}").format(names=", ".join(names[:5]))
        super().__init__(title, _("Add"))
        self._scene, self._waiting = scene, list(sources)
        self._read: list[Content] = []
        self._asked = False
        self._told = _Told(self)
        self._token = CancelToken()
        self._edit = NoteEdit(lines=1, most=4, enter_submits=True)
        self._edit.submitted.connect(self.submit)
        self.remark = Field(_("What it shows"), self._edit)
        self.remark.show_hint(_("Can stay empty; it stands in the timeline."))
        self._edit.textChanged.connect(self.remark.clear_error)
        self._draft = FieldDraft(scene.store, self._edit, "evidence")
        self._draft.show_incident(scene.incident.id)
        self._state = label("", "small", "muted", wrap=True)
        self._body.addWidget(self.remark)
        self._body.addWidget(self._state)
        self._told.percent.connect(self._tell)
        self._next()

    def controls(self) -> list[QWidget]:
        return [self._edit]

    def submit(self) -> None:
        """Add, at once or as soon as all is read."""
        self._asked = True
        if self._waiting or not self._read:
            return
        said, ident = self._edit.toPlainText(), self._scene.incident.id
        done = self._scene.record(
            lambda: evidence.add_all(self._scene.store, ident, self._read, said),
            self.remark.show_error,
        )
        if done is None:
            self._asked = False
            return
        self._draft.forget()
        self.left.emit()

    def flush(self) -> None:
        self._token.cancel()
        self._draft.binder.flush()

    def _next(self) -> None:
        if not self._waiting:
            self._say(" · ".join(_size_words(content) for content in self._read))
            if self._asked:
                self.submit()
            return
        self._tell(0)
        work = partial(self._waiting[0], progress=_percent(self._told), stop=lambda: self._token.cancelled)
        self._scene.tasks.run(work, self._came, self._failed, token=self._token)

    def _came(self, content: Content) -> None:
        self._waiting.pop(0)
        self._read.append(content)
        self._next()

    def _failed(self, error: Exception) -> None:
        """One that can't be read stops all: nothing half is recorded."""
        if not isinstance(error, UserError):
            raise error
        self._asked = False
        self._waiting = []
        self._read = []
        self._say(str(error), "error")

    def _tell(self, percent: int) -> None:
        if self._waiting:
            self._say(_("Reading, {percent} %. Esc stops it.").format(percent=percent))

    def _say(self, words: str, tone: str = "muted") -> None:
        self._state.setText(words)
        set_tone(self._state, tone)


def panel_of_files(scene: "Scene", files: Sequence[Path]) -> EvidencePanel:
    """A panel for files."""
    return EvidencePanel(scene, [partial(read, file) for file in files], [file.name for file in files])


def panel_of_image(scene: "Scene", image: QImage) -> EvidencePanel:
    """A panel for an image, which becomes a PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue,reportArgumentType]
    return _panel_of_bytes(scene, "screenshot", "png", bytes(buffer.data().data()), "image/png")


def panel_of_text(scene: "Scene", data: bytes) -> EvidencePanel:
    """A panel for text that was pasted, as its bytes came."""
    return _panel_of_bytes(scene, "pasted", "txt", data, "text/plain")


def _panel_of_bytes(scene: "Scene", what: str, ending: str, data: bytes, media: str) -> EvidencePanel:
    name = f"{what}-{scene.store.now():%Y-%m-%dT%H%M%S}.{ending}"
    return EvidencePanel(scene, [partial(of_bytes, name, data, media)], [name])


def _percent(told: _Told) -> Callable[[int, int], None]:
    def progress(done: int, of: int) -> None:
        told.percent.emit(100 * done // max(of, 1))

    return progress


def _size_words(content: Content) -> str:
    size = _("{size:,} bytes, SHA-256 {sha}").format(size=content.size, sha=content.sha256[:16])
    if content.data is None:
        return _("{name}: {size}; larger than 64 MiB, it stays where it is").format(
            name=content.name, size=size
        )
    return _("{name}: {size}").format(name=content.name, size=size)
