"""What can be done on the live view, in words: menus, palette and keys read it before the page is made."""

from dataclasses import dataclass
from typing import Final, Literal

from holdfast.words import _

Group = Literal["incident", "coordinate", "timeline", "paper", "view"]


@dataclass(frozen=True)
class Offer:
    """One thing to do: its id, its words with the letter of its menu, its keys and the menu it stands in."""

    id: str
    words: str
    group: Group = "incident"
    keys: str = ""


APART: Final = frozenset(
    {
        "incident.update",
        "incident.handover",
        "incident.links",
        "incident.task_here",
        "evidence.add",
        "timeline.import",
    }
)
"""Before these a line stands in the menus: what belongs together is seen at once."""


def offers() -> list[Offer]:
    """Everything, in the order of the menus. What each does stands in `acts`."""
    return [
        Offer("incident.assess", _("&Assess…")),
        Offer("phase.contained", _("&Contain…")),
        Offer("phase.resolved", _("R&esolve…")),
        Offer("phase.closed", _("C&lose…")),
        Offer("phase.dismissed", _("D&ismiss…")),
        Offer("incident.detection", _("&Noticed how…")),
        Offer("incident.reopen", _("Re&open…")),
        Offer("incident.review", _("Re&view of the incident")),
        Offer("incident.roles", _("&Roles…"), "coordinate"),
        Offer("incident.tasks", _("&Tasks…"), "coordinate", "Ctrl+T"),
        Offer("incident.resources", _("Res&ources…"), "coordinate"),
        Offer("incident.criteria", _("E&xit criteria and reporting clocks…"), "coordinate"),
        Offer("incident.update", _("Send &update…"), "coordinate"),
        Offer("incident.snooze", _("&Put off the next update…"), "coordinate"),
        Offer("incident.card", _("Last update as a &card…"), "coordinate"),
        Offer("incident.calls", _("Call &list…"), "coordinate"),
        Offer("incident.handover", _("&Hand over…"), "coordinate", "Ctrl+Shift+H"),
        Offer("incident.answer", _("&Answer the handover…"), "coordinate"),
        Offer("incident.decline", _("&Decline the handover…"), "coordinate"),
        Offer("incident.sheet", _("Handover sheet as PD&F…"), "coordinate"),
        Offer("incident.links", _("Lin&ked incidents…"), "coordinate"),
        Offer("incident.seen", _("&Seen before…"), "coordinate"),
        Offer("paper.export", _("&Export PDF…"), "paper", "Ctrl+Shift+E"),
        Offer("paper.print", _("Pri&nt preview"), "paper", "Ctrl+P"),
        Offer("incident.record", _("Incident &record as PDF…"), "paper"),
        Offer("incident.present", _("Pr&esentation mode"), "view", "F11"),
        Offer("incident.compose", _("&Write on the timeline"), "timeline", "Ctrl+L"),
        Offer("timeline.at", _("As &known at…"), "timeline"),
        Offer("timeline.times", _("Ti&mes…"), "timeline"),
        Offer("timeline.source", _("C&lock of a source…"), "timeline"),
        Offer("incident.task_here", _("&Task from this row…"), "timeline", "Ctrl+Shift+T"),
        Offer("timeline.correct", _("&Correct this row…"), "timeline"),
        Offer("timeline.withdraw", _("With&draw this row…"), "timeline"),
        Offer("timeline.restore", _("Take the withdrawal &back"), "timeline"),
        Offer("timeline.pin", _("&Pin this row, or take the pin out"), "timeline"),
        Offer("timeline.open", _("&Open what this row names"), "timeline"),
        Offer("timeline.copy", _("Cop&y this row"), "timeline"),
        Offer("evidence.add", _("Add &evidence…"), "timeline"),
        Offer("evidence.paste", _("P&aste as evidence…"), "timeline", "Ctrl+Shift+V"),
        Offer("evidence.check", _("Check e&vidence"), "timeline"),
        Offer("evidence.save", _("&Save this evidence…"), "timeline"),
        Offer("timeline.import", _("&Import a table…"), "timeline"),
        Offer("timeline.export", _("E&xport as a table…"), "timeline"),
    ]


def group_title(group: Group) -> str:
    """What the menu of a group is called."""
    return {
        "incident": _("Incident"),
        "coordinate": _("Coordinate"),
        "timeline": _("Timeline"),
        "paper": _("File"),
        "view": _("View"),
    }[group]
