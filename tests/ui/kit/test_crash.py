"""Bugs reach one dialog with a report; what a person can do something about never does."""

import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from holdfast.domain.errors import UserError
from holdfast.ui.kit.crash import Crash, CrashDialog
from tests.conftest import Look
from tests.ui.audit import audit, shown


def _raised(error: BaseException) -> BaseException:
    try:
        raise error
    except type(error) as caught:
        return caught


def test_a_bug_is_reported_with_where_it_was(capsys: pytest.CaptureFixture[str], look: Look) -> None:
    reports: list[str] = []
    crash = Crash(lambda: "Holdfast 0.1.0", lambda _error: None, reports.append)
    crash.report(_raised(KeyError("phase")))
    assert reports[0].startswith("Holdfast 0.1.0\n\nTraceback")
    assert "KeyError: 'phase'" in reports[0]
    assert "KeyError: 'phase'" in capsys.readouterr().err


def test_what_is_no_bug_is_only_told(look: Look) -> None:
    told: list[str] = []
    crash = Crash(lambda: "", lambda error: told.append(str(error)), lambda _report: pytest.fail("reported"))
    error = UserError("The disk is full.")
    crash.uncaught(UserError, error)
    assert told == ["The disk is full."]


def test_python_tells_it_of_what_nobody_caught(monkeypatch: pytest.MonkeyPatch, look: Look) -> None:
    reports: list[str] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    Crash(lambda: "", lambda _error: None, reports.append).install()
    error = _raised(ZeroDivisionError("division by zero"))
    sys.excepthook(type(error), error, error.__traceback__)
    assert "test_crash.py" in reports[0]


def test_the_dialog_gathers_reports_and_copies_them(look: Look, nothing_left: None) -> None:
    dialog = CrashDialog()
    dialog.add("first")
    dialog.add("second")
    dialog.copy()
    assert QGuiApplication.clipboard().text() == "first\nsecond"
    assert dialog.findChildren(QPlainTextEdit)[0].isReadOnly()
    assert audit(shown(dialog, 720, 440)) == []
    dialog.close()
    dialog.deleteLater()


def test_one_dialog_for_many_bugs(capsys: pytest.CaptureFixture[str], look: Look, nothing_left: None) -> None:
    crash = Crash(lambda: "Holdfast", lambda _error: None)
    crash.report(_raised(KeyError("one")))
    crash.report(_raised(KeyError("two")))
    dialogs = [each for each in QGuiApplication.allWindows() if each.isVisible()]
    assert len(dialogs) == 1
    crash.close()
