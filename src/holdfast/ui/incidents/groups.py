"""The groups and orders that the list is shipped with; each group is words that anybody can type."""

from holdfast.words import _

GROUPS = {
    "open": "phase:open",
    "mine": "lead:me",
    "update": "update:over",
    "review": "review:needed",
    "none": "review:none",
}
"""What each group asks for."""
ORDERS = ("due", "severity", "age", "changed", "service")


def group_words(group: str) -> str:
    """The name of a group."""
    return {
        "open": _("Open now"),
        "mine": _("Mine"),
        "update": _("Update overdue"),
        "review": _("Needs review"),
        "none": _("No review"),
    }[group]


def group_hint(group: str) -> str:
    """What a group shows, in a sentence."""
    return {
        "open": _("Declared, triaged or contained."),
        "mine": _("You are the commander."),
        "update": _("The next status update should have been sent."),
        "review": _("Resolved, and no review is released."),
        "none": _("Resolved or closed, and no review was begun."),
    }[group]


def order_words(order: str) -> str:
    """The name of an order."""
    return {
        "due": _("Due first"),
        "severity": _("Severity"),
        "age": _("Newest"),
        "changed": _("Last changed"),
        "service": _("Service"),
    }[order]
