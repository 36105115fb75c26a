"""One alert in full: what was said, when, how often, and the delivery as it came; always as text."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from math import inf
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from holdfast.domain.alert import Alert, status_word
from holdfast.domain.delivery import Delivery
from holdfast.domain.timewords import both_text
from holdfast.store.runbooks import RunbookRow
from holdfast.store.store import Store
from holdfast.ui.detect.row_words import chip_severity, chip_words
from holdfast.ui.kit.buttons import quiet_button, set_words
from holdfast.ui.kit.chips import SeverityChip
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.read_out import scroll_by_key
from holdfast.ui.kit.stripes import DrillMark
from holdfast.ui.kit.text import label, literal
from holdfast.words import _, ngettext

_RUN: Final = 32  # characters after which a word may be broken
_LONG: Final = 4_000  # characters of one label or annotation that are shown
_MOST: Final = 200  # labels, annotations, parts
_RAW: Final = 200_000  # bytes of a delivery that are shown


class Details(QWidget):
    """What the right side shows of the alert that is current."""

    runbook_wanted = Signal(str)
    incident_wanted = Signal(str)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.setAccessibleName(_("Details of the alert"))
        self._ident = ""
        self._alert: Alert | None = None
        self._asks: tuple[str, str] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._area = DetailsArea(_("Details of the alert"))
        self._column.addWidget(self._area)
        self.clear()

    def shown(self) -> str:
        """The id of the alert that is shown, "" for none."""
        return self._ident

    def take_focus(self) -> None:
        """Put the focus here: arrows scroll, Tab goes to what can be pressed."""
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Show that nothing is chosen."""
        self._ident, self._alert, self._asks = "", None, None
        body, column = _body()
        column.addWidget(label(_("Choose an alert to see what it says."), "body", "muted", wrap=True))
        column.addStretch()
        self._area.setWidget(body)

    def show_alert(self, alert: Alert) -> bool:
        """Show an alert, unless it is shown just so; whether that is new."""
        asked = self._asked(alert)
        if (alert, asked) == (self._alert, self._asks):
            return False
        focused = self.window().focusWidget()
        has_focus = focused is not None and self.isAncestorOf(focused)
        place = self._area.verticalScrollBar().value() if alert.id == self._ident else 0
        self._ident, self._alert, self._asks = alert.id, alert, asked
        body, column = _body()
        delivery = self._store.deliveries.get(alert.delivery) if alert.delivery else None
        column.addWidget(label(breakable(alert.summary), "title", wrap=True))
        column.addLayout(self._state(alert))
        self._books = QVBoxLayout()
        self._books.setSpacing(4)
        column.addLayout(self._books)
        self._add_table(column, "", list(self._facts(alert, delivery)))
        self._add_table(column, _("Annotations"), list(alert.annotations.items()))
        self._add_table(column, _("Labels"), list(alert.labels.items()))
        if delivery is not None:
            self._add_unread(column, delivery)
            self._add_raw(column, delivery)
        column.addStretch()
        self._area.setWidget(body)
        self._area.verticalScrollBar().setValue(place)
        if has_focus:  # what had it is gone
            self.take_focus()
        return True

    def show_runbooks(self, books: Sequence[RunbookRow]) -> None:
        """Offer the runbooks that are suggested for the alert that is shown."""
        if not self._ident or self._books.count():
            return
        if books:
            self._books.addWidget(label(_("Suggested runbook"), "strong"))
        for book in books[:3]:
            self._books.addLayout(row(self._to_runbook(book), None))

    def _to_runbook(self, book: RunbookRow) -> QPushButton:
        made = quiet_button(literal(book.title), lambda: self.runbook_wanted.emit(book.id))
        made.setAccessibleName(_("Open runbook: {title}").format(title=book.title))
        return made

    def _state(self, alert: Alert) -> QHBoxLayout:
        parts: list[QWidget | None] = [
            SeverityChip(chip_severity(alert.severity), chip_words(alert.severity)),
            label(status_word(alert.status), "strong"),
        ]
        if alert.drill:
            parts.insert(0, DrillMark())
        if alert.flapping:
            parts.append(label(_("flapping: it comes and goes"), "strong", "error"))
        if alert.incident:
            ref = self._store.incidents.get(alert.incident).ref
            go = quiet_button(ref, lambda: self.incident_wanted.emit(alert.incident))
            go.setAccessibleName(_("Open incident {ref}").format(ref=ref))
            parts.append(go)
        return row(*parts, None, spacing=12)

    def _facts(self, alert: Alert, delivery: Delivery | None) -> Iterator[tuple[str, str]]:
        yield _("Name"), alert.name
        yield _("Service"), alert.service
        yield _("Source"), alert.source
        yield _("First heard"), self._time(alert.first)
        yield _("Last heard"), self._time(alert.last)
        yield _("Heard"), ngettext("{count} time", "{count} times", alert.count).format(count=alert.count)
        yield _("Began, says its source"), self._time(alert.started)
        yield _("Ended, says its source"), self._time(alert.ended)
        yield _("Acknowledged"), self._answered(alert)
        yield _("Asked now"), self._asks[0] if self._asks else ""
        yield _("Next"), self._asks[1] if self._asks else ""
        yield _("Reason"), alert.said
        if alert.silence:
            silence = self._store.silences.find(alert.silence)
            yield _("Silenced until"), f"{self._time(silence.until)}: {silence.reason}"
        yield _("Address"), alert.url
        if delivery is not None:
            yield _("Came in by"), _("{door}: {name}").format(door=delivery.door, name=delivery.name)

    def _asked(self, alert: Alert) -> tuple[str, str] | None:
        """Who is asked about it now and who is next; None where nobody is."""
        from holdfast.detect.ladder import asked_texts, ladder_of  # noqa: PLC0415  (start-up time)
        from holdfast.domain.ladder import step_of  # noqa: PLC0415

        ladder, now = ladder_of(self._store), self._store.now()
        asked = step_of(ladder, alert, now)
        return None if asked is None else asked_texts(asked, ladder, self._store.directory.people(), now)

    def _answered(self, alert: Alert) -> str:
        if alert.answered is None:
            return ""
        name = self._store.operators.names().get(alert.answered_by, "")
        return "  ·  ".join(filter(None, (self._time(alert.answered), name)))

    def _time(self, at: datetime | None) -> str:
        return "" if at is None else both_text(at, self._store.zone, seconds=True)

    def _add_table(self, column: QVBoxLayout, title: str, said: list[tuple[str, str]]) -> None:
        rows = [(name, value) for name, value in said if value]
        if not rows:
            return
        if title:
            column.addWidget(label(title, "item_strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for place, (name, value) in enumerate(rows[:_MOST]):
            told = label(breakable(name), "small", "muted", wrap=True)
            grid.addWidget(told, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(breakable(value), "body", wrap=True, select=True), place, 1)
        grid.setColumnMinimumWidth(0, 120)
        column.addLayout(grid)
        if len(rows) > _MOST:
            more = len(rows) - _MOST
            words = ngettext("{count} more in the delivery", "{count} more in the delivery", more)
            column.addWidget(label(words.format(count=more), "small", "muted"))

    def _add_unread(self, column: QVBoxLayout, delivery: Delivery) -> None:
        parts = [(part.place, part.why) for part in delivery.unread]
        self._add_table(column, _("Not read of this delivery"), parts)

    def _add_raw(self, column: QVBoxLayout, delivery: Delivery) -> None:
        raw = QPlainTextEdit()
        raw.setReadOnly(True)
        raw.setTabChangesFocus(True)
        raw.setAccessibleName(_("The delivery as it came"))
        raw.setMinimumHeight(180)
        raw.hide()

        def turn() -> None:
            if raw.isHidden() and not raw.toPlainText():
                raw.setPlainText(self._raw(delivery))
            raw.setVisible(raw.isHidden())
            set_words(way, _("Hide the delivery") if raw.isVisible() else _("Show the delivery as it came"))

        way = quiet_button(_("Show the delivery as it came"), turn)
        column.addLayout(row(way, None))
        column.addWidget(raw)

    def _raw(self, delivery: Delivery) -> str:
        data = self._store.blobs.get(delivery.content)
        if data is None:
            return _("It is not kept here.")
        text = data[:_RAW].decode("utf-8", "replace")
        return text if len(data) <= _RAW else f"{text}\n…"


class DetailsArea(QScrollArea):
    """Scrolls by the keys that one expects; Tab goes on to what is in it. The focus stays in sight."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not scroll_by_key(self, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        focused = self.window().focusWidget()
        was_seen = focused is not None and self._foot_of(focused) <= event.oldSize().height()
        super().resizeEvent(event)
        if was_seen and focused is not None:
            self.ensureWidgetVisible(focused, 0, 0)  # a notice takes its room from the foot

    def _foot_of(self, part: QWidget) -> float:
        """How far below the top a part of what is scrolled ends; of what is elsewhere, out of sight."""
        if part is self or not self.isAncestorOf(part):
            return inf
        return part.mapTo(self.viewport(), QPoint(0, part.height())).y()


def _body() -> tuple[QWidget, QVBoxLayout]:
    body = QWidget()
    body.setProperty("scrolled", "true")
    column = QVBoxLayout(body)
    column.setContentsMargins(24, 16, 24, 16)
    column.setSpacing(12)
    return body, column


def breakable(text: str) -> str:
    """A text whose long words may be broken at the edge, cut where it is very long."""
    shown = text if len(text) <= _LONG else f"{text[:_LONG]}…"
    return " ".join(
        "\u200b".join(word[at : at + _RUN] for at in range(0, len(word), _RUN)) or word
        for word in shown.split(" ")
    )
