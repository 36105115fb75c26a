"""Import timeline: a checklist of everything that the incident's timeline holds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.review import Review
from holdfast.domain.timeline import TimelineRow
from holdfast.review.gaps import places, run_starts
from holdfast.review.writing import import_rows, offered_rows
from holdfast.ui.kit.buttons import button, quiet_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.rows import KEY
from holdfast.ui.kit.text import hairline, label, set_tooltip
from holdfast.ui.review.entries import incident_entries
from holdfast.ui.review.offers import OfferList
from holdfast.ui.review.services import Services
from holdfast.words import _, ngettext


class ImportPanel(QWidget):
    """Entries that the review has are ticked and stay as they were reworded; new ones are proposed."""

    done = Signal()
    """Imported, or thought better of."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._review = ""
        self._places: frozenset[str] = frozenset()
        self._build()
        self._connect()

    def offer(self, review: Review) -> None:
        """Offer the timeline of the review's incident; what was taken out once is not proposed again."""
        self._review = review.id
        offered = offered_rows(self._services.store, review.id)
        there = frozenset(told.entry for told, is_there in offered if is_there)
        words = dict.fromkeys(there, _("in the review"))
        words |= {one.source: _("in the review, reworded") for one in review.rows if one.edited}
        rows = [told for told, _is_there in offered]
        self._show_places(review, rows, words)
        self.finder.clear()
        self.group.clear()
        shown = list(incident_entries(rows, self._services.store.zone, words))
        proposed = frozenset(told.entry for told in rows) - frozenset(review.dropped)
        self.list.offers.offer(rows, shown, there, proposed)
        self._head.setText(_("{count} of {whole} in the review").format(count=len(there), whole=len(rows)))

    def next_place(self) -> None:
        """Go to the next entry that is worth a look, from the top again after the last."""
        self.finder.clear()
        here = self.list.currentIndex().row()
        rows = [place for place in range(self.list.offers.rowCount()) if self._is_place(place)]
        there = next((place for place in rows if place > here), rows[0] if rows else here)
        self.list.setCurrentIndex(self.list.offers.index(there, 0))
        self.list.setFocus()

    def _is_place(self, place: int) -> bool:
        return str(self.list.offers.index(place, 0).data(KEY)) in self._places

    def _show_places(self, review: Review, rows: list[TimelineRow], words: dict[str, str]) -> None:
        """Say at its entry what may be missing or out of order, and above it what is of its times."""
        store = self._services.store
        runs = run_starts(store.entries("incident", review.incident))
        found = places(store.incidents.get(review.incident), rows, runs=runs)
        self._places = frozenset(each.entry for each in found if each.entry)
        for each in found:
            if each.entry:
                words[each.entry] = "  \N{MIDDLE DOT}  ".join(
                    filter(None, (words.get(each.entry), each.words))
                )
        above = [each.words for each in found if not each.entry]
        self._hints.setText("\n".join(above))
        self._hints.setVisible(bool(above))
        count = len(self._places)
        text = ngettext("{count} place to look at", "{count} places to look at", count).format(count=count)
        self._look.setText(text)
        self._look.setAccessibleName(text)
        self._look.setVisible(count > 0)

    def first_focus(self) -> QWidget:
        """The list, where Enter imports what is proposed."""
        return self.list

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
            return
        super().keyPressEvent(event)

    def _build(self) -> None:
        self.list = OfferList()
        self.finder, self.group = QLineEdit(), QLineEdit()
        self.finder.setClearButtonEnabled(True)
        for edit, words in (
            (self.finder, _("Filter entries (Ctrl+F)")),
            (self.group, _("Heading (optional)")),
        ):
            edit.setPlaceholderText(words)
            edit.setAccessibleName(words)
        self.group.setMaxLength(80)
        self._none_found = label(_("No entry holds these words."), "meta", "muted")
        self._none_found.setContentsMargins(24, 8, 24, 8)
        self._none_found.hide()
        self._head = label("", "small", "muted")
        self._all = quiet_button(_("Tick all"), lambda: self.list.offers.tick_all(ticked=True))
        self._none = quiet_button(_("Tick none"), lambda: self.list.offers.tick_all(ticked=False))
        self._look = quiet_button("", self.next_place)
        self._hints = label("", "small", "error", wrap=True)
        self._hints.setContentsMargins(24, 0, 24, 8)
        self._take = button(_("Import"), self.take, primary=True)
        self._back = button(_("Back"), self.done.emit)
        head = row(label(_("Import timeline"), "title"), self._head, None, self._look, self._all, self._none)
        head.setContentsMargins(24, 12, 16, 12)
        keys = label(
            _(
                "Space ticks, Shift+arrows choose several  \N{MIDDLE DOT}  Ctrl+A all, Ctrl+Shift+A none  "
                "\N{MIDDLE DOT}  Enter imports"
            ),
            "small",
            "muted",
            wrap=True,
        )
        find = row(self.finder, self.group)
        find.setStretch(0, 2)
        find.setStretch(1, 1)
        find.setContentsMargins(24, 0, 24, 12)
        foot = row(keys, self._back, self._take)
        foot.setStretch(0, 1)
        foot.setContentsMargins(24, 12, 24, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(find)
        column.addWidget(self._hints)
        column.addWidget(hairline())
        column.addSpacing(8)
        column.addWidget(self._none_found)
        column.addWidget(self.list, 1)
        column.addWidget(hairline())
        column.addLayout(foot)

    def _connect(self) -> None:
        self.list.import_wanted.connect(self.take)
        self.list.offers.ticked.connect(self._count)
        self.finder.textChanged.connect(self._filter)
        self.finder.returnPressed.connect(self.list.setFocus)
        self.group.returnPressed.connect(self.take)

    def take(self) -> None:
        """Import what is ticked."""
        chosen = self.list.offers.chosen()
        if not chosen:
            return
        store = self._services.store
        if self._services.record(lambda: import_rows(store, self._review, chosen, self.group.text())) is None:
            return
        count = len(chosen)
        self._services.notices.say(
            ngettext("{count} entry imported.", "{count} entries imported.", count).format(count=count)
        )
        self.done.emit()

    def show_filter(self) -> None:
        """Put the focus into the filter."""
        self.finder.setFocus()
        self.finder.selectAll()

    def _filter(self, words: str) -> None:
        self.list.offers.show_only(words)
        self._none_found.setVisible(not self.list.offers.rowCount())

    def _count(self) -> None:
        count = len(self.list.offers.chosen())
        self._take.setText(
            ngettext("Import {count} entry", "Import {count} entries", count).format(count=count)
        )
        self._take.setAccessibleName(self._take.text())
        self._take.setEnabled(count > 0)
        set_tooltip(self._take, "" if count else _("Tick an entry that is not in the review yet."))
