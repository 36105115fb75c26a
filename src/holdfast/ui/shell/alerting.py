"""What the window says of alerts: the badge, the title, a banner, and the tray where there is one."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from holdfast.domain.changes import Changes
from holdfast.domain.incident import Incident
from holdfast.settings import ALERT_TRAY, Settings
from holdfast.store.store import Store
from holdfast.ui.detect.telling import Telling
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.notices import Notices, announce
from holdfast.ui.shell.window import MainWindow
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.detect.climbing import Climbing

_BANNER = "alerts"
_PRACTISED = "practised alerts"  # beside it: what is practised takes the place of nothing real
_LADDER = "ladder"
_RULED = "ruled"
_LATELY = 3600  # seconds


class Alerting(QObject):
    """Never moves the focus, never opens a window, never brings this one to the front by itself."""

    def __init__(
        self,
        store: Store,
        bridge: Bridge,
        settings: Settings,
        window: MainWindow,
        notices: Notices,
        come: Callable[[], None],
    ) -> None:
        """`come` brings the window to the front, when a person asks for it at the tray."""
        super().__init__()
        self._store, self._told_ruled = store, set[str]()
        self._settings, self._window, self._notices, self._come = settings, window, notices, come
        self._tray: QObject | None = None
        self.telling = Telling(store, bridge, settings, self)
        self.telling.counted.connect(self._count)
        self.telling.told.connect(partial(self._tell, _BANNER))
        self.telling.practised.connect(partial(self._tell, _PRACTISED))
        self.telling.calm.connect(self._take)
        self._climbing: Climbing | None = None
        self._ruled: str | None = None  # the incident of the banner
        window.went.connect(self._went)
        bridge.changed.connect(self._changed)

    def begin(self, climbing: "Climbing") -> None:
        """Count what waits already, and look who is asked about it."""
        self._climbing = climbing
        climbing.asked.connect(self._ask)
        climbing.stepped.connect(self.telling.sound)
        self.telling.begin()
        climbing.begin()
        self._look_for_ruled()

    def mute(self) -> None:
        """Make no sound for a while, or sound again, and say which."""
        self._notices.say(self.telling.mute())

    def stop(self) -> None:
        """The window closes."""
        self.telling.stop()
        if self._climbing is not None:
            self._climbing.stop()
        if self._tray is not None:
            self._tray.deleteLater()
            self._tray = None

    def _count(self, count: int) -> None:
        self._window.rail.show_count("alerts", count)
        self._window.show_waiting(count)

    def _tell(self, banner: str, words: str) -> None:
        if self._window.current_key() != "alerts":  # there the list itself says it
            self._window.put_banner(banner, words, _("Show alerts"), self._show)
        announce(self._window, words, urgent=True)
        if self._settings.value(ALERT_TRAY):
            self._tell_tray(words)

    def _ask(self, words: str) -> None:
        if not words:
            self._window.take_banner(_LADDER)
            return
        self._window.put_banner(_LADDER, words, _("Show alerts"), self._show)
        announce(self._window, words, urgent=True)

    def _show(self) -> None:
        self._window.go("alerts")

    def _changed(self, changes: Changes) -> None:
        if changes.touches("incident"):
            self._look_for_ruled()

    def _look_for_ruled(self) -> None:
        """Tell of an incident that a rule declared, until somebody leads it or has opened it here."""
        since = int(self._store.clock().timestamp()) - _LATELY
        for ident in filter(None, (self._ruled, *self._store.incidents.by_rule_since(since))):
            incident = self._store.incidents.get(ident)
            if incident.commander is not None or not incident.is_open:
                self._take_ruled(ident)
            elif ident not in self._told_ruled:
                self._told_ruled.add(ident)
                self._put_ruled(incident)

    def _put_ruled(self, incident: Incident) -> None:
        self._ruled = incident.id
        words = _("The station declared {ref} by rule {rule}, and nobody leads it: {title}").format(
            ref=incident.ref, rule=incident.rule, title=incident.title
        )
        go = partial(self._window.go, "incident", incident.id)
        self._window.put_banner(_RULED, words, _("Open incident"), go)
        announce(self._window, words, urgent=True)

    def _take_ruled(self, incident: str) -> None:
        if incident == self._ruled:
            self._window.take_banner(_RULED)
            self._ruled = None

    def _went(self, page: str, what: str) -> None:
        if page == "alerts":
            self._take()
        elif page == "incident":
            self._take_ruled(what)

    def _take(self) -> None:
        for banner in (_BANNER, _PRACTISED):
            self._window.take_banner(banner)

    def _tell_tray(self, words: str) -> None:
        from PySide6.QtWidgets import QSystemTrayIcon  # noqa: PLC0415  (start-up time)

        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if not isinstance(self._tray, QSystemTrayIcon):
            from holdfast.ui.kit import icons  # noqa: PLC0415

            tray = QSystemTrayIcon(icons.icon("alerts"), self)
            tray.setToolTip(_("Holdfast"))
            tray.messageClicked.connect(self._come)
            tray.activated.connect(lambda _why: self._come())
            self._tray = tray
        assert isinstance(self._tray, QSystemTrayIcon)
        self._tray.show()
        self._tray.showMessage(_("Holdfast"), words)
