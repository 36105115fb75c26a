"""Drills: what was prepared, and the one that is shown."""

from functools import partial

from holdfast.ui.kit.page import Page
from holdfast.ui.shell.pages import PageSpec
from holdfast.ui.shell.rooms.shared import Rooms
from holdfast.words import _


def pages(rooms: Rooms) -> list[PageSpec]:
    """The pages of this room."""
    return [
        PageSpec("drills", _("Drills"), "drills", partial(drills, rooms), key_hint="Ctrl+8"),
        rooms.under("drills", "drill", _("Drill"), drill),
    ]


def drills(rooms: Rooms) -> Page:
    """Scenarios and drills."""
    from holdfast.ui.drill.page import DrillsPage  # noqa: PLC0415

    s = rooms.services
    page = DrillsPage(s.store, s.record, rooms.renderer.render, s.bridge, s.tasks)
    page.drill_wanted.connect(rooms.to("drill"))
    page.failed.connect(s.notices.error)
    return page


def drill(rooms: Rooms) -> Page:
    """One drill, as its leader sees it."""
    from holdfast.ui.drill.drill_page import DrillPage  # noqa: PLC0415

    s = rooms.services
    page = DrillPage(s.store, s.record, s.clock, s.bridge, s.tasks)
    page.drills_wanted.connect(rooms.to("drills"))
    page.review_wanted.connect(partial(_begin_after_action, rooms))
    page.failed.connect(s.notices.error)
    page.said.connect(s.notices.say)
    return page


def _begin_after_action(rooms: Rooms, drill: str) -> None:
    from holdfast.drill.after_action import begin_after_action  # noqa: PLC0415

    review = rooms.services.record(partial(begin_after_action, rooms.services.store, drill))
    if review is not None:
        rooms.window.go("review", review.id)
