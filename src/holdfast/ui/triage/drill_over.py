"""Said in the wizard: the drill that its draft is part of has ended, so what is to become of it?"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from holdfast.domain.drill import Drill
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.text import label
from holdfast.words import _


class DrillOver(QFrame):
    """Shown as long as the draft is part of a drill that is over; nothing is declared before an answer."""

    real = Signal()
    """It is to be declared as a real incident."""
    kept = Signal()
    """It stays a draft."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "banner")
        self.setAccessibleName(_("The drill of this draft has ended"))
        self._words = label("", "strong", wrap=True)
        self._keep = button(_("Keep the draft"), self.kept.emit)
        self._real = button(_("Declare for real"), self.real.emit)
        down = QVBoxLayout(self)
        down.setContentsMargins(24, 8, 24, 8)
        down.addWidget(self._words)
        down.addLayout(row(self._keep, self._real, None))
        self.hide()

    def show_drill(self, drill: Drill | None) -> None:
        """The drill that has ended; None where the draft is of none, or of one that goes on."""
        if drill is not None:
            told = _("This draft is part of the drill “{title}”, which has ended. Nothing is declared yet.")
            self._words.setText(told.format(title=drill.title))
        self.setVisible(drill is not None)

    def ask(self) -> None:
        """Ask now; Enter keeps the draft, so that nothing becomes real by a second press of a key."""
        self._keep.setFocus()
        announce(self, self._words.text(), urgent=True)

    def choices(self) -> list[QWidget]:
        """Keep, and declare for real."""
        return [self._keep, self._real]
