"""Two texts for one place, both readable, until a person decides."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout

from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.text import label
from holdfast.words import _


class ConflictCard(QFrame):
    """Shows the other text above the editor that holds one's own."""

    kept = Signal()
    """Stay with the text in the editor."""
    taken = Signal()
    """Take the other text in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "hint")
        self._said = label(
            _("Somebody else recorded this text while you were writing. Yours is below and safe."),
            "meta",
            wrap=True,
        )
        self._theirs = QPlainTextEdit()
        self._theirs.setReadOnly(True)
        self._theirs.setTabChangesFocus(True)
        self._theirs.setAccessibleName(_("Their text"))
        self._theirs.setMinimumHeight(theme.px(56))
        self._theirs.setMaximumHeight(theme.px(96))
        keep = quiet_button(_("Keep mine"), self.kept.emit)
        take = quiet_button(_("Take theirs"), self.taken.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._said)
        column.addWidget(self._theirs)
        column.addLayout(row(keep, take, None))
        self.hide()

    def show_text(self, theirs: str | None) -> None:
        """Show their text; None: there is nothing to decide any more."""
        if theirs is None:
            self.hide()
            return
        self._theirs.setPlainText(theirs or _("(They left it empty.)"))
        if self.isHidden():
            self.show()
            announce(self, self._said.text(), urgent=True)

    def text(self) -> str:
        """Their text as it is shown."""
        return self._theirs.toPlainText()
