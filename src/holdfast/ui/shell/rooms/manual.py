"""The manual."""

from functools import partial

from holdfast import paths
from holdfast.ui.kit.page import Page
from holdfast.ui.shell.pages import PageSpec
from holdfast.ui.shell.rooms.shared import Rooms
from holdfast.words import _


def pages(rooms: Rooms) -> list[PageSpec]:
    """The pages of this room."""
    return [PageSpec("help", _("Help"), "help", partial(manual, rooms), rail="bottom")]


def manual(rooms: Rooms) -> Page:
    """Its chapters."""
    from holdfast.ui.help.page import HelpPage  # noqa: PLC0415

    s = rooms.services
    page = HelpPage(paths.resources() / "help", rooms.renderer, s.tasks, s.notices)
    page.chapter_wanted.connect(rooms.to("help"))
    return page
