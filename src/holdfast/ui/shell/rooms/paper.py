"""What is handed out of more than one incident."""

from holdfast.ui.kit.page import Page
from holdfast.ui.shell.pages import PageSpec
from holdfast.ui.shell.rooms.shared import Rooms
from holdfast.words import _


def pages(rooms: Rooms) -> list[PageSpec]:
    """The pages of this room."""
    return [rooms.under("incidents", "paper", _("Paper"), paper)]


def paper(rooms: Rooms) -> Page:
    """Shift log, register, personal log, audit pack, and the paper of a runbook."""
    from holdfast.ui.report.page import PaperPage, Services  # noqa: PLC0415

    s = rooms.services
    page = PaperPage(Services(s.store, s.bridge, s.record, s.notices, s.tasks, rooms.asking))
    rooms.window.closing.connect(page.stop)
    return page
