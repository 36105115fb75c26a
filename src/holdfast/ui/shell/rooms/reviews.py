"""Reviews, and the actions that they ask for."""

from functools import partial
from typing import TYPE_CHECKING

from holdfast.ui.kit.page import Page
from holdfast.ui.shell.pages import LooksBack, PageSpec
from holdfast.ui.shell.rooms.shared import Rooms
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.review.services import Services


def pages(rooms: Rooms) -> list[PageSpec]:
    """The pages of this room."""
    return [
        PageSpec("reviews", _("Reviews"), "reviews", partial(reviews, rooms), key_hint="Ctrl+4"),
        rooms.under("reviews", "review", _("Review"), review),
        rooms.under("reviews", "bring", _("Import reviews"), bring),
        PageSpec("actions", _("Actions"), "actions", partial(actions, rooms), key_hint="Ctrl+5"),
    ]


def reviews(rooms: Rooms) -> Page:
    """The list of reviews."""
    from holdfast.ui.review.page import ReviewsPage  # noqa: PLC0415

    page = ReviewsPage(_services(rooms))
    page.review_chosen.connect(rooms.to("review"))
    page.incidents_wanted.connect(rooms.to("incidents"))
    page.import_wanted.connect(rooms.to("bring"))
    return page


def review(rooms: Rooms) -> Page:
    """The editor of one."""
    from holdfast.desk.export import build_pdf  # noqa: PLC0415
    from holdfast.ui.report.pdf_preview import PdfPreview  # noqa: PLC0415
    from holdfast.ui.review.editor import ReviewEditor  # noqa: PLC0415

    page = ReviewEditor(_services(rooms), PdfPreview(rooms.services.tasks, build_pdf))
    page.incident_wanted.connect(rooms.to("incident"))
    page.draft_saved.connect(rooms.services.recorded)
    page.known_wanted.connect(partial(_show_known, rooms))
    page.entry_wanted.connect(partial(_show_entry, rooms))
    return page


def bring(rooms: Rooms) -> Page:
    """Reviews that were written elsewhere."""
    from holdfast.ui.review.bringing import BringingPage  # noqa: PLC0415

    page = BringingPage(_services(rooms))
    page.incident_wanted.connect(rooms.to("incident"))
    page.reviews_wanted.connect(rooms.to("reviews"))
    return page


def actions(rooms: Rooms) -> Page:
    """The register of actions."""
    from holdfast.ui.review.action_page import ActionsPage  # noqa: PLC0415

    page = ActionsPage(_services(rooms))
    page.review_chosen.connect(rooms.to("review"))
    page.incident_chosen.connect(rooms.to("incident"))
    return page


def _services(rooms: Rooms) -> "Services":
    from holdfast.ui.review.services import Services  # noqa: PLC0415

    s = rooms.services
    return Services(s.store, s.bridge, s.record, s.notices, s.tasks, rooms.asking, s.clock, s.settings)


def _show_known(rooms: Rooms, incident: str, arrival: int) -> None:
    """Show an incident as it was known when so much had arrived."""
    rooms.window.go("incident", incident)
    page = rooms.window.page("incident")
    if isinstance(page, LooksBack):
        page.show_known(arrival)


def _show_entry(rooms: Rooms, incident: str, entry: str) -> None:
    """Show an entry in the timeline of its incident, or the run that it is a step of."""
    rooms.window.go("incident", incident)
    page = rooms.window.page("incident")
    if isinstance(page, LooksBack):
        page.show_entry(entry)
