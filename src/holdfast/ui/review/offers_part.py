"""What the runbooks of an incident offer its review: a calm line, and a card for each when it is opened."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from holdfast.desk.drift import Asked, Offer, accept, ask, dismiss
from holdfast.domain.review import Review
from holdfast.ui.kit.buttons import quiet_button, set_words
from holdfast.ui.kit.forms import card, row
from holdfast.ui.kit.tasks import CancelToken
from holdfast.ui.kit.text import label
from holdfast.ui.review.section import is_fixed
from holdfast.ui.review.services import Services
from holdfast.words import _, ngettext


class OffersPart(QWidget):
    """Nothing is in sight where nothing is offered, or the review is released."""

    stops_changed = Signal()
    emptied = Signal()
    """The last offer was answered while the focus was here."""

    def __init__(self, services: Services, review: Review) -> None:
        super().__init__()
        self._services, self._review = services, review
        self._token, self._asked = CancelToken(), Asked(())
        self._offers: list[Offer] = []
        self._build()
        self.hide()
        self.show_review(review)

    def show_review(self, review: Review) -> None:
        """Work out what is offered now."""
        self._review = review
        if is_fixed(self._services, review):
            self._asked = Asked(())
            self._token.cancel()
            self._show([])
            return
        asked = ask(self._services.store, review.incident)
        if asked == self._asked:
            return
        self._asked = asked
        self._token.cancel()
        self._token = self._services.tasks.run(asked.offers, self._show)

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._count = label("", "meta", "muted", wrap=True)
        self.open = quiet_button("", self._turn)
        self.again = quiet_button("", self._offer_again)
        self._cards = QWidget()
        self._list = QVBoxLayout(self._cards)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        head = row(self._count, self.open, self.again, spacing=8)
        head.setStretch(0, 1)
        whole.addLayout(head)
        whole.addWidget(self._cards)
        self._cards.hide()

    def _card(self, offer: Offer) -> QFrame:
        title, told = self._title(offer), label(offer.told, "body", wrap=True)
        take = quiet_button(_("Make it an action"), partial(self._accept, offer))
        leave = quiet_button(_("Dismiss"), partial(self._dismiss, offer))
        for each in (take, leave):
            each.setAccessibleName(f"{each.text()}: {offer.told}")
        buttons = QWidget()
        buttons.setLayout(row(take, leave, None, spacing=4))
        return card(label(title, "small", "muted", wrap=True), told, buttons)

    def _title(self, offer: Offer) -> str:
        book = next(each.book for each in self._asked.books if each.book.id == offer.runbook)
        return _("{title}, version {hash}").format(title=book.title, hash=book.version[:8])

    # -- what is shown ---------------------------------------------------------------------------

    def _show(self, offers: list[Offer]) -> None:
        held = self.isAncestorOf(self.window().focusWidget() or self.window())
        self._offers = [offer for offer in offers if not offer.taken]
        waiting = [offer for offer in self._offers if not offer.dismissed]
        dismissed = len(self._offers) - len(waiting)
        told = ngettext(
            "{count} finding from runbooks used here",
            "{count} findings from runbooks used here",
            len(waiting),
        )
        self._count.setText(told.format(count=len(waiting)))
        self._fill(waiting)
        self.open.setVisible(bool(waiting))
        words = ngettext("Show {count} dismissed", "Show {count} dismissed", dismissed)
        set_words(self.again, words.format(count=dismissed))
        self.again.setVisible(bool(dismissed))
        self.setVisible(bool(self._offers))
        self.stops_changed.emit()
        if held:
            self._take_focus()

    def _fill(self, offers: Sequence[Offer]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (made := item.widget()) is not None:
                made.hide()
                made.deleteLater()
        for offer in offers:
            made = self._card(offer)
            self._list.addWidget(made)
            made.show()  # at once: the focus goes there
        self._cards.setVisible(bool(offers) and self._cards.isVisibleTo(self))
        self._name()

    def _take_focus(self) -> None:
        """On the next offer; on the line where it is folded; else back in the section."""
        shown = self._cards if self._cards.isVisibleTo(self) else self
        first = next((each for each in _stops(shown)), None)
        if first is not None and self.isVisibleTo(self.parentWidget() or self):
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.emptied.emit()

    def _turn(self) -> None:
        self._cards.setVisible(not self._cards.isVisibleTo(self))
        self._name()
        self.stops_changed.emit()

    def _name(self) -> None:
        set_words(self.open, _("Hide") if self._cards.isVisibleTo(self) else _("Show"))
        self.open.setAccessibleName(f"{self.open.text()}: {self._count.text()}")

    # -- what is recorded ------------------------------------------------------------------------

    def _accept(self, offer: Offer) -> None:
        store, review = self._services.store, self._review.id
        if self._services.record(partial(accept, store, review, offer)) is not None:
            self._services.notices.say(_("It is an action now. Give it an owner and a due date."))

    def _dismiss(self, offer: Offer) -> None:
        if self._record(offer, dismissed=True):
            back = partial(self._record, offer, dismissed=False)
            self._services.notices.say(_("Dismissed for this review."), verb=_("Undo"), act=back)

    def _offer_again(self) -> None:
        for offer in self._offers:
            if offer.dismissed and not self._record(offer, dismissed=False):
                return

    def _record(self, offer: Offer, *, dismissed: bool) -> bool:
        store, review = self._services.store, self._review.id
        work = partial(dismiss, store, review, offer, dismissed=dismissed)
        return self._services.record(work) is not None


def _counted(count: int) -> str:
    told = ngettext(
        "{count} finding from runbooks used here", "{count} findings from runbooks used here", count
    )
    return told.format(count=count)


def _stops(part: QWidget) -> list[QWidget]:
    """The buttons of a part that can be reached, in order."""
    found = part.findChildren(QWidget)
    return [each for each in found if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisibleTo(part)]
