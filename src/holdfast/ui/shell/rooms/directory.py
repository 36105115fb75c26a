"""The directory: who can be reached, and where."""

from functools import partial

from holdfast.ui.kit.page import Page
from holdfast.ui.shell.pages import PageSpec
from holdfast.ui.shell.rooms.shared import Rooms
from holdfast.words import _


def pages(rooms: Rooms) -> list[PageSpec]:
    """The pages of this room."""
    return [PageSpec("directory", _("Directory"), "people", partial(directory, rooms), key_hint="Ctrl+6")]


def directory(rooms: Rooms) -> Page:
    """People, contacts, on-call weeks, spares and rooms."""
    from holdfast.ui.directory.page import DirectoryPage  # noqa: PLC0415

    s = rooms.services
    return DirectoryPage(s.store, s.record, rooms.asking, s.bridge, s.notices, s.settings)
