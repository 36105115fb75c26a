"""One connection at the webhook: HTTP/1.1 by h11 over asyncio's streams, with a time limit on everything."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import Mapping
from contextlib import suppress
from email.utils import formatdate
from http import HTTPStatus
from typing import Final

import h11
import msgspec

from holdfast.detect.limits import Limits
from holdfast.detect.refusals import Refused
from holdfast.words import _

_PIECE: Final = 64 * 1024
_LEFT: Final = 1024 * 1024  # what is still read of a refused body, so that its sender hears why
_PATIENCE: Final = 1


class Talk:
    """What is said on one connection. `busy` from a request's first byte until it is answered."""

    def __init__(self, reader: StreamReader, writer: StreamWriter, limits: Limits) -> None:
        self._reader, self._writer, self._limits = reader, writer, limits
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=limits.head)
        self._new = True
        self.busy = False
        peer = writer.get_extra_info("peername")
        self.peer = str(peer[0]) if peer else ""

    async def head(self) -> h11.Request | None:
        """The next request's head; None where there is none any more. Refused where it is none."""
        event = self._next()
        begun = bool(self._http.trailing_data[0])
        if event is h11.NEED_DATA and not begun and not await self._first_bytes():
            return None
        self.busy = True
        try:
            async with asyncio.timeout(self._limits.head_seconds):
                if event is h11.NEED_DATA:
                    event = await self._event()
        except TimeoutError:
            raise Refused(408, _("The head of the request did not come in time.")) from None
        return event if isinstance(event, h11.Request) else None

    async def _first_bytes(self) -> bool:
        patience = self._limits.head_seconds if self._new else self._limits.idle_seconds
        self._new = False
        try:
            async with asyncio.timeout(patience):
                data = await self._reader.read(_PIECE)
        except TimeoutError:
            return False
        self._http.receive_data(data)
        return bool(data)

    async def body(self) -> bytes:
        """The body of a request that was admitted; its length was looked at before."""
        if self._http.they_are_waiting_for_100_continue:
            self._send(h11.InformationalResponse(status_code=100, headers=[]))
        data = bytearray()
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                while isinstance(event := await self._event(), h11.Data):
                    data += event.data
        except TimeoutError:
            raise Refused(408, _("The body of the request did not come in time.")) from None
        if not isinstance(event, h11.EndOfMessage):
            raise Refused(400, _("The connection ended before the body did."))
        return bytes(data)

    async def answer(
        self, status: int, value: object, headers: Mapping[str, str] | None = None, *, last: bool = False
    ) -> bool:
        """Answer the request; gives whether the connection goes on. `last` closes it in any case."""
        body = msgspec.json.encode(value)
        said = {
            "Date": formatdate(usegmt=True),
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            **(headers or {}),
            **({"Connection": "close"} if last else {}),
        }
        if self._http.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            self._send(
                h11.Response(
                    status_code=status, reason=HTTPStatus(status).phrase, headers=list(said.items())
                ),
                h11.Data(data=body),
                h11.EndOfMessage(),
            )
        await self._writer.drain()
        goes_on = not last and self._http.states == {h11.SERVER: h11.DONE, h11.CLIENT: h11.DONE}
        if goes_on:
            self._http.start_next_cycle()
        self.busy = False
        return goes_on

    async def end(self, *, politely: bool) -> None:
        """Close. `politely`: read some of what is still sent, or the answer would be lost with it."""
        with suppress(OSError, TimeoutError):
            if politely:
                if self._writer.can_write_eof():  # TLS has no half that is closed
                    self._writer.write_eof()
                async with asyncio.timeout(_PATIENCE):
                    left = _LEFT
                    while left > 0 and (data := await self._reader.read(_PIECE)):
                        left -= len(data)
        self._writer.close()
        with suppress(OSError):
            await self._writer.wait_closed()

    def shut(self) -> None:
        """Close a connection on which nothing is going on; it then finds no further request."""
        self._writer.close()

    def abort(self) -> None:
        """Close without an answer."""
        self._writer.transport.abort()

    async def _event(self) -> object:
        while (event := self._next()) is h11.NEED_DATA:
            self._http.receive_data(await self._reader.read(_PIECE))
        return event

    def _next(self) -> object:
        try:
            return self._http.next_event()
        except h11.RemoteProtocolError as error:
            status = error.error_status_hint if error.error_status_hint in (400, 431) else 400
            raise Refused(status, _("This is no request in HTTP/1.1.")) from error

    def _send(self, *events: h11.Event) -> None:
        self._writer.write(b"".join(self._http.send(event) or b"" for event in events))
