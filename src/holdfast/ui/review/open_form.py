"""A form that stands open among the cards of a section."""

from typing import Protocol

from PySide6.QtWidgets import QScrollArea, QWidget


class OpenForm(Protocol):
    """What is typed into it is a draft until it is recorded."""

    def flush(self) -> None:
        """Keep what was typed as a draft, now."""
        ...

    def hide(self) -> None: ...

    def deleteLater(self) -> None: ...


def put_away(form: OpenForm | None) -> None:
    """Keep what a form holds as a draft, and take it off the screen."""
    if form is not None:
        form.flush()
        form.hide()
        form.deleteLater()


def enter(area: QScrollArea, form: QWidget | None) -> None:
    """Put the focus into a form, and show it."""
    if form is not None:
        form.setFocus()
        reveal(area, form)


def reveal(area: QScrollArea, form: QWidget | None) -> None:
    """Scroll to a form, also when it grew, while a person is in it."""
    focused = area.window().focusWidget()
    if form is not None and focused is not None and form.isAncestorOf(focused):
        area.ensureWidgetVisible(form, 0, 0)
