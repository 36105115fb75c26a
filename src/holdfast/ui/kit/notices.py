"""What the program says in passing: a bar inside the window, with one thing to do about it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.ui.kit.buttons import icon_button, quiet_button, set_words
from holdfast.ui.kit.text import hairline, label, set_look
from holdfast.words import _

_STAYS = 8000
"""Milliseconds that a notice without an error stays."""


@dataclass(frozen=True)
class Notice:
    """One thing said: what happened, what to do next, and a verb with what it does (Undo)."""

    what: str
    hint: str = ""
    verb: str = ""
    act: Callable[[], object] | None = None
    error: bool = False


class Notices(QObject):
    """Handed to whatever has something to say. Bugs go on to `crashed`."""

    shown = Signal(object)
    """A `Notice`; the window has a `NoticeBar` that shows it."""
    outdated = Signal(object)
    """A `Notice` that was shown and says nothing any more."""

    def __init__(self, crashed: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._crashed = crashed

    def say(self, what: str, *, verb: str = "", act: Callable[[], object] | None = None) -> Notice:
        """Say that something was done; `verb` and `act` offer to take it back or to go there."""
        said = Notice(what, verb=verb, act=act)
        self.shown.emit(said)
        return said

    def outdate(self, said: Notice) -> None:
        """What was said has been dealt with: it goes, where it is still in sight."""
        self.outdated.emit(said)

    def error(self, problem: BaseException) -> None:
        """Show what is in the way; anything but a UserError is a bug and reaches the crash report."""
        if isinstance(problem, UserError):
            self.shown.emit(Notice(problem.what, problem.hint, error=True))
        else:
            self._crashed(problem)


class NoticeBar(QWidget):
    """Shows the newest notice; errors stay until they are closed, others go by themselves.

    The line above and what is free around the card belong to it, so that without a notice nothing is left.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice: Notice | None = None
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS)
        self._timer.timeout.connect(self._leave)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show `notice` in place of the one before, and say it to a screen reader."""
        self._notice = notice
        self._what.setText(notice.what)
        self._hint.setText(notice.hint)
        self._hint.setVisible(bool(notice.hint))
        self._act.setText(notice.verb)
        self._act.setAccessibleName(notice.verb)
        self._act.setVisible(bool(notice.verb))
        set_look(self.card, "card", "notice-error" if notice.error else "notice")
        self.show()
        announce(self, f"{notice.what} {notice.hint}".strip(), urgent=notice.error)
        if notice.error:
            self._timer.stop()
        else:
            self._timer.start()

    def drop(self, notice: Notice) -> None:
        """Hide `notice`, unless another one came since."""
        if notice is self._notice:
            self._timer.stop()
            self.hide()

    def is_leaving(self) -> bool:
        """Whether the notice will go by itself."""
        return self._timer.isActive()

    def _build(self) -> None:
        self.card = QFrame()
        self.card.setProperty("card", "notice")
        around = QVBoxLayout()
        around.setContentsMargins(16, 8, 16, 8)
        around.addWidget(self.card)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(hairline())
        down.addLayout(around)
        self._what, self._hint = label("", "strong", wrap=True), label("", "meta", "muted", wrap=True)
        self._act = quiet_button("", self._do)
        self._close = icon_button("close", _("Close notice"), self.hide)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._what)
        words.addWidget(self._hint)
        line = QHBoxLayout(self.card)
        line.setContentsMargins(16, 8, 8, 8)
        line.addLayout(words, 1)
        line.addWidget(self._act)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

    def _do(self) -> None:
        notice = self._notice
        self.hide()
        if notice is not None and notice.act is not None:
            notice.act()

    def _leave(self) -> None:
        # What a person is about to press does not go away under the finger.
        if self.isAncestorOf(self.window().focusWidget() or self.window()) or self.underMouse():
            self._timer.start()
        else:
            self.hide()


def offer(pill: QPushButton, words: str) -> None:
    """Say on a button that a list would look different now, "" for no longer: it changes when one presses."""
    is_news = bool(words) and (pill.isHidden() or pill.text() != words)
    set_words(pill, words)
    pill.setVisible(bool(words))
    if is_news:
        announce(pill, words)


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Say `text` to a screen reader without moving the focus."""
    # Imported at the first notice: these classes cost milliseconds that start-up does not have.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415

    event = QAccessibleAnnouncementEvent(widget, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
