"""Keys as a person presses them: to the window that has the focus, whatever it is."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QWidget

from holdfast.ui.kit.drafts import DraftBinder

_FAR = 120
"""Tabs after which a control counts as out of reach."""
_SECONDS = 20


def press(keys: str, times: int = 1) -> None:
    """Press a key such as "Ctrl+N", and let happen what it does."""
    combination = QKeySequence(keys)[0]  # pyright: ignore[reportIndexIssue]
    for _time in range(times):
        QTest.keyClick(front(), combination.key(), combination.keyboardModifiers())
        breathe()


def front() -> QWindow:
    """The window that has the focus. No window manager is there to give it back when a dialog closes."""
    if QGuiApplication.focusWindow() is None:
        top = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QMainWindow))
        top.activateWindow()
        until(top.isActiveWindow, "the window is active again")
    window = QGuiApplication.focusWindow()
    assert window is not None
    return window


def write(text: str) -> None:
    """Type a text where the focus is."""
    QTest.keyClicks(focused(), text)
    breathe()


def focused() -> QWidget:
    """The control that has the focus."""
    front()
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def name(widget: QWidget) -> str:
    """What a control is called, as a screen reader says it."""
    said = widget.accessibleName() or getattr(widget, "text", str)()
    return str(said)


def reach(words: str, keys: str = "Tab") -> QWidget:
    """Press Tab until the control that is called `words` has the focus; what it says after ":" is its own."""
    passed: list[str] = []
    for _step in range(_FAR):
        if name(focused()).removesuffix("…") == words or name(focused()).startswith(f"{words}: "):
            return focused()
        passed.append(name(focused()))
        press(keys)
    raise AssertionError(f"{keys} does not reach {words!r}; it passed {dict.fromkeys(passed)}")


def typed() -> str:
    """The text of the field that has the focus."""
    widget = focused()
    assert isinstance(widget, (QLineEdit, QPlainTextEdit)), f"no field to type in, but {name(widget)!r}"
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()


def saved() -> None:
    """Wait until the draft of the field that has the focus is saved."""
    binder = focused().findChild(DraftBinder)
    assert binder is not None, f"{name(focused())!r} keeps no draft"
    until(binder.is_saved, f"the draft of {name(focused())!r} is saved", seconds=3)


def breathe() -> None:
    """Let what was asked for happen."""
    QCoreApplication.processEvents()


def until(holds: Callable[[], object], what: str, seconds: float = _SECONDS) -> None:
    """Let the window live until something holds; looks again after each event, and fails in the end."""
    deadline, wake = QDeadlineTimer(round(seconds * 1000)), QTimer()
    wake.start(round(seconds * 1000) + 1)
    while not holds():
        assert not deadline.hasExpired(), f"not in {seconds} s: {what}"
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    wake.stop()
