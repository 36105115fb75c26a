"""From an incident to a released review by two people at one window, each with a passphrase, by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from holdfast.desk.operators import set_passphrase, sign_in, sign_out
from holdfast.domain.review import Review
from holdfast.store.check import check_store
from holdfast.ui.shell.operator_dialog import OperatorDialog
from tests.conftest import Look
from tests.journeys.keyboard import focused, name, press, reach, until, write
from tests.journeys.pdf_text import plain, printed
from tests.journeys.room import OpenWindow
from tests.journeys.story import TEXTS, Story

WRITER, READER = "Ana Vidal", "Ben Ott"
SECRET = "three green kettles"
BEFORE = ("declare", "contain", "resolve", "begin_review", "summary")


@pytest.fixture
def room(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[OpenWindow]:
    made = OpenWindow(tmp_path / "store", look.appearance)
    yield made
    made.close()


class Two:
    """What both do in the window."""

    def __init__(self, room: OpenWindow, pdf: Path) -> None:
        self.room, self.store, self.pdf = room, room.store, pdf
        self.story = Story(room, lambda _point, _what: None, pdf)
        for each in (WRITER, READER):
            set_passphrase(self.store, sign_in(self.store, each), SECRET)
        sign_out(self.store)

    def review(self) -> Review:
        return self.story.review()

    def sits_down(self, who: str) -> None:
        """Somebody else takes the keyboard, and gives the passphrase."""

        def answer() -> None:
            dialog, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
            if not isinstance(dialog, OperatorDialog) or focus is None or not dialog.isAncestorOf(focus):
                QTimer.singleShot(1, self.room.window, answer)
                return
            write(who)
            reach("Passphrase")
            write(SECRET)
            press("Return")

        QTimer.singleShot(0, self.room.window, answer)
        self.story.command("change who is at the keyboard")
        until(lambda: self.store.by is not None and self.store.by.sure == "authenticated", f"{who} is there")
        assert self.store.operators.names()[self.store.by.operator] == who  # type: ignore[union-attr]

    def opens(self) -> None:
        """From the list of reviews."""
        press("Ctrl+3")
        press("Return")
        until(lambda: self.room.window.current_key() == "review", "the review is shown")

    def submits(self) -> None:
        self.story.command("submit for review")
        assert name(focused()) == "Reviewers"
        if READER not in self.reviewers():
            press("Home")
            press("Space")
        reach("Submit for review")
        self.story.records("Return")
        assert self.review().state == "in_review"

    def reviewers(self) -> list[str]:
        names = self.store.operators.names()
        return [names[each] for each in self.review().flow.reviewers]

    def comments(self, text: str) -> None:
        """On the first words of the summary, which are chosen by keys."""
        self.story.at_section("summary")
        reach("Summary")
        press("Ctrl+Home")
        press("Ctrl+Shift+Right", 3)
        press("Ctrl+Alt+M")
        assert name(focused()).startswith("Comment on “For 25 minutes")
        write(text)
        self.story.records("Ctrl+Return")

    def answers(self, text: str) -> None:
        press("F8")
        assert name(focused()) == "Comments"
        reach("Answer")
        write(text)
        self.story.records("Ctrl+Return")
        reach("Resolve")
        self.story.records("Space")

    def writes(self, text: str) -> None:
        self.story.at_section("summary")
        reach("Summary")
        press("Ctrl+A")
        write(text)
        self.story.records("Ctrl+S")


def test_two_people_bring_a_review_to_its_readers(room: OpenWindow, tmp_path: Path) -> None:
    pdf = tmp_path / "review.pdf"
    two = Two(room, pdf)
    two.sits_down(WRITER)
    for act in BEFORE:
        two.story.play(act)
    two.submits()
    assert two.reviewers() == [READER]

    two.sits_down(READER)
    two.comments("From when to when?")
    two.story.at_section("summary")
    press("Ctrl+A")
    write("I alter nothing here")
    assert two.review().texts["summary"] == TEXTS["summary"]
    two.story.command("ask for changes")
    write("Say from when to when.")
    two.story.records("Return")
    assert two.review().state == "changes_asked"

    two.sits_down(WRITER)
    two.answers("From 13:16.")
    two.writes("From 13:16 on, for 25 minutes, the store had one member of three.")
    two.submits()

    two.sits_down(READER)
    two.story.command("approve the review")
    assert name(focused()) == "Approve"
    two.story.records("Return")
    assert two.review().state == "approved"

    two.sits_down(WRITER)
    two.story.command("release review")
    two.story.records("Return")
    two.story.export()
    _holds(two, pdf)


def _holds(two: Two, pdf: Path) -> None:
    review, on_paper = two.review(), printed(pdf)
    (release,) = review.flow.releases
    assert [(each.deed.sure, each.revision) for each in release.approvals] == [("authenticated", 1)]
    assert [(each.state, len(each.answers)) for each in review.flow.comments] == [("resolved", 1)]
    for words in (
        "From 13:16 on, for 25 minutes",
        f"{READER} (authenticated by passphrase)",
        f"{WRITER} (authenticated by passphrase)",
        "Signature and date",
    ):
        assert plain(words) in on_paper
    assert plain("DRAFT") not in on_paper
    assert review.conflicts == ()
    assert check_store(two.store).ok
