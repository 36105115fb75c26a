"""A handover sheet to be read: who prepared it, for whom, and its sections that say something."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser

from holdfast.domain.handover import SECTIONS, section_title
from holdfast.domain.sheet import Sheet, Signed
from holdfast.domain.timewords import stamp_text
from holdfast.store.store import Store
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


class SheetView(QTextBrowser):
    """The sections below each other, to be read, scrolled and copied by keyboard too. Nothing is markup."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.setAccessibleName(_("Handover sheet"))
        self.setProperty("bare", "true")
        self.setTabChangesFocus(True)
        self.setOpenLinks(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._store = store

    def show_sheet(self, sheet: Sheet) -> None:
        """Show this sheet, from its beginning, in place of the one before."""
        self.clear()
        cursor = self.textCursor()
        cursor.insertText(sheet_head(self._store, sheet), QTextCharFormat())
        strong = QTextCharFormat()
        strong.setFontWeight(QFont.Weight.DemiBold)
        for section in SECTIONS:
            if text := sheet.texts.get(section):
                cursor.insertText("\n\n", QTextCharFormat())
                cursor.insertText(section_title(section), strong)
                cursor.insertText("\n" + text, QTextCharFormat())
        self.moveCursor(QTextCursor.MoveOperation.Start)
