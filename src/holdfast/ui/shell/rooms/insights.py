"""What the incidents together say."""

from functools import partial

from holdfast.ui.kit.page import Page
from holdfast.ui.shell.pages import PageSpec
from holdfast.ui.shell.rooms.shared import Rooms
from holdfast.words import _


def pages(rooms: Rooms) -> list[PageSpec]:
    """The pages of this room."""
    return [PageSpec("insights", _("Insights"), "insights", partial(insights, rooms), key_hint="Ctrl+7")]


def insights(rooms: Rooms) -> Page:
    """Figures and trends."""
    from holdfast.ui.insights.page import InsightsPage, Services  # noqa: PLC0415

    s = rooms.services
    page = InsightsPage(Services(s.store, s.bridge, s.record, s.notices, s.tasks, rooms.asking))
    page.incident_chosen.connect(rooms.to("incident"))
    return page
