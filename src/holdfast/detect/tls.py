"""HTTPS for the webhook: the certificate and key that it shows, and a connection opened under them."""

import asyncio
import ssl
from asyncio import StreamReader, StreamReaderProtocol, StreamWriter
from pathlib import Path
from socket import socket
from typing import Final

from holdfast.domain.errors import UserError
from holdfast.words import _

_CLOSING: Final = 2  # seconds that the other side has to say that it closes, too


def context_of(certificate: Path, key: Path | None) -> ssl.SSLContext:
    """TLS 1.2 or newer with a certificate and its key, both PEM; without a key file it lies in the same.

    UserError where they can't be used.
    """
    for file in filter(None, (certificate, key)):
        _check_readable(file)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        # a key under a passphrase would be asked about at the terminal, or wait for ever without one
        context.load_cert_chain(certificate, key, password=lambda: b"")
    except (ssl.SSLError, ValueError) as error:
        raise _not_usable(certificate, key or certificate, error) from error
    return context


async def opened(
    line: socket, context: ssl.SSLContext | None, seconds: float
) -> tuple[StreamReader, StreamWriter]:
    """An accepted connection to talk on, after a handshake of so many seconds at most; OSError without."""
    if context is None:
        return await asyncio.open_connection(sock=line)
    loop = asyncio.get_running_loop()
    reader = StreamReader()
    protocol = StreamReaderProtocol(reader)
    transport, _protocol = await loop.connect_accepted_socket(
        lambda: protocol,
        line,
        ssl=context,
        ssl_handshake_timeout=seconds,
        ssl_shutdown_timeout=_CLOSING,
    )
    return reader, StreamWriter(transport, protocol, reader, loop)


def _check_readable(file: Path) -> None:
    try:
        with file.open("rb"):
            return
    except OSError as error:
        raise UserError(
            _("{file} can't be read: {why}. Nothing listens.").format(file=file, why=error.strerror or error),
            hint=_("Name the files of the certificate and its key; this user needs the right to read them."),
        ) from error


def _not_usable(certificate: Path, key: Path, error: Exception) -> UserError:
    if "MISMATCH" in str(error):
        return UserError(
            _("The key {key} is not that of the certificate {certificate}. Nothing listens.").format(
                key=key, certificate=certificate
            ),
            hint=_("Name the key that the certificate was made for."),
        )
    return UserError(
        _("{certificate} and {key} are no certificate with its key. Nothing listens.").format(
            certificate=certificate, key=key
        ),
        hint=_("Both are text (PEM), the key without a passphrase."),
    )
