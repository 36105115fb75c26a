"""What the paper page shows: for each kind of document what a person chooses of it, and how it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QComboBox, QWidget

from holdfast.desk.card_export import card_handout, gather_draft
from holdfast.desk.export import Handout
from holdfast.desk.handover_export import gather_handover, handover_handout, newest_handover
from holdfast.desk.log_export import personal_handout, shift_handout
from holdfast.domain.errors import UserError
from holdfast.domain.handover import Handover
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.timewords import stamp_text
from holdfast.domain.told import state_word
from holdfast.domain.value import title_text, words
from holdfast.report.content import Paper
from holdfast.report.documents import Document
from holdfast.respond.templates import template_of
from holdfast.store.store import Store
from holdfast.ui.kit.forms import Field, combo
from holdfast.ui.report.being_written import refuse, sheet_texts, update_texts
from holdfast.ui.report.period import Period
from holdfast.words import _

Changed = Callable[[], None]
_COMPOSED: Final = "-"
_WRITTEN: Final = "+"
_LONGEST: Final = 48  # characters of a name in a list: the list would be as wide as the window


@dataclass(frozen=True)
class Source:
    """A kind of document. `shown` makes it as it is chosen, `ready` what proves it beside; both may raise
    UserError. `about` are the subjects whose changes may change it, none for all incidents.
    """

    title: str
    subtitle: str
    choices: tuple[QWidget, ...]
    ready: Callable[[Paper], Handout]
    shown: Callable[[Paper], Document]
    about: frozenset[str] = frozenset()


def source(store: Store, place: str, changed: Changed) -> Source:
    """The source of a place such as `handover/ID` or `shift`; `changed` when something else is chosen."""
    kind, _slash, what = place.partition("/")
    make = _SOURCES.get(kind)
    if make is None:
        raise UserError(_("There is no paper called {name}.").format(name=kind))
    return make(store, what, changed)


def _handover(store: Store, what: str, changed: Changed) -> Source:
    """`what` is the id of an incident, or that and the id of a handover behind another stroke."""
    incident, _slash, handover = what.partition("/")
    value = store.incidents.get(incident)
    offered = store.handovers.of_incident(incident)
    options = [(one.id, _offer_words(store, one)) for one in reversed(offered)]
    options.insert(0, (_COMPOSED, _("As the record gives it now, not offered")))
    written = sheet_texts(store, incident)
    if written:
        options.insert(0, (_WRITTEN, _("As it is being written, not offered")))
    usual = _WRITTEN if written else newest_handover(store, incident) or _COMPOSED
    which = combo(options, handover or usual)
    which.currentIndexChanged.connect(lambda _index: changed())

    def ready(paper: Paper) -> Handout:
        ident = str(which.currentData())
        if ident == _WRITTEN:
            refuse()
        return handover_handout(store, incident, "" if ident == _COMPOSED else ident, paper=paper)

    def shown(paper: Paper) -> Document:
        if which.currentData() != _WRITTEN:
            return ready(paper).document
        return gather_handover(store, incident, texts=sheet_texts(store, incident), paper=paper)

    about = frozenset({subject("incident", incident)})
    return Source(_("Handover sheet"), _named(value), (Field(_("&Sheet"), which),), ready, shown, about)


def _offer_words(store: Store, one: Handover) -> str:
    at = stamp_text(one.given, store.zone) if one.given else ""
    return _("{time} to {name}, {state}").format(time=at, name=one.to[:_LONGEST], state=state_word(one.state))


def _named(value: Incident) -> str:
    return f"{value.ref}  \N{MIDDLE DOT}  {title_text(value.title)}"


def _card(store: Store, incident: str, changed: Changed) -> Source:
    value = store.incidents.get(incident)
    name = subject("incident", incident)
    sent = store.journal.of_kinds(name, ("update.sent",))
    options = [
        (
            str(place),
            _("Update {number} to {audience}").format(
                number=place, audience=words(one, "audience")[:_LONGEST]
            ),
        )
        for place, one in enumerate(sent, start=1)
    ]
    which = combo(options[::-1])
    for form in update_texts(store, incident):
        title = template_of(store, form).name
        which.addItem(_("{form}, not sent yet").format(form=title[:_LONGEST]), f"{_WRITTEN}{form}")
    which.currentIndexChanged.connect(lambda _index: changed())

    def ready(paper: Paper) -> Handout:
        chosen = str(which.currentData() or "")
        if chosen.startswith(_WRITTEN):
            refuse()
        return card_handout(store, incident, int(chosen) if chosen else None, paper=paper)

    def shown(paper: Paper) -> Document:
        form = str(which.currentData() or "").removeprefix(_WRITTEN)
        text = update_texts(store, incident).get(form)
        if text is None:
            return ready(paper).document
        return gather_draft(store, incident, template_of(store, form).name, text, paper=paper)

    field = Field(_("&Update"), which)
    return Source(_("Status update"), _named(value), (field,), ready, shown, frozenset({name}))


def _shift(store: Store, _what: str, changed: Changed) -> Source:
    period = _period(store, changed)

    def ready(paper: Paper) -> Handout:
        return shift_handout(store, *period.value(), paper=paper)

    subtitle = _("Everything that was recorded in a time, over all incidents")
    return Source(_("Shift log"), subtitle, (period,), ready, lambda paper: ready(paper).document)


def _person(store: Store, _what: str, changed: Changed) -> Source:
    period, who = _period(store, changed), _people(store)
    who.currentIndexChanged.connect(lambda _index: changed())

    def ready(paper: Paper) -> Handout:
        operator = who.currentData()
        if not operator:
            raise UserError(_("Nobody has recorded anything in this store yet."))
        return personal_handout(store, str(operator), *period.value(), paper=paper)

    field = Field(_("&Person"), who)
    subtitle = _("What one person did in a time (ICS 214)")
    return Source(_("Personal log"), subtitle, (field, period), ready, lambda paper: ready(paper).document)


def _period(store: Store, changed: Changed) -> Period:
    made = Period(store)
    made.changed.connect(changed)
    return made


def _people(store: Store) -> QComboBox:
    here = store.by.operator if store.by else ""
    return combo([(one.id, one.name[:_LONGEST] or one.id[:8]) for one in store.operators.all()], here)


_SOURCES: Final[Mapping[str, Callable[[Store, str, Changed], Source]]] = {
    "handover": _handover,
    "update": _card,
    "shift": _shift,
    "person": _person,
}
