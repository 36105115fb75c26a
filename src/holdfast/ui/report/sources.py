"""What the paper page shows: for each kind of document what a person chooses of it, and how it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QComboBox, QWidget

from holdfast.desk.card_export import card_handout
from holdfast.desk.export import Handout
from holdfast.desk.handover_export import handover_handout, newest_handover
from holdfast.desk.log_export import personal_handout, shift_handout
from holdfast.domain.errors import UserError
from holdfast.domain.handover import Handover
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.timewords import stamp_text
from holdfast.domain.told import state_word
from holdfast.domain.value import title_text, words
from holdfast.report.content import Paper
from holdfast.store.store import Store
from holdfast.ui.kit.forms import Field, combo
from holdfast.ui.report.period import Period
from holdfast.words import _

Changed = Callable[[], None]
_COMPOSED: Final = "-"
_LONGEST: Final = 48  # characters of a name in a list: the list would be as wide as the window


@dataclass(frozen=True)
class Source:
    """A kind of document. `ready` makes it as it is chosen, or raises UserError; `about` are the subjects
    whose changes may change it, none for all incidents.
    """

    title: str
    subtitle: str
    choices: tuple[QWidget, ...]
    ready: Callable[[Paper], Handout]
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
    chosen = handover or newest_handover(store, incident) or _COMPOSED
    which = combo([(_COMPOSED, _("As the record gives it now, not offered")), *options], chosen)
    which.currentIndexChanged.connect(lambda _index: changed())

    def ready(paper: Paper) -> Handout:
        ident = str(which.currentData())
        return handover_handout(store, incident, "" if ident == _COMPOSED else ident, paper=paper)

    field = Field(_("&Sheet"), which)
    return Source(
        _("Handover sheet"), _named(value), (field,), ready, frozenset({subject("incident", incident)})
    )


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
    which.currentIndexChanged.connect(lambda _index: changed())

    def ready(paper: Paper) -> Handout:
        number = which.currentData()
        return card_handout(store, incident, int(number) if number else None, paper=paper)

    field = Field(_("&Update"), which)
    return Source(_("Status update"), _named(value), (field,), ready, frozenset({name}))


def _shift(store: Store, _what: str, changed: Changed) -> Source:
    period = _period(store, changed)

    def ready(paper: Paper) -> Handout:
        return shift_handout(store, *period.value(), paper=paper)

    return Source(
        _("Shift log"), _("Everything that was recorded in a time, over all incidents"), (period,), ready
    )


def _person(store: Store, _what: str, changed: Changed) -> Source:
    period, who = _period(store, changed), _people(store)
    who.currentIndexChanged.connect(lambda _index: changed())

    def ready(paper: Paper) -> Handout:
        operator = who.currentData()
        if not operator:
            raise UserError(_("Nobody has recorded anything in this store yet."))
        return personal_handout(store, str(operator), *period.value(), paper=paper)

    field = Field(_("&Person"), who)
    return Source(_("Personal log"), _("What one person did in a time (ICS 214)"), (field, period), ready)


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
