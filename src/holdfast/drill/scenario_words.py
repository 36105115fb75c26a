"""The words for what happens in a drill, as its file has them: "declared", "severity 2", "inject disk"."""

from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from typing import Final, cast

from holdfast.domain.classification import NUMBERS
from holdfast.domain.scenario import HAPPENINGS, Awaited, Happening
from holdfast.domain.toml_shape import shown
from holdfast.words import _

JUDGED: Final = "judged"
"""What is expected where people say whether it was met."""
Wrong = tuple[str, str]
"""What is wrong with a value, and what to do about it."""


def awaited(words: str) -> Awaited:
    """What words without a fault wait for."""
    what, _space, which = words.strip().partition(" ")
    return Awaited(cast("Happening", what), which.strip())


def not_awaited(words: str, injects: Collection[str], known: Collection[str] | None) -> Wrong | None:
    """What is wrong with words that should name a happening, None where nothing is. `injects` are those that
    may be meant; `known` those whose fault, if any, is told elsewhere, None where any may be one.
    """
    found = awaited(words)
    if found.what == "inject":
        if found.which and (known is None or found.which in known):
            return None
        return _("names no inject of this scenario"), other(found.which, injects)
    return _not_said(found)


def _not_said(found: Awaited) -> Wrong | None:
    if found.what not in HAPPENINGS:
        return _("names nothing that is known to happen"), other(found.what, HAPPENINGS)
    needs = _NEEDS.get(found.what)
    if needs is None:
        hint = _("Leave {which} out.").format(which=shown(found.which))
        return (_("says more than is known of it"), hint) if found.which else None
    return needs(found.which)


def not_expected(words: str) -> Wrong | None:
    """What is wrong with words that should name what people are expected to do."""
    if words.strip() == JUDGED:
        return None
    if awaited(words).what == "inject":
        return _("expects an inject, which nobody does"), _("Name it with since, or expect what it leads to.")
    return _not_said(awaited(words))


def not_one_of(word: str, known: Collection[str]) -> Wrong | None:
    """What is wrong with a word that should be one of those known."""
    return None if word in known else (_("is not one of the words known here"), other(word, known))


def other(word: str, known: Collection[str]) -> str:
    """Which word may be meant instead of one that is not known."""
    close = get_close_matches(word[:100], [*known], 1)
    if close:
        return _('Is "{key}" meant?').format(key=shown(close[0]))
    return _("Write one of: {words}.").format(words=", ".join(map(shown, known)) or "–")


def _severity(which: str) -> Wrong | None:
    if which in map(str, NUMBERS):
        return None
    return _("names no severity"), _('Write one from 1, the worst, to 5, such as "severity 2".')


def _runbook(which: str) -> Wrong | None:
    if which:
        return None
    return _("names no runbook"), _('Write its file or title, such as "runbook disk-full.md".')


def _step(which: str) -> Wrong | None:
    runbook, _sign, step = which.rpartition("#")
    if runbook.strip() and step.strip():
        return None
    return _("names no step"), _('Write "step disk-full.md#id"; holdfast runbook show --json tells the ids.')


_NEEDS: Final[Mapping[Happening, Callable[[str], Wrong | None]]] = {
    "severity": _severity,
    "runbook": _runbook,
    "step": _step,
}
