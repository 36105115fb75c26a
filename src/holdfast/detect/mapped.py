"""Reading a delivery as a mapping file says."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final, cast

from holdfast.detect import json_text, scales
from holdfast.detect.gather import Item, items, numbered, numbered_lines, reading, short
from holdfast.detect.json_text import elements, members
from holdfast.detect.mapping import FIELDS, MappingFile
from holdfast.detect.moments import kept_moment
from holdfast.detect.patterns import Pattern, compiled
from holdfast.domain.encodings import decoded
from holdfast.domain.errors import UserError
from holdfast.domain.signal import UNSAID, AlertStatus, Reading, Signal, Unread
from holdfast.domain.table import Fault, table_rows, uneven
from holdfast.words import _

At = Callable[[str], str]
"""What stands at a path, in a column or in a group; "" where nothing does."""


def read_mapped(mapping: MappingFile, data: bytes) -> Reading:
    """The reading of a delivery whose name fits the mapping."""
    return reading(mapping.name, _FORMS[mapping.format](mapping, data))


def _json(mapping: MappingFile, data: bytes) -> Iterator[Item]:
    value = json_text.loads(data)
    listed = _at(value, mapping.alerts) if mapping.alerts else value
    if mapping.alerts and not isinstance(listed, list):
        raise UserError(
            _("There is no list at “{path}”.").format(path=mapping.alerts),
            _("Nothing of it was taken in. Correct alerts in the mapping file."),
        )
    parts = elements(cast("object", listed)) if isinstance(listed, list) else (value,)
    return items(
        numbered(parts),
        lambda part: _signal(mapping, partial(_text_at, part), partial(getattr, mapping.fields)),
    )


def _at(value: object, path: str) -> object:
    """What stands at a path of keys and places with dots between; a key may hold dots itself."""
    while path:
        inside = members(value)
        if path in inside:
            return inside[path]
        step, _dot, path = path.partition(".")
        listed = elements(value)
        if step in inside:
            value = inside[step]
        elif step.isdecimal() and len(step) < 6 and int(step) < len(listed):
            value = listed[int(step)]
        else:
            return None
    return value


def _text_at(value: object, path: str) -> str:
    said = _at(value, path)
    if isinstance(said, (dict, list)):
        raise UserError(_("at “{path}” stands no single value").format(path=path))
    if isinstance(said, bool):
        return "true" if said else "false"
    return "" if said is None else str(said)


def _lines(mapping: MappingFile, data: bytes) -> Iterator[Item]:
    pattern = compiled(mapping.pattern)

    def place(field: str) -> str:
        return getattr(mapping.fields, field) or (field if field in pattern.groupindex else "")

    return items(numbered_lines(_text(data)), lambda line: _signal(mapping, _groups(pattern, line), place))


def _groups(pattern: Pattern, line: str) -> At:
    match = pattern.search(short(line))
    if not match:
        raise UserError(_("the pattern does not fit"))
    groups = match.groupdict()
    return lambda name: groups.get(name) or ""


def _csv(mapping: MappingFile, data: bytes) -> Iterator[Item]:
    faults: list[Fault] = []
    rows = table_rows(_text(data).removeprefix("\ufeff"), faults)
    _line, header = next(rows, (1, list[str]()))
    _see_columns(mapping, header)
    for line, cells in rows:
        place = _("line {line}").format(line=line)
        if len(cells) != len(header):
            yield Unread(place, uneven(line, len(cells), len(header)).what.rstrip("."))
            continue
        row = dict(zip(header, cells, strict=True))
        yield from items(
            [(place, row)],
            lambda row: _signal(mapping, partial(_cell, row), partial(getattr, mapping.fields)),
        )
    for fault in faults:
        yield Unread(_("line {line}").format(line=fault.line), fault.what.rstrip("."))


def _cell(row: Mapping[str, str], column: str) -> str:
    return row.get(column, "").strip()


def _see_columns(mapping: MappingFile, header: list[str]) -> None:
    wanted = [getattr(mapping.fields, field) for field in FIELDS]
    wanted += [*mapping.labels.values(), *mapping.annotations.values()]
    missing = [column for column in wanted if column and column not in header]
    if missing or len(set(header)) < len(header):
        what = _("It has no column “{column}”.").format(column=missing[0]) if missing else ""
        raise UserError(
            what or _("Two of its columns have the same name."),
            _("Nothing of it was taken in. Compare its first line with the mapping file."),
        )


def _text(data: bytes) -> str:
    text, encoding = decoded(data)
    if not encoding:
        raise UserError(
            _("It is no text in UTF-8, UTF-16 or Windows-1252."),
            _("Nothing of it was taken in. Save it as UTF-8 and send it again."),
        )
    return text


def _signal(mapping: MappingFile, at: At, place: Callable[[str], str]) -> Signal:
    """`place` says where a field stands, `at` what stands there."""

    def said(field: str) -> str:
        where = place(field)
        return at(where) if where else ""

    annotations = {key: at(where) for key, where in mapping.annotations.items()}
    return Signal(
        name=said("name") or mapping.fixed.name,
        status=_status(mapping, said("status"), is_said=bool(place("status"))),
        severity=_severity(mapping, said("severity")),
        source=mapping.source or mapping.name,
        service=said("service") or mapping.fixed.service,
        labels={key: at(where) for key, where in mapping.labels.items()},
        started=kept_moment(said("started"), "started", annotations),
        ended=kept_moment(said("ended"), "ended", annotations),
        annotations=annotations,
        url=said("url"),
        given=said("given"),
    )


def _status(mapping: MappingFile, word: str, *, is_said: bool) -> AlertStatus:
    if not is_said or (not word and mapping.fixed.status):
        return mapping.fixed.status or "firing"
    words: dict[str, AlertStatus] = {key.casefold(): status for key, status in mapping.status.items()}
    status = words.get(word.casefold()) or scales.STATUSES.get(word.casefold())
    if not status:
        raise UserError(_("its status “{word}” is not in the mapping file").format(word=word[:60]))
    return status


def _severity(mapping: MappingFile, word: str) -> int:
    words = {key.casefold(): severity for key, severity in mapping.severity.items()}
    return words.get(word.casefold()) or scales.severity(word) or mapping.fixed.severity or UNSAID


_FORMS: Final[dict[str, Callable[[MappingFile, bytes], Iterator[Item]]]] = {
    "json": _json,
    "lines": _lines,
    "csv": _csv,
}
