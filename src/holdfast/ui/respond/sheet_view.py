"""A handover sheet to be read: who prepared it, for whom, and its sections that say something."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.handover import SECTIONS, section_title
from holdfast.domain.sheet import Sheet, Signed
from holdfast.domain.timewords import stamp_text
from holdfast.store.store import Store
from holdfast.ui.kit.text import label
from holdfast.words import _


def sheet_head(store: Store, sheet: Sheet) -> str:
    """Who prepared the sheet and for whom, in a line or two."""
    told = _("Prepared by {who}, {time}.").format(
        who=signed_words(sheet.prepared), time=stamp_text(sheet.prepared.at, store.zone)
    )
    if not sheet.to:
        return told
    to = _("For {person}, with command.") if sheet.command else _("For {person}, without command.")
    why = _("Reason: {reason}.").format(reason=sheet.reason.rstrip(".")) if sheet.reason else ""
    return " ".join(filter(None, (to.format(person=sheet.to), why, told)))


def signed_words(signed: Signed) -> str:
    """A name with the roles beside it."""
    return ", ".join(filter(None, (signed.name or _("nobody yet"), signed.role)))


class SheetView(QWidget):
    """The sections below each other; each text can be selected and copied."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.setAccessibleName(_("Handover sheet"))
        self._store = store
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(4)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show this sheet in place of the one before."""
        while (part := self._column.takeAt(0)) is not None:
            if (shown := part.widget()) is not None:
                shown.deleteLater()
        self._column.addWidget(label(sheet_head(self._store, sheet), "meta", "muted", wrap=True))
        for section in SECTIONS:
            if text := sheet.texts.get(section):
                self._column.addSpacing(8)
                self._column.addWidget(label(section_title(section), "strong"))
                self._column.addWidget(label(text, "body", wrap=True, select=True))
        self._column.addStretch()
