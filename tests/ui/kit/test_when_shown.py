"""A page is read whenever it comes into sight, soon after a change in it, and left alone unseen."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from holdfast.ui.kit.when_shown import WhenShown


def test_it_is_read_when_shown_and_once_after_changes_while_it_is(qtbot: QtBot) -> None:
    widget, told = QWidget(), list[str]()
    qtbot.addWidget(widget)
    seen = WhenShown(
        widget, lambda: told.append("read"), lambda: told.append("stop"), lambda: told.append("again")
    )
    seen.changed()
    assert not seen._timer.isActive(), "nobody sees it"
    widget.show()
    seen.changed()
    seen.changed()
    qtbot.waitUntil(lambda: told == ["read", "again"])
    seen.changed()
    widget.hide()
    assert (told, seen._timer.isActive()) == (["read", "again", "stop"], False)
    widget.show()
    assert told[-1] == "read"


def test_it_is_read_again_and_again_only_while_it_is_seen(qtbot: QtBot) -> None:
    widget, told = QWidget(), list[int]()
    qtbot.addWidget(widget)
    seen = WhenShown(widget, lambda: told.append(1), bool, every=1)
    widget.show()
    qtbot.waitUntil(lambda: len(told) > 3)
    widget.hide()
    assert not seen._beat.isActive()
