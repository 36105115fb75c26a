"""The metrics of a period as they are recorded now; for any thread that has a store of its own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil, floor
from typing import Final

from holdfast.desk.aside import Beside
from holdfast.domain.errors import UserError
from holdfast.domain.metrics import Metrics, Row, metrics_of, row_of
from holdfast.domain.timewords import stamp_text
from holdfast.store.metrics import Named, OverdueAction, cases, count_cases, factors, overdue_actions
from holdfast.store.store import Store
from holdfast.words import _

_STEP: Final = 500  # incidents between two looks at whether anybody still waits

Progress = Callable[[int, int], bool]
"""Told how many incidents were read, of how many; False stops."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which metrics: of the incidents declared from `since` on and before `until` that `query` asks for, a
    line as in the list. `now` is when it was asked. With `imported` those that came with a review count too.
    """

    since: datetime
    until: datetime
    now: datetime
    query: str = ""
    imported: bool = False

    @property
    def seconds(self) -> tuple[int, int]:
        """The period in whole seconds since 1970; what was declared within its last second is in it."""
        return floor(self.since.timestamp()), ceil(self.until.timestamp())


@dataclass(frozen=True, slots=True)
class Read:
    """What was found: the figures with their rows, the actions that are overdue on the day of asking, and the
    ids of the reviews whose factors are counted.
    """

    asked: Asked
    metrics: Metrics
    overdue: tuple[OverdueAction, ...] = ()
    reviews: tuple[str, ...] = ()


def going_on(_done: int, _all: int) -> bool:
    """Watch nothing, stop never."""
    return True


def read_metrics(store: Store, asked: Asked, progress: Progress = going_on) -> Read:
    """Read the incidents of a period and measure them; UserError where it ends before it begins, the query
    can't be understood, or it was stopped.
    """
    if asked.since >= asked.until:
        raise UserError(
            _("The period ends before it begins: {since}, {until}.").format(
                since=stamp_text(asked.since, store.zone), until=stamp_text(asked.until, store.zone)
            ),
            hint=_("Give the earlier time first."),
        )
    with store.database.at_one_moment():
        named = factors(store.database, store.query(asked.query), *asked.seconds)
        rows = list(_rows(store, asked, named, progress))
        overdue = overdue_actions(store.database, asked.now.astimezone(store.zone).date().isoformat())
    return Read(asked, metrics_of(rows), tuple(overdue), tuple(one.review for one in named.values()))


def _rows(store: Store, asked: Asked, named: Mapping[str, Named], progress: Progress) -> Iterator[Row]:
    query = store.query(asked.query)
    total = count_cases(store.database, query, *asked.seconds)
    done = 0
    for done, case in enumerate(cases(store.database, query, *asked.seconds), start=1):
        if done % _STEP == 0 and not progress(done, total):
            raise UserError(_("Stopped. Nothing was measured."))
        review = named.get(case.id)
        categories = review and review.categories
        yield row_of(case, asked.now, imported=asked.imported, factors=categories)
    progress(done, total)


def read_metrics_aside(place: Beside, asked: Asked, progress: Progress = going_on) -> Read:
    """As `read_metrics`, over a connection of its own."""
    with place.open() as store:
        return read_metrics(store, asked, progress)
