"""Everything that can be done in the window beyond going around in it, in the order of the menus."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from holdfast.ui.detect.acts import alert_verbs
from holdfast.ui.detect.watch_verbs import watch_verbs
from holdfast.ui.drill.verbs import drill_verbs
from holdfast.ui.drill.verbs import list_verbs as scenario_verbs
from holdfast.ui.incidents.acts import list_verbs, view_verbs
from holdfast.ui.respond.verbs import Group, group_title, offers
from holdfast.ui.shell.actions import Action
from holdfast.ui.shell.copying import Copying
from holdfast.ui.shell.drilling import Drilling
from holdfast.ui.shell.own_actions import (
    library_verbs,
    of_page,
    paper_verbs,
    review_verbs,
    runbook_verbs,
    shown_page,
    table_verbs,
    writing_verbs,
)
from holdfast.ui.shell.undoing import Undoing
from holdfast.ui.shell.window import MainWindow
from holdfast.words import _

_HANDED_OUT = ("review", "paper", "incident", "runbooks", "insights")
_WRITTEN_ON = ("review", "directory", "watches")


@dataclass(frozen=True)
class Does:
    """Who does what no page does. The window is asked for late: actions are there before it."""

    window: Callable[[], MainWindow]
    copying: Copying
    undoing: Undoing
    drilling: Drilling
    mute: Callable[[], None]
    switch_operator: Callable[[], object]
    leave_keyboard: Callable[[], None]
    verify_now: Callable[[], None]
    open_practice: Callable[[], None]


def own_actions(does: Does) -> list[Action]:
    """The actions, as the registry is to know them."""
    return [*_of_incidents(does), *_of_alerts(does), *_of_papers(does), *_of_drills(does), *_of_files(does)]


def _of_incidents(does: Does) -> list[Action]:
    incident, unseen = _("Incident"), _("The list is not shown.")
    in_list = shown_page(does.window, "incidents")
    return [
        Action("incident.declare", _("&Declare incident"), incident, _go(does, "declare"), "Ctrl+N"),
        *_of_incident(does, "incident"),
        *does.copying.actions(incident),
        *does.undoing.actions(incident),
        *_of_incident(does, "coordinate"),
        *_of_incident(does, "timeline"),
        *_of_incident(does, "view"),
        *of_page(in_list, list_verbs(), _("List"), unseen),
        *of_page(in_list, view_verbs(), _("View"), unseen),
    ]


def _of_incident(does: Does, group: Group) -> list[Action]:
    """What the live view offers in one menu; its own keys it hears by itself."""
    verbs = [(each.id, each.words, each.keys) for each in offers() if each.group == group]
    return of_page(shown_page(does.window, "incident"), verbs, group_title(group), _("No incident is shown."))


def _of_alerts(does: Does) -> list[Action]:
    alert, inbox, watches = (
        _("Alert"),
        shown_page(does.window, "alerts"),
        shown_page(does.window, "watches"),
    )
    return [
        *of_page(inbox, alert_verbs(), alert, _("The alerts are not shown.")),
        Action("alert.watches", _("Watc&hes"), alert, _go(does, "watches")),
        *of_page(watches, watch_verbs(), _("Watch"), _("The watches are not shown.")),
        Action("alert.mute", _("&Mute alerts for 30 minutes"), alert, does.mute, "Ctrl+Shift+M"),
    ]


def _of_papers(does: Does) -> list[Action]:
    """What is offered of what is read, written and handed out."""
    file, runbook, none_waits = (
        _("File"),
        _("Runbook"),
        _("Nothing is written here that waits to be recorded."),
    )
    library, review = shown_page(does.window, "runbooks"), shown_page(does.window, "review")
    written, handed_out = shown_page(does.window, *_WRITTEN_ON), shown_page(does.window, *_HANDED_OUT)
    return [
        *of_page(library, runbook_verbs(), runbook, _("No runbook is shown.")),
        *of_page(review, review_verbs(), _("Review"), _("No review is open.")),
        *of_page(written, writing_verbs(), file, none_waits),
        *of_page(handed_out, paper_verbs(), file, _("Nothing is shown that can be handed out.")),
        *of_page(shown_page(does.window, "paper"), table_verbs(), file, _("No table is shown.")),
        *of_page(library, library_verbs(), runbook, _("The library is not shown.")),
    ]


def _of_drills(does: Does) -> list[Action]:
    drill, scenarios = _("Drill"), shown_page(does.window, "drills")
    return [
        *of_page(scenarios, scenario_verbs(), drill, _("The scenarios are not shown.")),
        *of_page(shown_page(does.window, "drill"), drill_verbs(), drill, _("No drill is shown.")),
        *does.drilling.actions(),
    ]


def _of_files(does: Does) -> list[Action]:
    file = _("File")
    return [
        Action("file.reviews", _("&Import reviews…"), file, _go(does, "bring")),
        Action("file.shift_log", _("S&hift log…"), file, _go(does, "paper", "shift")),
        Action("file.register", _("Re&gister of incidents…"), file, _go(does, "paper", "register")),
        Action("file.pack", _("Au&dit pack…"), file, _go(does, "paper", "pack")),
        Action("file.person_log", _("Pers&onal log…"), file, _go(does, "paper", "person")),
        Action("file.operator", _("Change who is at the &keyboard…"), file, does.switch_operator),
        Action("file.leave", _("&Leave the keyboard"), file, does.leave_keyboard),
        Action("file.verify", _("&Verify journal now"), file, does.verify_now),
        Action("file.practice", _("Open &practice incident"), file, does.open_practice),
    ]


def _go(does: Does, page: str, what: str = "") -> Callable[[], None]:
    return partial(_going, does, page, what)


def _going(does: Does, page: str, what: str) -> None:
    does.window().go(page, what)
