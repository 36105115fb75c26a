"""How a page is announced to the window, and what the shell asks of some pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from holdfast.ui.kit.page import Page


@dataclass(frozen=True)
class PageSpec:
    """A page that is made on first use, so that start-up makes only the one it shows.

    `rail` is top, bottom or "" (not in the rail); `under` names the rail entry that lights up for a page that
    is not in it. `key_hint` is the shortcut shown in the rail's tooltip.
    """

    key: str
    label: str
    icon: str
    make: Callable[[], Page]
    rail: str = "top"
    under: str = ""
    key_hint: str = ""


@runtime_checkable
class HasIncident(Protocol):
    """A page that shows an incident."""

    def incident_id(self) -> str:
        """Its id, "" for none."""
        ...


@runtime_checkable
class TakesProposal(Protocol):
    """A page on which a text is written."""

    def propose(self, text: str) -> None:
        """Put this text there, and show what it changes."""
        ...


@runtime_checkable
class TakesAlerts(Protocol):
    """The wizard that declares an incident."""

    def begin_from(self, idents: list[str]) -> None:
        """Begin anew with what the alerts of these ids say."""
        ...


@runtime_checkable
class LooksBack(Protocol):
    """The page of an incident, with its timeline."""

    def show_known(self, arrival: int) -> None:
        """Show what was known when so much had arrived here."""
        ...

    def show_entry(self, entry: str) -> None:
        """Make the row of this entry the current one."""
        ...
