"""What happens when nobody answers an alert: who is asked in turn, and what is declared then."""

from functools import partial

from holdfast.detect.ladder import LADDER
from holdfast.detect.own_texts import OwnText, adopt, checks, shipped, text_in_use
from holdfast.detect.rules import RULES
from holdfast.store.store import Store
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.settings.texts_page import OneText, PageWords, TextsPage
from holdfast.words import _


class UnansweredPage(TextsPage):
    """The ladder, and the rules by which incidents are declared."""

    def __init__(self, store: Store, record: Recording, notices: Notices, tasks: Tasks) -> None:
        texts = (
            _text(
                store,
                LADDER,
                _("Who is asked in turn"),
                _("This text can be used."),
                _(
                    "The first is asked as soon as an alert fires, the next when the minutes have passed "
                    "without an answer. Names and roles are those of the directory, where the ways to reach "
                    "them stand. Holdfast calls nobody: the window says whom to reach, and sounds."
                ),
            ),
            _text(
                store,
                RULES,
                _("Incidents by rule"),
                _("This text can be used."),
                _(
                    "An incident is declared only while a window of this store is open, or holdfast listen "
                    "runs. It belongs to nobody until a person takes it, and its alerts fire on until "
                    "somebody answers."
                ),
            ),
        )
        super().__init__(store, record, notices, tasks, (texts, _words()))


def _text(store: Store, kind: OwnText, name: str, fine: str, told: str) -> OneText:
    def in_use() -> tuple[str, bool]:
        text = text_in_use(store, kind)
        return text, text != shipped(kind.name)

    judge, take = partial(checks, store, kind), partial(_adopt, store, kind)
    return OneText(kind.name, name, shipped(kind.name), in_use, judge, take, fine, told)


def _adopt(store: Store, kind: OwnText, text: str, why: str) -> str:
    adopt(store, kind, text, why)
    return _("It holds from now on, on every workstation of this store.")


def _words() -> PageWords:
    return PageWords(
        title=_("Unanswered alerts"),
        told=_("Who is asked in turn, and what is declared when nobody answers."),
        which=_("What"),
        text=_("Text"),
        own=_("In use: your own text."),
        shipped=_("Off."),
        adopt=_("Adopt text"),
        reason=_("It stands in the journal."),
        draft="alerts",
    )
