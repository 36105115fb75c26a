"""The buttons of an open step by its kind: one filled, the others beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QPushButton

from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.run_values import StepState
from holdfast.ui.kit.text import set_tooltip
from holdfast.words import _

_OTHERS: Final = ("skip", "fail", "differ", "result")
_BY_KIND: Final[Mapping[str, Sequence[str]]] = {
    "instruction": ("done", *_OTHERS),
    "check": ("pass", "fail", "skip", "differ", "result"),
    "input": ("record", "skip", "differ"),
    "choice": ("skip", "differ"),
    "approval": ("approve", "refuse", "skip", "result"),
}
"""Names of verbs; the first is the filled one where the step has one."""
_NEVER_FILLED: Final = frozenset({"skip", "go"})
"""Leaving a choice or a wait aside is never what is meant first."""


@dataclass(frozen=True, slots=True)
class VerbWords:
    """What stands on a button, and the key that presses it."""

    words: str
    key: str = ""


def verbs_of(state: StepState) -> Sequence[str]:
    """The names of the verbs that a step offers while it is open."""
    kind = state.step.annotation.sort
    if kind == "timer":
        first = "done" if state.over else "go" if state.waiting else "wait"
        return (first, *_OTHERS)
    if kind == "runbook":
        child = state.child
        first = ("start",) if child is None else ("follow",) if child.is_running else ()
        return (*first, "done", *_OTHERS)
    return _BY_KIND[kind]


def is_filled(state: StepState, name: str) -> bool:
    """Whether the verb is the one that is meant first."""
    return verbs_of(state)[0] == name and name not in _NEVER_FILLED


def verb_words(name: str) -> VerbWords:
    """What a verb is called."""
    return {
        "done": VerbWords(_("Done"), _("Alt+D")),
        "pass": VerbWords(_("Passed"), _("Alt+D")),
        "record": VerbWords(_("Record answer"), _("Enter")),
        "approve": VerbWords(_("Approve"), _("Alt+D")),
        "wait": VerbWords(_("Start waiting")),
        "go": VerbWords(_("Go on now…"), _("Alt+D")),
        "start": VerbWords(_("Start runbook")),
        "follow": VerbWords(_("Go to its steps")),
        "skip": VerbWords(_("Skip…"), _("Alt+K")),
        "fail": VerbWords(_("Failed…"), _("Alt+X")),
        "refuse": VerbWords(_("Not approved…"), _("Alt+X")),
        "differ": VerbWords(_("Done differently…"), _("Alt+O")),
        "result": VerbWords(_("Add result"), _("Alt+A")),
    }[name]


def verb_button(state: StepState, name: str, act: Callable[[], object]) -> QPushButton:
    """The button of a verb: the filled one shows its key, of the others the tooltip names it."""
    said = verb_words(name)
    filled = is_filled(state, name)
    made = button(said.words, act, primary=filled, key=said.key if filled else "")
    set_tooltip(made, "" if filled else said.key)
    return made
