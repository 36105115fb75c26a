"""Header and footer of the wizard's pages."""

from datetime import datetime, tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.timewords import clock_text
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.text import ElidedLabel, label, set_tone
from holdfast.words import _


class WizardHeader(QWidget):
    """The title, which step this is, what it is about, and when the draft was saved."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._step, self._saved = ElidedLabel("", "meta", "muted"), label("", "small", "muted")
        self._about = ElidedLabel("", "meta", "muted")
        first = row(label(title, "page"), self._step, self._saved, spacing=16)
        first.setAlignment(self._step, Qt.AlignmentFlag.AlignBottom)
        first.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 24, 12)
        column.setSpacing(8)
        column.addLayout(first)
        column.addWidget(self._about)

    def show_step(self, words: str) -> None:
        """Say which step this is."""
        self._step.set_whole(words)

    def show_about(self, words: str) -> None:
        """Say what it is about."""
        self._about.set_whole(words)

    def show_saved(self, at: datetime | None, zone: tzinfo) -> None:
        """Say when the draft was saved; None while there is nothing to save."""
        saved = _("Draft saved {time}")
        self._saved.setText("" if at is None else saved.format(time=clock_text(at, zone, seconds=True)))
        set_tone(self._saved, "muted")

    def show_unsaved(self) -> None:
        """Say that what is typed is only on the screen."""
        self._saved.setText(_("Draft not saved"))
        set_tone(self._saved, "error")


class WizardFooter(QWidget):
    """Back, declare now, and the one way on."""

    def __init__(self, quick: str) -> None:
        """`quick` is the verb that does it at once, by Ctrl+Enter; "" where the way on is that already."""
        super().__init__()
        self.back = button(_("Back"))
        self.now = button(quick, key=_("Ctrl+Enter"))
        self.next = button(" ", primary=True)
        hint = ElidedLabel(_("Esc keeps the draft"), "small", "muted")
        line = row(hint, self.back, self.now, self.next, spacing=12)
        line.setStretch(0, 1)
        line.setContentsMargins(24, 14, 24, 14)
        self.setLayout(line)
        self.now.setVisible(bool(quick))

    def show_way(self, words: str, key: str, *, back: bool, now: bool) -> None:
        """What Enter does from here, and what else can be done."""
        self.next.setText(f"{words}   {key}")
        self.next.setAccessibleName(words)
        self.back.setVisible(back)
        self.now.setVisible(now)
