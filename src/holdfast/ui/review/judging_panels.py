"""What a reviewer says of a review: approving it, or asking for changes."""

from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.review import Review
from holdfast.report.record import sure_words
from holdfast.review.workflow import approve, ask_changes
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import Field, row
from holdfast.ui.kit.text import label
from holdfast.ui.review.question import Question
from holdfast.ui.review.services import Services
from holdfast.words import _, ngettext


class ApprovePanel(Question):
    """What approving means, as whom, and how sure the record is of that."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        means = _(
            "You approve what the review says now. Once all reviewers have, nothing can be written in it any "
            "more; if it is opened again, approvals end."
        )
        self._who = label("", "strong", wrap=True)
        self._sure = label("", "meta", "muted", wrap=True)
        self._open = label("", "meta", wrap=True)
        self._wrong = label("", "meta", "error", wrap=True)
        self._act = button(_("Approve"), self.act, primary=True)
        self.lay_out(
            label(_("Approve this review"), "title"),
            label(means, wrap=True),
            self._who,
            self._sure,
            self._open,
            self._wrong,
            row(self._act, button(_("Back"), self.done.emit), None, spacing=12),
        )

    def ask(self, review: Review) -> None:
        """Ask for what `review` says, as it is on the screen."""
        self._review = review
        by = self._services.store.by
        name = self._services.store.operators.names().get(by.operator, "") if by else ""
        words = _("You approve as {name} ({sure}).")
        self._who.setText(
            words.format(name=name, sure=sure_words(by.sure))
            if by
            else _("You are asked for your name first.")
        )
        hint = _(
            "To approve as authenticated, sign in with your passphrase first: your name in the status bar."
        )
        self._sure.setText(hint)
        self._sure.setVisible(by is None or by.sure != "authenticated")
        count = review.flow.open_comments
        told = ngettext("{count} comment is still open.", "{count} comments are still open.", count)
        self._open.setText(told.format(count=count))
        self._open.setVisible(bool(count))
        self._wrong.hide()

    def first_focus(self) -> QWidget:
        """The button."""
        return self._act

    def act(self) -> None:
        """Approve."""
        seen = partial(approve, self._services.store, self._review.id, self._review.flow.content)
        if self._services.record(seen, self._failed) is not None:
            self.done.emit()

    def _failed(self, error: UserError) -> None:
        self._wrong.setText(str(error))
        self._wrong.show()


class ReasonPanel(Question):
    """A question that is answered by one line."""

    def __init__(self, services: Services, title: str, means: str, words: str) -> None:
        super().__init__(services)
        self._reason = QLineEdit()
        self._field = Field(words, self._reason, hint=_("It stands in the record."))
        self._act = button(title, self.act, primary=True)
        self._means = label(means, wrap=True)
        self.lay_out(
            label(title, "title"),
            self._means,
            self._field,
            row(self._act, button(_("Back"), self.done.emit), None, spacing=12),
        )
        self._reason.returnPressed.connect(self.act)
        self._reason.textChanged.connect(self._field.clear_error)

    def ask(self, review: Review) -> None:
        """Ask it of `review`."""
        self._review = review
        self._reason.clear()

    def first_focus(self) -> QWidget:
        """The line."""
        return self._reason

    def act(self) -> None:
        """Record the answer."""
        work = partial(self.answered, self._reason.text())
        if self._services.record(work, self._field.show_error) is not None:
            self.done.emit()

    def answered(self, reason: str) -> Review:
        """What is recorded."""
        raise NotImplementedError


class ChangesPanel(ReasonPanel):
    """What the author is asked for."""

    def __init__(self, services: Services) -> None:
        means = _("The review goes back to its author, with your comments. Approvals of this text end.")
        super().__init__(services, _("Ask for changes"), means, _("What is asked for"))

    def answered(self, reason: str) -> Review:
        """Send it back."""
        return ask_changes(self._services.store, self._review.id, reason)
