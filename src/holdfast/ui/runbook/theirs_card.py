"""Somebody else recorded the same runbook while it is written here: what can be done about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.text import label
from holdfast.words import _


class TheirsCard(QFrame):
    """Stands over the text until a person decides; nothing happens by itself."""

    comparison_wanted = Signal()
    taken = Signal()
    """Their text is to stand in place of mine."""
    kept = Signal()
    """Mine is to be recorded as the one that comes after theirs."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "hint")
        self.words = label("", "meta", wrap=True)
        self.compare = quiet_button(_("Compare with theirs"), self.comparison_wanted.emit)
        self.take = quiet_button(_("Take theirs"), self.taken.emit)
        self.keep = quiet_button(_("Record mine over theirs"), self.kept.emit)
        self._legend = label(_("\N{MINUS SIGN} is theirs, + is yours."), "small", "muted")
        self._legend.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 24, 12)  # with its edge, below the title of the page
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addLayout(FlowLayout(self.compare, self.take, self.keep))
        column.addWidget(self._legend)
        self.hide()

    def explain(self, *, comparing: bool) -> None:
        """Say which of the two is which, while they are held against each other."""
        self._legend.setVisible(comparing)

    def tell(self, who: str, when: str, *, urgent: bool) -> None:
        """Say that there is another text; once for each."""
        said = _("Somebody else recorded another text since you began.")
        if who:
            said = _("{who} recorded another text since you began ({time}).").format(who=who, time=when)
        said = " ".join((said, _("Yours is below and safe.")))
        is_news = self.isHidden() or said != self.words.text()
        self.words.setText(said)
        self.show()
        if is_news:
            announce(self, said, urgent=urgent)
