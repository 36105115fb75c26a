"""One alert in full: what was said, when, how often, and the delivery as it came; always as text."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from holdfast.domain.alert import Alert, status_word
from holdfast.domain.delivery import Delivery
from holdfast.domain.timewords import both_text
from holdfast.store.runbooks import RunbookRow
from holdfast.store.store import Store
from holdfast.ui.detect.details_parts import DetailsArea, DetailsBody, FactsTable, breakable
from holdfast.ui.detect.row_words import chip_severity, chip_words
from holdfast.ui.kit.buttons import quiet_button, set_words
from holdfast.ui.kit.chips import SeverityChip
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.stripes import DrillMark
from holdfast.ui.kit.text import label, literal
from holdfast.words import _, ngettext

_RAW: Final = 200_000  # bytes of a delivery that are shown
_BOOKS: Final = 3


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
        self._area = DetailsArea(_("Details of the alert"))
        self._facts, self._annotations = FactsTable(), FactsTable(_("Annotations"))
        self._labels, self._unread = FactsTable(_("Labels")), FactsTable(_("Not read of this delivery"))
        self._state, self._raw = _State(), _Raw(store)
        self._state.incident_wanted.connect(self.incident_wanted)
        self._build()
        self.clear()

    def shown(self) -> str:
        """The id of the alert that is shown, "" for none."""
        return self._ident

    def take_focus(self) -> None:
        """Put the focus here: arrows scroll, Tab goes to what can be pressed."""
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._none = label(_("Choose an alert to see what it says."), "body", "muted", wrap=True)
        self._summary = label("", "title", wrap=True)
        self._offered: list[QWidget] = []
        self._books = QVBoxLayout()
        self._books.setSpacing(4)
        whole, inner, outer = QWidget(), DetailsBody(), QVBoxLayout(self)
        self._whole, column = whole, QVBoxLayout(whole)
        for line in (outer, column):
            line.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._summary)
        column.addWidget(self._state)
        column.addLayout(self._books)
        for part in (self._facts, self._annotations, self._labels, self._unread, self._raw):
            column.addWidget(part)
        for part in (self._none, whole):
            inner.column.addWidget(part)
        inner.column.addStretch()
        self._area.setWidget(inner)
        outer.addWidget(self._area)

    # -- what is shown ---------------------------------------------------------------------------

    def clear(self) -> None:
        """Show that nothing is chosen."""
        self._ident, self._alert, self._asks = "", None, None
        self._whole.hide()
        self._none.show()

    def show_alert(self, alert: Alert) -> bool:
        """Show an alert, unless it is shown just so; whether that is new."""
        asked = self._asked(alert)
        if (alert, asked) == (self._alert, self._asks):
            return False
        focused = self.window().focusWidget()
        has_focus = focused is not None and self.isAncestorOf(focused)
        is_another = alert.id != self._ident
        # all is read before anything is said: what can't be read must not stand beside another alert's words
        delivery = self._store.deliveries.get(alert.delivery) if alert.delivery else None
        ref = self._store.incidents.get(alert.incident).ref if alert.incident else ""
        facts = list(self._said(alert, delivery, asked))
        self._ident, self._alert, self._asks = alert.id, alert, asked
        self._summary.setText(breakable(alert.summary))
        self._state.say(alert, ref)
        self._facts.say(facts)
        self._annotations.say(list(alert.annotations.items()))
        self._labels.say(list(alert.labels.items()))
        self._unread.say([(part.place, part.why) for part in delivery.unread] if delivery else [])
        self._raw.follow(delivery)
        self._none.hide()
        self._whole.show()
        if is_another:
            self._show_books(())
            self._area.verticalScrollBar().setValue(0)
        if has_focus and focused is not None and not focused.isVisibleTo(self):  # it said what is over
            self.take_focus()
        return True

    def show_runbooks(self, books: Sequence[RunbookRow]) -> None:
        """Offer the runbooks that are suggested for the alert that is shown."""
        if self._ident and not self._offered:
            self._show_books(books)

    def _show_books(self, books: Sequence[RunbookRow]) -> None:
        for part in self._offered:
            self._books.removeWidget(part)
            part.hide()
            part.deleteLater()
        title = [label(_("Suggested runbook"), "strong")] if books else []
        self._offered = [*title, *map(self._to_runbook, books[:_BOOKS])]
        for part in self._offered:
            self._books.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        order = [self._state.last, *self._offered[1:]]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _to_runbook(self, book: RunbookRow) -> QPushButton:
        made = quiet_button(literal(book.title), lambda: self.runbook_wanted.emit(book.id))
        made.setAccessibleName(_("Open runbook: {title}").format(title=book.title))
        return made

    def _said(
        self, alert: Alert, delivery: Delivery | None, asked: tuple[str, str] | None
    ) -> Iterator[tuple[str, str]]:
        yield _("Name"), alert.name
        yield _("Service"), alert.service
        yield _("Source"), alert.source
        yield _("First heard"), self._time(alert.first)
        yield _("Last heard"), self._time(alert.last)
        yield _("Heard"), ngettext("{count} time", "{count} times", alert.count).format(count=alert.count)
        yield _("Began, says its source"), self._time(alert.started)
        yield _("Ended, says its source"), self._time(alert.ended)
        yield _("Acknowledged"), self._answered(alert)
        yield _("Asked now"), asked[0] if asked else ""
        yield _("Next"), asked[1] if asked else ""
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


class _State(QWidget):
    """How bad it is, how it stands, and the incident that it belongs to: in one line where there is room."""

    incident_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._incident = ""
        self._drill, self._chip, self._status = DrillMark(), SeverityChip(), label("", "strong")
        self._flapping = label(_("flapping: it comes and goes"), "strong", "error")
        self.last = quiet_button("", lambda: self.incident_wanted.emit(self._incident))
        self._marks = QWidget()
        self._marks.setLayout(row(self._drill, self._chip, spacing=12))
        self.setLayout(FlowLayout(self._marks, self._status, self._flapping, self.last, gap=12))

    def say(self, alert: Alert, ref: str) -> None:
        """`ref` is that of its incident, "" for none."""
        self._incident = alert.incident
        self._drill.setVisible(bool(alert.drill))
        self._chip.show_severity(chip_severity(alert.severity), chip_words(alert.severity))
        self._status.setText(status_word(alert.status))
        self._flapping.setVisible(alert.flapping)
        set_words(self.last, ref)
        self.last.setAccessibleName(_("Open incident {ref}").format(ref=ref))
        self.last.setVisible(bool(ref))
        for part in (self._marks, self._status, self._flapping):  # as high as the button, there or not
            part.setMinimumHeight(self.last.sizeHint().height())


class _Raw(QWidget):
    """The delivery as it came, shown where somebody asks for it."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._delivery: Delivery | None = None
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(_("The delivery as it came"))
        self._text.setMinimumHeight(180)
        self._way = quiet_button("", self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._way, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._text)
        self._show(shown=False)
        self.hide()

    def follow(self, delivery: Delivery | None) -> None:
        """Be about another delivery; what is shown of the same one stays so."""
        if delivery != self._delivery:
            self._delivery = delivery
            self._text.clear()
            self._show(shown=False)
            self.setVisible(delivery is not None)

    def _turn(self) -> None:
        if self._delivery is not None and not self._text.toPlainText():
            self._text.setPlainText(self._words(self._delivery))
        self._show(shown=self._text.isHidden())

    def _show(self, *, shown: bool) -> None:
        self._text.setVisible(shown)
        set_words(self._way, _("Hide the delivery") if shown else _("Show the delivery as it came"))

    def _words(self, delivery: Delivery) -> str:
        data = self._store.blobs.get(delivery.content)
        if data is None:
            return _("It is not kept here.")
        text = data[:_RAW].decode("utf-8", "replace")
        return text if len(data) <= _RAW else f"{text}\n…"
