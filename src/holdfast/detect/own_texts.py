"""Texts of alerting that a store adopts, its ladder and its rules: they hold on every workstation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from holdfast import paths
from holdfast.domain.clock import from_stored
from holdfast.domain.directory import Contact
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.toml_check import Problem
from holdfast.store.adopting import adopt_text, adopted_text, version_text
from holdfast.store.store import Store
from holdfast.words import _


@dataclass(frozen=True, slots=True)
class OwnText:
    """A kind of text: the name of its file in `resources/detect`, and what is wrong with one.

    `problems` keep it from being read, at any time; `misfits` is those, and what else keeps it from being
    adopted by a store with these people.
    """

    name: str
    problems: Callable[[str], tuple[Problem, ...]]
    misfits: Callable[[str, Sequence[Contact]], tuple[Problem, ...]]

    @property
    def adopted_as(self) -> str:
        """What entries call it."""
        return f"alert {self.name}"


@lru_cache(maxsize=4)
def shipped(name: str) -> str:
    """The text that Holdfast comes with, which does nothing and says how one is written."""
    return (paths.resources() / "detect" / f"{name}.toml").read_text(encoding="utf-8")


def text_in_use(store: Store, kind: OwnText) -> str:
    """The text that holds here; one that this program can't read is passed over for the shipped one."""
    text = adopted_text(store, kind.adopted_as)
    return text if text and not kind.problems(text) else shipped(kind.name)


def checks(store: Store, kind: OwnText) -> Callable[[str], tuple[Problem, ...]]:
    """What judges a text that is to be adopted now, in any thread."""
    people = store.directory.people()
    return lambda text: kind.misfits(text, people)


def adopt(store: Store, kind: OwnText, text: str, reason: str) -> None:
    """Let a text hold from now on; the same text again records nothing.

    UserError, naming key and line, for what is no such text, and where the reason says nothing.
    """
    text = text.replace("\r\n", "\n")
    if found := checks(store, kind)(text):
        raise UserError(
            _("This text can't be used: {why}.").format(why=found[0]),
            _("Nothing was changed. Correct the text, then read it again."),
        )
    adopt_text(store, kind.adopted_as, text, reason, lambda: text_in_use(store, kind))


def history(store: Store, kind: OwnText) -> list[tuple[float, str]]:
    """The texts that were adopted, each with when, in seconds since 1970, the first one first."""
    entries = store.journal.of_kinds(subject("store", store.facts.id), ("store.template_adopted",))
    return [
        (from_stored(entry.at).timestamp(), version_text(store, str(entry.new("version", ""))))
        for entry in entries
        if entry.text("template") == kind.adopted_as
    ]
