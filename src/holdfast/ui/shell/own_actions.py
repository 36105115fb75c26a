"""What can be done in this program beyond going around in it: the table that menus, palette and keys read."""

from collections.abc import Callable
from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from holdfast.ui.kit.page import Page
from holdfast.ui.shell.actions import Action, KeyHint
from holdfast.ui.shell.window import MainWindow
from holdfast.words import _


class Verb(Protocol):
    """One thing that a page offers; `reason` says why it can't be done now, "" when it can."""

    @property
    def id(self) -> str: ...
    @property
    def run(self) -> Callable[[], object]: ...
    @property
    def reason(self) -> Callable[[], str]: ...


class Offers(Protocol):
    """A page that names what can be done on it."""

    def verbs(self) -> list[Verb]:
        """Everything that can be done there."""
        ...


def review_verbs() -> list[tuple[str, str, str]]:
    """What the review editor offers: id, words and keys. The editor itself is made when it is gone to."""
    return [
        ("review.import", _("&Import timeline…"), ""),
        ("review.template", _("Choose te&mplate…"), ""),
        ("review.interviews", _("Inter&view notes"), "Ctrl+Alt+N"),
        ("review.known", _("What was &known then…"), ""),
        ("review.next", _("&Next section"), "Ctrl+PgDown"),
        ("review.previous", _("&Previous section"), "Ctrl+PgUp"),
        ("review.find", _("&Find…"), ""),
        ("review.replace", _("Find and r&eplace…"), "Ctrl+H"),
        ("review.find_next", _("Find: the next place"), ""),
        ("review.find_back", _("Find: the place before"), ""),
        ("review.hint", _("Next &hint"), "F7"),
        ("review.leave_hint", _("Leave &wording as it is…"), "Ctrl+F7"),
        ("review.turn", _("PDF preview or &timeline"), "Ctrl+M"),
        ("review.comment", _("Comment on the words chosen…"), "Ctrl+Alt+M"),
        ("review.comments", _("Comments: the next one"), "F8"),
        ("review.comments_back", _("Comments: the one before"), "Shift+F8"),
        ("review.revisions", _("Revisions and changes…"), ""),
        ("review.submit", _("Submit for review…"), ""),
        ("review.approve", _("Approve the review…"), ""),
        ("review.changes", _("Ask for changes…"), ""),
        ("review.release", _("Re&lease review…"), ""),
        ("review.again", _("&Open released review again…"), ""),
        ("review.incident", _("&Go to the incident"), ""),
    ]


def writing_verbs() -> list[tuple[str, str, str]]:
    """What every page offers on which something is written and then recorded: id, words and keys."""
    return [("page.record", _("&Record what is written"), "Ctrl+S")]


def library_verbs() -> list[tuple[str, str, str]]:
    """What the library of runbooks offers as a whole: id, words and keys."""
    return [
        ("library.folder", _("Import runbooks from a folder…"), ""),
        ("library.again", _("Import the source again (F5)"), ""),
        ("library.sources", _("Sources of the library…"), ""),
        ("library.export", _("Export all runbooks into a folder…"), ""),
    ]


def paper_verbs() -> list[tuple[str, str, str]]:
    """What every page offers that shows something to be handed out: id, words and keys."""
    return [
        ("paper.export", _("&Export PDF…"), "Ctrl+Shift+E"),
        ("paper.markdown", _("Export as &Markdown…"), ""),
        ("paper.json", _("Export as &JSON…"), ""),
        ("paper.print", _("Pri&nt preview"), "Ctrl+P"),
    ]


def table_verbs() -> list[tuple[str, str, str]]:
    """What the paper page offers of a table: id, words and keys."""
    return [("paper.csv", _("Export as &CSV…"), "")]


def runbook_verbs() -> list[tuple[str, str, str]]:
    """What the library offers of the runbook that is shown: id, words and keys."""
    return [
        ("runbook.versions", _("&Versions"), ""),
        ("runbook.drift", _("What its &runs say"), ""),
    ]


def of_page(
    page: Callable[[], Page | None], verbs: list[tuple[str, str, str]], category: str, nothing: str
) -> list[Action]:
    """The verbs of a page as actions; while the page isn't shown they say `nothing`."""

    def verb(ident: str) -> Verb | None:
        shown = page()
        offered: list[Verb] = shown.verbs() if shown is not None and hasattr(shown, "verbs") else []  # type: ignore[attr-defined]
        return next((each for each in offered if each.id == ident), None)

    def action(ident: str, words: str, keys: str) -> Action:
        def run() -> None:
            found = verb(ident)
            if found is not None:
                found.run()

        def reason() -> str:
            found = verb(ident)
            return nothing if found is None else found.reason()

        return Action(ident, words, category, run, keys, reason=reason, here=lambda: page() is not None)

    return [action(*each) for each in verbs]


@runtime_checkable
class HasSections(Protocol):
    """A page that shows one of the sections of a review."""

    def sections(self) -> list[tuple[str, str]]:
        """The keys and titles of its sections, in order."""
        ...

    def show_section(self, key: str) -> None:
        """Show the section of this key."""
        ...

    def first_focus(self) -> QWidget | None:
        """Where one writes in it."""
        ...


def sections_of_page(page: Callable[[], Page | None]) -> list[Action]:
    """The sections of the review that is shown, to go to by name."""
    shown = page()
    if not isinstance(shown, HasSections):
        return []

    def go(key: str) -> None:
        shown.show_section(key)
        first = shown.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    return [
        Action(f"section.{key}", title, _("Section"), partial(go, key), here=lambda: True)
        for key, title in shown.sections()
    ]


def shown_page(window: Callable[[], MainWindow], *keys: str) -> Callable[[], Page | None]:
    """The page that is shown, while it is one of these."""

    def page() -> Page | None:
        key = window().current_key()
        return window().made(key) if key in keys else None

    return page


def page_keys() -> list[KeyHint]:
    """Keys that pages hear by themselves, for the sheet of keys."""
    incident, runbook, go = _("Incident"), _("Runbook"), _("Go")
    return [
        KeyHint(incident, _("Declare at once, from any page of the wizard"), "Ctrl+Enter"),
        KeyHint(
            incident, _("Kind of note: observation, action, decision, communication, note"), "Alt+1 … Alt+5"
        ),
        KeyHint(incident, _("Change the title"), "F2"),
        KeyHint(runbook, _("Step done"), "Alt+D"),
        KeyHint(runbook, _("Skip the step"), "Alt+K"),
        KeyHint(runbook, _("The step failed"), "Alt+X"),
        KeyHint(runbook, _("Done differently: what was done instead"), "Alt+O"),
        KeyHint(runbook, _("Add a result to the step"), "Alt+A"),
        KeyHint(runbook, _("Copy the step's command"), "Alt+C"),
        KeyHint(runbook, _("More for the step: evidence, add a step, not a step"), "Shift+F10"),
        KeyHint(runbook, _("The runs on this incident"), "Alt+6 … Alt+9"),
        KeyHint(runbook, _("Back to the run that this one was started from"), "Alt+Up"),
        KeyHint(runbook, _("Record what was entered from paper"), "Ctrl+S"),
        KeyHint(go, _("Find on this page, or in the runbook that is read"), "Ctrl+F"),
        KeyHint(runbook, _("Next and previous place found"), "F3, Shift+F3"),
        KeyHint(runbook, _("Next and previous section, where it is read"), "Alt+Down, Alt+Up"),
        KeyHint(runbook, _("Meaning, impact, diagnosis, mitigation"), "Alt+1 … Alt+4"),
        KeyHint(runbook, _("Large type, where it is read"), "Alt+Z"),
        KeyHint(runbook, _("Among its versions: tick two to compare"), "Space"),
        KeyHint(runbook, _("Restore the version that is chosen"), "Ctrl+Enter"),
        KeyHint(runbook, _("Take the last restoring back"), "Ctrl+Z"),
        KeyHint(runbook, _("Open the edit that its runs propose"), "Ctrl+E"),
    ]
