"""A mapping file: a short TOML text that says where, in deliveries of some name, an alert's parts stand."""

import tomllib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from holdfast.detect.json_text import members
from holdfast.detect.patterns import compiled
from holdfast.domain import toml_check
from holdfast.domain.errors import UserError
from holdfast.domain.signal import AlertStatus
from holdfast.domain.toml_check import Checked
from holdfast.domain.toml_shape import Fault
from holdfast.words import _

Text = Annotated[str, Meta(pattern=r"\S", max_length=300)]
FIELDS: Final = ("name", "status", "severity", "service", "started", "ended", "url", "given")


class Fields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the parts of an alert stand: a path, a column or a named group; "" where nothing says them."""

    name: str = ""
    status: str = ""
    severity: str = ""
    service: str = ""
    started: str = ""
    ended: str = ""
    url: str = ""
    given: str = ""


class Fixed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every alert of such a delivery is."""

    name: str = ""
    status: AlertStatus | None = None
    severity: Annotated[int, Meta(ge=1, le=5)] | None = None
    service: str = ""


class MappingFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping that was accepted."""

    name: Text
    match: Text
    format: Literal["json", "lines", "csv"]
    source: str = ""
    alerts: str = ""
    pattern: str = ""
    fields: Fields = Fields()
    fixed: Fixed = Fixed()
    labels: dict[str, str] = {}
    annotations: dict[str, str] = {}
    severity: dict[str, Annotated[int, Meta(ge=1, le=5)]] = {}
    status: dict[str, AlertStatus] = {}


def load(text: str) -> MappingFile:
    """The mapping that a text describes. UserError, naming key and line, where it describes none."""
    if found := check(text).problems:
        raise UserError(
            _("This mapping can't be used: {why}.").format(why=found[0]),
            _("Nothing was changed. Correct the file, then read it again."),
        )
    return msgspec.convert(tomllib.loads(text), MappingFile, strict=True)


def check(text: str) -> Checked:
    """Judge a text: every problem with its line; raises nothing."""
    return toml_check.check(text, MappingFile, _broken_rules)


def fits(mapping: MappingFile, name: str) -> bool:
    """Whether a mapping is meant for a file of this name (without its folder)."""
    return fnmatch(name.casefold(), mapping.match.casefold())


def _broken_rules(data: dict[str, Any]) -> Iterator[Fault]:
    form = data.get("format")
    if form == "lines" and not data.get("pattern"):
        hint = _("Add a regular expression with named groups, such as (?P<name>…).")
        yield Fault(("pattern",), _("is missing"), hint)
    for key, only in (("pattern", "lines"), ("alerts", "json")):
        if data.get(key) and form in {"json", "lines", "csv"} and form != only:
            hint = _("Remove it, or choose the other format.")
            yield Fault((key,), _("is of no use to the format {format}").format(format=form), hint)
    groups = frozenset[str]()
    if isinstance(data.get("pattern"), str) and data["pattern"]:
        try:
            groups = frozenset(compiled(data["pattern"]).groupindex)
        except UserError as error:
            yield Fault(("pattern",), _("is no pattern: {why}").format(why=error.what), error.hint)
            return
    if form == "lines":
        yield from _without_group(data, groups)
    yield from _unnamed(data, groups)


def _without_group(data: Mapping[str, Any], groups: frozenset[str]) -> Iterator[Fault]:
    for table in ("fields", "labels", "annotations"):
        for key, group in members(data.get(table)).items():
            if isinstance(group, str) and group and group not in groups:
                hint = _("The groups are: {groups}.").format(groups=", ".join(sorted(groups)) or "–")
                yield Fault((table, key), _("names a group that the pattern does not have"), hint)


def _unnamed(data: Mapping[str, Any], groups: frozenset[str]) -> Iterator[Fault]:
    named = members(data.get("fields")).get("name") or members(data.get("fixed")).get("name")
    if not named and "name" not in groups:
        hint = _("Say in [fields] where the name stands, or in [fixed] what it is.")
        yield Fault(("fields",), _("does not say where an alert's name stands"), hint)
