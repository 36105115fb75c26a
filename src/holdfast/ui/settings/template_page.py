"""The templates of status updates: each one's text, written, judged while typed, and adopted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from holdfast.domain.clock import to_stored
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.respond.template import names, problems
from holdfast.respond.templates import adopt_template, is_own, shipped, template_of, text_of
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.drafts import DraftBinder
from holdfast.ui.kit.forms import Field, combo, row
from holdfast.ui.kit.notices import Notices, announce
from holdfast.ui.kit.page import Page, PageHeader, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import hairline, label
from holdfast.ui.settings.judged_text import JudgedText
from holdfast.words import _


class TemplatePage(Page):
    """Nothing changes until a text is adopted; what is written until then is a draft of its form."""

    left = Signal()

    def __init__(self, store: Store, record: Recording, notices: Notices, tasks: Tasks) -> None:
        super().__init__()
        self._store, self._record, self._notices, self._tasks = store, record, notices, tasks
        self._form = next(iter(shipped()))
        self._build()
        self._draft = DraftBinder(self.text.edit, self._load_draft, self._save_draft)
        self._draft.failed.connect(notices.error)
        self.forms.currentIndexChanged.connect(lambda _place: self._choose(str(self.forms.currentData())))
        self.reason_edit.textEdited.connect(lambda _text: self.reason.clear_error())
        self.reason_edit.returnPressed.connect(self.adopt_now)

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Show a form, by default the one that was shown."""
        self._draft.flush()
        self._form = what if what in shipped() else self._form
        self.forms.setCurrentIndex(self.forms.findData(self._form))
        own = is_own(self._store, self._form)
        self._state.setText(_("In use: your own text.") if own else _("In use: the text that is shipped."))
        self.text.put(self._load_draft() or text_of(self._store, self._form))
        self._draft.restore()

    def panes(self) -> list[QWidget]:
        return [self._tools, self.text, self._foot]

    def first_focus(self) -> QWidget | None:
        return self.text.edit

    def leave(self) -> None:
        self.text.stop()
        self._draft.flush()

    def window_title(self) -> str:
        return _("Templates")

    def adopt_now(self) -> None:
        """Adopt the text, or say what is in the way where it stands."""
        if self.text.judge():
            self.text.list.setFocus()
            announce(self, self.text.count.text())
            return
        text, form, why = self.text.edit.toPlainText(), self._form, self.reason_edit.text()
        if not why.strip():
            self.reason.show_error(UserError(_("A reason is needed."), _("A few words do.")))
            return
        done = self._record(lambda: adopt_template(self._store, form, text, why), self.reason.show_error)
        if done is not None:
            self._draft.forget(text)
            self.reason_edit.clear()
            self.show_place(form)
            self._notices.say(_("{name} is filled from this text from now on.").format(name=done.name))

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        texts = [(form, template_of(self._store, form).name) for form in shipped()]
        self.forms = combo(texts)
        self.forms.setAccessibleName(_("Form"))
        words = label(_("Form"), "strong")
        words.setBuddy(self.forms)
        self._state = label("", "meta", "muted")
        self.begin = button(_("Take the shipped text"), self._take_shipped)
        self._tools = QWidget()
        line = row(words, self.forms, self._state, None, self.begin, spacing=12)
        line.setContentsMargins(24, 12, 24, 12)
        self._tools.setLayout(line)
        self.text = JudgedText(
            _("Text of the template"), problems, self._tasks, _("This template can be used."), _names_text()
        )
        self.reason_edit = QLineEdit()
        hint = _("It stands in the journal. What was sent before stays as it was.")
        self.reason = Field(_("Why"), self.reason_edit, hint=hint)
        self.adopt = button(_("Adopt template"), self.adopt_now, primary=True)
        self._foot = QWidget()
        foot = row(self.reason, self.adopt, spacing=12)
        foot.setStretch(0, 1)
        foot.setContentsMargins(24, 12, 24, 14)
        self._foot.setLayout(foot)
        told = _("What status updates are filled from.")
        header = PageHeader(_("Templates"), told, buttons=[button(_("Back"), self.left.emit)])
        column(self, header, hairline(), self._tools, self.text, hairline(), self._foot, stretch=3)

    # -- the text --------------------------------------------------------------------------------

    def _choose(self, form: str) -> None:
        if form != self._form:
            self.show_place(form)

    def _take_shipped(self) -> None:
        """Undo brings back what was there."""
        self.text.put(shipped()[self._form])
        self.text.edit.setFocus()

    def _load_draft(self) -> str | None:
        name = subject("store", self._store.facts.id)
        draft = self._store.drafts.get(name, f"template:{self._form}", "")
        return draft.text if draft else None

    def _save_draft(self, text: str) -> None:
        if self._store.read_only:
            return
        name, field = subject("store", self._store.facts.id), f"template:{self._form}"
        if text.strip() and text != text_of(self._store, self._form):
            self._store.drafts.save(name, field, text, to_stored(self._store.clock()), "")
        else:
            self._store.drafts.drop(name, field)


def _names_text() -> str:
    """What can stand in braces."""
    told = (f"{{{name}}}  {words}" for name, words in names().items())
    return "\n".join((_("What can stand in the text:"), *told))
