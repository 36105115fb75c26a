"""One window's services and pages, made once and connected in one block."""

import sys
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QObject, Qt

from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.settings import TEXT_PERCENT, Settings
from holdfast.store.database import sqlite_version
from holdfast.store.store import Store
from holdfast.ui.kit.asking import DialogAsking
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.crash import Crash
from holdfast.ui.kit.first_paint import FirstPaint
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.theme import Appearance
from holdfast.ui.shell.actions import Actions
from holdfast.ui.shell.alerting import Alerting
from holdfast.ui.shell.care import Care
from holdfast.ui.shell.copying import Copying
from holdfast.ui.shell.drilling import Drilling, Needs
from holdfast.ui.shell.keyboard import Keyboard
from holdfast.ui.shell.offered import Does, own_actions
from holdfast.ui.shell.own_actions import page_keys, sections_of_page, shown_page
from holdfast.ui.shell.receiving import Receiving
from holdfast.ui.shell.rooms import table
from holdfast.ui.shell.rooms.shared import Rooms, Services
from holdfast.ui.shell.saying import Saying
from holdfast.ui.shell.standard import Standard
from holdfast.ui.shell.undoing import Undoing
from holdfast.ui.shell.window import MainWindow
from holdfast.version import VERSION
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.kit.page import Page
    from holdfast.ui.shell.finding import Finding
    from holdfast.ui.shell.picker import Pick


class Wiring(QObject):
    """The composition of the window: what pages say by signals is connected where they are made."""

    def __init__(self, store: Store, settings: Settings, appearance: Appearance) -> None:
        super().__init__()
        self.store, self.settings = store, settings
        self._appearance = appearance
        self._make_services()
        self._make_window()
        self._connect()

    # -- making ------------------------------------------------------------------------------------

    def _make_services(self) -> None:
        store, settings = self.store, self.settings
        self.crash = Crash(_about, self._tell)
        self.notices = Notices(self.crash.report)
        self.clock, self.tasks, self.bridge = Clock(store.now), Tasks(self.notices.error), Bridge(store)
        self.care = Care(store, settings, self.tasks)
        self.receiving = Receiving(store, settings)
        self.keyboard = Keyboard(store, self.notices)
        self.saying = Saying(store, settings, self.clock)
        self.record = Recording(
            self.keyboard.is_known, self.keyboard.ask, self.notices.error, self.saying.recorded
        )
        self.drilling = Drilling(
            Needs(
                store,
                settings,
                self.bridge,
                self.clock,
                self.tasks,
                self.notices,
                self.record,
                partial(self.open_practice, exercise=True),
            )
        )

    def _make_window(self) -> None:
        self.rooms = Rooms(self._for_rooms())
        self.actions = Actions()
        self._standard = Standard(self.actions, self.settings, self._quick, self._everything)
        specs = table.specs(self.rooms)
        self._standard.register(specs)
        self.actions.add(*own_actions(self._does()))
        self.actions.hint(*page_keys())
        self.actions.offer(partial(sections_of_page, shown_page(lambda: self.window, "review")))
        self.window = window = MainWindow(specs, self.actions, self.settings, self.clock, self.notices)
        self._standard.bind(window)
        self.keyboard.enter(window)
        self.saying.enter(window)
        self.rooms.enter(window, DialogAsking(window))
        self.drilling.enter(window, self.rooms)
        self.alerting = Alerting(
            self.store, self.bridge, self.settings, window, self.notices, self.come_to_front
        )

    def _for_rooms(self) -> Services:
        return Services(
            self.store,
            self.settings,
            self.notices,
            self.clock,
            self.tasks,
            self.bridge,
            self.record,
            self.keyboard.ask,
            self.keyboard.switch,
            self.saying.recorded,
            self.open_practice,
            self.drilling.first_exercise,
        )

    def _does(self) -> Does:
        return Does(
            window=lambda: self.window,
            copying=Copying(self.store, self._shown, self.notices),
            undoing=Undoing(self.store, self._shown, self.record, self.notices),
            drilling=self.drilling,
            mute=self._mute,
            switch_operator=self.keyboard.switch,
            leave_keyboard=self.keyboard.leave,
            verify_now=self.care.verify_whole,
            open_practice=self.open_practice,
        )

    def _shown(self) -> "Page | None":
        return self.window.shown()

    def _mute(self) -> None:
        self.alerting.mute()

    def _tell(self, error: UserError) -> None:
        self.notices.error(error)

    @cached_property
    def _finding(self) -> "Finding":
        from holdfast.ui.shell.finding import Finding  # noqa: PLC0415  (start-up time)

        return Finding(self.store, self.show)

    def _quick(self, query: str) -> "list[Pick]":
        return self._finding.quick(query)

    def _everything(self, query: str) -> "list[Pick]":
        return self._finding.everything(query)

    def _connect(self) -> None:
        self.bridge.changed.connect(self._changed)
        self.settings.on_change(self._fit)
        self.bridge.failed.connect(self.notices.error)
        self.window.status.operator_wanted.connect(self.keyboard.switch)
        self.window.closing.connect(self.crash.close)
        self.care.verified.connect(self.saying.verified)
        self.care.broken.connect(self.saying.broken)
        self.care.failed.connect(self.notices.error)
        self.care.progress.connect(self.saying.verifying)
        self.receiving.said.connect(self.saying.network)
        self.receiving.failed.connect(self.notices.error)
        painted = FirstPaint(self.window).done
        painted.connect(self.rooms.count_overdue)
        for begin in (self.receiving.start, self._begin_alerting, self.drilling.beat.begin):
            # the list that is painted goes on first
            painted.connect(begin, Qt.ConnectionType.QueuedConnection)

    def _begin_alerting(self) -> None:
        from holdfast.ui.detect.climbing import Climbing  # noqa: PLC0415  (start-up time)

        self.alerting.begin(Climbing(self.store, self.bridge, self.tasks, self.alerting))

    # -- running ---------------------------------------------------------------------------------

    def start(self, operator: str = "") -> None:
        """Show the window and begin to listen and to look after the store."""
        self.crash.install()
        if operator and not self.store.read_only:
            self.keyboard.sign_in(operator, None)
        self.saying.banners()
        self.keyboard.show()
        self.saying.status()
        self.window.go("incidents")
        self.window.show()
        self.clock.start()
        self.bridge.start()
        self.care.start()

    def stop(self) -> None:
        """End everything that goes on beside the window."""
        for part in (self.clock, self.bridge, self.care, self.receiving, self.alerting, self.drilling):
            part.stop()
        self.rooms.close()
        self.tasks.drain()

    def come_to_front(self) -> None:
        """Somebody started the program again on this store."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def show(self, kind: str, ident: str) -> None:
        """Show an incident, runbook or review."""
        self.window.go(kind if kind in ("incident", "review") else "runbooks", ident)

    # -- what happens ------------------------------------------------------------------------------

    def _fit(self, key: str) -> None:
        if key == TEXT_PERCENT.key:
            self.window.fit_soon()

    def _changed(self, changes: Changes) -> None:
        if self.store.clock_went_back:
            self.saying.clock_went_back()
        if changes.touches("operator"):
            self.keyboard.show()
        if changes.touches("store", "action"):
            self.rooms.count_overdue()

    def open_practice(self, *, exercise: bool = False) -> None:
        """Open the practice store in a window of its own, beside this one; there begins the exercise."""
        from PySide6.QtCore import QProcess  # noqa: PLC0415  (start-up time)

        start = [] if getattr(sys, "frozen", False) else ["-m", "holdfast"]
        wanted = ["--data", str(self.store.path), "--practice", *(["--exercise"] if exercise else [])]
        QProcess.startDetached(sys.executable, [*start, *wanted])
        self.notices.say(_("The practice store opens in a window of its own."))


def _about() -> str:
    import platform  # noqa: PLC0415

    return "\n".join(
        (
            f"Holdfast {VERSION}, Python {platform.python_version()}, Qt {qt_version}",
            f"SQLite {sqlite_version()}, {platform.platform()}",
        )
    )
