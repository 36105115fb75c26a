"""What is due, in words that lists and pages share."""

from holdfast.words import _


def due_thing(what: str) -> str:
    """What a `Due.what` asks for, as a thing: response, assessment, resolution, review, update or report."""
    return {
        "respond": _("response"),
        "assess": _("assessment"),
        "resolve": _("resolution"),
        "review": _("review"),
        "update": _("update"),
        "report": _("report"),
    }[what]
