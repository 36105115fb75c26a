"""Said on the page while one assesses: somebody else assessed the incident meanwhile."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from holdfast.domain.timeline import TimelineRow
from holdfast.domain.timewords import clock_text
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import button, set_words
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.text import label
from holdfast.words import _


class Meanwhile(QFrame):
    """Who assessed it, when and how; asks once before one's own answers are recorded over that."""

    taken = Signal()
    """Go on from what was recorded meanwhile."""
    kept = Signal()
    """Stay with one's own answers."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._told = ""
        self._asks = False
        self.setProperty("card", "banner")
        self._words = label("", "strong", wrap=True)
        self.take = button(_("Take theirs"), self.taken.emit)
        self.keep = button("", self.kept.emit)
        down = QVBoxLayout(self)
        down.setContentsMargins(24, 8, 24, 8)
        down.addWidget(self._words)
        down.addLayout(row(self.take, self.keep, None))
        self.hide()

    def show_row(self, other: TimelineRow | None) -> None:
        """The assessment that was made meanwhile; None where there is none to decide about."""
        self._asks, self._told = False, ""
        if other is not None:
            self._told = _("Assessed meanwhile by {who}, {time}: {what}.").format(
                who=other.who, time=clock_text(other.recorded, self._store.zone), what=other.text
            )
        self._say()
        self.setVisible(bool(self._told))
        if self._told:
            announce(self, self._told, urgent=True)

    def asks(self) -> bool:
        """Whether one's own answers wait for a decision; the question is put by the first time of asking."""
        if self.isHidden() or self._asks:
            return False
        self._asks = True
        self._say()
        self.keep.setFocus()
        announce(self, self._words.text(), urgent=True)
        return True

    def _say(self) -> None:
        question = _("Record your answers over it?")
        self._words.setText(f"{self._told} {question}" if self._asks else self._told)
        set_words(self.keep, _("Record mine") if self._asks else _("Keep mine"))

    @property
    def asked(self) -> bool:
        """Whether keeping one's own means recording them now."""
        return self._asks
