"""Reading rows of the incident list for a question in an order."""

from PySide6.QtCore import QObject

from holdfast.domain.query import Query
from holdfast.store.database import Database
from holdfast.store.incidents import IncidentRow, Incidents
from holdfast.store.list_walks import is_in_an_index
from holdfast.store.store import Store
from holdfast.ui.kit.long_reading import BLINK, LongReading, Place
from holdfast.ui.kit.tasks import Tasks

NOT_AT_ALL = 0.0
"""No seconds: a key may come any moment. What an index holds in order is there all the same."""

Question = tuple[Query, str]
"""What is asked for, and the order."""
Rows = list[IncidentRow]


class Reading(LongReading[Question, IncidentRow]):
    """Reads one place at a time; a later wish takes the place of an earlier one."""

    def __init__(self, store: Store, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(store, tasks, _page, lambda place: page(store.incidents, place), parent)

    def at_once(self, place: Place[Question], seconds: float = BLINK) -> Rows | None:
        """The rows of a place; None where that takes longer than so many seconds. Errors as the store's."""
        if seconds < BLINK and not is_in_an_index(*place.question):
            return None
        return super().at_once(place, seconds)


def page(incidents: Incidents, place: Place[Question]) -> Rows:
    """The rows of a place."""
    query, order = place.question
    return incidents.page(query, order, place.first, place.many, place.total)


def _page(database: Database, place: Place[Question]) -> Rows:
    return page(Incidents(database), place)
