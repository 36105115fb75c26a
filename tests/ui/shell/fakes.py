"""A window with pages of the kit's gallery, for tests and pictures of the shell."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

from PySide6.QtWidgets import QWidget

from holdfast.domain.errors import UserError
from holdfast.settings import Settings
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.page import Page
from holdfast.ui.shell.actions import Action, Actions
from holdfast.ui.shell.pages import PageSpec
from holdfast.ui.shell.picker import Pick
from holdfast.ui.shell.standard import Standard
from holdfast.ui.shell.window import MainWindow
from tests.ui.kit.gallery import INCIDENTS, incidents_page, live_page, runbooks_page

NOW = datetime(2026, 11, 23, 14, 3, 24, tzinfo=timezone(timedelta(hours=1)))


@dataclass
class Shell:
    """A window and what it was made from."""

    window: MainWindow
    actions: Actions
    settings: Settings
    clock: Clock
    notices: Notices
    standard: Standard
    crashes: list[BaseException]
    went: list[tuple[str, str]] = field(default_factory=list)

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()


class SeenPage(Page):
    """Remembers what was asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._late = ""

    def say_late(self, words: str) -> None:
        self._late = words
        self.title_changed.emit()

    def alarm(self) -> str:
        return self._late

    def show_place(self, what: str) -> None:
        self.seen.append(what)

    def leave(self) -> None:
        self.seen.append("left")


def specs(make: Callable[[], Page] = SeenPage) -> list[PageSpec]:
    return [
        PageSpec("incidents", "Incidents", "incidents", incidents_page, key_hint="Ctrl+1"),
        PageSpec("runbooks", "Runbooks", "runbooks", runbooks_page, key_hint="Ctrl+2"),
        PageSpec("reviews", "Reviews", "reviews", make, key_hint="Ctrl+3"),
        PageSpec("live", "Incident", "incidents", live_page, rail="", under="incidents"),
        PageSpec("settings", "Settings", "settings", make, rail="bottom"),
        PageSpec("help", "Help", "help", make, rail="bottom"),
    ]


def quick_open(query: str) -> list[Pick]:
    if query == "sev:":
        raise UserError("“sev:” needs a number.", hint="For example sev:1..2.")
    found = [row for row in INCIDENTS if query.lower() in row.title.lower()]
    return [Pick(row.reference, row, lambda: None) for row in found]


def make_shell(settings: Settings | None = None) -> Shell:
    settings = settings or Settings(None)
    crashes: list[BaseException] = []
    clock, notices, actions = Clock(lambda: NOW), Notices(crashes.append), Actions()
    standard = Standard(actions, settings, quick_open, quick_open)
    standard.register(specs())
    actions.add(
        Action("incident.declare", "&Declare incident", "Incident", lambda: None, "Ctrl+N"),
        Action(
            "review.export",
            "&Export PDF…",
            "Review",
            lambda: None,
            "Ctrl+Shift+E",
            reason=lambda: "No review is open.",
        ),
    )
    window = MainWindow(specs(), actions, settings, clock, notices)
    standard.bind(window)
    window.go("incidents")
    shell = Shell(window, actions, settings, clock, notices, standard, crashes)
    window.went.connect(lambda page, what: shell.went.append((page, what)))
    return shell


def dress(shell: Shell) -> QWidget:
    """The window as in the pictures."""
    shell.window.rail.show_count("incidents", 3)
    shell.window.rail.show_count("reviews", 2)
    status = shell.window.status
    status.show_operator("operator 1", "passphrase")
    status.show_saved(NOW - timedelta(seconds=2))
    status.show_journal(NOW.astimezone(UTC).replace(minute=0) + timedelta(hours=1), 1284)
    return shell.window
