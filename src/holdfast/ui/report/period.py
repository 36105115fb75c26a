"""From when until when: two fields that read any time as it is typed."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from holdfast.desk.register_export import day_begun
from holdfast.domain.errors import UserError
from holdfast.domain.times import parse_when
from holdfast.domain.timewords import stamp_text
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.forms import ParsedField
from holdfast.words import _

_USUAL = "-8h"
_WIDTH = 190


class Period(QWidget):
    """From `usual`, a shift of eight hours, until now, unless something else is typed."""

    changed = Signal()

    def __init__(self, store: Store, usual: str = _USUAL, *, days: bool = False) -> None:
        """With `days` a day alone is its beginning."""
        super().__init__()
        self._store, self._days, self._usual = store, days, usual
        self.since = ParsedField(_("F&rom"), self._read, self._told, required=True)
        self.until = ParsedField(_("T&o"), self._read, self._told)
        self.since.set_text(usual)
        self.setFocusProxy(self.since)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        for field in (self.since, self.until):
            field.setFixedWidth(theme.px(_WIDTH))
            across.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
            field.changed.connect(self._typed)
        self._hint()

    def value(self) -> tuple[datetime, datetime | None]:
        """From when, and until when (None: now). UserError where a time can't be read."""
        since = self.since.value()
        if since is None:
            raise UserError(
                _("Say from when."), hint=_("For example {usual} or 06:00.").format(usual=self._usual)
            )
        return since, self.until.value()

    def _read(self, text: str) -> datetime:
        typed = day_begun(text) if self._days else text
        return parse_when(typed, self._store.now(), self._store.zone)

    def _told(self, at: datetime) -> str:
        return stamp_text(at, self._store.zone)

    def _typed(self) -> None:
        self._hint()
        self.changed.emit()

    def _hint(self) -> None:
        if not self.until.text().strip():
            self.until.show_hint(_("Empty is now; or 14:00, -1h"))
