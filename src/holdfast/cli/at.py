"""`holdfast incident at`: an incident as it was known at a time."""

import argparse
from typing import Any

from holdfast.cli.parts import Answer, moment, plain, reading, verb
from holdfast.domain.classification import severity_text
from holdfast.domain.incident import check_not_ahead
from holdfast.domain.phase import phase_word
from holdfast.domain.timeline import kind_word, role_word
from holdfast.domain.timewords import clock_text, stamp_text
from holdfast.domain.value import title_text
from holdfast.respond.known_at import Known, KnownAt
from holdfast.store.store import Store
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verb to those of an incident."""
    known = verb(verbs, "at", _("everything that was known of an incident at a time"), _at)
    known.add_argument("ref")
    known.add_argument("time", metavar="TIME", help=_("14:10, -2h, 2026-11-23 14:10"))


def _at(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        incident = store.incidents.find(args.ref)
        when = moment(store, args.time)
        assert when is not None
        check_not_ahead(when, store.now())
        known = KnownAt(store, incident.id).at(when)
        value = plain(known.incident) | {
            "known_at": plain(when),
            "recorded": plain(known.at),
            "timeline": [plain(row) | {"id": row.entry} for row in known.rows],
        }
        head = _("As known at {time}").format(time=stamp_text(when, store.zone))
        return Answer(value, f"{head}\n\n{_page(store, known)}")


def _page(store: Store, known: Known) -> str:
    incident, zone = known.incident, store.zone
    severity = severity_text(incident.severity) if incident.severity else _("Not assessed")
    lines = [f"{incident.ref}  {severity}  {phase_word(incident.phase)}", title_text(incident.title)]
    lines += [f"{phase_word(name)}: {stamp_text(at, zone)}" for name, at in incident.times.items()]
    lines += [f"{role_word(role)}: {person.name}" for role, person in incident.roles.items()]
    lines.append("")
    for row in known.rows:
        text = _("{text} (withdrawn: {reason})") if row.withdrawn else "{text}"
        said = text.format(text=row.text, reason=row.withdrawn)
        lines.append(f"{clock_text(row.occurred, zone)}  {said}  ({kind_word(row.kind)}, {row.who})")
    return "\n".join(lines)
