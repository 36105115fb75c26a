"""The field of the composer: what is dropped or pasted into it goes where it belongs."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QContextMenuEvent

from holdfast.domain.text import PROSE, has_controls
from holdfast.ui.kit.forms import NoteEdit
from holdfast.ui.respond.pasted import bytes_of, files_of, image_of
from holdfast.words import _


class ComposerEdit(NoteEdit):
    """Takes text; files, images and what a note can't keep are for evidence."""

    files_given = Signal(list)
    image_given = Signal(object)
    """An image (QImage)."""
    unkept = Signal(str, object)
    """Why a note does not keep text that was given, and its bytes."""
    evidence_wanted = Signal()
    """The clipboard is to become evidence."""

    def __init__(self) -> None:
        super().__init__(lines=1, most=6, placeholder=_("What happened?"), enter_submits=True)
        self.setAccessibleName(_("What happened"))
        self._came = (0, 0, -1)  # where the newest text that was given stands, and the revision then

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(files_of(source)) or image_of(source) is not None or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Every way of pasting and dropping ends here."""
        if files := files_of(source):
            self.files_given.emit(files)
        elif (image := image_of(source)) is not None:
            self.image_given.emit(image)
        else:
            self._take_text(source)

    def _take_text(self, source: QMimeData) -> None:
        text = source.text()
        if len(text) + self.document().characterCount() > PROSE:
            said = _("{length:,} characters are too many for a note.").format(length=len(text))
            self.unkept.emit(said, bytes_of(source))
            return
        start = self.textCursor().selectionStart()
        super().insertFromMimeData(source)
        self._came = (start, self.textCursor().position(), self.document().revision())
        if has_controls(text):
            self.unkept.emit(_("A note does not keep control sequences."), bytes_of(source))

    def take_back(self) -> None:
        """Take out the text that was given last, where nothing was changed since."""
        start, end, revision = self._came
        if revision == self.document().revision():
            cursor = self.textCursor()
            cursor.setPosition(start)
            cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Paste as e&vidence…"), self.evidence_wanted.emit)
        menu.popup(event.globalPos())
