"""Requests that wait while a commit runs are taken together by the next; each is answered after its own."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Final, TypeVar

from holdfast.detect import json_text
from holdfast.detect.intake import Arrived, recordable, take_whole, together
from holdfast.detect.reading import read
from holdfast.detect.refusals import AGAIN, Refused
from holdfast.domain.errors import UserError
from holdfast.domain.signal import Reading
from holdfast.precedence import step_back
from holdfast.store.failures import Damaged
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
        self._thread = ThreadPoolExecutor(1, "holdfast-webhook-commits", step_back)
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
        """What became of each. One is stored whole or not at all, whatever becomes of those beside it."""
        arrived = dict[str, Arrived]()
        outcomes = [self._understood(sent, arrived) for sent in batch]
        refused = dict[str, Refused]()
        for some in together(arrived.values()):
            refused |= self._stored(some)
        return [
            refused.get(outcome.delivery, outcome) if isinstance(outcome, Stored) else outcome
            for outcome in outcomes
        ]

    def _understood(self, sent: Sent, arrived: dict[str, Arrived]) -> Outcome:
        """What a request says, as if it were stored; it joins those that are to be."""
        try:
            store, reading = self._opened(), recordable(_read(sent))
            ident = sent.ident or store.new_id()
            one = arrived.setdefault(ident, Arrived(ident, DOOR, sent.peer, sent.data, reading))
            before = store.deliveries.get(ident) if sent.ident else None
        except Refused as refused:
            return refused
        except UserError as error:
            return self._not_stored(error)
        except Exception as error:  # noqa: BLE001  (one that breaks the program must not take others with it)
            return self._broken(error)
        if one.data != sent.data or (before and before.content != sha256(sent.data).hexdigest()):
            return Refused(
                422,
                _("Another request was sent under this Idempotency-Key. Nothing of this one was stored."),
                _("Give each request a key of its own."),
            )
        return Stored(ident, reading)

    def _stored(self, some: Sequence[Arrived]) -> dict[str, Refused]:
        """Those that could not be stored, by their ids."""
        try:
            take_whole(self._opened(), some)
        except UserError as error:
            told = self._not_stored(error)
        except Exception as error:  # noqa: BLE001
            if len(some) > 1:
                return {ident: told for each in some for ident, told in self._stored([each]).items()}
            told = self._broken(error)
        else:
            self._kept_from(None)
            return {}
        return {each.id: told for each in some}

    def _not_stored(self, error: UserError) -> Refused:
        """What is answered; what to do about the store is said where it lies."""
        if not isinstance(error, Damaged):  # closing would bring a damaged log into the file
            self._close()  # a disk that has room again is found by opening it again
        self._kept_from(error)
        return Refused(503, error.what, _("Nothing of this was stored. Send it again."), Retry_After=AGAIN)

    def _broken(self, error: Exception) -> Refused:
        self._fault(error)
        return Refused(500, _("Holdfast could not take this. Nothing of it was stored."))


def _read(sent: Sent) -> Reading:
    if not json_text.begins(sent.data):
        raise Refused(400, _("The body is no JSON object or list."))
    try:
        return read("alerts.json", sent.data)
    except UserError as error:
        raise Refused(400, error.what, error.hint) from None
