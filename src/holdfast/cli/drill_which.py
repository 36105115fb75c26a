"""Which drill a call means."""

from holdfast.domain.drill import Drill
from holdfast.domain.errors import UserError
from holdfast.store.store import Store
from holdfast.words import _


def going_on(store: Store, ident: str | None) -> Drill:
    """The drill that is named, else the one that goes on."""
    drill = store.drills.find(ident) if ident else store.drills.running()
    if drill is None:
        raise UserError(
            _("No drill goes on here. Nothing was recorded."),
            hint=_("Start one: holdfast drill run SCENARIO. See the scenarios: holdfast drill list."),
        )
    return drill


def newest(store: Store, ident: str | None) -> Drill:
    """The drill that is named, else the newest."""
    rows = store.drills.page(0, 1)
    if ident or not rows:
        return going_on(store, ident)
    return store.drills.get(rows[0].id)
