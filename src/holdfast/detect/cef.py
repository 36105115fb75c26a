"""Lines of ArcSight's Common Event Format: a header with |, and an extension of key=value pairs."""

import re
from collections.abc import Mapping
from typing import Final

from holdfast.detect import scales
from holdfast.detect.moments import kept_moment
from holdfast.domain.errors import UserError
from holdfast.domain.signal import Signal
from holdfast.words import _

NAME: Final = "cef"
_BEGINS: Final = re.compile(r"(?:^|(?<=[ \t]))CEF: ?\d{1,3}(?:\.\d{1,3})?\|")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_KEY: Final = re.compile(r"(?:^|(?<=[ \t]))([A-Za-z0-9_.\[\]-]{1,200})=")
_MEANT: Final = {"n": "\n", "r": "\n"}
_PARTS: Final = 6  # after the version: vendor, product, version, class, name, severity
# Keys of the extension that say what is hit -> our labels; in each the first that is said counts.
_LABELS: Final = {
    "host": ("dvchost", "dvc"),
    "source": ("shost", "src"),
    "destination": ("dhost", "dst"),
}
_TIMES: Final = ("rt", "start", "deviceReceiptTime")


def fits(line: str) -> bool:
    """Whether a line has the beginning of a CEF header."""
    return "CEF:" in line and _BEGINS.search(line) is not None


def read_line(line: str) -> Signal:
    """The signal of a line for which `fits` is true. UserError where its header is not whole."""
    begins = _BEGINS.search(line)
    header = _header(line[begins.end() :] if begins else "")
    if len(header) <= _PARTS:
        raise UserError(_("its CEF header has fewer than seven parts between its |"))
    vendor, product, version, signature, name, severity, rest = header
    said = _extension(rest)
    labels = {
        label: next((said[key] for key in keys if said.get(key)), "") for label, keys in _LABELS.items()
    }
    annotations = {"description": said.get("msg", ""), "version": version} | dict(said)
    time = next((said[key] for key in _TIMES if said.get(key)), "")
    return Signal(
        name=name,
        severity=_severity(severity),
        source=f"{vendor} {product}".strip(),
        labels={"signature": signature} | labels,
        started=kept_moment(time, "time", annotations),
        annotations=annotations,
    )


def _header(text: str) -> list[str]:
    r"""Six parts without their escapes (`\|` and `\\`), and the extension as it is."""
    parts: list[str] = []
    begins = 0
    for match in re.finditer(r"\\.|\|", text, re.DOTALL):
        if match[0] == "|":
            parts.append(_plain(text[begins : match.start()]).strip())
            begins = match.end()
            if len(parts) == _PARTS:
                return [*parts, text[begins:]]
    return [*parts, _plain(text[begins:]), ""] if len(parts) == _PARTS - 1 else parts


def _extension(text: str) -> Mapping[str, str]:
    r"""Its pairs; a value goes on to the next key, and `\=`, `\\`, `\n` stand for signs in it."""
    keys = list(_KEY.finditer(text))
    ends = [*(key.start() for key in keys[1:]), len(text)]
    pairs = zip(keys, ends, strict=True) if keys else ()
    return {key[1]: _plain(text[key.end() : end].strip()) for key, end in pairs}


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda match: _MEANT.get(match[1], match[1]), text) if "\\" in text else text


def _severity(word: str) -> int:
    """A number from 0 to 10, or a word."""
    if word in {str(number) for number in range(len(scales.CEF))}:
        return scales.CEF[int(word)]
    return scales.severity(word)
