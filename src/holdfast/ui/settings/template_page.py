"""The templates of status updates: each one's text, written, judged while typed, and adopted."""

from functools import partial

from holdfast.respond.template import names, problems
from holdfast.respond.templates import adopt_template, is_own, shipped, template_of, text_of
from holdfast.store.store import Store
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.settings.texts_page import OneText, PageWords, TextsPage
from holdfast.words import _


class TemplatePage(TextsPage):
    """What status updates are filled from, a text for each form."""

    def __init__(self, store: Store, record: Recording, notices: Notices, tasks: Tasks) -> None:
        texts = [_text(store, form) for form in shipped()]
        super().__init__(store, record, notices, tasks, (texts, _words()))


def _text(store: Store, form: str) -> OneText:
    return OneText(
        form,
        template_of(store, form).name,
        shipped()[form],
        lambda: (text_of(store, form), is_own(store, form)),
        lambda: problems,
        partial(_adopt, store, form),
        _("This template can be used."),
        _names_text(),
    )


def _adopt(store: Store, form: str, text: str, why: str) -> str:
    name = adopt_template(store, form, text, why).name
    return _("{name} is filled from this text from now on.").format(name=name)


def _words() -> PageWords:
    return PageWords(
        title=_("Templates"),
        told=_("What status updates are filled from."),
        which=_("Form"),
        text=_("Text of the template"),
        own=_("In use: your own text."),
        shipped=_("In use: the text that is shipped."),
        adopt=_("Adopt template"),
        reason=_("It stands in the journal. What was sent before stays as it was."),
        draft="template",
    )


def _names_text() -> str:
    """What can stand in braces."""
    told = (f"{{{name}}}  {words}" for name, words in names().items())
    return "\n".join((_("What can stand in the text:"), *told))
