"""From an incident to a released review by two people at one window, each with a passphrase, and its signed
PDF to an auditor with an empty store: all by keyboard.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from holdfast import paths
from holdfast.desk.operators import set_passphrase, sign_in, sign_out
from holdfast.domain.review import Review
from holdfast.main import main
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


Windows = Callable[[str], OpenWindow]


@pytest.fixture
def windows(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Windows]:
    """Opens a window on a store of this name; one at a time."""
    there: list[OpenWindow] = []

    def open_one(store: str) -> OpenWindow:
        while there:
            there.pop().close()
        there.append(OpenWindow(tmp_path / store, look.appearance))
        return there[0]

    yield open_one
    for each in there:
        each.close()


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
        press("Ctrl+4")
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


def test_two_people_bring_a_review_to_its_readers_and_an_auditor_checks_it(
    windows: Windows, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = tmp_path / "review.pdf"
    fingerprint = _written_by_two(windows("store"), pdf)
    _on_the_verify_page(windows("auditor"), pdf, fingerprint)
    _by_the_command_line(tmp_path / "auditor", pdf, fingerprint, capsys)
    _by_the_program_without_holdfast(pdf, fingerprint)


def _written_by_two(room: OpenWindow, pdf: Path) -> str:
    """The whole way to the signed PDF; gives what the commissioning sheet says of the station."""
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
    return two.store.station.fingerprint


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


def _on_the_verify_page(room: OpenWindow, pdf: Path, fingerprint: str) -> None:
    """In a store that knows nothing of the other one."""
    room.answers.files.append(pdf)
    press("Ctrl+9")
    until(lambda: room.window.current_key() == "verify", "the page is shown")
    reach("Fingerprint to compare")
    write(fingerprint)
    reach("Choose document")
    press("Return")

    def said() -> str:
        return " ".join(each.text() for each in room.window.findChildren(QLabel) if each.isVisible())

    until(lambda: "is not in this store." in said(), "the document is judged")
    assert "the one of the fingerprint that you gave" in said()
    assert "Wrong" not in said()


def _by_the_command_line(
    store: Path, pdf: Path, fingerprint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside that store; an altered one is told."""
    words = ["--data", str(store), "verify", "--fingerprint", fingerprint, "--json"]
    assert main([*words, str(pdf)]) == 0
    (one,) = json.loads(capsys.readouterr().out)["files"]
    states = {each["topic"]: each["state"] for each in one["findings"]}
    assert states.pop("store") == "open"
    assert set(states.values()) == {"holds"}
    assert main([*words, str(_altered(pdf))]) == 3


def _by_the_program_without_holdfast(pdf: Path, fingerprint: str) -> None:
    program = str(paths.resources() / "verify" / "holdfast-verify")

    def judged(file: Path) -> int:
        words = [sys.executable, program, str(file), "--fingerprint", fingerprint]
        return subprocess.run(words, capture_output=True, check=False).returncode

    assert (judged(pdf), judged(_altered(pdf))) == (0, 3)


def _altered(pdf: Path) -> Path:
    data = bytearray(pdf.read_bytes())
    data[len(data) // 2] ^= 1
    file = pdf.with_name("altered.pdf")
    file.write_bytes(data)
    return file
