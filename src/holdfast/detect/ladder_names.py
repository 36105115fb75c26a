"""Whether a ladder names people and roles that the directory has, and which are meant where it does not."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, Final, cast

from holdfast.domain.directory import Contact
from holdfast.domain.ladder import alike
from holdfast.domain.toml_shape import Fault, shown
from holdfast.domain.value import REMOVED
from holdfast.words import _, ngettext

_FEW: Final = 8
"""How many names a hint lists."""
_NEAR: Final = 200
"""Characters of a name that are compared."""


def strangers(data: dict[str, Any], people: Sequence[Contact]) -> Iterator[Fault]:
    """The steps of a ladder's plain values that mean nobody among these people; others are passed over."""
    known = {
        "person": [each.name for each in people if each.name != REMOVED],
        "role": list(dict.fromkeys(role for each in people for role in each.roles if role != REMOVED)),
    }
    steps = data.get("steps")
    for place, step in enumerate(cast("list[object]", steps) if isinstance(steps, list) else ()):
        said = cast("dict[str, object]", step) if isinstance(step, dict) else {}
        for key, names in known.items():
            name = said.get(key)
            if isinstance(name, str) and name.strip() and not any(alike(each, name) for each in names):
                other = known["role" if key == "person" else "person"]
                yield Fault(("steps", place, key), _what(key, name), _hint(key, name, names, other))


def _what(key: str, name: str) -> str:
    if key == "person":
        return _("names nobody of the directory: “{name}”").format(name=shown(name))
    return _("names a role that nobody of the directory has: “{name}”").format(name=shown(name))


def _hint(key: str, name: str, names: Sequence[str], other: Sequence[str]) -> str:
    if any(alike(each, name) for each in other):
        if key == "person":
            return _("It is a role: write role in place of person.")
        return _("It is a person: write person in place of role.")
    if not names:
        if key == "person":
            return _("The directory is empty: add the person there first.")
        return _("Nobody of the directory has a role: give it to somebody there first.")
    folded = {each.casefold()[:_NEAR]: each for each in names}
    near = get_close_matches(name.casefold()[:_NEAR], folded, 1)
    meant = [_("Is “{name}” meant?").format(name=shown(folded[near[0]]))] if near else []
    return " ".join((*meant, _("There are: {names}.").format(names=_listed(names))))


def _listed(names: Sequence[str]) -> str:
    few = ", ".join(shown(each) for each in sorted(names, key=str.casefold)[:_FEW])
    more = len(names) - _FEW
    if more <= 0:
        return few
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(
        names=few, count=more
    )
