"""An incident as Markdown, to be pasted elsewhere: what it is, where it stands, and its timeline."""

from holdfast.domain.classification import severity_text
from holdfast.domain.incident import Incident
from holdfast.domain.phase import phase_word
from holdfast.domain.timeline import TimelineRow, kind_word, role_word
from holdfast.domain.timewords import stamp_text
from holdfast.domain.value import title_text
from holdfast.respond.incident import timeline_of
from holdfast.store.store import Store
from holdfast.words import _


def incident_markdown(store: Store, incident: str) -> str:
    """The incident's head, situation and timeline, every text as it is, without markup of its own."""
    value = store.incidents.get(incident)
    rows = timeline_of(store, incident)
    lines = [
        f"# {plain(value.ref)} {plain(title_text(value.title))}",
        "",
        *_head(value),
        "",
        *_situation(value),
    ]
    lines += ["| " + " | ".join((_("When"), _("What"), _("Kind"), _("Who"))) + " |", "|---|---|---|---|"]
    lines += [_row(store, row) for row in rows]
    return "\n".join(lines) + "\n"


def _head(value: Incident) -> list[str]:
    severity = severity_text(value.severity) if value.severity else _("Not assessed")
    roles = [f"{role_word(role)}: {plain(person.name)}" for role, person in value.roles.items()]
    parts = [severity, phase_word(value.phase), plain(value.service), *roles]
    return [" · ".join(part for part in parts if part)]


def _situation(value: Incident) -> list[str]:
    said = {
        _("Know"): value.know,
        _("Plan"): value.plan,
        _("Need"): value.need,
        _("Resolution"): value.resolution,
    }
    told = [f"- **{name}:** {plain(text)}" for name, text in said.items() if text]
    return [*told, ""] if told else []


def _row(store: Store, row: TimelineRow) -> str:
    late = _(" (recorded late)") if row.late else ""
    text = plain(row.text)
    if row.withdrawn:
        text = _("~~{text}~~ (withdrawn: {reason})").format(text=text, reason=plain(row.withdrawn))
    cells = (
        stamp_text(row.occurred, store.zone) + late,
        text,
        kind_word(row.kind),
        plain(row.who),
    )
    return "| " + " | ".join(cells) + " |"


def plain(text: str) -> str:
    """Text as one line that Markdown shows as it is."""
    line = " ".join(text.split())
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>|#" else char for char in line)
