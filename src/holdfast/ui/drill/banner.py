"""The banner over every page while a drill goes on: what is practised, and the way out when it gets real."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from holdfast.domain.drill import Drill
from holdfast.ui.drill.told import told_by
from holdfast.ui.drill.words import clock_words
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, set_words
from holdfast.ui.kit.stripes import DrillMark, paint_stripes
from holdfast.ui.kit.text import ElidedLabel, label
from holdfast.words import _


class DrillBanner(QFrame):
    """Stripes, the word, the title, the drill's own time and what came last. It never takes the focus."""

    show_wanted = Signal()
    """Show what was told, or hide it again."""
    stop_wanted = Signal()
    """Something real happened, and the person has said so twice."""

    def __init__(self) -> None:
        super().__init__()
        self._drill: Drill | None = None
        self._came_from: QWidget | None = None
        self.setProperty("card", "banner")
        self.setAccessibleName(_("A drill is going on"))
        self._title, self._newest = ElidedLabel("", "strong"), ElidedLabel("", "meta")
        self._time = label("", "mono_strong")
        self._show = button(_("Show messages"), self.show_wanted.emit)
        self._real = button(_("Stop, this is real"), self.ask)
        self._keep = button(_("Let the drill go on"), self.leave)
        self._stop = button(_("Stop the drill"), self._confirm)
        self._turns = QStackedWidget()
        self._turns.addWidget(self._told())
        self._turns.addWidget(self._asked())
        down = QVBoxLayout(self)
        down.setContentsMargins(0, _edge(), 0, _edge())
        down.addWidget(self._turns)

    def show_drill(self, drill: Drill, now: datetime) -> None:
        """Another drill, or the same as it is now."""
        self._drill = drill
        told = told_by(drill)
        self._title.set_whole(drill.title)
        self._newest.set_whole(_newest(drill))
        self._show.setVisible(bool(told))
        self.show_time(now)

    def show_time(self, now: datetime) -> None:
        """The drill's own time."""
        if self._drill is not None:
            time = clock_words(self._drill.elapsed(now))
            paused = self._drill.state == "paused"
            self._time.setText(_("{time}, paused").format(time=time) if paused else time)

    def show_open(self, *, opened: bool) -> None:
        """Whether what was told is in sight."""
        set_words(self._show, _("Hide messages") if opened else _("Show messages"))

    def ask(self) -> None:
        """Ask whether the drill is to stop; Enter stops it, Esc lets it go on."""
        self._came_from = self.window().focusWidget()
        self._turns.setCurrentIndex(1)
        self._stop.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """It goes on."""
        self._turns.setCurrentIndex(0)
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_asking():
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._stop.hasFocus():
            self._confirm()
        else:
            super().keyPressEvent(event)

    def is_asking(self) -> bool:
        """Whether it asks whether the drill is to stop."""
        return self._turns.currentIndex() == 1

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look, wide, high = theme.current(), self.width(), _edge()
        with QPainter(self) as painter:
            for top in (0, self.height() - high):
                paint_stripes(painter, QRectF(0, top, wide, high), look)

    def _confirm(self) -> None:
        self.leave()
        self.stop_wanted.emit()

    def _told(self) -> QWidget:
        line = [DrillMark(), self._title, self._time, self._newest, self._show, self._real]
        return _line(line, stretch=self._newest)

    def _asked(self) -> QWidget:
        words = label(
            _("Stop the drill now? All of it is kept. Nothing more is put in."), "strong", wrap=True
        )
        return _line([DrillMark(), words, self._keep, self._stop], stretch=words)


class _Line(QWidget):
    """Both lines of the stack give way to a narrow window."""

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), super().minimumSizeHint().height())


def _line(parts: list[QWidget], stretch: QWidget) -> QWidget:
    made = _Line()
    line = QHBoxLayout(made)
    line.setContentsMargins(24, 4, 24, 4)
    line.setSpacing(12)
    for part in parts:
        line.addWidget(part, 1 if part is stretch else 0)
    return made


def _newest(drill: Drill) -> str:
    if not drill.injected:
        return _("Nothing has come yet")
    return _("Newest: {title}").format(title=drill.injected[-1].title)


def _edge() -> int:
    return theme.px(6)
