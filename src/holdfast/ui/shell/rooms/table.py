"""The table of the rooms, in the order of the rail.

Each room is a file beside this one. Its `pages` announces the pages, and a function of the page's name makes
the page and connects it. A page is imported when it is gone to: it halves the time to the first list.
"""

from holdfast.ui.shell.pages import PageSpec
from holdfast.ui.shell.rooms import (
    alerts,
    directory,
    drills,
    incidents,
    insights,
    manual,
    paper,
    reviews,
    runbooks,
    settings,
    verify,
)
from holdfast.ui.shell.rooms.shared import Rooms

ROOMS = (
    incidents,
    alerts,
    runbooks,
    reviews,
    paper,
    directory,
    insights,
    drills,
    verify,
    settings,
    manual,
)


def specs(rooms: Rooms) -> list[PageSpec]:
    """The pages of all rooms; each is made when it is first gone to."""
    return [spec for room in ROOMS for spec in room.pages(rooms)]
