"""Giving roles by name, held to the roles that the incident's scheme knows."""

from datetime import datetime

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.respond.people import assign_by_name
from holdfast.store.store import Store
from holdfast.triage.scheme_store import scheme_of
from holdfast.words import _


def assign_role(
    store: Store, incident: str, role: str, name: str, occurred: datetime | None = None
) -> Incident:
    """Give a role to whoever is called that (`me`: who is at the keyboard), or take it back with "".

    A role that neither the scheme knows nor anybody holds is a slip of the keyboard, and refused.
    """
    with store.command():
        value = store.incidents.get(incident)
        known = [*(each.key for each in scheme_of(store, value).roles), *value.roles]
        key = role.strip().casefold().replace(" ", "_")
        if key not in known:
            raise UserError(
                _("There is no role {role}.").format(role=role),
                hint=_("Choose one of: {roles}. Nothing was recorded.").format(
                    roles=", ".join(dict.fromkeys(known))
                ),
            )
        return assign_by_name(store, incident, key, name, occurred)
