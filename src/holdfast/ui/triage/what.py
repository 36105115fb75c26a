"""The first page: what is happening. Only the title is needed."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.incident import check_not_ahead, check_order
from holdfast.domain.text import clean_line, needed
from holdfast.domain.times import parse_when
from holdfast.domain.timewords import clock_text, span_text, stamp_text
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration
from holdfast.triage.scheme import Scheme
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.forms import Field, ParsedField, card, combo, row
from holdfast.ui.kit.text import label, literal
from holdfast.ui.triage.draft import DRILL, Get, Put
from holdfast.ui.triage.layout import TwoColumns
from holdfast.words import _


def understood(at: datetime, store: Store) -> str:
    """How a typed time was read: its date and time, and how long ago that is."""
    stamp, passed = stamp_text(at, store.zone), int((store.now() - at).total_seconds())
    return stamp if passed < 0 else _("{stamp}, {span} ago").format(stamp=stamp, span=span_text(passed))


class WhatStep(QWidget):
    """Title, service, how and when it was noticed, when it began; each a draft as soon as it is typed."""

    changed = Signal()
    """Title or service is another one."""
    saved = Signal()
    failed = Signal(object)
    """The UserError of a draft that could not be saved."""
    empty_wanted = Signal()
    """The draft that was found is not wanted."""

    def __init__(self, store: Store, scheme: Scheme, get: Get, put: Put) -> None:
        """`get` and `put` read and keep a field of the draft."""
        super().__init__()
        self._store, self._get, self._put = store, get, put
        self._build(scheme)
        self._binders = [
            self._bound("title", self._title),
            self._bound("service", self._service),
            self._bound("detected", self._detected.control),
            self._bound("started", self._started.control),
        ]
        self._noticed.activated.connect(self._keep_noticed)
        for edit in (self._title, self._service):
            edit.textChanged.connect(lambda _text: self.changed.emit())
        self._title.textChanged.connect(lambda _text: self._title_field.clear_error())
        self._service.textChanged.connect(lambda _text: self._service_field.clear_error())

    def first_focus(self) -> QWidget:
        """Where typing begins."""
        return self._title

    def title(self) -> str:
        """The title as it is typed."""
        return self._title.text()

    def service(self) -> str:
        """The service as it is typed."""
        return self._service.text()

    def show_draft(self, found: datetime | None) -> None:
        """Show what the draft holds; `found` is when it was saved, None for a new one."""
        for binder, edit in zip(self._binders, self._edits(), strict=True):
            edit.clear()
            binder.restore()
        self._noticed.setCurrentIndex(max(0, self._noticed.findData(self._get("noticed"))))
        for field in (self._title_field, self._service_field):
            field.clear_error()
        if found is not None:
            when = clock_text(found, self._store.zone)
            if found.astimezone(self._store.zone).date() != self._store.now().date():
                when = stamp_text(found, self._store.zone)
            self._found.setText(_("This draft was saved {when}, and not declared.").format(when=when))
        self._found_card.setVisible(found is not None)

    def show_drill(self, drill: str, title: str, *, sure: bool = False) -> None:
        """Offer to tick that it is part of this drill, none for ""; `sure` where its alerts say so."""
        self._drill_id = drill
        self._drill.setText(_("&Part of the drill “{title}”").format(title=literal(title)))
        self._drill.setChecked(bool(drill) and (sure or self._get(DRILL) == drill))
        self._drill.setEnabled(not sure)
        without = _("Without the tick it is real, and counts.")
        if self._store.practice:
            without = _("Without the tick it is no part of the drill.")
        self._drill_hint.setText(_("Its alerts are of the drill.") if sure else without)
        self._drill_card.setVisible(bool(drill))

    def drill(self) -> str:
        """The id of the drill that it is part of, "" for what is real."""
        return self._drill_id if self._drill.isChecked() else ""

    def flush(self) -> None:
        """Save what is not saved."""
        for binder in self._binders:
            binder.flush()

    def declaration(self) -> Declaration | None:
        """What is said; None where something is wrong, which is then shown in its place."""
        title = self._checked(self._title_field, self._title_said)
        if title is None:
            return None
        service = self._checked(self._service_field, self._service_said)
        times = self._times() if service is not None else None
        if service is None or times is None:
            return None
        noticed = self._noticed.currentData() or ""
        return Declaration(title, service, noticed, **times)

    def _title_said(self) -> str:
        return needed(clean_line(self._title.text(), _("The title")), _("The title"))

    def _service_said(self) -> str:
        return clean_line(self._service.text(), _("The service"))

    def _checked(self, field: Field, work: Callable[[], str]) -> str | None:
        try:
            return work()
        except UserError as error:
            field.show_error(error)
            return None

    def _times(self) -> dict[str, datetime] | None:
        now, times = self._store.now(), dict[str, datetime]()
        for name, field in (("detected", self._detected), ("started", self._started)):
            ok, value = field.checked()
            if not ok:
                return None
            try:
                if value is not None:
                    check_not_ahead(value, now)
                    check_order({"declared": now} | times, name, value)
                    times[name] = value
            except UserError as error:
                field.show_error(error)
                return None
        return times

    def _build(self, scheme: Scheme) -> None:
        self._title, self._service = QLineEdit(), QLineEdit()
        self._title.setPlaceholderText(_("What somebody sees, in a few words"))
        self._title_field = Field(_("&Title"), self._title)
        self._service_field = Field(_("&Service"), self._service)
        self._noticed = combo([("", _("Not said")), *((each.key, _(each.label)) for each in scheme.noticed)])
        self._detected = self._time(_("Noticed &when"), _("now"))
        self._started = self._time(_("&Began when"), _("if known: 13:52, -10m, yesterday 22:10"))
        self._found = label("", "meta", wrap=True)
        self._found_card = card(kind="hint")
        line = row(self._found, quiet_button(_("Start empty"), self.empty_wanted.emit), spacing=12)
        line.setStretch(0, 1)
        column = self._found_card.layout()
        assert isinstance(column, QVBoxLayout)
        column.setContentsMargins(12, 4, 8, 4)
        column.addLayout(line)
        self._drill, self._drill_hint, self._drill_id = QCheckBox(), label("", "meta", "muted"), ""
        self._drill.clicked.connect(self._keep_drill)
        self._drill_card = card(self._drill, self._drill_hint, kind="hint")
        self._drill_card.hide()
        left = QWidget()
        grid = QGridLayout(left)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(16)
        grid.addWidget(self._found_card, 0, 0, 1, 2)
        grid.addWidget(self._title_field, 1, 0, 1, 2)
        grid.addWidget(self._drill_card, 4, 0, 1, 2)
        noticed = Field(_("Noti&ced how"), self._noticed)
        pairs = ((self._service_field, noticed), (self._detected, self._started))
        for line, pair in enumerate(pairs, 2):
            for place, field in enumerate(pair):
                grid.addWidget(field, line, place, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(5, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(TwoColumns(left, _advice()))

    def _time(self, words: str, placeholder: str) -> ParsedField[datetime]:
        field = ParsedField(words, self._parse, self._understood)
        field.control.setProperty("placeholderText", placeholder)
        return field

    def _parse(self, text: str) -> datetime:
        return parse_when(text, self._store.now(), self._store.zone)

    def _understood(self, at: datetime) -> str:
        return understood(at, self._store)

    def _edits(self) -> list[QLineEdit]:
        times = (self._detected.control, self._started.control)
        return [self._title, self._service, *(edit for edit in times if isinstance(edit, QLineEdit))]

    def _bound(self, field: str, edit: QWidget) -> DraftBinder:
        assert isinstance(edit, QLineEdit)
        binder = DraftBinder(edit, lambda: self._get(field) or None, lambda text: self._put(field, text))
        binder.saved.connect(self.saved)
        binder.failed.connect(self.failed)
        return binder

    def _keep_drill(self) -> None:
        self._keep(DRILL, self.drill())

    def _keep_noticed(self, _index: int) -> None:
        self._keep("noticed", self._noticed.currentData() or "")

    def _keep(self, field: str, text: str) -> None:
        try:
            self._put(field, text)
        except UserError as error:
            self.failed.emit(error)
        else:
            self.saved.emit()


def _advice() -> QWidget:
    """What helps somebody who does this for the first time, beside the fields."""
    advice = QWidget()
    column = QVBoxLayout(advice)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addWidget(label(_("The title is enough"), "item_strong"))
    for text in (
        _("Ctrl+Enter declares at once, from any page. How bad it is can be said afterwards."),
        _("Everything can be changed later. What was said before stays in the record."),
        _("Times may be typed as 13:52, 1352, -10m or yesterday 22:10."),
    ):
        column.addWidget(label(text, "meta", "muted", wrap=True))
    column.addStretch()
    return advice
