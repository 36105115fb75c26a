"""Bytes of a delivery to what they say: its format is told by its content, or by a mapping for its name."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from holdfast.detect import (
    alertmanager,
    grafana,
    icinga,
    json_text,
    lines,
    mail,
    mapping,
    nagios,
    nagios_status,
    zabbix,
)
from holdfast.detect.gather import Item, lines_of, reading
from holdfast.detect.mapped import read_mapped
from holdfast.detect.mapping import MappingFile
from holdfast.domain.encodings import decoded
from holdfast.domain.errors import UserError
from holdfast.domain.signal import Reading, Signal, Unread
from holdfast.words import _


@dataclass(frozen=True, slots=True)
class JsonFormat:
    """A format of JSON values: which are of it, and what they say."""

    name: str
    fits: Callable[[object], bool]
    found: Callable[[object], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class TextFormat:
    """A format of texts; `found` also takes what the subject of a mail said, "" outside a mail."""

    name: Callable[[str], str]
    fits: Callable[[str], bool]
    found: Callable[[str, str], Iterator[Item]]


# The first that fits: Grafana's payload has all that Alertmanager's has.
JSON_FORMATS: Final = (
    JsonFormat(grafana.NAME, grafana.fits, grafana.found),
    JsonFormat(alertmanager.NAME, alertmanager.fits, alertmanager.found),
    JsonFormat(zabbix.NAME, zabbix.fits, zabbix.found),
    JsonFormat(icinga.NAME, icinga.fits, icinga.found),
)
TEXT_FORMATS: Final = (
    TextFormat(
        lambda _text: nagios_status.NAME, nagios_status.fits, lambda text, _about: nagios_status.found(text)
    ),
    TextFormat(lines.name_of, lines.fits, lambda text, _about: lines.found(text)),
    TextFormat(lambda _text: nagios.NAME, nagios.fits, nagios.found),
)


def read(name: str, data: bytes, mappings: Sequence[MappingFile] = ()) -> Reading:
    """What a delivery says, which came under a file name (without its folder).

    A mapping whose `match` fits the name goes before every known format. UserError where it is no delivery,
    or where nothing of it can be read; its text can stand as the reason beside a refused file.
    """
    if len(data) > json_text.LARGEST:
        raise json_text.too_large(len(data))
    if not data.strip(b" \t\r\n\0"):
        raise UserError(_("It is empty."), _("Nothing was lost by it; send the alert again."))
    for each in mappings:
        if mapping.fits(each, name):
            return _needed(read_mapped(each, data))
    return _needed(_read(name, data))


def _needed(told: Reading) -> Reading:
    """A reading that gave a signal, or had none to give."""
    if told.unread and not told.signals:
        first = told.unread[0]
        raise UserError(
            _("None of its alerts can be read; {place}: {why}.").format(place=first.place, why=first.why),
            _("Nothing of it was taken in. Correct what writes it, then send it again."),
        )
    return told


def _read(name: str, data: bytes) -> Reading:
    if json_text.begins(data):
        return _read_json(data)
    text, encoding = decoded(data)
    text = text.removeprefix("\ufeff")
    if mail.fits(name, text):
        return mail.read_mail(data, _inner)
    if not encoding:
        raise UserError(
            _("It is no text in UTF-8, UTF-16 or Windows-1252."),
            _("Nothing of it was taken in. Save it as UTF-8 and send it again."),
        )
    for form in TEXT_FORMATS:
        if form.fits(text):
            return reading(form.name(text), form.found(text, ""))
    raise _unknown()


def _unknown() -> UserError:
    return UserError(
        _("It has none of the forms of alerts that are known here."),
        _("Nothing of it was taken in. The manual lists the forms; a mapping file adds another."),
    )


def _read_json(data: bytes) -> Reading:
    text = json_text.text_of(data)
    rows = [(number, row) for number, row in enumerate(lines_of(text), 1) if row.strip()]
    if len(rows) > 1 and all(_is_row(row) for _number, row in rows[:2]):
        return reading(_row_format(rows), chain.from_iterable(_row(number, row) for number, row in rows))
    value = json_text.of_text(text)
    form = _json_format(value)
    return reading(form.name, form.found(value))


def _json_format(value: object) -> JsonFormat:
    for form in JSON_FORMATS:
        if form.fits(value):
            return form
    raise _unknown()


def _is_row(row: str) -> bool:
    """Whether a line can be one whole JSON object: files of events have one on each."""
    return row.strip().startswith("{") and row.strip().endswith("}")


def _row_format(rows: Iterable[tuple[int, str]]) -> str:
    """The name of the first line that has a format. UserError where none has."""
    for _number, row in rows:
        try:
            return _json_format(json_text.of_text(row)).name
        except UserError:
            continue
    raise _unknown()


def _row(number: int, row: str) -> Iterator[Item]:
    """The signals of one line; a place inside it is told behind the line's."""
    line = _("line {line}").format(line=number)
    try:
        value = json_text.of_text(row)
        for item in _json_format(value).found(value):
            yield item if isinstance(item, Signal) else Unread(f"{line}, {item.place}", item.why)
    except UserError as error:
        yield Unread(line, error.what.rstrip("."))


def _inner(body: str, about: str) -> Iterable[Item] | None:
    """The signals of a mail's body, None where it has no known form."""
    if body.startswith(("{", "[")):
        try:
            value = json_text.of_text(body)
        except UserError:
            return None
        form = next((form for form in JSON_FORMATS if form.fits(value)), None)
        return form.found(value) if form else None
    text = next((form for form in TEXT_FORMATS if form.fits(body)), None)
    return text.found(body, about) if text else None
