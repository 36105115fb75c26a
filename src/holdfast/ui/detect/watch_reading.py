"""What the page of watches reads, as plain functions of values: they run aside."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from holdfast.detect.watches.past import data_of
from holdfast.detect.watches.shelf import Shelved, WatchState, recorded, shelved, state_of
from holdfast.detect.watches.thin import Band
from holdfast.detect.watches.trial import try_watch
from holdfast.detect.watches.watch import Watch
from holdfast.domain.errors import UserError
from holdfast.store.folder import size_of

_RECENT: Final = 86_400.0  # seconds of the small chart
_LARGE: Final = 4 * 1024 * 1024  # bytes that are read for it at most


@dataclass(frozen=True, slots=True)
class Seen:
    """A watch, how it stands, and of one that is looked at in full what its file says."""

    file: Shelved
    state: WatchState

    @property
    def name(self) -> str:
        return self.file.name


def read_all(store: Path, on: Collection[str]) -> tuple[Seen, ...]:
    """All watches of the store in this folder."""
    return tuple(Seen(each, state_of(store, each.name)) for each in shelved(store, on))


def recent(
    store: Path, name: str, watch: Watch, now: float, going_on: Callable[[], bool]
) -> tuple[Band, ...]:
    """The last day of what a watch saw, for a chart; nothing where there is none, or too much to read."""
    try:
        data = data_of(watch, recorded(store, name))
        if size_of(data) > _LARGE:
            return ()
        bands = try_watch(watch, data, now, going_on=going_on).series
    except (UserError, OSError):
        return ()
    return tuple(band for band in bands if band.at >= bands[-1].at - _RECENT)
