"""What was kept of a step: each piece with its hash, to be shown, copied and saved."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.respond.evidence import Evidence
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.run_code import CodeWell
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.text import ElidedLabel, label
from holdfast.words import _

_MOST_SHOWN = 200_000  # characters laid out in the card; all of it can be saved


class EvidenceList(QWidget):
    """The pieces under each other. Text is shown here, as it is; nothing is opened by another program."""

    said = Signal(str)
    """A sentence for the person."""
    save_wanted = Signal(str, str)
    """A piece (its entry) is to be written to a file; its name."""
    failed = Signal(object)
    """The UserError of a piece that is not there any more."""

    def __init__(self, pieces: tuple[Evidence, ...], read: Callable[[str], bytes]) -> None:
        """`read` gives the content of a piece by its entry."""
        super().__init__()
        self._read = read
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        for piece in pieces:
            down.addWidget(self._line(piece))

    def _line(self, piece: Evidence) -> QFrame:
        frame = QFrame()
        frame.setProperty("card", "true")
        whole = QVBoxLayout(frame)
        whole.setContentsMargins(12, 8, 8, 8)
        whole.setSpacing(4)
        name = ElidedLabel(piece.name, "strong")
        size = label(_("{size:,} bytes").format(size=piece.size), "small", "muted")
        head = row(name, size)
        head.setStretch(0, 1)
        whole.addLayout(head)
        whole.addWidget(ElidedLabel(_("SHA-256 {hash}").format(hash=piece.sha256), "mono_small", "muted"))
        if piece.remark:
            whole.addWidget(label(piece.remark, wrap=True, select=True))
        verbs = [
            quiet_button(_("Show"), partial(self._show, piece, frame, whole)) if _is_text(piece) else None,
            quiet_button(_("Copy hash"), partial(self._copy, piece)),
            quiet_button(_("Save…"), partial(self.save_wanted.emit, piece.entry, piece.name)),
        ]
        made = [each for each in verbs if each is not None]
        for each in made:
            each.setAccessibleDescription(piece.name)
        whole.addLayout(FlowLayout(*made))
        return frame

    def _copy(self, piece: Evidence) -> None:
        QGuiApplication.clipboard().setText(piece.sha256)
        self.said.emit(_("Copied the SHA-256 of {name}.").format(name=piece.name))

    def _show(self, piece: Evidence, frame: QFrame, whole: QVBoxLayout) -> None:
        shown = frame.findChild(CodeWell)
        if shown is not None:
            shown.setVisible(shown.isHidden())
            return
        try:
            text = self._read(piece.entry).decode("utf-8", "replace")
        except UserError as error:
            self.failed.emit(error)
            return
        well = CodeWell(text[:_MOST_SHOWN])
        whole.addWidget(well)
        if len(text) > _MOST_SHOWN:
            whole.addWidget(label(_("The rest is in the file: save it."), "small", "muted", wrap=True))
        well.show()
        well.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_text(piece: Evidence) -> bool:
    return piece.media.startswith("text/") and not piece.place
