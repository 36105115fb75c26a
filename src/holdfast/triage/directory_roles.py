"""Roles that people of the directory take, held to those of the scheme in force: none is refused."""

from collections.abc import Iterable, Iterator

from holdfast.domain.table import Fault
from holdfast.triage.directory import names_of
from holdfast.triage.scheme import Scheme
from holdfast.words import _


def unknown_roles(rows: Iterable[tuple[int, str, Iterable[str]]], scheme: Scheme) -> Iterator[Fault]:
    """A warning for each role that no role of the scheme is called by; a row is its line, a name, its roles.

    A site may well note roles that no scheme has; it should only not be a slip of the pen.
    """
    known = {name for role in scheme.roles for name in names_of(role)}
    hint = _("The scheme has: {roles}. It is taken as it stands; nobody is proposed by it.").format(
        roles=", ".join(role.key for role in scheme.roles)
    )
    for line, name, roles in rows:
        for role in roles:
            if role.casefold() not in known:
                what = _("{name}: {role} is no role of the scheme in use.").format(name=name, role=role)
                yield Fault(line, "roles", what, hint)
