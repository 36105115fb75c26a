"""A version in words: how it came, and what is said where it was not simply brought or written."""

from holdfast.runbook.versions import Arrival
from holdfast.words import _


def came_text(came: Arrival) -> str:
    """How a version became the newest, with the reason where one was given."""
    told = {
        "imported": _("imported from {source}").format(source=came.source),
        "written": _("written here"),
        "drift": _("edited from what its runs say"),
        "restored": _("restored"),
    }[came.how]
    return _("{told} ({reason})").format(told=told, reason=came.reason) if came.reason else told
