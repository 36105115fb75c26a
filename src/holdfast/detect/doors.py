"""The doors that alerts come in by, run together: the webhook, drop folders, and time doing its part."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Final

from holdfast.detect.address import Address
from holdfast.detect.folders import DropFolder
from holdfast.detect.silences import settle
from holdfast.detect.webhook import Webhook
from holdfast.domain.errors import UserError
from holdfast.precedence import PRECEDENCE, step_back
from holdfast.store.failures import Damaged, full
from holdfast.store.store import Store
from holdfast.words import _, ngettext

if TYPE_CHECKING:
    from holdfast.detect.watches.watching import Watching

_LOOK: Final = 1.0  # seconds between two looks into the folders
_SOON: Final = 0.25  # while a file lies there that is not whole yet
_SETTLE: Final = 10.0
_BATCH: Final = 4  # files of one commit: whoever else writes waits no longer than for these
_REST: Final = 0.05  # seconds at most


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be open."""

    webhook: Address | None = None
    folders: tuple[Path, ...] = ()
    watches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listening:
    """What is open: the webhook's host and port, "" for none; the folders; what keeps one from its work;
    the watches by name.
    """

    webhook: str = ""
    folders: tuple[Path, ...] = ()
    problems: tuple[str, ...] = ()
    watches: tuple[str, ...] = ()


def listening_text(listening: Listening) -> str:
    """What listens and where, in a few words, and whether it does all its work; "" where nothing does."""
    count = len(listening.folders)
    folders = ngettext("{count} folder", "{count} folders", count).format(count=count) if count else ""
    looking = len(listening.watches)
    watches = ngettext("{count} watch", "{count} watches", looking).format(count=looking) if looking else ""
    parts = [part for part in (listening.webhook, folders, watches) if part]
    told = _("Alerts: {doors}; not all is taken") if listening.problems else _("Alerts: {doors}")
    return told.format(doors=", ".join(parts)) if parts else ""


class Doors:
    """Everything that listens for one store, in threads and over stores of their own."""

    def __init__(
        self,
        open_store: Callable[[], Store],
        folder: Path,
        wanted: Wanted,
        tell: Callable[[Listening], None] = lambda _listening: None,
        then: Callable[[Store], Sequence[str]] = lambda _store: (),
    ) -> None:
        """`folder` is the store's. `tell` hears, in another thread, when what is open changes.

        `then` does now and then what follows from alerts, and says what keeps it from that.
        """
        self._open, self._tell, self._then = open_store, tell, then
        self._held: Sequence[str] = ()
        self._webhook = (
            None
            if wanted.webhook is None
            else Webhook(open_store, folder, wanted.webhook, kept_from=self._kept_from)
        )
        self._drops = [DropFolder(folder, batch=_BATCH) for folder in wanted.folders]
        self._watching = _watching(open_store, folder, wanted.watches, self._watched)
        self._problems: dict[str, tuple[str, ...]] = {}
        self._damage: UserError | None = None
        self._rested = monotonic()
        self._usual = self._pause = _LOOK if self._drops else _SETTLE
        self._listening = Listening(folders=wanted.folders, watches=wanted.watches)
        self._lock, self._ending, self._woken = Lock(), Event(), Event()
        self._thread = Thread(target=self._run, name="holdfast-doors", daemon=True)

    @property
    def listening(self) -> Listening:
        """What is open now."""
        with self._lock:
            return self._listening

    @property
    def stored(self) -> int:
        """How many requests the webhook has stored."""
        return self._webhook.stored if self._webhook else 0

    @property
    def refused(self) -> dict[int, int]:
        """How many requests the webhook has refused, by status."""
        return self._webhook.refused if self._webhook else {}

    def start(self) -> None:
        """Open all of them. UserError where the webhook can't listen; then none is open."""
        if self._webhook is not None:
            self._webhook.start()
            self._say(replace(self.listening, webhook=self._webhook.where))
        if self._watching is not None:
            self._watching.start()
        self._thread.start()

    def look(self) -> None:
        """Look into the folders now: something moved there. They are looked into without this, too."""
        self._woken.set()

    def stop(self) -> None:
        """Close all of them; what is under way is stored first."""
        PRECEDENCE.let_go()  # who stops them waits for them
        self._ending.set()
        self._woken.set()
        if self._webhook is not None:
            self._webhook.stop()
        if self._watching is not None:
            self._watching.stop()
        if self._thread.is_alive():
            self._thread.join()

    # -- in the thread ---------------------------------------------------------------------------

    def _run(self) -> None:
        step_back()
        store: Store | None = None
        settled = -_SETTLE
        while not self._ending.is_set():
            problems: list[str] = []
            try:
                store = self._usable(store)
                if monotonic() - settled >= _SETTLE:
                    settle(store)
                    self._held = self._then(store)
                    settled = monotonic()
                problems += self._held
                problems += self._visit(store)
            except UserError as error:
                problems.append(_not_stored(error))
                self._hold(error)
                store = _closed(store)  # a disk that has room again is found by opening it again
            except Exception as error:  # noqa: BLE001  (a folder that breaks the program closes no other door)
                problems.append(_("Something went wrong in Holdfast: {error}.").format(error=repr(error)))
                store = _closed(store)
            self._hear("folders", tuple(problems))
            self._woken.wait(self._pause)
            self._woken.clear()
        _closed(store)

    def _usable(self, store: Store | None) -> Store:
        """A store that can be written. One that was opened on a full disk never could be."""
        if self._damage is not None:
            raise self._damage
        if store is not None:
            return store
        store = self._open()
        if store.read_only:
            store.close()
            raise store.database.refusal()
        return store

    def _hold(self, error: UserError) -> None:
        """Damage that one door sees closes all for good: pages that another remembers may look well, and a
        file that is opened again may have lost the last of what is in its log.
        """
        if isinstance(error, Damaged):
            self._damage = error
            if self._webhook is not None:
                self._webhook.hold(error)

    def _kept_from(self, error: UserError | None) -> None:
        if error is not None:
            self._hold(error)
        self._hear("webhook", () if error is None else (_not_stored(error),))

    def _visit(self, store: Store) -> list[str]:
        self._rested = monotonic()
        visits = [drop.visit(store, self._goes_on) for drop in self._drops]
        self._pause = _SOON if any(visit.waiting for visit in visits) else self._usual
        return [visit.problem for visit in visits if visit.problem]

    def _watched(self, problems: tuple[str, ...]) -> None:
        self._hear("watches", problems)

    def _hear(self, door: str, problems: tuple[str, ...]) -> None:
        with self._lock:
            self._problems[door] = problems
            every = (each for name in sorted(self._problems) for each in self._problems[name])
            before = self._listening
            said = self._listening = replace(before, problems=tuple(dict.fromkeys(every)))
        if said != before:
            self._tell(said)

    def _goes_on(self) -> bool:
        """Whether another batch is to be taken, after a rest: in a storm a window has half of the time."""
        ended = self._ending.wait(min(_REST, monotonic() - self._rested))
        self._rested = monotonic()
        return not ended

    def _say(self, listening: Listening) -> None:
        with self._lock:
            changed, self._listening = listening != self._listening, listening
        if changed:
            self._tell(listening)


def _watching(
    open_store: Callable[[], Store],
    folder: Path,
    names: tuple[str, ...],
    tell: Callable[[tuple[str, ...]], None],
) -> "Watching | None":
    if not names:
        return None
    from holdfast.detect.watches.watching import Watching  # noqa: PLC0415  (start-up time: most watch nothing)

    return Watching(open_store, folder, names, tell)


def _not_stored(error: UserError) -> str:
    """What keeps alerts from being stored, what becomes of them, and what to do."""
    waits = _("Senders at the webhook are told to send again, dropped files stay where they are.")
    hint = _("Free some disk space.") if error.hint == full().hint else error.hint
    return " ".join(filter(None, (_("No alert is stored."), error.what, waits, hint)))


def _closed(store: Store | None) -> None:
    if store is not None:
        store.close()
