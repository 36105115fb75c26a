"""Where the timeline is written: a kind, what happened, Enter."""

from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QActionGroup,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.incident import check_not_ahead
from holdfast.domain.timeline import NOTE_TYPES, kind_word
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, key_works_in, menu_button
from holdfast.ui.kit.text import label, set_look, set_tone
from holdfast.ui.kit.when_field import understood
from holdfast.ui.respond.composed import Composed, composed
from holdfast.ui.respond.composer_edit import ComposerEdit
from holdfast.ui.respond.field_draft import FieldDraft
from holdfast.ui.respond.paste_offer import PasteOffer
from holdfast.ui.respond.pasted import files_of
from holdfast.words import _

_USUAL = "note"


class Composer(QWidget):
    """One note in the making. A leading time sets when it happened; below it is said how it was read."""

    wanted = Signal(str, str, object, str)
    """A note is to be recorded: its text, its kind, when it happened (aware) or None for now, its source."""
    files_given = Signal(list)
    """Files were dropped or pasted where text is typed."""
    image_given = Signal(object)
    """An image (QImage) was."""
    text_given = Signal(object)
    """Text was, and its bytes are to be kept as they came."""
    evidence_wanted = Signal()
    """What is on the clipboard is to become evidence."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._incident = ""
        self._kind = _USUAL
        self.edit = ComposerEdit()
        self._offer = PasteOffer()
        self._menu = self._kind_menu()
        self._kinds = menu_button("", self._menu)
        self._add = button(_("Add"), self._submit, key=_("Enter"))
        key_works_in(self._add, self.edit)
        self._below = label("", "small", "muted", wrap=True)
        self._draft = FieldDraft(store, self.edit, "composer")
        self._build()
        self._connect()
        self.choose_kind(_USUAL)

    def show_incident(self, incident: str) -> None:
        """Compose for another incident: what was typed for it comes back."""
        self._incident = incident
        self._draft.show_incident(incident)
        self._offer.end()
        self.choose_kind(_USUAL)

    def choose_kind(self, kind: str) -> None:
        """The kind of the note, one of NOTE_TYPES."""
        self._kind = kind
        words = kind_word(kind).capitalize()
        self._kinds.setText(words)
        self._kinds.setAccessibleName(_("Kind: {kind}").format(kind=words))
        self._menu.actions()[NOTE_TYPES.index(kind)].setChecked(True)
        self._explain()

    def kind(self) -> str:
        """The kind that is chosen."""
        return self._kind

    def recorded(self) -> None:
        """The note is an entry now."""
        self._draft.forget()
        self._offer.end()
        self.choose_kind(_USUAL)

    def show_error(self, problem: UserError) -> None:
        """Say under the text what is in the way; the text stays."""
        self._say(str(problem), "error")
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Save the text as a draft."""
        self._draft.binder.flush()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What was refused is no longer said once the person goes on, whatever the key is."""
        pressed = event.key() if isinstance(event, QKeyEvent) and watched is self.edit else None
        if pressed and pressed not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._explain()
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may fall beside the field, too."""
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.files_given.emit(files_of(event.mimeData()))

    def minimumSizeHint(self) -> QSize:
        beside = self._kinds.sizeHint().width() + self._add.sizeHint().width() + theme.px(60)
        return QSize(beside + 56, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """All on one line, or the text above the rest where there is little room."""
        others = self._kinds.sizeHint().width() + self._add.sizeHint().width()
        above = self.width() < others + theme.px(200)
        if above == self._above:
            return
        self._above = above
        for part in (self.edit, self._below):
            self._grid.removeWidget(part)
        self._grid.addWidget(self.edit, *((0, 0, 1, 3) if above else (1, 1, 1, 1)))
        self._grid.addWidget(self._below, *((1, 1, 1, 1) if above else (2, 0, 1, 3)))
        self._explain()

    def _build(self) -> None:
        self._above = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(24, 12, 16, 8)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(self._kinds, 1, 0, top)
        self._grid.addWidget(self.edit, 1, 1)
        self._grid.addWidget(self._add, 1, 2, top)
        self._grid.addWidget(self._below, 2, 0, 1, 3)
        self._grid.addWidget(self._offer, 3, 0, 1, 3)
        for before, after in pairwise((self._kinds, self.edit, self._add, self._offer.button)):
            self.setTabOrder(before, after)
        self.setAcceptDrops(not self._store.read_only)
        if self._store.read_only:
            for part in (self.edit, self._add, self._kinds):
                part.setEnabled(False)

    def _connect(self) -> None:
        self.edit.submitted.connect(self._submit)
        self.edit.textChanged.connect(self._explain)
        self.edit.installEventFilter(self)
        self.edit.files_given.connect(self.files_given)
        self.edit.image_given.connect(self.image_given)
        self.edit.evidence_wanted.connect(self.evidence_wanted)
        self.edit.unkept.connect(self._offer.offer)
        self.edit.textChanged.connect(self._end_offer)
        self._offer.taken.connect(self._give_text)

    def _end_offer(self) -> None:
        """Whoever cleared the field is done with what stood there."""
        if self.edit.document().isEmpty():
            self._offer.end()

    def _give_text(self, data: bytes) -> None:
        """As evidence, and no more as a note."""
        self.edit.take_back()
        self.text_given.emit(data)

    def _kind_menu(self) -> QMenu:
        menu = QMenu(self)
        one_of = QActionGroup(menu)
        for number, kind in enumerate(NOTE_TYPES, start=1):
            key = f"Alt+{number}"
            words = kind_word(kind).capitalize()
            action = menu.addAction(f"{words}\t{key}", lambda kind=kind: self.choose_kind(kind))
            action.setCheckable(True)
            one_of.addAction(action)
        return menu

    def take_keys(self, page: QWidget) -> None:
        """Alt+1…5 choose the kind wherever the focus is on the page."""
        for number, kind in enumerate(NOTE_TYPES, start=1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda kind=kind: self.choose_kind(kind))

    def _explain(self) -> None:
        """Say how the time at the beginning is read, else which keys do what."""
        now = self._store.now()
        try:
            note = self._composed(self.edit.toPlainText().lstrip("\n"), now)
            at, origin = note.at, note.origin
            if at is not None and not origin:
                check_not_ahead(at, now)
        except UserError as error:
            self._say(str(error), "error")
            return
        if self._store.read_only:
            self._say(_("This store is open for reading only."), "muted")
        elif origin:
            self._say(self._from_words(origin, at, now), "success")
        elif at is None and self._above:
            self._say("", "muted")
        elif at is None:
            self._say(_("1352 or -10m first sets the time   Alt+1…5 sets the kind"), "muted")
        else:
            self._say(_("Happened {time}").format(time=understood(at, now, self._store.zone)), "success")

    def _submit(self) -> None:
        text = self.edit.toPlainText().strip("\n")
        try:
            note = self._composed(text, self._store.now())
        except UserError as error:
            self.show_error(error)
            return
        self._draft.binder.flush()
        self.wanted.emit(note.said, self._kind, note.at, note.origin)

    def _composed(self, text: str, now: datetime) -> Composed:
        ahead = self._store.incidents.get(self._incident).ahead if self._incident and "[" in text else {}
        return composed(text, now, self._store.zone, ahead)

    def _from_words(self, origin: str, at: datetime | None, now: datetime) -> str:
        if at is None:
            return _("From {origin}").format(origin=origin)
        clock = understood(at, now, self._store.zone)
        return _("From {origin}, its clock {time}").format(origin=origin, time=clock)

    def _say(self, words: str, tone: str) -> None:
        self._below.setText(words)
        set_tone(self._below, tone)
        set_look(self.edit, "wrong", "true" if tone == "error" else "")
        self.edit.setAccessibleDescription(words)
