"""What a row of the incident list says."""

from dataclasses import dataclass
from datetime import datetime

from holdfast.domain.phase import phase_word
from holdfast.domain.targets import due_thing
from holdfast.domain.timewords import due_text, duration_text, span_text
from holdfast.domain.value import title_text
from holdfast.store.incidents import IncidentRow
from holdfast.ui.kit.rows import Row
from holdfast.words import _

_HOUR = 3600
_DONE = frozenset({"closed", "dismissed"})


@dataclass(frozen=True)
class IncidentWords(Row):
    """A row with what its second line says in parts, for the table."""

    phase: str = ""
    service: str = ""
    lead: str = ""
    labels: str = ""


def incident_row(row: IncidentRow, now: datetime, me: str) -> IncidentWords:
    """The row as it stands at `now`; `me` is the id of the operator at the keyboard, "" for nobody."""
    age, due, overdue = ticking(row, now)
    parts = (phase_word(row.phase), row.service, _lead(row, me), ", ".join(row.labels))
    return IncidentWords(
        title=title_text(row.title),
        meta="  ·  ".join(filter(None, parts)),
        severity=row.severity,
        reference=row.ref,
        age=age,
        due=due,
        overdue=overdue,
        quiet=row.phase in _DONE,
        phase=parts[0],
        service=parts[1],
        lead=parts[2],
        labels=parts[3],
    )


def ticking(row: IncidentRow, now: datetime) -> tuple[str, str, bool]:
    """What the passing of time alone changes of a row: its age, what is due, whether that is overdue."""
    seconds = int(now.timestamp())
    left = None if row.due_at is None else row.due_at - seconds
    return duration_text(seconds - row.declared), _due(row, left), left is not None and left < 0


def _lead(row: IncidentRow, me: str) -> str:
    return _("you") if me and row.lead_operator == me else row.lead


def _due(row: IncidentRow, left: int | None) -> str:
    if left is None:
        return _("review in draft") if row.phase == "resolved" and row.review == "draft" else ""
    what = due_thing(row.due_what)
    if left < 0:
        return f"{what} {due_text(left)}"
    # A list is looked at now and then: whole minutes, which only the minute changes.
    minutes = max(1, -(-left // 60))
    when = _("in {span}").format(span=span_text(minutes * 60)) if left < _HOUR else due_text(left)
    return _("{what} due {when}").format(what=what, when=when)
