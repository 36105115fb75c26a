"""Requests that wait while a commit runs are taken together by the next; each is answered after its own."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

from holdfast.detect import json_text
from holdfast.detect.intake import Arrived, take
from holdfast.detect.reading import read
from holdfast.detect.refusals import AGAIN, Refused
from holdfast.domain.errors import UserError
from holdfast.domain.signal import Reading
from holdfast.store.store import Store
from holdfast.words import _

DOOR: Final = "webhook"
_TOGETHER: Final = 64


@dataclass(frozen=True, slots=True)
class Sent:
    """A body that came whole. `ident` is what its sender calls it, "" where it has no name for it."""

    ident: str
    peer: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """What was stored of a request, after its commit."""

    delivery: str
    reading: Reading


Outcome = Stored | Refused
T = TypeVar("T")


class Commits:
    """The one thread that records what the webhook takes, over a store of its own."""

    def __init__(
        self,
        open_store: Callable[[], Store],
        most: int,
        fault: Callable[[Exception], None],
        kept_from: Callable[[UserError | None], None],
    ) -> None:
        """`most` may wait; `fault` hears of what is wrong with the program itself, `kept_from` after each
        commit of what keeps the store from taking it, None for nothing.
        """
        self._open, self._most, self._fault, self._kept_from = open_store, most, fault, kept_from
        self.held: UserError | None = None
        """Why nothing is to be stored; set from any thread."""
        self._store: Store | None = None
        self._thread = ThreadPoolExecutor(1, "holdfast-webhook-commits")
        self._waiting: deque[tuple[Sent, asyncio.Future[Outcome]]] = deque()
        self._running: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Open the store. UserError where that can't be."""
        await self._aside(self._opened)

    async def take(self, sent: Sent) -> Stored:
        """Store one. Refused where it can't be read or stored; then nothing of it is."""
        if len(self._waiting) >= self._most:
            raise Refused(503, _("Too many requests wait already."), Retry_After=AGAIN)
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((sent, future))
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        outcome = await future
        if isinstance(outcome, Refused):
            raise outcome
        return outcome

    async def end(self) -> None:
        """Record what waits, and let go of the store."""
        if self._running is not None:
            await self._running
        await self._aside(self._close)
        self._thread.shutdown()

    async def _run(self) -> None:
        try:
            while self._waiting:
                count = min(_TOGETHER, len(self._waiting))
                batch = [self._waiting.popleft() for _one in range(count)]
                outcomes = await self._aside(partial(self._commit, [sent for sent, _future in batch]))
                for (_sent, future), outcome in zip(batch, outcomes, strict=True):
                    if not future.done():  # its connection may be gone
                        future.set_result(outcome)
        finally:
            self._running = None

    async def _aside(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    # -- in the thread ---------------------------------------------------------------------------

    def _opened(self) -> Store:
        if self.held is not None:
            raise self.held
        if self._store is None:
            self._store = self._open()
        return self._store

    def _close(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            store.close()

    def _commit(self, batch: Sequence[Sent]) -> list[Outcome]:
        """What became of each; all that can be read is taken in one commit."""
        try:
            store = self._opened()
            read_of = {id(sent): _read(sent) for sent in batch}
            idents = {id(sent): sent.ident or store.new_id() for sent in batch}
            arrived = {
                idents[id(sent)]: Arrived(idents[id(sent)], DOOR, sent.peer, sent.data, told)
                for sent in batch
                if isinstance(told := read_of[id(sent)], Reading)
            }
            take(store, *arrived.values())
        except UserError as error:
            self._close()  # a disk that has room again is found by opening it again
            self._kept_from(error)
            return [_not_stored(error) for _sent in batch]
        except Exception as error:  # noqa: BLE001  (one that breaks the program must not take others with it)
            return self._each_alone(batch, error)
        self._kept_from(None)
        return [
            Stored(idents[id(sent)], told) if isinstance(told := read_of[id(sent)], Reading) else told
            for sent in batch
        ]

    def _each_alone(self, batch: Sequence[Sent], error: Exception) -> list[Outcome]:
        if len(batch) > 1:
            return [self._commit([sent])[0] for sent in batch]
        self._fault(error)
        return [Refused(500, _("Holdfast could not take this. Nothing of it was stored."))]


def _not_stored(error: UserError) -> Refused:
    """What is answered; what to do about the store is said where it lies."""
    return Refused(503, error.what, _("Nothing of this was stored. Send it again."), Retry_After=AGAIN)


def _read(sent: Sent) -> Reading | Refused:
    if not json_text.begins(sent.data):
        return Refused(400, _("The body is no JSON object or list."))
    try:
        return read("alerts.json", sent.data)
    except UserError as error:
        return Refused(400, error.what, error.hint)
