"""E-mail files: the subject names the alert, unless the body is itself a notification that can be read."""

import email
import html
import re
from collections.abc import Callable, Iterable, Iterator
from email.errors import MessageError
from email.header import Header, decode_header
from email.message import Message
from email.policy import Compat32
from itertools import islice
from typing import Any, Final, cast

from holdfast.detect import scales
from holdfast.detect.gather import MOST, Item, cleaned, reading
from holdfast.detect.moments import kept_moment
from holdfast.detect.patterns import compiled
from holdfast.domain.encodings import decoded
from holdfast.domain.errors import UserError
from holdfast.domain.signal import UNSAID, AlertStatus, Reading, Signal, Unread
from holdfast.words import _

NAME: Final = "e-mail"
Inner = Callable[[str, str], Iterable[Item] | None]
"""The signals of a body, and of what its subject says it is about; None where it is no known format."""

# The parser looks at every line once for each part that is open.
_BOUNDARIES: Final = 10
_LINES: Final = 250_000
_PARTS: Final = 100
_HEAD: Final = 64 * 1024
_HEADER_LONGEST: Final = 16 * 1024
_HEADER: Final = re.compile(r"^([A-Za-z][A-Za-z0-9-]{0,60}):", re.MULTILINE)
_SIGNS: Final = frozenset({"from", "received", "message-id", "mime-version", "date"})
_ADDRESS: Final = re.compile(r"(?<![^\s<>,;:()])[^\s<>,;:()@]{1,64}@[^\s<>,;:()@]{1,255}")
_MARKS: Final = (
    re.compile(r"\[([A-Za-z]{2,20})(?::\d{1,6})?\] ?(.+)"),
    re.compile(r"\*\* ?([A-Za-z]{2,20}) (.+?) ?\*\*"),
    re.compile(r"(Problem|Resolved)(?: in [\w ]{1,30})?: (.+)"),
)
_STATE: Final = re.compile(r"(.+) is (OK|UP|WARNING|CRITICAL|UNKNOWN|DOWN|UNREACHABLE)!?")
_UNSHOWN: Final = r"(?is)<(?:style|script|head)\b.*?</(?:style|script|head)\s*>"
_BREAK: Final = r"(?i)<(?:br|/p|/tr|/div|/h[1-6]|/li)\b[^<>]*>"
_TAG: Final = r"<[^<>]*>"


class _Bounded(Compat32):
    """Refuses a header that is too long, before anything takes it apart."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        if sum(map(len, sourcelines)) > _HEADER_LONGEST:
            raise UserError(
                _("The mail has a header line of more than {most} characters.").format(most=_HEADER_LONGEST),
                _("Nothing of it was taken in. Send its text alone."),
            )
        return super().header_source_parse(sourcelines)


_POLICY: Final = _Bounded()


def fits(name: str, text: str) -> bool:
    """Whether a file is an e-mail: by its name, or by the fields at its beginning."""
    head = re.split(r"\r?\n\r?\n", text[:_HEAD], maxsplit=1)[0]
    fields = {field.casefold() for field in _HEADER.findall(head)}
    return name.casefold().endswith(".eml") or ("subject" in fields and bool(fields & _SIGNS))


def read_mail(data: bytes, inner: Inner) -> Reading:
    """The reading of a file for which `fits` is true."""
    return reading(NAME, found(data, inner))


def found(data: bytes, inner: Inner) -> Iterator[Item]:
    """The signals of a mail, and its attachments, which are not read."""
    message = _parsed(data)
    subject = " ".join(_header(message["Subject"]).split())
    about, name = _marked(subject)
    body, attached = _body(message)
    told = list(islice(inner(body, about) or (), MOST + 1))
    yield from told
    if not any(isinstance(item, Signal) for item in told):
        yield cleaned(_signal(message, about, name, body))
    for attachment in attached:
        yield Unread(attachment, _("attachments of mails are not read"))


def _parsed(data: bytes) -> Message:
    if data.lower().count(b"boundary") > _BOUNDARIES or data.count(b"\n") > _LINES:
        raise _too_many()
    try:
        return email.message_from_bytes(data, policy=_POLICY)
    except (ValueError, LookupError, TypeError, RecursionError, AssertionError, MessageError) as error:
        raise UserError(
            _("The mail is damaged."), _("Nothing of it was taken in. Save it again as a file.")
        ) from error


def _too_many() -> UserError:
    return UserError(
        _("The mail has too many parts or lines to be read safely."),
        _("Nothing of it was taken in. Send its text alone."),
    )


def _signal(message: Message, about: str, name: str, body: str) -> Signal:
    if not name:
        raise UserError(
            _("The mail has no subject, and its text is no known notification."),
            _("Nothing of it was taken in. Let the sender write a subject."),
        )
    state = _STATE.fullmatch(name)
    annotations = {"description": body}
    at = kept_moment(_header(message["Date"]).split(" (")[0], "time", annotations)
    status = _status(about, state[2] if state else "")
    return Signal(
        name=state[1] if state else name,
        status=status,
        severity=scales.STATES[state[2]] if state else UNSAID,
        source=NAME,
        labels={"from": _address(_header(message["From"]))},
        started=at if status == "firing" else "",
        ended=at if status == "resolved" else "",
        annotations=annotations,
    )


def _address(sender: str) -> str:
    found = _ADDRESS.search(sender[:2_000])
    return found[0] if found else ""


def _status(about: str, state: str) -> AlertStatus:
    said = scales.STATUSES.get(about.casefold()) or scales.NOTIFICATIONS.get(about)
    return said or scales.status_of_state(state)


def _marked(subject: str) -> tuple[str, str]:
    """What a subject says it is about, in capitals, and the rest of it; "" where it says nothing known."""
    for mark in _MARKS:
        match = mark.fullmatch(subject[:2_000])
        if match and (match[1].casefold() in scales.STATUSES or match[1].upper() in scales.NOTIFICATIONS):
            return match[1].upper(), match[2]
    return "", subject


def _header(value: object) -> str:
    """A header's text, whatever its encodings; "" where there is none."""
    if value is None:
        return ""
    try:
        parts = cast("list[tuple[Any, str | None]]", decode_header(cast("Header | str", value)))
    except (ValueError, LookupError, MessageError):
        return str(value)
    return "".join(part if isinstance(part, str) else _text(part, charset or "") for part, charset in parts)


def _text(data: bytes, charset: str) -> str:
    """The text of bytes in the encoding that they are said to have, or else in a usual one."""
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, ValueError):
        return decoded(data)[0]


def _body(message: Message) -> tuple[str, list[str]]:
    """The text of a mail, and the names of what is attached to it."""
    plain, marked, attached = "", "", list[str]()
    for number, part in enumerate(_leaves(message)):
        if number == _PARTS:
            raise _too_many()
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment" or kind.startswith("message/"):
            attached.append(_("attachment {name}").format(name=_attached(part)))
        elif kind == "text/plain" and not plain:
            plain = _content(part)
        elif kind == "text/html" and not marked:
            marked = _content(part)
    return plain.strip() or _shown(marked), attached


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something; a mail inside a mail is one of them."""
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in cast("list[Message]", message.get_payload()):
            yield from _leaves(part)
    else:
        yield message


def _attached(part: Message) -> str:
    try:
        return (part.get_filename() or part.get_content_type())[:100]
    except (ValueError, LookupError, TypeError):
        return part.get_content_type()[:100]


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    charset = part.get_content_charset() or ""
    return _text(payload, charset).replace("\r\n", "\n") if isinstance(payload, bytes) else ""


def _shown(marked: str) -> str:
    """What HTML says, without its marks."""
    text = compiled(_UNSHOWN).sub("", marked.encode("utf-8", "replace").decode())
    text = compiled(_TAG).sub("", compiled(_BREAK).sub("\n", text))
    return "\n".join(" ".join(line.split()) for line in html.unescape(text).split("\n")).strip()
