"""The window: rail, pages, banners, notices, status; where a person is and where they have been."""

import base64
from collections.abc import Callable, Sequence

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from holdfast.settings import Settings
from holdfast.ui.kit import theme
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.first import go_first
from holdfast.ui.kit.notices import NoticeBar, Notices
from holdfast.ui.kit.page import Page
from holdfast.ui.kit.text import hairline
from holdfast.ui.respond.verbs import APART
from holdfast.ui.shell import panes
from holdfast.ui.shell.actions import Actions
from holdfast.ui.shell.banners import Banners
from holdfast.ui.shell.history import History, Place
from holdfast.ui.shell.page_frame import PageFrame
from holdfast.ui.shell.pages import PageSpec
from holdfast.ui.shell.rail import Rail
from holdfast.ui.shell.status import StatusStrip
from holdfast.words import _

_SIZE = QSize(1366, 768)
_SMALL = 760
"""Below this width, for usual text, the rail shows its icons alone."""


class MainWindow(QMainWindow):
    """Shows one page at a time. Pages are made when they are first gone to."""

    went = Signal(str, str)
    """The page that is shown now, and what it shows."""
    closing = Signal()
    """The person closes the window; drafts have been saved."""

    def __init__(
        self, specs: Sequence[PageSpec], actions: Actions, settings: Settings, clock: Clock, notices: Notices
    ) -> None:
        super().__init__()
        self._specs = {spec.key: spec for spec in specs}
        self._pages: dict[str, Page] = {}
        self._frames: dict[str, PageFrame] = {}
        self._history = History()
        self._current = ""
        self._waiting, self._drill = 0, False
        self._narrow = self._words_in_small = self._rail_is_narrow = False
        self._actions, self._settings, self._clock, self._notices = actions, settings, clock, notices
        self._build(specs)
        self._connect()
        self._restore()

    # -- going places ----------------------------------------------------------------------------

    def go(self, key: str, what: str = "") -> None:
        """Show the page `key`, and on it `what`; the place is remembered."""
        self._history.visit(Place(key, what))
        self._show(Place(key, what))

    def back(self) -> None:
        """Go where the person was before."""
        self._step(-1)

    def forward(self) -> None:
        """Go forward again."""
        self._step(1)

    def can_go(self, by: int) -> bool:
        """Whether there is a place to go back (-1) or forward (1) to."""
        return self._history.can(by)

    def page(self, key: str) -> Page:
        """The page `key`, made if it was not yet."""
        if key not in self._pages:
            page = self._specs[key].make()
            page.title_changed.connect(self._show_title)
            self._pages[key], self._frames[key] = page, PageFrame(page)
            self._stack.addWidget(self._frames[key])
        return self._pages[key]

    def made(self, key: str) -> Page | None:
        """The page `key` if it has been made."""
        return self._pages.get(key)

    def shown(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self._current)

    def current_key(self) -> str:
        """The key of the page that is shown."""
        return self._current

    def next_pane(self, step: int) -> None:
        """Move the focus to the next (1) or previous (-1) area: rail, the page's panes, status."""
        panes.go(self._panes(), self.focusWidget(), step)

    # -- saying things ---------------------------------------------------------------------------

    def show_waiting(self, count: int) -> None:
        """Say in the title how many alerts wait for somebody, 0 for none."""
        if count != self._waiting:
            self._waiting = count
            if self._current:
                self._show_title()

    def show_drill(self, drill: bool) -> None:
        """Say in the title whether a drill goes on."""
        if drill != self._drill:
            self._drill = drill
            if self._current:
                self._show_title()

    def put_made(self, key: str, made: QWidget, panes: Callable[[], list[QWidget]]) -> None:
        """Put up a banner that was made elsewhere; `panes` are what F6 stops at in it."""
        self._banners.put_made(key, made, panes)

    def put_banner(
        self, key: str, words: str, verb: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Put up a banner over the page."""
        self._banners.put(key, words, verb, act)

    def take_banner(self, key: str) -> None:
        """Take a banner down."""
        self._banners.take(key)

    def banners(self) -> list[QWidget]:
        """The banners that are up."""
        return self._banners.up()

    def toggle_rail(self) -> None:
        """Show the rail's words, or its icons alone; a small window keeps its choice to itself."""
        if self._is_small():
            self._words_in_small = not self._words_in_small
        else:
            self._narrow = not self._narrow
            self._settings.remember(rail="narrow" if self._narrow else "wide")
        self._show_rail()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:  # all that is to be painted is painted now
            go_first()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_rail()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._show_rail()

    def _is_small(self) -> bool:
        return self.width() < theme.px(_SMALL)

    def _show_rail(self) -> None:
        """Icons alone where they are wanted, and where words would take a small window's room."""
        narrow = not self._words_in_small if self._is_small() else self._narrow
        if narrow != self._rail_is_narrow:
            self._rail_is_narrow = narrow
            self.rail.show_narrow(narrow=narrow)

    # -- making ----------------------------------------------------------------------------------

    def _build(self, specs: Sequence[PageSpec]) -> None:
        self.rail, self.status = Rail(specs), StatusStrip()
        self._stack, self._banners, self._notice_bar = QStackedWidget(), Banners(), NoticeBar()
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._banners)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self._notice_bar)
        across = QHBoxLayout()
        across.setSpacing(0)
        for part in (self.rail, hairline(upright=True)):
            across.addWidget(part)
        across.addLayout(middle, 1)
        whole = QWidget()
        whole.setProperty("surface", "base")
        down = QVBoxLayout(whole)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(across, 1)
        down.addWidget(hairline())
        down.addWidget(self.status)
        self.setCentralWidget(whole)
        self._actions.fill(self.menuBar(), menus(), APART)
        self.addActions(self._actions.faces())

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go)
        self._notices.shown.connect(self._notice_bar.show_notice)
        self._notices.outdated.connect(self._notice_bar.drop)
        self._actions.refused.connect(self._notices.say)
        self._clock.second.connect(self.status.show_time)
        self.status.show_time(self._clock.now())

    def _restore(self) -> None:
        self._narrow = self._settings.remembered("rail") == "narrow"
        self._show_rail()
        kept = self._settings.remembered("window")
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            self.resize(_SIZE)
        self.fit()

    def fit_soon(self, _theme: object = None) -> None:
        """Larger text may have made the window larger than the screen: fit it once it is laid out."""
        QTimer.singleShot(0, self, self.fit)

    def fit(self) -> None:
        """Stay within the screen: what lies beyond its edge can't be reached."""
        room = self.screen().availableGeometry()
        fitting = self.size().boundedTo(room.size())
        if fitting != self.size():
            self.resize(fitting)

    def _remember(self) -> None:
        geometry = base64.b64encode(self.saveGeometry().data()).decode()
        self._settings.remember(window=geometry)

    # -- what happens ----------------------------------------------------------------------------

    def _show(self, place: Place) -> None:
        leaving = self._pages.get(self._current)
        if leaving is not None:
            leaving.leave()
        page = self.page(place.page)
        page.show_place(place.what)
        self._current = place.page
        self._stack.setCurrentWidget(self._frames[place.page])
        spec = self._specs[place.page]
        self.rail.show_current(spec.under or spec.key)
        first = page.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self._frames[place.page].show_top()
        self._show_title()
        self.went.emit(place.page, place.what)

    def _step(self, by: int) -> None:
        place = self._history.step(by)
        if place is not None:
            self._show(place)

    def _show_title(self) -> None:
        page = self._pages.get(self._current)
        title = (page.window_title() if page is not None else "") or self._specs[self._current].label
        alarms = [other.alarm() for key, other in self._pages.items() if key != self._current]
        title = ", ".join(filter(None, [*alarms, title]))
        title = _("{page} – Holdfast").format(page=title)
        title = _("DRILL: {title}").format(title=title) if self._drill else title
        self.setWindowTitle(f"({self._waiting}) {title}" if self._waiting else title)

    def _panes(self) -> list[QWidget]:
        page = self._pages.get(self._current)
        inner = [pane for pane in page.panes() if pane.isVisible()] if page is not None else []
        return [self.rail, *self._banners.panes(), *inner, self.status]

    def closeEvent(self, event: QCloseEvent) -> None:
        page = self._pages.get(self._current)
        if page is not None:
            page.leave()
        self._remember()
        self.closing.emit()
        super().closeEvent(event)


def menus() -> list[tuple[str, str]]:
    """The menus in their order: the category of their actions, and the title with its letter."""
    return [
        (_("File"), _("&File")),
        (_("Incident"), _("&Incident")),
        (_("List"), _("&List")),
        (_("Alert"), _("Alerts")),
        (_("Coordinate"), _("Coordi&nate")),
        (_("Timeline"), _("Ti&meline")),
        (_("Runbook"), _("&Runbook")),
        (_("Review"), _("Re&view")),
        (_("Drill"), _("Drill")),  # its letters belong to other menus, and Alt+D to the step of a run
        (_("Go"), _("&Go")),
        (_("View"), _("Vi&ew")),
        (_("Help"), _("&Help")),
    ]
