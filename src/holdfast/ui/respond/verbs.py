"""What can be done on the live view, in words: menus, palette and keys read it before the page is made."""

from dataclasses import dataclass
from typing import Literal

from holdfast.words import _

Group = Literal["incident", "coordinate", "timeline"]


@dataclass(frozen=True)
class Offer:
    """One thing to do: its id, its words with the letter of its menu, its keys and the menu it stands in."""

    id: str
    words: str
    group: Group = "incident"
    keys: str = ""


def offers() -> list[Offer]:
    """Everything, in the order of the menus. What each does stands in `page` or, as a panel, in `panels`."""
    return [
        Offer("incident.assess", _("&Assess…")),
        Offer("phase.contained", _("&Contain…")),
        Offer("phase.resolved", _("R&esolve…")),
        Offer("phase.closed", _("C&lose…")),
        Offer("phase.dismissed", _("D&ismiss…")),
        Offer("incident.reopen", _("Re&open…")),
        Offer("incident.review", _("Re&view of the incident")),
        Offer("incident.roles", _("&Roles…"), "coordinate"),
        Offer("incident.update", _("Send &update…"), "coordinate"),
        Offer("incident.snooze", _("&Put off the next update…"), "coordinate"),
        Offer("incident.tasks", _("&Tasks…"), "coordinate", "Ctrl+T"),
        Offer("incident.handover", _("&Hand over…"), "coordinate", "Ctrl+Shift+H"),
        Offer("incident.answer", _("&Answer the handover…"), "coordinate"),
        Offer("incident.decline", _("&Decline the handover…"), "coordinate"),
        Offer("incident.compose", _("&Write on the timeline"), "timeline"),
        Offer("incident.task_here", _("&Task from this row…"), "timeline", "Ctrl+Shift+T"),
    ]


def group_title(group: Group) -> str:
    """What the menu of a group is called."""
    return {"incident": _("Incident"), "coordinate": _("Coordinate"), "timeline": _("Timeline")}[group]
