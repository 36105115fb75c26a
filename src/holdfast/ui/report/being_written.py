"""What somebody is writing and has not recorded: it can be seen as it would be printed, never exported."""

from typing import NoReturn

from holdfast.domain.errors import UserError
from holdfast.domain.handover import SECTIONS
from holdfast.domain.ids import subject
from holdfast.respond.templates import shipped
from holdfast.store.store import Store
from holdfast.words import _


def sheet_texts(store: Store, incident: str) -> dict[str, str]:
    """The sections of a handover that are being written, by section."""
    return _drafts(store, incident, "handover:", SECTIONS)


def update_texts(store: Store, incident: str) -> dict[str, str]:
    """The status updates that are being written, by form."""
    return _drafts(store, incident, "update:", tuple(shipped()))


def _drafts(store: Store, incident: str, begin: str, known: tuple[str, ...]) -> dict[str, str]:
    by = store.by.operator if store.by else ""
    found = store.drafts.of(subject("incident", incident), by)
    return {name: found[begin + name].text for name in known if begin + name in found}


def refuse() -> NoReturn:
    """Say why what is not recorded is not handed out."""
    raise UserError(
        _("What is being written is not recorded, so nothing would stand behind it."),
        hint=_("Offer or send it first; then it can be exported."),
    )
