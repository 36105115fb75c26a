"""Which incidents are measured: from when, until when, a filter as in the list, imported ones or not."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from holdfast.desk.metrics_read import Asked
from holdfast.domain.errors import UserError
from holdfast.domain.query import LONGEST
from holdfast.domain.times import parse_when
from holdfast.domain.timewords import stamp_text
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.forms import Field, ParsedField, beside_edit
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.words import _

_USUAL = "-90d"
_WIDTH = 180
_FILTER = 260
_HIGH = 36  # of an edit, on whose middle the words stand


class Choices(QWidget):
    """The last 90 days and every incident, unless something else is typed. Enter asks at once."""

    changed = Signal()

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.since = ParsedField(_("F&rom"), self._read, self._told, required=True)
        self.until = ParsedField(_("T&o"), self._read, self._told, empty=_("Empty is now; or 14:00, -7d"))
        self.since.set_text(_USUAL)
        self._line = QLineEdit()
        self._line.setMaxLength(LONGEST)
        self.query = Field(_("Fi&lter"), self._line, hint=_("As in the list: sev:1..2 service:db"))
        self.imported = QCheckBox(_("With &imported reviews"))
        self.imported.setMinimumHeight(theme.px(_HIGH))
        for field, width in ((self.since, _WIDTH), (self.until, _WIDTH), (self.query, _FILTER)):
            field.setFixedWidth(theme.px(width))
        tick = QWidget()
        tick.setLayout(beside_edit(self.imported))
        flow = FlowLayout(self.since, self.until, self.query, tick, gap=16)
        self.setLayout(flow)
        self.setFocusProxy(self.since)
        self.since.changed.connect(self.changed)
        self.until.changed.connect(self.changed)
        self._line.textChanged.connect(self.changed)
        self.imported.toggled.connect(self.changed)

    def asked(self) -> Asked | None:
        """What is asked for; None where it can't be read, which is then shown at its field."""
        self.query.clear_error()
        try:
            since, until = self.since.value(), self.until.value()
        except UserError:
            return None  # the field says it
        query = self._line.text().strip()
        try:
            self._store.query(query)
        except UserError as error:
            self.query.show_error(error)
            return None
        now = self._store.now()
        assert since is not None  # it is required
        return Asked(since, until or now, now, query, self.imported.isChecked())

    def ask_for(self, query: str) -> None:
        """Type this filter."""
        self._line.setText(query)

    def _read(self, text: str) -> datetime:
        return parse_when(text, self._store.now(), self._store.zone)

    def _told(self, at: datetime) -> str:
        return stamp_text(at, self._store.zone)
