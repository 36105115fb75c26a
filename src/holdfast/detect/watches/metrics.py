"""A metric of a text-exposition file, or of an endpoint on this computer."""

import http.client
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Final
from urllib.parse import urlsplit

from holdfast.detect.watches.watch import Metrics, seconds
from holdfast.domain.errors import UserError
from holdfast.words import _

LARGEST: Final = 16 * 1024 * 1024
_LONGEST: Final = 8_192  # characters of a line
_PATIENCE: Final = 5.0  # seconds
_BEHIND: Final = frozenset({"{", " ", "\t"})  # what follows a name
_SHOWN: Final = 5  # series that are named
_WORDS: Final = 500  # characters of them
_SEVERAL: Final = {"sum": sum, "min": min, "max": max, "average": fmean, "count": len}


def value_of(source: Metrics, now: float) -> float:
    """The metric's value now. UserError where it can't be read, is not there, or the file is too old."""
    text = _fetched(source.url) if source.url else _read(Path(source.path), seconds(source.stale), now)
    fits = [each for each in samples(text, source.metric) if _fits(source.labels, each[0])]
    found = [value for _labels, value in fits]
    if source.combine == "count":
        return float(len(found))
    if not found:
        raise UserError(
            _("There is no metric {metric} with these labels.").format(metric=source.metric),
            _("Compare its name and labels with what is exposed."),
        )
    if source.combine != "one":
        return float(_SEVERAL[source.combine](found))
    if len(found) > 1:
        raise _too_many(source, [labels for labels, _value in fits])
    return found[0]


def _too_many(source: Metrics, fits: Sequence[Mapping[str, str]]) -> UserError:
    """Names the first series, and the labels that tell them apart."""
    shown = ", ".join(_series(labels) for labels in fits[:_SHOWN])
    told = _("{count} series of {metric} fit: {series}")
    what = told.format(count=len(fits), metric=source.metric, series=shown)
    if len(fits) > _SHOWN:
        what += " " + _("and {count} more").format(count=len(fits) - _SHOWN)
    names = {name for labels in fits for name in labels}
    apart = sorted(name for name in names if len({labels.get(name) for labels in fits}) > 1)
    hint = _("Name one of them by labels ({names}), a watch for each, or say combine: {words}.")
    return UserError(
        f"{what[:_WORDS]}.", hint.format(names=", ".join(apart)[:_WORDS] or "–", words=", ".join(_SEVERAL))
    )


def _series(labels: Mapping[str, str]) -> str:
    return "{" + ", ".join(f'{name}="{value}"' for name, value in labels.items()) + "}"


def samples(text: str, metric: str) -> Iterator[tuple[Mapping[str, str], float]]:
    """The labels and the value of each line of a metric; other lines are not looked at."""
    from prometheus_client.parser import (  # noqa: PLC0415  (start-up time: 150 ms)
        text_string_to_metric_families as read,
    )

    begin = len(metric)
    for line in text.splitlines():
        if len(line) > _LONGEST or not (
            line.startswith(metric) and line[begin : begin + 1] in {"{", " ", "\t"}
        ):
            continue
        try:
            for family in read(line):
                for sample in family.samples:
                    yield sample.labels, float(sample.value)
        except (ValueError, IndexError, KeyError) as error:
            raise UserError(
                _("The line “{line}” is no metric.").format(line=line[:80]),
                _("Look at what writes it."),
            ) from error


def _fits(wanted: Mapping[str, str], labels: Mapping[str, str]) -> bool:
    return all(labels.get(name, "") == value for name, value in wanted.items())


def _read(path: Path, stale: float, now: float) -> str:
    if not path.is_file():
        raise UserError(_("{file} is no file.").format(file=path), _("Look at what writes it."))
    changed = path.stat().st_mtime
    if stale and now - changed > stale:
        raise too_old(path, changed)
    with path.open("rb") as file:
        return _text(file.read(LARGEST + 1))


def too_old(path: Path, changed: float) -> UserError:
    """A file that nothing writes any more."""
    from holdfast.detect.watches.notes import moment_text  # noqa: PLC0415

    return UserError(
        _("{file} has said nothing new since {time}.").format(file=path, time=moment_text(changed)),
        _("Look at what writes it."),
    )


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise UserError(_("What is exposed is larger than 16 MiB."), _("Is it the right place?"))
    return data.decode("utf-8", "replace")


def _fetched(url: str) -> str:
    """What the endpoint answers: no proxy, no redirect, nothing but this computer."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=_PATIENCE)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers={"Accept": "text/plain;version=0.0.4"})
        answer = connection.getresponse()
        data = answer.read(LARGEST + 1)
    except (OSError, http.client.HTTPException) as error:
        raise UserError(
            _("{url} does not answer: {why}.").format(url=url, why=error), _("See whether it runs.")
        ) from error
    finally:
        connection.close()
    if answer.status != 200:
        raise UserError(
            _("{url} answers with status {status}.").format(url=url, status=answer.status),
            _("Compare the address."),
        )
    return _text(data)
