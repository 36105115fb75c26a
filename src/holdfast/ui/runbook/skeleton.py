"""What a new runbook starts from."""

from datetime import date, timedelta
from typing import Final

from holdfast.words import _

_REVIEW_DAYS: Final = 180


def skeleton(owner: str, today: date) -> str:
    """Front matter and the usual parts, each with a question to answer in its place."""
    due = (today + timedelta(days=_REVIEW_DAYS)).isoformat()
    parts = (
        (_("Meaning"), _("What does the alert say, in one or two sentences?")),
        (_("Impact"), _("Who notices, and what stops working?")),
        (_("Diagnosis"), _("1. How can one be sure that it is this?")),
        (_("Mitigation"), _("1. What is done first?")),
        (_("Verification"), _("1. What shows that it works again?")),
        (_("Rollback"), _("1. How is it undone, if it made things worse?")),
        (_("When to escalate"), _("Who is called, and after how long?")),
    )
    title = _("New runbook")
    quoted = owner.replace("\\", "\\\\").replace('"', '\\"')
    front = f'---\ntitle: {title}\nowner: "{quoted}"\nreview_by: {due}\n---\n\n# {title}\n'
    return front + "".join(f"\n## {heading}\n\n{ask}\n" for heading, ask in parts)
