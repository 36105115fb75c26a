"""What the paper page shows: for each kind of document what a person chooses of it, and how it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtWidgets import QComboBox, QWidget

from holdfast.desk.card_export import card_handout, gather_draft
from holdfast.desk.export import FORMATS, TABLES, Handout
from holdfast.desk.handover_export import gather_handover, handover_handout, newest_handover
from holdfast.desk.log_export import personal_handout, shift_handout
from holdfast.desk.pack_export import PackAsked, pack_aside
from holdfast.desk.paper import binder_handout, binder_state, checklist_handout
from holdfast.desk.record_export import record_handout
from holdfast.desk.register_export import Asked, register_aside, register_handout
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
from holdfast.ui.kit.exporting import Work
from holdfast.ui.kit.forms import Field, combo
from holdfast.ui.report.being_written import refuse, sheet_texts, update_texts
from holdfast.ui.report.period import Period
from holdfast.ui.report.sample import Sample
from holdfast.words import _, ngettext

Changed = Callable[[], None]
Ready = Callable[[Store], Handout]
Shown = Callable[[Store], Document]
_COMPOSED: Final = "-"
_WRITTEN: Final = "+"
_QUARTER: Final = "-90d"
_LONGEST: Final = 48  # characters of a name in a list: the list would be as wide as the window


@dataclass(frozen=True)
class Source:
    """A kind of document, as it is chosen by `choices`.

    `ready` and `shown` read the choices, or raise UserError where they can't be read or exported; what they
    give is called on another thread. `name` is proposed for a file. `about` are the subjects whose changes
    may change the document, none for all that are of one of these `kinds`. `forms` are those of its file;
    what is written row by row has its own `work` for that.
    """

    title: str
    subtitle: str
    choices: tuple[QWidget, ...]
    name: Callable[[], str]
    ready: Callable[[Paper], Ready]
    drafted: Callable[[Paper], Shown | None] = lambda _paper: None
    about: frozenset[str] = frozenset()
    kinds: tuple[str, ...] = ("incident",)
    forms: tuple[str, ...] = FORMATS
    work: Callable[[Paper], Work | None] = lambda _paper: None

    def shown(self, paper: Paper) -> Shown:
        """What the pages show: what is being written, where that is chosen, else what would be exported."""
        drafted = self.drafted(paper)
        return drafted if drafted is not None else partial(_document, self.ready(paper))


def _document(ready: Ready, store: Store) -> Document:
    return ready(store).document


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
    which = _sheets(store, incident, handover)
    which.currentIndexChanged.connect(lambda _index: changed())

    def ready(paper: Paper) -> Ready:
        ident = str(which.currentData())
        if ident == _WRITTEN:
            refuse()
        chosen = "" if ident == _COMPOSED else ident
        return partial(handover_handout, incident=incident, handover=chosen, paper=paper)

    def drafted(paper: Paper) -> Shown | None:
        if which.currentData() != _WRITTEN:
            return None
        return partial(gather_handover, incident=incident, texts=sheet_texts(store, incident), paper=paper)

    return Source(
        title=_("Handover sheet"),
        subtitle=_named(value),
        choices=(Field(_("&Sheet"), which),),
        name=lambda: _("{ref} handover").format(ref=value.ref),
        ready=ready,
        drafted=drafted,
        about=frozenset({subject("incident", incident)}),
    )


def _sheets(store: Store, incident: str, handover: str) -> QComboBox:
    """What is being written, what the record composes, and every sheet that was offered."""
    offered = reversed(store.handovers.of_incident(incident))
    options = [(one.id, _offer_words(store, one)) for one in offered]
    options.insert(0, (_COMPOSED, _("As the record gives it now, not offered")))
    written = sheet_texts(store, incident)
    if written:
        options.insert(0, (_WRITTEN, _("As it is being written, not offered")))
    usual = _WRITTEN if written else newest_handover(store, incident) or _COMPOSED
    return combo(options, handover or usual)


def _offer_words(store: Store, one: Handover) -> str:
    at = stamp_text(one.given, store.zone) if one.given else ""
    return _("{time} to {name}, {state}").format(time=at, name=one.to[:_LONGEST], state=state_word(one.state))


def _named(value: Incident) -> str:
    return f"{value.ref}  \N{MIDDLE DOT}  {title_text(value.title)}"


def _card(store: Store, incident: str, changed: Changed) -> Source:
    value = store.incidents.get(incident)
    which = _updates(store, incident)
    which.currentIndexChanged.connect(lambda _index: changed())

    def ready(paper: Paper) -> Ready:
        chosen = str(which.currentData() or "")
        if chosen.startswith(_WRITTEN):
            refuse()
        return partial(card_handout, incident=incident, number=int(chosen) if chosen else None, paper=paper)

    def drafted(paper: Paper) -> Shown | None:
        form = str(which.currentData() or "").removeprefix(_WRITTEN)
        text = update_texts(store, incident).get(form)
        if text is None:
            return None
        heading = template_of(store, form).name
        return partial(gather_draft, incident=incident, heading=heading, text=text, paper=paper)

    return Source(
        title=_("Status update"),
        subtitle=_named(value),
        choices=(Field(_("&Update"), which),),
        name=lambda: _("{ref} update {number}").format(ref=value.ref, number=which.currentData() or ""),
        ready=ready,
        drafted=drafted,
        about=frozenset({subject("incident", incident)}),
    )


def _updates(store: Store, incident: str) -> QComboBox:
    """Every update that was sent, the newest first, and those that are being written."""
    which = QComboBox()
    which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    sent = store.journal.of_kinds(subject("incident", incident), ("update.sent",))
    for place, one in reversed(list(enumerate(sent, start=1))):
        to = words(one, "audience")[:_LONGEST]
        which.addItem(_("Update {number} to {audience}").format(number=place, audience=to), str(place))
    for form in update_texts(store, incident):
        name = template_of(store, form).name[:_LONGEST]
        which.addItem(_("{form}, not sent yet").format(form=name), f"{_WRITTEN}{form}")
    return which


def _record(store: Store, incident: str, _changed: Changed) -> Source:
    value = store.incidents.get(incident)
    return Source(
        title=_("Incident record"),
        subtitle=_named(value),
        choices=(),
        name=lambda: _("{ref} record").format(ref=value.ref),
        ready=lambda paper: partial(record_handout, incident=incident, paper=paper),
        about=frozenset({subject("incident", incident)}),
        forms=TABLES,
    )


def _register(store: Store, _what: str, changed: Changed) -> Source:
    period = Period(store, _QUARTER, days=True)
    period.changed.connect(changed)

    def asked(paper: Paper) -> Asked:
        since, until = period.value()
        return Asked(since, until or store.now(), paper)

    return Source(
        title=_("Register of incidents"),
        subtitle=_("Every incident that was declared in a period, a row each"),
        choices=(period,),
        name=lambda: _("register {day}").format(day=_day(store)),
        ready=lambda paper: partial(register_handout, asked=asked(paper)),
        kinds=("incident", "review", "action"),
        forms=TABLES,
        work=lambda paper: partial(register_aside, asked(paper)),
    )


def _pack(store: Store, _what: str, changed: Changed) -> Source:
    """Its pages are those of the register that lies in it."""
    period, sample = Period(store, _QUARTER, days=True), Sample(store)
    period.changed.connect(changed)

    def asked(paper: Paper) -> Asked:
        since, until = period.value()
        return Asked(since, until or store.now(), paper)

    return Source(
        title=_("Audit pack"),
        subtitle=_("Register, records, reviews and proofs in one zip; below is its register"),
        choices=(period, *sample.fields),
        name=lambda: _("audit pack {day}").format(day=_day(store)),
        ready=lambda paper: partial(register_handout, asked=asked(paper)),
        kinds=("incident", "review", "action"),
        forms=("zip",),
        work=lambda paper: partial(pack_aside, PackAsked(asked(paper), *sample.value())),
    )


def _checklist(store: Store, what: str, _changed: Changed) -> Source:
    """`what` is the id of a runbook, or that and the hash of a version behind another stroke."""
    ident, _slash, version = what.partition("/")
    book = store.runbooks.get(ident)
    shown = version or book.version
    return Source(
        title=_("Checklist"),
        subtitle=f"{title_text(book.title)}  \N{MIDDLE DOT}  " + _("version {hash}…").format(hash=shown[:8]),
        choices=(),
        name=lambda: _("{title} checklist {hash}").format(title=title_text(book.title), hash=shown[:8]),
        ready=lambda paper: partial(checklist_handout, runbook=ident, version=shown, paper=paper),
        about=frozenset({subject("runbook", ident)}),
    )


def _binder(store: Store, _what: str, _changed: Changed) -> Source:
    count = binder_state(store).approved
    approved = ngettext("{count} approved runbook", "{count} approved runbooks", count)
    return Source(
        title=_("Binder"),
        subtitle=_("{runbooks}, the phone list and blank forms").format(
            runbooks=approved.format(count=count)
        ),
        choices=(),
        name=lambda: _("binder {day}").format(day=_day(store)),
        ready=lambda paper: partial(binder_handout, paper=paper),
        kinds=("runbook", "person", "resource"),
    )


def _shift(store: Store, _what: str, changed: Changed) -> Source:
    period = _period(store, changed)

    def ready(paper: Paper) -> Ready:
        since, until = period.value()
        return partial(shift_handout, since=since, until=until, paper=paper)

    return Source(
        title=_("Shift log"),
        subtitle=_("Everything that was recorded in a time, over all incidents"),
        choices=(period,),
        name=lambda: _("shift log {day}").format(day=_day(store)),
        ready=ready,
    )


def _person(store: Store, _what: str, changed: Changed) -> Source:
    period, who = _period(store, changed), _people(store)
    who.currentIndexChanged.connect(lambda _index: changed())

    def ready(paper: Paper) -> Ready:
        operator = str(who.currentData() or "")
        if not operator:
            raise UserError(_("Nobody has recorded anything in this store yet."))
        since, until = period.value()
        return partial(personal_handout, operator=operator, since=since, until=until, paper=paper)

    return Source(
        title=_("Personal log"),
        subtitle=_("What one person did in a time (ICS 214)"),
        choices=(Field(_("&Person"), who), period),
        name=lambda: _("personal log {day}").format(day=_day(store)),
        ready=ready,
    )


def _period(store: Store, changed: Changed) -> Period:
    made = Period(store)
    made.changed.connect(changed)
    return made


def _day(store: Store) -> str:
    return f"{store.now():%Y-%m-%d %H%M}"


def _people(store: Store) -> QComboBox:
    here = store.by.operator if store.by else ""
    return combo([(one.id, one.name[:_LONGEST] or one.id[:8]) for one in store.operators.all()], here)


_SOURCES: Final[Mapping[str, Callable[[Store, str, Changed], Source]]] = {
    "handover": _handover,
    "update": _card,
    "record": _record,
    "register": _register,
    "pack": _pack,
    "shift": _shift,
    "person": _person,
    "checklist": _checklist,
    "binder": _binder,
}
