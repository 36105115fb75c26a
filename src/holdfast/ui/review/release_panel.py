"""Releasing a review, and opening a released one again."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.review import Review
from holdfast.report.record import sure_words
from holdfast.review.readiness import NEEDED, Finding
from holdfast.review.workflow import open_again, release
from holdfast.ui.kit.buttons import button, link_button
from holdfast.ui.kit.forms import Field, row
from holdfast.ui.kit.text import label
from holdfast.ui.review.judging_panels import ReasonPanel
from holdfast.ui.review.question import Question
from holdfast.ui.review.services import Services
from holdfast.ui.review.standing import MOST, Lack, more_words
from holdfast.words import _, ngettext


class ReleasePanel(Question):
    """What releasing means, and each thing that is still missing as a link to its place."""

    place_wanted = Signal(object)
    """The `Finding` whose place is to be shown."""
    released = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._build()

    def show_lacks(self, lacks: Sequence[Lack]) -> None:
        """Say what is missing."""
        found = (each.finding for each in lacks)
        self._go = next((each for each in found if each.section in NEEDED and each.lack == "text"), None)
        self._list_missing(lacks)
        count = len(lacks)
        self._missing.setText(
            ngettext("{count} thing is still missing", "{count} things are still missing", count).format(
                count=count
            )
            if lacks
            else _("Nothing is missing.")
        )
        words = _("Write the summary") if self._go else _("Release review")
        self._act.setText(words)
        self._act.setAccessibleName(words)
        self._needs.setVisible(self._go is not None)

    def ask(self, review: Review) -> None:
        """Ask for `review`, after `show_lacks`."""
        super().ask(review)
        self._title.setText(_("Release revision {number}").format(number=review.revision))
        self._show_second_person(review)

    def _show_second_person(self, review: Review) -> None:
        """Who approved it; or that nobody did, and a field for the reason to release it all the same."""
        names = self._services.store.operators.names()
        approvals = review.flow.approvals(review.revision) if review.state == "approved" else ()
        said = ", ".join(
            _("{name} ({sure})").format(name=names.get(each.deed.by, ""), sure=sure_words(each.deed.sure))
            for each in approvals
        )
        words = _("Approved by {names}.").format(names=said)
        self._second.setText(words if approvals else _("Nobody has approved this revision."))
        self._why.setVisible(not approvals and not self._go)
        self._reason.clear()

    def first_focus(self) -> QWidget:
        """The button that goes on, or the reason that it asks for."""
        return self._act if self._why.isHidden() else self._reason

    def act(self) -> None:
        """Release, or go where what is needed is written."""
        if self._go:
            self.place_wanted.emit(self._go)
            return
        store, reason = self._services.store, self._reason.text()
        failed = None if self._why.isHidden() else self._why.show_error
        if self._services.record(lambda: release(store, self._review.id, reason), failed) is not None:
            self.released.emit()

    def _build(self) -> None:
        self._go: Finding | None = None
        self._title = label("", "title")
        means = label(
            _(
                "A released review is no draft any more: the watermark goes, and its text stands as it is. "
                "It can be opened again for a next revision, with a reason."
            ),
            wrap=True,
        )
        self._second = label("", "strong", wrap=True)
        self._reason = QLineEdit()
        hint = _("The report then says: released without a second person, and this reason.")
        self._why = Field(_("Why without a second person"), self._reason, hint=hint)
        self._reason.returnPressed.connect(self.act)
        self._reason.textChanged.connect(self._why.clear_error)
        self._missing = label("", "strong")
        self._needs = label(
            _("A review needs its summary before it is released."), "meta", "error", wrap=True
        )
        self._links = QVBoxLayout()
        self._links.setSpacing(0)
        self._act = button("", self.act, primary=True)
        self.lay_out(
            self._title,
            means,
            self._missing,
            self._links,
            self._needs,
            self._second,
            self._why,
            row(self._act, button(_("Back"), self.done.emit), None, spacing=12),
        )

    def _list_missing(self, lacks: Sequence[Lack]) -> None:
        while (item := self._links.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for lack in lacks[:MOST]:
            self._links.addWidget(link_button(lack.words, partial(self.place_wanted.emit, lack.finding)))
        if len(lacks) > MOST:
            self._links.addWidget(label(more_words(len(lacks)), "meta", "muted"))


class OpenAgainPanel(ReasonPanel):
    """Why a released review is opened again, or one on its way to its readers."""

    def __init__(self, services: Services) -> None:
        super().__init__(services, _("Open again"), "", _("Reason"))

    def ask(self, review: Review) -> None:
        """Ask why `review` is opened again."""
        super().ask(review)
        released = _(
            "The released revision stays as it is, and readable. What you write now becomes the next one."
        )
        under_way = _("It is a draft again, and approvals of it end. Submit it anew when it is written.")
        self._means.setText(released if review.state == "released" else under_way)

    def answered(self, reason: str) -> Review:
        """Open it."""
        return open_again(self._services.store, self._review.id, reason)
