"""Writing a watch: from an example or from its file, judged while it is typed, saved into the folder."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from holdfast.detect.watches.watch import check
from holdfast.detect.watches.writing import examples, text_of, write
from holdfast.domain.clock import to_stored
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.store.store import Store
from holdfast.ui.detect.watch_reading import Seen
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.forms import Field, combo, row
from holdfast.ui.kit.judged_text import JudgedText
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.page import PageHeader, column
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import hairline
from holdfast.words import _

_NEW: Final = ""


class WatchEditor(QWidget):
    """What is written is a draft of that watch until it is saved; nothing of it goes into the journal."""

    left = Signal()
    saved = Signal(str)
    """The name of the watch that was saved."""
    failed = Signal(object)

    def __init__(self, store: Store, tasks: Tasks) -> None:
        super().__init__()
        self._store = store
        self._name, self._before = _NEW, ""
        self._examples = {each.key: each for each in examples()}
        self._build(tasks)
        self._draft = DraftBinder(self.text.edit, self._load_draft, self._save_draft)
        self._draft.failed.connect(self.failed)
        self.name_edit.textEdited.connect(lambda _text: self.name.clear_error())
        self.name_edit.returnPressed.connect(self.text.edit.setFocus)
        self.begin.currentIndexChanged.connect(lambda _place: self._take(str(self.begin.currentData())))

    def open_new(self, example: str = "") -> None:
        """Begin a watch from an example; without one, go on with what was begun."""
        self._draft.flush()
        self._name = _NEW
        draft = None if example else self._load_draft()
        key = example if example in self._examples else next(iter(self._examples))
        self.begin.setCurrentIndex(self.begin.findData(key))
        self._before = self._examples[key].text
        self._show(_("New watch"), draft or self._before)
        self.name_edit.setText(key)

    def open_file(self, seen: Seen) -> None:
        """Edit a watch. UserError where its file can't be read."""
        text = text_of(seen.file.file)
        self._draft.flush()
        self._name, self._before = seen.name, text
        self._show(_("Edit watch: {name}").format(name=seen.name), self._load_draft() or text)

    def stop(self) -> None:
        """Keep what is written as a draft."""
        self.text.stop()
        self._draft.flush()

    def first(self) -> QWidget:
        """Where one begins to write."""
        return self.text.edit if self._name else self.name_edit

    def panes(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        return [self._header, *([] if self._name else [self._tools]), self.text]

    def save_now(self) -> None:
        """Put the file in place, or say what is in the way where it stands."""
        if self.text.judge():
            self.text.list.setFocus()
            announce(self, self.text.count.text())
            return
        text, name = self.text.edit.toPlainText(), self._name or self.name_edit.text().strip()
        try:
            write(self._store.path, name, text, self._before if self._name else None)
        except UserError as error:
            if self._name:
                self.failed.emit(error)
            else:
                self.name.show_error(error)
            return
        self._draft.forget(text)
        self._drop_draft()
        self.saved.emit(name)

    # -- making ----------------------------------------------------------------------------------

    def _build(self, tasks: Tasks) -> None:
        back = button(_("Back"), self.left.emit)
        self.save = button(_("Save watch"), self.save_now, primary=True, key="Ctrl+S")
        self._header = PageHeader("", buttons=[back, self.save])
        self.begin = combo([(each.key, each.title) for each in self._examples.values()])
        self.name_edit = QLineEdit()
        self.name = Field(_("Name of the file"), self.name_edit)
        self._tools = QWidget()
        parts = (Field(_("Start from"), self.begin), self.name)
        line = row(*parts, spacing=16)
        for each in parts:
            line.setAlignment(each, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        line.setContentsMargins(24, 12, 24, 0)
        self._tools.setLayout(line)
        fine = _("This watch can be used.")
        help_ = _(
            "Save it, try it over past data, then switch it on. What each key means: the manual, Watches."
        )
        self.text = JudgedText(_("Text of the watch"), lambda text: check(text).problems, tasks, fine, help_)
        column(self, self._header, hairline(), self._tools, self.text, stretch=3).insertSpacing(3, 12)

    def _show(self, title: str, text: str) -> None:
        told = _("A file of this store; nothing of it goes into the journal.")
        self._header.set_title(title, told)
        self._tools.setVisible(not self._name)
        self.name.clear_error()
        self.text.put(text)
        self._draft.restore()

    def _take(self, key: str) -> None:
        """Undo brings back what was written."""
        if self._name or key not in self._examples:
            return
        if self.name_edit.text() in self._examples:
            self.name_edit.setText(key)
        if self.begin.hasFocus():
            self._before = self._examples[key].text
            self.text.put(self._before)

    # -- drafts ----------------------------------------------------------------------------------

    def _field(self) -> str:
        return f"watch:{self._name}"

    def _load_draft(self) -> str | None:
        draft = self._store.drafts.get(subject("store", self._store.facts.id), self._field(), "")
        return draft.text if draft else None

    def _save_draft(self, text: str) -> None:
        if self._store.read_only:
            return
        if text.strip() and text != self._before:
            name = subject("store", self._store.facts.id)
            self._store.drafts.save(name, self._field(), text, to_stored(self._store.clock()), "")
        else:
            self._drop_draft()

    def _drop_draft(self) -> None:
        if not self._store.read_only:
            self._store.drafts.drop(subject("store", self._store.facts.id), self._field())
