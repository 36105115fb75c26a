"""Presentation mode: the incident in large type for a screen that a room looks on, nothing private on it."""

from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.respond.shared_screen import Shared, shared
from holdfast.store.store import Store
from holdfast.triage.scheme_store import scheme_of
from holdfast.ui.kit import theme
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.forms import scrolled
from holdfast.ui.kit.read_out import scroll_by_key
from holdfast.ui.respond.presentation_parts import Board
from holdfast.words import _

_LINES = 520
"""Pixels of height, for usual text, at which body text is shown in its own size."""


class PresentationWindow(QWidget):
    """Fills a screen and follows the record; Esc or F11 leaves, the keys of moving scroll."""

    left = Signal()

    def __init__(self, store: Store, clock: Clock, bridge: Bridge, incident: str) -> None:
        super().__init__()
        self._store, self._clock, self._incident = store, clock, incident
        self.setProperty("surface", "base")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.board = Board(clock)
        self.area = scrolled(self.board)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        self.show_incident()
        clock.second.connect(self._tick)
        clock.minute.connect(self._age)
        bridge.changed.connect(self._changed)

    def open(self, beside: QWidget) -> None:
        """Fill the screen that `beside` is on."""
        self.setGeometry(beside.screen().geometry())
        self.showFullScreen()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_incident(self) -> None:
        """The incident as it is recorded now; the window closes where it can't be read."""
        try:
            seen = shared(self._store, self._incident)
        except UserError:
            self.close()
            return
        self._show(seen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
            self.close()
        elif not scroll_by_key(self.area, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._enlarge()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._enlarge()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.left.emit()
        self.deleteLater()

    def _enlarge(self) -> None:
        self.board.enlarge(max(1.0, self.height() / (_LINES * theme.scale())))

    def _show(self, seen: Shared) -> None:
        title = _("{ref} {title}").format(ref=seen.incident.ref, title=seen.incident.title)
        self.setWindowTitle(_("{page} – Holdfast").format(page=title))
        self.setAccessibleName(_("Presentation of {title}").format(title=title))
        roles = scheme_of(self._store, seen.incident).roles
        self.board.show_incident(seen, roles, self._store.zone, practice=self._store.practice)

    def _tick(self, now: datetime) -> None:
        self.board.count_down(now)

    def _age(self, _now: datetime) -> None:
        self.board.show_steps()

    def _changed(self, changes: Changes) -> None:
        about = (subject("incident", self._incident) in changes.subjects, changes.touches("task"))
        if any(about) or changes.touches("store"):
            self.show_incident()
