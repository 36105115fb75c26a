"""What was known then: each assessment of the incident with what had been recorded by that moment."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from holdfast.domain.review import Review
from holdfast.domain.timewords import clock_text, stamp_text
from holdfast.respond.judged import Judged, judged
from holdfast.ui.kit.buttons import button, quiet_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.text import label
from holdfast.ui.review.question import Question
from holdfast.ui.review.services import Services
from holdfast.words import _, ngettext

_NEWEST: Final = 5
"""Rows shown of what was known; the incident as known then has all of them."""


class KnownPanel(Question):
    """A card for each assessment; its link leads to the incident as it was known then. Esc goes back."""

    known_wanted = Signal(str, object)
    """The id of the incident, and the arrival up to which it is to be shown."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        words = _(
            "What somebody could know when they said how bad it was: what had arrived here by then. "
            "Read it before you judge the decision."
        )
        self._none = label(_("Nobody has said yet how bad this incident is."), "body", wrap=True)
        self._cards = QWidget()
        self._list = QVBoxLayout(self._cards)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(12)
        self._back = button(_("Back"), self.done.emit)
        self._first: QWidget = self._back
        title, about = label(_("What was known then"), "title"), label(words, "body", "muted", wrap=True)
        self.lay_out(title, about, self._none, self._cards, row(self._back, None))

    def ask(self, review: Review) -> None:
        """Show the assessments of the review's incident."""
        super().ask(review)
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._first = self._back
        found = judged(self._services.store, review.incident)
        for each in found:
            self._list.addWidget(self._card(each))
        self._none.setVisible(not found)
        self._cards.setVisible(bool(found))

    def first_focus(self) -> QWidget:
        """The link of the first assessment."""
        return self._first

    def _card(self, each: Judged) -> QFrame:
        zone = self._services.store.zone
        at = stamp_text(each.recorded, zone)
        card = QFrame()
        card.setProperty("card", "true")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 12, 8)
        column.setSpacing(4)
        column.addWidget(label(each.chosen, "item_strong", wrap=True))
        column.addWidget(label(f"{at}  \N{MIDDLE DOT}  {each.who}", "meta", "muted", wrap=True))
        for line in (*_said(each), *(f"{name}: {text}" for name, text in each.facts)):
            column.addWidget(label(line, "body", wrap=True))
        column.addWidget(label(_count(len(each.rows)), "strong", wrap=True))
        for known in each.rows[-_NEWEST:]:
            said = f"{clock_text(known.occurred, zone)}  {' '.join(known.text.split())}"
            column.addWidget(label(said, "small", wrap=True))
        link = quiet_button(
            _("Show the incident as known then"),
            partial(self.known_wanted.emit, self._review.incident, each.arrival),
        )
        link.setAccessibleName(_("Show the incident as known {time}").format(time=at))
        if self._first is self._back:
            self._first = link
        column.addLayout(row(link, None))
        return card


def _said(each: Judged) -> list[str]:
    matrix = _("By the matrix: {told}").format(told=each.matrix)
    return [matrix, *([_("Reason: {reason}").format(reason=each.reason)] if each.reason else [])]


def _count(count: int) -> str:
    if count <= _NEWEST:
        return ngettext("{count} entry by then", "{count} entries by then", count).format(count=count)
    return _("{count} entries by then, the last {last}:").format(count=count, last=_NEWEST)
