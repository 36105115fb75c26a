"""The list of incidents, and one incident: declared, assessed, worked on, presented."""

from functools import partial
from typing import TYPE_CHECKING

from holdfast.ui.incidents.page import IncidentsPage
from holdfast.ui.kit.page import Page
from holdfast.ui.shell.pages import PageSpec
from holdfast.ui.shell.rooms.shared import Rooms
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.kit.run_panel import RunPanel


def pages(rooms: Rooms) -> list[PageSpec]:
    """The pages of this room."""
    return [
        PageSpec("incidents", _("Incidents"), "incidents", partial(incidents, rooms), key_hint="Ctrl+1"),
        rooms.under("incidents", "declare", _("Declare incident"), declare),
        rooms.under("incidents", "assess", _("Assess"), assess),
        rooms.under("incidents", "incident", _("Incident"), incident),
    ]


def incidents(rooms: Rooms) -> Page:
    """The list. It is what the start shows, so its page is not imported late."""
    s = rooms.services
    page = IncidentsPage(s.store, s.record, s.clock, s.bridge, s.tasks, s.settings)
    page.incident_chosen.connect(rooms.to("incident"))
    page.assess_wanted.connect(rooms.to("assess"))
    page.declare_wanted.connect(rooms.to("declare"))
    page.practice_wanted.connect(s.open_practice)
    page.exercise_wanted.connect(s.first_exercise)
    page.failed.connect(s.notices.error)
    page.open_counted.connect(partial(rooms.window.rail.show_count, "incidents"))
    page.said.connect(s.notices.say)
    page.confirm_by(rooms.asking.confirm)
    return page


def declare(rooms: Rooms) -> Page:
    """The wizard."""
    from holdfast.ui.triage.declare_page import DeclarePage  # noqa: PLC0415

    s = rooms.services
    page = DeclarePage(s.store, s.ask_operator, s.notices, s.clock, s.bridge)
    page.look_aside(s.tasks)
    page.declared.connect(partial(_declared, rooms))
    page.incident_wanted.connect(rooms.to("incident"))
    page.left.connect(rooms.to("incidents"))
    return page


def assess(rooms: Rooms) -> Page:
    """Its classification and severity, asked anew."""
    from holdfast.ui.triage.assess_page import AssessPage  # noqa: PLC0415

    s = rooms.services
    page = AssessPage(s.store, s.ask_operator, s.notices, s.bridge)
    page.assessed.connect(partial(_declared, rooms))
    page.left.connect(rooms.window.back)
    return page


def incident(rooms: Rooms) -> Page:
    """The live view, with the runbooks that run beside it."""
    from holdfast.ui.respond.page import LivePage  # noqa: PLC0415
    from holdfast.ui.respond.scene import Services  # noqa: PLC0415

    s = rooms.services
    panel = _run_panel(rooms)
    live = Services(s.store, s.record, s.clock, s.tasks, s.settings, rooms.asking, s.notices)
    page = LivePage(live, s.bridge, panel)
    page.review_wanted.connect(partial(_begin_review, rooms))
    page.place_wanted.connect(rooms.window.go)
    page.present_wanted.connect(partial(_present, rooms))
    page.failed.connect(s.notices.error)
    _connect_runs(rooms, panel)
    return page


def _run_panel(rooms: Rooms) -> "RunPanel":
    from holdfast.ui.kit.run_panel import RunPanel  # noqa: PLC0415
    from holdfast.ui.kit.run_services import RunServices  # noqa: PLC0415

    s = rooms.services
    render, asking = rooms.renderer.render, rooms.asking
    return RunPanel(
        RunServices(s.store, render, s.ask_operator, s.switch_operator, s.notices, s.tasks, s.clock, asking)
    )


def _connect_runs(rooms: Rooms, panel: "RunPanel") -> None:
    s = rooms.services
    panel.changed.connect(s.recorded)
    panel.library_wanted.connect(rooms.to("runbooks"))
    panel.runbook_wanted.connect(rooms.to("runbooks"))
    panel.edit_wanted.connect(rooms.to("write"))
    panel.paper_wanted.connect(rooms.to("paper"))
    s.bridge.changed.connect(panel.refresh)
    panel.remember_type_in(s.settings)
    rooms.runs = panel


def _declared(rooms: Rooms, incident: str) -> None:
    rooms.services.recorded()
    rooms.window.go("incident", incident)


def _begin_review(rooms: Rooms, incident: str) -> None:
    from holdfast.review.writing import begin  # noqa: PLC0415

    review = rooms.services.record(partial(begin, rooms.services.store, incident))
    if review is not None:
        rooms.window.go("review", review.id)


def _present(rooms: Rooms, incident: str) -> None:
    """The incident in large type, on the screen that the window is on; or no longer, where it is."""
    from holdfast.ui.respond.presentation import PresentationWindow  # noqa: PLC0415

    if rooms.presented is not None:
        rooms.presented.close()
        return
    s = rooms.services
    shown = rooms.presented = PresentationWindow(s.store, s.clock, s.bridge, incident)
    shown.left.connect(partial(_presented, rooms))
    rooms.window.closing.connect(shown.close)
    shown.open(rooms.window)


def _presented(rooms: Rooms) -> None:
    rooms.presented = None
    rooms.window.activateWindow()
