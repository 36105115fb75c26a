"""The watches that are on, looked after in a thread of their own over a store of their own."""

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Final

import msgspec

from holdfast.detect.claims import locked
from holdfast.detect.intake import take
from holdfast.detect.watches import memory as kept
from holdfast.detect.watches.blindness import of_blindness
from holdfast.detect.watches.looking import Looker, Now, clock
from holdfast.detect.watches.memory import STATE, WATCHES, state_file
from holdfast.detect.watches.shelf import Shelved, one
from holdfast.detect.watches.tidy import Tidy
from holdfast.domain.errors import UserError
from holdfast.precedence import step_back
from holdfast.store.store import Store
from holdfast.words import _

_LEAST: Final = 0.2  # seconds between two rounds
_REST: Final = 5.0  # the most: a file that changed is seen then


@dataclass(slots=True)
class _Post:
    """A watch that is on: how its file lay there, who looks, and when next."""

    name: str
    lies: tuple[int, int] | None = None
    shelved: Shelved | None = None
    looker: Looker | None = None
    due: float = 0


class Watching:
    """Looks again and again. What it saw is kept beside the watches after each look that said something, and
    each time that it reads on.
    """

    def __init__(
        self,
        open_store: Callable[[], Store],
        folder: Path,
        names: Collection[str],
        tell: Callable[[tuple[str, ...]], None],
        time: Callable[[], Now] = clock,
    ) -> None:
        """`folder` is the store's. `tell` hears, in another thread, what keeps watches from seeing."""
        self._open, self._folder, self._tell, self._time = open_store, folder, tell, time
        self._posts = [_Post(name) for name in dict.fromkeys(names)]
        self._ending = Event()
        self._thread = Thread(target=self._run, name="holdfast-watches", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End; a look that is under way ends first."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join()

    # -- in the thread ---------------------------------------------------------------------------

    def _run(self) -> None:
        step_back()
        store: Store | None = None
        lock: int | None = None
        while not self._ending.is_set():
            problems: list[str] = []
            try:
                lock = _locked(self._folder) if lock is None else lock
                if lock is None:
                    problems.append(_("Another program looks after the watches of this store."))
                else:
                    store = store or self._open()
                    problems += self.round(store, self._time())
            except UserError as error:
                problems.append(str(error))
                store = self._again(store)
            except Exception as error:  # noqa: BLE001  (a watch that breaks the program closes no other door)
                problems.append(_("Something went wrong in Holdfast: {error}.").format(error=repr(error)))
                store = self._again(store)
            self._tell(tuple(problems))
            self._ending.wait(self._pause(failed=store is None))
        if store is not None:
            store.close()
        if lock is not None:
            os.close(lock)

    def _again(self, store: Store | None) -> None:
        """What was not recorded is seen again: every watch goes on from what was kept."""
        if store is not None:
            store.close()
        for post in self._posts:
            post.lies, post.looker = None, None

    def _pause(self, *, failed: bool) -> float:
        if failed:
            return _REST
        next_due = min((post.due for post in self._posts), default=_REST) - self._time().steady
        return min(max(next_due, _LEAST), _REST)

    def round(self, store: Store, now: Now) -> list[str]:
        """Look wherever it is time to; what keeps watches from seeing."""
        return [problem for post in self._posts if (problem := self._visit(store, post, now))]

    def _visit(self, store: Store, post: _Post, now: Now) -> str:
        self._read(store, post)
        looker = post.looker
        if looker is None:
            return self._bear_with(store, post, now, _why(post))
        if now.steady >= post.due:
            post.due = now.steady + looker.watch.every
            try:
                arrived = looker.look(now, lambda: not self._ending.is_set())
            except Exception as error:  # noqa: BLE001  (one watch that breaks the program blinds no other)
                post.lies, post.looker, post.due = None, None, 0
                why = _("Something went wrong in Holdfast: {error}.").format(error=repr(error))
                return self._bear_with(store, post, now, why)
            take(store, *arrived)
            _keep(looker.state, looker.memory, looker.rule)
        problem = looker.memory.problem
        return _("{name}: {problem}").format(name=looker.watch.name, problem=problem) if problem else ""

    def _read(self, store: Store, post: _Post) -> None:
        """Take over what a file says, whenever it was changed."""
        file = self._folder / WATCHES / f"{post.name}.toml"
        try:
            about = file.stat()
            lies = (about.st_mtime_ns, about.st_size)
        except OSError:
            lies = (0, 0)
        if lies == post.lies:
            return
        post.lies, post.shelved, post.looker, post.due = lies, one(file), None, 0
        if post.shelved.watch is not None:
            state = state_file(self._folder, post.name)
            post.looker = Looker(self._folder, post.name, post.shelved.watch, store.new_id(), state)
            _keep(state, post.looker.memory, post.looker.rule)  # what tells a delivery from a second one

    def _bear_with(self, store: Store, post: _Post, now: Now, why: str) -> str:
        """A watch that can't look is told at once, and after a while as an alert, too."""
        if now.steady >= post.due:
            post.due = now.steady + _REST
            state = state_file(self._folder, post.name)
            memory = kept.read(state) or kept.Memory(kept.FORMAT, store.new_id(), "", Tidy())
            before = msgspec.json.encode(memory)
            memory.problem, memory.blind = why, memory.blind or now.wall
            take(store, *of_blindness(memory, post.name, now.wall))
            if msgspec.json.encode(memory) != before:
                _keep(state, memory, memory.rule)
        return why


def _keep(state: Path, memory: kept.Memory, rule: object) -> None:
    try:
        kept.keep(state, memory, rule)
    except OSError as error:
        raise UserError(
            _("What a watch saw can't be kept in {file}: {why}.").format(
                file=state, why=error.strerror or error
            ),
            _("It looks again from where it was; nothing is told twice."),
        ) from error


def _why(post: _Post) -> str:
    problems = post.shelved.problems if post.shelved else ()
    said = str(problems[0]) if problems else ""
    return _("The watch {name} can't be used: {why}.").format(name=post.name, why=said)


def _locked(folder: Path) -> int | None:
    """A descriptor that holds the lock of the watches; None where another program does."""
    place = folder / WATCHES / STATE
    try:
        place.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(place / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise UserError(
            _("{folder} can't be written: {why}.").format(folder=place, why=error.strerror or error),
            _("The watches do not run until it can."),
        ) from error
    if locked(descriptor):
        return descriptor
    os.close(descriptor)
    return None
