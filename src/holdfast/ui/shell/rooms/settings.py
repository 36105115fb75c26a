"""Settings, and the texts that a house writes once."""

from functools import partial

from holdfast.ui.kit.page import Page
from holdfast.ui.shell.pages import PageSpec
from holdfast.ui.shell.rooms.shared import Rooms
from holdfast.words import _


def pages(rooms: Rooms) -> list[PageSpec]:
    """The pages of this room."""
    return [
        PageSpec("settings", _("Settings"), "settings", partial(settings, rooms), rail="bottom"),
        rooms.under("settings", "scheme", _("Scheme"), scheme),
        rooms.under("settings", "templates", _("Templates"), templates),
        rooms.under("settings", "unanswered", _("Unanswered alerts"), unanswered),
    ]


def settings(rooms: Rooms) -> Page:
    """What this station and this store are set to."""
    from holdfast.ui.settings.page import SettingsPage  # noqa: PLC0415

    s = rooms.services
    page = SettingsPage(s.store, s.settings, s.ask_operator, s.notices, rooms.asking)
    page.recorded.connect(s.recorded)
    page.scheme_wanted.connect(rooms.to("scheme"))
    page.templates_wanted.connect(rooms.to("templates"))
    page.unanswered_wanted.connect(rooms.to("unanswered"))
    return page


def scheme(rooms: Rooms) -> Page:
    """The scheme of severities."""
    from holdfast.ui.settings.scheme_page import SchemePage  # noqa: PLC0415

    s = rooms.services
    page = SchemePage(s.store, s.record, s.notices, rooms.asking, s.tasks)
    page.left.connect(rooms.window.back)
    return page


def templates(rooms: Rooms) -> Page:
    """The templates of reviews."""
    from holdfast.ui.settings.template_page import TemplatePage  # noqa: PLC0415

    s = rooms.services
    page = TemplatePage(s.store, s.record, s.notices, s.tasks)
    page.left.connect(rooms.window.back)
    return page


def unanswered(rooms: Rooms) -> Page:
    """What happens to an alert that nobody answers."""
    from holdfast.ui.settings.unanswered_page import UnansweredPage  # noqa: PLC0415

    s = rooms.services
    page = UnansweredPage(s.store, s.record, s.notices, s.tasks)
    page.left.connect(rooms.window.back)
    return page
