"""The situation in one line: what is known, what is planned, what is needed."""

from PySide6.QtWidgets import QBoxLayout, QWidget

from holdfast.domain.incident import Incident
from holdfast.store.store import Store
from holdfast.ui.kit.text import take_texts
from holdfast.ui.respond.inline_text import InlineText
from holdfast.words import _

FIELDS = ("know", "plan", "need")


class SituationLine(QWidget):
    """Three texts in a line, each edited in place."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        names = {"know": _("Know"), "plan": _("Plan"), "need": _("Need")}
        self.texts = {
            field: InlineText(store, field, names[field], _("not said yet"), "small_strong")
            for field in FIELDS
        }
        self._line = line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for each in self.texts.values():
            line.addWidget(each)
            each.opened.connect(lambda open_, each=each: line.setStretchFactor(each, 3 if open_ else 0))
        line.addStretch()

    def show_incident(self, incident: Incident) -> None:
        """Another incident."""
        for field, each in self.texts.items():
            each.show_incident(incident.id, getattr(incident, field))

    def show_changed(self, incident: Incident) -> None:
        """The same incident, as it is now."""
        for field, each in self.texts.items():
            each.show_text(getattr(incident, field))

    def arrange(self, width: int, *, tall: bool) -> None:
        """Side by side where all can be read, else below each other where there is the height for it."""
        wanted = sum(each.sizeHint().width() for each in self.texts.values()) + 12
        below = tall and wanted > width
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != way:
            self._line.setDirection(way)
            self._line.setSpacing(0 if below else 4)

    def settle(self) -> None:
        """Its size is that of what it shows now."""
        for each in self.texts.values():
            each.settle()
        take_texts(self)

    def flush(self) -> None:
        """Save what was typed as drafts."""
        for each in self.texts.values():
            each.flush()
