"""The webhook: takes what Alertmanager and others post, stores it, and only then says that it has it."""

import asyncio
import errno
import os
import selectors
import socket
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Final

import h11

from holdfast.detect.address import Address
from holdfast.detect.commits import Commits, Sent, Stored
from holdfast.detect.gate import Gate, admit, hosts_of
from holdfast.detect.limits import Buckets, Limits
from holdfast.detect.refusals import RefusalLog, Refused
from holdfast.detect.talk import Talk
from holdfast.detect.tls import context_of, opened
from holdfast.detect.token import Token
from holdfast.domain.errors import UserError
from holdfast.precedence import PRECEDENCE, step_back
from holdfast.store.folder import Folder
from holdfast.store.store import Store
from holdfast.words import _

_GRACE: Final = 5  # seconds that a request under way may take when the door closes


class Webhook:
    """The server, in a thread of its own with a store of its own."""

    def __init__(
        self,
        open_store: Callable[[], Store],
        folder: Path,
        address: Address | None = None,
        limits: Limits | None = None,
        kept_from: Callable[[UserError | None], None] = lambda _error: None,
    ) -> None:
        """`folder` is the store's: token and log lie in it. `kept_from` hears, in another thread, what keeps
        requests from being stored, and None once they are.
        """
        self._folder = Folder(folder)
        self._address, self._limits = (address or Address()).checked(), limits or Limits()
        certificate = self._address.certificate
        self._tls = None if certificate is None else context_of(certificate, self._address.key)
        self._greeting = 0  # connections that have not shown yet what they speak
        self._token = Token(self._folder.token)
        self._log = RefusalLog(self._folder.refusals)
        self._commits = Commits(open_store, self._limits.waiting, self._log.fault, kept_from)
        self._taken, self._refused = Buckets(self._limits.taken), Buckets(self._limits.refused)
        self._talks: set[Talk] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._gate = Gate(frozenset(), self._token.fits, 0)
        self._began: Future[int] = Future()
        self._ending: tuple[asyncio.AbstractEventLoop, asyncio.Event] | None = None
        self._thread = Thread(target=self._run, name="holdfast-webhook", daemon=True)
        self.port = 0
        self.stored = 0

    @property
    def refused(self) -> dict[int, int]:
        """How many requests were refused, by status."""
        return dict(self._log.counts)

    @property
    def where(self) -> str:
        """Where it listens, as a Host."""
        host = self._address.host
        return f"[{host}]:{self.port}" if ":" in host else f"{host}:{self.port}"

    def hold(self, why: UserError) -> None:
        """Store nothing from now on, and answer so."""
        self._commits.held = why

    def start(self) -> None:
        """Listen. UserError where the port is taken, or the token or the store can't be used."""
        self._token.text()
        PRECEDENCE.let_go()  # who starts it waits for it
        self._thread.start()
        try:
            self.port = self._began.result()
        except BaseException:
            self._thread.join()
            raise

    def stop(self) -> None:
        """Listen no more: what is under way is stored and answered first."""
        if self._ending is not None:
            loop, ending = self._ending
            with suppress(RuntimeError):  # it has ended already
                loop.call_soon_threadsafe(ending.set)
            self._thread.join()

    # -- in the thread ---------------------------------------------------------------------------

    def _run(self) -> None:
        step_back()
        try:
            with asyncio.Runner(loop_factory=_loop) as runner:
                runner.run(self._serve())
        except BaseException as error:  # told to who starts it
            if self._began.done():
                raise
            self._began.set_exception(error)
        finally:
            self._log.close()

    async def _serve(self) -> None:
        ending = asyncio.Event()
        try:
            await self._commits.begin()
            with self._listening() as door:
                loop = asyncio.get_running_loop()
                loop.add_reader(door, self._accept, door)
                self._ending = (loop, ending)
                self._began.set_result(door.getsockname()[1])
                await ending.wait()
                loop.remove_reader(door)
            await self._finish()
        finally:
            await self._commits.end()

    def _listening(self) -> socket.socket:
        host, port = self._address.host, self._address.port
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            door = socket.create_server((host, port), family=family, backlog=self._limits.connections)
        except OSError as error:
            raise _no_port(host, port, error) from error
        door.setblocking(False)
        bound = door.getsockname()[1]
        self._gate = Gate(hosts_of(host, bound, self._address.names), self._token.fits, self._limits.body)
        return door

    def _accept(self, door: socket.socket) -> None:
        """Let one in. asyncio's own server loses those that come while it closes."""
        with suppress(OSError):  # it left again, or too many are there: it knocks again
            line, _peer = door.accept()
            line.setblocking(False)
            task = asyncio.get_running_loop().create_task(self._hear(line))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _finish(self) -> None:
        """Let requests under way come to their end, and connections that have only just been made."""
        for talk in self._talks:
            if not talk.busy:
                talk.shut()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_GRACE)
        for talk in self._talks:
            talk.abort()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _hear(self, line: socket.socket) -> None:
        talk = await self._greet(line)
        if talk is None:
            return
        if self._is_ending():
            await talk.end(politely=False)
            return
        if len(self._talks) >= self._limits.connections:
            await self._refuse(talk, Refused(503, _("Too many are connected."), Retry_After="5"), "")
            await talk.end(politely=False)
            return
        self._talks.add(talk)
        try:
            with suppress(ConnectionError):
                goes_on = True
                while goes_on:
                    goes_on = await self._one(talk)
        except Exception as error:  # noqa: BLE001  (one connection ends, the door stays open)
            self._log.fault(error)
        finally:
            self._talks.discard(talk)
            talk.shut()

    async def _greet(self, line: socket.socket) -> Talk | None:
        """A connection to talk on; None where there are too many, or no handshake came in time."""
        if self._greeting + len(self._talks) >= 2 * self._limits.connections:
            line.close()
            return None
        peer = str(line.getpeername()[0]) if self._tls else ""
        self._greeting += 1
        try:
            return Talk(*await opened(line, self._tls, self._limits.head_seconds), self._limits)
        except OSError:
            line.close()
            if self._tls is not None:
                self._log.add(Refused(400, _("No handshake of TLS 1.2 or newer came in time.")), peer, "")
            return None
        finally:
            self._greeting -= 1

    async def _one(self, talk: Talk) -> bool:
        """Hear and answer one request; gives whether the connection goes on."""
        asked = ""
        try:
            request = await talk.head()
            if request is None:
                await talk.end(politely=False)
                return False
            asked = _asked(request)
            stored = await self._stored(talk, request)
        except Refused as refused:
            await self._refuse(talk, refused, asked)
            await talk.end(politely=True)
            return False
        self.stored += 1
        value = {"delivery": stored.delivery, "alerts": len(stored.reading.signals)}
        unread = [{"place": part.place, "why": part.why} for part in stored.reading.unread]
        goes_on = await talk.answer(200, {**value, "unread": unread}, last=self._is_ending())
        if not goes_on:
            await talk.end(politely=False)
        return goes_on

    async def _stored(self, talk: Talk, request: h11.Request) -> Stored:
        admitted = admit(self._gate, request)
        if not self._taken.take(talk.peer, asyncio.get_running_loop().time()):
            raise _too_often()
        return await self._commits.take(Sent(admitted.ident, talk.peer, await talk.body()))

    async def _refuse(self, talk: Talk, refused: Refused, asked: str) -> None:
        """Say why; whoever is refused too often hears that alone."""
        if refused.status < 500 and not self._refused.take(talk.peer, asyncio.get_running_loop().time()):
            refused = _too_often()
        self._log.add(refused, talk.peer, asked)
        error = {"what": refused.what, "hint": refused.hint}
        with suppress(ConnectionError):
            await talk.answer(refused.status, {"error": error}, refused.headers, last=True)

    def _is_ending(self) -> bool:
        return self._ending is not None and self._ending[1].is_set()


def _asked(request: h11.Request) -> str:
    return f"{request.method.decode('ascii')} {request.target.decode('ascii', 'replace')}"


def _too_often() -> Refused:
    return Refused(429, _("Too many requests in a short time."), Retry_After="1")


class _Selector(selectors.DefaultSelector):
    """Lets the window go first at each turn of the loop."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(timeout)
        PRECEDENCE.give_way()
        return ready


def _loop() -> asyncio.AbstractEventLoop:
    """This kind of loop alone can watch a socket on every system."""
    return asyncio.SelectorEventLoop(_Selector())


def _no_port(host: str, port: int, error: OSError) -> UserError:
    if error.errno == errno.EADDRINUSE:
        return UserError(
            _("Port {port} is taken by another program. Alerts can't come in by the webhook.").format(
                port=port
            ),
            hint=_("End the other program, or choose another port here and where the alerts come from."),
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return UserError(
            _("The system does not let Holdfast listen at port {port}.").format(port=port),
            hint=_("Choose a port above 1023, here and where the alerts come from."),
        )
    return UserError(
        _("Nothing can listen at {host}: {why}.").format(
            host=host, why=os.strerror(error.errno) if error.errno else str(error)
        ),
        hint=_("Use 127.0.0.1, or an address that this machine has."),
    )
