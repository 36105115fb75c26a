"""What is being written in a run, and where in it a person is: kept so that a crash loses neither.

It belongs to the station and not to an operator: after a crash nobody is at the keyboard yet.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from holdfast.domain.clock import to_stored
from holdfast.domain.ids import id_of, subject
from holdfast.domain.run import Run
from holdfast.store.store import Store

_PLACE = "place"


class RunDraft:
    """The text of one field of a run while it is written; `field` is unique in the run."""

    def __init__(self, store: Store, run: Run, field: str) -> None:
        self._store = store
        kind, _colon, rest = field.partition(":")
        self._subject = subject("incident", run.incident)
        self._field = f"{kind}:{run.id}:{rest}" if rest else f"{kind}:{run.id}"

    def load(self) -> str | None:
        """The draft, None where there is none."""
        found = self._store.drafts.get(self._subject, self._field)
        return found.text if found else None

    def save(self, text: str) -> None:
        """Keep the draft, or drop it where the text is empty."""
        _keep(self._store, self._subject, self._field, text)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a run a person is: the step opened out of turn, what is asked of which step, the mode."""

    opened: str = ""
    asking: str = ""
    asked: str = ""
    mode: str = ""


class RunPlaces:
    """Keeps the place in each run; the run whose place was kept last is the one that was looked at."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._chosen: dict[str, str] = {}  # by incident, the run that was looked at last

    def choose(self, incident: str, run: str) -> None:
        """This run is looked at."""
        self._chosen[incident] = run

    def looked_at(self, incident: str, runs: Sequence[Run]) -> Run | None:
        """The run of an incident that was looked at last, also before a crash; else the newest going on."""
        chosen = self._chosen.get(incident) or self._latest(runs)
        running = [run for run in runs if run.is_running]
        newest = (running or list(runs))[-1:]
        return next((run for run in runs if run.id == chosen), newest[0] if newest else None)

    def load(self, run: str) -> Place:
        """The place that was kept, else the beginning."""
        found = self._store.drafts.get(subject("run", run), _PLACE)
        try:
            said: Any = json.loads(found.text) if found else {}
            return Place(**said)
        except (ValueError, TypeError):  # another program's
            return Place()

    def save(self, run: Run, place: Place) -> None:
        """Keep this place; of a run that is finished nobody comes back to it."""
        if not run.is_running:
            return
        _keep(self._store, subject("run", run.id), _PLACE, json.dumps(asdict(place)))

    def drop(self, run: str) -> None:
        """Nobody will come back to it."""
        _keep(self._store, subject("run", run), _PLACE, "")

    def _latest(self, runs: Sequence[Run]) -> str:
        """The id of the one of these that was looked at last, "" for none."""
        there = {run.id for run in runs}
        kept = (id_of(name) for name in self._store.drafts.subjects("run"))
        return next((ident for ident in kept if ident in there), "")


def _keep(store: Store, name: str, field: str, text: str) -> None:
    if store.read_only:
        return
    if text:
        store.drafts.save(name, field, text, to_stored(store.clock()))
    else:
        store.drafts.drop(name, field)
