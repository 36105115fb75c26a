"""What an import of reviews would bring: files to tick, and what was read of the current one."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSplitter, QWidget

from holdfast.desk.review_import import BroughtFile
from holdfast.domain.errors import UserError
from holdfast.review.foreign_times import zone_of
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, quiet_button, set_words
from holdfast.ui.kit.forms import Field, row
from holdfast.ui.kit.page import column
from holdfast.ui.kit.rows import KEY, Index, Row
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.text import hairline
from holdfast.ui.kit.tick_list import TickList
from holdfast.ui.review.bringing_file import FileView
from holdfast.words import _, ngettext


class BringingPreview(QWidget):
    """Space ticks a file, Enter on the list imports what is ticked, Esc leaves."""

    accepted = Signal(object)
    """The files that are wanted, as they are to be recorded."""
    left = Signal()
    zone_chosen = Signal(object)
    """Read all files again: times that say no zone are in this one."""
    section_chosen = Signal(str, int, str)
    """The path of a file, the line of a heading in it, and the section it becomes."""

    def __init__(self, own: tzinfo) -> None:
        super().__init__()
        self._own = own
        self._files: dict[str, BroughtFile] = {}
        self._ticked = set[str]()
        self._build()
        self.list.ticked.connect(self._tick)
        self.list.opened.connect(lambda _index: self.accept())
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self.file.chosen.connect(
            lambda line, section: self.section_chosen.emit(self._current(), line, section)
        )
        self._zone.editingFinished.connect(self._choose_zone)

    def show_files(self, files: Sequence[BroughtFile]) -> None:
        """Show what was found; all that is new is ticked, and the first file current."""
        self._ticked = {file.path for file in files if _is_tickable(file)}
        self._zone.clear()
        self._zone_field.clear_error()
        self.take_files(files)
        self.list.setCurrentIndex(self._model.index(0, 0))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_files(self, files: Sequence[BroughtFile]) -> None:
        """The same files, read again."""
        self._files = {file.path: file for file in files}
        self._fill()
        self._show_current()

    def about(self) -> str:
        """What is to be known of the files as a whole."""
        same = sum(file.kind == "unchanged" for file in self._files.values())
        here = ngettext("{count} file is here already.", "{count} files are here already.", same)
        said = _("Nothing is recorded before you say so.")
        return f"{here.format(count=same)} {said}" if same else said

    def accept(self) -> None:
        """Import what is ticked."""
        if self._ticked:
            wanted = [
                file for file in self._files.values() if not _is_tickable(file) or file.path in self._ticked
            ]
            self.accepted.emit(wanted)

    def panes(self) -> list[QWidget]:
        """The areas to go through."""
        return [self.list, self.file]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._model = RowsModel(self)
        self.list = TickList(_("Files to import"))
        self.list.setModel(self._model)
        self.file = FileView()
        self._zone = QLineEdit()
        self._zone.setPlaceholderText(_("This store’s; or Europe/Berlin, CET, +01:00"))
        self._zone_field = Field(_("Zone of times that say &none"), self._zone)
        self._import = button(_("Import"), self.accept, primary=True)
        cancel = button(_("Cancel"), self.left.emit, key=_("Esc"))
        all_, none = (
            quiet_button(_("Tick all"), lambda: self._tick_all(ticked=True)),
            quiet_button(_("Tick none"), lambda: self._tick_all(ticked=False)),
        )
        head, foot = QWidget(), QWidget()
        self._zone.setMaximumWidth(theme.px(380))
        column(head, self._zone_field).setContentsMargins(24, 8, 24, 12)
        line = row(all_, none, None, cancel, self._import, spacing=12)
        line.setContentsMargins(24, 12, 24, 12)
        foot.setLayout(line)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.list)
        split.addWidget(self.file)
        split.setSizes([theme.px(380), theme.px(560)])
        column(self, head, hairline(), split, hairline(), foot, stretch=2)

    def _fill(self) -> None:
        self._model.set_rows([(path, self._row(file)) for path, file in self._files.items()])
        count = len(self._ticked)
        words = ngettext("Import {count} review", "Import {count} reviews", count)
        set_words(self._import, words.format(count=count))
        self._import.setEnabled(bool(count))

    def _row(self, file: BroughtFile) -> Row:
        tickable = _is_tickable(file)
        return Row(
            file.foreign.title if file.foreign else file.path,
            file.why or file.path,
            due=_kind_word(file),
            icon="warning" if file.kind == "refused" else "",
            quiet=not tickable,
            box=("done" if file.path in self._ticked else "open") if tickable else "",
        )

    # -- what happens ----------------------------------------------------------------------------

    def _current(self) -> str:
        return str(self.list.current_key() or "")

    def _tick(self, index: QModelIndex) -> None:
        path = index.data(KEY)
        if _is_tickable(self._files[path]):
            self._ticked ^= {path}
            self._fill()

    def _tick_all(self, *, ticked: bool) -> None:
        self._ticked = {path for path, file in self._files.items() if ticked and _is_tickable(file)}
        self._fill()

    def _show_current(self, *_where: Index) -> None:
        self.file.show_file(self._files.get(self._current()))

    def _choose_zone(self) -> None:
        text = self._zone.text().strip()
        zone = zone_of(text, self._own) if text else self._own
        if zone is None:
            self._zone_field.show_error(
                UserError(_("This is no time zone, or could be several."), _("For example Europe/Berlin."))
            )
            return
        self._zone_field.clear_error()
        self.zone_chosen.emit(zone)


def _is_tickable(file: BroughtFile) -> bool:
    return file.kind in {"new", "changed"}


def _kind_word(file: BroughtFile) -> str:
    return {
        "new": _("new"),
        "changed": _("another text"),
        "unchanged": _("unchanged"),
        "refused": _("left out"),
    }[file.kind]
