"""What each section asks: what and how, never who; the system and its circumstances are the subject."""

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


def prompt(section: str) -> str:
    """The questions of a written section, shown while it is empty."""
    return {
        "summary": _(
            "What happened, in three sentences a newcomer understands?\n"
            "What was affected, for how long, and what ended it?"
        ),
        "impact": _(
            "What could people not do, how many of them, from when to when?\n"
            "What was lost or delayed, in figures with units? What was not affected?"
        ),
        "detection": _(
            "What was the first sign, and how did it reach us?\n"
            "What set it off? What would have shown it earlier?"
        ),
        "factors": _(
            "What conditions had to come together? A heading for each one helps.\n"
            "What made each of them reasonable at the time? What kept the system from absorbing it?"
        ),
        "response": _(
            "What did we see, what did we try, what did we learn from it?\n"
            "How was it contained, and how do we know that it is resolved?"
        ),
        "helped": _("What made the response easier: a tool, a runbook, a habit, a person being reachable?"),
        "harder": _("What slowed us down or misled us? What did the screens show at that time?"),
        "lucky": _("What could have made it worse and did not, by chance?"),
        "lessons": _(
            "What do we know now that we did not know before?\n"
            "What should others hear who run something alike?"
        ),
    }.get(section, "")
