"""Making documents on another thread: over a connection of its own, so that the window never waits."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from holdfast.desk.export import Exported, Handout, Ready, Signer, make_file, prove_handout
from holdfast.domain.entry import By
from holdfast.report.documents import Document
from holdfast.store.opening import open_store
from holdfast.store.store import Store


@dataclass(frozen=True, slots=True)
class Beside:
    """A store as another thread may open it once more, for reading alone, with who is at the keyboard."""

    folder: Path
    clock: Callable[[], datetime]
    zone: tzinfo
    by: By | None

    @contextmanager
    def open(self) -> Generator[Store]:
        """The store on this thread; closed at the end."""
        with open_store(self.folder, clock=self.clock, zone=self.zone, read_only=True) as store:
            store.by = self.by
            yield store


def beside(store: Store) -> Beside:
    """The same store, to be opened once more on another thread."""
    return Beside(store.path, store.clock, store.zone, store.by)


def read_aside(place: Beside, shown: Callable[[Store], Document]) -> Document:
    """What `shown` gives of the store; for any thread."""
    with place.open() as store:
        return shown(store)


def export_aside(
    place: Beside, gather: Callable[[Store], Handout], target: Path, form: str, signer: Signer = "station"
) -> tuple[Ready, Exported]:
    """Prove what `gather` gives and write it; `keep_export` is left, for the thread that owns the store.

    For any thread. The errors of `export_review`.
    """
    with place.open() as store:
        ready = prove_handout(store, gather(store), signer)
    return ready, make_file(ready, target, form)
