"""`holdfast incident assign`: who holds which role."""

import argparse
from typing import Any

from holdfast.cli.parts import Answer, moment, plain, verb, writing
from holdfast.desk.roles import assign_role
from holdfast.domain.timeline import role_word
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add `assign` to the verbs of an incident."""
    given = verb(verbs, "assign", _("give a role to a person; an empty name takes it back"), _assign)
    given.add_argument("ref")
    given.add_argument("role", help=_("commander, scribe … as the incident's scheme names them"))
    given.add_argument("name", help=_("a name, or me"))
    given.add_argument("--occurred", metavar="TIME", help=_("when it happened, if not now"))


def _assign(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        incident = store.incidents.find(args.ref)
        at = moment(store, args.occurred)
        after = assign_role(store, incident.id, args.role, args.name, at)
    role = args.role.strip().casefold().replace(" ", "_")
    held = after.roles.get(role)
    words = {"ref": after.ref, "role": role_word(role), "name": held.name if held else ""}
    told = _("{role} of {ref}: {name}.") if held else _("{role} of {ref}: nobody.")
    return Answer({"ref": after.ref, "role": role, "roles": plain(after.roles)}, told.format(**words))
