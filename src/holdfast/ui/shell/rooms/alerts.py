"""The inbox of alerts, and the watches that ask for some."""

from functools import partial

from holdfast.ui.kit.page import Page
from holdfast.ui.shell.pages import PageSpec, TakesAlerts
from holdfast.ui.shell.rooms.shared import Rooms
from holdfast.words import _


def pages(rooms: Rooms) -> list[PageSpec]:
    """The pages of this room."""
    return [
        PageSpec("alerts", _("Alerts"), "alerts", partial(alerts, rooms), key_hint="Ctrl+2"),
        rooms.under("alerts", "watches", _("Watches"), watches),
    ]


def alerts(rooms: Rooms) -> Page:
    """The inbox."""
    from holdfast.ui.detect.page import AlertsPage  # noqa: PLC0415

    s = rooms.services
    page = AlertsPage(s.store, s.record, s.clock, s.bridge, s.tasks, s.settings)
    page.declare_wanted.connect(partial(_declare_from, rooms))
    page.incident_wanted.connect(rooms.to("incident"))
    page.runbook_wanted.connect(rooms.to("runbooks"))
    page.manual_wanted.connect(rooms.to("help", "alerts"))
    page.watches_wanted.connect(rooms.to("watches"))
    page.failed.connect(s.notices.error)
    page.said.connect(s.notices.say)
    return page


def watches(rooms: Rooms) -> Page:
    """What this station asks for by itself."""
    from holdfast.ui.detect.watch_page import WatchesPage  # noqa: PLC0415

    s = rooms.services
    page = WatchesPage(s.store, s.clock, s.tasks, s.settings, rooms.asking)
    page.manual_wanted.connect(rooms.to("help", "watches"))
    page.left.connect(rooms.window.back)
    page.failed.connect(s.notices.error)
    page.said.connect(s.notices.say)
    return page


def _declare_from(rooms: Rooms, alerts: list[str]) -> None:
    """Open the wizard, filled with what these alerts say."""
    page = rooms.window.page("declare")
    if isinstance(page, TakesAlerts):
        page.begin_from(alerts)
    rooms.window.go("declare")
