"""What a story is played with: keys alone, and the ways that all acts go.

A story is a table of acts. Every act finds its own way to where it happens, so that the story goes on after
any of them in a window that was just opened. What an act types waits to be a draft before it is recorded.
"""

from collections.abc import Callable, Mapping
from typing import Any

from holdfast.domain.incident import Incident
from holdfast.domain.review import SECTIONS
from tests.journeys.keyboard import press, reach, saved, typed, until, write
from tests.journeys.room import OpenWindow

WHO = "Ana Keller"

Tell = Callable[[str, str], None]
"""Told of (point, what): a draft that was saved or shown again, an act that is in the record."""
Acts = Mapping[str, Callable[[Any], None]]


def acts_of(*acts: Callable[[Any], None]) -> dict[str, Callable[[Any], None]]:
    """The acts in their order, by name."""
    return {act.__name__: act for act in acts}


class Player:
    """Plays the acts of a story in one window."""

    def __init__(self, room: OpenWindow, tell: Tell, acts: Acts) -> None:
        self.room, self.store, self.tell, self._acts = room, room.store, tell, acts
        self._act = ""

    def play(self, act: str) -> None:
        """Play one of the acts."""
        self._act = act
        self._acts[act](self)
        self.tell(f"{act} recorded", act)

    def incident(self) -> Incident:
        """The incident as it is recorded."""
        (row,) = self.store.incidents.page(self.store.query(""), "due", 0, 2)
        return self.store.incidents.get(row.id)

    # -- ways that all acts go -----------------------------------------------------------------------

    def type(self, text: str, then: Callable[[], None] = lambda: None) -> None:
        """Type, unless the text is shown again from before; wait until it is a draft, `then` tell more."""
        if text in typed():
            self.tell(f"{self._act} shown", typed())
            return
        press("Ctrl+A")
        write(text)
        saved()
        then()
        self.tell(f"{self._act} draft", text)

    def records(self, keys: str) -> None:
        """Press the keys that record; who is at the keyboard is asked where nobody is yet."""
        before = self.store.journal.head().seq
        if self.store.by is None:
            self.room.expect_who(WHO)
        press(keys)
        until(lambda: self.store.journal.head().seq > before, f"{keys} records in {self._act}")

    def at_incident(self) -> None:
        """Go to the live view."""
        if self.room.window.current_key() == "review":
            self.command("go to the incident")
        elif self.room.window.current_key() != "incident":
            press("Ctrl+1")
            self.room.rest()
            press("Return")
        until(lambda: self.room.window.current_key() == "incident", "the live view is shown")

    def at_section(self, key: str) -> None:
        """Go to a section of the review."""
        if self.room.window.current_key() != "review":
            press("Ctrl+4")
            press("Return")
            until(lambda: self.room.window.current_key() == "review", "the review is shown")
        press("Ctrl+PgUp", len(SECTIONS))
        press("Ctrl+PgDown", SECTIONS.index(key))

    def foot(self, words: str) -> None:
        """Go to the foot of the live view, and there to a button."""
        self.at_incident()
        press("Ctrl+L")
        press("F6", 2)
        reach(words)

    def command(self, words: str) -> None:
        """Do something by the command palette."""
        press("Ctrl+K")
        write(words)
        press("Return")
