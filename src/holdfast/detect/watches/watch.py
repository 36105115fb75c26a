"""A watch: one TOML file that says what is looked at, what is not as usual there, and how that is told."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, cast

import msgspec
from msgspec import Meta

from holdfast.detect.scales import SEVERITIES, SeverityWord
from holdfast.detect.watches.broken import broken_rules
from holdfast.domain import toml_check
from holdfast.domain.errors import UserError
from holdfast.domain.toml_check import Checked
from holdfast.words import _

Text = Annotated[str, Meta(pattern=r"\S", max_length=300)]
Pattern = Annotated[str, Meta(pattern=r"\S", max_length=2_000)]
Span = Annotated[str, Meta(pattern=r"^(?:[0-9]{1,4}[smhdw])+\Z")]
_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


class Metrics(msgspec.Struct, frozen=True):
    """A metric of a text-exposition file, or of an endpoint on loopback. `stale` is of a file alone."""

    kind: Literal["metrics"]
    metric: Text
    path: str = ""
    url: str = ""
    labels: dict[str, str] = {}
    combine: Literal["one", "sum", "min", "max", "average", "count"] = "one"
    stale: Span = "1h"


class Csv(msgspec.Struct, frozen=True):
    """A time series: a table with a column of times and one of numbers, each by its name or its number."""

    kind: Literal["csv"]
    path: Text
    time: Text = "time"
    value: Text = "value"
    delimiter: Literal["", ",", ";", "\t", "|"] = ""
    zone: str = "UTC"
    time_format: str = ""
    stale: Span = "1h"


class Log(msgspec.Struct, frozen=True):
    """Lines of a log that a pattern fits. A group `value` of the pattern makes a series of numbers of them.

    `time` is a pattern whose group `time` says when a line was written, "" for the usual forms.
    """

    kind: Literal["log"]
    path: Text
    pattern: Pattern
    time: str = ""
    zone: str = "UTC"
    stale: Span = "0s"


class Heartbeat(msgspec.Struct, frozen=True):
    """A file that something touches, or writes a time into, as long as it lives."""

    kind: Literal["heartbeat"]
    path: Text
    time: Literal["changed", "content"] = "changed"
    zone: str = "UTC"


class Port(msgspec.Struct, frozen=True):
    """A port that answers as long as something lives; the value is how many milliseconds that took."""

    kind: Literal["port"]
    host: Text
    port: Annotated[int, Meta(ge=1, le=65535)]
    timeout: Span = "3s"


class Threshold(msgspec.Struct, frozen=True):
    """Above or below a number for so long; over again beyond `clear`, and after so much `calm`."""

    kind: Literal["threshold"]
    above: float | None = None
    below: float | None = None
    clear: float | None = None
    lasting: Span = msgspec.field(name="for", default="0s")
    calm: Span = "0s"
    gap: Span = "0s"


class Absence(msgspec.Struct, frozen=True):
    """Nothing came for so long."""

    kind: Literal["absence"]
    lasting: Span = msgspec.field(name="for")


class Rate(msgspec.Struct, frozen=True):
    """The slope over a span, in units `per` so long, is above or below a number. A counter may begin anew."""

    kind: Literal["rate"]
    above: float | None = None
    below: float | None = None
    per: Span = "1h"
    over: Span = "1h"
    counter: bool = False
    lasting: Span = msgspec.field(name="for", default="0s")
    calm: Span = "0s"
    gap: Span = "0s"


class Deviation(msgspec.Struct, frozen=True):
    """Further from the usual than so many spreads, and than `least`; the usual is learned over a span."""

    kind: Literal["deviation"]
    spreads: Annotated[float, Meta(gt=0, le=1000)] = 6.0
    over: Span = "24h"
    least: Annotated[float, Meta(ge=0)] = 0.0
    side: Literal["both", "above", "below"] = "both"
    lasting: Span = msgspec.field(name="for", default="0s")
    calm: Span = "0s"
    gap: Span = "0s"


class Matches(msgspec.Struct, frozen=True):
    """So many lines within so long."""

    kind: Literal["matches"]
    within: Span
    count: Annotated[int, Meta(ge=1, le=10_000)] = 1


Source = Metrics | Csv | Log | Heartbeat | Port
RuleSaid = Threshold | Absence | Rate | Deviation | Matches
SOURCES: Final[Mapping[str, type[Source]]] = {
    "metrics": Metrics,
    "csv": Csv,
    "log": Log,
    "heartbeat": Heartbeat,
    "port": Port,
}
RULES: Final[Mapping[str, type[RuleSaid]]] = {
    "threshold": Threshold,
    "absence": Absence,
    "rate": Rate,
    "deviation": Deviation,
    "matches": Matches,
}


class _Head(msgspec.Struct, frozen=True):
    """What a watch of any kind says."""

    name: Text
    source: dict[str, Any]
    rule: dict[str, Any]
    severity: SeverityWord = "warning"
    service: Annotated[str, Meta(max_length=300)] = ""
    every: Span = "30s"
    repeat: Span = "4h"
    blind_after: Span = "10m"
    labels: dict[str, str] = {}
    annotations: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Watch:
    """A watch that was accepted. Spans are seconds, the severity 5 (critical) to 1."""

    name: str
    source: Source
    rule: RuleSaid
    severity: int
    service: str
    every: int
    repeat: int
    blind_after: int
    labels: Mapping[str, str]
    annotations: Mapping[str, str]


def seconds(span: str) -> int:
    """The seconds of a span as a file says it: `90s`, `1h30m`, `0s`."""
    return sum(int(number) * _UNITS[unit] for number, unit in re.findall(r"(\d+)([smhdw])", span))


def check(text: str) -> Checked:
    """Judge a text: every problem with its line; raises nothing."""
    return toml_check.check(text, form_of, broken_rules)


def load(text: str, beside: Path | None = None) -> Watch:
    """The watch that a text describes; paths are meant from the folder `beside`, where one is given.

    UserError, naming key and line, where it describes none.
    """
    if found := check(text).problems:
        raise UserError(
            _("This watch can't be used: {why}.").format(why=found[0]),
            _("Nothing was changed. Correct the file, then read it again."),
        )
    data = tomllib.loads(text)
    head = msgspec.convert(data, _Head, strict=True)
    return Watch(
        name=head.name,
        source=_placed(msgspec.convert(head.source, SOURCES[head.source["kind"]], strict=True), beside),
        rule=msgspec.convert(head.rule, RULES[head.rule["kind"]], strict=True),
        severity=SEVERITIES[head.severity],
        service=head.service,
        every=seconds(head.every),
        repeat=seconds(head.repeat),
        blind_after=seconds(head.blind_after),
        labels=head.labels,
        annotations=head.annotations,
    )


def _placed(source: Source, beside: Path | None) -> Source:
    if isinstance(source, Port) or not source.path or beside is None:
        return source
    return msgspec.structs.replace(source, path=str(beside.absolute() / source.path))


def form_of(data: dict[str, Any]) -> type:
    """The form that a file's values are held to, by the kinds that it names."""
    return _form(_kind(data, "source"), _kind(data, "rule"))


def _kind(data: dict[str, Any], table: str) -> str:
    inside: Any = data.get(table)
    kind = cast("dict[str, Any]", inside).get("kind") if isinstance(inside, dict) else None
    return kind if isinstance(kind, str) else ""


@lru_cache(maxsize=64)
def _form(source: str, rule: str) -> type:
    """Where a kind is unknown, its table may hold anything: one fault says enough."""
    return msgspec.defstruct(
        "WatchFile",
        [("source", SOURCES.get(source, dict[str, Any])), ("rule", RULES.get(rule, dict[str, Any]))],
        bases=(_Head,),
        frozen=True,
        kw_only=True,
    )
