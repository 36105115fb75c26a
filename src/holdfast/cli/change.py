"""`holdfast incident change`: title, service and how it was noticed, after it was declared."""

import argparse
from typing import Any

from holdfast.cli.parts import Answer, lines, plain, verb, writing
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.timeline import noticed_word
from holdfast.domain.value import title_text
from holdfast.respond.incident import change
from holdfast.words import _

_FIELDS = ("title", "service", "noticed")


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verb to those of an incident."""
    changed = verb(verbs, "change", _("change the title, the service or how it was noticed"), _change)
    changed.add_argument("ref")
    changed.add_argument("--title", help=_("what is happening, in a few words"))
    changed.add_argument("--service", help=_("the service that is hit; empty for none"))
    changed.add_argument("--noticed", metavar="HOW", help=_("how it was noticed; empty for not said"))


def _change(args: argparse.Namespace) -> Answer:
    said = {name: getattr(args, name) for name in _FIELDS if getattr(args, name) is not None}
    if not said:
        raise UserError(
            _("There is nothing to change. Nothing was recorded."),
            hint=_("Give --title, --service or --noticed."),
        )
    with writing(args) as store:
        before = store.incidents.find(args.ref)
        incident = change(store, before.id, **said)
    value = {"ref": incident.ref} | {
        name: {"from": plain(getattr(before, name)), "to": plain(getattr(incident, name))} for name in _FIELDS
    }
    return Answer(value, _told(before, incident))


def _told(before: Incident, incident: Incident) -> str:
    words = {"title": _("Title"), "service": _("Service"), "noticed": _("Noticed")}
    changes = [
        _("{name}: {old} → {new}").format(
            name=words[name], old=_shown(before, name), new=_shown(incident, name)
        )
        for name in _FIELDS
        if getattr(before, name) != getattr(incident, name)
    ]
    told = _("{ref} is changed.") if changes else _("{ref} says that already. Nothing was recorded.")
    return lines(told.format(ref=incident.ref), *changes)


def _shown(incident: Incident, name: str) -> str:
    text = getattr(incident, name)
    if name == "title":
        return title_text(text)
    return (noticed_word(text) if name == "noticed" else text) or _("not said")
