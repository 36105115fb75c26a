"""What a watch's file breaks beyond the types of its values."""

import math
import re
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from typing import Any, Final, TypeGuard, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from holdfast.detect.patterns import compiled
from holdfast.detect.watches.broken_texts import broken_texts, unusable_form
from holdfast.domain.errors import UserError
from holdfast.domain.toml_shape import Fault, meant
from holdfast.words import _

Table = Mapping[str, Any]
SOURCE_KINDS: Final = ("metrics", "csv", "log", "heartbeat", "port")
RULE_KINDS: Final = ("threshold", "absence", "rate", "deviation", "matches")
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
_METRIC: Final = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:.]*")
_HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
_NOTHING: Final = re.compile(r"(?:0+[smhdw])+")


def broken_rules(data: dict[str, Any]) -> Iterator[Fault]:
    """Every rule that is broken; passes over what has the wrong shape."""
    source, rule = _table(data, "source"), _table(data, "rule")
    yield from _kind(data, "source", SOURCE_KINDS)
    yield from _kind(data, "rule", RULE_KINDS)
    yield from broken_texts(data)
    yield from _nothing(data, (), ("every", "repeat", "blind_after"))
    yield from _SOURCES.get(str(source.get("kind")), _unjudged)(source)
    yield from _RULES.get(str(rule.get("kind")), _unjudged)(rule)
    yield from _together(source, rule)


def _table(data: Table, key: str) -> Table:
    inside: Any = data.get(key)
    return cast("Table", inside) if isinstance(inside, dict) else {}


def _unjudged(_table: Table) -> Iterator[Fault]:
    yield from ()


def _kind(data: Table, name: str, kinds: tuple[str, ...]) -> Iterator[Fault]:
    if not isinstance(data.get(name), dict):
        return
    table, hint = _table(data, name), _("Write one of: {kinds}.").format(kinds=", ".join(kinds))
    if "kind" in table and table["kind"] not in kinds:
        yield Fault((name, "kind"), _("is not one of the words known here"), hint)
    elif "kind" not in table:
        for other in (found := meant([*table], {"kind": False})):
            yield Fault((name, other), _("is not known here"), _('Is "{key}" meant?').format(key="kind"))
        if not found:
            yield Fault((name, "kind"), _("is missing"), hint)


def _nothing(table: Table, path: tuple[str, ...], keys: tuple[str, ...]) -> Iterator[Fault]:
    for key in keys:
        if isinstance(table.get(key), str) and _NOTHING.fullmatch(table[key]):
            yield Fault((*path, key), _("is no time at all"), _('Write a span such as "30s" or "10m".'))


# -- sources --------------------------------------------------------------------------------------


def _metrics(source: Table) -> Iterator[Fault]:
    url = source.get("url")
    path, has_url = (source.get(key) not in (None, "") for key in ("path", "url"))
    if path == has_url:
        hint = _("Write path for a file, or url for an endpoint of this computer.")
        what = _("stands beside path; one of both is read") if path else _("is missing, and so is path")
        yield Fault(("source", "url"), what, hint)
    if isinstance(url, str) and url and not _is_loopback(url):
        hint = _("Only endpoints of this computer are read: http://127.0.0.1:PORT/metrics.")
        yield Fault(("source", "url"), _("is no address of this computer"), hint)
    metric = source.get("metric")
    if isinstance(metric, str) and metric.strip() and not _METRIC.fullmatch(metric):
        hint = _("Write the name alone; labels stand in [source.labels].")
        yield Fault(("source", "metric"), _("is no name of a metric"), hint)


def _is_loopback(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme == "http" and parts.hostname in LOOPBACK and parts.port != 0 and "@" not in url
    except ValueError:
        return False


def _csv(source: Table) -> Iterator[Fault]:
    yield from _zone(source)
    yield from unusable_form(source.get("time_format"))
    if source.get("time") is not None and source.get("time") == source.get("value"):
        hint = _("Name the column of times and the column of numbers.")
        yield Fault(("source", "value"), _("is the column of times"), hint)


def _zone(source: Table) -> Iterator[Fault]:
    zone = source.get("zone")
    if isinstance(zone, str):
        try:
            ZoneInfo(zone)
        except (ValueError, OSError, LookupError):
            hint = _('Write a name such as "UTC" or "Europe/Berlin".')
            yield Fault(("source", "zone"), _("is no time zone"), hint)


def _log(source: Table) -> Iterator[Fault]:
    yield from _zone(source)
    for key in ("pattern", "time"):
        text = source.get(key)
        if isinstance(text, str) and text.strip():
            try:
                groups = compiled(text).groupindex
            except UserError as error:
                yield Fault(
                    ("source", key), _("is no pattern: {why}").format(why=error.what.rstrip(".")), error.hint
                )
                continue
            if key == "time" and "time" not in groups:
                hint = _("Write the time as (?P<time>…) in it.")
                yield Fault(("source", key), _("has no group “time”"), hint)


def _heartbeat(source: Table) -> Iterator[Fault]:
    yield from _zone(source)


def _port(source: Table) -> Iterator[Fault]:
    host = source.get("host")
    if isinstance(host, str) and host.strip() and not _is_host(host):
        hint = _("Write a name or an address of the local network, without a port.")
        yield Fault(("source", "host"), _("is no host of the local network"), hint)
    yield from _nothing(source, ("source",), ("timeout",))


def _is_host(host: str) -> bool:
    try:
        return is_near(host)
    except ValueError:
        return bool(_HOST.fullmatch(host))


def is_near(address: str) -> bool:
    """Whether an address belongs to this computer or a local network. ValueError where it is none."""
    found = ip_address(address)
    return found.is_private or found.is_loopback or found.is_link_local


# -- rules ----------------------------------------------------------------------------------------


def _bounds(rule: Table) -> Iterator[Fault]:
    above, below = rule.get("above"), rule.get("below")
    if above is None and below is None:
        hint = _("Write above, below, or both.")
        yield Fault(("rule", "above"), _("is missing, and so is below"), hint)
    for key in ("above", "below", "clear"):
        if isinstance(rule.get(key), float) and not math.isfinite(rule[key]):
            yield Fault(("rule", key), _("is no number"), _("Write a number such as 90 or 0.5."))
    if _is_number(above) and _is_number(below) and not below < above:
        hint = _("What lies between both is as usual: below is the smaller one.")
        yield Fault(("rule", "below"), _("is not smaller than above"), hint)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _threshold(rule: Table) -> Iterator[Fault]:
    yield from _bounds(rule)
    above, below, clear = rule.get("above"), rule.get("below"), rule.get("clear")
    if not _is_number(clear):
        return
    if _is_number(above) and _is_number(below):
        hint = _("Remove it: with above and below, what lies between both is over.")
        yield Fault(("rule", "clear"), _("is of no use beside above and below"), hint)
    elif (_is_number(above) and clear > above) or (_is_number(below) and clear < below):
        hint = _("It is over when the value is back beyond clear.")
        yield Fault(("rule", "clear"), _("lies on the wrong side"), hint)


def _rate(rule: Table) -> Iterator[Fault]:
    yield from _bounds(rule)
    yield from _nothing(rule, ("rule",), ("per", "over"))


def _deviation(rule: Table) -> Iterator[Fault]:
    yield from _nothing(rule, ("rule",), ("over",))


def _absence(rule: Table) -> Iterator[Fault]:
    yield from _nothing(rule, ("rule",), ("for",))


def _matches(rule: Table) -> Iterator[Fault]:
    yield from _nothing(rule, ("rule",), ("within",))


# -- both -----------------------------------------------------------------------------------------


def _together(source: Table, rule: Table) -> Iterator[Fault]:
    kind, judged = source.get("kind"), rule.get("kind")
    if kind not in SOURCE_KINDS or judged not in RULE_KINDS:
        return
    if judged == "matches" and kind != "log":
        hint = _("matches counts the lines of a log.")
        yield Fault(("rule", "kind"), _("does not go with this source"), hint)
    if kind == "heartbeat" and judged != "absence":
        hint = _('A heartbeat is there or not: write kind = "absence".')
        yield Fault(("rule", "kind"), _("does not go with this source"), hint)
    if kind == "log" and judged not in {"matches", "absence"} and not _has_value(source):
        hint = _("Write the number as (?P<value>…) in it, or count lines with matches.")
        yield Fault(("source", "pattern"), _("has no group “value”, which this rule needs"), hint)


def _has_value(source: Table) -> bool:
    pattern = source.get("pattern")
    if not isinstance(pattern, str) or not pattern.strip():
        return True
    try:
        return "value" in compiled(pattern).groupindex
    except UserError:
        return True  # said of the pattern


_SOURCES: Final = {"metrics": _metrics, "csv": _csv, "log": _log, "heartbeat": _heartbeat, "port": _port}
_RULES: Final = {
    "threshold": _threshold,
    "absence": _absence,
    "rate": _rate,
    "deviation": _deviation,
    "matches": _matches,
}
