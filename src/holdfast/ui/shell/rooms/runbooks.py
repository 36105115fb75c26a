"""The library of runbooks: read, written, compared."""

from functools import partial

from holdfast.ui.kit.page import Page
from holdfast.ui.shell.pages import HasIncident, PageSpec, TakesProposal
from holdfast.ui.shell.rooms.shared import Rooms
from holdfast.words import _


def pages(rooms: Rooms) -> list[PageSpec]:
    """The pages of this room."""
    return [
        PageSpec("runbooks", _("Runbooks"), "runbooks", partial(runbooks, rooms), key_hint="Ctrl+3"),
        rooms.under("runbooks", "write", _("Write a runbook"), write, icon="edit"),
        rooms.under("runbooks", "drift", _("What its runs say"), drift),
        rooms.under("runbooks", "versions", _("Versions"), versions),
    ]


def runbooks(rooms: Rooms) -> Page:
    """The library, and the runbook that is read."""
    from holdfast.ui.runbook.page import RunbooksPage  # noqa: PLC0415

    s = rooms.services
    page = RunbooksPage(s.store, rooms.renderer.render, s.tasks, s.record, rooms.asking, s.bridge)
    rooms.window.closing.connect(page.bringing.exporting.stop)
    page.keep_place_in(s.settings)
    page.runbook_wanted.connect(rooms.to("runbooks"))
    page.failed.connect(s.notices.error)
    page.said.connect(s.notices.say)
    page.start_wanted.connect(partial(_start, rooms))
    page.paper_wanted.connect(rooms.to("paper"))
    page.edit_wanted.connect(rooms.to("write"))
    page.versions_wanted.connect(rooms.to("versions"))
    page.drift_wanted.connect(rooms.to("drift"))
    page.run_wanted.connect(partial(_show_run, rooms))
    return page


def write(rooms: Rooms) -> Page:
    """The editor of one."""
    from holdfast.ui.runbook.editor import WritePage  # noqa: PLC0415

    s = rooms.services
    page = WritePage(s.store, rooms.renderer.render, s.record, s.notices, s.tasks)
    page.recorded.connect(rooms.to("runbooks"))
    s.bridge.changed.connect(page.refresh)
    page.left.connect(rooms.window.back)
    return page


def drift(rooms: Rooms) -> Page:
    """What its runs say of it."""
    from holdfast.ui.runbook.drift_page import DriftPage  # noqa: PLC0415

    s = rooms.services
    page = DriftPage(s.store, s.notices, s.tasks, s.bridge)
    page.run_wanted.connect(partial(_show_run, rooms))
    page.draft_wanted.connect(rooms.to("write"))
    page.proposal_wanted.connect(partial(_propose, rooms))
    page.left.connect(rooms.window.back)
    return page


def versions(rooms: Rooms) -> Page:
    """Its versions."""
    from holdfast.ui.runbook.versions_page import VersionsPage  # noqa: PLC0415

    s = rooms.services
    page = VersionsPage(s.store, s.record, s.notices, s.tasks, s.bridge)
    page.run_wanted.connect(partial(_show_run, rooms))
    page.left.connect(rooms.window.back)
    return page


def _propose(rooms: Rooms, runbook: str, text: str) -> None:
    """Open the editor with what the runs propose."""
    rooms.window.go("write", runbook)
    page = rooms.window.page("write")
    if isinstance(page, TakesProposal):
        page.propose(text)


def _start(rooms: Rooms, runbook: str) -> None:
    """Start a runbook on the incident that was last shown."""
    from holdfast.runbook import run as runs  # noqa: PLC0415

    live = rooms.window.made("incident")
    incident = live.incident_id() if isinstance(live, HasIncident) else ""
    if not incident or rooms.runs is None:
        rooms.services.notices.say(_("Open the incident first, then start the runbook from there."))
        rooms.window.go("incidents")
        return
    started = rooms.services.record(partial(runs.start, rooms.services.store, incident, runbook))
    if started is not None:
        _show_run(rooms, incident, started.id)


def _show_run(rooms: Rooms, incident: str, run: str) -> None:
    """Show a run beside its incident."""
    rooms.window.go("incident", incident)
    if rooms.runs is not None:
        rooms.runs.show_run(run)
