"""Titles of sections where there is little room."""

from holdfast.domain.review import section_title
from holdfast.words import _


def short_title(section: str) -> str:
    """A section's title where there is little room."""
    short = {
        "detection": _("Detection, trigger"),
        "factors": _("Factors, root causes"),
        "response": _("Response, resolution"),
    }
    return short.get(section) or section_title(section)
