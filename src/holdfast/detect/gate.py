"""What is looked at before a body is read: one check after the other, each with its own status."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import h11

from holdfast.detect.refusals import AGAIN, Refused
from holdfast.domain.errors import UserError
from holdfast.words import _

PATH: Final = "/alerts"
_TYPE: Final = "application/json"
_KEY: Final = 200


@dataclass(frozen=True, slots=True)
class Gate:
    """Who may come in: the exact names that a Host may have, who has the token, how large a body may be."""

    hosts: frozenset[str]
    is_token: Callable[[str], bool]
    largest: int


@dataclass(frozen=True, slots=True)
class Admitted:
    """A request whose body is to be read. `ident` is what its sender calls it, "" where it says nothing."""

    length: int
    ident: str


@dataclass(frozen=True, slots=True)
class _Head:
    method: str
    target: str
    fields: Mapping[str, Sequence[str]]

    def only(self, name: str) -> str:
        """The value of a field that stands there once; "" where it is missing or stands there twice."""
        values = self.fields.get(name, ())
        return values[0] if len(values) == 1 else ""


def hosts_of(address: str, port: int, names: Iterable[str] = ()) -> frozenset[str]:
    """What a Host field may say where an address and a port are listened at."""
    loopback = ("localhost", "127.0.0.1", "[::1]") if address in ("127.0.0.1", "::1") else ()
    shown = f"[{address}]" if ":" in address else address
    return frozenset(f"{name.lower()}:{port}" for name in (shown, *loopback, *names))


def admit(gate: Gate, request: h11.Request) -> Admitted:
    """What is known of a request that may send its body. Refused where it may not."""
    fields: dict[str, list[str]] = {}
    for name, value in request.headers:
        fields.setdefault(name.decode("ascii"), []).append(value.decode("latin-1"))
    head = _Head(request.method.decode("ascii"), request.target.decode("ascii", "replace"), fields)
    for check in _CHECKS:
        check(gate, head)
    return Admitted(int(head.only("content-length")), _ident(head))


def _host(gate: Gate, head: _Head) -> None:
    if head.only("host").lower() not in gate.hosts:
        raise Refused(
            421,
            _("This is not the host that was asked for."),
            _("Name this machine in the URL as Holdfast says that it listens."),
        )


def _origin(_gate: Gate, head: _Head) -> None:
    if "origin" in head.fields:
        raise Refused(403, _("Pages in a browser may not send alerts."))


def _token(gate: Gate, head: _Head) -> None:
    scheme, _blank, given = head.only("authorization").partition(" ")
    if scheme.lower() != "bearer" or not _is_token(gate, given.strip()):
        raise Refused(
            401,
            _("The token is missing or wrong."),
            _("Send it as Authorization: Bearer TOKEN. “holdfast listen --token” shows it."),
            WWW_Authenticate='Bearer realm="holdfast"',
        )


def _is_token(gate: Gate, given: str) -> bool:
    try:
        return gate.is_token(given)
    except (OSError, UserError):
        raise Refused(
            503,
            _("The file with the token can't be read here. Nothing was stored."),
            _("Send it again. The machine that listens tells more: holdfast listen --token."),
            Retry_After=AGAIN,
        ) from None


def _path(_gate: Gate, head: _Head) -> None:
    if head.target != PATH:
        raise Refused(404, _("There is nothing at this path."), _("Send alerts to {path}.").format(path=PATH))


def _method(_gate: Gate, head: _Head) -> None:
    if head.method != "POST":
        raise Refused(405, _("Alerts come by POST alone."), Allow="POST")


def _type(_gate: Gate, head: _Head) -> None:
    kind, _semicolon, rest = head.only("content-type").lower().partition(";")
    charset = rest.replace(" ", "").replace('"', "")
    if kind.strip() != _TYPE or charset not in ("", "charset=utf-8"):
        raise Refused(415, _("Only application/json in UTF-8 is read."))
    if head.only("content-encoding").lower() not in ("", "identity"):
        raise Refused(415, _("A body that is packed is not read."))


def _length(gate: Gate, head: _Head) -> None:
    if "transfer-encoding" in head.fields or not head.only("content-length"):
        raise Refused(411, _("A body comes with its Content-Length, and in one piece."))
    if int(head.only("content-length")) > gate.largest:
        raise Refused(
            413,
            _("The body has more than {most} kB.").format(most=gate.largest // 1024),
            _("Let the sender put fewer alerts into one request."),
        )


def _expect(_gate: Gate, head: _Head) -> None:
    if head.only("expect").lower() not in ("", "100-continue"):
        raise Refused(417, _("This expectation can't be met."))


_CHECKS: Final = (_host, _origin, _token, _path, _method, _type, _length, _expect)


def _ident(head: _Head) -> str:
    """The id of a delivery that its sender names: one that is sent again is the same."""
    key = head.only("idempotency-key")
    if len(key) > _KEY:
        raise Refused(400, _("The Idempotency-Key is longer than {most} signs.").format(most=_KEY))
    return f"webhook-{sha256(key.encode()).hexdigest()[:32]}" if key else ""
